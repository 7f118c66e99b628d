/**
 * What a briefing's page offers once scripts run: save it to the reader's list, share it, tick it as read; and its
 * e-mail links say where it was read. The words are those of assets/keep-en.js and keep-cy.js, which the build writes.
 */

import { entryIn, isStale, save, tick } from "./reading-list.mjs";
import { isAboutList, shelfOf, today } from "./shelf.mjs";

const row = document.querySelector("[data-keep]");
const words = window.BriefingsWords;
if (row && words) begin();

function begin() {
  const path = row.getAttribute("data-keep");
  const shelf = shelfOf(() => window.localStorage);
  const said = make("p", { className: "inset keep-said", hidden: true });

  const keep = make("button", { type: "button" });
  keep.addEventListener("click", () => toggle());
  row.append(keep);
  if (onTheWeb() && typeof navigator.share === "function") {
    const button = make("button", { type: "button", textContent: words.share });
    button.addEventListener("click", () => share(button));
    row.append(button);
  }
  const list = make("a", { href: "../".repeat(path.split("/").length - 1) + words.list, textContent: words.mine });
  row.append(copier(), list);
  document.querySelector("#cite .buttons")?.append(copier());
  row.after(said);

  const read = make("input", { type: "checkbox" });
  read.addEventListener("change", () => {
    change((items) => {
      if (read.checked) save(items, facts(), today());
      tick(items, id(), read.checked ? today() : null);
    }, read.checked ? words.wasRead : words.notRead, end);
  });
  const end = make("p", { className: "part keep" });
  const label = make("label", { className: "value" });
  label.append(read, make("span", { textContent: words.read }));
  end.append(label);
  document.querySelector("#use")?.after(end);

  fillMail(path);
  shelf.read();
  // The record was changed since it was saved; if there is no room for that, nothing of the reader's is lost.
  if (isStale(shelf.list, facts())) shelf.change((items) => save(items, facts()));
  shelf.unkept = false;
  show();
  window.addEventListener("storage", (event) => isAboutList(event) && again());
  window.addEventListener("pageshow", (event) => event.persisted && again());

  function id() {
    return path.split("/").pop().replace(/\.html$/, "");
  }

  /** What the list keeps of this page, as it stands here. */
  function facts() {
    const title = document.querySelector("h1");
    const minutes = Number(row.getAttribute("data-minutes"));
    const nations = all(".nation").map((one) => `${text("dt", one)}: ${text("dd span", one)}`);
    return {
      id: id(),
      language: document.documentElement.lang,
      text_language: title.querySelector("span[lang]")?.lang ?? document.documentElement.lang,
      title: text("h1"),
      url: path,
      bottom_line: text(".page-head .lead"),
      messages: all(".message-text").map(squeezed),
      stamp: { applies: nations.join("; "), sure: text("#sure .margin dd"), reviewed: text(".margin-top .facts dd") },
      minutes_to_read: minutes,
    };
  }

  function toggle() {
    const entry = entryIn(shelf.list, id());
    // A note is not thrown away by a second press.
    if (entry && (entry.read !== null || entry.note)) {
      row.after(said);
      return say(words.hasMore);
    }
    change(
      (items) => {
        if (entry) delete items.items[id()];
        else save(items, facts(), today());
      },
      entry ? words.removed : words.kept,
    );
  }

  /** Change the list, and say below the row or paragraph `beside` what came of it. */
  function change(how, done, beside = row) {
    beside.after(said);
    if (shelf.change(how)) {
      say(done);
    } else {
      say(words[shelf.trouble], true);
      // Here, unlike on the list's own page, there is nothing to lose.
      shelf.unkept = false;
      shelf.read();
    }
    show();
  }

  function again() {
    shelf.read();
    show();
  }

  function show() {
    const entry = entryIn(shelf.list, id());
    keep.textContent = entry ? words.saved : words.save;
    keep.setAttribute("aria-pressed", String(entry !== null));
    read.checked = entry !== null && entry.read !== null;
    list.hidden = entry === null;
  }

  function say(what, isTrouble = false) {
    const status = document.querySelector("[data-say]");
    if (isTrouble) said.setAttribute("role", "alert");
    else said.removeAttribute("role");
    said.textContent = what;
    said.hidden = false;
    if (status && !isTrouble) status.textContent = what;
  }

  function share(button) {
    const url = location.href.split("#")[0];
    navigator.share({ title: text("h1"), text: text(".page-head .lead"), url }).catch((error) => {
      if (error.name === "AbortError") return;
      say(words.notShared);
      button.hidden = true;
    });
  }
}

/** Return a button that copies the link. briefings.js shows it, and copies. */
function copier() {
  const button = make("button", { type: "button", textContent: words.copy, hidden: true });
  button.setAttribute("data-act", "copy-link");
  button.setAttribute("data-done", words.copied);
  return button;
}

/** In the place of the path in an e-mail, the address at which the page is being read. */
function fillMail(path) {
  if (!onTheWeb()) return;
  const here = encodeURIComponent(location.href.split("#")[0]);
  for (const link of document.querySelectorAll("a[href^='mailto:']")) {
    link.href = link.getAttribute("href").split(`%0A${encodeURIComponent(path)}`).join(`%0A${here}`);
  }
}

function onTheWeb() {
  return /^https?:$/.test(location.protocol);
}

function make(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}

function all(selector) {
  return Array.from(document.querySelectorAll(selector));
}

function squeezed(element) {
  return element.textContent.replace(/\s+/g, " ").trim();
}

function text(selector, within = document) {
  const element = within.querySelector(selector);
  return element ? squeezed(element) : "";
}
