/* The reading ruler: a picture over the page that goes along with the mouse, a tap and the keyboard. Nothing can be
   caught by it, and nobody who listens hears of it. Its look stands in reading.css. */
(function () {
  "use strict";
  if (document.querySelector(".ruler")) return;
  var root = document.documentElement;
  var ruler = document.createElement("div");
  ruler.className = "ruler";
  ruler.setAttribute("aria-hidden", "true");
  document.body.appendChild(ruler);

  var at = Math.round(innerHeight * .35);
  var due = false;
  function place(y) {
    at = Math.max(0, Math.min(innerHeight, y));
    if (due) return;
    due = true;
    requestAnimationFrame(function () {
      due = false;
      ruler.style.setProperty("transform", "translateY(" + Math.round(at - ruler.offsetHeight / 2) + "px)");
    });
  }
  function on() { return root.hasAttribute("data-ruler"); }
  function middle(box) { return (box.top + box.bottom) / 2; }

  document.addEventListener("pointermove", function (event) {
    /* A finger that moves scrolls the page: the ruler stays, and the text goes through it. */
    if (on() && event.pointerType !== "touch") place(event.clientY);
  }, { passive: true });
  document.addEventListener("click", function (event) {
    if (on() && event.detail) place(event.clientY);
  }, { passive: true });
  document.addEventListener("focusin", function (event) {
    if (!on() || !event.target.matches(":focus-visible")) return;
    /* Once the browser has scrolled to it; of what is taller than the screen, its beginning. */
    requestAnimationFrame(function () {
      var box = event.target.getClientRects()[0];
      if (box) place(box.height > innerHeight / 2 ? Math.max(box.top, 0) + ruler.offsetHeight : middle(box));
    });
  });
  /* The arrows scroll the page below the ruler. Where it cannot go further, the ruler does. */
  document.addEventListener("keydown", function (event) {
    var step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step || !on() || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.target.closest("input, select, textarea, dialog, [contenteditable], [role=listbox]")) return;
    var page = document.scrollingElement;
    var room = step < 0 ? page.scrollTop : page.scrollHeight - page.clientHeight - page.scrollTop;
    if (room < 2) place(at + step * ruler.offsetHeight / 2);
  });
  window.addEventListener("resize", function () { place(at); });
  place(at);
})();
