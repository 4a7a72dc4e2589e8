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

  // A timeline that is split: how much of what is looked for the other years have. Their entries come when somebody asks.
  var years = all("[data-year]").map(function (item) {
    var count = item.querySelector(".count");
    return { item: item, name: item.dataset.year, count: count, all: count.textContent };
  });
  var elsewhere = form.querySelector(".other-years");
  // The way into a split timeline has no entries of its own to narrow.
  var isWayIn = years.length > 0 && !elsewhere;
  // Whether the year of a stretch ("m2003-05") is shown there.
  var has = function (id) {
    return years.some(function (year) { return !year.item.hidden && id.indexOf(year.name) === 1; });
  };
  var distant;
  var ask = function () {
    if (distant || !years.length || !form.dataset.entries) return;
    distant = [];
    var own = Number(form.dataset.topic);
    window.nutgrafTimeline = function (data) {
      var names = function (numbers, list) { return numbers.map(function (number) { return list[number]; }).join(" "); };
      data.entries.forEach(function (entry) {
        if (form.dataset.topic && entry[1].indexOf(own) < 0) return;
        distant.push({
          year: entry[0],
          topic: entry[1].map(String),
          speaker: entry[2].map(String),
          text: plain([entry[4], entry[5], names(entry[3], data.titles), names(entry[2], data.names)].join(" "))
        });
      });
      // What is chosen and has no entry here has some elsewhere.
      fields.forEach(function (field) {
        if (!field.options) return;
        var number = data[field.name + "s"].indexOf(field.value);
        var option = field.selectedOptions[0];
        if (number >= 0 && option.dataset.n === "none") option.dataset.n = String(number);
      });
      narrow();
    };
    var script = document.createElement("script");
    script.src = form.dataset.entries;
    // Without them the filters still narrow the page.
    script.onerror = function () { distant = null; };
    document.head.append(script);
  };
  // How many fit on other pages; the links to years where none do are put away.
  var tell = function (fits) {
    var known = distant && distant.length && chosen();
    var counts = {};
    if (known) distant.filter(fits).forEach(function (entry) { counts[entry.year] = (counts[entry.year] || 0) + 1; });
    var sum = 0;
    years.forEach(function (year) {
      var count = counts[year.name] || 0;
      year.item.hidden = known ? !count : !!elsewhere;
      year.count.textContent = known ? String(count) : year.all;
      sum += count;
    });
    if (elsewhere) elsewhere.hidden = !sum;
    return sum;
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
    var fits = function (entry) {
      return (!value.topic || entry.topic.indexOf(value.topic) >= 0) &&
        (!value.speaker || entry.speaker.indexOf(value.speaker) >= 0) &&
        words.every(function (word) { return entry.text.indexOf(word) >= 0; });
    };
    if (chosen()) ask();
    var shown = 0;
    entries.forEach(function (entry) {
      entry.item.hidden = !fits(entry);
      if (!entry.item.hidden) shown += 1;
    });
    var others = tell(fits);
    reset.classList.toggle("idle", !chosen());
    groups.forEach(function (group) {
      group.hidden = !group.querySelector("li:not([hidden])");
    });
    stretches.forEach(function (stretch) {
      if (isWayIn) {
        stretch.link.classList.toggle("off", !stretch.ids.some(has));
        return;
      }
      var first = stretch.ids.filter(function (id) {
        var group = document.getElementById(id);
        return group && !group.closest("[hidden]");
      })[0];
      stretch.link.classList.toggle("off", !first);
      if (first) stretch.link.setAttribute("href", "#" + first);
    });
    if (isWayIn && chosen() && !(distant && distant.length)) return;
    var here = isWayIn ? others : shown;
    var some = here || others ? status.dataset.some.replace("{shown}", here) : status.dataset.none;
    if (elsewhere && others) some += ", " + status.dataset.others.replace("{count}", others);
    say(chosen() ? some : status.dataset.all);
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
