/* How a page of your own asks the evidence briefings (see search-example.html). A plain script: copy what you need.

   EvidenceSearch.open({base, language}) gives a Promise of a search.
     base      the address of the briefings' site; left out, it is where evidence-search.js came from
     language  "en" or "cy"
   search.search(text, {filters, sort, offset, limit, facets}) gives a Promise of {total, results, ...}.
     Every text of a result is {text, language, marks}: show it with textContent, never as HTML, and mark its
     language where it is not that of your page. `marks` says which letters matched.
   All of it is described in plugins/browser/README.md. */
(function () {
  "use strict";

  /* The language of this page: from its address here, from wherever you know it on your site. */
  var language = /[?&]lang=cy\b/.test(location.search) ? "cy" : "en";
  document.documentElement.lang = language;
  document.querySelectorAll("[data-language]").forEach(function (section) {
    section.hidden = section.getAttribute("data-language") !== language;
  });

  var page = document.querySelector("[data-language]:not([hidden])");
  var form = page.querySelector("form");
  var box = page.querySelector("input");
  var status = page.querySelector("[role=status]");
  var list = page.querySelector("ol");
  var all = page.querySelector("[data-all]");
  var searchPage = all.href;

  /* Opened once, and again after a failure. */
  var opening = null;
  function opened() {
    if (!opening) {
      opening = EvidenceSearch.open({ language: language });
      opening.catch(function () { opening = null; });
    }
    return opening;
  }

  /* Answers may overtake each other: only the one to the last question is shown. */
  var asked = 0;
  function ask() {
    var number = ++asked;
    var text = box.value;
    all.href = searchPage + "?q=" + encodeURIComponent(text);
    if (!text.trim()) return clear("");
    opened().then(function (search) {
      return search.search(text, { limit: 5, facets: false });
    }).then(function (answer) {
      if (number === asked) show(answer);
    }, function () {
      if (number === asked) clear(status.getAttribute("data-failed"));
    });
  }

  function clear(words) {
    status.textContent = words;
    list.replaceChildren();
  }

  function show(answer) {
    status.textContent = status.getAttribute("data-count").replace("{count}", answer.total);
    list.replaceChildren.apply(list, answer.results.map(function (result) {
      var item = document.createElement("li");
      var link = document.createElement("a");
      var line = document.createElement("p");
      link.href = result.url; /* whole, so that it works from your page */
      say(link, result.title);
      say(line, result.bottomLine);
      item.append(link, line);
      return item;
    }));
  }

  function say(element, said) {
    element.textContent = said.text;
    if (said.language !== language) element.lang = said.language;
  }

  var timer;
  box.addEventListener("input", function () {
    clearTimeout(timer);
    timer = setTimeout(ask, 150);
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    ask();
  });
})();
