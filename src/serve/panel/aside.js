// The review panel, part of the preview only: the panel on a page of the site.

import { current, go, load, page, remember, view } from "./desk.js";
import { make } from "./elements.js";
import { focusIn, onKey } from "./keys.js";
import { onClick, paint, reveal } from "./marks.js";
import { everything, foot, question, trouble } from "./question.js";
import { article, base } from "./server.js";

let root = null;
const draw = () => {
  const item = current();
  const here = article ? view.items.length : view.total;
  const label = view.faults
    ? "review.yaml has a fault"
    : here
      ? article
        ? `${here} unsure here`
        : `${here} unsure`
      : article
        ? "Nothing unsure here"
        : "Nothing unsure";
  const toggle = (open) => {
    view.open = open;
    view.notice = "";
    if (!open) view.all = false;
    show();
    if (open) {
      load().then(() => {
        page.focus();
        reveal();
      });
    } else {
      root.querySelector(".bar button, .bar a")?.focus();
    }
  };
  if (!article || !view.open) {
    const bar = article
      ? [make("button", { class: "open", onclick: () => toggle(true) }, make("span", { class: `dot ${here || view.faults ? "unsure" : "confident"}` }), label)]
      : [];
    bar.push(make("a", { class: article ? "" : "open", href: base }, article ? `All ${view.total}` : label));
    root.querySelector(".host").replaceChildren(make("nav", { class: "bar", "aria-label": "Review" }, ...bar));
    return;
  }
  const head = make(
    "header",
    {},
    make("h1", { tabindex: "-1" }, label),
    make(
      "button",
      {
        class: "plain",
        "aria-pressed": String(view.all),
        onclick: () => {
          view.all = !view.all;
          view.at = view.all ? null : (view.items[0] || {}).id || null;
          load();
        },
      },
      "Everything",
    ),
    make("a", { href: base }, `All ${view.total}`),
    make("button", { class: "plain close", "aria-label": "Close", onclick: () => toggle(false) }, "✕"),
  );
  const body = item
    ? [
        view.all ? make("button", { class: "plain back", onclick: () => go(null) }, "← All that was found") : null,
        question(item),
      ]
    : [view.all ? everything() : make("p", { class: "done" }, "Nothing is unsure in this article.")];
  root.querySelector(".host").replaceChildren(
    make("aside", { class: "panel", "aria-label": "Review" }, head, trouble() || "", ...body.filter(Boolean), foot()),
  );
};

const show = () => {
  draw();
  paint();
  remember();
};

/** Puts the panel on the page, and keeps it up to date. */
export const showAside = () => {
  const style = make("link", { rel: "stylesheet", href: `${base}marks.css` });
  document.head.append(style);
  const host = make("div", { id: "nutgraf-review" });
  root = host.attachShadow({ mode: "open" });
  root.append(make("link", { rel: "stylesheet", href: `${base}panel.css` }), make("div", { class: "host" }));
  document.body.append(host);
  Object.assign(page, { show, focus: () => focusIn(root), reveal });
  root.querySelector(".host").addEventListener("keydown", (event) => onKey(root, event));
  document.addEventListener("click", onClick);
  // The script that reloads pages hears of changes, and tells them on.
  let last = null;
  document.addEventListener("nutgraf:state", ({ detail }) => {
    if (detail.questions !== last) load();
    last = detail.questions;
  });
  load().then(() => view.open && page.focus());
};
