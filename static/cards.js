// Who is speaking, and what a term means, beside the words: for pointer, keyboard and touch (WCAG 2.2, 1.4.13: Escape puts
// the card away, the pointer can move onto it, it stays while it is looked at). Without this they are plain links.
//
// The card is a <template> of the page. What it says of a speaker or a term stands in the page already, under "who's who" and
// "terms explained"; the card shows a copy.
(function () {
  "use strict";
  var mould = document.getElementById("card");
  if (!mould || !HTMLElement.prototype.showPopover) return;
  var card = mould.content.firstElementChild.cloneNode(true);
  var part = function (name) { return card.querySelector("[data-part=" + name + "]"); };
  var parts = {};
  ["person", "kind", "sure", "said", "term", "follow", "copy"].forEach(function (name) { parts[name] = part(name); });
  var copyLabel = parts.copy.textContent;
  var shown = null;
  var timer = 0;
  var page = function (url) { return url.split("#")[0]; };

  // Entries of the rail by the address that they lead to.
  var entries = function (selector, address) {
    var map = new Map();
    document.querySelectorAll(selector).forEach(function (link) { map.set(address(link.href), link); });
    return map;
  };
  var voices = entries(".voices a.name", page);
  var terms = entries("dl.terms dt a", function (url) { return url; });

  var fillQuotation = function (quotation) {
    var voice = voices.get(page(quotation.href));
    if (!voice) return false;
    var entry = voice.closest("li");
    parts.person.replaceChildren();
    entry.querySelectorAll(".face, .name, .role").forEach(function (element) { parts.person.append(element.cloneNode(true)); });
    var kind = ["direct", "mixed", "indirect"].find(function (name) { return quotation.classList.contains(name); });
    parts.kind.textContent = parts.kind.dataset[kind] || "";
    var sure = quotation.dataset.sure;
    var words = sure === "yes" ? parts.sure.dataset.confirmed : sure && parts.sure.dataset.sure.replace("{count}", sure);
    parts.sure.textContent = words ? " · " + words : "";
    var said = entry.querySelector(".said");
    parts.said.hidden = !said;
    if (said) parts.said.lastElementChild.replaceWith(said.cloneNode(true));
    parts.follow.href = quotation.href;
    return true;
  };
  var fillTerm = function (link) {
    var term = terms.get(link.href);
    if (!term) return false;
    parts.term.firstElementChild.textContent = term.textContent;
    parts.term.lastElementChild.textContent = term.closest("dt").nextElementSibling.textContent;
    return true;
  };
  var fill = function (link) {
    var isTerm = link.classList.contains("term");
    card.classList.toggle("is-term", isTerm);
    parts.copy.textContent = copyLabel;
    return isTerm ? fillTerm(link) : fillQuotation(link);
  };

  var hide = function () {
    clearTimeout(timer);
    if (!shown) return;
    var link = shown;
    shown = null;
    link.removeAttribute("aria-describedby");
    if (card.contains(document.activeElement)) link.focus({ preventScroll: true });
    card.hidePopover();
    card.remove();
  };
  // Under the line that the pointer is on, else under the first; above it where there is no room.
  var place = function (link, y) {
    var boxes = Array.prototype.slice.call(link.getClientRects());
    var box = boxes.find(function (one) { return y >= one.top && y <= one.bottom; }) || boxes[0];
    var size = card.getBoundingClientRect();
    var edge = document.documentElement.clientWidth - size.width - 8;
    var left = Math.max(8, Math.min(getComputedStyle(link).direction === "rtl" ? box.right - size.width : box.left, edge));
    var top = box.bottom + 4;
    if (top + size.height > innerHeight) top = Math.max(8, box.top - size.height - 4);
    card.style.left = left + "px";
    card.style.top = top + "px";
  };
  var show = function (link, y) {
    clearTimeout(timer);
    if (shown === link) return;
    hide();
    if (!fill(link)) return;
    shown = link;
    // Next to its words, so that the Tab key goes from them into the card and on.
    link.after(card);
    link.setAttribute("aria-describedby", card.querySelector("[id]").id);
    card.showPopover();
    place(link, y);
  };
  var soon = function (act, wait) {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  };
  var left = function (event) {
    var to = event.relatedTarget;
    if (!to || (to !== shown && !card.contains(to))) hide();
  };

  document.querySelectorAll(".prose a.quotation[href], .prose a.term").forEach(function (link) {
    link.removeAttribute("title");
    link.addEventListener("pointerenter", function (event) {
      if (event.pointerType !== "touch") soon(function () { show(link, event.clientY); }, 200);
    });
    link.addEventListener("pointerleave", function (event) {
      if (event.pointerType !== "touch") soon(hide, 300);
    });
    link.addEventListener("focus", function () { if (link.matches(":focus-visible")) show(link, -1); });
    link.addEventListener("blur", left);
    // The first tap tells who it is, the second follows the link.
    link.addEventListener("click", function (event) {
      if (event.pointerType !== "touch" || shown === link) return;
      event.preventDefault();
      show(link, event.clientY);
    });
  });
  card.addEventListener("pointerenter", function () { clearTimeout(timer); });
  card.addEventListener("pointerleave", function (event) {
    if (event.pointerType !== "touch" && !card.contains(document.activeElement)) soon(hide, 300);
  });
  card.addEventListener("focusout", left);
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") hide(); });
  document.addEventListener("pointerdown", function (event) {
    if (shown && !card.contains(event.target) && !shown.contains(event.target)) hide();
  });
  // The browser scrolls to what the keyboard reaches, so there the card moves along.
  addEventListener("scroll", function () {
    if (!shown) return;
    var active = document.activeElement;
    if (active === shown || card.contains(active)) place(shown, -1);
    else hide();
  }, { passive: true });

  // The address of the words themselves.
  var copied = function () { parts.copy.textContent = parts.copy.dataset.done; };
  var copyByHand = function (text) {
    var field = document.createElement("textarea");
    field.value = text;
    card.append(field);
    field.select();
    if (document.execCommand("copy")) copied();
    field.remove();
    parts.copy.focus({ preventScroll: true });
  };
  parts.copy.addEventListener("click", function () {
    if (!shown) return;
    // On the speaker's page the words are named `<name here>-<article in short>`.
    var address = page(location.href) + shown.hash.replace(/-[0-9a-f]{6}$/, "");
    if (navigator.clipboard) navigator.clipboard.writeText(address).then(copied, function () { copyByHand(address); });
    else copyByHand(address);
  });
})();
