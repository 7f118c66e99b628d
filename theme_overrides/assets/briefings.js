/* What the pages do beyond HTML. Everything works without it: the buttons it
   serves are hidden until it runs. A classic script, for file:// has no modules.
   It is loaded in <head>, not deferred, so that what the reader has chosen stands
   before the first paint. Words come from data attributes: none are written here. */
(function () {
  "use strict";
  var root = document.documentElement;
  var READING = "briefings-reading";
  var SLASH = "briefings-slash";

  function stored(key) {
    try { return localStorage.getItem(key); } catch (e) { return null; }
  }
  function store(key, value) {
    try { localStorage.setItem(key, value); } catch (e) { /* private window: lasts for this page */ }
  }

  /* How the reader wants to read: pairs such as "colours:dark text:150", each an attribute of <html>. All but the two
     sets of colours have their looks in a style sheet of their own, which holds up the first paint, being written here.
     Changes, but for the button for colours, are settings.js's business. */
  var base = document.currentScript.getAttribute("src").replace(/[^/]*$/, "");
  var reading = kept();
  function kept() { return stored(READING) || ""; }
  reading.replace(/(\w+):(\w+)/g, function (pair, name, value) { root.setAttribute("data-" + name, value); });
  if (/(^| )(?!colours)\w/.test(reading)) {
    document.write('<link rel="stylesheet" href="' + base + 'reading.css">' +
      (/ruler/.test(reading) ? '<script defer src="' + base + 'ruler.js"></' + "script>" : ""));
  }
  function settings(done, failed) {
    if (window.briefingsSettings) return done();
    var script = document.createElement("script");
    script.onload = done;
    script.onerror = failed;
    script.src = base + "settings.js";
    document.head.appendChild(script);
  }
  /* Chosen in another tab, or on a page that the reader now comes back from. */
  function again(event) {
    if (event.persisted ? kept() !== reading : event.key === READING) {
      settings(function () { window.briefingsSettings.read(); });
    }
  }
  window.addEventListener("storage", again);
  window.addEventListener("pageshow", again);
  function isDark() {
    var chosen = root.getAttribute("data-colours");
    if (chosen) return chosen === "dark";
    return window.matchMedia("(prefers-color-scheme: dark)").matches;
  }

  /* Whoever comes to the search with a question should not first see the lists, even for a moment. */
  if (location.search) root.setAttribute("data-asked", "");

  /* http on an intranet is no secure context and has no navigator.clipboard. */
  function copy(text, done) {
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(text).then(done, function () { copyOldWay(text, done); });
    } else {
      copyOldWay(text, done);
    }
  }
  function copyOldWay(text, done) {
    var focused = document.activeElement;
    var area = document.createElement("textarea");
    area.value = text;
    area.className = "unseen";
    document.body.appendChild(area);
    area.select();
    var ok = false;
    try { ok = document.execCommand("copy"); } catch (e) { /* stays false */ }
    area.remove();
    if (focused) focused.focus();
    if (ok) done();
  }

  function textOf(selector) {
    var element = selector && document.querySelector(selector);
    if (!element) return "";
    var paragraphs = element.querySelectorAll("p");
    return Array.prototype.map.call(paragraphs.length ? paragraphs : [element], function (part) {
      return part.textContent.replace(/\s+/g, " ").trim();
    }).join("\n");
  }

  /* "Copied", on the button for those who look and in the status line for those who listen. */
  function confirm(button) {
    var word = button.getAttribute("data-done");
    var before = button.getAttribute("data-label") || button.textContent;
    button.setAttribute("data-label", before);
    button.textContent = word;
    var status = document.querySelector("[data-say]");
    if (status) status.textContent = word;
    setTimeout(function () {
      button.textContent = before;
      if (status) status.textContent = "";
    }, 2500);
  }

  var acts = {
    "copy": function (button) {
      var parts = [textOf(button.getAttribute("data-from")), textOf(button.getAttribute("data-with"))];
      copy(parts.filter(Boolean).join("\n\n"), function () { confirm(button); });
    },
    "copy-link": function (button) {
      copy(location.href.split("#")[0], function () { confirm(button); });
    },
    "print": function () { window.print(); },
    "theme": function () {
      var next = isDark() ? "light" : "dark";
      root.setAttribute("data-colours", next);
      reading = (kept().replace(/colours:\w+/, "") + " colours:" + next).trim();
      store(READING, reading);
    },
    "settings": function (link, event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      function leave() { location.href = link.href; }
      settings(function () { window.briefingsSettings.open(link, leave); }, leave);
    },
    "slash": function () {
      slash = !slash;
      store(SLASH, slash ? "on" : "off");
    }
  };
  /* Buttons that say what they will do next. */
  var labels = {
    "theme": function () { return isDark() ? "data-light" : "data-dark"; },
    "slash": function () { return slash ? "data-off" : "data-on"; }
  };
  function label(button, name) {
    if (labels[name]) button.textContent = button.getAttribute(labels[name]());
  }

  /* "/" leads to the search box, from wherever nothing is being typed. A key without Ctrl or Alt can be struck by
     mistake, or by somebody's voice: it can be switched off (WCAG 2.1.4). */
  var slash = stored(SLASH) !== "off";
  var TYPING = "textarea, select, dialog, [contenteditable], input:not([type=checkbox]):not([type=radio])";
  var BOXES = ["main input[name=q]", "header input[name=q]", ".search-link", ".menu summary"];
  document.addEventListener("keydown", function (event) {
    if (!slash || event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest(TYPING)) return;
    /* A narrow header has a link in the place of the box, a narrower one only the menu. */
    for (var i = 0; i < BOXES.length; i++) {
      var box = document.querySelector(BOXES[i]);
      if (box && box.getClientRects().length) {
        event.preventDefault();
        box.focus();
        if (box.select) box.select();
        return;
      }
    }
  });

  /* Closed parts hold text that a printed page and a link to it must show. */
  function openAround(element) {
    for (; element; element = element.parentElement) {
      if (element.tagName === "DETAILS") element.open = true;
    }
  }

  document.addEventListener("DOMContentLoaded", function () {
    root.removeAttribute("data-asked");
    document.querySelectorAll("[data-act]").forEach(function (button) {
      var name = button.getAttribute("data-act");
      if (!acts[name]) return;
      label(button, name);
      button.hidden = false;
      button.addEventListener("click", function (event) {
        acts[name](button, event);
        label(button, name);
      });
    });

    /* A citation says where the page was read; a folder on somebody's computer is no such place. */
    if (/^https?:$/.test(location.protocol)) {
      document.querySelectorAll("[data-address]").forEach(function (span) {
        span.textContent = span.getAttribute("data-address").split("{}").join(location.href.split("#")[0]);
        span.hidden = false;
      });
    }

    /* A review that has fallen due since the page was made. */
    document.querySelectorAll("[data-due]").forEach(function (inset) {
      inset.hidden = !(new Date(inset.getAttribute("data-due") + "T23:59:59") < new Date());
    });

    /* What keeps pages for reading without a signal comes late, where a browser allows it and the site offers it.
       Only https has navigator.serviceWorker; a folder has no host. */
    var keep = document.querySelector("[rel=manifest]");
    if (keep && location.host && navigator.serviceWorker) {
      document.querySelectorAll("[data-offline]").forEach((it) => it.hidden = false);
      addEventListener("load", () => setTimeout(() => {
        var tag = document.createElement("script");
        tag.src = new URL("../assets/offline.js", keep.href);
        document.head.append(tag);
      }, 999));
    }

    var menu = document.querySelector("details.menu");
    if (menu) {
      document.addEventListener("keydown", function (event) {
        if (event.key === "Escape" && menu.open) {
          menu.open = false;
          menu.querySelector("summary").focus();
        }
      });
      document.addEventListener("click", function (event) {
        if (menu.open && !menu.contains(event.target)) menu.open = false;
      });
      menu.addEventListener("focusout", function (event) {
        if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
      });
    }

    /* Our anchors are plain ASCII, so the hash needs no decoding (which throws on a stray %). */
    openAround(document.getElementById(location.hash.slice(1)));
  });

  /* The page says why nothing happens if the search itself did not arrive. */
  window.addEventListener("load", function () {
    var inset = document.querySelector("[data-unless-searching]");
    if (inset && !window.EvidenceSearch) inset.hidden = false;
  });

  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("main details:not([open]):not(.group)").forEach(function (d) {
      d.open = true;
      d.setAttribute("data-printed", "");
    });
  });
  window.addEventListener("afterprint", function () {
    document.querySelectorAll("details[data-printed]").forEach(function (d) {
      d.open = false;
      d.removeAttribute("data-printed");
    });
  });
})();
