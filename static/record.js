// Better with it, complete without: narrows a speaker's quotations, article by article, to a topic and a year. The choice stays in the address.
(function () {
  "use strict";
  var form = document.querySelector("[data-record-filter]");
  var record = document.querySelector(".record");
  if (!form || !record) return;
  var status = form.querySelector("[role=status]");
  var items = Array.prototype.map.call(record.children, function (item) {
    var time = item.querySelector("time");
    return {
      item: item,
      count: item.querySelectorAll("blockquote").length,
      topics: (item.dataset.t || "").split(" "),
      year: time ? time.dateTime.slice(0, 4) : ""
    };
  });
  var all = items.reduce(function (sum, one) { return sum + one.count; }, 0);
  var fields = Array.prototype.filter.call(form.elements, function (field) { return field.name; });
  var narrow = function () {
    var topic = form.elements.topic ? form.elements.topic.value : "";
    var year = form.elements.year ? form.elements.year.value : "";
    var shown = 0;
    items.forEach(function (one) {
      var fits = (!topic || one.topics.indexOf(topic) >= 0) && (!year || one.year === year);
      one.item.hidden = !fits;
      if (fits) shown += one.count;
    });
    status.textContent = shown === all ? "" : status.dataset.some.replace("{shown}", shown);
  };
  // A choice by its slug, which outlives the numbers of the page.
  var write = function () {
    var query = new URLSearchParams(location.search);
    fields.forEach(function (field) {
      var chosen = field.selectedOptions[0];
      if (field.value) query.set(field.name, chosen.dataset.slug || field.value);
      else query.delete(field.name);
    });
    var search = String(query);
    // A file opened from the disk may have no address of its own.
    try { history.replaceState(null, "", location.pathname + (search ? "?" + search : "") + location.hash); } catch (_) {}
  };
  var read = function () {
    var query = new URLSearchParams(location.search);
    fields.forEach(function (field) {
      var wanted = query.get(field.name);
      Array.prototype.forEach.call(field.options, function (option) {
        if (wanted && (option.dataset.slug || option.value) === wanted) field.value = option.value;
      });
    });
  };
  read();
  narrow();
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("change", function () { narrow(); write(); });
  // A link to words that are hidden shows them all.
  var reveal = function () {
    var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target || !target.closest("[hidden]")) return;
    form.reset();
    narrow();
    write();
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();
})();
