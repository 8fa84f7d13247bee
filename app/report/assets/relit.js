"use strict";
// Skin under a lamp that is moved: by the sliders, or by dragging over the picture. Computed from colour and slopes alone.
(() => {
  const ROUND = Math.PI / 180;
  const GREY = 165; // code of even skin when colours are left out
  // As light adds up, and back (IEC 61966-2-1).
  const LINEAR = Float32Array.from({ length: 256 }, (_, code) => {
    const share = code / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const CODES = Uint8ClampedArray.from({ length: 4096 }, (_, at) => {
    const light = at / 4095;
    return Math.round(255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055));
  });

  const pixels = async (image) => {
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.drawImage(image, 0, 0);
    return context.getImageData(0, 0, canvas.width, canvas.height).data;
  };

  const show = async (box) => {
    const canvases = [...box.querySelectorAll("canvas")];
    const albedos = await Promise.all([...box.querySelectorAll("[data-albedo] img")].map(pixels));
    const normals = await Promise.all([...box.querySelectorAll("[data-normals] img")].map(pixels));
    const [azimuth, elevation] = ["azimuth", "elevation"].map((name) => box.querySelector(`[data-lamp=${name}]`));
    const grey = box.querySelector("[data-grey]");

    const draw = () => {
      const [turn, height] = [azimuth.valueAsNumber * ROUND, elevation.valueAsNumber * ROUND];
      // In camera axes, x right, y down, z into the scene; the azimuth runs anticlockwise from the right.
      const lamp = [Math.cos(height) * Math.cos(turn), -Math.cos(height) * Math.sin(turn), -Math.sin(height)];
      canvases.forEach((canvas, which) => {
        const context = canvas.getContext("2d");
        const picture = context.createImageData(canvas.width, canvas.height);
        const [colour, slope] = [albedos[which], normals[which]];
        for (let at = 0; at < slope.length; at += 4) {
          if (slope[at + 2] === 0) continue; // nothing was measured here
          const cosine = (lamp[0] * (slope[at] - 128) + lamp[1] * (slope[at + 1] - 128) + lamp[2] * (slope[at + 2] - 128)) / 127;
          const lit = Math.max(cosine, 0);
          for (let channel = 0; channel < 3; channel += 1) {
            const own = LINEAR[grey.checked ? GREY : colour[at + channel]];
            picture.data[at + channel] = CODES[Math.min(4095, Math.round(4095 * own * lit))];
          }
          picture.data[at + 3] = 255;
        }
        context.putImageData(picture, 0, 0);
      });
    };
    let asked = false;
    const ask = () => {
      if (asked) return;
      asked = true;
      requestAnimationFrame(() => { asked = false; draw(); });
    };
    for (const control of [azimuth, elevation, grey]) control.addEventListener("input", ask);
    for (const canvas of canvases) {
      const follow = (event) => {
        const place = canvas.getBoundingClientRect();
        const x = (event.clientX - place.left) / place.width - 0.5;
        const y = 0.5 - (event.clientY - place.top) / place.height;
        azimuth.value = (Math.atan2(y, x) / ROUND + 360) % 360;
        elevation.value = 90 - Math.min(85, 170 * Math.hypot(x, y));
        ask();
      };
      canvas.addEventListener("pointerdown", (event) => { canvas.setPointerCapture(event.pointerId); follow(event); });
      canvas.addEventListener("pointermove", (event) => { if (event.buttons) follow(event); });
    }
    for (const part of box.querySelectorAll("[hidden]")) part.hidden = false;
    draw();
  };

  // Only what somebody comes near to is drawn: the page is there sooner.
  const near = new IntersectionObserver((boxes) => {
    for (const { isIntersecting, target } of boxes) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      show(target).catch(() => {});
    }
  }, { rootMargin: "50%" });
  for (const box of document.querySelectorAll(".relit")) near.observe(box);
})();
