// Guided capture: the camera with the earlier picture over it, what the server makes of small frames, and pictures that
// are kept in this browser until the server has them.
"use strict";

const page = document.querySelector("[data-capture]");
const say = (name) => page.querySelector(`[data-say=${name}]`)?.innerHTML ?? "";

// Pictures that were not sent yet, in this browser: by whom and of whom stands beside each.
const box = {
  open() {
    return new Promise((resolve, reject) => {
      const asked = indexedDB.open("relief-capture", 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore("unsent", { keyPath: "id" });
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  },
  async run(mode, work) {
    const store = await this.open();
    return new Promise((resolve, reject) => {
      const transaction = store.transaction("unsent", mode);
      const asked = work(transaction.objectStore("unsent"));
      // Only a transaction that is complete is on the disk.
      transaction.oncomplete = () => { store.close(); resolve(asked.result); };
      transaction.onabort = () => { store.close(); reject(transaction.error); };
    });
  },
  put(shot) { return this.run("readwrite", (unsent) => unsent.put(shot)); },
  take(id) { return this.run("readwrite", (unsent) => unsent.delete(id)); },
  async mine() {
    const all = await this.run("readonly", (unsent) => unsent.getAll());
    return all.filter((shot) => shot.owner === page.dataset.owner && shot.patient === page.dataset.patient);
  },
};

// Sending: parts of this size, each after what the server already has; it names how much that is.
const PART_BYTES = 512 * 1024;
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Whether to try again: the network or the server was away. A problem that stays is thrown. */
async function sent(part) {
  let answer;
  try { answer = await fetch(...part()); } catch { return null; }
  if (answer.status >= 500) return null;
  // Whoever was signed out is shown the page for signing in instead of an answer.
  if (answer.redirected || answer.status === 401) throw new Error(say("signed-out"));
  if (!answer.ok) throw new Error(say("not-taken"));
  return answer.json();
}

async function send(shot, tell) {
  const address = `${page.dataset.parts}/${shot.view}/${shot.sha}`;
  const size = shot.bytes.size;
  let have = 0;
  for (let tries = 0; ;) {
    const part = shot.bytes.slice(have, have + PART_BYTES);
    const owner = encodeURIComponent(shot.owner);
    const answer = await sent(() => [`${address}?from=${have}&size=${size}&owner=${owner}`, { method: "POST", body: part, headers: { "content-type": "application/octet-stream" } }]);
    if (answer === null) {
      tell(say("away"), have / size);
      tries += 1;
      // Soon at first, then every ten seconds; at once when the browser says that the network is back.
      await Promise.race([wait(Math.min(10_000, 500 * 2 ** tries)), new Promise((resolve) => addEventListener("online", resolve, { once: true }))]);
      continue;
    }
    tries = 0;
    have = answer.have;
    if (have < size) { tell(say("sending"), have / size); continue; }
    tell(say("judging"), 1);
    return have;
  }
}

// Judging a picture again and again helps nobody: after so many failures somebody decides.
const KEEP_TRIES = 6;

/** Asks the server to judge and keep what it has; `why` keeps what it would refuse. */
async function keep(shot, why) {
  for (let tries = 0; tries < KEEP_TRIES; tries += 1) {
    await send(shot, shot.tell);
    const form = new URLSearchParams({ sha: shot.sha, taken: String(shot.taken), owner: shot.owner });
    if (shot.again) form.set("again", shot.again);
    if (why) form.set("why", why);
    const answer = await sent(() => [`${page.dataset.keep}/${shot.view}`, { method: "POST", body: form, headers: { accept: "application/json" } }]);
    if (answer !== null && answer.state !== "again") return answer;
    if (answer === null) shot.tell(say("away"), 1);
    await wait(1000 * 2 ** tries);
  }
  throw new Error(say("trouble"));
}

async function sha256(bytes) {
  const hash = await crypto.subtle.digest("SHA-256", await bytes.arrayBuffer());
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// One row for each picture that is on its way.
const list = page.querySelector("[data-unsent]");
const running = new Set();

function row(shot) {
  const item = page.querySelector("template[data-row]").content.cloneNode(true).firstElementChild;
  item.dataset.id = shot.id;
  const picture = item.querySelector("img");
  picture.src = URL.createObjectURL(shot.bytes);
  picture.alt = shot.name;
  item.querySelector("[data-name]").textContent = shot.name;
  list.append(item);
  list.closest("section").hidden = false;
  return item;
}

function gone(item) {
  URL.revokeObjectURL(item.querySelector("img").src);
  item.remove();
  if (!list.children.length) list.closest("section").hidden = true;
}

async function work(shot, why) {
  if (running.has(shot.id)) return;
  running.add(shot.id);
  const item = list.querySelector(`[data-id="${shot.id}"]`) ?? row(shot);
  const state = item.querySelector("[data-state]");
  const bar = item.querySelector("progress");
  const buttons = item.querySelector("[data-choices]");
  buttons.hidden = true;
  item.querySelector("[data-reasons]").replaceChildren();
  shot.tell = (words, share) => { state.textContent = words; bar.value = share; };
  shot.tell(say("sending"), 0);
  try {
    const answer = await keep(shot, why);
    if (answer.state === "kept" && answer.sha === shot.sha) {
      await box.take(shot.id).catch(() => {});
      state.textContent = say("kept");
      bar.value = 1;
      page.dispatchEvent(new CustomEvent("kept", { detail: { shot, answer } }));
      item.classList.add("good");
      setTimeout(() => gone(item), 4000);
    } else {
      state.textContent = say("refused");
      item.querySelector("[data-reasons]").replaceChildren(...answer.reasons.map((reason) => {
        const line = document.createElement("li");
        line.textContent = reason;
        return line;
      }));
      buttons.hidden = false;
      buttons.querySelector("[data-keep-anyway]").onclick = () => {
        const reason = buttons.querySelector("input").value.trim();
        if (reason) work(shot, reason); else buttons.querySelector("input").focus();
      };
    }
  } catch (problem) {
    state.textContent = problem.message;
    buttons.hidden = false;
    buttons.querySelector("[data-keep-anyway]").onclick = () => work(shot, why ?? (buttons.querySelector("input").value.trim() || undefined));
  } finally {
    running.delete(shot.id);
  }
  item.querySelector("[data-discard]").onclick = async () => {
    if (!confirm(say("discard"))) return;
    await box.take(shot.id).catch(() => {});
    gone(item);
  };
}

/** A picture that was just taken: on this device's disk first, then on its way, which is not waited for. */
async function taken(bytes) {
  const sha = await sha256(bytes);
  const shot = {
    id: `${page.dataset.patient} ${page.dataset.view} ${sha}`,
    owner: page.dataset.owner, patient: page.dataset.patient,
    view: page.dataset.view, name: page.dataset.name, sha, bytes, taken: Date.now(), again: page.dataset.again,
  };
  // A browser that keeps nothing can still send; whoever took the picture is told to stay.
  await box.put(shot).catch(() => tellProblem(say("no-room")));
  work(shot);
}

/** Says what went wrong with taking a picture, where the hints are. */
function tellProblem(words) {
  const line = document.createElement("li");
  line.textContent = words;
  page.querySelector("[data-trouble]")?.replaceChildren(line);
}

// Browsers that are short of room forget what nobody asked them to keep.
navigator.storage?.persist?.();

// What was left over from before a reload or a lost network.
box.mine().then((shots) => { for (const shot of shots) work(shot); }).catch(() => {});

// The camera.
const video = page.querySelector("video");
if (video) {
  const stage = page.querySelector("[data-stage]");
  const shoot = page.querySelector("[data-shoot]");
  const hints = page.querySelector("[data-hints]");
  let track = null;

  const start = async () => {
    try {
      const stream = await openCamera();
      track = stream.getVideoTracks()[0];
      video.srcObject = stream;
      await video.play();
      stage.hidden = false;
      shoot.disabled = false;
      page.querySelector("[data-no-camera]").hidden = true;
      // The camera needs a moment to find its exposure before it is held: pictures of one visit must not differ by its mood.
      setTimeout(() => holdCamera(track), 1500);
      look();
    } catch {
      page.querySelector("[data-no-camera]").hidden = false;
      page.querySelector("[data-file]").open = true;
    }
  };

  const frame = document.createElement("canvas");
  const LONGER_EDGE = 1024;

  const show = (answer) => {
    hints.dataset.ready = answer.ready;
    const shown = answer.hints.length ? answer.hints : [{ code: "ready", say: say("ready") }];
    const same = shown.map((hint) => hint.say).join("\n") === [...hints.children].map((line) => line.textContent).join("\n");
    if (same) return;
    hints.replaceChildren(...shown.map((hint) => {
      const line = document.createElement("li");
      line.textContent = hint.say;
      line.dataset.code = hint.code;
      return line;
    }));
  };

  /** One frame after the other, never two at once; nothing is sent while nobody looks. */
  const look = async () => {
    while (track?.readyState === "live") {
      if (document.hidden || !video.videoWidth) { await wait(300); continue; }
      const begun = performance.now();
      try {
        const bytes = await jpeg(drawn(video, frame, LONGER_EDGE), 0.85);
        const answer = await fetch(page.dataset.look, { method: "POST", body: bytes, headers: { "content-type": "image/jpeg" } });
        if (answer.ok && !answer.redirected) {
          show(await answer.json());
          hints.dataset.ms = Math.round(performance.now() - begun);
        } else {
          show({ ready: false, hints: [{ code: "none", say: say(answer.redirected ? "signed-out" : "no-hints") }] });
          await wait(1000);
        }
      } catch {
        show({ ready: false, hints: [{ code: "away", say: say("away") }] });
        await wait(1000);
      }
      await wait(Math.max(50, 400 - (performance.now() - begun)));
    }
  };

  shoot.addEventListener("click", async () => {
    shoot.disabled = true;
    try {
      const bytes = await photoOf(track) ?? await frameOf(video);
      page.querySelector("[data-trouble]").replaceChildren();
      await taken(bytes);
    } catch {
      tellProblem(say("not-taken-picture"));
    } finally {
      shoot.disabled = false;
    }
  });

  const ghost = page.querySelector("[data-ghost]");
  const opacity = page.querySelector("[data-opacity]");
  opacity?.addEventListener("input", () => { ghost.style.opacity = opacity.value / 100; });
  page.querySelector("[data-grid-on]")?.addEventListener("change", (event) => { page.querySelector("[data-grid]").hidden = !event.target.checked; });
  if (ghost) ghost.style.opacity = opacity.value / 100;
  addEventListener("pagehide", () => track?.stop());
  if (navigator.mediaDevices?.getUserMedia) start(); else {
    page.querySelector("[data-no-camera]").hidden = false;
    page.querySelector("[data-file]").open = true;
  }
  page.addEventListener("kept", () => { page.querySelector("[data-next]").hidden = false; });

  page.querySelector("[data-file] input").addEventListener("change", async (event) => {
    try {
      for (const file of event.target.files) await taken(file);
    } catch {
      tellProblem(say("not-taken-picture"));
    }
    event.target.value = "";
  });
}
