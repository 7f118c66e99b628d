/* A site that does not know its address learns it when it is read over http: it is put into the code to copy. */
(function () {
  "use strict";
  var codes = document.getElementById("codes");
  if (!codes || !/^https?:$/.test(location.protocol)) return;
  var root = new URL(codes.getAttribute("data-root") || "./", location.href).href;
  var place = codes.getAttribute("data-no");
  codes.querySelectorAll("code, [data-words]").forEach(function (code) {
    code.textContent = code.textContent.split(place).join(root);
  });
  var note = codes.querySelector(".ec") && codes.querySelector("[data-unaddressed]");
  if (note) note.remove();
})();
