// The review panel, part of the preview only: what is asked, what an editor does about it, and which question is up. What is asked and what
// an answer writes is decided by the server.

import { capital, cut } from "./elements.js";
import { article, isQueue, request } from "./server.js";

/** How this page shows what is known: set by it when it begins. */
export const page = { show() {}, focus() {}, reveal() {} };

const STORE = "nutgraf-review";
const remembered = (() => {
  try {
    return JSON.parse(sessionStorage.getItem(STORE)) || {};
  } catch {
    return {};
  }
})();
const known = remembered.page === location.pathname ? remembered : {};
export const view = {
  total: 0,
  items: [],
  findings: null,
  faults: null,
  stale: [],
  undo: null,
  /** Identifier of the question that is up. */
  at: known.at || null,
  /** Whether everything that was found is listed. */
  all: Boolean(known.all),
  open: isQueue || Boolean(known.open),
  /** Words of an answer that is being typed, and of which question. */
  draft: known.draft || null,
  notice: "",
  report: null,
  loaded: false,
};
export const remember = () => {
  const { at, all, open, draft } = view;
  try {
    sessionStorage.setItem(STORE, JSON.stringify({ page: location.pathname, at, all, open, draft }));
  } catch {
    // Without a store a reload begins anew.
  }
};

const lists = () => [...view.items, ...(view.findings || [])];
export const current = () => lists().find((item) => item.id === view.at) || null;

let loads = 0;
export const load = async () => {
  const number = ++loads;
  const wanted = article ? `?article=${encodeURIComponent(article)}${view.all ? "&all=true" : ""}` : "";
  const answer = await request(`questions${wanted}`);
  // What was asked for last counts.
  if (number !== loads) return;
  if (answer.error) {
    view.notice = answer.error;
  } else {
    const before = view.items.findIndex((item) => item.id === view.at);
    Object.assign(view, {
      total: answer.total,
      items: answer.items,
      findings: answer.findings,
      faults: answer.faults,
      stale: answer.stale,
      undo: answer.undo,
      loaded: true,
    });
    if (!view.faults) view.report = null;
    if (!current()) view.at = view.all ? null : (view.items[Math.max(before, 0)] || view.items.at(-1) || {}).id || null;
  }
  page.show();
};

const next = (from) => {
  const at = view.items.findIndex((item) => item.id === from);
  const rest = [...view.items.slice(at + 1), ...view.items.slice(0, Math.max(at, 0))];
  return (rest.find((item) => item.id !== from) || {}).id || null;
};
export const go = (id) => {
  view.at = id;
  view.notice = "";
  view.report = null;
  page.show();
  page.focus();
  page.reveal();
};
export const step = (by) => {
  if (!view.items.length) return;
  const at = view.items.findIndex((item) => item.id === view.at);
  go(view.items[(at + by + view.items.length) % view.items.length].id);
};

let busy = false;
export const answer = async (given, words) => {
  const item = current();
  if (!item || busy) return;
  busy = true;
  const after = next(item.id);
  const reply = await request("answer", { id: item.id, version: item.version, article: item.article, answer: given });
  busy = false;
  view.report = reply.report || null;
  if (reply.error) {
    view.notice = capital(reply.error);
    if (reply.status === 409) await load();
    else page.show();
    return;
  }
  view.draft = null;
  view.notice = reply.written ? `Written: ${words}.` : `That was decided already: ${words}.`;
  const stays = view.all && !view.items.some((other) => other.id === item.id);
  view.at = stays ? null : after;
  remember();
  await load();
  page.focus();
  page.reveal();
};
/** The questions of this kind about its article, itself among them. */
export const alike = (item) => view.items.filter((other) => other.kind === item.kind && other.article === item.article);
export const rejectAll = async () => {
  const item = current();
  if (!item?.nothing || busy) return;
  busy = true;
  const all = alike(item);
  let done = 0;
  let reply = {};
  for (const { id, version, article } of all) {
    reply = await request("answer", { id, version, article, answer: "nothing" });
    if (reply.error) break;
    done += 1;
  }
  busy = false;
  view.report = reply.report || null;
  view.notice = `Written: ${item.nothing}, ${done} times.${reply.error ? ` ${capital(reply.error)}` : ""}`;
  view.at = (view.items.find((other) => !all.includes(other)) || {}).id || null;
  await load();
  page.focus();
  page.reveal();
};
export const undo = async () => {
  if (!view.undo || busy) return;
  busy = true;
  const reply = await request("undo", { id: view.undo.id });
  busy = false;
  view.report = reply.report || null;
  view.notice = reply.error
    ? capital(reply.error)
    : `Taken back: ${reply.undone.answer} for “${cut(reply.undone.about, 60)}”.`;
  await load();
  page.focus();
};
export const type = (text) => {
  const item = current();
  text = text.trim();
  if (!item || !text) return;
  if (item.takes === "date" && !/^[0-9YXT.~?%/:-]+$/.test(text)) {
    view.notice = `“${text}” is no date; write 2025-12-04, 2025-12 or 2025.`;
    page.show();
    return;
  }
  answer(item.takes === "date" ? { date: text } : { name: text }, text);
};
