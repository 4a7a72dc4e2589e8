// A quotation in an article tells who is speaking: to the pointer, to the keyboard, to a finger, and without scripts.

import assert from "node:assert/strict";
import test from "node:test";

import { browser, buildSample, host, targetIsVisible } from "./support.mjs";

const ARTICLE = "articles/minsk-agreements/";

test("quotations", async (t) => {
  // As readers have it: in the preview an editor meets marks between the words.
  const home = await host(t, buildSample(t));
  const chrome = await browser(t);
  const open = async (t, options = {}) => {
    const context = await chrome.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    t.after(() => context.close());
    const page = await context.newPage();
    await page.goto(home + ARTICLE);
    return page;
  };
  const inWindow = (page) =>
    page.locator(".who").evaluate((card) => {
      const box = card.getBoundingClientRect();
      return box.width > 0 && box.left >= 0 && box.right <= innerWidth && box.top >= 0 && box.bottom <= innerHeight;
    });

  await t.test("the pointer shows the card, which stays under the pointer and goes with Escape", async (t) => {
    const page = await open(t);
    const quotation = page.locator("a.quotation").first();
    await quotation.scrollIntoViewIfNeeded();
    await page.waitForTimeout(200);
    await quotation.hover();
    const card = page.locator(".who");
    await card.waitFor({ state: "visible" });
    assert.ok(await inWindow(page));
    const name = await card.locator("a.name").innerText();
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
    await page.locator(".who").waitFor({ state: "visible" });
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-describedby")), "card-text");
    await page.waitForTimeout(700); // The page scrolls to the link, and the card with it.
    assert.ok(await inWindow(page));
    await page.keyboard.press("Escape");
    await page.locator(".who").waitFor({ state: "hidden" });
  });

  await t.test("the Tab key goes into the card, and Escape back to the words", async (t) => {
    const page = await open(t);
    const quotation = page.locator("a.quotation").first();
    await quotation.evaluate((link) => link.focus({ focusVisible: true }));
    await page.locator(".who").waitFor({ state: "visible" });
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.activeElement.closest(".who") !== null), "the focus is in the card");
    assert.ok(await page.locator(".who").isVisible());
    await page.keyboard.press("Escape");
    await page.locator(".who").waitFor({ state: "detached" });
    assert.ok(await quotation.evaluate((link) => link === document.activeElement), "the focus is back on the words");
  });

  await t.test("it tells role, kind, how sure the attribution is, and what else they said", async (t) => {
    const page = await open(t);
    const quotation = page.locator("a.quotation[href*=vladimir-putin]").first();
    await quotation.evaluate((link) => link.focus({ focusVisible: true }));
    const card = page.locator(".who");
    await card.waitFor({ state: "visible" });
    const text = await card.innerText();
    assert.match(text, /President of Russia/);
    assert.match(text, /Reported · attributed automatically, \d\d % sure/);
    assert.ok((await card.locator(".said li a").count()) > 0, "what else they said");
  });

  await t.test("a link to the words can be copied, and leads to them", async (t) => {
    const page = await open(t);
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    const quotation = page.locator("a.quotation").first();
    await quotation.evaluate((link) => link.focus({ focusVisible: true }));
    await page.locator(".who button").click();
    await page.locator(".who button", { hasText: "Link copied" }).waitFor();
    const address = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(address, `${home}${ARTICLE}#${await quotation.getAttribute("id")}`);
    await page.goto("about:blank");
    await page.goto(address);
    await page.waitForTimeout(900); // The page scrolls smoothly.
    assert.equal(await targetIsVisible(page), null);
  });

  await t.test("a term of the glossary shows its definition, once an article", async (t) => {
    const page = await open(t);
    const hrefs = await page.locator(".prose a.term").evaluateAll((links) => links.map((link) => link.href));
    assert.ok(hrefs.length > 0 && new Set(hrefs).size === hrefs.length, `${hrefs}`);
    const term = page.locator(".prose a.term").first();
    await term.evaluate((link) => link.focus({ focusVisible: true }));
    const card = page.locator(".who");
    await card.waitFor({ state: "visible" });
    assert.match(await card.innerText(), /\w+ \w+ \w+/);
    assert.equal(await card.locator("a:visible, button:visible").count(), 0);
    await page.keyboard.press("Escape");
    await card.waitFor({ state: "detached" });
  });

  await t.test("a pull quote names its speaker, and is read out once", async (t) => {
    const page = await open(t);
    await page.goto(`${home}articles/ukraine-talks/`);
    const pull = page.locator(".prose .pull");
    assert.equal(await pull.count(), 1);
    assert.match(await pull.innerText(), /difficult choice\s+Volodymyr Zelenskyy/);
    assert.equal(await pull.getAttribute("aria-hidden"), "true");
    assert.equal(await pull.locator("a, button").count(), 0);
  });

  await t.test("a first tap shows it, a second follows the link", async (t) => {
    const page = await open(t, { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
    const quotation = page.locator("a.quotation").first();
    await quotation.tap();
    await page.locator(".who").waitFor({ state: "visible" });
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
