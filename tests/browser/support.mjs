// What the tests share: the built sample site, a preview server, a browser, and an ear for what goes wrong in a page.

import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { chromium } from "playwright-core";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

const binary = process.env.NUTGRAF ?? path.join(root, "target/debug/nutgraf");

export const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The two widths at which the site is looked at, and both colour schemes. */
export const VIEWS = [360, 1440].flatMap((width) =>
  ["light", "dark"].map((colorScheme) => ({
    name: `${width} pixels, ${colorScheme}`,
    options: { viewport: { width, height: 900 }, colorScheme },
  })),
);

/** A folder that is gone after the test, even if a preview of it still writes. */
export function temporaryFolder(t) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "nutgraf-"));
  t.after(async () => {
    // All of it each time: what has been written since the last is not removed by asking again for the folder alone.
    for (let left = 50; ; left -= 1) {
      try {
        return fs.rmSync(folder, { recursive: true, force: true });
      } catch (error) {
        if (left === 0) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  });
  return folder;
}

/** Builds the site in `folder` into a folder of its own and returns that. */
export function build(t, folder) {
  const output = path.join(temporaryFolder(t), "public");
  const run = spawnSync(binary, ["build", folder, "--output", output], { encoding: "utf8" });
  if (run.status !== 0) throw new Error(`the site in ${folder} does not build:\n${run.stderr}`);
  return output;
}

/** Builds the sample site into a folder of its own and returns the folder. */
export const buildSample = (t) => build(t, root);

/** A copy of the sample site to edit. */
export function copySample(t) {
  const folder = temporaryFolder(t);
  for (const part of ["content", "templates", "static"]) {
    const from = path.join(root, part);
    if (fs.existsSync(from)) fs.cpSync(from, path.join(folder, part), { recursive: true });
  }
  return folder;
}

/** Addresses of all pages of a built site, relative to its root: `articles/x/`, the home page first. Those that only lead on are left out. */
export function pagesOf(output) {
  const files = fs.readdirSync(output, { recursive: true }).map((file) => file.split(path.sep).join("/"));
  return files
    .filter((file) => file.endsWith(".html") && !fs.readFileSync(path.join(output, file), "utf8").includes('http-equiv="refresh"'))
    .map((file) => file.replace(/(^|\/)index\.html$/, "$1"))
    .sort();
}

/** One page of each kind, for what takes too long to try on all. */
export function oneOfEach(pages) {
  const kinds = new Map();
  for (const page of pages) {
    // A topic has a timeline, and that has years: each is a kind of its own.
    const [section, name, ...below] = page.split("/").filter(Boolean);
    const kind = name ? [section, /^\d{4}$/.test(name) ? "year" : "*", ...below.map((part) => (/^\d{4}$/.test(part) ? "year" : part))].join("/") : page;
    if (!kinds.has(kind)) kinds.set(kind, page);
  }
  return [...kinds.values()];
}

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".png": "image/png",
  ".txt": "text/plain",
  ".xml": "application/xml",
};

/** Serves `folder` as any static host would, with `headers` on top; gives its address. */
export async function host(t, folder, headers = {}) {
  const server = http.createServer((request, response) => {
    const address = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const file = path.join(folder, address, address.endsWith("/") ? "index.html" : "");
    if (!fs.existsSync(file)) return response.writeHead(404).end();
    const type = TYPES[path.extname(file)] ?? "application/octet-stream";
    response.writeHead(200, { "content-type": type, ...headers });
    response.end(fs.readFileSync(file));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  return `http://127.0.0.1:${server.address().port}/`;
}

/** Starts `nutgraf serve` with `options` for the site in `folder` on a free port; gives its address. */
export async function serve(t, folder, options = []) {
  const child = spawn(binary, ["serve", folder, "--port", "0", "--color", "never", ...options], { stdio: ["ignore", "pipe", "pipe"] });
  t.after(() => child.kill("SIGKILL"));
  let said = "";
  return await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the preview did not start:\n${said}`)), 60_000);
    const listen = (chunk) => {
      said += chunk;
      const address = said.match(/http:\/\/[\d.:[\]a-z]+\//);
      if (address) {
        clearTimeout(timer);
        resolve(address[0]);
      }
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.on("exit", (status) => reject(new Error(`the preview ended with ${status}:\n${said}`)));
  });
}

/** The browser on this machine. */
export function executable() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const names = ["chromium", "chromium-browser", "google-chrome"];
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const found = names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find((file) => fs.existsSync(file));
  if (!found) throw new Error("no Chromium found: install it, or name it in CHROMIUM");
  return found;
}

/** A browser that is closed after the test. */
export async function browser(t) {
  const launched = await chromium.launch({ executablePath: executable(), args: FLAGS });
  t.after(() => launched.close());
  return launched;
}

/**
 * Notes everything that goes wrong in `page`: errors of scripts, messages in the console, failed requests, and any
 * request to another host than that of `home`.
 */
export function complaints(page, home) {
  const list = [];
  const origin = home.startsWith("file:") ? home : new URL(home).origin;
  page.on("pageerror", (error) => list.push(`script: ${error.message}`));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) list.push(`console: ${message.text()} at ${message.location().url}`);
  });
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !url.startsWith("data:")) list.push(`request to another place: ${url}`);
  });
  page.on("requestfailed", (request) => {
    // What is still under way when a page is left is cut off, and no fault.
    const reason = request.failure()?.errorText;
    if (reason !== "net::ERR_ABORTED") list.push(`failed: ${request.url()} ${reason}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) list.push(`${response.status()}: ${response.url()}`);
  });
  return list;
}

/** The address of a folder on the disk, with a slash at its end. */
export const fileUrl = (folder) => `${pathToFileURL(folder).href}/`;

/** How far the page is wider than its window, and the outermost elements that stick out. */
export function overflow(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const excess = document.documentElement.scrollWidth - width;
    if (excess <= 0) return null;
    const wide = [...document.body.querySelectorAll("*")]
      .filter((element) => element.getBoundingClientRect().right > width + 1)
      .slice(0, 3)
      .map((element) => `${element.tagName.toLowerCase()}.${element.className}`);
    return `${excess} pixels too wide: ${wide.join(", ")}`;
  });
}

/** Whether the element that the address names is in the window. */
export function targetIsVisible(page) {
  return page.evaluate(() => {
    const target = document.querySelector(":target");
    if (!target) return `nothing has the id ${location.hash}`;
    const box = target.getClientRects()[0];
    if (!box) return `${location.hash} is not shown`;
    const seen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    return seen ? null : `${location.hash} is outside of the window, at ${Math.round(box.top)}`;
  });
}

const axe = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Violations of WCAG 2.2 AA and of axe's best practices, a line each. */
export async function violations(page) {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const found = await window.axe.run(document, { runOnly: { type: "tag", values: tags } });
    return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(" ")).slice(0, 3).join("; ")}`);
  });
}
