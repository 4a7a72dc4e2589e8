// The timeline: readable as it comes, narrowed by keyboard, shared by its address, led through by its overview.

import assert from "node:assert/strict";
import fs from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import path from "node:path";
import test from "node:test";

import { VIEWS, browser, build, buildSample, complaints, fileUrl, overflow, temporaryFolder } from "./support.mjs";

const require = createRequire(import.meta.url);
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/** A folder with a site whose timeline is long enough to be split: `years` years of `each` entries. */
function longSite(t, years, each) {
  const folder = temporaryFolder(t);
  fs.mkdirSync(path.join(folder, "content/articles"), { recursive: true });
  fs.writeFileSync(path.join(folder, "content/site.yaml"), "title: Long\nbase_url: https://example.org/\n");
  const entries = [];
  for (let year = 2000; year < 2000 + years; year += 1) {
    for (let number = 0; number < each; number += 1) {
      const month = String((number % 12) + 1).padStart(2, "0");
      const day = String((number % 28) + 1).padStart(2, "0");
      entries.push(`- date: ${year}-${month}-${day}\n  text: Ferry number ${number} of ${year} left Tarnholm.\n  topics: [${number % 2 ? "Ferries" : year % 2 ? "Locks" : "Tides"}]\n`);
    }
  }
  fs.writeFileSync(path.join(folder, "content/timeline.yaml"), entries.join(""));
  return build(t, folder);
}

const shown = (page) => page.locator(".chronicle li:visible").count();
const status = (page) => page.locator(".sift [role=status]").innerText();

/** Waits until the announcement matches. */
async function announced(page, pattern) {
  await page.waitForFunction((source) => new RegExp(source).test(document.querySelector(".sift [role=status]").textContent), pattern.source);
}

