// The search over a thousand articles: what an answer loads, and how soon its first line is there.

import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import test from "node:test";

import { browser, build, host, temporaryFolder } from "./support.mjs";

const ARTICLES = 1000;
const MOST_BYTES = 100_000;
const MOST_MILLISECONDS = 50;

/** The limit for a machine that has other work as well: each of its programs gets a share of its time. */
const most = () => MOST_MILLISECONDS * Math.max(1, os.loadavg()[0] / os.cpus().length);

/** Numbers from 0 to 1, the same in every run. */
function numbers(seed) {
  let state = seed;
  return () => (state = (state * 1664525 + 1013904223) % 4294967296) / 4294967296;
}

/** A thousand articles in an invented vocabulary: few words are common and many rare, as in any language. */
function thousand(t) {
  const next = numbers(7);
  const pick = (list) => list[Math.floor(next() * list.length)];
  const syllables = ["ba", "dor", "fen", "gu", "hal", "ki", "lum", "mer", "no", "pra", "ri", "sto", "tal", "ven", "wo", "zan"];
  const word = (length) => Array.from({ length }, () => pick(syllables)).join("");
  const vocabulary = Array.from({ length: 6000 }, (_, rank) => word(rank < 200 ? 2 : 3));
  const some = (count) => Array.from({ length: count }, () => vocabulary[Math.floor(vocabulary.length * next() ** 3)]).join(" ");
  const name = () => [word(2), word(3)].map((part) => part[0].toUpperCase() + part.slice(1)).join(" ");
  const people = Array.from({ length: 300 }, name);
  const folder = temporaryFolder(t);
  fs.mkdirSync(path.join(folder, "content/articles"), { recursive: true });
  fs.writeFileSync(path.join(folder, "content/site.yaml"), "title: A thousand\n");
  for (let number = 0; number < ARTICLES; number += 1) {
    const paragraphs = Array.from({ length: 8 }, (_, place) =>
      place % 2
        ? `“The ${some(12)} went to ${some(4)},” said ${pick(people)}, a pilot.`
        : `On ${1 + (number % 28)} May ${2000 + (number % 25)} the council opened the ${some(10)}. It was ${some(30)}.`,
    );
    const head = `title: What ${some(4)} means\ndate: 20${10 + (number % 15)}-05-01\nsummary: Of ${some(12)}.\n`;
    fs.writeFileSync(path.join(folder, `content/articles/a-${number}.md`), `---\n${head}---\n\n${paragraphs.join("\n\n")}\n`);
  }
  return { folder, queries: [some(1), some(2), `the council ${some(1)}`, `what the ${some(3)}`, some(5), pick(people)] };
}

test("a search over a thousand articles", async (t) => {
  const { folder, queries } = thousand(t);
  const site = build(t, folder);
  const home = await host(t, site);
  const chrome = await browser(t);

  await t.test("has an index of few files", () => {
    const files = fs.readdirSync(path.join(site, "search"), { recursive: true }).filter((file) => file.endsWith(".js"));
    assert.ok(files.length < ARTICLES / 3, `${files.length} files`);
  });

  /** The search page in a browser that has nothing of the site, its box in focus, and a count of what the search has had sent. */
  async function opened() {
    const context = await chrome.newContext();
    const page = await context.newPage();
    const sent = { bytes: 0 };
    page.on("request", (request) => {
      const address = new URL(request.url()).pathname;
      if (address.includes("/search")) sent.bytes += fs.statSync(path.join(site, address)).size;
    });
    await page.goto(`${home}search/index.html`);
    await page.locator("#search").focus();
    await page.waitForTimeout(200);
    return { context, page, sent };
  }

  for (const query of queries) {
    await t.test(`“${query}” costs little and is answered at once`, async (t) => {
      const times = [];
      // Other work on the machine only ever makes an answer later, so the fastest of a few is what the site can do.
      for (let run = 0; run < 10 && !(times.at(-1) <= most()); run += 1) {
        const { context, page, sent } = await opened();
        times.push(
          await page.evaluate(
            (query) =>
              new Promise((done) => {
                const list = document.querySelector("[role=listbox]");
                const input = document.querySelector("#search");
                const begin = performance.now();
                const seen = () => list.querySelector(".found") && done(performance.now() - begin);
                new MutationObserver(seen).observe(list, { childList: true, subtree: true });
                input.value = query;
                input.dispatchEvent(new Event("input"));
              }),
            query,
          ),
        );
        await page.waitForTimeout(600);
        await context.close();
        assert.ok(sent.bytes <= MOST_BYTES, `${sent.bytes} bytes`);
        t.diagnostic(`${sent.bytes} bytes, ${times.at(-1).toFixed(0)} ms`);
      }
      assert.ok(Math.min(...times) <= most(), `${times.map(Math.round).join(", ")} ms, of ${Math.round(most())}`);
    });
  }

  const typed = queries.find((query) => query.split(" ").length === 5);
  await t.test(`“${typed}” letter by letter costs no more, and no letter waits`, async (t) => {
    // By letter, the soonest of a few runs that a first result stood there.
    let soonest = [];
    for (let run = 0; run < 5 && !(Math.max(...soonest) <= most() && run); run += 1) {
      const { context, page, sent } = await opened();
      await page.evaluate(() => {
        const list = document.querySelector("[role=listbox]");
        const times = (window.times = []);
        let pressed = 0;
        document.querySelector("#search").addEventListener("input", () => (pressed = performance.now()), true);
        new MutationObserver(() => {
          if (!list.querySelector(".found")) return;
          times[document.querySelector("#search").value.length] ??= performance.now() - pressed;
        }).observe(list, { childList: true, subtree: true });
      });
      await page.keyboard.type(typed, { delay: 120 });
      await page.waitForTimeout(1000);
      const times = await page.evaluate(() => [...window.times].slice(2).map((time) => time ?? Infinity));
      await context.close();
      assert.ok(sent.bytes <= MOST_BYTES, `${sent.bytes} bytes`);
      assert.equal(times.length, typed.length - 1, "the last letter is answered");
      soonest = times.map((time, letter) => Math.min(time, soonest[letter] ?? Infinity));
      t.diagnostic(`${sent.bytes} bytes, ${Math.max(...times).toFixed(0)} ms at most`);
    }
    assert.ok(Math.max(...soonest) <= most(), `${soonest.map(Math.round).join(", ")} ms, of ${Math.round(most())}`);
  });
});
