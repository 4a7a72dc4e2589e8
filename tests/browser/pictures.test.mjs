// Pictures: the browser takes the size that it needs, what is seen first comes first, and nothing moves.

import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import test from "node:test";
import zlib from "node:zlib";

import { browser, build, complaints, host, overflow, temporaryFolder } from "./support.mjs";

/** A PNG with a texture, as a photograph has one. */
function photograph(width, height) {
  const rows = Buffer.alloc((width * 3 + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * (width * 3 + 1) + 1 + x * 3;
      rows[at] = x / 8;
      rows[at + 1] = y / 6;
      rows[at + 2] = (Math.imul(x, 2654435761) ^ Math.imul(y, 40503)) >>> 24;
    }
  }
  const chunk = (name, data) => {
    const whole = Buffer.concat([Buffer.from(name), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(zlib.crc32(whole));
    return Buffer.concat([length, whole, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const parts = [chunk("IHDR", head), chunk("IDAT", zlib.deflateSync(rows, { level: 1 })), chunk("IEND", Buffer.alloc(0))];
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), ...parts]);
}

function site(t) {
  const folder = temporaryFolder(t);
  const article = path.join(folder, "content/articles/quay");
  fs.mkdirSync(article, { recursive: true });
  fs.writeFileSync(path.join(folder, "content/site.yaml"), "title: The Harbour Desk\n");
  const text = Array.from({ length: 40 }, (_, number) => `Paragraph ${number} tells of the tide, of the quay and of what the pilots do all day long.`).join("\n\n");
  fs.writeFileSync(
    path.join(article, "index.md"),
    `---\ntitle: The quay\ndate: 2025-06-02\nimage: {src: quay.png, alt: The empty quay, caption: No ship since May., credit: Edda Sample}\n---\n\n${text}\n\n![A crane](crane.png "Crane No. 3")\n`,
  );
  fs.writeFileSync(path.join(article, "quay.png"), photograph(1800, 1000));
  fs.writeFileSync(path.join(article, "crane.png"), photograph(1200, 800));
  return build(t, folder);
}

test("pictures", async (t) => {
  const output = site(t);
  const home = await host(t, output);
  const chrome = await browser(t);
  for (const [width, most] of [
    [360, 480],
    [1440, 1600],
  ]) {
    await t.test(`a window of ${width} pixels loads no larger picture than it shows`, async (t) => {
      const context = await chrome.newContext({ viewport: { width, height: 800 } });
      t.after(() => context.close());
      const page = await context.newPage();
      const found = complaints(page, home);
      const loaded = [];
      page.on("request", (request) => request.resourceType() === "image" && loaded.push(request.url()));
      await page.addInitScript(() => {
        window.moved = 0;
        new PerformanceObserver((list) => list.getEntries().forEach((entry) => (window.moved += entry.value))).observe({ type: "layout-shift", buffered: true });
      });
      await page.goto(`${home}articles/quay/index.html`, { waitUntil: "load" });
      const lead = await page.locator(".lead img").evaluate((image) => image.currentSrc);
      assert.match(lead, new RegExp(`pictures/quay-[0-9a-f]+-${most}\\.webp$`));
      assert.ok(!loaded.some((url) => url.includes("crane")), `what is far below waits: ${loaded}`);
      assert.equal(await overflow(page), null);
      const crane = page.locator("img[alt='A crane']");
      await crane.scrollIntoViewIfNeeded();
      await page.waitForFunction(() => document.querySelector("img[alt='A crane']").complete);
      assert.match(await crane.evaluate((image) => image.currentSrc), /pictures\/crane-[0-9a-f]+-\d+\.webp$/);
      assert.equal(await page.evaluate(() => window.moved), 0);
      await page.goto(`${home}index.html`, { waitUntil: "load" });
      assert.match(await page.locator(".top-story img").evaluate((image) => image.currentSrc), /pictures\/quay-[0-9a-f]+-\d+\.webp$/);
      assert.equal(await page.evaluate(() => window.moved), 0);
      assert.deepEqual(found, []);
    });
  }
});
