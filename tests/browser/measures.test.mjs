// What is promised of every page in numbers: weight, shift, line length, size of targets, nothing from elsewhere, and
// nothing that a strict policy of the host would stop.

import assert from "node:assert/strict";
import test from "node:test";
import zlib from "node:zlib";

import { browser, buildSample, complaints, host, oneOfEach, pagesOf } from "./support.mjs";

const ARTICLE = "articles/minsk-agreements/";

const gzip = (text) => zlib.gzipSync(text, { level: 9 }).length;

test("measures", async (t) => {
  const folder = buildSample(t);
  const pages = pagesOf(folder);
  const home = await host(t, folder, { "content-security-policy": "default-src 'self'" });
  const chrome = await browser(t);
  const kinds = oneOfEach(pages).filter((page) => page !== "404.html");

  await t.test("an article is light", async (t) => {
    const context = await chrome.newContext();
    t.after(() => context.close());
    for (const address of pages.filter((page) => /^articles\/[^/]+\/$/.test(page))) {
      const page = await context.newPage();
      const weight = { document: 0, stylesheet: 0, script: 0 };
      const loaded = [];
      page.on("response", (response) => loaded.push(response));
      await page.goto(home + address, { waitUntil: "load" });
      for (const response of loaded) {
        const type = response.request().resourceType();
        if (type in weight) weight[type] += gzip(await response.body());
      }
      const total = weight.document + weight.stylesheet + weight.script;
      t.diagnostic(`${address}: HTML ${weight.document}, CSS ${weight.stylesheet}, JS ${weight.script}, together ${total} bytes`);
      assert.ok(weight.stylesheet <= 12 * 1024, `${address}: ${weight.stylesheet} bytes of CSS`);
      assert.ok(weight.script <= 8 * 1024, `${address}: ${weight.script} bytes of JavaScript`);
      assert.ok(total <= 40 * 1024, `${address}: ${total} bytes`);
      await page.close();
    }
  });

  await t.test("nothing moves while a page is loaded, however late its scripts come", async (t) => {
    const faults = [];
    for (const width of [360, 1440]) {
      const context = await chrome.newContext({ viewport: { width, height: 900 } });
      t.after(() => context.close());
      await context.addInitScript(() => {
        window.shifted = 0;
        new PerformanceObserver((list) => list.getEntries().forEach((entry) => (window.shifted += entry.value))).observe({ type: "layout-shift", buffered: true });
      });
      // Scripts that are not needed for the first paint come half a second late.
      await context.route(/(?<!scheme)\.js$/, async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 500));
        await route.continue();
      });
      const page = await context.newPage();
      for (const address of kinds) {
        await page.goto(home + address, { waitUntil: "load" });
        await page.waitForTimeout(150);
        const shifted = await page.evaluate(() => window.shifted);
        if (shifted > 0) faults.push(`${address} at ${width}: ${shifted}`);
      }
    }
    assert.deepEqual(faults, []);
  });

  await t.test("everything works under default-src 'self', with nothing from elsewhere", async (t) => {
    const context = await chrome.newContext();
    t.after(() => context.close());
    const page = await context.newPage();
    const found = complaints(page, home);
    const faults = [];
    for (const address of kinds) {
      found.length = 0;
      await page.goto(home + address, { waitUntil: "load" });
      faults.push(...found.map((complaint) => `${address}: ${complaint}`));
      const inline = await page.evaluate(() =>
        [...document.querySelectorAll("*")].flatMap((element) =>
          [...element.attributes].filter((one) => one.name.startsWith("on") || one.name === "style").map((one) => `${element.localName} ${one.name}`),
        ),
      );
      faults.push(...inline.map((one) => `${address}: inline ${one}`));
    }
    assert.deepEqual(faults, []);
    // The switch and the cards do their work there.
    await page.goto(home + ARTICLE);
    await page.locator("[data-scheme-switch]").click();
    assert.equal(await page.evaluate(() => document.documentElement.dataset.scheme), "dark");
    await page.locator("a.quotation").first().evaluate((link) => link.focus({ focusVisible: true }));
    await page.locator(".who").waitFor({ state: "visible" });
  });

  await t.test("no line of text is longer than 75 characters", async (t) => {
    const faults = [];
    for (const width of [360, 1440]) {
      const context = await chrome.newContext({ viewport: { width, height: 900 } });
      t.after(() => context.close());
      const page = await context.newPage();
      for (const address of kinds) {
        await page.goto(home + address, { waitUntil: "load" });
        const long = await page.evaluate(() => {
          const range = document.createRange();
          return [...document.querySelectorAll("main p, main li, main dd, main blockquote, main figcaption, footer p")]
            .filter((element) => element.textContent.trim().length > 75 && !element.querySelector("p, li, ul, ol") && !element.closest("pre, table, .byline, .record .meta, .record .from, svg"))
            .flatMap((element) => {
              // Characters by the line that they stand on.
              const lines = new Map();
              const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
              for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                if (node.parentElement.closest(".visually-hidden")) continue;
                for (let at = 0; at < node.length; at += 1) {
                  range.setStart(node, at);
                  range.setEnd(node, at + 1);
                  const box = range.getClientRects()[0];
                  if (!box || box.width === 0) continue;
                  const line = Math.round((box.top + box.bottom) / 16);
                  lines.set(line, (lines.get(line) ?? "") + node.data[at]);
                }
              }
              return [...lines.values()].map((line) => line.trim()).filter((line) => line.length > 75);
            })
            .map((line) => `${line.length}: ${line.slice(0, 40)}…`);
        });
        faults.push(...long.slice(0, 2).map((line) => `${address} at ${width}: ${line}`));
      }
    }
    assert.deepEqual(faults, []);
  });

  await t.test("targets are 24 pixels high and wide, or stand in a line of text", async (t) => {
    const faults = [];
    for (const width of [360, 1440]) {
      const context = await chrome.newContext({ viewport: { width, height: 900 } });
      t.after(() => context.close());
      const page = await context.newPage();
      for (const address of kinds) {
        await page.goto(home + address, { waitUntil: "load" });
        const small = await page.evaluate(() => {
          const targets = [...document.querySelectorAll("a[href], button, summary, input, select")].filter((one) => one.getClientRects().length > 0 && !one.closest(".skip, svg"));
          const box = (one) => one.getBoundingClientRect();
          const centre = (one) => [(box(one).left + box(one).right) / 2, (box(one).top + box(one).bottom) / 2];
          // WCAG 2.2, 2.5.8: a small target has a circle of 24 pixels to itself, or is part of a sentence.
          const inSentence = (one) => getComputedStyle(one).display === "inline" && one.parentElement.textContent.trim().length > one.textContent.trim().length;
          return targets
            .filter((one) => (box(one).width < 24 || box(one).height < 24) && !inSentence(one))
            .filter((one) => {
              const [x, y] = centre(one);
              return targets.some((other) => {
                if (other === one || other.contains(one)) return false;
                const near = box(other);
                const [dx, dy] = [Math.max(near.left - x, 0, x - near.right), Math.max(near.top - y, 0, y - near.bottom)];
                return Math.hypot(dx, dy) < 12;
              });
            })
            .map((one) => `${one.className || one.localName} “${one.textContent.trim().slice(0, 30)}” ${Math.round(box(one).width)} × ${Math.round(box(one).height)}`);
        });
        faults.push(...small.slice(0, 3).map((one) => `${address} at ${width}: ${one}`));
      }
    }
    assert.deepEqual(faults, []);
  });

  await t.test("the Tab key reaches everything, and shows where it is", async (t) => {
    const context = await chrome.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
    t.after(() => context.close());
    const page = await context.newPage();
    const faults = [];
    for (const address of kinds) {
      await page.goto(home + address, { waitUntil: "load" });
      // Cards open while the focus passes and have stops of their own.
      await page.evaluate(() => document.getElementById("card")?.remove());
      await page.reload({ waitUntil: "load" });
      const wanted = await page.evaluate(() => {
        const stops = [...document.querySelectorAll("a[href], button, summary, input, select")];
        const reachable = stops.filter((one) => one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true }) && getComputedStyle(one).pointerEvents !== "none");
        reachable.forEach((one, index) => (one.dataset.stop = index));
        return reachable.length;
      });
      const reached = new Set();
      for (let step = 0; step < wanted * 2 + 40 && reached.size < wanted; step += 1) {
        await page.keyboard.press("Tab");
        const stop = await page.evaluate(() => {
          const one = document.activeElement;
          const style = getComputedStyle(one);
          const marked = style.outlineStyle !== "none" || one.querySelector(".hit");
          return one === document.body ? null : { stop: one.dataset.stop, marked: Boolean(marked), name: one.textContent.trim().slice(0, 30) };
        });
        if (!stop) continue;
        if (!stop.marked) faults.push(`${address}: nothing shows that the focus is on “${stop.name}”`);
        if (stop.stop !== undefined) reached.add(stop.stop);
      }
      if (reached.size < wanted) faults.push(`${address}: ${reached.size} of ${wanted} stops reached`);
    }
    assert.deepEqual(faults.slice(0, 10), []);
  });

  await t.test("the choice of colours is kept from page to page, and given up again", async (t) => {
    const context = await chrome.newContext({ colorScheme: "light" });
    t.after(() => context.close());
    const page = await context.newPage();
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await page.goto(home);
    const light = await paper();
    await page.locator("[data-scheme-switch]").click();
    const dark = await paper();
    assert.notEqual(dark, light);
    await page.goto(home + ARTICLE);
    assert.equal(await paper(), dark);
    assert.equal(await page.locator("[data-scheme-switch]").getAttribute("aria-pressed"), "true");
    await page.locator("[data-scheme-switch]").click();
    assert.equal(await paper(), light);
    assert.equal(await page.evaluate(() => localStorage.getItem("scheme")), null);
  });

  await t.test("a speaker's quotations are filtered, and the choice stays in the address", async (t) => {
    const context = await chrome.newContext();
    t.after(() => context.close());
    const page = await context.newPage();
    await page.goto(`${home}speakers/vladimir-putin/`);
    const shown = () => page.locator(".record > li:visible").count();
    const all = await shown();
    await page.locator("#record-topic").selectOption({ label: "Sanctions and money" });
    const some = await shown();
    assert.ok(some > 0 && some < all, `${some} of ${all}`);
    assert.match(page.url(), /\?topic=sanctions-and-money/);
    await page.reload();
    assert.equal(await shown(), some);
    // A link to words that the filter hides shows them.
    const last = await page.locator(".record [id]").last().getAttribute("id");
    await page.goto(`${page.url()}#${last}`);
    assert.ok(await page.locator(`[id="${last}"]`).isVisible());
  });
});
