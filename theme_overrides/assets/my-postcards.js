/* Postcards of the briefings that a reader has saved in this browser. What is
   stored is text from elsewhere: it is only ever shown as text. */
(function () {
  "use strict";
  var KEY = "briefings-list";
  var PER_SHEET = 4;
  var page = document.getElementById("mine");
  var sheets = page.querySelector(".pc-sheets");
  var template = document.getElementById("card");
  var sizes = JSON.parse(page.getAttribute("data-sizes"));
  var pictures = page.querySelectorAll("symbol[id^=picture-]").length;

  function when(name) { page.querySelector("[data-when=" + name + "]").hidden = false; }
  function words(value) { return typeof value === "string" ? value.trim() : ""; }

  var stored;
  try { stored = localStorage.getItem(KEY); } catch (e) { return when("blocked"); }
  var items;
  try { items = stored ? JSON.parse(stored).items : {}; } catch (e) { return when("broken"); }
  if (!items || typeof items !== "object") return when("broken");

  /* Latest first, as the list of what was saved; those of one day by title. */
  var saved = Object.keys(items).map(function (id) { return items[id]; }).filter(function (item) {
    return item && Array.isArray(item.messages) && words(item.title) && /^(en|cy)\/[^:\\]*$/.test(words(item.url));
  }).sort(function (a, b) {
    return words(b.saved).localeCompare(words(a.saved)) || words(a.title).localeCompare(words(b.title));
  });

  /* In which size a message fits: reckoned as in site/postcard.py, and explained there. */
  function lines(text, width, letter) {
    var room = Math.floor(width / letter), count = 1, used = 0;
    text.split(/\s+/).filter(Boolean).forEach(function (word) {
      if (used && used + 1 + word.length > room) { count++; used = 0; }
      used += word.length + (used ? 1 : 0);
      count += Math.floor((used - 1) / room);
      used = (used - 1) % room + 1;
    });
    return count;
  }
  function sizeOf(message, title, stamp) {
    for (var i = 0; i < sizes.length; i++) {
      var large = sizes[i][0], small = sizes[i][1];
      var beside = stamp.reduce(function (sum, line) { return sum + lines(line, 57, small * .5) * small * 1.3 + .8; }, 0);
      var height = lines(message, 87, large * .56) * large * 1.22 + lines(title, 87, 1.9) * 4.25 + Math.max(beside, 26);
      if (height <= 99) return i + 1;
    }
    return sizes.length;
  }
  function pictureOf(id) {
    var sum = 0;
    for (var i = 0; i < id.length; i++) sum += id.charCodeAt(i);
    return sum % pictures;
  }

  function languageOf(value) { return value === "en" || value === "cy" ? value : null; }
  function put(card, selector, text, language) {
    var place = card.querySelector(selector);
    place.textContent = text;
    if (language && language !== document.documentElement.lang) place.lang = language;
  }
  function cardOf(item, message) {
    var card = template.content.cloneNode(true).firstElementChild;
    var language = languageOf(item.language);
    /* A page may show words in the other language, where they are not translated yet. */
    var spoken = languageOf(item.text_language) || language;
    var stamp = item.stamp || {};
    card.querySelector(".pc-picture use").setAttribute("href", "#picture-" + pictureOf(words(item.id)));
    put(card, ".pc-say", message, spoken);
    put(card, ".pc-from", words(item.title), spoken);
    ["applies", "sure", "reviewed"].forEach(function (name) {
      var line = card.querySelector("[data-slot=" + name + "]");
      line.hidden = !words(stamp[name]);
      put(line, "span", words(stamp[name]), language);
    });
    var said = Array.prototype.map.call(card.querySelectorAll("li:not([hidden])"), function (line) { return line.textContent; });
    card.classList.add("s" + sizeOf(message, words(item.title), said));
    card.querySelector(".pc-code").setAttribute("data-to", (page.getAttribute("data-site") || page.getAttribute("data-root")) + item.url);
    return card;
  }

  var number = 0, sheet = null;
  saved.forEach(function (item) {
    item.messages.forEach(function (message) {
      var text = words(message && message.text ? message.text : message);
      if (!text) return;
      if (number++ % PER_SHEET === 0) {
        sheet = sheets.appendChild(document.createElement("ul"));
        sheet.className = "pc-sheet";
      }
      sheet.appendChild(cardOf(item, text));
    });
  });
  when(number ? "cards" : "empty");
  var count = page.querySelector("[data-count]");
  if (count) count.textContent = count.getAttribute("data-count").replace("{count}", number).replace("{sheets}", Math.ceil(number / PER_SHEET));
})();
