// Light or dark: as the reader chose here, else as their system says. Runs before the page is drawn, so that nothing
// flashes, and says that there are scripts (class `js`).
(function () {
  "use strict";
  var root = document.documentElement;
  var dark = matchMedia("(prefers-color-scheme: dark)");
  var keep = function (scheme) {
    // Storage may be forbidden; then the choice holds for this page.
    try {
      if (scheme) localStorage.setItem("scheme", scheme);
      else localStorage.removeItem("scheme");
    } catch (_) {}
  };
  var kept = function () {
    try {
      var scheme = localStorage.getItem("scheme");
      return scheme === "light" || scheme === "dark" ? scheme : null;
    } catch (_) {
      return null;
    }
  };
  var apply = function (scheme) {
    if (scheme) root.dataset.scheme = scheme;
    else delete root.dataset.scheme;
  };
  var isDark = function () {
    return root.dataset.scheme ? root.dataset.scheme === "dark" : dark.matches;
  };
  root.classList.add("js");
  apply(kept());
  // A choice made in another tab holds here too.
  addEventListener("storage", function (event) {
    if (event.key === "scheme") apply(kept());
  });
  // A slash leads to the search from everywhere but where one is being written.
  document.addEventListener("keydown", function (event) {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    var field = document.querySelector("[data-search-form] input");
    var link = document.querySelector("[data-search]");
    if (!field && !link) return;
    event.preventDefault();
    if (field) field.focus();
    else location.href = link.href + "#search";
  });
  document.addEventListener("DOMContentLoaded", function () {
    var button = document.querySelector("[data-scheme-switch]");
    if (!button) return;
    var tell = function () { button.setAttribute("aria-pressed", String(isDark())); };
    tell();
    dark.addEventListener("change", tell);
    addEventListener("storage", tell);
    button.addEventListener("click", function () {
      var wanted = isDark() ? "light" : "dark";
      // Who chooses what the system says follows the system again.
      var scheme = (wanted === "dark") === dark.matches ? null : wanted;
      keep(scheme);
      apply(scheme);
      tell();
    });
  });
})();
