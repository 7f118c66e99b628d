/* Saves the citations of all results of a search as one file for reference managers. They stand in scripts below
   data/citations/, for a page from a folder may load nothing else; which part names a record, site/takeaways.py says
   the same way. Nothing is loaded before somebody asks. */
(function () {
  "use strict";
  var box = document.querySelector("[data-citations]");
  if (!box || !window.EvidenceSearch || !("download" in document.createElement("a"))) return;
  var parts = Number(box.getAttribute("data-parts"));
  var status = box.querySelector("[role=status]");
  var known = {};
  var loading = {};
  var opening = null;
  var FORMATS = {
    ".ris": ["application/x-research-info-systems", "", "\n", ""],
    ".bib": ["application/x-bibtex", "", "\n", ""],
    ".csl.json": ["application/vnd.citationstyles.csl+json", "[\n", ",\n", "\n]\n"]
  };

  window.evidenceCitations = function (part) { Object.assign(known, part); };

  function partOf(id) {
    var number = 0;
    for (var place = 0; place < id.length; place++) number = (number * 31 + id.charCodeAt(place)) % 65521;
    return number % parts;
  }

  function load(part) {
    if (!loading[part]) {
      loading[part] = new Promise(function (resolve, reject) {
        var script = document.createElement("script");
        script.src = box.getAttribute("data-citations").replace("{}", part);
        script.onload = resolve;
        script.onerror = reject;
        document.head.appendChild(script);
      });
      loading[part].catch(function () { loading[part] = null; });
    }
    return loading[part];
  }

  /* All results of what the address of the page says, in the order in which they are shown. */
  function results() {
    if (!opening) {
      opening = window.EvidenceSearch.open({ language: document.documentElement.lang });
      opening.catch(function () { opening = null; });
    }
    return opening.then(function (search) {
      var hash = location.hash;
      var asked = new URLSearchParams(hash.indexOf("#?") === 0 ? hash.slice(2) : location.search);
      var text = asked.get("q") || "";
      var filters = {};
      search.facets.forEach(function (facet) {
        var values = asked.getAll(facet.name).filter(Boolean);
        if (values.length) filters[facet.name] = values;
      });
      var sort = asked.get("sort") || (text.trim() ? "relevance" : "newest");
      return search.search(text, { filters: filters, sort: sort, limit: search.count, facets: false });
    }).then(function (answer) {
      return answer.results.map(function (result) { return result.id; });
    });
  }

  function save(ending, entries) {
    var format = FORMATS[ending];
    var blob = new Blob([format[1] + entries.join(format[2]) + format[3]], { type: format[0] });
    var link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = "briefings" + ending;
    document.body.appendChild(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
  }

  box.querySelectorAll("[data-ending]").forEach(function (button, place) {
    button.addEventListener("click", function () {
      status.textContent = "";
      results().then(function (ids) {
        return Promise.all(ids.map(partOf).map(load)).then(function () {
          var cited = ids.filter(function (id) { return known[id]; });
          save(button.getAttribute("data-ending"), cited.map(function (id) { return known[id][place]; }));
          status.textContent = box.getAttribute("data-saved").replace("{count}", cited.length);
        });
      }).catch(function () { status.textContent = box.getAttribute("data-failed"); });
    });
  });
  /* The first results that are shown, as many as a comparison holds. */
  var compare = box.querySelector("[data-compare]");
  compare.addEventListener("click", function () {
    var shown = document.querySelectorAll("[data-part=results] h3 a");
    var ids = Array.prototype.slice.call(shown, 0, 4).map(function (link) {
      return "id=" + link.getAttribute("href").split("/").pop().replace(".html", "");
    });
    compare.href = compare.getAttribute("data-compare") + "?" + ids.join("&");
  });
  box.hidden = false;
})();
