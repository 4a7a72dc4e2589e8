// The review panel, part of the preview only: what a page knows of the server, and how it asks.

const script = document.querySelector('script[src$="/_nutgraf/review/panel.js"]');
const token = script.dataset.token;

/** Whether this is the page of the queue. */
export const isQueue = script.dataset.page === "queue";
/** Address of the panel. */
export const base = new URL(".", script.src).pathname;
/** Slug of the article that this page shows. */
export const article = isQueue ? null : (location.pathname.match(/\/articles\/([^/]+)\/(?:index\.html)?$/) || [])[1] || null;

/** Asks for `path`, or sends `body` to it. What goes wrong comes back as `error`. */
export const request = async (path, body) => {
  const headers = { "X-Nutgraf-Token": token };
  if (body) headers["Content-Type"] = "application/json";
  let response;
  try {
    response = await fetch(base + path, {
      method: body ? "POST" : "GET",
      headers,
      body: body && JSON.stringify(body),
    });
  } catch {
    return { error: "The preview does not answer. Is `nutgraf serve` still running?" };
  }
  const text = await response.text();
  if ((response.headers.get("Content-Type") || "").startsWith("application/json")) {
    return { status: response.status, ...JSON.parse(text) };
  }
  return { status: response.status, error: `Not done: ${text}.` };
};
