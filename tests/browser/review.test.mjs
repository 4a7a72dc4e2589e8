// The review panel: a queue, marks on articles, answers by mouse and keyboard, and everything that must not get through.

import assert from "node:assert/strict";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import test from "node:test";

import { VIEWS, browser, complaints, overflow, serve, temporaryFolder, violations } from "./support.mjs";

const PATIENCE = { timeout: 20_000 };

const ARTICLE = `---
title: Dock fees
date: 2025-12-04
summary: Fees.
---

Olga Example is a harbour pilot. Jan Kowal is the mayor.

“Nobody asked the crews,” they said.

“The quay will be closed for good,” they added.

“We have sent the letter,” said Jan Kowal. The old quay was closed on Tuesday.
`;

/** A site of one article with open questions. */
function site(t) {
  const folder = temporaryFolder(t);
  fs.mkdirSync(path.join(folder, "content/articles"), { recursive: true });
  fs.writeFileSync(path.join(folder, "content/site.yaml"), "title: The Quay\n");
  const article = path.join(folder, "content/articles/dock-fees.md");
  fs.writeFileSync(article, ARTICLE);
  const file = path.join(folder, "content/review.yaml");
  const decisions = () => (fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "");
  return { folder, article, file, decisions };
}

const QUEUE = "_nutgraf/review/";
const count = (page, text) => page.locator("#count", { hasText: text }).waitFor(PATIENCE);
const notice = (page, text) => page.locator(".notice", { hasText: text }).waitFor(PATIENCE);
const saved = async (decisions, holds) => {
  for (let tries = 0; tries < 200 && !holds(decisions()); tries += 1) await new Promise((next) => setTimeout(next, 50));
  assert.ok(holds(decisions()), decisions());
};

test("the queue", async (t) => {
  const { folder, decisions } = site(t);
  const home = await serve(t, folder);
  const chrome = await browser(t);
  const page = await chrome.newPage();
  const wrong = complaints(page, home);
  await page.goto(home + QUEUE);
  await count(page, "2 things are unsure");

  await t.test("a digit answers, the file is written, and the next question comes up", async () => {
    await page.getByRole("heading", { name: "Who said this?" }).waitFor(PATIENCE);
    assert.match(await page.locator(".passage mark").innerText(), /Nobody asked the crews/);
    const first = await page.locator(".answer .label").first().innerText();
    await page.keyboard.press("1");
    await count(page, "1 thing is unsure");
    assert.ok(decisions().includes(`speaker: ${first}`), decisions());
    assert.match(await page.locator(".passage mark").innerText(), /closed for good/);
  });

  await t.test("u takes it back and its question is open again", async () => {
    await page.keyboard.press("u");
    await notice(page, "Taken back");
    await count(page, "2 things are unsure");
    assert.ok(!decisions().includes("speaker:"), decisions());
  });

  await t.test("a name can be typed, and known ones are offered", async () => {
    await page.locator(".entry").first().click();
    await page.keyboard.press("n");
    await page.keyboard.type("Jan");
    await page.locator('#nutgraf-names option[value="Jan Kowal"]').waitFor({ state: "attached", ...PATIENCE });
    await page.keyboard.press("Control+A");
    await page.keyboard.type("Tom Rower");
    await page.keyboard.press("Enter");
    await count(page, "1 thing is unsure");
    assert.ok(decisions().includes("speaker: Tom Rower"), decisions());
  });

  await t.test("X says so of all that are alike, and u takes them back one by one", async () => {
    await page.keyboard.press("u");
    await count(page, "2 things are unsure");
    await page.keyboard.press("X");
    await count(page, "Nothing is unsure");
    assert.equal(decisions().match(/speaker: none/g).length, 2, decisions());
    await page.keyboard.press("u");
    await count(page, "1 thing is unsure");
  });

  await t.test("x says that it is nobody, and the end is told", async () => {
    await page.keyboard.press("x");
    await page.getByRole("heading", { name: "Nothing is unsure." }).waitFor(PATIENCE);
    assert.ok(decisions().includes("speaker: none"), decisions());
  });

  assert.deepEqual(wrong, []);
});

