// Lighthouse on an article, as a telephone on a slow line would load it: 100 in every category.

import assert from "node:assert/strict";
import test from "node:test";

import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

import { FLAGS, buildSample, executable, host } from "./support.mjs";

const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];

test("an article has 100 in every category of Lighthouse", { timeout: 180_000 }, async (t) => {
  const home = await host(t, buildSample(t));
  const chrome = await launch({ chromePath: executable(), chromeFlags: ["--headless=new", ...FLAGS], logLevel: "silent" });
  t.after(() => chrome.kill());
  const options = { port: chrome.port, output: "json", logLevel: "silent", onlyCategories: CATEGORIES };
  const run = async () => (await lighthouse(`${home}articles/minsk-agreements/`, options)).lhr;
  let report = await run();
  const score = (name) => Math.round(report.categories[name].score * 100);
  // The clock of a busy machine is no fault of the page: speed, and speed alone, gets a second try.
  if (score("performance") < 100) report = await run();
  t.diagnostic(CATEGORIES.map((name) => `${name} ${score(name)}`).join(", "));
  const faults = CATEGORIES.filter((name) => score(name) < 100).map((name) => {
    const weighed = report.categories[name].auditRefs.filter((one) => one.weight > 0);
    const lost = weighed.map((one) => report.audits[one.id]).filter((audit) => audit.score !== null && audit.score < 1);
    return `${name} ${score(name)}: ${lost.map((audit) => `${audit.title} (${audit.displayValue ?? ""})`).join("; ")}`;
  });
  assert.deepEqual(faults, []);
});
