// Takes pictures of pages in Chromium, as PNG files named by page, panel and colour scheme.
//   node screens.mjs MODULES CHROMIUM FOLDER FILE...
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, executablePath, folder, ...files] = process.argv.slice(2);
const require = createRequire(pathToFileURL(`${modules}/node_modules/`));
const { chromium } = require("playwright-core");

const HEIGHTS = { light: 3000, dark: 1500 };
const PANELS = {
  320: { width: 320 },
  768: { width: 768 },
  1280: { width: 1280 },
  end: { width: 1280, turn: () => scrollTo(0, document.body.scrollHeight) },
  open: { width: 768, height: 900, turn: () => document.querySelector("main .cite").click() },
};
const MOST_SHOTS = 5;

// What has come to a page is drawn by the second of its next frames.
const settled = () => document.fonts.ready.then(
  () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
);

// The page is opened anew for each picture: it has seen no other width, colours or turn before.
async function shoot(page, file, colorScheme, panel) {
  const { width, height = HEIGHTS[colorScheme], turn } = PANELS[panel];
  await page.setViewportSize({ width, height });
  await page.goto(pathToFileURL(file).href);
  await page.evaluate(settled);
  if (turn) {
    await page.evaluate(turn);
    await page.evaluate(settled);
  }
  const name = `${basename(dirname(file))}-${panel}-${colorScheme}`;
  writeFileSync(`${folder}/${name}.png`, await still(page));
}

// A picture that was taken twice alike: the first of a page may show it half drawn.
async function still(page) {
  let last = await page.screenshot();
  for (let i = 0; i < MOST_SHOTS; i++) {
    const next = await page.screenshot();
    if (next.equals(last)) return next;
    last = next;
  }
  return last;
}

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
try {
  for (const colorScheme of Object.keys(HEIGHTS)) {
    const page = await browser.newPage({ colorScheme });
    for (const file of files)
      for (const panel of Object.keys(PANELS)) await shoot(page, file, colorScheme, panel);
    await page.close();
  }
} finally {
  await browser.close();
}
