// The review panel, part of the preview only: keys.

import { answer, current, rejectAll, step, undo } from "./desk.js";

/** Brings the question up to whoever listens or types. */
export const focusIn = (root) => {
  const first = ["#nutgraf-ask", ".panel .entry", ".panel h1"].map((part) => root.querySelector(part)).find(Boolean);
  first?.focus({ preventScroll: root !== document });
};

/** Answers with a key, in the panel `root`. They are the keys of `nutgraf review`. */
export const onKey = (root, event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const isTyping = event.target.matches?.("input, textarea");
  if (event.key === "Escape") {
    if (isTyping) focusIn(root);
    else root.querySelector(".close")?.click();
    event.stopPropagation();
    return;
  }
  if (isTyping) return;
  const item = current();
  const digit = Number(event.key);
  if (item && digit >= 1 && digit <= item.candidates.length) answer({ candidate: digit - 1 }, item.candidates[digit - 1].label);
  else if (item && (event.key === "n" || event.key === "d")) root.getElementById("nutgraf-own")?.focus();
  else if (event.key === "X") rejectAll();
  else if (item?.nothing && event.key === "x") answer("nothing", item.nothing);
  else if (event.key === "s" || event.key === "ArrowRight") step(1);
  else if (event.key === "p" || event.key === "ArrowLeft") step(-1);
  else if (event.key === "u") undo();
  else return;
  event.preventDefault();
};
