// The review panel, part of the preview only: the page of the queue.

import { current, load, page, remember, view } from "./desk.js";
import { count, make } from "./elements.js";
import { focusIn, onKey } from "./keys.js";
import { entry, foot, question, stale, trouble } from "./question.js";

const show = () => {
  const item = current();
  document.title = view.total ? `Review (${view.total})` : "Review";
  document.getElementById("count").textContent = !view.loaded
    ? ""
    : view.total
      ? count(view.total, "thing is unsure", "things are unsure")
      : "Nothing is unsure";
  const main = document.getElementById("desk");
  const work = make(
    "div",
    { class: "work" },
    trouble(),
    item ? question(item) : view.loaded ? make("section", { class: "done" }, make("h2", { id: "nutgraf-ask", tabindex: "-1" }, "Nothing is unsure."), make("p", {}, "Whatever the site says of who said what, and when, is settled.")) : null,
    foot(),
    stale(),
  );
  const hidden = view.total - view.items.length;
  const more = hidden > 0 ? make("p", { class: "help" }, `${hidden} more come up as these are answered.`) : null;
  const list = view.items.length
    ? make("nav", { class: "list", "aria-label": "Open questions" }, make("ol", { class: "entries" }, ...view.items.map(entry)), more)
    : null;
  main.replaceChildren(work, ...(list ? [list] : []));
  remember();
};

/** Shows the queue, and keeps it up to date. */
export const showQueue = () => {
  Object.assign(page, { show, focus: () => focusIn(document) });
  document.addEventListener("keydown", (event) => onKey(document, event));
  const events = new EventSource("/_nutgraf/events");
  let last = null;
  events.addEventListener("message", (message) => {
    const { questions, stamp } = JSON.parse(message.data);
    const now = `${questions} ${stamp}`;
    // The first time too: something may have changed while the page was loading.
    if (now !== last) load();
    last = now;
  });
  addEventListener("pagehide", () => events.close());
  load().then(page.focus);
};
