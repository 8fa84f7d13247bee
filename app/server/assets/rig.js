// How many lamps a light set has and how they stand: chosen on the page, and remembered by this browser.
"use strict";

/** The parts of the page that tell of another number of lamps. */
async function partsAt(address) {
  const answer = await fetch(address);
  const found = new DOMParser().parseFromString(await answer.text(), "text/html");
  const parts = ["counts", "shots"].map((name) => found.querySelector(`[data-${name}]`));
  if (parts.includes(null)) throw new Error("another page");
  return parts;
}

/** The number of lamps that was asked for last: answers to what was asked before come too late. */
let countAsked = null;

/** Another number of lamps: the server tells their places, and what was typed stays. What pictures there are may go only if `mayDrop` says so. */
async function changeCount(address, mayDrop) {
  countAsked = address;
  const [counts, pictures] = await partsAt(address);
  if (countAsked !== address || isBusy || !lightForm()) return;
  if (shots().some(isTaken) && !mayDrop()) return;
  piece("counts").replaceWith(counts);
  piece("shots").replaceWith(pictures);
  prepare();
  remember();
}

/** The same, as somebody asked for it. */
async function chooseCount(address) {
  try {
    await changeCount(address, () => confirm(saying("anew")));
    piece("counts").querySelector("[aria-current]").focus();
  } catch {
    location.assign(address);
  }
}

// What is known of the lamps, by this browser: a practice has them once, and takes sets for years. How much skin a picture shows is another thing each time.
const MEMORY = "relief-lights";
const REMEMBERED = ["angle_deg", "radius_mm", "distance_mm", "lamp_distance_mm"];

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
  // Nobody asked for it: where it does not come at once, the page stays as it is.
  if (count && !new URLSearchParams(location.search).has("lamps")) await changeCount(count.href, () => false).catch(() => {});
}
