/* What needs mending: which reviews fall due soon, how many are overdue today, and what one team keeps. What is
   overdue is marked by briefings.js, as everywhere. The page works without it. */
(function () {
  "use strict";
  var DAYS = 90;
  var now = new Date();
  var later = new Date(now.getTime() + DAYS * 24 * 60 * 60 * 1000);

  /* Overdue on the day after, as briefings.js has it. */
  function due(date) { return new Date(date + "T23:59:59"); }
  function isSoon(date) { return due(date) >= now && new Date(date + "T00:00:00") <= later; }

  document.querySelectorAll("[data-soon]").forEach(function (mark) {
    mark.hidden = !isSoon(mark.getAttribute("data-soon"));
  });

  /* "2026-11-01*3 2027-01-15*1": how many reviews are due on each day, those that the lists leave out as well. */
  document.querySelectorAll("[data-reviews]").forEach(function (line) {
    var overdue = 0;
    var soon = 0;
    line.getAttribute("data-reviews").split(" ").forEach(function (pair) {
      var parts = pair.split("*");
      if (!parts[1]) return;
      if (due(parts[0]) < now) overdue += Number(parts[1]);
      else if (isSoon(parts[0])) soon += Number(parts[1]);
    });
    line.textContent = line.getAttribute("data-words").replace("{overdue}", overdue).replace("{soon}", soon);
    line.hidden = false;
  });

  var whose = document.getElementById("whose");
  if (!whose) return;
  whose.parentElement.hidden = false;
  function show() {
    document.querySelectorAll(".mend").forEach(function (list) {
      var any = !list.querySelector(".kept");
      list.querySelectorAll(".kept").forEach(function (kept) {
        kept.hidden = whose.value !== "" && kept.getAttribute("data-team") !== whose.value;
        any = any || !kept.hidden;
      });
      list.hidden = !any;
    });
  }
  whose.addEventListener("change", show);
  show(); /* a browser may have kept the choice over a reload */
})();
