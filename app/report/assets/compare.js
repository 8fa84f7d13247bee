"use strict";
// The picture viewer. Without this script the pictures stand side by side.
(() => {
  // Paper cannot unfold anything.
  addEventListener("beforeprint", () => {
    for (const fold of document.querySelectorAll("details")) fold.open = true;
  });

  const viewer = document.getElementById("viewer");
  if (!viewer || !("interactive" in viewer.dataset)) return;

  const PERIOD_MS = 800; // 0.6 changes of picture and back a second, far below the 3 flashes of WCAG 2.3.1
  const STEP = 2, LEAP = 10; // percent of the width per arrow key; with Page keys or Shift

  const stage = viewer.querySelector(".stage");
  const handle = viewer.querySelector(".handle");
  const play = viewer.querySelector("button[data-play]");
  const showing = viewer.querySelector(".showing");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const words = viewer.dataset;
  let split = 50;
  let timer = null;

  const setSplit = (percent) => {
    split = Math.min(100, Math.max(0, percent));
    stage.style.setProperty("--split", `${split}%`);
    const shown = Math.round(split);
    handle.setAttribute("aria-valuenow", shown);
    handle.setAttribute("aria-valuetext", words.valueText.replace("{percent}", shown));
  };

  const show = (which) => {
    words.show = which;
    // A screen reader is told on request only, not twice a second.
    showing.setAttribute("aria-live", timer ? "off" : "polite");
    showing.textContent = words[which];
  };
  const flip = () => show(words.show === "before" ? "after" : "before");

  const stop = () => {
    clearInterval(timer);
    timer = null;
    play.textContent = words.play;
    play.setAttribute("aria-pressed", "false");
  };
  const start = () => {
    if (still.matches) return;
    timer = setInterval(flip, PERIOD_MS);
    play.textContent = words.pause;
    play.setAttribute("aria-pressed", "true");
  };

  const setMode = (mode) => {
    stop();
    words.mode = mode;
    for (const button of viewer.querySelectorAll(".modes button")) {
      button.setAttribute("aria-pressed", String(button.dataset.mode === mode));
    }
    show("before");
  };

  const KEYS = {
    ArrowLeft: -STEP, ArrowDown: -STEP, ArrowRight: STEP, ArrowUp: STEP,
    PageDown: -LEAP, PageUp: LEAP, Home: -100, End: 100,
  };
  handle.addEventListener("keydown", (event) => {
    const step = KEYS[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    setSplit(split + (event.shiftKey ? Math.sign(step) * LEAP : step));
  });

  const follow = (event) => {
    const box = stage.getBoundingClientRect();
    setSplit(((event.clientX - box.left) / box.width) * 100);
  };
  let dragging = false;
  stage.addEventListener("pointerdown", (event) => {
    if (words.mode !== "slider" || event.button !== 0) return;
    dragging = true;
    follow(event);
    handle.focus({ preventScroll: true });
    stage.setPointerCapture(event.pointerId);
  });
  stage.addEventListener("pointermove", (event) => { if (dragging) follow(event); });
  for (const end of ["pointerup", "pointercancel"]) {
    stage.addEventListener(end, () => { dragging = false; });
  }

  for (const button of viewer.querySelectorAll(".modes button")) {
    button.addEventListener("click", () => setMode(button.dataset.mode));
  }
  for (const button of viewer.querySelectorAll("[data-split]")) {
    button.addEventListener("click", () => setSplit(Number(button.dataset.split)));
  }
  play.addEventListener("click", () => (timer ? stop() : start()));
  viewer.querySelector("[data-switch]").addEventListener("click", () => { stop(); flip(); });
  document.addEventListener("visibilitychange", () => { if (document.hidden) stop(); });
  still.addEventListener("change", () => { if (still.matches) stop(); });

  viewer.querySelector(".controls").hidden = false;
  setSplit(split);
  setMode("slider");
})();
