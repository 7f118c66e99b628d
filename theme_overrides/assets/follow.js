/* The buttons that copy the address of a feed. Words come from the page: none are written here. */
(function () {
  "use strict";
  if (!/^https?:$/.test(location.protocol)) {
    document.querySelector("[data-in-folder]").hidden = false;
    return;
  }
  var status = document.querySelector("[data-say]");

  function copied(button) {
    var words = button.firstChild;
    var before = words.data;
    words.data = status.textContent = button.getAttribute("data-done");
    setTimeout(function () {
      words.data = before;
      status.textContent = "";
    }, 2500);
  }
  /* http on an intranet is no secure context and has no navigator.clipboard. */
  function oldWay(text, button) {
    var area = document.createElement("textarea");
    area.value = text;
    area.className = "unseen";
    document.body.appendChild(area);
    area.select();
    var done = false;
    try { done = document.execCommand("copy"); } catch (e) { /* stays false */ }
    area.remove();
    button.focus();
    if (done) copied(button);
  }

  document.querySelectorAll("[data-copies]").forEach(function (button) {
    var text = button.parentNode.querySelector("[data-feed]").href;
    var busy = 0;
    button.hidden = false;
    button.addEventListener("click", function () {
      if (Date.now() < busy) return;
      busy = Date.now() + 2500;
      if (navigator.clipboard && window.isSecureContext) {
        navigator.clipboard.writeText(text).then(function () { copied(button); }, function () { oldWay(text, button); });
      } else {
        oldWay(text, button);
      }
    });
  });
}());
