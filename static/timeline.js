// Narrows a timeline to what a reader looks for, and keeps the choice in the address, to be shared. Without it all entries are shown.
(function () {
  "use strict";
  var form = document.querySelector("[data-timeline-filter]");
  // The neighbouring years show the same choice.
  var carry = function (query) {
    document.querySelectorAll("a[data-carry]").forEach(function (link) {
      link.href = link.href.replace(/[?#].*$/, "") + (query ? "?" + query : "");
    });
  };
  // A year of few entries needs no filter, but lies on the way to the next.
  if (!form) return carry(location.search.slice(1));
  var status = form.querySelector("[role=status]");
  var fields = Array.prototype.filter.call(form.elements, function (field) { return field.name; });
  var all = function (selector, within) { return Array.prototype.slice.call((within || document).querySelectorAll(selector)); };
  var plain = function (text) { return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase(); };
  var list = function (text) { return text ? text.split(" ") : []; };
  var isOneYear = !!document.querySelector("a[data-carry]");

  var entries = all("li[data-topics]").map(function (item) {
    return {
      item: item,
      text: plain(item.textContent),
      topic: list(item.dataset.topics),
      speaker: list(item.dataset.speakers)
    };
  });
  // A group comes before those that hold it, so that it is hidden by the time these ask.
  var groups = all(".month, .chronicle-year").reverse();
  var stretches = all(".strip a[data-groups]").map(function (link) {
    return { link: link, ids: list(link.dataset.groups) };
  });

  // From the disk a browser may refuse to change the query, but never the fragment: both are read.
  var read = function () {
    var query = new URLSearchParams(location.search);
    var fragment = new URLSearchParams(location.hash.indexOf("=") > 0 ? location.hash.slice(1) : "");
    fields.forEach(function (field) {
      var value = query.get(field.name) || fragment.get(field.name) || "";
      var known = !field.options || Array.prototype.some.call(field.options, function (option) { return option.value === value; });
      // What was chosen on another year's page may have no entry in this one: nothing is shown then, and the next year has it again.
      if (!known && isOneYear && /^[\w-]+$/.test(value)) {
        var none = new Option(value.replace(/-/g, " ") + " (0)", value);
        none.dataset.n = "none";
        field.add(none);
        known = true;
      }
      field.value = known ? value : "";
    });
  };
  var put = function (query) {
    fields.forEach(function (field) {
      query.delete(field.name);
      if (field.value.trim()) query.set(field.name, field.value.trim());
    });
    return query.toString();
  };
  var chosen = function () { return put(new URLSearchParams()); };
  // What else the query says is somebody else's, or another year's.
  var whole = function () { return put(new URLSearchParams(location.search)); };
  var write = function () {
    var query = whole();
    var place = location.hash.indexOf("=") > 0 ? "" : location.hash;
    try {
      history.replaceState(null, "", location.pathname + (query ? "?" + query : "") + place);
    } catch (refused) {
      history.replaceState(null, "", "#" + chosen());
    }
    carry(whole());
  };

  var reset = form.querySelector("[type=reset]");
  var announce;
  var say = function (text) {
    clearTimeout(announce);
    // One announcement a pause, not one a letter.
    announce = setTimeout(function () { status.textContent = text; }, 200);
  };
  var narrow = function () {
    var value = {};
    // Entries know their topics and people by number.
    fields.forEach(function (field) { value[field.name] = field.options ? field.selectedOptions[0].dataset.n : field.value; });
    var words = plain(value.q || "").split(/\s+/);
    var shown = 0;
    entries.forEach(function (entry) {
      var fits = (!value.topic || entry.topic.indexOf(value.topic) >= 0) &&
        (!value.speaker || entry.speaker.indexOf(value.speaker) >= 0) &&
        words.every(function (word) { return entry.text.indexOf(word) >= 0; });
      entry.item.hidden = !fits;
      if (fits) shown += 1;
    });
    reset.classList.toggle("idle", !chosen());
    groups.forEach(function (group) {
      group.hidden = !group.querySelector("li:not([hidden])");
    });
    stretches.forEach(function (stretch) {
      var first = stretch.ids.filter(function (id) {
        var group = document.getElementById(id);
        return group && !group.closest("[hidden]");
      })[0];
      stretch.link.classList.toggle("off", !first);
      if (first) stretch.link.setAttribute("href", "#" + first);
    });
    var some = shown ? status.dataset.some.replace("{shown}", shown) : status.dataset.none;
    say(shown === entries.length ? status.dataset.all : some);
  };

  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("input", function () { narrow(); write(); });
  form.addEventListener("reset", function () { setTimeout(function () { narrow(); write(); form.elements.q.focus(); }); });
  window.addEventListener("popstate", function () { read(); narrow(); });
  form.hidden = false;
  read();
  narrow();
  carry(whole());
  // A shared address may name an entry that lay elsewhere before the others were hidden.
  var target = location.hash.length > 1 && location.hash.indexOf("=") < 0 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target && chosen() && !target.closest("[hidden]")) target.scrollIntoView();
})();
