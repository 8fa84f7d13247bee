// Taking a light set: this device's camera is led from lamp to lamp, and each picture goes into the form's input for its lamp, so that what is sent
// is what a form without this script sends.
"use strict";

const lightForm = () => document.querySelector("form[data-lights]");
const piece = (name) => lightForm().querySelector(`[data-${name}]`);
const saying = (name, values = {}) => piece(`say=${name}`).textContent.replace(/\{(\w+)\}/g, (whole, value) => values[value] ?? whole);

// The shots of the form: one for each lamp, and one with all lamps off.
const shots = () => [...lightForm().querySelectorAll("[data-shot]")];
const inputOf = (shot) => shot.querySelector("input[type=file]");
const isTaken = (shot) => inputOf(shot).files.length > 0;
const isOptional = (shot) => "optional" in shot.dataset;

// The camera, and what was found out about it; a page that comes back with a problem keeps it.
let lightTrack = null;
let isHeld = false;
let asPhotos = null;
let isBusy = false;
let wanted = null;
let isSent = false;

/** The shot that is taken next: the one that is asked for, else the first that is missing. */
const nextShot = () => shots().find((shot) => shot.id === wanted) ?? shots().find((shot) => !isTaken(shot));

/** Shows how far it is. */
function showShots() {
  const next = nextShot();
  const all = shots();
  for (const shot of all) {
    shot.toggleAttribute("data-next", Boolean(lightTrack) && shot === next);
    shot.querySelector("[data-retake]").hidden = !(lightTrack && isTaken(shot));
  }
  piece("stage").hidden = !lightTrack;
  piece("begin").querySelector("[data-start]").hidden = Boolean(lightTrack);
  piece("anew").hidden = !all.some(isTaken);
  const loose = lightTrack ? looseOf(lightTrack) : [];
  piece("held").hidden = !isHeld || loose.length > 0;
  piece("loose").hidden = !loose.length;
  const list = new Intl.ListFormat(document.documentElement.lang);
  piece("loose").textContent = loose.length ? saying("loose", { what: list.format(loose.map((kind) => saying(kind))) }) : "";
  piece("take").hidden = !next;
  piece("clock").replaceChildren(...(next ? [next.querySelector("svg").cloneNode(true)] : []));
  piece("progress").textContent = next ? saying("progress", { n: all.indexOf(next) + 1, all: all.length }) : "";
  piece("words").textContent = next ? next.dataset.now : saying("complete");
}

