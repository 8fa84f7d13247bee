"use strict";
// The skin in three dimensions. Without this script, or without WebGL, a sentence says so.
(() => {
  const VERTEX = `
    attribute vec2 place;
    attribute vec2 height;   // of both scans, in mm
    attribute vec4 slope;    // of both scans, along x and along y
    uniform mat4 view;
    uniform float share, times;
    varying float um;
    varying vec3 normal;
    void main() {
      float at = mix(height.x, height.y, share);
      vec2 rise = mix(slope.xy, slope.zw, share) * times;
      um = at * 1000.0;
      normal = vec3(-rise, 1.0);
      gl_Position = view * vec4(place, at * times, 1.0);
    }`;
  const FRAGMENT = `
    precision mediump float;
    uniform sampler2D colours;
    uniform vec2 range;
    uniform vec3 light;
    varying float um;
    varying vec3 normal;
    void main() {
      float along = clamp((um - range.x) / (range.y - range.x), 0.002, 0.998);
      float lit = 0.3 + 0.8 * max(dot(normalize(normal), light), 0.0);
      gl_FragColor = vec4(texture2D(colours, vec2(along, 0.5)).rgb * lit, 1.0);
    }`;
  // From the upper left, low enough that walls throw a shade.
  const LIGHT = [-0.5, 0.5, 0.70710678];
  const HOME = { turn: -0.4, tilt: 0.85, zoom: 1 };
  const KEY_STEP = Math.PI / 24;
  const TILT = [0.05, 1.5];
  const ZOOM = [0.6, 12];
  const FIELD = 0.6; // of view, in radians
  const FIT = 0.46; // so that a turned rectangle fills the picture and its near corner stays in it
  const MOVE_MS = 350;

  const clamp = (value, [low, high]) => Math.min(high, Math.max(low, value));

  /** Heights in mm, NaN where not measured. */
  const decode = (letters) => {
    const bytes = atob(letters);
    const heights = new Float32Array(bytes.length / 2);
    for (let at = 0; at < heights.length; at += 1) {
      const code = bytes.charCodeAt(2 * at) + 256 * bytes.charCodeAt(2 * at + 1);
      heights[at] = code === 0 ? NaN : (code - 32768) / 1000;
    }
    return heights;
  };

  /** Triangles between cells that were measured. */
  const triangles = (heights, width, height) => {
    const corners = [];
    const measured = (...all) => all.every((at) => !Number.isNaN(heights[at]));
    for (let y = 0; y + 1 < height; y += 1) {
      for (let x = 0; x + 1 < width; x += 1) {
        const a = y * width + x, b = a + 1, c = a + width, d = c + 1;
        if (measured(a, b, c)) corners.push(a, c, b);
        if (measured(b, c, d)) corners.push(b, c, d);
      }
    }
    return new Uint16Array(corners);
  };

  /** The slope along x and along y (up) at each cell, from the neighbours that were measured. */
  const slopes = (heights, width, height, pitch) => {
    const along = (at, step, here, last, mm) => {
      const before = here > 0 && !Number.isNaN(heights[at - step]) ? at - step : at;
      const after = here < last && !Number.isNaN(heights[at + step]) ? at + step : at;
      return before === after ? 0 : (heights[after] - heights[before]) / (((after - before) / step) * mm);
    };
    return heights.reduce((all, _, at) => {
      const x = at % width, y = (at - x) / width;
      if (!Number.isNaN(heights[at])) {
        all[2 * at] = along(at, 1, x, width - 1, pitch[0]);
        all[2 * at + 1] = -along(at, width, y, height - 1, pitch[1]);
      }
      return all;
    }, new Float32Array(2 * heights.length));
  };

  const multiply = (a, b) => {
    const product = new Float32Array(16);
    for (let column = 0; column < 4; column += 1) {
      for (let row = 0; row < 4; row += 1) {
        for (let k = 0; k < 4; k += 1) product[4 * column + row] += a[4 * k + row] * b[4 * column + k];
      }
    }
    return product;
  };

  /** From mm about the middle to the screen. */
  const camera = ({ turn, tilt, zoom }, size, aspect) => {
    const [ct, st, cl, sl] = [Math.cos(turn), Math.sin(turn), Math.cos(tilt), Math.sin(tilt)];
    const turned = new Float32Array([ct, st * sl, st * cl, 0, -st, ct * sl, ct * cl, 0, 0, cl, -sl, 0, 0, 0, 0, 1]);
    // Columns: x to the right, what goes up the screen, what goes away.
    const lens = 1 / Math.tan(FIELD / 2);
    const away = (FIT * size * lens) / (zoom * Math.min(1, aspect));
    const near = Math.max(away - size, 0.02 * away), far = away + size;
    const shifted = new Float32Array([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, away, 1]);
    const seen = new Float32Array([
      lens / aspect, 0, 0, 0, 0, lens, 0, 0, 0, 0, (far + near) / (far - near), 1, 0, 0, (-2 * far * near) / (far - near), 0,
    ]);
    return multiply(seen, multiply(shifted, turned));
  };

  const program = (gl) => {
    const made = gl.createProgram();
    for (const [kind, text] of [[gl.VERTEX_SHADER, VERTEX], [gl.FRAGMENT_SHADER, FRAGMENT]]) {
      const shader = gl.createShader(kind);
      gl.shaderSource(shader, text);
      gl.compileShader(shader);
      gl.attachShader(made, shader);
    }
    gl.linkProgram(made);
    return gl.getProgramParameter(made, gl.LINK_STATUS) ? made : null;
  };

  const show = (box) => {
    const data = box.dataset;
    const canvas = box.querySelector("canvas");
    const space = box.querySelector(".space"), controls = box.querySelector(".controls"), absent = box.querySelector(".absent");
    const gl = canvas.getContext("webgl", { antialias: true, preserveDrawingBuffer: true });
    const made = gl && program(gl);
    if (!made) return;
    gl.useProgram(made);
    const uniform = (name) => gl.getUniformLocation(made, name);

    const [width, height] = [Number(data.width), Number(data.height)];
    const pitch = data.pitch.split(" ").map(Number);
    const scans = [data.heights0, data.heights1].filter(Boolean).map(decode);
    const pair = [scans[0], scans[1] ?? scans[0]];
    const mm = (x, y) => [(x - (width - 1) / 2) * pitch[0], ((height - 1) / 2 - y) * pitch[1]];
    const size = Math.hypot(width * pitch[0], height * pitch[1]);

    const buffer = (kind, values) => {
      gl.bindBuffer(kind, gl.createBuffer());
      gl.bufferData(kind, values, gl.STATIC_DRAW);
    };
    const attribute = (name, parts, values) => {
      buffer(gl.ARRAY_BUFFER, values);
      const at = gl.getAttribLocation(made, name);
      gl.enableVertexAttribArray(at);
      gl.vertexAttribPointer(at, parts, gl.FLOAT, false, 0, 0);
    };
    const cells = width * height;
    const interleaved = (parts, arrays) => {
      const values = new Float32Array(cells * parts * arrays.length);
      arrays.forEach((array, which) => {
        for (let at = 0; at < cells; at += 1) {
          for (let part = 0; part < parts; part += 1) {
            const value = array[at * parts + part];
            values[(at * arrays.length + which) * parts + part] = Number.isNaN(value) ? 0 : value;
          }
        }
      });
      return values;
    };
    const places = new Float32Array(2 * cells);
    for (let at = 0; at < cells; at += 1) places.set(mm(at % width, Math.floor(at / width)), 2 * at);
    attribute("place", 2, places);
    attribute("height", 2, interleaved(1, pair));
    attribute("slope", 4, interleaved(2, pair.map((heights) => slopes(heights, width, height, pitch))));
    const faces = scans.map((heights) => {
      const corners = triangles(heights, width, height);
      const own = gl.createBuffer();
      gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, own);
      gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, corners, gl.STATIC_DRAW);
      return { own, count: corners.length };
    });

    const shades = new Uint8Array(data.colours.match(/../g).map((two) => parseInt(two, 16)));
    gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGB, shades.length / 3, 1, 0, gl.RGB, gl.UNSIGNED_BYTE, shades);
    for (const side of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, side, gl.CLAMP_TO_EDGE);
    for (const way of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, way, gl.LINEAR);
    gl.uniform2fv(uniform("range"), data.range.split(" ").map(Number));
    gl.uniform3fv(uniform("light"), LIGHT);
    gl.enable(gl.DEPTH_TEST);
    gl.clearColor(0.125, 0.149, 0.165, 1);

    // What is shown now: where from, which scan (0 to 1 on the way), how many times the heights.
    const now = { ...HOME, share: 0, times: Number(data.stretch) };
    let shown = 0;

    const names = data.scars.split(";").filter(Boolean).map((one) => {
      const [id, x, y] = one.split(",").map(Number);
      const span = document.createElement("span");
      span.textContent = id;
      box.querySelector(".names").append(span);
      const at = Math.round(y) * width + Math.round(x);
      return { span, place: mm(x, y), heights: pair.map((heights) => heights[at] || 0) };
    });
    const label = (view) => {
      for (const { span, place: [x, y], heights } of names) {
        const z = (heights[0] + (heights[1] - heights[0]) * now.share) * now.times;
        const at = (row) => view[row] * x + view[4 + row] * y + view[8 + row] * z + view[12 + row];
        const left = (0.5 + (0.5 * at(0)) / at(3)) * canvas.clientWidth;
        const top = (0.5 - (0.5 * at(1)) / at(3)) * canvas.clientHeight;
        span.style.transform = `translate(${left}px, ${top}px) translate(-50%, -150%)`;
        span.style.visibility = at(3) > 0 ? "visible" : "hidden";
      }
    };

    let asked = false;
    const draw = () => {
      asked = false;
      const scale = Math.min(window.devicePixelRatio || 1, 2);
      const [wide, high] = [canvas.clientWidth, canvas.clientHeight].map((side) => Math.max(1, Math.round(side * scale)));
      if (canvas.width !== wide || canvas.height !== high) [canvas.width, canvas.height] = [wide, high];
      const view = camera(now, size, wide / high);
      gl.viewport(0, 0, wide, high);
      gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
      gl.uniformMatrix4fv(uniform("view"), false, view);
      gl.uniform1f(uniform("share"), now.share);
      gl.uniform1f(uniform("times"), now.times);
      gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, faces[shown].own);
      gl.drawElements(gl.TRIANGLES, faces[shown].count, gl.UNSIGNED_SHORT, 0);
      label(view);
    };
    const ask = () => {
      if (!asked) requestAnimationFrame(draw);
      asked = true;
    };

    // Moves what is shown to where it shall be: at once for those who ask for less motion.
    const still = matchMedia("(prefers-reduced-motion: reduce)");
    let moving = 0;
    const move = (to) => {
      moving += 1;
      const [mine, from, began] = [moving, { ...now }, performance.now()];
      const step = (time) => {
        if (mine !== moving) return;
        const share = still.matches ? 1 : clamp((time - began) / MOVE_MS, [0, 1]);
        const eased = share * share * (3 - 2 * share);
        for (const key of Object.keys(to)) now[key] = from[key] + (to[key] - from[key]) * eased;
        ask();
        if (share < 1) requestAnimationFrame(step);
      };
      step(began);
    };
    const turn = (right, up) => {
      moving += 1;
      now.turn += right;
      now.tilt = clamp(now.tilt + up, TILT);
      ask();
    };
    const zoom = (times) => {
      moving += 1;
      now.zoom = clamp(now.zoom * times, ZOOM);
      ask();
    };

    const press = (buttons, pressed) => {
      for (const button of buttons) button.setAttribute("aria-pressed", String(button === pressed));
    };
    const scanButtons = controls.querySelectorAll("[data-scan]");
    for (const button of scanButtons) {
      button.addEventListener("click", () => {
        press(scanButtons, button);
        shown = Number(button.dataset.scan);
        move({ share: shown });
      });
    }
    const timesButtons = controls.querySelectorAll("[data-times]");
    for (const button of timesButtons) {
      button.addEventListener("click", () => {
        press(timesButtons, button);
        move({ times: Number(button.dataset.times) });
      });
    }
    for (const button of controls.querySelectorAll("[data-zoom]")) {
      button.addEventListener("click", () => move({ zoom: clamp(now.zoom * Number(button.dataset.zoom), ZOOM) }));
    }
    controls.querySelector("[data-reset]").addEventListener("click", () => move(HOME));

    const KEYS = {
      ArrowLeft: () => turn(-KEY_STEP, 0), ArrowRight: () => turn(KEY_STEP, 0),
      ArrowUp: () => turn(0, KEY_STEP), ArrowDown: () => turn(0, -KEY_STEP),
      "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(0.8), Home: () => move(HOME),
    };
    canvas.addEventListener("keydown", (event) => {
      const act = KEYS[event.key];
      if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      act();
    });

    // One finger or the mouse turns; two fingers zoom and tilt. One finger up and down scrolls the page.
    const fingers = new Map();
    const spread = () => {
      const [a, b] = [...fingers.values()];
      return Math.hypot(a.x - b.x, a.y - b.y);
    };
    canvas.addEventListener("pointerdown", (event) => {
      fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      canvas.setPointerCapture(event.pointerId);
    });
    canvas.addEventListener("pointermove", (event) => {
      const last = fingers.get(event.pointerId);
      if (!last) return;
      const apart = fingers.size > 1 ? spread() : 0;
      const [right, down] = [event.clientX - last.x, event.clientY - last.y];
      fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      const angle = Math.PI / canvas.clientWidth;
      if (fingers.size > 1) {
        turn(0, 0.5 * down * angle);
        zoom(spread() / Math.max(apart, 1));
      } else {
        turn(right * angle, down * angle);
      }
    });
    for (const end of ["pointerup", "pointercancel"]) {
      canvas.addEventListener(end, (event) => fingers.delete(event.pointerId));
    }
    canvas.addEventListener("wheel", (event) => {
      if (document.activeElement !== canvas) return;
      event.preventDefault();
      zoom(Math.exp(-0.002 * event.deltaY * (event.deltaMode === 1 ? 20 : 1)));
    }, { passive: false });

    canvas.addEventListener("webglcontextlost", () => {
      [space.hidden, controls.hidden, absent.hidden] = [true, true, false];
    });
    [space.hidden, controls.hidden, absent.hidden] = [false, false, true];
    new ResizeObserver(ask).observe(canvas);
    ask();
  };

  // Only what somebody comes near to is built: the page is there sooner.
  const near = new IntersectionObserver((boxes) => {
    for (const { isIntersecting, target } of boxes) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      show(target);
    }
  }, { rootMargin: "50%" });
  for (const box of document.querySelectorAll(".solid")) near.observe(box);
})();
