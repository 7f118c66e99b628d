/* The form of the reading settings: on its own page, and in a sheet beside the text on any other. What is chosen stands
   in attributes of <html>, where reading.css sees it, and as pairs in the browser's own store. The sheet and its words
   come from the build (settings-en.js, settings-cy.js); this script holds none. */
(function () {
  "use strict";
  if (window.briefingsSettings) return;
  var root = document.documentElement;
  var STORE = "briefings-reading";
  var NAMES = ["colours", "paper", "text", "font", "letters", "lines", "width", "ruler"];
  var base = document.currentScript.getAttribute("src").replace(/[^/]*$/, "");

  /* Fetches a script or a style sheet, unless the page has it. */
  function load(name, done, failed) {
    var style = /css$/.test(name);
    var there = document.querySelector((style ? "link[href$='" : "script[src$='") + "/" + name + "']");
    if (there) { if (done) done(); return; }
    var element = document.createElement(style ? "link" : "script");
    element.onload = done;
    element.onerror = function () { element.remove(); if (failed) failed(); };
    if (style) element.rel = "stylesheet";
    element[style ? "href" : "src"] = base + name;
    document.head.appendChild(element);
  }

  /* --- what is chosen ------------------------------------------------------- */

  function get(name) { return root.getAttribute("data-" + name) || ""; }

  function set(name, value) {
    if (value) root.setAttribute("data-" + name, value);
    else root.removeAttribute("data-" + name);
  }

  /* Lets the page look like what is chosen. */
  function show() {
    if (NAMES.some(function (name) { return name !== "colours" && get(name); })) load("reading.css");
    if (get("ruler")) load("ruler.js");
    document.querySelectorAll("[data-act=theme]").forEach(function (button) {
      var dark = get("colours") ? get("colours") === "dark" : window.matchMedia("(prefers-color-scheme: dark)").matches;
      button.textContent = button.getAttribute(dark ? "data-light" : "data-dark");
    });
    document.querySelectorAll(".settings-form").forEach(mark);
  }

  /* Returns whether the browser keeps it. */
  function keep() {
    var pairs = NAMES.filter(get).map(function (name) { return name + ":" + get(name); });
    try {
      localStorage.setItem(STORE, pairs.join(" "));
      return true;
    } catch (e) {
      return false;
    }
  }

  /* Takes over what is kept: it may come from another tab. */
  function read() {
    var text;
    try { text = localStorage.getItem(STORE) || ""; } catch (e) { return; }
    var pairs = {};
    text.replace(/(\w+):(\w+)/g, function (pair, name, value) { pairs[name] = value; });
    NAMES.forEach(function (name) { set(name, pairs[name]); });
    show();
  }

  /* --- the form ------------------------------------------------------------- */

  /* One question for the reader; two pairs, so that the button for dark colours leads back to the paper. */
  function paper() {
    return get("colours") === "light" ? get("paper") || "light" : get("colours");
  }
  function choosePaper(value) {
    set("colours", value && value !== "dark" ? "light" : value);
    if (value !== "dark") set("paper", value === "light" ? "" : value);
  }

  function mark(form) {
    form.querySelectorAll("input").forEach(function (input) {
      var name = input.name.replace("reading-", "");
      input.checked = input.value === (name === "paper" ? paper() : get(name));
    });
  }

  function wire(form) {
    var status = form.querySelector("[role=status]");
    function done(words) {
      var kept = keep();
      form.querySelector("[data-lost]").hidden = kept;
      show();
      status.textContent = words + " " + (kept ? form.getAttribute("data-kept") : form.querySelector("[data-lost]").textContent);
    }
    form.addEventListener("change", function (event) {
      var input = event.target;
      var name = input.name.replace("reading-", "");
      if (name === "paper") choosePaper(input.value);
      else set(name, input.value);
      var legend = input.closest("fieldset").querySelector("legend").textContent;
      done(legend.trim() + ": " + input.closest("label").lastElementChild.textContent.trim() + ".");
    });
    form.querySelector("[data-reset]").addEventListener("click", function () {
      NAMES.forEach(function (name) { set(name, ""); });
      done(form.getAttribute("data-back"));
    });
    mark(form);
  }

  /* --- the sheet ------------------------------------------------------------ */

  var sheet = null;
  var opener = null;

  function close(event) {
    sheet.close();
    root.removeAttribute("data-sheet");
    /* The link may have gone with the menu that it stands in. */
    var shown = opener.getClientRects().length && (!opener.checkVisibility || opener.checkVisibility());
    var back = shown ? opener : document.querySelector(".menu summary");
    /* Who uses the keyboard sees where they are; who does not keeps the place where they read. */
    if (back) back.focus({ preventScroll: event.detail > 0 });
  }

  function make() {
    var template = document.createElement("template");
    template.innerHTML = window.briefingsSheet; /* words of our own catalogue, nobody's data */
    sheet = template.content.querySelector("dialog");
    sheet.querySelector("[data-whole]").href = opener.href;
    sheet.querySelector("[data-close]").addEventListener("click", close);
    /* After the header, so that the keyboard goes from the menu to the sheet and from there into the text. */
    document.querySelector("main").before(sheet);
    wire(sheet.querySelector(".settings-form"));
    document.addEventListener("keydown", function (event) {
      var elsewhere = event.target.closest && event.target.closest("dialog");
      if (event.key === "Escape" && sheet.open && (!elsewhere || elsewhere === sheet)) close(event);
    });
  }

  function open(link, leave) {
    if (document.querySelector("[data-settings-page]")) { leave(); return; }
    load("settings.css", function () {
      load("settings-" + root.lang + ".js", function () {
        if (!window.briefingsSheet) return; /* asked for twice, and not there yet */
        opener = link;
        if (!sheet) make();
        if (!sheet.open) sheet.show();
        root.setAttribute("data-sheet", "");
        sheet.querySelector("h2").focus({ preventScroll: true });
      }, leave);
    }, leave);
  }

  window.briefingsSettings = { open: open, read: read };

  /* --- the page ------------------------------------------------------------- */

  /* The way back to a page of this site. Many hosts let browsers tell no page where its reader comes from; then the
     browser's own history says whether it was one of ours. */
  function offerWayBack(place) {
    var home = new URL(place.querySelector("a").href + "/../..").href;
    var before = document.referrer;
    if (before.indexOf(home) === 0 && before.split("#")[0] !== location.href.split("#")[0]) {
      place.querySelector("a").href = before;
      place.hidden = false;
    } else if (!before && window.navigation && window.navigation.canGoBack) {
      place.querySelector("a").addEventListener("click", function (event) {
        event.preventDefault();
        history.back();
      });
      place.hidden = false;
    }
  }

  var page = document.querySelector("[data-settings-page]");
  if (page) {
    page.hidden = false;
    wire(page.querySelector(".settings-form"));
    offerWayBack(document.querySelector("[data-back-link]"));
  }
})();
