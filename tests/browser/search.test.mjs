// The search: what it finds, by keyboard, from a server and from the disk, under a strict policy, and what it loads.

import assert from "node:assert/strict";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import test from "node:test";

import { browser, build, buildSample, complaints, fileUrl, overflow, serve, root, temporaryFolder } from "./support.mjs";

const axe = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

async function ask(page, query) {
  await page.locator("#search").fill(query);
  await page.waitForFunction(() => document.querySelector("[data-search-status]").textContent !== "");
}
const groups = (page) => page.locator(".found-group > .label").allTextContents();

/** A site whose texts are known. */
function harbour(t) {
  const folder = temporaryFolder(t);
  const write = (name, text) => {
    const file = path.join(folder, "content", name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  };
  write("site.yaml", "title: Harbour\n");
  write("articles/cranes.md", "---\ntitle: Why the cranes stand still\ndate: 2025-06-02\ntopics: [Labour]\n---\n\n“The dredging never ended,” said Brónach Example, a harbour pilot. On 2 May 2025 the council closed the quay.\n");
  write("articles/ferries.md", "---\ntitle: Ferries, explained\ndate: 2025-06-03\n---\n\nThe ferries wait for the tide. “Nobody asked the crews,” said Edda Sample, a captain.\n");
  write("about.md", "---\ntitle: About the harbour desk\n---\n\nWho we are.\n");
  return folder;
}

test("search", async (t) => {
  const chrome = await browser(t);
  const site = build(t, harbour(t));

  await t.test("finds by kind, without accents, by beginnings and in spite of slips, from the disk", async (t) => {
    const page = await chrome.newPage();
    t.after(() => page.close());
    const found = complaints(page, fileUrl(site));
    await page.goto(`${fileUrl(site)}search/index.html`);
    for (const [query, text] of [
      ["bronach", "Brónach Example"],
      ["BRÓNACH", "Brónach Example"],
      ["bronach dredg", "The dredging never ended"],
      ["ferr", "Ferries, explained"],
      ["feries", "Ferries, explained"],
      ["council quay", "the quay"],
      ["labour", "Labour"],
      ["desk", "About the harbour desk"],
    ]) {
      await ask(page, query);
      await page.locator(".found", { hasText: text }).first().waitFor({ timeout: 3000 });
    }
    await ask(page, "bronach");
    await page.locator(".found.quoted").waitFor();
    assert.deepEqual(await groups(page), ["Speakers (1)", "Articles (1)", "Quotations (1)"]);
    await ask(page, "zzzzzz");
    await page.getByText("Nothing fits all of these words").waitFor();
    assert.equal(await page.locator(".found").count(), 0);
    assert.deepEqual(found, []);
  });

  await t.test("is worked by keyboard and leads to the passage", async (t) => {
    const page = await chrome.newPage();
    t.after(() => page.close());
    await page.goto(`${fileUrl(site)}index.html`);
    await page.keyboard.press("/");
    await page.waitForURL(/search\/index\.html/);
    await page.waitForFunction(() => document.activeElement?.id === "search");
    await page.keyboard.type("dredging");
    await page.locator(".found").first().waitFor();
    const input = page.locator("#search");
    assert.equal(await input.getAttribute("aria-expanded"), "true");
    await page.keyboard.press("ArrowDown");
    const active = await input.getAttribute("aria-activedescendant");
    assert.equal(await page.locator(`#${active}`).getAttribute("aria-selected"), "true");
    // What comes in later leaves the choice alone.
    const chosen = await page.locator(`#${active}`).getAttribute("href");
    await page.locator(".found.quoted").waitFor();
    const still = await input.getAttribute("aria-activedescendant");
    assert.equal(await page.locator(`#${still}`).getAttribute("href"), chosen);
    await page.keyboard.press("Escape");
    assert.equal(await input.getAttribute("aria-activedescendant"), null);
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await page.waitForURL(/articles\/cranes\/index\.html#q-/);
  });

  await t.test("fits a phone, is accessible and keeps to a strict policy", async (t) => {
    const home = await serve(t, root);
    for (const colorScheme of ["light", "dark"]) {
      const context = await chrome.newContext({ viewport: { width: 360, height: 800 }, colorScheme });
      t.after(() => context.close());
      const page = await context.newPage();
      const found = complaints(page, home);
      await page.route("**/search/", async (route) => {
        const response = await route.fetch();
        // The preview's own script apart, a page needs nothing but its own files.
        await route.fulfill({ response, headers: { ...response.headers(), "content-security-policy": "default-src 'self'" } });
      });
      await page.goto(`${home}search/?q=ceasefire`);
      await page.locator(".found").first().waitFor();
      assert.equal(await overflow(page), null);
      await page.keyboard.press("ArrowDown");
      assert.deepEqual(found, []);
      const context2 = await chrome.newContext({ viewport: { width: 360, height: 800 }, colorScheme });
      t.after(() => context2.close());
      const free = await context2.newPage();
      await free.goto(`${home}search/?q=ceasefire`);
      await free.locator(".found").first().waitFor();
      await free.evaluate(axe);
      const violations = await free.evaluate(async () => (await window.axe.run(document)).violations.map((one) => `${one.id}: ${one.nodes[0].target}`));
      assert.deepEqual(violations, []);
    }
  });

  await t.test("without JavaScript the page leads to the lists", async (t) => {
    const context = await chrome.newContext({ javaScriptEnabled: false });
    t.after(() => context.close());
    const page = await context.newPage();
    await page.goto(`${fileUrl(site)}search/index.html`);
    assert.equal(await page.locator("#search").isVisible(), false);
    await page.getByRole("link", { name: "All speakers" }).click();
    await page.waitForURL(/speakers\/index\.html/);
  });

  await t.test("a query loads little of the index", async (t) => {
    const sample = buildSample(t);
    const page = await chrome.newPage();
    t.after(() => page.close());
    let bytes = 0;
    page.on("request", (request) => {
      const name = request.url().split("?")[0];
      if (name.includes("/search")) bytes += fs.statSync(new URL(name)).size;
    });
    await page.goto(`${fileUrl(sample)}search/index.html?q=putin`);
    await page.locator(".found").first().waitFor();
    assert.ok(bytes < 100_000, `${bytes} bytes`);
  });
});