test("timeline", async (t) => {
  const output = buildSample(t);
  const chrome = await browser(t);
  const address = `${fileUrl(output)}timeline/index.html`;
  const open = async (t, options = {}, url = address) => {
    const context = await chrome.newContext({ reducedMotion: "reduce", ...options });
    t.after(() => context.close());
    const page = await context.newPage();
    await page.goto(url);
    return page;
  };

  await t.test("without JavaScript every entry is there, with its date, its passages and nothing that does not work", async (t) => {
    const page = await open(t, { javaScriptEnabled: false });
    const count = await shown(page);
    assert.ok(count > 50, `${count} entries`);
    assert.equal(await page.locator(".sift:visible").count(), 0, "filters need JavaScript");
    assert.equal(await page.locator(".chronicle .timeline > li > :first-child").count(), count);
    const unsourced = await page.locator(".chronicle li:not(:has(.meta a))").count();
    const authored = fs.readFileSync(new URL("../../content/timeline.yaml", import.meta.url), "utf8").match(/^- date/gm).length;
    assert.ok(unsourced <= authored, `${unsourced} entries lead nowhere`);
    const years = await page.locator(".chronicle h2").allInnerTexts();
    assert.deepEqual(years, [...years].sort(), "years are in order");
  });

  await t.test("the keyboard alone narrows it to a speaker and shows all again", async (t) => {
    const page = await open(t);
    const all = await shown(page);
    await page.locator("#sift-words").focus();
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.id), "sift-topic");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.id), "sift-speaker");
    await page.keyboard.type("Vladimir");
    await announced(page, /^\d+ of \d+/);
    const some = await shown(page);
    assert.ok(some > 0 && some < all, `${some} of ${all}`);
    const number = await page.locator('#sift-speaker option[value="vladimir-putin"]').getAttribute("data-n");
    const strangers = await page.locator(`.chronicle li:visible:not([data-speakers~="${number}"])`).count();
    assert.equal(strangers, 0, "entries that name somebody else");
    assert.match(await status(page), new RegExp(`^${some} of ${all} `));
    const empty = await page.locator(".chronicle-year:visible").evaluateAll((years) => years.filter((year) => !year.querySelector("li:not([hidden])")).length);
    assert.equal(empty, 0, "years without entries are shown");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await announced(page, /^\d+ entries$/);
    assert.equal(await shown(page), all);
    assert.equal(await page.evaluate(() => document.activeElement.id), "sift-words", "the focus is not lost with the button");
  });

  await t.test("words are found whatever their case and accents, and nothing found is said", async (t) => {
    const page = await open(t);
    await page.locator("#sift-words").pressSequentially("MINSK signed");
    await announced(page, /^\d+ of \d+/);
    const texts = await page.locator(".chronicle li:visible").allInnerTexts();
    assert.ok(texts.length > 0 && texts.every((text) => /minsk/i.test(text) && /signed/i.test(text)), texts.join("\n"));
    await page.locator("#sift-words").fill("qqqq");
    await announced(page, /^No entry/);
    assert.equal(await shown(page), 0);
  });

  await t.test("the address restores what was looked for, from the disk too", async (t) => {
    const page = await open(t);
    await page.locator("#sift-topic").selectOption("peace-talks");
    await page.locator("#sift-words").fill("Putin");
    await announced(page, /^\d+ of \d+/);
    const [url, count] = [page.url(), await shown(page)];
    assert.match(url, /q=Putin/);
    assert.match(url, /topic=peace-talks/);
    const other = await open(t, {}, url);
    await announced(other, /^\d+ of \d+/);
    assert.equal(await shown(other), count);
    assert.equal(await other.locator("#sift-topic").inputValue(), "peace-talks");
    assert.equal(await other.locator("#sift-words").inputValue(), "Putin");
    const nonsense = await open(t, {}, `${address}?topic=no-such-topic&speaker=nobody`);
    assert.equal(await shown(nonsense), await shown(await open(t)), "an address that names nothing hides nothing");
  });

  for (const width of [360, 1440]) {
    await t.test(`the overview leads to its years, by keyboard, at ${width} pixels`, async (t) => {
      const page = await open(t, { viewport: { width, height: 900 } });
      const links = page.locator(".strip a:visible");
      const count = await links.count();
      assert.ok(count > 5 && count <= (width < 768 ? 12 : 28), `${count} stretches`);
      const names = await links.evaluateAll((all) => all.map((link) => link.getAttribute("aria-label")));
      assert.ok(names.every((name) => /^\S.*: \d+ entr/.test(name)), names.join("; "));
      const sizes = await page.locator(".strip a:visible .hit").evaluateAll((all) => all.map((one) => Math.min(one.getBoundingClientRect().width, one.getBoundingClientRect().height)));
      assert.ok(Math.min(...sizes) >= 24, `the smallest is ${Math.min(...sizes)} pixels wide`);
      await links.last().focus();
      const target = (await links.last().getAttribute("href")).slice(1);
      await page.keyboard.press("Enter");
      await page.waitForURL(/#/);
      const top = await page.locator(`[id="${target}"]`).evaluate((one) => one.getBoundingClientRect().top);
      assert.ok(top >= -1 && top < 900, `the year is at ${top}`);
    });
  }

  await t.test("it works under a strict content security policy, and its address is a query there", async (t) => {
    const types = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml" };
    const server = http.createServer((request, response) => {
      const name = new URL(request.url, "http://localhost").pathname;
      const file = path.join(output, name.endsWith("/") ? `${name}index.html` : name);
      if (!fs.existsSync(file)) return response.writeHead(404).end();
      const headers = { "content-type": types[path.extname(file)] ?? "text/plain", "content-security-policy": "default-src 'self'" };
      response.writeHead(200, headers).end(fs.readFileSync(file));
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    t.after(() => server.close());
    const context = await chrome.newContext({ reducedMotion: "reduce" });
    t.after(() => context.close());
    const page = await context.newPage();
    const home = `http://127.0.0.1:${server.address().port}/`;
    const found = complaints(page, home);
    await page.goto(`${home}timeline/`);
    await page.locator("#sift-words").fill("Minsk");
    await announced(page, /^\d+ of \d+/);
    assert.equal(new URL(page.url()).search, "?q=Minsk");
    await page.goto(`${home}timeline/?from=newsletter&q=Kyiv`);
    await announced(page, /^\d+ of \d+/);
    assert.equal(new URL(page.url()).search, "?from=newsletter&q=Kyiv", "looking changes nothing");
    await page.locator("#sift-words").fill("");
    await announced(page, /^\d+ entries$/);
    assert.equal(new URL(page.url()).search, "?from=newsletter", "what else the address says stays");
    assert.deepEqual(found, []);
  });

  for (const view of VIEWS) {
    await t.test(`it is accessible, whole and narrowed, at ${view.name}`, async (t) => {
      const page = await open(t, view.options);
      await page.evaluate(axe);
      const violations = () => page.evaluate(async () => {
        const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
        const found = await window.axe.run(document, { runOnly: { type: "tag", values: tags } });
        return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(" ")).slice(0, 3).join("; ")}`);
      });
      assert.deepEqual(await violations(), []);
      await page.locator("#sift-words").fill("Putin");
      await announced(page, /^\d+ of \d+/);
      assert.deepEqual(await violations(), []);
      assert.equal(await overflow(page), null);
    });
  }

  await t.test("paper gets the entries and no controls", async (t) => {
    const page = await open(t);
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator(".strip:visible, .sift:visible, .take-along:visible").count(), 0);
    assert.ok((await shown(page)) > 50);
  });
});

test("a long timeline", async (t) => {
  const output = longSite(t, 3, 120);
  const chrome = await browser(t);
  const context = await chrome.newContext({ reducedMotion: "reduce" });
  t.after(() => context.close());
  const page = await context.newPage();
  const found = complaints(page, fileUrl(output));

  await t.test("is split by year, and each year leads to the next", async () => {
    await page.goto(`${fileUrl(output)}timeline/index.html`);
    await page.locator(".strip a:visible").first().click();
    await page.waitForURL(/timeline\/2000\//);
    assert.equal(await shown(page), 120);
    assert.equal(await page.locator("a[rel=prev]").count(), 0);
    await page.locator("a[rel=next]").first().click();
    await page.waitForURL(/timeline\/2001\//);
    assert.equal(await page.locator("h1").innerText(), "2001");
    await page.locator(".strip a:visible").nth(6).click();
    await page.waitForURL(/#m2001-07/);
  });

  await t.test("what was looked for goes along from year to year", async () => {
    await page.goto(`${fileUrl(output)}timeline/2001/index.html`);
    await page.locator("#sift-topic").selectOption("ferries");
    await announced(page, /^60 of 120/);
    await page.locator("a[rel=next]").first().click();
    await page.waitForURL(/timeline\/2002\//);
    await announced(page, /^60 of 120/);
    assert.equal(await page.locator("#sift-topic").inputValue(), "ferries");
    assert.deepEqual(found, []);
  });

  await t.test("a year that has none of it says so, and the next one is narrowed again", async () => {
    await page.goto(`${fileUrl(output)}timeline/2000/index.html`);
    await page.locator("#sift-topic").selectOption("tides");
    await announced(page, /^60 of 120/);
    await page.locator("a[rel=next]").first().click();
    await page.waitForURL(/timeline\/2001\//);
    await announced(page, /^0 of 120 .*, 120 in other years$/);
    assert.equal(await shown(page), 0);
    assert.deepEqual(await page.locator(".other-years li:visible").allInnerTexts(), ["2000 60", "2002 60"]);
    assert.match(await page.locator("#sift-topic option:checked").innerText(), /^tides \(0\)$/i);
    await page.locator("a[rel=next]").first().click();
    await page.waitForURL(/timeline\/2002\//);
    await announced(page, /^60 of 120/);
    assert.deepEqual(found, []);
  });

  await t.test("a year tells how much of what is looked for the others have, and leads there", async () => {
    await page.goto(`${fileUrl(output)}timeline/2001/index.html`);
    assert.equal(await page.locator(".other-years:visible").count(), 0);
    await page.locator("#sift-words").fill("number 113 of 2002");
    await announced(page, /^0 of 120 .*, 1 in other years$/);
    const links = page.locator(".other-years li:visible");
    assert.deepEqual(await links.allInnerTexts(), ["2002 1"]);
    await links.locator("a").click();
    await page.waitForURL(/timeline\/2002\/index.html\?q=/);
    await announced(page, /^1 of 120/);
    assert.equal(await page.locator(".other-years:visible").count(), 0, "no other year has any");
    assert.deepEqual(found, []);
  });

  await t.test("the way in is narrowed to the years that have what is looked for", async () => {
    await page.goto(`${fileUrl(output)}timeline/index.html`);
    assert.equal(await page.locator(".year-list li:visible").count(), 3);
    await page.locator("#sift-topic").selectOption("ferries");
    await announced(page, /^180 of 360/);
    await page.locator("#sift-words").fill("number 113 of 2001");
    await announced(page, /^1 of 360/);
    assert.deepEqual(await page.locator(".year-list li:visible .count").allInnerTexts(), ["1"]);
    await page.locator(".year-list li:visible a").click();
    await page.waitForURL(/timeline\/2001\/index.html\?/);
    await announced(page, /^1 of 120/);
    await page.goto(`${fileUrl(output)}timeline/index.html#q=zebra`);
    await announced(page, /^No entry/);
    await page.locator(".sift [type=reset]").click();
    await announced(page, /^360 entries/);
    assert.equal(await page.locator(".year-list li:visible").count(), 3);
    assert.deepEqual(found, []);
  });
});

test("TimelineJS reads the export", async (t) => {
  const output = longSite(t, 2, 20);
  const events = JSON.parse(fs.readFileSync(path.join(output, "data/timeline-js.json"), "utf8")).events;
  assert.equal(events.length, 40);
  const folder = path.join(path.dirname(require.resolve("@knight-lab/timelinejs/package.json")), "dist");
  const script = path.join(folder, "js/timeline.js");
  const styles = path.join(folder, "css/timeline.css");
  assert.ok(fs.existsSync(script) && fs.existsSync(styles), "TimelineJS is installed");
  const chrome = await browser(t);
  const context = await chrome.newContext({ viewport: { width: 1200, height: 800 } });
  t.after(() => context.close());
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  // It would fetch fonts and the like from elsewhere.
  await context.route(/^https?:/, (route) => route.abort());
  await page.goto("about:blank");
  await page.setContent('<div id="timeline" style="width: 1100px; height: 700px"></div>');
  await page.addStyleTag({ path: styles });
  await page.addScriptTag({ path: script });
  const config = JSON.parse(fs.readFileSync(path.join(output, "data/timeline-js.json"), "utf8"));
  await page.evaluate((config) => {
    window.timeline = new window.TL.Timeline("timeline", config, { hash_bookmark: false });
  }, config);
  await page.waitForFunction((count) => document.querySelectorAll("#timeline .tl-timemarker").length === count, events.length);
  assert.equal(await page.locator("#timeline .tl-message-error, #timeline .tl-error").count(), 0);
  await page.evaluate((id) => window.timeline.goToId(id), events[5].unique_id);
  const slide = page.locator(`#timeline .tl-slide:has-text("Ferry number")`).first();
  await slide.waitFor();
  assert.match(await page.locator("#timeline").innerText(), /January 2000|2000/);
  assert.deepEqual(errors, []);
});
