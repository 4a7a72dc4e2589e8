// A quotation in an article tells who is speaking: to the pointer, to the keyboard, to a finger, and without scripts.

import assert from "node:assert/strict";
import test from "node:test";

import { browser, root, serve } from "./support.mjs";

const ARTICLE = "articles/minsk-agreements/";

test("quotations", async (t) => {
  const home = await serve(t, root);
  const chrome = await browser(t);
  const open = async (t, options = {}) => {
    const context = await chrome.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    t.after(() => context.close());
    const page = await context.newPage();
    await page.goto(home + ARTICLE);
    return page;
  };
  const inWindow = (page) =>
    page.locator("#who").evaluate((card) => {
      const box = card.getBoundingClientRect();
      return box.width > 0 && box.left >= 0 && box.right <= innerWidth && box.top >= 0 && box.bottom <= innerHeight;
    });

  await t.test("the pointer shows the card, which stays under the pointer and goes with Escape", async (t) => {
    const page = await open(t);
    const quotation = page.locator("a.quotation").first();
    await quotation.scrollIntoViewIfNeeded();
    await page.waitForTimeout(200);
    await quotation.hover();
    const card = page.locator("#who");
    await card.waitFor({ state: "visible" });
    assert.ok(await inWindow(page));
    const name = await card.locator(".name").innerText();
    const href = await quotation.getAttribute("href");
    const profile = await page.request.get(new URL(href, home + ARTICLE).href);
    assert.match(await profile.text(), new RegExp(`<h1>${name}</h1>`, "i"));
    await card.hover();
    await page.waitForTimeout(500);
    assert.ok(await card.isVisible(), "the card can be pointed at");
    await page.keyboard.press("Escape");
    await card.waitFor({ state: "hidden" });
  });

  await t.test("the keyboard shows it as the description of the link", async (t) => {
    const page = await open(t);
    await page.locator("a.quotation").first().evaluate((link) => {
      const links = [...document.querySelectorAll("a[href]")];
      links[links.indexOf(link) - 1].focus();
    });
    await page.keyboard.press("Tab");
    await page.locator("#who").waitFor({ state: "visible" });
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-describedby")), "who");
    await page.waitForTimeout(700); // The page scrolls to the link, and the card with it.
    assert.ok(await inWindow(page));
    await page.keyboard.press("Escape");
    await page.locator("#who").waitFor({ state: "hidden" });
  });

  await t.test("a first tap shows it, a second follows the link", async (t) => {
    const page = await open(t, { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
    const quotation = page.locator("a.quotation").first();
    await quotation.tap();
    await page.locator("#who").waitFor({ state: "visible" });
    assert.ok(await inWindow(page));
    assert.match(page.url(), /minsk-agreements/);
    await quotation.tap();
    await page.waitForURL(/speakers\//);
  });

  await t.test("without scripts the link has a title", async (t) => {
    const page = await open(t, { javaScriptEnabled: false });
    const title = await page.locator("a.quotation").first().getAttribute("title");
    assert.ok(title?.length > 3);
  });
});
