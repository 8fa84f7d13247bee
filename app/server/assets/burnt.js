// How much of a picture is burnt out.
"use strict";

/** The share of pixels in the middle of a picture that are burnt out: code 253, as the measuring has it. */
async function burntIn(file) {
  const picture = await createImageBitmap(file);
  const [width, height] = [picture.width, picture.height].map((side) => Math.floor(side / 2));
  const canvas = document.createElement("canvas");
  const scale = Math.min(1, 800 / Math.max(width, height));
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext("2d", { willReadFrequently: true });
  // Pixels are left out, not averaged: an average hides those that are burnt out.
  context.imageSmoothingEnabled = false;
  context.drawImage(picture, width / 2, height / 2, width, height, 0, 0, canvas.width, canvas.height);
  picture.close();
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  let burnt = 0;
  for (let at = 0; at < data.length; at += 4) if (Math.max(data[at], data[at + 1], data[at + 2]) >= 253) burnt += 1;
  return 4 * burnt / data.length;
}

const burntShares = new WeakMap();
let lastShare = Promise.resolve();

/** The same of each file only once, and of one after the other: nine photos decoded at once are more than a tablet has memory for. */
function burntShare(file) {
  if (!burntShares.has(file)) {
    // Formats that this browser does not show are the server's to read.
    lastShare = lastShare.then(() => burntIn(file)).catch(() => 0);
    burntShares.set(file, lastShare);
  }
  return burntShares.get(file);
}
