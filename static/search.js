// The search: loads of the index what a query needs, as scripts, so that it works from the disk as well.
(function () {
  "use strict";
  var form = document.querySelector("[data-search-form]");
  if (!form) return;
  var root = document.currentScript.src.replace(/[^/]*$/, "");
  var input = form.querySelector("input");
  var list = document.querySelector("[role=listbox]");
  var status = document.querySelector("[data-search-status]");
  var more = document.querySelector("[data-search-more]");
  var KINDS = ["a", "s", "q", "e", "p"];
  // The order on the page: who and what, then the words, then the days.
  var ORDER = [1, 0, 2, 3, 4];
  // How many of each kind are shown at first, and how many files may be loaded for them: of what fits alike, what stands together is shown.
  // Who types searches at every rest, so a rest asks for less than a whole query does.
  var FIRST = [5, 4, 3, 3, 4];
  var FILES = [3, 2, 2, 2, 2];
  var FILES_TYPING = [1, 1, 1, 1, 1];
  // How many more files of words than the first may be loaded for those that begin with one of the query.
  var TEXTS = 4;
  // Who types on sees at once the first result and what else is loaded already; all that there is comes after so many milliseconds of rest.
  var REST = 250;
  // Letters of a growing word that tell something beside the words before it.
  var TELLING = 3;
  var extra = 0;
  var index = null;
  var options = [];
  var active = -1;
  var turn = 0;

  // Every file is a call of this function.
  var waiting = {};
  var loaded = {};
  window.nutgrafSearch = function (name, data) {
    if (waiting[name]) waiting[name](typeof data === "string" ? unpacked(data) : data);
  };
  var unpacked = function (text) {
    var bytes = Uint8Array.from(atob(text), function (letter) { return letter.charCodeAt(0); });
    var stream = new DecompressionStream("deflate-raw");
    var writer = stream.writable.getWriter();
    writer.write(bytes);
    writer.close();
    return new Response(stream.readable).text();
  };
  var load = function (name) {
    if (loaded[name]) return loaded[name];
    loaded[name] = new Promise(function (resolve, reject) {
      waiting[name] = resolve;
      var script = document.createElement("script");
      script.src = root + "search/" + name + ".js" + (index ? "?" + index.version : "");
      script.onerror = function () { delete loaded[name]; script.remove(); reject(new Error(name)); };
      script.onload = function () { script.remove(); };
      document.head.append(script);
    });
    return loaded[name];
  };

  // As `words.rs` cuts texts, so that both sides agree.
  var LIGATURES = { "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ŋ": "ng" };
  var fold = function (text) {
    return text.normalize("NFC").toLowerCase().replace(/[\u00c0-\u024f\u1e00-\u1eff]/g, function (letter) {
      return LIGATURES[letter] || letter.normalize("NFD").replace(/[\u0300-\u036f]/g, "");
    }).replace(/[\u0300-\u036f]/g, "");
  };
  var words = function (text) {
    var found = fold(text).match(/[\p{Alphabetic}\p{N}]+/gu) || [];
    return found.filter(function (word, place) { return !/^[a-z]$/.test(word) && found.indexOf(word) === place; }).slice(0, 8);
  };

  // The words of the file that holds `word`, if any does, and of the next ones where others that begin with it stand, as far as is
  // reasonable. While keys are pressed, the next one is enough for the word that grows: it has words that begin so, and the first may
  // have none.
  var texts = function (word, isLast, early) {
    var first = 0;
    var high = index.words.length;
    if (!high) return Promise.resolve([]);
    while (high - first > 1) {
      var middle = (first + high) >> 1;
      if (index.words[middle] <= word) first = middle; else high = middle;
    }
    var goes = function (file) { return (index.words[file] || "").indexOf(word) === 0; };
    var last = first;
    while (goes(last + 1) && last - first < (early ? 1 : TEXTS)) last += 1;
    if (isLast && early && last > first && !loaded["t/" + first]) first = last;
    var files = [];
    for (var file = first; file <= last; file += 1) files.push(load("t/" + file));
    return Promise.all(files).then(function (found) {
      found.cut = goes(last + 1);
      return found;
    });
  };

  var digit = function (code) {
    if (code >= 97) return code - 71;
    if (code >= 65) return code - 65;
    if (code >= 48) return code + 4;
    return code === 43 ? 62 : 63;
  };
  var numbers = function (text) {
    var out = [];
    var sum = 0;
    var gap = 0;
    var shift = 0;
    for (var at = text.charAt(0) === "!" ? 1 : 0; at < text.length; at += 1) {
      var value = digit(text.charCodeAt(at));
      gap += (value & 31) << shift;
      shift += 5;
      if (value < 32) {
        sum += gap;
        out.push(sum);
        gap = shift = 0;
      }
    }
    return out;
  };

  // How many letters are wrong, left out, too many or changed about; `most` + 1 when there are more than that.
  var distance = function (a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    var before = null;
    var row = Array.from({ length: b.length + 1 }, function (_, place) { return place; });
    for (var i = 1; i <= a.length; i += 1) {
      var next = [i];
      var least = i;
      for (var j = 1; j <= b.length; j += 1) {
        var cost = a[i - 1] === b[j - 1] ? 0 : 1;
        var best = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + cost);
        if (before && i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, before[j - 2] + 1);
        next.push(best);
        if (best < least) least = best;
      }
      if (least > most) return most + 1;
      before = row;
      row = next;
    }
    return row[b.length];
  };

  // The lines of the words that begin with `word`; where there is none, of those that are written much like it.
  var lines = function (word, texts) {
    var all = texts.join("|").split("|");
    var found = all.filter(function (line) { return line.indexOf(word) === 0; });
    if (found.length || word.length < 4) return found;
    var most = word.length < 8 ? 1 : 2;
    return all.filter(function (line) {
      var known = line.slice(0, line.indexOf(" "));
      return distance(word, known, most) <= most || distance(word, known.slice(0, word.length), most) <= 1;
    });
  };

  // For each kind a map from numbers to how well they fit one word, and whether the word says anything of the kind.
  var meanings = function (word, texts) {
    var kinds = KINDS.map(function () { return { scores: new Map(), everywhere: false, cut: texts.cut }; });
    lines(word, texts).forEach(function (line) {
      var space = line.indexOf(" ");
      var exact = space === word.length ? 1 : 0.5;
      line.slice(space + 1).split(";").forEach(function (text, kind) {
        if (!text) return;
        var found = numbers(text);
        var everywhere = text.charAt(0) === "!";
        if (everywhere) kinds[kind].everywhere = true;
        var rare = Math.log(2 + (everywhere ? 0 : index.totals[kind] / found.length));
        found.forEach(function (number) {
          var weight = 1;
          if (kind === 0) {
            weight = [1, 1.5, 2.5, 5][number & 3];
            number >>= 2;
          }
          var score = exact * rare * weight;
          var scores = kinds[kind].scores;
          if (!(scores.get(number) >= score)) scores.set(number, score);
        });
      });
    });
    return kinds;
  };

  // What fits every word, best first, then newest first. A word that is everywhere need not fit, and where all are, the newest do.
  var ranked = function (kind, asked) {
    var needed = asked.filter(function (one) { return !one[kind].everywhere; });
    var from = (needed.length ? needed : asked).map(function (one) { return one[kind].scores; });
    from.sort(function (a, b) { return a.size - b.size; });
    if (!from.length) return [];
    var found = [];
    var add = function (number) {
      var score = asked.reduce(function (sum, one) { return sum + (one[kind].scores.get(number) || 0); }, 0);
      found.push([score, number]);
    };
    if (needed.length) {
      from[0].forEach(function (_, number) {
        if (from.every(function (scores) { return scores.has(number); })) add(number);
      });
    } else {
      for (var number = 0; number < index.totals[kind]; number += 1) add(number);
    }
    found.sort(function (a, b) { return b[0] - a[0] || a[1] - b[1]; });
    return found.map(function (one) { return one[1]; });
  };

  // The file of a result.
  var fileOf = function (kind, number) {
    var starts = index.starts[kind];
    var low = 0;
    var high = starts.length;
    while (high - low > 1) {
      var middle = (low + high) >> 1;
      if (starts[middle] <= number) low = middle; else high = middle;
    }
    return low;
  };
  var parsed = {};
  // The results to show first: the best ones of what is there already and of `most` more files.
  var chosen = function (kind, ids, most) {
    if (extra) return ids.slice(0, FIRST[kind] + extra);
    var files = [];
    var few = [];
    ids.some(function (id) {
      var file = fileOf(kind, id);
      if (!parsed[KINDS[kind] + "/" + file] && files.indexOf(file) < 0) {
        if (files.length === most) return false;
        files.push(file);
      }
      few.push(id);
      return few.length === FIRST[kind];
    });
    return few;
  };
  var place = function (kind, number) {
    var file = fileOf(kind, number);
    var name = KINDS[kind] + "/" + file;
    if (!parsed[name]) parsed[name] = load(name).then(JSON.parse);
    return parsed[name].then(
      function (data) { return shown(kind, data, number - index.starts[kind][file]); },
      function (fault) { delete parsed[name]; throw fault; }
    );
  };
  var page = function (url) { return root + url.replace(/(^|\/)(#|$)/, "$1index.html$2"); };
  var count = function (phrase, number) {
    var form = typeof phrase === "string" ? phrase : phrase[["zero", "one", "two"][number]] || phrase.other;
    return form.replace("{count}", number);
  };
  var shown = function (kind, data, at) {
    if (kind === 2) {
      var row = data[2][at];
      var article = data[0][row[1]];
      return { url: page("articles/" + article[0] + "/#" + row[0]), title: row[3], text: data[1][row[2]] + " · " + article[1], date: article[2], quoted: true };
    }
    var item = data[at];
    if (kind === 0) return { url: page("articles/" + item[0] + "/"), title: item[1], text: item[3], date: item[2] };
    if (kind === 1) return { url: page("speakers/" + item[0] + "/"), title: item[1], text: item[2], date: count(index.ui.quotations, item[3]) };
    if (kind === 3) return { url: page(item[0]), title: item[2], text: "", date: item[1] };
    return { url: page(item[0]), title: item[1], text: item[2], date: "" };
  };

  var element = function (name, kind, text) {
    var made = document.createElement(name);
    if (kind) made.className = kind;
    if (text) made.textContent = text;
    return made;
  };
  // Letters that answer the query are marked, where folding has changed no length.
  var marked = function (into, text, asked) {
    var folded = fold(text);
    if (folded.length !== text.length) { into.append(text); return; }
    var at = 0;
    folded.replace(/[\p{Alphabetic}\p{N}]+/gu, function (word, start) {
      var fit = asked.filter(function (one) { return word.indexOf(one) === 0; }).sort(function (a, b) { return b.length - a.length; })[0];
      if (!fit) return "";
      into.append(text.slice(at, start), element("mark", "", text.slice(start, start + fit.length)));
      at = start + fit.length;
      return "";
    });
    into.append(text.slice(at));
  };
  var option = function (result, asked) {
    var link = element("a", result.quoted ? "found quoted" : "found");
    link.href = result.url;
    link.id = "found-" + options.length;
    link.tabIndex = -1;
    link.setAttribute("role", "option");
    link.setAttribute("aria-selected", "false");
    var title = element("span", "found-title");
    marked(title, result.title, asked);
    link.append(title);
    if (result.text) {
      var text = element("span", "found-text");
      marked(text, result.text, asked);
      link.append(" ", text);
    }
    if (result.date) link.append(" ", element("span", "found-date", result.date));
    options.push(link);
    return link;
  };

  var select = function (number) {
    if (options[active]) options[active].setAttribute("aria-selected", "false");
    active = number;
    if (!options[active]) {
      active = -1;
      input.removeAttribute("aria-activedescendant");
      return;
    }
    options[active].setAttribute("aria-selected", "true");
    options[active].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", options[active].id);
  };
  var show = function (groups, asked) {
    // What was chosen stays so while more comes in.
    var kept = options[active] ? options[active].href : "";
    options = [];
    select(-1);
    list.replaceChildren();
    groups.forEach(function (group) {
      if (!group.results || !group.results.length) return;
      var section = element("div", "found-group");
      section.setAttribute("role", "group");
      var name = element("h2", "label", group.name + " (" + group.total + (group.cut ? "+" : "") + ")");
      name.id = "found-in-" + KINDS[group.kind];
      name.setAttribute("role", "presentation");
      section.setAttribute("aria-labelledby", name.id);
      section.append(name);
      group.results.forEach(function (result) { section.append(option(result, asked)); });
      list.append(section);
    });
    if (kept) select(options.findIndex(function (link) { return link.href === kept; }));
    list.hidden = !options.length;
    input.setAttribute("aria-expanded", String(options.length > 0));
    more.hidden = !groups.some(function (group) { return group.results && group.total > group.results.length; });
  };

  var start = function () {
    return load("index").then(function (data) {
      if (!index) {
        index = data;
        index.starts = data.blocks.map(function (counts) {
          var sum = 0;
          return counts.map(function (number) { sum += number; return sum - number; });
        });
        index.totals = data.blocks.map(function (counts) { return counts.reduce(function (sum, number) { return sum + number; }, 0); });
      }
    });
  };
  // Shows what there is; `early`, what there is at once. Gives how much was found, for as long as it is `current`.
  var look = function (typed, early, current) {
    var asked = words(input.value);
    var grows = !/\s$/.test(input.value);
    // A last word of which there is too little yet is left out.
    if (early && grows && asked.length > 1 && asked[asked.length - 1].length < TELLING) {
      asked.pop();
      grows = false;
    }
    return Promise.all(asked.map(function (word, place) {
      return texts(word, grows && place === asked.length - 1, early).then(function (found) { return meanings(word, found); });
    })).then(function (found) {
      if (!current()) return null;
      var names = [index.ui.articles, index.ui.speakers, index.ui.quotations_found, index.ui.events_found, index.ui.pages_found];
      var total = 0;
      var groups = ORDER.map(function (kind) {
        var ids = ranked(kind, found);
        var cut = found.some(function (one) { return one[kind].everywhere || one[kind].cut; });
        var ofThese = chosen(kind, ids, early ? 0 : (typed ? FILES_TYPING : FILES)[kind]);
        // What leads the page is worth a file even while keys are pressed.
        if (early && !total && ids.length && ofThese[0] !== ids[0]) ofThese.unshift(ids[0]);
        total += ids.length;
        // What shows it is under way while the other kinds are ranked.
        var under = Promise.all(ofThese.map(function (id) { return place(kind, id); }));
        return { kind: kind, name: names[kind], total: ids.length, cut: cut, under: under };
      });
      // Each kind is shown as soon as it is there.
      return Promise.all(groups.map(function (group) {
        return group.under.then(function (results) {
          group.results = results;
          if (results.length && current()) show(groups, asked);
        });
      })).then(function () {
        if (!current() || early) return total;
        show(groups, asked);
        status.textContent = total ? count(index.ui.search_results, total) : asked.length ? index.ui.search_none : "";
        return total;
      });
    });
  };
  var search = function (typed) {
    var mine = turn += 1;
    var current = function () { return mine === turn; };
    return start().then(function () {
      if (!current()) return null;
      if (!typed || !words(input.value).length) return look(typed, false, current);
      return look(typed, true, current).then(function (total) {
        return total ? new Promise(function (go) { setTimeout(go, REST); }) : null;
      }).then(function () { return current() ? look(typed, false, current) : null; });
    }).catch(function () { if (current()) status.textContent = (index || { ui: form.dataset }).ui[index ? "search_failed" : "failed"]; });
  };

  // Without this script it is no combobox.
  [["role", "combobox"], ["aria-expanded", "false"], ["aria-controls", list.id], ["aria-autocomplete", "list"]].forEach(function (pair) {
    input.setAttribute(pair[0], pair[1]);
  });
  input.addEventListener("input", function () {
    extra = 0;
    select(-1);
    search(true);
    var query = input.value.trim();
    // The address follows, so that a search can be sent and come back to; a file's address may refuse.
    try { history.replaceState(null, "", query ? "?q=" + encodeURIComponent(query) : location.pathname); } catch (refused) { /* no matter */ }
  });
  input.addEventListener("focus", start, { once: true });
  input.addEventListener("keydown", function (event) {
    if (event.isComposing) return;
    var last = options.length - 1;
    if (event.key === "ArrowDown") select(active >= last ? 0 : active + 1);
    else if (event.key === "ArrowUp") select(active <= 0 ? last : active - 1);
    else if (event.key === "Enter" && options[active]) options[active].click();
    else if (event.key === "Escape" && active >= 0) select(-1);
    else if (event.key === "Escape" && input.value) { input.value = ""; input.dispatchEvent(new Event("input")); }
    else return;
    event.preventDefault();
  });
  more.addEventListener("click", function () { extra += 20; search(); });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    // Not what stands there while more is on its way, but what fits best.
    search().then(function () { if (options.length) options[0].click(); });
  });
  var query = new URLSearchParams(location.search).get("q");
  if (query) input.value = query;
  if (input.value) search();
  if (query !== null || location.hash === "#search") input.focus();
})();
