// Takes pictures of pages in Chromium, as PNG files named by page, panel and colour scheme.
//   node screens.mjs MODULES CHROMIUM FOLDER FILE...
import { createRequire } from "node:module";
import { basename, dirname } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, executablePath, folder, ...files] = process.argv.slice(2);
const require = createRequire(pathToFileURL(`${modules}/node_modules/`));
const { chromium } = require("playwright-core");

const WIDTHS = [320, 768, 1280];
const HEIGHTS = { light: 3000, dark: 1500 };
const OPENED = { width: 768, height: 900 };

async function shoot(browser, file) {
  const page = await browser.newPage();
  await page.goto(pathToFileURL(file).href);
  await page.evaluate(() => document.fonts.ready);
  const name = `${folder}/${basename(dirname(file))}`;
  for (const [colorScheme, height] of Object.entries(HEIGHTS)) {
    await page.emulateMedia({ colorScheme });
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height });
      await page.screenshot({ path: `${name}-${width}-${colorScheme}.png` });
    }
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await page.screenshot({ path: `${name}-end-${colorScheme}.png` });
    await page.evaluate(() => scrollTo(0, 0));
    await page.setViewportSize(OPENED);
    await page.evaluate(() => document.querySelector("main .cite").click());
    await page.screenshot({ path: `${name}-open-${colorScheme}.png` });
    await page.keyboard.press("Escape");
  }
  await page.close();
}

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
try {
  for (const file of files) await shoot(browser, file);
} finally {
  await browser.close();
}
