// The review panel, part of the preview only: marks in the text of an article, on the words that questions are about.

import { go, view } from "./desk.js";
import { cut, make } from "./elements.js";
import { article } from "./server.js";

const prose = () => document.querySelector("main .prose");
/** The words of an element with where they stand: what a decision is bound to, in the browser. */
const read = (within) => {
  const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement.closest(".pull, .nutgraf-chip, script, style") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  const nodes = [];
  let text = "";
  let block = null;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const own = node.parentElement.closest("p, li, blockquote, h1, h2, h3, h4, h5, h6, td, th, dd, dt, figcaption, pre, div");
    if (block && own !== block) text += "\n";
    block = own;
    nodes.push({ node, start: text.length });
    text += node.data;
  }
  const words = [...text.matchAll(WORD)].map((match) => ({ word: match[0].toLowerCase(), start: match.index, end: match.index + match[0].length }));
  const place = (at, isEnd) => {
    let low = 0;
    let high = nodes.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (isEnd ? nodes[middle].start < at : nodes[middle].start <= at) low = middle;
      else high = middle - 1;
    }
    return [nodes[low].node, Math.min(at - nodes[low].start, nodes[low].node.length)];
  };
  return { text, words, place };
};
const WORD = /[\p{Alphabetic}\p{N}]+/gu;
const wordsOf = (text) => [...text.matchAll(WORD)].map((match) => match[0].toLowerCase());
const seek = (words, wanted, from = 0) => {
  for (let at = from; at + wanted.length <= words.length; at += 1) {
    if (wanted.every((word, number) => words[at + number].word === word)) return at;
  }
  return -1;
};

/** Ranges of the words that an item is about. */
const ranges = (page, item) => {
  const range = (first, last) => {
    const made = document.createRange();
    const start = page.words[first].start - (/[“‘"'«„(]*$/.exec(page.text.slice(0, page.words[first].start))[0].length);
    const end = page.words[last].end + /^[^\s\p{Alphabetic}\p{N}]*/u.exec(page.text.slice(page.words[last].end))[0].length;
    made.setStart(...page.place(start, false));
    made.setEnd(...page.place(end, true));
    return made;
  };
  const found = [];
  const whole = item.parts.flatMap(([text]) => wordsOf(text));
  const start = whole.length ? seek(page.words, whole) : -1;
  if (start >= 0) {
    let at = start;
    for (const [text, isMarked] of item.parts) {
      const length = wordsOf(text).length;
      if (isMarked && length) found.push(range(at, at + length - 1));
      at += length;
    }
    return found;
  }
  let from = 0;
  for (const piece of item.words.split("[…]").map(wordsOf).filter((words) => words.length)) {
    const at = seek(page.words, piece, from);
    if (at < 0) return found;
    found.push(range(at, at + piece.length - 1));
    from = at + piece.length;
  }
  return found;
};

let marks = [];
export const paint = () => {
  const within = prose();
  if (!article || !within) return;
  for (const chip of within.querySelectorAll(".nutgraf-chip")) {
    const parent = chip.parentNode;
    chip.remove();
    parent.normalize();
  }
  const page = read(within);
  const shown = view.all ? view.findings || view.items : view.items;
  marks = shown.map((item) => ({ item, ranges: ranges(page, item) })).filter((mark) => mark.ranges.length);
  if (globalThis.CSS?.highlights && globalThis.Highlight) {
    const paintAs = (name, chosen) => {
      const all = marks.filter(({ item }) => chosen(item)).flatMap((mark) => mark.ranges);
      if (all.length) CSS.highlights.set(name, new Highlight(...all));
      else CSS.highlights.delete(name);
    };
    const isUp = (item) => view.open && item.id === view.at;
    paintAs("nutgraf-found", (item) => item.state !== "unsure" && !isUp(item));
    paintAs("nutgraf-unsure", (item) => item.state === "unsure" && !isUp(item));
    paintAs("nutgraf-current", isUp);
    if (CSS.highlights.get("nutgraf-current")) CSS.highlights.get("nutgraf-current").priority = 1;
  }
  for (const { item, ranges } of [...marks].reverse()) {
    if (item.state !== "unsure") continue;
    const chip = make(
      "button",
      {
        class: "nutgraf-chip",
        type: "button",
        "data-question": item.id,
        "aria-label": `Unsure. ${item.ask} ${cut(item.words, 60)}`,
        onclick: () => {
          view.open = true;
          go(item.id);
        },
      },
    );
    const end = ranges.at(-1).cloneRange();
    end.collapse(false);
    const link = end.endContainer.parentElement.closest("a, button, summary");
    if (link && within.contains(link)) link.after(chip);
    else end.insertNode(chip);
  }
};
export const reveal = () => {
  const mark = marks.find(({ item }) => item.id === view.at);
  if (!mark) return;
  const place = mark.ranges[0].getBoundingClientRect();
  const isSheet = matchMedia("(max-width: 60rem)").matches;
  const room = innerHeight * (isSheet ? 0.4 : 1);
  if (place.top > 24 && place.bottom < room - 24) return;
  const smooth = !matchMedia("(prefers-reduced-motion: reduce)").matches;
  scrollBy({ top: place.top - room * 0.3, behavior: smooth ? "smooth" : "auto" });
};
/** A click on marked words opens their question. */
export const onClick = (event) => {
  if (!marks.length || event.target.closest?.("a, button, input, #nutgraf-review")) return;
  const spot = document.caretPositionFromPoint
    ? document.caretPositionFromPoint(event.clientX, event.clientY)
    : document.caretRangeFromPoint?.(event.clientX, event.clientY);
  if (!spot || String(getSelection())) return;
  const [node, offset] = spot.offsetNode ? [spot.offsetNode, spot.offset] : [spot.startContainer, spot.startOffset];
  const hit = marks.filter(({ ranges }) => ranges.some((range) => range.isPointInRange(node, offset)));
  // The narrowest: a date inside of an event.
  const size = ({ ranges }) => ranges.reduce((sum, range) => sum + String(range).length, 0);
  const best = hit.sort((one, other) => size(one) - size(other))[0];
  if (best) {
    view.open = true;
    go(best.item.id);
  }
};