test("marks on the page of an article", async (t) => {
  const { folder, decisions } = site(t);
  const home = await serve(t, folder);
  const chrome = await browser(t);
  const page = await chrome.newPage({ viewport: { width: 1440, height: 900 } });
  const wrong = complaints(page, home);
  await page.goto(`${home}articles/dock-fees/`);
  const chips = page.locator(".nutgraf-chip");
  await chips.first().waitFor(PATIENCE);

  await t.test("what is unsure is marked, and nothing else", async () => {
    assert.equal(await chips.count(), 2);
    const marked = await page.evaluate(() => [...CSS.highlights.get("nutgraf-unsure")].map(String));
    assert.deepEqual(marked.sort(), ["“Nobody asked the crews,”", "“The quay will be closed for good,”"].sort());
    assert.match(await chips.first().getAttribute("aria-label"), /Unsure\. Who said this\?/);
  });

  await t.test("a mark opens its question with the keyboard, and an answer updates the page at once", async () => {
    await chips.nth(1).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Who said this?" }).waitFor(PATIENCE);
    assert.match(await page.locator(".words").innerText(), /closed for good/);
    await page.locator(".answer", { hasText: "Olga Example" }).click();
    await page.waitForFunction(() => document.querySelectorAll(".nutgraf-chip").length === 1, null, PATIENCE);
    assert.ok(decisions().includes("speaker: Olga Example"), decisions());
    // The site is built anew, and the page shows who said it; the panel stays open through the reload.
    await page.locator(".voices", { hasText: "Olga Example" }).waitFor(PATIENCE);
    await page.locator(".panel").waitFor(PATIENCE);
  });

  await t.test("Escape closes the panel", async () => {
    await page.locator(".panel").getByRole("heading", { name: "Who said this?" }).focus();
    await page.keyboard.press("Escape");
    await page.locator(".bar").waitFor(PATIENCE);
  });

  const everything = async (words) => {
    await page.locator(".bar .open").click();
    await page.getByRole("button", { name: "Everything" }).click();
    await page.locator(".entry", { hasText: words }).first().click();
  };

  await t.test("what the text settles can be given to somebody else", async () => {
    await everything("We have sent the letter");
    await page.locator(".answer", { hasText: "Olga Example" }).click();
    await saved(decisions, (text) => /We have sent the letter,”[^-]*speaker: Olga Example/.test(text));
    await page.locator(".panel .close").click();
  });

  await t.test("a date can be set right, and said to be none", async () => {
    await page.waitForLoadState();
    await everything(/^Tuesday/);
    await page.getByRole("heading", { name: "Does this mean 2025-12-02?" }).waitFor(PATIENCE);
    await page.keyboard.press("d");
    await page.keyboard.type("2025-11-25");
    await page.keyboard.press("Enter");
    await saved(decisions, (text) => /date: Tuesday[^-]*is: 2025-11-25/.test(text));
    await page.locator('time[datetime="2025-11-25"]').first().waitFor(PATIENCE);
    await page.locator(".panel .close").click();
    await everything(/^Tuesday/);
    await page.getByRole("button", { name: "No date" }).click();
    await saved(decisions, (text) => /date: Tuesday[^-]*is: none/.test(text) && !text.includes("2025-11-25"));
    await page.waitForFunction(() => !document.querySelector('time[datetime="2025-11-25"]'), null, PATIENCE);
  });

  assert.deepEqual(wrong, []);
});

test("it looks well and can be used by all", async (t) => {
  const { folder } = site(t);
  const home = await serve(t, folder);
  const chrome = await browser(t);
  for (const { name, options } of VIEWS) {
    await t.test(name, async () => {
      const page = await chrome.newPage(options);
      const wrong = complaints(page, home);
      await page.goto(home + QUEUE);
      await page.locator(".question").waitFor(PATIENCE);
      assert.equal(await overflow(page), null);
      assert.deepEqual(await violations(page), []);
      await page.goto(`${home}articles/dock-fees/`);
      await page.locator(".nutgraf-chip").first().click();
      await page.locator(".panel .question").waitFor(PATIENCE);
      assert.equal(await overflow(page), null);
      assert.deepEqual(await violations(page), []);
      await page.getByRole("button", { name: "Everything" }).click();
      await page.locator(".everything").waitFor(PATIENCE);
      assert.deepEqual(await violations(page), []);
      for (const box of await page.locator(".panel button, .panel a, .nutgraf-chip").all()) {
        const { width, height } = await box.boundingBox();
        assert.ok(width >= 24 && height >= 24, `${await box.innerText()} is ${width} by ${height}`);
      }
      assert.deepEqual(wrong, []);
      await page.close();
    });
  }
});

