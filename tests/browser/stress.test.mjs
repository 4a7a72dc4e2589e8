// Pages that nobody planned: very long names and titles, three hundred quotations, tables wider than the telephone, sites with
// nothing in them, and a site that is written from right to left.

import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import test from "node:test";

import { VIEWS, browser, build, complaints, host, overflow, pagesOf, temporaryFolder, violations } from "./support.mjs";

/** A site of these files, by their path below `content/`; gives the finished pages. */
function site(t, files) {
  const folder = temporaryFolder(t);
  for (const [file, text] of Object.entries(files)) {
    const target = path.join(folder, "content", file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, text);
  }
  return build(t, folder);
}

const article = (title, date, text, more = "") => `---\ntitle: ${JSON.stringify(title)}\ndate: ${date}\n${more}---\n\n${text}\n`;

const LONG_NAME = "Maria Magdalena Wolfeschlegelsteinhausenbergerdorff de la Santísima Trinidad y Villanueva";
const LONG_TITLE = "Why the harbour board of Tarnholm, which had promised for eleven years to widen the northern channel, has now decided to deepen the southern one instead, and what the pilots think of a plan like that";

const extremes = () => ({
  "site.yaml": "title: The Tarnholm Explainer of Harbours, Ferries, Weather and Everything Else\nlanguage: en\n",
  "articles/long.md": article(
    LONG_TITLE,
    "2025-11-03",
    `“The northern channel is too narrow,” said ${LONG_NAME}, the deputy acting under-secretary for inland navigation, harbour dues and the lighthouse service.\n\nDonaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft-https://example.org/a/very/long/address/without/any/place/to/break/it/at/all\n\n` +
      `| ${Array.from({ length: 14 }, (_, n) => `Column ${n + 1}`).join(" | ")} |\n|${"---|".repeat(14)}\n| ${Array.from({ length: 14 }, (_, n) => `${n}00,000 tonnes`).join(" | ")} |\n\n\`\`\`text\n${"x".repeat(400)}\n\`\`\`\n`,
    `topics: [${JSON.stringify("Inland navigation, harbour dues, lighthouses and the many things between them")}, Ferries]\n`,
  ),
  ...Object.fromEntries(
    Array.from({ length: 30 }, (_, n) => [
      `articles/ferry-${n}.md`,
      article(
        `Ferry number ${n}`,
        `20${String(10 + (n % 15)).padStart(2, "0")}-0${1 + (n % 9)}-1${n % 10}`,
        Array.from({ length: 10 }, (_, k) => `“Ferry ${n} left quay ${k} on time,” said Olga Example.`).join("\n\n"),
        `topics: [Ferries, ${n % 2 ? "Quays" : "Timetables"}]\n`,
      ),
    ]),
  ),
  "articles/one.md": article("One", "2025-11-04", `["It is what it is."](speaker:long)\n\n"We have no role," said Ivo Sample.`, "topics: [Ferries]\n"),
  "speakers/long.md": `---\nname: ${LONG_NAME}\nrole: Deputy acting under-secretary for inland navigation, harbour dues and the lighthouse service\nside: The northern harbour boards and everybody else who wants the channel widened\n---\n`,
  "speakers/nobody-yet.md": "---\nname: Nobody Yet\n---\n",
});

const empty = () => ({ "site.yaml": "title: Nothing yet\nlanguage: en\n" });

const rightToLeft = () => ({
  "site.yaml": "title: مرفأ\nlanguage: ar\n",
  "interface.yaml": "phrases:\n  articles: المقالات\n  speakers: المتحدثون\n  timeline: الجدول الزمني\n  topics: المواضيع\n  key_points: أهم النقاط\n  contents: في هذا المقال\n  published: نُشر في\n  quoted_here: من يتحدث هنا\ndates:\n  months: [يناير, فبراير, مارس, أبريل, مايو, يونيو, يوليو, أغسطس, سبتمبر, أكتوبر, نوفمبر, ديسمبر]\n",
  "articles/a.md": article("لماذا يضيق المرفأ", "2025-11-03", "## السؤال الأول\n\nهذا نص قصير عن المرفأ والعبارات.\n\n## السؤال الثاني\n\n- واحد\n- اثنان\n\n> اقتباس قصير.\n\nنص آخر.", "summary: مقدمة قصيرة\nkey_points: [نقطة أولى, نقطة ثانية]\n"),
  "articles/b.md": article("In English", "2025-11-04", "A text in another language.", "language: en\n"),
});

const SITES = { "a site of extremes": extremes, "an empty site": empty, "a site from right to left": rightToLeft };

test("stress", async (t) => {
  const chrome = await browser(t);
  for (const [name, files] of Object.entries(SITES)) {
    const output = site(t, files());
    const home = await host(t, output);
    const shown = pagesOf(output).filter((page) => !/ferry-[1-9]/.test(page) && page !== "404.html");
    for (const view of VIEWS) {
      await t.test(`${name} fits and is accessible at ${view.name}`, async (t) => {
        const context = await chrome.newContext({ ...view.options, reducedMotion: "reduce" });
        t.after(() => context.close());
        const page = await context.newPage();
        const found = complaints(page, home);
        const faults = [];
        for (const address of shown) {
          await page.goto(home + address, { waitUntil: "load" });
          const wide = await overflow(page);
          if (wide) faults.push(`${address}: ${wide}`);
          faults.push(...(await violations(page)).map((one) => `${address}: ${one}`));
          if ((await page.locator("main").innerText()).trim().length < 10) faults.push(`${address}: nothing to read`);
        }
        faults.push(...found);
        assert.deepEqual(faults, []);
      });
    }
  }

  await t.test("three hundred quotations stand on one page, with their chart and filters", async (t) => {
    const output = site(t, extremes());
    const page = await (await chrome.newContext()).newPage();
    await page.goto(`${await host(t, output)}speakers/olga-example/`);
    assert.equal(await page.locator(".record blockquote").count(), 300);
    assert.equal(await page.locator(".chart svg path").count(), 1);
    await page.locator("#record-year").selectOption({ index: 1 });
    await page.locator("#record-topic").selectOption({ label: "Quays" });
    const some = await page.locator(".record blockquote:visible").count();
    assert.ok(some > 0 && some < 300, `${some} shown`);
  });

  await t.test("from right to left, things stand on the other side", async (t) => {
    const output = site(t, rightToLeft());
    const page = await (await chrome.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
    const home = await host(t, output);
    await page.goto(`${home}articles/a/`);
    const state = await page.evaluate(() => {
      const box = (selector) => document.querySelector(selector).getBoundingClientRect();
      return { dir: document.documentElement.dir, lang: document.documentElement.lang, rail: box(".story > .rail").right, text: box(".story > .text").left };
    });
    assert.deepEqual([state.dir, state.lang], ["rtl", "ar"]);
    const text = await page.locator("body").innerText();
    for (const words of ["أهم النقاط", "الجدول الزمني", "3 نوفمبر 2025"]) assert.ok(text.includes(words), `${words} of interface.yaml`);
    assert.ok(state.rail <= state.text, "who's who stands left of the text");
    await page.goto(`${home}articles/b/`);
    assert.deepEqual(await page.locator(".story").evaluate((story) => [story.lang, story.dir]), ["en", "ltr"]);
  });
});
