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
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  input.addEventListener("input", narrow);
  narrow();
})();
