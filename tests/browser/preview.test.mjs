// The preview: an edit shows by itself; a fault lies over the page until it is mended.

import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import test from "node:test";

import { browser, copySample, serve } from "./support.mjs";

const PATIENCE = { timeout: 20_000 };

test("preview", async (t) => {
  const folder = copySample(t);
  const article = path.join(folder, "content/articles/minsk-agreements.md");
  const text = fs.readFileSync(article, "utf8");
  const home = await serve(t, folder);
  const chrome = await browser(t);
  const page = await chrome.newPage();
  await page.goto(`${home}articles/minsk-agreements/`);

  await t.test("an edit shows without a touch of the browser", async () => {
    fs.writeFileSync(article, `${text}\nA sentence that was not there before.\n`);
    await page.getByText("A sentence that was not there before.").waitFor(PATIENCE);
  });

  await t.test("a fault lies over the page, which stays up, and goes when it is mended", async () => {
    fs.writeFileSync(article, text.replace("summary:", "sumary:"));
    const overlay = page.locator("#nutgraf-overlay");
    await overlay.waitFor(PATIENCE);
    const report = await overlay.evaluate((element) => element.shadowRoot.textContent);
    assert.match(report, /unknown-key/);
    assert.match(report, /content\/articles\/minsk-agreements\.md:\d+/);
    assert.match(report, /did you mean/);
    assert.match(await page.locator("main").innerText(), /A sentence that was not there before\./, "the last good page");

    await page.goto(home);
    await overlay.waitFor(PATIENCE);

    fs.writeFileSync(article, text);
    await overlay.waitFor({ state: "detached", ...PATIENCE });
    await page.goto(`${home}articles/minsk-agreements/`);
    assert.doesNotMatch(await page.locator("main").innerText(), /not there before/);
  });

  await t.test("a new article appears", async () => {
    fs.writeFileSync(
      path.join(folder, "content/articles/new.md"),
      "---\ntitle: Written while you watched\ndate: 2025-12-21\n---\n\nNothing more.\n",
    );
    await page.goto(home);
    await page.getByText("Written while you watched").first().waitFor(PATIENCE);
  });

  await t.test("a style sheet is exchanged while the page stays as it is", async () => {
    await page.goto(`${home}articles/minsk-agreements/`);
    const sheet = await page.evaluate(
      () => new URL(document.querySelector('link[rel~="stylesheet"]').href).pathname,
    );
    const own = path.join(folder, "static", sheet);
    fs.mkdirSync(path.dirname(own), { recursive: true });
    fs.writeFileSync(own, "body { outline: 3px solid rgb(1, 2, 3) }\n");
    const outlined = (colour) =>
      page.waitForFunction((colour) => getComputedStyle(document.body).outlineColor === colour, colour, PATIENCE);
    await outlined("rgb(1, 2, 3)");
    await page.evaluate(() => {
      window.stays = true;
    });
    fs.writeFileSync(own, "body { outline: 3px solid rgb(4, 5, 6) }\n");
    await outlined("rgb(4, 5, 6)");
    assert.ok(await page.evaluate(() => window.stays), "the page was not loaded again");
  });
});

test("pages turn to the article that was changed, if asked", async (t) => {
  const folder = copySample(t);
  const article = path.join(folder, "content/articles/minsk-agreements.md");
  const home = await serve(t, folder, ["--follow"]);
  const chrome = await browser(t);
  const [one, other] = [await chrome.newPage(), await chrome.newPage()];
  for (const page of [one, other]) await page.goto(home);
  fs.appendFileSync(article, "\nA sentence that was not there before.\n");
  for (const page of [one, other]) {
    await page.waitForURL(`${home}articles/minsk-agreements/`, PATIENCE);
    await page.getByText("A sentence that was not there before.").waitFor(PATIENCE);
  }

  // The page that shows it already stays where it is scrolled to.
  await one.evaluate(() => scrollTo(0, 400));
  fs.appendFileSync(article, "\nAnd another one.\n");
  await one.getByText("And another one.").waitFor(PATIENCE);
  assert.equal(await one.evaluate(() => Math.round(scrollY)), 400);
});
