// How long a hint takes at the camera: from a frame's drawing to its hint's being shown, as the page itself counts it
// (`data-ms`), while Chromium's camera plays a photo of the patient whose earlier picture lies over it.
//
//     node hints.mjs ADDRESS PASSPHRASE PUPPETEER_FOLDER
import { createRequire } from "node:module";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [address, passphrase, folder] = process.argv.slice(2);
const puppeteer = createRequire(join(folder, "package.json"))("puppeteer-core");
const HINTS = 40;
const LONGEST_WAIT_MS = 60_000;
const chromium = process.env.CHROME_PATH ?? "/usr/bin/chromium";
const work = mkdtempSync(join(tmpdir(), "relief-hints-"));

const signIn = async (browser) => {
  const page = await browser.newPage();
  await page.goto(`${address}/sign-in`);
  await page.type("[name=login]", "assistant");
  await page.type("[name=password]", passphrase);
  await Promise.all([page.waitForNavigation(), page.click("main button[type=submit], main button:not([type])")]);
  return page;
};
const open = (flags = []) => puppeteer.launch({ executablePath: chromium, args: ["--no-sandbox", ...flags] });
const links = (page, pattern) => page.$$eval("a[href]", (all) => all.map((a) => a.pathname))
  .then((paths) => [...new Set(paths.filter((path) => pattern.test(path)))]);

/** The first patient with a photo, and the address of the oldest one. */
const somebody = async (page) => {
  await page.goto(`${address}/patients`);
  for (const patient of await links(page, /^\/patients\/[0-9a-f]{32}$/)) {
    await page.goto(`${address}${patient}/photos`);
    const photos = await links(page, /\/photos\/[0-9a-f]{32}$/);
    if (photos.length > 1) return { patient, photo: photos.at(-1) };
  }
  throw new Error("no patient of the demo has two photos");
};

let browser = await open();
try {
  let page = await signIn(browser);
  const { patient, photo } = await somebody(page);
  const bytes = await page.evaluate(async (path) => [...new Uint8Array(await (await fetch(path)).arrayBuffer())], photo);
  await browser.close();

  const film = join(work, "film.mjpeg");
  writeFileSync(film, Buffer.from(bytes));
  browser = await open(["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", `--use-file-for-fake-video-capture=${film}`]);
  page = await signIn(browser);
  await page.goto(`${address}${patient}/capture`);
  let shown = false;
  for (const view of await links(page, /\/capture\/[a-z_.]+$/)) {
    await page.goto(`${address}${view}`);
    shown = (await page.$("[data-ghost]")) !== null;
    if (shown) break;
  }
  if (!shown) throw new Error("no view of this patient has an earlier picture");
  const times = [];
  let last = "";
  const begun = Date.now();
  while (times.length < HINTS && Date.now() - begun < LONGEST_WAIT_MS) {
    const [ms, codes] = await page.$eval("[data-hints]", (hints) => [hints.dataset.ms ?? "", [...hints.children].map((line) => line.dataset.code).join(" ")]);
    if (ms !== "" && ms !== last) {
      if (!times.length) console.log(`hint shown: ${codes}`);
      times.push(Number(ms));
    }
    last = ms;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(share * times.length))];
  console.log(`frame to hint, ${times.length} frames: median ${at(0.5)} ms, nine of ten within ${at(0.9)} ms, longest ${times.at(-1)} ms`);
} finally {
  await browser.close();
  rmSync(work, { recursive: true });
}
