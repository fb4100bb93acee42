
(function () {
  "use strict";
  var box = document.getElementById("filter");
  if (!box) { return; }
  var input = document.getElementById("words");
  var shown = document.getElementById("shown");
  var list = function (selector) { return Array.prototype.slice.call(document.querySelectorAll(selector)); };
  var fold = function (text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f\u02bb\u02bc\u2018\u2019'`]/g, "").toLowerCase();
  };
  var articles = list("main article");
  var chapters = list("main section.chapter");
  var entries = {};
  list("nav details li").forEach(function (entry) {
    entries[entry.querySelector("a").getAttribute("href").slice(1)] = entry;
  });
  var lists = list("nav details");
  var closed = lists.map(function (one) { return !one.open; });
  var texts = null;
  var filtered = false;
  var apply = function () {
    var words = fold(input.value).split(/\s+/).filter(Boolean);
    texts = texts || articles.map(function (article) { return fold(article.textContent); });
    var count = 0;
    articles.forEach(function (article, n) {
      var hit = words.every(function (word) { return texts[n].indexOf(word) !== -1; });
      article.hidden = !hit;
      if (entries[article.id]) { entries[article.id].hidden = !hit; }
      if (hit) { count += 1; }
    });
    chapters.forEach(function (chapter) { chapter.hidden = !chapter.querySelector("article:not([hidden])"); });
    lists.forEach(function (one, n) {
      var any = one.querySelector("li:not([hidden])");
      one.parentNode.hidden = !any;
      if (words.length > 0) { one.open = true; } else if (filtered) { one.open = !closed[n]; }
    });
    filtered = words.length > 0;
    shown.textContent = filtered ? count + " of " + articles.length + " records shown" : articles.length + " records";
  };
  var follow = function () {
    var name = location.hash.slice(1);
    try { name = decodeURIComponent(name); } catch (fault) { return; }
    if (name.indexOf("filter=") === 0) {
      input.value = name.slice(7);
      apply();
      return;
    }
    var target = name ? document.getElementById(name) : null;
    var article = target ? target.closest("article, section.chapter") : null;
    if (article) {
      if (article.hidden) {
        input.value = "";
        apply();
        article.scrollIntoView();
      }
    }
  };
  var waiting = 0;
  input.addEventListener("input", function () {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 120);
  });
  input.addEventListener("keydown", function (event) {
    if (event.key === "Escape") {
      input.value = "";
      clearTimeout(waiting);
      apply();
    }
  });
  window.addEventListener("hashchange", follow);
  box.hidden = false;
  apply();
  follow();
})();
