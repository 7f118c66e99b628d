/** The page of the reader's own list. Its words, and what an entry looks like, stand in the page. */

import {
  csv,
  entryIn,
  inOrder,
  isDay,
  merge,
  minutesOf,
  readBetween,
  readList,
  rowOf,
  tick,
  timeOf,
} from "./reading-list.mjs";
import { isAboutList, shelfOf, today } from "./shelf.mjs";

const PAUSE = 400; // milliseconds without a key before a note is kept
const root = document.querySelector("[data-my-reading]");
if (root) begin();

function begin() {
  const parts = {};
  for (const part of root.querySelectorAll("[data-part]")) parts[part.dataset.part] = part;
  const shelf = shelfOf(() => window.localStorage);
  const shown = new Map(); // id: its element
  const months = root.dataset.months.split("|");
  let typing = null; // the note that is being typed: {id, timer}

  parts.sort.addEventListener("change", () => show(true));
  for (const name of ["from", "to", "unread"]) parts[name].addEventListener("change", () => sumUp());
  on("csv", () => download("csv", "text/csv;charset=utf-8", asCsv()));
  on("backup", () => download("json", "application/json", `${JSON.stringify(shelf.list, null, 1)}\n`));
  on("print", () => window.print());
  on("bring", () => parts.file.click());
  parts.file.addEventListener("change", bringBack);
  on("forget", () => parts.dialog.showModal());
  on("forget-not", () => parts.dialog.close());
  on("forget-all", forget);
  window.addEventListener("storage", (event) => isAboutList(event) && again());
  window.addEventListener("pageshow", (event) => event.persisted && again());
  window.addEventListener("pagehide", keepTyped);
  document.addEventListener("visibilitychange", keepTyped);
  window.addEventListener("beforeunload", (event) => {
    keepTyped();
    if (shelf.unkept) event.preventDefault();
  });
  shelf.probe();
  root.querySelector("[data-part=tool]").hidden = false;
  show(true);

  /* What is shown ----------------------------------------------------------- */

  function again() {
    shelf.read();
    show(true);
  }

  /** Show the list. Its order is only made anew when asked: nothing may move away under the reader's hand. */
  function show(ordered = false) {
    const entries = inOrder(shelf.list, parts.sort.value);
    for (const [id, element] of shown) {
      if (!entryIn(shelf.list, id)) {
        element.remove();
        shown.delete(id);
      }
    }
    for (const entry of entries) {
      const isNew = !shown.has(entry.id);
      if (isNew) shown.set(entry.id, elementOf(entry.id));
      fill(shown.get(entry.id), entry);
      if (isNew || (ordered && !root.contains(document.activeElement?.closest("[data-entry]")))) {
        parts.list.append(shown.get(entry.id));
      }
    }
    parts.some.hidden = parts.backup.hidden = entries.length === 0;
    parts.none.hidden = entries.length > 0 || shelf.trouble === "blocked";
    parts.count.textContent = word("count", { count: entries.length });
    sumUp();
    warn();
  }

  function elementOf(id) {
    const element = root.querySelector("template[data-template=entry]").content.firstElementChild.cloneNode(true);
    const get = (name) => element.querySelector(`[data-in=${name}]`);
    element.dataset.entry = id;
    get("title").id = `reading-${id}`;
    get("own").setAttribute("aria-labelledby", `reading-${id}`);
    get("wrong").id = `wrong-${id}`;
    get("read").addEventListener("change", (event) => {
      changed((list) => tick(list, id, event.target.checked ? today() : null));
    });
    get("day").addEventListener("change", (event) => {
      const day = event.target.value;
      if (complain(element, "day", isDay(day) ? "" : root.dataset.wrongDay)) return;
      changed((list) => set(list, id, "read", day));
    });
    get("minutes").addEventListener("change", () => !shelf.unkept && say(root.dataset.kept));
    get("minutes").addEventListener("input", (event) => {
      // A number field that holds no number says that it is empty.
      const minutes = event.target.validity.badInput ? null : minutesOf(event.target.value || "0");
      if (complain(element, "minutes", minutes === null ? root.dataset.wrongMinutes : "")) return;
      change((list) => set(list, id, "minutes", minutes));
    });
    get("note").addEventListener("input", () => {
      if (typing && typing.id !== id) keepTyped();
      clearTimeout(typing?.timer);
      get("kept").textContent = "";
      typing = { id, timer: setTimeout(keepTyped, PAUSE) };
    });
    get("note").addEventListener("change", () => {
      keepTyped();
      if (!shelf.unkept) say(root.dataset.kept);
    });
    get("remove").addEventListener("click", () => remove(id));
    return element;
  }

  function fill(element, entry) {
    const get = (name) => element.querySelector(`[data-in=${name}]`);
    const other = entry.language === "cy" ? "en" : "cy";
    get("title").textContent = entry.title;
    get("title").lang = languageOf(entry);
    get("title").href = placeOf(entry, entry.language);
    get("title").hreflang = entry.language;
    get("other").textContent = root.dataset[other === "cy" ? "nameCy" : "nameEn"];
    get("other").href = placeOf(entry, other);
    get("other").lang = other;
    get("other").hreflang = other;
    get("saved").textContent = word("saved", { date: inWords(entry.saved) });
    get("applies").textContent = entry.stamp.applies.split("; ")[0];
    get("applies").lang = entry.language;
    get("sure").textContent = entry.stamp.sure;
    get("sure").lang = entry.language;
    get("remove").setAttribute("aria-label", word("remove", { title: entry.title }));
    get("read").checked = entry.read !== null;
    get("when").hidden = entry.read === null;
    put(get("day"), entry.read ?? "");
    put(get("minutes"), String(entry.minutes));
    // Once it is kept it may change under the cursor: typed on, it would write over what another tab has added.
    if (typing?.id !== entry.id && get("note").value !== entry.note) get("note").value = entry.note;
  }

  /** Set the value of a field unless somebody is at it, or what they typed there has not been taken. */
  function put(field, value) {
    const isTheirs = field === document.activeElement || field.getAttribute("aria-invalid") === "true";
    if (!isTheirs && field.value !== value) field.value = value;
  }

  /** Say below an entry what is wrong with one of its fields; return whether anything is. */
  function complain(element, name, what) {
    const field = element.querySelector(`[data-in=${name}]`);
    const wrong = element.querySelector("[data-in=wrong]");
    wrong.textContent = what;
    wrong.hidden = !what;
    field.toggleAttribute("aria-invalid", false);
    if (what) {
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", wrong.id);
    } else {
      field.removeAttribute("aria-describedby");
    }
    return Boolean(what);
  }

  function sumUp() {
    const read = readBetween(shelf.list, parts.from.value, parts.to.value);
    const time = timeOf(read);
    parts.sum.textContent = word("sum", { count: read.length, ...time });
    const isTurned = parts.from.value && parts.to.value && parts.from.value > parts.to.value;
    parts.turned.hidden = !isTurned;
    record(read, time);
  }

  /** The sheet that is printed: what was read in the period, with the notes in full. */
  function record(read, time) {
    const { from, to } = { from: parts.from.value, to: parts.to.value };
    const dates = { from: inWords(from), to: inWords(to) };
    const period = from && to ? "periodFromTo" : from ? "periodFrom" : to ? "periodTo" : "periodAll";
    parts["record-period"].textContent = word(period, dates);
    parts["record-sum"].textContent = word("sum", { count: read.length, ...time });
    parts["record-none"].hidden = read.length > 0;
    parts["record-list"].replaceChildren(...read.map((entry) => sheetOf(entry)));
    const waiting = parts.unread.checked ? inOrder(shelf.list, "saved").filter((entry) => entry.read === null) : [];
    parts["record-unread"].hidden = waiting.length === 0;
    parts["record-waiting"].replaceChildren(...waiting.map((entry) => sheetOf(entry)));
  }

  function sheetOf(entry) {
    const element = root.querySelector("template[data-template=record]").content.firstElementChild.cloneNode(true);
    const put = (name, text, lang) => {
      const place = element.querySelector(`[data-in=${name}]`);
      place.textContent = text;
      if (lang) place.lang = lang;
      // Where there is nothing to say its line goes too.
      if (!text) place.closest("[data-line]")?.remove();
    };
    put("title", entry.title, languageOf(entry));
    put("day", entry.read === null ? "" : inWords(entry.read));
    put("minutes", entry.read === null ? "" : String(entry.minutes));
    put("sure", [entry.stamp.sure, entry.stamp.applies.split("; ")[0]].filter(Boolean).join("; "), entry.language);
    put("reviewed", entry.stamp.reviewed, entry.language);
    put("place", addressOf(entry));
    put("note", entry.note);
    return element;
  }

  /* What is wrong, said plainly ---------------------------------------------- */

  function warn() {
    for (const name of ["blocked", "full"]) parts[name].hidden = shelf.trouble !== name;
    parts.unkept.hidden = !shelf.unkept;
    const asides = shelf.asides();
    parts.aside.hidden = asides.length === 0;
    parts.asides.replaceChildren(
      ...asides.map(([name, text]) => {
        const button = document.createElement("button");
        Object.assign(button, { type: "button", className: "quiet", textContent: word("aside", { name }) });
        button.addEventListener("click", () => save(`${name}.txt`, "text/plain;charset=utf-8", text));
        return button;
      }),
    );
  }

  function say(words) {
    parts.say.textContent = "";
    // The same words twice would be heard once.
    setTimeout(() => (parts.say.textContent = words), 50);
  }

  /* What is done ------------------------------------------------------------- */

  function change(how) {
    const isKept = shelf.change(how);
    show();
    return isKept;
  }

  function changed(how) {
    if (change(how)) say(root.dataset.kept);
  }

  function set(list, id, name, value) {
    const entry = entryIn(list, id);
    if (entry) entry[name] = value;
  }

  function keepTyped() {
    if (!typing) return;
    const { id, timer } = typing;
    clearTimeout(timer);
    typing = null;
    const element = shown.get(id);
    if (!element) return;
    const { value } = element.querySelector("[data-in=note]");
    const isKept = change((list) => set(list, id, "note", value));
    element.querySelector("[data-in=kept]").textContent = isKept ? root.dataset.kept : root.dataset.notKept;
  }

  function remove(id) {
    keepTyped();
    const entry = entryIn(shelf.list, id);
    if (!entry) return;
    change((list) => delete list.items[id]);
    parts.removed.hidden = false;
    parts["removed-title"].textContent = word("removed", { title: entry.title });
    parts.undo.onclick = () => {
      change((list) => (list.items[id] = entryIn(list, id) ?? entry));
      show(true);
      parts.removed.hidden = true;
      shown.get(id)?.querySelector("[data-in=title]").focus();
    };
    parts.undo.focus();
  }

  async function bringBack() {
    keepTyped();
    const [file] = parts.file.files;
    if (!file) return;
    const { list, whole } = readList((await file.text()).replace(/^\ufeff/, ""));
    parts.file.value = "";
    let words = root.dataset.wrongFile;
    if (Object.keys(list.items).length || whole) {
      let found;
      const isKept = change((ours) => (found = merge(ours, list)));
      words = word(isKept ? "brought" : "notKept", found);
      show(true);
    }
    parts.brought.textContent = words;
  }

  async function forget() {
    const gone = [];
    let isAll = true;
    typing = null;
    try {
      gone.push(...shelf.clear());
    } catch {
      isAll = false;
    }
    try {
      // Only where pages can be kept for reading without a signal: http, and not on every http.
      for (const name of "caches" in window ? await caches.keys() : []) {
        if (name.startsWith("briefings-") && (await caches.delete(name))) gone.push(name);
      }
    } catch {
      isAll = isAll && location.protocol === "file:";
    }
    parts.dialog.close();
    parts.removed.hidden = true;
    shelf.probe();
    for (const element of shown.values()) element.remove();
    shown.clear();
    show(true);
    parts.gone.hidden = false;
    parts.gone.textContent = word(isAll ? (gone.length ? "gone" : "goneNothing") : "goneNot", { names: gone.join(", ") });
    parts.gone.focus();
  }

  function asCsv() {
    keepTyped();
    const headings = root.dataset.columns.split("|");
    return csv([headings, ...inOrder(shelf.list, "saved").map((entry) => rowOf(entry, addressOf(entry)))]);
  }

  function download(ending, type, text) {
    save(`${root.dataset.file}-${today()}.${ending}`, type, text);
  }

  /* ------------------------------------------------------------------------- */

  function on(name, act) {
    parts[name].addEventListener("click", act);
  }

  /** A message of the page with values in its places. */
  function word(name, values) {
    return root.dataset[name].replace(/\{(\w+)\}/g, (whole, key) => (key in values ? values[key] : whole));
  }

  function inWords(day) {
    if (!isDay(day)) return "";
    const [year, month, date] = day.split("-").map(Number);
    return `${date} ${months[month - 1]} ${year}`;
  }

  /** Where a briefing stands below the site's root. It is made of the id alone: what is stored may be anything. */
  function pathOf(entry, language) {
    return root.dataset[language === "cy" ? "pathCy" : "pathEn"].replace("{}", entry.id);
  }

  function placeOf(entry, language) {
    return `../${pathOf(entry, language)}`;
  }

  /** Where a briefing can be read: its address, or its path on a site that is read from a folder. */
  function addressOf(entry) {
    const place = placeOf(entry, entry.language);
    if (root.dataset.site) return root.dataset.site + pathOf(entry, entry.language);
    return /^https?:$/.test(location.protocol) ? new URL(place, location.href).href : pathOf(entry, entry.language);
  }
}

/** The language of a title: that of the page it was saved from, unless it stood there in the other one. */
function languageOf(entry) {
  return ["en", "cy"].includes(entry.text_language) ? entry.text_language : entry.language;
}

function save(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
