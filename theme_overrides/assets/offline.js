/* Keeping pages for reading without a signal, as a page offers it: registers the worker of the site (sw.js), asks it
   what it may offer, and shows the buttons. assets/briefings.js loads it where a browser has workers: never from a
   folder or over plain http. All words come from the worker, which has them in the language of the page. */
(function () {
  "use strict";
  if (window.briefingsOffline) return;
  window.briefingsOffline = true;

  var root = new URL("..", document.currentScript.src);
  var language = document.documentElement.lang === "cy" ? "cy" : "en";
  var path = decodeURI(location.pathname).slice(root.pathname.length);
  if (path === "" || path.slice(-1) === "/") path += "index.html";
  var LIST = "briefings-list";
  /* Milliseconds without a word from the worker after which it is taken for gone. */
  var SILENCE = 60000;
  var words = {};
  var registration;

  if (!window.isSecureContext || !/^http/.test(location.protocol) || !navigator.serviceWorker) return;
  if (!document.querySelector("link[rel=manifest]")) return;

  /* --- the worker --------------------------------------------------------- */

  /* Ask the worker; each of its answers is given to `heard`, the last one says so by `end`. Returns what stops it. */
  function ask(worker, question, heard) {
    var channel = new MessageChannel();
    var timer;
    function wait() {
      clearTimeout(timer);
      timer = setTimeout(function () { heard({ end: true, reason: "offline" }); }, SILENCE);
    }
    channel.port1.onmessage = function (event) {
      wait();
      if (event.data.end) clearTimeout(timer);
      heard(event.data);
    };
    worker.postMessage(question, [channel.port2]);
    wait();
    return function () { channel.port1.postMessage("stop"); };
  }

  function withWorker(use) {
    if (registration && registration.active) use(registration.active);
  }

  function say(name, values) {
    return (words[name] || "").replace(/\{(\w+)\}/g, function (whole, key) { return values ? values[key] : whole; });
  }

  function size(bytes) {
    var step = bytes >= 1e9 ? 3 : bytes >= 1e6 ? 2 : 1;
    var number = step > 1 ? bytes / Math.pow(1000, step) : Math.ceil(bytes / 1000);
    var text = number.toLocaleString(language, { maximumFractionDigits: step > 1 && number < 10 ? 1 : 0 });
    return say(["kb", "mb", "gb"][step - 1], { size: text });
  }

  function kept(day) {
    var parts = day.split("-").map(Number);
    return parts[2] + " " + words.months[parts[1] - 1] + " " + parts[0];
  }

  /* Ask that the browser does not clear what was saved when it wants room. Only where somebody saves something. */
  function persist() {
    if (navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(function () {});
  }

  /* --- one button on a page ----------------------------------------------- */

  function Place(element, hello) {
    this.element = element;
    this.button = element.querySelector("button");
    this.topic = element.getAttribute("data-offline");
    var found = (hello.topics || []).filter(function (topic) { return topic[0] === element.dataset.offline; })[0];
    this.bytes = this.topic ? (found ? found[3] : 0) : hello.bytes;
    this.status = document.createElement("span");
    this.status.setAttribute("role", "status");
    element.append(" ", this.status);
    if (!this.bytes) { element.hidden = true; return; }
    this.saved = !this.topic && Boolean(hello.saved);
    this.label();
    this.button.disabled = false;
    this.button.addEventListener("click", this.press.bind(this));
  }
  Place.prototype.label = function () {
    if (this.stop) this.button.textContent = say("stop");
    else if (this.saved) this.button.textContent = say("remove");
    else this.button.textContent = say(this.topic ? "topic" : "save", { size: size(this.bytes) });
  };
  Place.prototype.press = function () {
    var place = this;
    if (this.stop) { this.stop(); return; }
    if (this.saved) {
      withWorker(function (worker) {
        ask(worker, { do: "remove", paths: [path] }, function () {
          place.saved = false;
          place.label();
          place.status.textContent = say("removed");
        });
      });
      return;
    }
    persist();
    withWorker(function (worker) {
      var question = { do: "save", language: language };
      if (place.topic) question.topic = place.topic; else question.paths = [path];
      place.stop = ask(worker, question, function (answer) {
        if (!answer.end) { place.progress(answer); return; }
        place.stop = null;
        if (place.bar) place.bar.remove();
        place.bar = null;
        place.saved = !place.topic && !answer.reason;
        place.status.textContent = say(answer.reason || "saved");
        place.label();
      });
      place.label();
    });
  };
  Place.prototype.progress = function (answer) {
    if (!this.bar && this.topic) {
      this.bar = document.createElement("progress");
      this.bar.setAttribute("aria-label", say("topic", { size: size(this.bytes) }));
      this.element.append(" ", this.bar);
    }
    if (!this.bar) return;
    this.bar.max = answer.total || 1;
    this.bar.value = answer.done;
  };

  /* --- the page "Reading without a signal" -------------------------------- */

  var here = document.querySelector("[data-keeping]");

  function part(name) { return here.querySelector('[data-part="' + name + '"]'); }

  function row(name) {
    return here.querySelector('[data-template="' + name + '"]').content.firstElementChild.cloneNode(true);
  }

  /* Who was sent here because a page could not be had learns which, and can try again. */
  function missing() {
    var asked = new URLSearchParams(location.search).get("page");
    if (!asked) return;
    var url = new URL(asked, root);
    if (url.origin !== root.origin || url.pathname.indexOf(root.pathname) !== 0) return;
    part("missing").hidden = false;
    part("again").href = url.href;
  }

  /* The briefings that "My reading" keeps, by the paths of their pages. */
  function myReading() {
    try {
      var items = JSON.parse(localStorage.getItem(LIST)).items;
      return Object.keys(items).map(function (id) { return items[id].url; }).filter(function (url) {
        return typeof url === "string";
      });
    } catch (e) {
      return [];
    }
  }

  function look(then) {
    withWorker(function (worker) {
      ask(worker, { do: "look", language: language }, function (answer) {
        if (!answer.words) return;
        words = answer.words;
        draw(answer);
        if (then) then();
      });
    });
  }

  function draw(answer) {
    part("cannot").hidden = true;
    part("tool").hidden = false;
    part("none").hidden = answer.saved.length > 0;
    part("saved").replaceChildren.apply(part("saved"), answer.saved.map(function (page) {
      var item = row("kept");
      var link = item.querySelector("a");
      var button = item.querySelector("button");
      link.textContent = page.title;
      link.href = new URL(page.path, root).href;
      if (page.language !== language) link.hreflang = page.language;
      item.querySelector(".count").textContent = size(page.bytes) + ", " + kept(page.day);
      button.setAttribute("aria-label", say("named", { title: page.title }));
      button.addEventListener("click", function () { remove({ paths: [page.path] }, say("removed")); });
      return item;
    }));
    part("saved-size").textContent = size(answer.savedBytes);
    part("visited-size").textContent = size(answer.visitedBytes);
    part("all-size").textContent = size(answer.bytes);
    part("clear").hidden = !answer.savedBytes && !answer.visitedBytes;
    part("everything-size").textContent = size(answer.all[1]);
    part("topics").replaceChildren.apply(part("topics"), answer.topics.map(function (topic) {
      var item = row("topic");
      var button = item.querySelector("button");
      item.querySelector(".kept-name").textContent = topic[1];
      item.querySelector(".count").textContent =
        size(topic[3]) + ". " + say("of", { done: topic[4], total: topic[2] });
      button.setAttribute("aria-label", button.textContent + ": " + topic[1]);
      button.addEventListener("click", function () { save({ topic: topic[0] }); });
      return item;
    }));
    var mine = myReading();
    part("mine").hidden = !mine.length;
    part("mine").querySelector(".count").textContent = mine.length;
    newer();
    if (navigator.storage && navigator.storage.estimate) {
      navigator.storage.estimate().then(function (estimate) {
        if (!estimate.quota) return;
        part("room").hidden = false;
        part("room").querySelector("dd").textContent = size(estimate.quota - estimate.usage);
      }).catch(function () {});
    }
  }

  function remove(what, said) {
    withWorker(function (worker) {
      ask(worker, Object.assign({ do: "remove" }, what), function () {
        look(function () {
          part("said").textContent = said;
          here.querySelector("#kept").focus();
        });
      });
    });
  }

  var stop = null;

  function save(what) {
    if (stop) return;
    persist();
    withWorker(function (worker) {
      var bar = part("now").querySelector("progress");
      var before = document.activeElement;
      bar.value = 0;
      part("said").textContent = "";
      part("progress").textContent = say("progress", { done: size(0), total: size(0) });
      part("now").hidden = false;
      part("stop").focus();
      stop = ask(worker, Object.assign({ do: "save", language: language }, what), function (answer) {
        if (!answer.end) {
          bar.max = answer.total || 1;
          bar.value = answer.done;
          part("progress").textContent = say("progress", { done: size(answer.done), total: size(answer.total) });
          return;
        }
        stop = null;
        part("now").hidden = true;
        look(function () {
          part("said").textContent = say(answer.reason || "saved");
          (document.contains(before) ? before : here.querySelector("#save")).focus();
        });
      });
    });
  }

  /* A build that has come meanwhile waits until no page of the older one is open, or until it is told to. */
  function newer() {
    var inset = part("newer");
    inset.hidden = !registration.waiting;
    inset.querySelector("span").textContent = say("newest");
    inset.querySelector("button").textContent = say("use");
  }

  function begin() {
    if (!here) return;
    missing();
    part("clear").addEventListener("click", function () { remove({}, say("removed")); });
    part("everything").addEventListener("click", function () { save({ all: true }); });
    part("mine").querySelector("button").addEventListener("click", function () { save({ paths: myReading() }); });
    part("stop").addEventListener("click", function () { if (stop) stop(); });
    part("newer").querySelector("button").addEventListener("click", function () {
      if (!registration.waiting) return;
      navigator.serviceWorker.addEventListener("controllerchange", function () { location.reload(); });
      registration.waiting.postMessage({ do: "now" });
    });
    registration.addEventListener("updatefound", function () {
      registration.installing.addEventListener("statechange", newer);
    });
    look();
  }

  /* --- beginning ---------------------------------------------------------- */

  function hide() {
    document.querySelectorAll("[data-offline]").forEach(function (element) { element.hidden = true; });
  }

  function greet() {
    ask(registration.active, { do: "hello", path: path, language: language }, function (answer) {
      if (!answer.words) return;
      words = answer.words;
      document.querySelectorAll("[data-offline]").forEach(function (element) { new Place(element, answer); });
      begin();
    });
  }

  function register() {
    navigator.serviceWorker.register(new URL("sw.js", root).href).then(function (found) {
      registration = found;
      if (found.active) { greet(); return; }
      var worker = found.installing || found.waiting;
      worker.addEventListener("statechange", function () {
        if (worker.state === "activated") greet();
        else if (worker.state === "redundant") hide();
      });
    }).catch(hide);
  }

  if (here) missing();
  /* The page comes first. */
  (window.requestIdleCallback || setTimeout)(register);
})();
