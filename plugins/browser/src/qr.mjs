/**
 * QR codes for pages of a site that has no fixed address: only in the browser is it known where it is read.
 * They look as those do that are made with a site (site/qr.py).
 */

import qrcode from "qrcode-generator";

const QUIET = 4;
const SVG = "http://www.w3.org/2000/svg";

/** The code of a text of ASCII: how many modules wide with the white around it, and the path of an SVG's stroke. */
export function codeOf(text) {
  const code = qrcode(0, "M");
  code.addData(text);
  code.make();
  const count = code.getModuleCount();
  const runs = [];
  for (let y = 0; y < count; y++) {
    for (let x = 0; x < count; x++) {
      if (!code.isDark(y, x)) continue;
      const from = x;
      while (x + 1 < count && code.isDark(y, x + 1)) x++;
      runs.push(`M${from + QUIET} ${y + QUIET}.5h${x + 1 - from}`);
    }
  }
  return { size: count + 2 * QUIET, path: runs.join("") };
}

/** Where `link` leads from a page at `here`, if others can go there; a folder on somebody's computer is no such place. */
export function addressOf(link, here) {
  const url = new URL(link, here);
  return /^https?:$/.test(url.protocol) ? url.href : null;
}

function element(name, attributes, parent) {
  const made = document.createElementNS(SVG, name);
  for (const key of Object.keys(attributes)) made.setAttribute(key, attributes[key]);
  if (parent) parent.appendChild(made);
  return made;
}

function drawn({ size, path }) {
  const svg = element("svg", { viewBox: `0 0 ${size} ${size}`, "aria-hidden": "true" });
  element("path", { fill: "#fff", d: `M0 0h${size}v${size}H0z` }, svg);
  element("path", { stroke: "#000", "shape-rendering": "crispEdges", d: path }, svg);
  return svg;
}

/** Put its code and its address on every card whose `data-to` says where it leads. */
export function fill(cards) {
  const known = new Map();
  for (const place of cards.querySelectorAll("[data-to]")) {
    const url = addressOf(place.getAttribute("data-to"), document.baseURI);
    if (!url) continue;
    if (!known.has(url)) known.set(url, drawn(codeOf(url)));
    place.replaceChildren(known.get(url).cloneNode(true));
    place.hidden = false;
    place.closest(".pc").querySelector(".pc-where > span").textContent = url;
  }
}