test("two windows, and hands on the files", async (t) => {
  const { folder, article, file, decisions } = site(t);
  const home = await serve(t, folder);
  const chrome = await browser(t);
  const [one, two] = [await chrome.newPage(), await chrome.newPage()];
  await one.goto(home + QUEUE);
  await count(one, "2 things are unsure");

  await t.test("an answer to what another window has decided is refused, and the page catches up", async () => {
    await two.goto(home + QUEUE);
    await count(two, "2 things are unsure");
    // The second window does not hear of what happens.
    await two.route("**/_nutgraf/review/questions*", (route) => route.abort());
    await one.keyboard.press("1");
    await count(one, "1 thing is unsure");
    const before = decisions();
    await two.keyboard.press("2");
    await notice(two, /decided meanwhile|not open any more|does not answer/);
    assert.equal(decisions(), before);
    await two.unroute("**/_nutgraf/review/questions*");
    await two.reload();
    await count(two, "1 thing is unsure");
  });

  await t.test("lines written by hand meanwhile stay", async () => {
    fs.appendFileSync(file, "# A note by hand.\n");
    await one.keyboard.press("x");
    await count(one, "Nothing is unsure");
    assert.ok(decisions().includes("# A note by hand.") && decisions().includes("speaker: none"), decisions());
    await one.keyboard.press("u");
    await count(one, "1 thing is unsure");
  });

  await t.test("an article edited meanwhile: the answer is refused and the reason given", async () => {
    await two.reload();
    await two.locator(".question").waitFor(PATIENCE);
    const before = decisions();
    await two.route("**/_nutgraf/review/questions*", (route) => route.abort());
    fs.writeFileSync(article, ARTICLE.replace("closed for good", "closed for a year").replace("asked the crews", "told the crews"));
    await two.keyboard.press("1");
    await notice(two, /changed meanwhile|not open any more|does not answer/);
    assert.equal(decisions(), before);
    await two.unroute("**/_nutgraf/review/questions*");
    await one.getByText("1 decision does not hold any more").click();
    assert.match(await one.locator(".stale li").innerText(), /^content\/review\.yaml:\d+: .*asked the crews.*do not stand in/);
    fs.writeFileSync(article, ARTICLE);
    await one.locator(".stale").waitFor({ state: "detached", ...PATIENCE });
    await count(one, "1 thing is unsure");
  });

  await t.test("a broken file is shown, and nothing is written until it is mended", async () => {
    const good = decisions();
    const bad = `${good}articles: [\n`;
    fs.writeFileSync(file, bad);
    const report = one.locator(".trouble pre");
    await report.waitFor(PATIENCE);
    assert.match(await report.innerText(), /content\/review\.yaml:\d+/);
    await one.keyboard.press("1");
    await one.locator(".notice", { hasText: "mended first" }).waitFor(PATIENCE);
    assert.equal(decisions(), bad);
    fs.writeFileSync(file, good);
    await report.waitFor({ state: "detached", ...PATIENCE });
    await one.keyboard.press("1");
    await count(one, "Nothing is unsure");
  });
});

test("another site can't answer, read, or frame the panel", async (t) => {
  const { folder, decisions } = site(t);
  const home = await serve(t, folder);
  const panel = home + QUEUE;
  const chrome = await browser(t);
  const own = await chrome.newPage();
  await own.goto(panel);
  await own.locator(".question").waitFor(PATIENCE);
  const seen = await own.evaluate(async () => {
    const token = document.querySelector("script[data-token]").dataset.token;
    const { items } = await (await fetch("questions", { headers: { "X-Nutgraf-Token": token } })).json();
    return { token, item: items[0] };
  });
  // Even with all that it could ever know, an attacker's page gets nowhere.
  const body = JSON.stringify({ id: seen.item.id, version: seen.item.version, article: "dock-fees", answer: { name: "Mallory" } });
  const attack = http.createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/html" });
    response.end(`<!doctype html><title>Evil</title>
      <form method="post" enctype="text/plain" action="${panel}answer"><input name='${body.slice(0, -1)},"x":"' value='"}'></form>
      <iframe src="${panel}"></iframe><script src="${panel}questions"></script>`);
  });
  await new Promise((resolve) => attack.listen(0, "127.0.0.1", resolve));
  t.after(() => attack.close());
  const evil = await chrome.newPage();
  await evil.goto(`http://127.0.0.1:${attack.address().port}/`);

  await t.test("with fetch", async () => {
    const tries = await evil.evaluate(
      async ([address, body, token]) => {
        const attempt = async (options) => {
          try {
            const reply = await fetch(address, { method: "POST", body, ...options });
            return reply.type === "opaque" ? "opaque" : reply.status;
          } catch {
            return "blocked";
          }
        };
        return [
          await attempt({ headers: { "Content-Type": "application/json", "X-Nutgraf-Token": token } }),
          await attempt({ headers: { "Content-Type": "application/json" } }),
          await attempt({ headers: { "Content-Type": "text/plain" } }),
          await attempt({ mode: "no-cors" }),
          navigator.sendBeacon(address, new Blob([body], { type: "text/plain" })) && "sent",
        ];
      },
      [`${panel}answer`, body, seen.token],
    );
    assert.deepEqual(tries.slice(0, 3), ["blocked", "blocked", "blocked"]);
    assert.equal(decisions(), "");
  });

  await t.test("by reading", async () => {
    const read = await evil.evaluate(async ([address, token]) => {
      try {
        return await (await fetch(address, { headers: { "X-Nutgraf-Token": token } })).text();
      } catch {
        return "blocked";
      }
    }, [`${panel}questions`, seen.token]);
    assert.equal(read, "blocked");
  });

  await t.test("in a frame", async () => {
    const frame = evil.frames().find((frame) => frame !== evil.mainFrame());
    assert.equal(await frame?.locator(".question").count(), 0);
  });

  await t.test("with a form", async () => {
    const [reply] = await Promise.all([
      evil.waitForResponse(`${panel}answer`, PATIENCE),
      evil.evaluate(() => document.querySelector("form").submit()),
    ]);
    assert.equal(reply.status(), 403);
    assert.equal(decisions(), "");
  });
});
