// A fact is one click from the passage that supports it: links of the speaker pages and the timeline land on it.

import assert from "node:assert/strict";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";

import { browser, buildSample, complaints, fileUrl, oneOfEach, pagesOf, root, serve, targetIsVisible } from "./support.mjs";

/** The links below `main` of the page that lead to a passage of an article. */
const passages = (page) =>
  page.locator('main a[href*="articles/"][href*="#"]').evaluateAll((links) => [...new Set(links.map((link) => link.href))]);

test("passages", async (t) => {
  const output = buildSample(t);
  const pages = pagesOf(output);
  const speakers = pages.filter((address) => /^speakers\/[^/]+\/$/.test(address));
  const home = await serve(t, root);
  const chrome = await browser(t);

  for (const width of [360, 1440]) {
    await t.test(`every quotation of a speaker's page stands in its article, at ${width} pixels`, async (t) => {
      const context = await chrome.newContext({ viewport: { width, height: 900 }, reducedMotion: "reduce" });
      t.after(() => context.close());
      const page = await context.newPage();
      const faults = [];
      let followed = 0;
      for (const speaker of speakers) {
        await page.goto(home + speaker);
        for (const link of await passages(page)) {
          await page.goto(link);
          followed += 1;
          const fault = await targetIsVisible(page);
          if (fault) faults.push(`${speaker} → ${link}: ${fault}`);
        }
      }
      assert.deepEqual(faults, []);
      assert.ok(followed > 10, `only ${followed} links to passages`);
    });
  }

  await t.test("every event of the timeline stands in its article", async (t) => {
    const context = await chrome.newContext({ reducedMotion: "reduce" });
    t.after(() => context.close());
    const page = await context.newPage();
    await page.goto(`${home}timeline/`);
    const links = await passages(page);
    assert.ok(links.length > 10, `only ${links.length} events lead to a passage`);
    const faults = [];
    for (const link of links) {
      await page.goto(link);
      const fault = await targetIsVisible(page);
      if (fault) faults.push(`${link}: ${fault}`);
    }
    assert.deepEqual(faults, []);
  });

  await t.test("a reader clicks from the index to the words", async (t) => {
    const context = await chrome.newContext({ reducedMotion: "reduce" });
    t.after(() => context.close());
    const page = await context.newPage();
    await page.goto(`${home}speakers/`);
    await page.locator('main a[href*="volodymyr-zelenskyy"]').first().click();
    await page.waitForURL(/speakers\/volodymyr-zelenskyy\//);
    await page.locator('main a[href*="articles/"][href*="#"]').first().click();
    await page.waitForURL(/articles\/.*#/);
    assert.equal(await targetIsVisible(page), null);
    const marked = await page.evaluate(() => {
      const target = document.querySelector(":target");
      const style = getComputedStyle(target);
      const plain = getComputedStyle(target.parentElement);
      return style.backgroundColor !== plain.backgroundColor || style.outlineStyle !== "none" || style.boxShadow !== "none";
    });
    assert.ok(marked, "the passage looks like the rest of the text");
  });

  await t.test("the site works from the disk, and no link is dead", async (t) => {
    const context = await chrome.newContext({ reducedMotion: "reduce" });
    t.after(() => context.close());
    const page = await context.newPage();
    const disk = fileUrl(output);
    const found = complaints(page, disk);
    const faults = [];
    const ids = new Map();
    const links = [];
    // The page for missing addresses is shown at any depth, so it alone has links from the root of the host.
    for (const address of pages.filter((address) => address !== "404.html")) {
      found.length = 0;
      const here = disk + (address === "" || address.endsWith("/") ? `${address}index.html` : address);
      await page.goto(here);
      faults.push(...found.map((complaint) => `${address}: ${complaint}`));
      // Links in drawings have no plain `href` of their own.
      const all = await page.locator("a[href], link[href]").evaluateAll((all) => all.map((link) => new URL(link.getAttribute("href"), document.baseURI).href));
      links.push(...all.filter((link) => link.startsWith("file:")).map((link) => [address, link]));
      ids.set(here, new Set(await page.locator("[id]").evaluateAll((all) => all.map((one) => one.id))));
    }
    assert.ok(links.length > 500, `only ${links.length} links`);
    for (const [address, link] of links) {
      const [file, fragment] = link.replace(/\?.*$/, "").split("#");
      if (!fs.existsSync(fileURLToPath(file)) || file.endsWith("/")) faults.push(`${address}: ${link} leads nowhere`);
      else if (fragment && !ids.get(file)?.has(decodeURIComponent(fragment))) faults.push(`${address}: ${link} has no such place`);
    }
    assert.deepEqual(faults, []);

    await page.goto(`${disk}index.html`);
    await page.locator('main a[href*="articles/"]').first().click();
    await page.waitForLoadState();
    assert.ok((await page.locator("main h1").innerText()).length > 5, "a click on the home page leads to an article");
  });

  await t.test("the site works below any path", async (t) => {
    const server = http.createServer((request, response) => {
      const [, address] = request.url.match(/^\/some\/where\/([^?]*)/) ?? [];
      const file = address === undefined ? "" : path.join(output, address.endsWith("/") || !address ? `${address}index.html` : address);
      const type = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml" }[path.extname(file)];
      if (!fs.existsSync(file) || !fs.statSync(file).isFile()) return response.writeHead(404).end();
      response.writeHead(200, type ? { "content-type": type } : {}).end(fs.readFileSync(file));
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    t.after(() => server.close());
    const context = await chrome.newContext();
    t.after(() => context.close());
    const page = await context.newPage();
    const below = `http://127.0.0.1:${server.address().port}/some/where/`;
    const found = complaints(page, below);
    for (const address of oneOfEach(pages).filter((address) => address !== "404.html")) {
      await page.goto(below + address);
      const strays = await page
        .locator("a[href]")
        .evaluateAll((all, below) => all.map((link) => new URL(link.getAttribute("href"), document.baseURI).href).filter((link) => link.startsWith(location.origin) && !link.startsWith(below)), below);
      found.push(...strays.map((link) => `${address}: ${link} leaves the site`));
    }
    assert.deepEqual(found, []);
  });
});
