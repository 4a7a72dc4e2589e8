// Every page at two widths and in two colour schemes: fits the window, is quiet, asks no other host, is accessible.

import assert from "node:assert/strict";
import test from "node:test";

import { VIEWS, browser, buildSample, complaints, oneOfEach, overflow, pagesOf, root, serve, violations } from "./support.mjs";

test("pages", async (t) => {
  const pages = pagesOf(buildSample(t));
  const home = await serve(t, root);
  const chrome = await browser(t);
  assert.ok(pages.length > 20, `only ${pages.length} pages`);

  for (const view of VIEWS) {
    await t.test(`all fit and are quiet at ${view.name}`, async (t) => {
      const context = await chrome.newContext(view.options);
      t.after(() => context.close());
      const page = await context.newPage();
      const found = complaints(page, home);
      const faults = [];
      for (const address of pages) {
        found.length = 0;
        await page.goto(home + address, { waitUntil: "load" });
        const wide = await overflow(page);
        if (wide) faults.push(`${address}: ${wide}`);
        faults.push(...found.map((complaint) => `${address}: ${complaint}`));
      }
      assert.deepEqual(faults, []);
    });

    await t.test(`one of each kind is accessible at ${view.name}`, async (t) => {
      const context = await chrome.newContext({ ...view.options, reducedMotion: "reduce" });
      t.after(() => context.close());
      const page = await context.newPage();
      const faults = [];
      for (const address of oneOfEach(pages)) {
        await page.goto(home + address, { waitUntil: "load" });
        faults.push(...(await violations(page)).map((violation) => `${address}: ${violation}`));
      }
      assert.deepEqual(faults, []);
    });

    await t.test(`one of each kind is complete without JavaScript at ${view.name}`, async (t) => {
      const withScripts = await chrome.newContext(view.options);
      const without = await chrome.newContext({ ...view.options, javaScriptEnabled: false });
      t.after(() => Promise.all([withScripts.close(), without.close()]));
      const [rich, plain] = [await withScripts.newPage(), await without.newPage()];
      const found = complaints(plain, home);
      const faults = [];
      for (const address of oneOfEach(pages)) {
        found.length = 0;
        await Promise.all([rich.goto(home + address), plain.goto(home + address)]);
        const wide = await overflow(plain);
        if (wide) faults.push(`${address}: ${wide}`);
        faults.push(...found.map((complaint) => `${address}: ${complaint}`));
        // Scripts may add controls, with their help; what there is to read must be there without them.
        const controls = new Set((await rich.locator("main .needs-js").allInnerTexts()).flatMap((text) => text.split("\n")).map((line) => line.trim()));
        const [all, bare] = await Promise.all([rich.locator("main").innerText(), plain.locator("main").innerText()]);
        const lines = new Set(bare.split("\n").map((line) => line.trim()));
        const missing = all.split("\n").map((line) => line.trim()).filter((line) => line.length > 40 && !lines.has(line) && !controls.has(line));
        if (missing.length > 0) faults.push(`${address}: missing without JavaScript: ${missing[0]}`);
        if (bare.trim().length < 20) faults.push(`${address}: nothing to read`);
      }
      assert.deepEqual(faults, []);
    });
  }

  await t.test("what belongs below the text of an article stands there", async (t) => {
    const faults = [];
    for (const width of [360, 1100, 1440]) {
      const context = await chrome.newContext({ viewport: { width, height: 900 } });
      t.after(() => context.close());
      const page = await context.newPage();
      for (const address of pages.filter((address) => /^articles\/[^/]+\/$/.test(address))) {
        await page.goto(home + address);
        const order = await page.evaluate(() => {
          const box = (selector) => document.querySelector(selector)?.getBoundingClientRect();
          const [head, text, related] = [box(".story-head"), box(".story > .text"), box(".story > .related")];
          return { text: head.bottom <= text.top, related: !related || text.bottom <= related.top };
        });
        if (!order.text || !order.related) faults.push(`${address} at ${width}: ${JSON.stringify(order)}`);
      }
    }
    assert.deepEqual(faults, []);
  });

  await t.test("the keyboard reaches the text first", async (t) => {
    const context = await chrome.newContext();
    t.after(() => context.close());
    const page = await context.newPage();
    await page.goto(home);
    await page.keyboard.press("Tab");
    const skip = await page.evaluate(() => document.activeElement.getAttribute("href"));
    assert.match(skip ?? "", /^#/, "the first stop of the Tab key skips to the text");
    await page.keyboard.press("Enter");
    const inMain = await page.evaluate(() => document.querySelector("main").contains(document.activeElement));
    assert.ok(inMain, "the skip link moves the focus into the text");
  });

  await t.test("paper gets the article and not the navigation", async (t) => {
    const context = await chrome.newContext({ viewport: { width: 800, height: 1100 }, colorScheme: "dark" });
    t.after(() => context.close());
    const page = await context.newPage();
    await page.goto(`${home}articles/ukraine-talks/`);
    await page.emulateMedia({ media: "print" });
    const state = await page.evaluate(() => {
      const shown = (selector) => [...document.querySelectorAll(selector)].some((one) => one.getClientRects().length > 0);
      const light = (color) => {
        const parts = color.match(/[\d.]+/g).map(Number);
        return parts.length > 3 && parts[3] === 0 ? null : (parts[0] + parts[1] + parts[2]) / 3;
      };
      return {
        navigation: shown("body > header nav"),
        skip: shown(".skip"),
        text: shown("main p"),
        with: ["h1", ".byline", ".lead img", ".sources li", ".voices .name", ".corrections p", ".timeline time"].filter((selector) => !shown(selector)),
        without: [".contents", ".related", ".scheme", ".search-link", "nav"].filter(shown),
        ink: light(getComputedStyle(document.querySelector("main p")).color),
        paper: light(getComputedStyle(document.body).backgroundColor) ?? 255,
      };
    });
    assert.ok(!state.navigation, "the navigation is printed");
    assert.ok(!state.skip, "the skip link is printed");
    assert.ok(state.text, "the text is not printed");
    assert.deepEqual([state.with, state.without], [[], []], "missing from the paper, and too much on it");
    assert.ok(state.ink < 100 && state.paper > 240, `dark ink on white paper, not ${state.ink} on ${state.paper}`);
    assert.ok((await page.pdf({ format: "A4" })).length > 10_000);
  });
});
