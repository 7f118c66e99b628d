/* Which postcards are printed: a box on each card. Cards that are not are left
   out on paper, and those after them move up. Codes and addresses, where they
   are not known before the page is read, come from qr.js. */
(function () {
  "use strict";
  var PER_SHEET = 4;
  var sheets = document.querySelector(".pc-sheets");
  var template = document.getElementById("choose");
  var cards = sheets ? Array.prototype.slice.call(sheets.querySelectorAll(".pc")) : [];
  if (window.EvidenceQr && sheets) window.EvidenceQr.fill(sheets);
  if (!cards.length || !template) return;

  var boxes = cards.map(function (card, index) {
    var label = template.content.cloneNode(true).firstElementChild;
    var words = label.querySelector("[data-label]");
    words.textContent = words.getAttribute("data-label").replace("{}", index + 1);
    card.insertBefore(label, card.firstChild);
    return label.querySelector("input");
  });

  function say() {
    var chosen = boxes.filter(function (box) { return box.checked; }).length;
    var status = document.querySelector("[data-chosen]");
    var words = chosen === boxes.length ? "" : status.getAttribute("data-chosen");
    status.textContent = words.replace("{chosen}", chosen).replace("{total}", boxes.length)
      .replace("{sheets}", Math.ceil(chosen / PER_SHEET));
  }
  function show() {
    cards.forEach(function (card, index) { card.classList.toggle("is-out", !boxes[index].checked); });
    say();
  }
  boxes.forEach(function (box) { box.addEventListener("change", show); });
  document.querySelectorAll("[data-choose]").forEach(function (button) {
    button.hidden = cards.length < 2;
    button.addEventListener("click", function () {
      boxes.forEach(function (box) { box.checked = button.getAttribute("data-choose") === "all"; });
      show();
    });
  });
  /* A browser may bring back what was ticked before the page was left. */
  window.addEventListener("pageshow", show);

  /* Four of those that are printed to each sheet; the others stay where they are on the screen. */
  function fold() {
    var all = Array.prototype.slice.call(sheets.children);
    var number = 0, on = 0;
    cards.forEach(function (card, index) {
      if (boxes[index].checked && on === PER_SHEET) { number++; on = 0; }
      if (card.parentNode !== all[number]) all[number].appendChild(card);
      if (boxes[index].checked) on++;
    });
    all.forEach(function (sheet) { sheet.classList.toggle("is-out", !sheet.querySelector(".pc:not(.is-out)")); });
  }
  function unfold() {
    var all = Array.prototype.slice.call(sheets.children);
    cards.forEach(function (card, index) { all[Math.floor(index / PER_SHEET)].appendChild(card); });
    all.forEach(function (sheet) { sheet.classList.remove("is-out"); });
  }
  window.addEventListener("beforeprint", fold);
  window.addEventListener("afterprint", unfold);
})();
