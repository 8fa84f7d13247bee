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

// The camera, and what was found out about it; a page that comes back with a problem keeps it.
let lightTrack = null;
let isHeld = false;
let asPhotos = null;
let isBusy = false;
let takenAt = -Infinity;
let wanted = null;
let isSent = false;

/** The shot that is taken next: the one that is asked for, else the first that is missing. */
const nextShot = () => shots().find((shot) => shot.id === wanted) ?? shots().find((shot) => !isTaken(shot));

/** What is to be done before a shot: a lamp is switched on, or the one lamp is held elsewhere. */
const wordsOf = (shot) => (lightForm().elements.stand.value === "card" ? shot.dataset.nowByHand : shot.dataset.now);

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
  piece("words").textContent = next ? wordsOf(next) : saying("complete");
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
  const share = await burntShare(file);
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
  piece("start").disabled = true;
  piece("trouble").textContent = "";
  try {
    const stream = await openCamera();
    const [track] = stream.getVideoTracks();
    lightTrack?.stop();
    lightTrack = track;
    track.addEventListener("ended", () => { if (lightTrack === track) leaveCamera(); });
    await showCamera();
    piece("start").disabled = false;
    showShots();
    piece("take").focus();
    piece("stage").scrollIntoView({ block: "nearest" });
  } catch {
    leaveCamera();
    if (!lightForm()) return;
    piece("trouble").textContent = saying("no-camera");
    piece("start").focus();
  }
}

/** There is no camera any more: it was unplugged, or shows nothing. */
function leaveCamera() {
  lightTrack?.stop();
  lightTrack = null;
  isHeld = false;
  if (!lightForm()) return;
  piece("start").disabled = false;
  showShots();
}

async function showCamera() {
  const video = piece("stage").querySelector("video");
  video.srcObject = new MediaStream([lightTrack]);
  await video.play();
}

/** So long after a picture the next one waits: a shutter that bounces takes no picture of the lamp before, and a set takes its time anyway. */
const REST_MS = 700;

/** One picture. Those of a set are all photos or all frames, because both differ in size. */
async function takeShot() {
  const shot = nextShot();
  if (isBusy || performance.now() - takenAt < REST_MS || !lightTrack || !shot) return;
  const { id } = shot;
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
    // The page may have come back meanwhile, with new parts.
    const input = inputOf(document.getElementById(id));
    fill(input.closest("[data-shot]"), new File([bytes], `${input.name}.${bytes.type.split("/")[1]}`, { type: bytes.type }));
    wanted = null;
    takenAt = performance.now();
  } catch {
    if (lightForm()) piece("trouble").textContent = saying("no-picture");
  } finally {
    isBusy = false;
    if (lightForm()) afterShot();
  }
}

function afterShot() {
  showShots();
  setTimeout(() => lightForm() && piece("take").removeAttribute("aria-disabled"), REST_MS);
  // Not the button that sends: a shutter that bounces would press it.
  if (!nextShot()) piece("words").focus();
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
    if (count) { event.preventDefault(); chooseCount(count.href); return; }
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
    if (field.name === "stand") showShots();
  });
  // A shutter on a cable or by radio is a keyboard with one key.
  document.addEventListener("keydown", (event) => {
    if (!lightTrack || !lightForm() || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (![" ", "Enter"].includes(event.key) || !nextShot()) return;
    const isButton = event.target.closest("[data-take]") !== null;
    if (!isButton && event.target !== document.body) return;
    // A key that is held down is one picture. The button takes its own.
    if (event.repeat || !isButton) event.preventDefault();
    if (!event.repeat && !isButton) takeShot();
  });
  document.addEventListener("sent", () => { isSent = true; });
  // The page came back with a problem, with the chosen files and without all else.
  document.addEventListener("shown", () => {
    if (!lightForm()) return;
    prepare();
    if (lightTrack) showCamera().catch(leaveCamera);
  });
  addEventListener("beforeunload", (event) => { if (!isSent && lightForm() && shots().some(isTaken)) event.preventDefault(); });
  addEventListener("pagehide", () => lightTrack?.stop());
  prepare();
  recall();
}
