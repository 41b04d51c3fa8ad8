// Reads pages in Chromium, and prints what it finds: one JSON object a line.
//   node browser.mjs MODULES CHROMIUM WIDTH FILE...
// Axe at three widths in both colour schemes, with all quoted spans shown; then every citation by
// keyboard at the one WIDTH, scripts off.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [modules, executablePath, keyboardWidth, ...files] = process.argv.slice(2);
const require = createRequire(pathToFileURL(`${modules}/node_modules/`));
const { chromium } = require("playwright-core");
const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const WIDTHS = [320, 768, 1280];
const SCHEMES = ["light", "dark"];
const LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const OPEN_ALL = "[popover] { display: block; position: static; max-height: none; margin: 1rem 0; }";
const MOST_TABS = 2000;
const LANES = 3;

const say = (found) => console.log(JSON.stringify(found));

async function open(context, file) {
  const page = await context.newPage();
  await page.goto(pathToFileURL(file).href);
  return page;
}

// Best practice wants all words inside landmarks; the marking's plates stand above and below them.
async function axe(page) {
  const { violations } = await page.evaluate(
    (levels) => axe.run({ runOnly: levels, rules: { "target-size": { enabled: true }, region: { enabled: false } } }),
    LEVELS,
  );
  return violations.map(({ id, nodes }) => {
    const [{ target, any, all, none }] = nodes;
    const why = [...any, ...all, ...none].map((check) => check.message)[0] ?? "";
    return `${id} in ${nodes.length} places, first ${target.join(" ")}: ${why}`;
  });
}

// The whole page with every quoted span shown below it, which the styles would show one at a time.
async function look(browser, file) {
  const context = await browser.newContext({ bypassCSP: true });
  const page = await open(context, file);
  await page.evaluate(AXE);
  await page.addStyleTag({ content: OPEN_ALL });
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      const faults = [...await page.evaluate(tooWide), ...await axe(page)];
      say({ file, check: "axe", where: `${width} px ${colorScheme}`, n: 1, faults });
    }
  }
  await context.close();
}

const tooWide = () => [document.documentElement, ...document.querySelectorAll("[popover]")]
  .filter((one) => one.scrollWidth > one.clientWidth)
  .map((one) => `${one.id || "the page"} is ${one.scrollWidth} px wide, ${one.clientWidth} fit`);

// What has the focus, numbered in order of the document so that one turn is seen to end.
const focused = () => {
  const one = document.activeElement;
  const box = one.closest("[popover]");
  return {
    number: [...document.querySelectorAll("*")].indexOf(one),
    name: one.getAttribute("aria-label") ?? one.textContent.trim(),
    opens: one.matches("button.cite") ? one.getAttribute("popovertarget") : null,
    inside: box?.id ?? null,
    body: one === document.body,
  };
};

const shown = (id) => {
  const box = document.getElementById(id);
  if (!box?.matches(":popover-open")) return "does not open";
  const { top, bottom, left, right } = box.getBoundingClientRect();
  const fits = top >= 0 && left >= 0 && bottom <= innerHeight + 1 && right <= innerWidth + 1;
  if (!fits) return "opens outside of the window";
  return box.innerText.trim().length > 40 ? "" : "opens with nothing to read";
};

async function follow(page, mark) {
  await page.keyboard.press("Enter");
  const fault = await page.evaluate(shown, mark.opens);
  if (fault) return fault;
  await page.keyboard.press("Tab");
  if ((await page.evaluate(focused)).inside !== mark.opens) return "is not entered by Tab";
  await page.keyboard.press("End");
  await page.keyboard.press("Escape");
  if (await page.evaluate((id) => document.getElementById(id).matches(":popover-open"), mark.opens))
    return "is not left by Escape";
  if ((await page.evaluate(focused)).number !== mark.number) return "does not give the focus back";
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  if (await page.evaluate((id) => document.getElementById(id).matches(":popover-open"), mark.opens))
    return "is not closed by its first button";
  return (await page.evaluate(focused)).number === mark.number ? "" : "loses the focus on closing";
}

async function walk(browser, file, width) {
  const context = await browser.newContext({
    viewport: { width, height: 800 }, javaScriptEnabled: false,
  });
  const page = await open(context, file);
  const there = await page.evaluate(() =>
    [...document.querySelectorAll("button.cite")].filter((mark) => !mark.closest("[popover]")).length,
  );
  const faults = [];
  const met = new Set();
  for (let i = 0; i < MOST_TABS; i++) {
    await page.keyboard.press("Tab");
    const now = await page.evaluate(focused);
    if (now.body || met.has(now.number)) break;
    met.add(now.number);
    if (!now.name) faults.push(`a control without a name, number ${now.number}`);
    if (now.opens) {
      const fault = await follow(page, now);
      if (fault) faults.push(`citation ${now.name} (#${now.opens}) ${fault}`);
    }
  }
  const opened = await page.evaluate(
    (numbers) => numbers.filter((n) => document.querySelectorAll("*")[n].matches("button.cite")).length,
    [...met],
  );
  if (opened < there) faults.push(`${there - opened} of ${there} citations are not reached by Tab`);
  await context.close();
  say({ file, check: "keyboard", where: `${width} px`, n: opened, faults });
}

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const jobs = files.flatMap((file) => [
  () => look(browser, file),
  () => walk(browser, file, Number(keyboardWidth)),
]);
const lane = async () => {
  for (let job = jobs.shift(); job; job = jobs.shift()) await job();
};
try {
  await Promise.all(Array.from({ length: LANES }, lane));
} finally {
  await browser.close();
}
