// The review panel, part of the preview only: the open questions, one at a time, on a page of their own and on the pages of
// articles. What is asked and what an answer writes is decided by the server.
(() => {
  const script = document.currentScript;
  const token = script.dataset.token;
  const isQueue = script.dataset.page === "queue";
  const base = new URL(".", script.src).pathname;
  const article = isQueue ? null : (location.pathname.match(/\/articles\/([^/]+)\/(?:index\.html)?$/) || [])[1] || null;

  // ---- The server ----

  const request = async (path, body) => {
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

  // ---- Elements ----

  const make = (name, properties = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(properties)) {
      if (value === undefined || value === null || value === false) continue;
      if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
      else if (key === "class") element.className = value;
      else element.setAttribute(key, value === true ? "" : value);
    }
    element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
    return element;
  };
  const key = (letter) => make("kbd", { "aria-hidden": "true" }, letter);
  const cut = (text, most) => (text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`);
  const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
  const count = (number, one, many) => `${number} ${number === 1 ? one : many}`;

  // ---- What is known ----

  const STORE = "nutgraf-review";
  const remembered = (() => {
    try {
      return JSON.parse(sessionStorage.getItem(STORE)) || {};
    } catch {
      return {};
    }
  })();
  const known = remembered.page === location.pathname ? remembered : {};
  const view = {
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
  const remember = () => {
    const { at, all, open, draft } = view;
    try {
      sessionStorage.setItem(STORE, JSON.stringify({ page: location.pathname, at, all, open, draft }));
    } catch {
      // Without a store a reload begins anew.
    }
  };

  const lists = () => [...view.items, ...(view.findings || [])];
  const current = () => lists().find((item) => item.id === view.at) || null;

  let loads = 0;
  const load = async () => {
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
    show();
  };

  // ---- What an editor does ----

  const next = (from) => {
    const at = view.items.findIndex((item) => item.id === from);
    const rest = [...view.items.slice(at + 1), ...view.items.slice(0, Math.max(at, 0))];
    return (rest.find((item) => item.id !== from) || {}).id || null;
  };
  const go = (id) => {
    view.at = id;
    view.notice = "";
    view.report = null;
    show();
    focusQuestion();
    reveal();
  };
  const step = (by) => {
    if (!view.items.length) return;
    const at = view.items.findIndex((item) => item.id === view.at);
    go(view.items[(at + by + view.items.length) % view.items.length].id);
  };

  let busy = false;
  const answer = async (given, words) => {
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
      else show();
      return;
    }
    view.draft = null;
    view.notice = reply.written ? `Written: ${words}.` : `That was decided already: ${words}.`;
    const stays = view.all && !view.items.some((other) => other.id === item.id);
    view.at = stays ? null : after;
    remember();
    await load();
    focusQuestion();
    reveal();
  };
  /** The questions of this kind about its article, itself among them. */
  const alike = (item) => view.items.filter((other) => other.kind === item.kind && other.article === item.article);
  const rejectAll = async () => {
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
    focusQuestion();
    reveal();
  };
  const undo = async () => {
    if (!view.undo || busy) return;
    busy = true;
    const reply = await request("undo", { id: view.undo.id });
    busy = false;
    view.report = reply.report || null;
    view.notice = reply.error
      ? capital(reply.error)
      : `Taken back: ${reply.undone.answer} for “${cut(reply.undone.about, 60)}”.`;
    await load();
    focusQuestion();
  };
  const type = (text) => {
    const item = current();
    text = text.trim();
    if (!item || !text) return;
    if (item.takes === "date" && !/^[0-9YXT.~?%/:-]+$/.test(text)) {
      view.notice = `“${text}” is no date; write 2025-12-04, 2025-12 or 2025.`;
      show();
      return;
    }
    answer(item.takes === "date" ? { date: text } : { name: text }, text);
  };

  // ---- A question ----

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

  const question = (item) => {
    const at = view.items.findIndex((other) => other.id === item.id);
    const place = at >= 0 ? `${at + 1} of ${view.items.length}` : null;
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

  const trouble = () => {
    const report = view.report || view.faults;
    if (!report) return null;
    return make(
      "section",
      { class: "trouble", "aria-label": "Faults of review.yaml" },
      make("p", {}, make("strong", {}, "content/review.yaml has to be mended first."), " Until then nothing is written."),
      make("pre", { tabindex: "0" }, report.trim()),
    );
  };

  const stale = () =>
    view.stale.length
      ? make(
          "details",
          { class: "stale" },
          make("summary", {}, count(view.stale.length, "decision does not hold any more", "decisions do not hold any more")),
          make("ul", {}, ...view.stale.map((line) => make("li", {}, line))),
        )
      : null;

  const foot = () =>
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

  const entry = (item) =>
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
  const everything = () => {
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

  // ---- The page of the queue ----

  const showQueue = () => {
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
    const list = view.items.length
      ? make("nav", { class: "list", "aria-label": "Open questions" }, make("ol", { class: "entries" }, ...view.items.map(entry)))
      : null;
    main.replaceChildren(work, ...(list ? [list] : []));
  };

  // ---- The panel on a page of the site ----

  let root = null;
  const showPanel = () => {
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
          focusQuestion();
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
    if (isQueue) showQueue();
    else if (root) {
      showPanel();
      paint();
    }
    remember();
  };
  const focusQuestion = () => {
    const within = isQueue ? document : root;
    const first = ["#nutgraf-ask", ".panel .entry", ".panel h1"].map((part) => within?.querySelector(part)).find(Boolean);
    first?.focus({ preventScroll: !isQueue });
  };

  const onKey = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isTyping = event.target.matches?.("input, textarea");
    if (event.key === "Escape") {
      if (isTyping) focusQuestion();
      else if (!isQueue && view.open) root.querySelector(".close")?.click();
      event.stopPropagation();
      return;
    }
    if (isTyping) return;
    const item = current();
    const digit = Number(event.key);
    if (item && digit >= 1 && digit <= item.candidates.length) answer({ candidate: digit - 1 }, item.candidates[digit - 1].label);
    else if (item && (event.key === "n" || event.key === "d")) (isQueue ? document : root).getElementById("nutgraf-own")?.focus();
    else if (event.key === "X") rejectAll();
    else if (item?.nothing && event.key === "x") answer("nothing", item.nothing);
    else if (event.key === "s" || event.key === "ArrowRight") step(1);
    else if (event.key === "p" || event.key === "ArrowLeft") step(-1);
    else if (event.key === "u") undo();
    else return;
    event.preventDefault();
  };

  // ---- Marks on the article ----

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
  const paint = () => {
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
  const reveal = () => {
    const mark = marks.find(({ item }) => item.id === view.at);
    if (!mark || isQueue) return;
    const place = mark.ranges[0].getBoundingClientRect();
    const isSheet = matchMedia("(max-width: 60rem)").matches;
    const room = innerHeight * (isSheet ? 0.4 : 1);
    if (place.top > 24 && place.bottom < room - 24) return;
    const smooth = !matchMedia("(prefers-reduced-motion: reduce)").matches;
    scrollBy({ top: place.top - room * 0.3, behavior: smooth ? "smooth" : "auto" });
  };
  /** A click on marked words opens their question. */
  const onClick = (event) => {
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

  // ---- Beginning ----

  if (isQueue) {
    document.addEventListener("keydown", onKey);
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
    load().then(focusQuestion);
  } else {
    const style = make("link", { rel: "stylesheet", href: `${base}marks.css` });
    document.head.append(style);
    const host = make("div", { id: "nutgraf-review" });
    root = host.attachShadow({ mode: "open" });
    root.append(make("link", { rel: "stylesheet", href: `${base}panel.css` }), make("div", { class: "host" }));
    document.body.append(host);
    root.querySelector(".host").addEventListener("keydown", onKey);
    document.addEventListener("click", onClick);
    // The script that reloads pages hears of changes, and tells them on.
    let last = null;
    document.addEventListener("nutgraf:state", ({ detail }) => {
      if (detail.questions !== last) load();
      last = detail.questions;
    });
    load().then(() => view.open && focusQuestion());
  }
})();
