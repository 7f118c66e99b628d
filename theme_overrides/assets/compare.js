/* Records side by side: the table of what stands in the address (?id=a&id=b), and any such table as CSV.
   A classic script, for file:// has neither modules nor fetch: the cells come as scripts that call
   EvidenceCompare.take (site/compare_files.py says what is in them). Text is set as text, never as HTML. */
(function () {
  "use strict";
  var FORMAT = 1;
  var NAMES_IN_A_LIST = 8;
  var root = document.querySelector("[data-compare]");
  var taken = {};

  window.EvidenceCompare = { take: function (name, value) { taken[name] = value; } };

  function element(tag, attributes, text) {
    var made = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) {
      if (attributes[name]) made.setAttribute(name, attributes[name]);
    });
    if (text !== undefined) made.textContent = text;
    return made;
  }
  function say(words) {
    var status = document.querySelector("[data-say]");
    if (status) status.textContent = words;
  }

  /* CSV ---------------------------------------------------------------------
     What begins with these a spreadsheet takes for a formula and runs. */
  function field(text) {
    if (/^[\s]*[=+\-@\t\r]/.test(text)) text = "'" + text;
    return '"' + text.replace(/"/g, '""') + '"';
  }
  function words(node) {
    var text = node.textContent.replace(/\s+/g, " ").trim();
    var link = node.querySelector("a[href^='http']");
    return link ? text + " <" + link.getAttribute("href") + ">" : text;
  }
  function csv(table) {
    var width = table.rows[0].cells.length;
    function record(fields) {
      while (fields.length < width) fields.push("");
      return fields.map(field).join(",");
    }
    var lines = Array.from(table.rows, function (row) {
      return record(Array.from(row.cells, function (cell) {
        var parts = cell.querySelectorAll("p");
        return parts.length ? Array.from(parts, words).join("\n") : words(cell);
      }));
    });
    var caveat = document.querySelector(".compare-caveat");
    if (caveat) lines.push(record([words(caveat)]));
    /* The mark at the beginning tells a spreadsheet that this is UTF-8. */
    return "\ufeff" + lines.join("\r\n") + "\r\n";
  }
  function download(table) {
    var ids = Array.from(table.querySelectorAll("thead a"), function (link) {
      return link.getAttribute("href").split("/").pop().replace(/\.html$/, "");
    });
    var url = URL.createObjectURL(new Blob([csv(table)], { type: "text/csv;charset=utf-8" }));
    var link = element("a", { href: url, download: ids.join("_").slice(0, 100) + ".csv" });
    document.body.appendChild(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(url); }, 10000);
  }
  document.querySelectorAll("[data-csv]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      download(document.getElementById(button.getAttribute("data-csv")));
    });
  });
  if (!root) return;

  /* What is chosen ---------------------------------------------------------- */
  var language = document.documentElement.lang;
  var folder = root.getAttribute("data-compare");
  var most = Number(root.getAttribute("data-most"));
  var parts = {};
  root.querySelectorAll("[data-part]").forEach(function (part) { parts[part.getAttribute("data-part")] = part; });
  var manifest = null;
  var numbers = {};
  var chosen = [];
  var asked = 0;

  function word(name, values) {
    return root.getAttribute("data-" + name).replace(/\{(\w+)\}/g, function (whole, key) {
      return key in (values || {}) ? values[key] : whole;
    });
  }
  function load(name, path) {
    return new Promise(function (resolve, reject) {
      if (taken[name]) return resolve(taken[name]);
      var script = element("script", { src: folder + path });
      script.onload = script.onerror = function () {
        script.remove();
        /* A server's "not found" loads too, but makes no such call. */
        if (taken[name]) resolve(taken[name]);
        else reject(new Error(path));
      };
      document.head.appendChild(script);
    });
  }
  function failed() {
    document.querySelector("[data-unless-comparing]").hidden = false;
    parts.result.hidden = true;
  }

  /* The query stands after "#" where a browser does not let a page from a folder change its address. */
  function query() {
    return location.hash.indexOf("#?") === 0 ? location.hash.slice(2) : location.search.slice(1);
  }
  function write(settled) {
    var wanted = new URLSearchParams();
    chosen.forEach(function (id) { wanted.append("id", id); });
    if (parts.differ.checked) wanted.append("differ", "1");
    var text = wanted.toString();
    if (text === query()) return;
    try {
      history[settled ? "pushState" : "replaceState"](null, "", location.href.split(/[?#]/)[0] + (text && "?" + text));
    } catch (e) {
      if (location.protocol === "file:") location.hash = "?" + text;
    }
    otherLanguage();
  }
  function otherLanguage() {
    document.querySelectorAll("a.language").forEach(function (link) {
      link.href = link.href.split(/[?#]/)[0] + (query() && "?" + query());
    });
  }

  /* Take the ids of the address. What is wrong with it is said, and the rest compared all the same. */
  function read() {
    var given = new URLSearchParams(query());
    var notes = [];
    var left = [];
    chosen = [];
    given.getAll("id").forEach(function (id) {
      id = id.trim();
      if (!id) return;
      if (!(id in numbers)) notes.push(word("wrong", { name: id.slice(0, 80) }));
      else if (chosen.indexOf(id) >= 0) notes.push(word("twice", { name: title(id) }));
      else if (chosen.length === most) left.push(title(id));
      else chosen.push(id);
    });
    if (left.length) notes.push(word("many", { names: left.join("; ") }));
    parts.differ.checked = given.get("differ") === "1";
    parts.notes.textContent = "";
    notes.forEach(function (note) { parts.notes.appendChild(element("p", { "class": "inset" }, note)); });
  }

  function record(id) { return manifest.records[numbers[id]]; }
  function title(id) { return record(id)[1]; }
  function address(id) { return manifest.address.replace("{}", id); }
  function titled(tag, id, attributes) {
    return element(tag, Object.assign({ lang: record(id)[3] }, attributes), title(id));
  }

  /* The table --------------------------------------------------------------- */
  function line(cell, of) {
    var all = Array.isArray(of) ? of : [of];
    var text = all[0], spoken = all[1], url = all[2], says = all[3], label = all[4];
    var shown = element("p", { "class": says && "says-" + says.replace(/_/g, "-") });
    if (label) {
      shown.appendChild(element("span", { "class": "compare-label" }, label + ":"));
      shown.appendChild(document.createTextNode(" "));
    }
    if (url) shown.appendChild(element("a", { href: url, lang: spoken }, text));
    else if (spoken) shown.appendChild(element("span", { lang: spoken }, text));
    else shown.appendChild(document.createTextNode(text));
    cell.appendChild(shown);
  }
  function row(label, cells, url, context) {
    var made = element("tr");
    var head = element("th", { scope: "row" });
    head.appendChild(url ? element("a", { href: url }, label) : document.createTextNode(label));
    if (context) {
      var of = Array.isArray(context) ? context : [context];
      var what = element("span", { "class": "compare-for" }, (of[4] || "") + ": ");
      what.appendChild(of[1] ? element("span", { lang: of[1] }, of[0]) : document.createTextNode(of[0]));
      head.appendChild(document.createTextNode(" "));
      head.appendChild(what);
    }
    made.appendChild(head);
    cells.forEach(function (lines, column) {
      var cell = element("td");
      var whose = element("span", { "class": "compare-of" });
      whose.appendChild(titled("span", chosen[column]));
      cell.appendChild(whose);
      lines.forEach(function (each) { line(cell, each); });
      made.appendChild(cell);
    });
    var first = JSON.stringify(cells[0]);
    if (cells.every(function (lines) { return JSON.stringify(lines) === first; })) made.setAttribute("data-same", "");
    return made;
  }
  /* Each scheme, and each thing that one rates apart, has a row of its own. */
  function ratingRows(records) {
    var rows = [];
    records.forEach(function (each) {
      each[1].forEach(function (rated) {
        var known = rows.some(function (other) { return other[0] === rated[0] && other[2] === rated[2]; });
        if (!known) rows.push(rated);
      });
    });
    rows.sort(function (a, b) { return a[0] - b[0] || a[1] - b[1]; });
    if (!rows.length) return [row(manifest.ratings, records.map(function () { return manifest.gaps.ratings; }))];
    return rows.map(function (rated) {
      var cells = records.map(function (each) {
        var byIt = each[1].filter(function (other) { return other[0] === rated[0]; });
        var found = byIt.filter(function (other) { return other[2] === rated[2]; });
        if (found.length) return found.reduce(function (all, other) { return all.concat(other[4]); }, []);
        return manifest.gaps[byIt.length ? "context" : "scheme"];
      });
      var scheme = manifest.schemes[rated[0]];
      return row(scheme[0], cells, scheme[1], rated[3]);
    });
  }
  function table(records) {
    var made = element("table", { "class": "compare columns-" + records.length, id: "compare-table" });
    made.appendChild(element("caption", { "class": "unseen" }, word("caption")));
    var head = element("tr");
    var corner = element("th", { scope: "col", "class": "compare-corner" });
    corner.appendChild(element("span", { "class": "unseen" }, word("question")));
    head.appendChild(corner);
    chosen.forEach(function (id) {
      var column = element("th", { scope: "col" });
      column.appendChild(titled("a", id, { href: address(id) }));
      head.appendChild(column);
    });
    made.createTHead().appendChild(head);
    var number = 0;
    manifest.groups.forEach(function (group) {
      var rows = [];
      group[1].forEach(function (question) {
        if (!question) {
          rows = rows.concat(ratingRows(records));
          return;
        }
        var cells = records.map(function (each) { return each[0][number]; });
        number += 1;
        if (!cells.some(Boolean)) return;
        rows.push(row(question[0], cells.map(function (cell) { return cell || manifest.gaps.programme; })));
      });
      if (!rows.length) return;
      var body = made.appendChild(element("tbody"));
      var heading = element("th", { scope: "rowgroup", colspan: String(records.length + 1) }, group[0]);
      body.appendChild(element("tr", { "class": "compare-group" })).appendChild(heading);
      rows.forEach(function (each) { body.appendChild(each); });
    });
    return made;
  }
  function onlyDifferent() {
    var shown = document.getElementById("compare-table");
    if (!shown) return;
    var any = false;
    Array.from(shown.tBodies).forEach(function (body) {
      var rows = Array.from(body.rows).slice(1);
      rows.forEach(function (each) { each.hidden = parts.differ.checked && each.hasAttribute("data-same"); });
      body.hidden = rows.every(function (each) { return each.hidden; });
      any = any || !body.hidden;
    });
    if (!any) say(word("same"));
  }

  /* Show what is chosen; late answers are dropped. */
  function show() {
    var mine = asked += 1;
    parts.count.textContent = word("count", { count: chosen.length });
    parts.chosen.textContent = "";
    chosen.forEach(listChosen);
    parts.adding.hidden = chosen.length === most;
    parts.one.hidden = chosen.length !== 1;
    suggest();
    if (chosen.length < 2) {
      parts.result.hidden = true;
      parts.table.textContent = "";
      return Promise.resolve();
    }
    return Promise.all(chosen.map(function (id) {
      var file = Math.floor(numbers[id] / manifest.size);
      return load(language + "/" + file, file + "-" + manifest.hashes[file] + ".js").then(function (records) {
        return records[numbers[id] % manifest.size];
      });
    })).then(function (records) {
      if (mine !== asked) return;
      var frame = element("div", { "class": "compare-frame" });
      frame.appendChild(table(records));
      parts.table.textContent = "";
      parts.table.appendChild(frame);
      parts.result.hidden = false;
      document.querySelector("[data-unless-comparing]").hidden = true;
      onlyDifferent();
    }, failed);
  }

  function template(name) {
    return root.querySelector("[data-template=" + name + "]").content.firstElementChild.cloneNode(true);
  }
  function listChosen(id, place) {
    var item = template("chosen");
    item.querySelector(".compare-title").appendChild(titled("a", id, { href: address(id) }));
    item.querySelectorAll("button").forEach(function (button) {
      var what = button.getAttribute("data-do");
      button.setAttribute("aria-label", word(what, { title: title(id) }));
      button.setAttribute("data-id", id);
      button.hidden = (what === "earlier" && !place) || (what === "later" && place === chosen.length - 1);
    });
    parts.chosen.appendChild(item);
  }
  /* What was chosen anew is settled: it has an entry of its own in the history. */
  function settle(words) {
    parts.notes.textContent = "";
    write(true);
    // What was found while somebody typed is no longer news.
    clearTimeout(pause);
    say(words);
    return show();
  }

  parts.chosen.addEventListener("click", function (event) {
    var button = event.target.closest("button");
    if (!button) return;
    var id = button.getAttribute("data-id"), what = button.getAttribute("data-do"), place = chosen.indexOf(id);
    chosen.splice(place, 1);
    if (what === "remove") {
      settle(word("removed", { title: title(id) }));
      document.getElementById("choose").focus();
      return;
    }
    chosen.splice(place + (what === "earlier" ? -1 : 1), 0, id);
    settle(word("moved", { title: title(id) }));
    /* The button may have gone, at the end of the list; then the other one is there. */
    var there = Array.from(parts.chosen.querySelectorAll("button")).filter(function (each) {
      return each.getAttribute("data-id") === id && !each.hidden;
    });
    var same = there.filter(function (each) { return each.getAttribute("data-do") === what; });
    (same[0] || there[0]).focus();
  });

  /* Titles that have all the words that were typed, accents and case aside. */
  function plain(text) { return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase(); }
  var add = document.getElementById("add");
  function suggest() {
    var wanted = plain(add.value).split(/\s+/).filter(Boolean);
    var found = !wanted.length ? [] : manifest.order.filter(function (number) {
      var text = plain(manifest.records[number][1]);
      return chosen.indexOf(manifest.records[number][0]) < 0 &&
        wanted.every(function (each) { return text.indexOf(each) >= 0; });
    });
    parts.titles.textContent = "";
    found.slice(0, NAMES_IN_A_LIST).forEach(function (number) {
      var each = manifest.records[number], item = template("title");
      var name = item.querySelector("[data-in=title]");
      name.textContent = each[1];
      if (each[3]) name.lang = each[3];
      item.querySelector("[data-in=kind]").textContent = manifest.kinds[each[2]];
      item.querySelector("button").setAttribute("data-id", each[0]);
      parts.titles.appendChild(item);
    });
    parts.found.textContent = !wanted.length ? "" : found.length ? word("found", { count: found.length }) : word("none");
    return wanted.length > 0;
  }
  var pause;
  add.addEventListener("input", function () {
    suggest();
    clearTimeout(pause);
    pause = setTimeout(function () { say(parts.found.textContent); }, 700);
  });
  parts.titles.addEventListener("click", function (event) {
    var button = event.target.closest("button");
    if (!button) return;
    var id = button.getAttribute("data-id");
    chosen.push(id);
    add.value = "";
    settle(word("added", { title: title(id) }) + " " + (chosen.length === most ? word("full") : ""));
    (chosen.length === most ? document.getElementById("side") : add).focus();
  });
  /* The arrows lead through the titles that were found, and back to the box. */
  parts.adding.addEventListener("keydown", function (event) {
    var step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Enter" && event.target === add) {
      event.preventDefault();
      step = 1;
    }
    if (!step) return;
    var stops = [add].concat(Array.from(parts.titles.querySelectorAll("button")));
    var next = stops[stops.indexOf(event.target) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  parts.differ.addEventListener("change", function () {
    write(false);
    onlyDifferent();
  });
  window.addEventListener("popstate", function () {
    read();
    show();
    otherLanguage();
  });

  load(language + "/manifest", "manifest.js").then(function (found) {
    if (found.format !== FORMAT) return failed();
    manifest = found;
    numbers = Object.create(null);
    manifest.records.forEach(function (each, number) { numbers[each[0]] = number; });
    parts.tool.hidden = false;
    read();
    otherLanguage();
    return show();
  }, failed);
})();