/** The share of pixels in the middle of a picture that are burnt out: code 253, as the measuring has it. */
async function burntShare(file) {
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

/** Shows the picture of a shot, and says when too much of it is burnt out. Shine may be; skin must not. */
async function lookAt(shot) {
  const [file] = inputOf(shot).files;
  const [thumb, burnt] = ["thumb", "burnt"].map((name) => shot.querySelector(`[data-${name}]`));
  URL.revokeObjectURL(thumb.src);
  burnt.hidden = true;
  thumb.hidden = !file;
  if (!file) return;
  thumb.src = URL.createObjectURL(file);
  // Formats that this browser does not show are the server's to read.
  thumb.onerror = () => { thumb.hidden = true; };
  const share = await burntShare(file).catch(() => 0);
  if (inputOf(shot).files[0] !== file || share < 0.01) return;
  burnt.textContent = saying("burnt", { share: Math.round(100 * share) });
  burnt.hidden = false;
}

/** Puts a file into the input of a shot, or takes it out. */
function fill(shot, file) {
  const files = new DataTransfer();
  if (file) files.items.add(file);
  inputOf(shot).files = files.files;
  lookAt(shot);
}

async function startLights() {
  piece("trouble").textContent = "";
  try {
    const stream = await openCamera();
    [lightTrack] = stream.getVideoTracks();
    lightTrack.addEventListener("ended", () => { lightTrack = null; isHeld = false; showShots(); });
    await showCamera();
    showShots();
    piece("take").focus();
    piece("stage").scrollIntoView({ block: "nearest" });
  } catch {
    lightTrack = null;
    showShots();
    piece("trouble").textContent = saying("no-camera");
  }
}

async function showCamera() {
  const video = piece("stage").querySelector("video");
  video.srcObject = new MediaStream([lightTrack]);
  await video.play();
}

/** One picture. Those of a set are all photos or all frames, because both differ in size. */
async function takeShot() {
  const shot = nextShot();
  if (isBusy || !lightTrack || !shot) return;
  isBusy = true;
  piece("take").setAttribute("aria-disabled", "true");
  piece("trouble").textContent = "";
  try {
    // Under the first lamp the camera has found its exposure; with it all others are taken.
    if (!isHeld) {
      await holdCamera(lightTrack);
      isHeld = true;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    const photo = asPhotos === false ? null : await photoOf(lightTrack);
    if (asPhotos && !photo) throw new Error("no photo this time");
    asPhotos = Boolean(photo);
    const bytes = photo ?? await frameOf(piece("stage").querySelector("video"));
    fill(shot, new File([bytes], `${inputOf(shot).name}.${bytes.type.split("/")[1]}`, { type: bytes.type }));
    wanted = null;
  } catch {
    piece("trouble").textContent = saying("no-picture");
  } finally {
    isBusy = false;
    piece("take").removeAttribute("aria-disabled");
    showShots();
    if (!nextShot()) piece("submit").focus();
  }
}

/** Everything anew: also the exposure, which the first picture fixes. */
async function beginAnew() {
  if (!confirm(saying("anew"))) return;
  for (const shot of shots()) fill(shot, null);
  isHeld = false;
  asPhotos = null;
  wanted = null;
  if (lightTrack) await freeCamera(lightTrack);
  showShots();
  piece(lightTrack ? "take" : "start").focus();
}

/** Pictures that were chosen together, by their names. */
function spread(files) {
  const sorted = [...files].sort((one, other) => one.name.localeCompare(other.name, undefined, { numeric: true }));
  piece("trouble").textContent = sorted.length > shots().length ? saying("too-many") : "";
  if (sorted.length <= shots().length) shots().forEach((shot, at) => fill(shot, sorted[at]));
  showShots();
}

/** Another number of lamps: the server tells their places, and what was typed stays. */
async function changeCount(address) {
  if (shots().some(isTaken) && !confirm(saying("anew"))) return;
  const answer = await fetch(address);
  const found = new DOMParser().parseFromString(await answer.text(), "text/html");
  const parts = ["counts", "shots"].map((name) => found.querySelector(`[data-${name}]`));
  if (parts.includes(null)) { location.assign(address); return; }
  piece("counts").replaceWith(parts[0]);
  piece("shots").replaceWith(parts[1]);
  prepare();
  remember();
}

// What is known of the lamps, by this browser: a practice has them once, and takes sets for years.
const MEMORY = "relief-lights";
const REMEMBERED = ["angle_deg", "radius_mm", "distance_mm", "width_mm"];

function remember() {
  const typed = new FormData(lightForm());
  const rig = Object.fromEntries([...REMEMBERED, "stand", "lamps"].map((name) => [name, typed.get(name)]));
  try { localStorage.setItem(MEMORY, JSON.stringify(rig)); } catch { /* A browser that remembers nothing is asked each time. */ }
}

async function recall() {
  let rig = null;
  try { rig = JSON.parse(localStorage.getItem(MEMORY)); } catch { /* As above. */ }
  if (!rig || !("fresh" in lightForm().dataset)) return;
  for (const name of REMEMBERED) if (rig[name]) lightForm().elements[name].value = rig[name];
  const stand = [...lightForm().elements.stand].find((choice) => choice.value === rig.stand);
  if (stand) stand.checked = true;
  lightForm().dispatchEvent(new Event("input", { bubbles: true }));
  const count = [...piece("counts").querySelectorAll("a:not([aria-current])")].find((link) => link.textContent === rig.lamps);
  if (count && !new URLSearchParams(location.search).has("lamps")) await changeCount(count.href);
}

/** Makes new parts of the page ready. */
function prepare() {
  piece("tools").hidden = false;
  for (const shot of shots()) {
    shot.id = `shot-${inputOf(shot).name}`;
    // With this script there is a camera in the page; the input is for pictures that are there already.
    inputOf(shot).removeAttribute("capture");
    lookAt(shot);
  }
  showShots();
}

const DEEDS = {
  start: startLights,
  take: takeShot,
  anew: beginAnew,
  retake: (button) => { wanted = button.closest("[data-shot]").id; showShots(); piece("take").focus(); piece("stage").scrollIntoView({ block: "nearest" }); },
};

if (lightForm()) {
  document.addEventListener("click", (event) => {
    const count = event.target.closest("[data-counts] a");
    if (count) { event.preventDefault(); changeCount(count.href); return; }
    for (const [name, deed] of Object.entries(DEEDS)) {
      const button = event.target.closest(`[data-lights] button[data-${name}]`);
      if (button) deed(button);
    }
  });
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!field.form?.matches("[data-lights]")) return;
    if ("several" in field.dataset) { spread(field.files); field.value = ""; return; }
    if (field.closest("[data-shot]")) { lookAt(field.closest("[data-shot]")); showShots(); return; }
    remember();
  });
  // A shutter on a cable or by radio is a keyboard with one key.
  document.addEventListener("keydown", (event) => {
    if (event.target !== document.body || ![" ", "Enter"].includes(event.key) || event.repeat) return;
    event.preventDefault();
    takeShot();
  });
  document.addEventListener("sent", () => { isSent = true; });
  // The page came back with a problem, with the chosen files and without all else.
  document.addEventListener("shown", () => {
    if (!lightForm()) return;
    prepare();
    if (lightTrack) showCamera();
  });
  addEventListener("beforeunload", (event) => { if (!isSent && lightForm() && shots().some(isTaken)) event.preventDefault(); });
  addEventListener("pagehide", () => lightTrack?.stop());
  prepare();
  recall();
}
