// The camera of this device, as the pages that take pictures use it.
"use strict";

/** The camera's stream: the one that looks away from whoever holds the device, as sharp as it gets. */
function openCamera() {
  return navigator.mediaDevices.getUserMedia({
    audio: false,
    video: { facingMode: { ideal: "environment" }, width: { ideal: 4096 }, height: { ideal: 3072 } },
  });
}

const HOLDABLE = ["exposure", "whiteBalance", "focus"];

/** What of a camera the browser cannot hold still. */
function looseOf(track) {
  const can = track.getCapabilities?.() ?? {};
  // A lens that cannot move needs no holding, and says "none" or nothing at all of any focus.
  const isFixed = (kind) => kind === "focus" && !(can.focusMode ?? []).some((mode) => mode !== "none");
  return HOLDABLE.filter((kind) => !can[`${kind}Mode`]?.includes("manual") && !isFixed(kind));
}

/** What the browser lets us hold still, is held still from now on. */
async function holdCamera(track) {
  const can = track.getCapabilities?.() ?? {};
  const wanted = {};
  for (const kind of HOLDABLE) if (can[`${kind}Mode`]?.includes("manual")) wanted[`${kind}Mode`] = "manual";
  if (can.torch) wanted.torch = false;
  if (Object.keys(wanted).length) await track.applyConstraints({ advanced: [wanted] }).catch(() => {});
}

/** What was held moves again. */
async function freeCamera(track) {
  const can = track.getCapabilities?.() ?? {};
  const wanted = {};
  for (const kind of HOLDABLE) if (can[`${kind}Mode`]?.includes("continuous")) wanted[`${kind}Mode`] = "continuous";
  if (Object.keys(wanted).length) await track.applyConstraints({ advanced: [wanted] }).catch(() => {});
}

/** The live picture on a canvas, its longer edge at most so many pixels. */
function drawn(video, canvas, longest) {
  const scale = Math.min(1, longest / Math.max(video.videoWidth, video.videoHeight));
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  canvas.getContext("2d").drawImage(video, 0, 0, canvas.width, canvas.height);
  return canvas;
}

const jpeg = (canvas, quality) => new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));

/** A photo, which has more pixels than a frame of the video and no flash; `null` where the browser gives none. */
async function photoOf(track) {
  if (!window.ImageCapture) return null;
  const camera = new ImageCapture(track);
  const can = await camera.getPhotoCapabilities().catch(() => ({}));
  const best = {};
  if (can.imageWidth?.max && can.imageHeight?.max) Object.assign(best, { imageWidth: can.imageWidth.max, imageHeight: can.imageHeight.max });
  if (can.fillLightMode?.includes("off")) best.fillLightMode = "off";
  return camera.takePhoto(best).catch(() => camera.takePhoto()).catch(() => null);
}

/** A frame of the video. */
const frameOf = (video) => jpeg(drawn(video, document.createElement("canvas"), Infinity), 0.95);
