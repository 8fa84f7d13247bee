// Pages work without this script; it only spares some of the way.
"use strict";

// What cannot be undone is asked for twice.
document.addEventListener("submit", (event) => {
  const question = event.submitter?.dataset.ask ?? event.target.dataset.ask;
  if (question && !confirm(question)) event.preventDefault();
});

// A form that was not sent yet is not left by mistake.
for (const form of document.querySelectorAll("form[data-keep]")) {
  let changed = false;
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
}

// Where tabs do not fit, the one that is open is in view.
for (const tab of document.querySelectorAll(".top > nav [aria-current], .tabs [aria-current]")) tab.scrollIntoView({ inline: "center", block: "nearest" });

// Problems are read out and come into view.
document.querySelector(".problems")?.focus();

// Parts that matter only for some answer are shown with it: data-when="field=code other=code".
function apply(form) {
  const chosen = new FormData(form);
  for (const part of form.querySelectorAll("[data-when]")) {
    const wanted = part.dataset.when.split(" ").map((pair) => pair.split("="));
    part.hidden = !wanted.some(([name, code]) => chosen.getAll(name).includes(code));
  }
}
const applyAll = () => document.querySelectorAll("form:has([data-when])").forEach(apply);
document.addEventListener("input", (event) => {
  const form = event.target.form ?? event.target;
  if (form.matches("form:has([data-when])")) apply(form);
});
document.addEventListener("shown", applyAll);
applyAll();

// A running job: the page asks how it stands and opens the result when it is there.
const job = document.querySelector("[data-job]");
if (job) {
  const ask = async () => {
    try {
      const answer = await fetch(job.dataset.job, { headers: { accept: "application/json" } });
      const { state, stage } = await answer.json();
      if (state !== job.dataset.state) { location.reload(); return; }
      const words = job.querySelector("[data-stage]");
      if (words && words.textContent !== stage) words.textContent = stage;
    } catch { /* The server may be restarting; it is asked again. */ }
    setTimeout(ask, 1000);
  };
  setTimeout(ask, 1000);
}

/** Sends a form; tells which share of it is on its way. */
const post = (form, tell) => new Promise((resolve, reject) => {
  const request = new XMLHttpRequest();
  request.open("post", form.action);
  request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) tell(event.loaded / event.total); });
  request.addEventListener("load", () => resolve(request));
  request.addEventListener("error", reject);
  request.send(new FormData(form));
});

/** Whether this browser was signed out meanwhile: of a long upload that is turned away at once, the answer often gets lost. */
const isSignedOut = () => fetch(location.href).then((answer) => answer.redirected, () => false);

/** What came of a form that was sent. It leads on, or comes back with a problem and its files; else it stays, and the words say why. */
async function settle(form, answer) {
  const say = (name) => form.querySelector(`[data-say=${name}]`).textContent;
  if (!answer) return say(await isSignedOut() ? "signed-out" : "away");
  if (answer.responseURL !== form.action) {
    if (!new URL(answer.responseURL).pathname.startsWith(form.dataset.send)) return say("signed-out");
    document.dispatchEvent(new Event("sent"));
    location.assign(answer.responseURL);
    return null;
  }
  const page = new DOMParser().parseFromString(answer.responseText, "text/html");
  if (!page.querySelector("main form[data-send]")) return page.querySelector("[data-why]")?.textContent ?? say("away");
  const files = [...form.querySelectorAll("input[type=file][name]")].map((input) => [input.id, input.files]);
  document.title = page.title;
  document.querySelector("main").replaceWith(page.querySelector("main"));
  for (const [id, chosen] of files) {
    const input = document.getElementById(id);
    if (input) input.files = chosen;
  }
  document.dispatchEvent(new Event("shown"));
  document.querySelector(".problems")?.focus();
  return null;
}

// A form with files is sent without leaving the page, because a page that is left forgets them: data-send is where a form leads that was taken.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("form[data-send]")) return;
  event.preventDefault();
  const [button, sending, bar, unsent] = ["button:not([type=button])", "[data-sending]", "[data-sent]", "[data-unsent]"].map((part) => form.querySelector(part));
  button.disabled = true;
  sending.hidden = false;
  unsent.textContent = "";
  const answer = await post(form, (share) => { if (bar) bar.value = share; }).catch(() => null);
  const why = await settle(form, answer);
  if (why === null) return;
  button.disabled = false;
  sending.hidden = true;
  unsent.textContent = why;
  button.focus();
});

// Buttons that print.
for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => print());

// A text can come from a file: data-file-into="field" around a file's input.
for (const part of document.querySelectorAll("[data-file-into]")) {
  part.hidden = false;
  part.querySelector("input").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    const area = document.getElementById(part.dataset.fileInto);
    if (!file) return;
    area.value = await file.text();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
