// Better with it, complete without: narrows the speaker index to what is typed.
(function () {
  "use strict";
  var form = document.querySelector("[data-filter]");
  if (!form) return;
  var input = form.querySelector("input");
  var status = form.querySelector("[data-none]");
  var plain = function (text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  };
  var groups = Array.prototype.map.call(document.querySelectorAll(".letter"), function (section) {
    var items = Array.prototype.map.call(section.querySelectorAll("li"), function (item) {
      return { item: item, text: plain(item.textContent) };
    });
    return { section: section, items: items };
  });
  var narrow = function () {
    var words = plain(input.value).split(/\s+/);
    var found = 0;
    groups.forEach(function (group) {
      var shown = 0;
      group.items.forEach(function (entry) {
        var fits = words.every(function (word) { return entry.text.indexOf(word) >= 0; });
        entry.item.hidden = !fits;
        if (fits) shown += 1;
      });
      group.section.hidden = shown === 0;
      found += shown;
    });
    status.textContent = found ? "" : status.dataset.none;
  };
  form.hidden = false;
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  input.addEventListener("input", narrow);
  narrow();
})();

// Who is speaking, beside the words: for pointer, keyboard and touch; Escape puts it away. Without this, a title.
(function () {
  "use strict";
  var prose = document.querySelector("[data-follow]");
  if (!prose || !HTMLElement.prototype.showPopover) return;
  var card = document.createElement("div");
  card.id = "who";
  card.className = "who";
  card.setAttribute("role", "tooltip");
  card.setAttribute("popover", "manual");
  document.body.append(card);
  var shown = null;
  var timer = 0;

  var line = function (name, text) {
    var element = document.createElement("span");
    element.className = name;
    element.textContent = text;
    return element;
  };
  var hide = function () {
    clearTimeout(timer);
    if (!shown) return;
    shown.removeAttribute("aria-describedby");
    shown = null;
    card.hidePopover();
  };
  // Under the line that the pointer is on, else under the first; above it where there is no room.
  var place = function (quotation, y) {
    var boxes = Array.prototype.slice.call(quotation.getClientRects());
    var box = boxes.find(function (one) { return y >= one.top && y <= one.bottom; }) || boxes[0];
    var size = card.getBoundingClientRect();
    var left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - size.width - 8));
    var top = box.bottom + 4;
    if (top + size.height > innerHeight) top = Math.max(8, box.top - size.height - 4);
    card.style.left = left + "px";
    card.style.top = top + "px";
  };
  var show = function (quotation, y) {
    clearTimeout(timer);
    if (shown === quotation) return;
    hide();
    var who = quotation.dataset.who.split(" – ");
    var kind = ["direct", "mixed", "indirect"].find(function (name) { return quotation.classList.contains(name); });
    card.replaceChildren(line("name", who[0]));
    if (who.length > 1) card.append(line("role", who.slice(1).join(" – ")));
    card.append(line("meta", prose.dataset[kind] + " · " + prose.dataset.follow));
    shown = quotation;
    quotation.setAttribute("aria-describedby", "who");
    card.showPopover();
    place(quotation, y);
  };
  var soon = function (act, wait) {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  };

  prose.querySelectorAll("a.quotation[title]").forEach(function (quotation) {
    quotation.dataset.who = quotation.title;
    quotation.removeAttribute("title");
    quotation.addEventListener("pointerenter", function (event) {
      if (event.pointerType !== "touch") soon(function () { show(quotation, event.clientY); }, 200);
    });
    quotation.addEventListener("pointerleave", function (event) {
      if (event.pointerType !== "touch") soon(hide, 300);
    });
    quotation.addEventListener("focus", function () { if (quotation.matches(":focus-visible")) show(quotation, -1); });
    quotation.addEventListener("blur", hide);
    // The first tap tells who it is, the second follows the link.
    quotation.addEventListener("click", function (event) {
      if (event.pointerType !== "touch" || shown === quotation) return;
      event.preventDefault();
      show(quotation, event.clientY);
    });
  });
  card.addEventListener("pointerenter", function () { clearTimeout(timer); });
  card.addEventListener("pointerleave", function () { soon(hide, 300); });
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") hide(); });
  document.addEventListener("pointerdown", function (event) {
    if (shown && event.target !== card && !shown.contains(event.target)) hide();
  });
  // The browser scrolls to what the keyboard reaches, so there the card moves along.
  addEventListener("scroll", function () {
    if (shown && document.activeElement === shown) place(shown, -1);
    else hide();
  }, { passive: true });
})();
