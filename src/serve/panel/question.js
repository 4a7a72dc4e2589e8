// The review panel, part of the preview only: a question with its answers, and what stands around it.

import { alike, answer, go, rejectAll, remember, step, type, undo, view } from "./desk.js";
import { capital, count, cut, key, make } from "./elements.js";
import { isQueue, request } from "./server.js";

const passage = (item) => {
  const quote = make("blockquote", { class: "passage", tabindex: "0", "aria-label": "The passage" });
  for (const [text, isMarked] of item.parts) {
    text.split("\n").forEach((line, number) => {
      if (number) quote.append(make("br"), make("br"));
      quote.append(isMarked ? make("mark", {}, line) : line);
    });
  }
  return quote;
};

const names = make("datalist", { id: "nutgraf-names" });
let asked = 0;
const complete = async (begun) => {
  const number = ++asked;
  const found = begun.trim() ? await request(`names?begun=${encodeURIComponent(begun)}`) : [];
  if (number !== asked || found.error) return;
  names.replaceChildren(...Object.values(found).filter((name) => typeof name === "string").map((value) => make("option", { value })));
};

const STATES = {
  confident: "settled by the text",
  unsure: "unsure",
  confirmed: "confirmed",
  corrected: "corrected",
  rejected: "rejected",
};
const badge = (state) => make("span", { class: `badge ${state}` }, STATES[state] || state);

const typing = (item) => {
  const isDate = item.takes === "date";
  const draft = view.draft && view.draft.id === item.id ? view.draft.text : "";
  const input = make("input", {
    id: "nutgraf-own",
    type: "text",
    autocomplete: "off",
    spellcheck: "false",
    maxlength: "200",
    value: draft,
    list: isDate ? null : "nutgraf-names",
    "aria-describedby": isDate ? "nutgraf-own-help" : null,
    oninput: () => {
      view.draft = { id: item.id, text: input.value };
      remember();
      if (!isDate) complete(input.value);
    },
  });
  return make(
    "form",
    {
      class: "own",
      onsubmit: (event) => {
        event.preventDefault();
        type(input.value);
      },
    },
    make("label", { for: "nutgraf-own" }, key(isDate ? "d" : "n"), isDate ? "Another date" : "Somebody else"),
    make("span", { class: "row" }, input, make("button", { class: "plain" }, "Answer")),
    isDate ? make("span", { class: "help", id: "nutgraf-own-help" }, "2025-12-04, 2025-12 or 2025") : names,
  );
};

export const question = (item) => {
  const at = view.items.findIndex((other) => other.id === item.id);
  const place = at >= 0 ? `${at + 1} of ${isQueue ? view.total : view.items.length}` : null;
  const candidates = item.candidates.map((candidate, number) =>
    make(
      "li",
      {},
      make(
        "button",
        { class: "answer", onclick: () => answer({ candidate: number }, candidate.label) },
        key(String(number + 1)),
        make("span", { class: "label" }, candidate.label),
        candidate.evidence.length ? make("span", { class: "evidence" }, candidate.evidence.join(" · ")) : null,
      ),
    ),
  );
  const title = isQueue
    ? make("a", { href: `/articles/${encodeURIComponent(item.article)}/` }, item.title)
    : make("span", {}, `line ${item.line}`);
  return make(
    "section",
    { class: "question", "aria-labelledby": "nutgraf-ask" },
    make("p", { class: "place" }, badge(item.state), place ? make("span", {}, place) : null, title),
    make("h2", { id: "nutgraf-ask", tabindex: "-1" }, item.ask),
    isQueue ? passage(item) : make("p", { class: "words" }, cut(item.words, 220)),
    isQueue ? make("p", { class: "file" }, make("code", {}, `${item.file}:${item.line}`)) : null,
    item.decided ? make("p", { class: "help" }, `Decided in review.yaml: ${item.decided}`) : null,
    item.settles > 1 ? make("p", { class: "help" }, `Settles ${item.settles} quotations.`) : null,
    candidates.length ? make("ol", { class: "answers" }, ...candidates) : null,
    typing(item),
    make(
      "p",
      { class: "more" },
      item.nothing ? make("button", { class: "plain nothing", onclick: () => answer("nothing", item.nothing) }, key("x"), capital(item.nothing)) : null,
      item.nothing && at >= 0 && alike(item).length > 1
        ? make("button", { class: "plain", onclick: rejectAll }, key("X"), `Nor the others of this article (${alike(item).length})`)
        : null,
      view.items.length > 1 && at >= 0 ? make("button", { class: "plain", onclick: () => step(1) }, key("s"), "Skip") : null,
    ),
  );
};

export const trouble = () => {
  const report = view.report || view.faults;
  if (!report) return null;
  return make(
    "section",
    { class: "trouble", "aria-label": "Faults of review.yaml" },
    make("p", {}, make("strong", {}, "content/review.yaml has to be mended first."), " Until then nothing is written."),
    make("pre", { tabindex: "0" }, report.trim()),
  );
};

export const stale = () =>
  view.stale.length
    ? make(
        "details",
        { class: "stale" },
        make("summary", {}, count(view.stale.length, "decision does not hold any more", "decisions do not hold any more")),
        make("ul", {}, ...view.stale.map((line) => make("li", {}, line))),
      )
    : null;

export const foot = () =>
  make(
    "div",
    { class: "foot" },
    make("p", { class: "notice", role: "status" }, view.notice),
    view.undo
      ? make(
          "button",
          { class: "plain undo", onclick: undo },
          key("u"),
          "Take back: ",
          make("span", { class: "about" }, `${view.undo.answer} for “${cut(view.undo.about, 48)}”`),
        )
      : null,
  );

export const entry = (item) =>
  make(
    "li",
    {},
    make(
      "button",
      { class: "entry", "aria-current": item.id === view.at ? "true" : null, onclick: () => go(item.id) },
      make("span", { class: "label" }, cut(item.words, 90)),
      make(
        "span",
        { class: "evidence" },
        [item.ask, isQueue ? item.title : null].filter(Boolean).join(" · "),
      ),
    ),
  );

const KINDS = { quotation: "Quotations", date: "Dates", event: "Events" };
export const everything = () => {
  const groups = Object.entries(KINDS).map(([kind, name]) => {
    const items = (view.findings || []).filter((item) => item.kind === kind);
    if (!items.length) return null;
    const rows = items.map((item) => {
      const says = item.state === "rejected" ? item.nothing : item.candidates[0]?.label || "nobody";
      return make(
        "li",
        {},
        make(
          "button",
          { class: "entry", onclick: () => go(item.id) },
          make("span", { class: "label" }, cut(item.words, 90)),
          make("span", { class: "evidence" }, badge(item.state), says),
        ),
      );
    });
    return make("section", {}, make("h2", { class: "group" }, `${name} (${items.length})`), make("ul", { class: "entries" }, ...rows));
  });
  return make("div", { class: "everything" }, ...groups);
};
