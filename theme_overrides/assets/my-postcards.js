/* Postcards of the briefings that a reader has saved in this browser. What is
   stored is text from elsewhere: it is only ever shown as text. */
(function () {
  "use strict";
  var KEY = "briefings-list";
  var PER_SHEET = 4;
  var page = document.getElementById("mine");
  var sheets = page.querySelector(".pc-sheets");
  var template = document.getElementById("card");
  var sizes = page.getAttribute("data-sizes").split(" ").map(Number);
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

  /* As site/postcards.py works them out. */
  var most = sizes.slice(1);
  function sizeOf(message, beside) {
    var weight = message.length + Math.floor(Math.max(0, beside.length - sizes[0]) / 2);
    return 1 + most.filter(function (signs) { return weight > signs; }).length;
  }
  function pictureOf(id) {
    var sum = 0;
    for (var i = 0; i < id.length; i++) sum += id.charCodeAt(i);
    return sum % pictures;
  }

  function put(card, selector, text, language) {
    var place = card.querySelector(selector);
    place.textContent = text;
    if (language && language !== document.documentElement.lang) place.lang = language;
  }
  function cardOf(item, message) {
    var card = template.content.cloneNode(true).firstElementChild;
    var language = item.language === "en" || item.language === "cy" ? item.language : null;
    var stamp = item.stamp || {};
    card.classList.add("s" + sizeOf(message, words(item.title) + words(stamp.sure)));
    card.querySelector(".pc-picture use").setAttribute("href", "#picture-" + pictureOf(words(item.id)));
    put(card, ".pc-say", message, language);
    put(card, ".pc-from", words(item.title), language);
    ["applies", "sure", "reviewed"].forEach(function (name) {
      var line = card.querySelector("[data-slot=" + name + "]");
      line.hidden = !words(stamp[name]);
      put(line, "span", words(stamp[name]), language);
    });
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
