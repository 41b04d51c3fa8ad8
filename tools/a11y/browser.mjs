// Reads pages in Chromium, and prints what it finds: one JSON object a line.
//   node browser.mjs MODULES CHROMIUM [WIDTH|fit]:FILE...
// Axe at three widths in both colour schemes: the page as it opens, with a citation opened, and with
// all quoted spans shown; and where the file has a WIDTH, every citation by keyboard, scripts off.
// Of what is to `fit`, only its width at the three widths.
import { readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [modules, executablePath, ...pages] = process.argv.slice(2);
const require = createRequire(pathToFileURL(`${modules}/node_modules/`));
const { chromium } = require("playwright-core");
const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const WIDTHS = [320, 768, 1280];
const SCHEMES = ["light", "dark"];
const LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
// The narrowest and the widest: the first citation is opened in the one, the last in the other.
const OPENED = { 320: 0, 1280: -1 };
const CITES = "main .cite";
// What was read in the light once more in the dark: what colours decide.
const RULES = { light: LEVELS, dark: ["color-contrast", "link-in-text-block"] };
const SHOW_ALL = "[popover] { display: block; position: static; max-height: none; margin: 1rem 0; }";
const MOST_TABS = 2000;
const LANES = 4;

const say = (found) => console.log(JSON.stringify(found));

async function open(context, file) {
  const page = await context.newPage();
  await page.goto(pathToFileURL(file).href);
  return page;
}

// Without the nodes that pass, which take as long to name as the rules take to run.
async function axe(page, rules) {
  const { violations } = await page.evaluate(
    (runOnly) => axe.run({ runOnly, rules: { "target-size": { enabled: true } }, resultTypes: ["violations"] }),
    rules,
  );
  return violations.map(({ id, nodes }) => {
    const [{ target, any, all, none }] = nodes;
    const why = [...any, ...all, ...none].map((check) => check.message)[0] ?? "";
    return `${id} in ${nodes.length} places, first ${target.join(" ")}: ${why}`;
  });
}

async function look(browser, file) {
  const context = await browser.newContext({ bypassCSP: true });
  const page = await open(context, file);
  await page.evaluate(AXE);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      const where = `${width} px ${colorScheme}`;
      const faults = [...await page.evaluate(tooWide), ...await axe(page, RULES[colorScheme])];
      say({ file, check: "axe", where, n: 1, faults });
      if (width in OPENED && await page.locator(CITES).count())
        say({ file, check: "axe", where, n: 1, faults: await opened(page, OPENED[width], RULES[colorScheme]) });
    }
  }
  await lookAtAll(page, file);
  await context.close();
}

async function fit(browser, file) {
  const context = await browser.newContext();
  const page = await open(context, file);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    say({ file, check: "width", where: `${width} px`, n: 1, faults: await page.evaluate(tooWide) });
  }
  await context.close();
}

async function opened(page, which, rules) {
  await page.locator(CITES).nth(which).click();
  const faults = await axe(page, rules);
  if (!await page.locator(":popover-open").count()) faults.push("a citation does not open by a click");
  await page.keyboard.press("Escape");
  return faults.map((fault) => `with a citation opened: ${fault}`);
}

// Every quoted span, shown below the page, where the styles show one at a time: as wide as it may be
// at each width, and as it reads on a phone; in the dark, what colours decide.
async function lookAtAll(page, file) {
  await page.addStyleTag({ content: SHOW_ALL });
  for (const width of WIDTHS.toReversed()) {
    await page.setViewportSize({ width, height: 800 });
    say({ file, check: "axe", where: `${width} px, all spans`, n: 0, faults: await page.evaluate(tooWide) });
  }
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    const where = `${WIDTHS[0]} px ${colorScheme}, all spans`;
    say({ file, check: "axe", where, n: 1, faults: await axe(page, RULES[colorScheme]) });
  }
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
    open: document.querySelector(":popover-open")?.id ?? null,
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

// What was opened from another citation before is opened and left; what is new is read as well.
async function follow(page, mark, isNew) {
  await page.keyboard.press("Enter");
  const fault = await page.evaluate(shown, mark.opens);
  if (fault) return fault;
  if (!isNew) {
    await page.keyboard.press("Escape");
    const left = await page.evaluate(focused);
    return left.number === mark.number && !left.open ? "" : "is not left by Escape";
  }
  await page.keyboard.press("Tab");
  if ((await page.evaluate(focused)).inside !== mark.opens) return "is not entered by Tab";
  await page.keyboard.press("End");
  await page.keyboard.press("Escape");
  const left = await page.evaluate(focused);
  if (left.open) return "is not left by Escape";
  if (left.number !== mark.number) return "does not give the focus back";
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const closed = await page.evaluate(focused);
  if (closed.open) return "is not closed by its first button";
  return closed.number === mark.number ? "" : "loses the focus on closing";
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
  const met = new Set(), read = new Set();
  for (let i = 0; i < MOST_TABS; i++) {
    await page.keyboard.press("Tab");
    const now = await page.evaluate(focused);
    if (now.body || met.has(now.number)) break;
    met.add(now.number);
    if (!now.name) faults.push(`a control without a name, number ${now.number}`);
    if (now.opens) {
      const fault = await follow(page, now, !read.has(now.opens));
      read.add(now.opens);
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

// The largest pages first: their walks take longest.
const asked = pages.map((page) => page.split(/:(.*)/s)).map(([way, file]) => ({ way, file }));
asked.sort((one, other) => statSync(other.file).size - statSync(one.file).size);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const jobs = asked.flatMap(({ way, file }) => {
  if (way === "fit") return [() => fit(browser, file)];
  return [...(way ? [() => walk(browser, file, Number(way))] : []), () => look(browser, file)];
});
const lane = async () => {
  for (let job = jobs.shift(); job; job = jobs.shift()) await job();
};
try {
  await Promise.all(Array.from({ length: LANES }, lane));
} finally {
  await browser.close();
}
