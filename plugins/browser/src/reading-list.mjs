/**
 * A reader's own list of briefings, apart from the page and from where it is kept.
 *
 * It is kept as JSON: {"version": 1, "items": {id: entry}}. An entry has id, language (of the page it was saved from),
 * title, text_language (of the title, where it is another one), url (below the site's root), bottom_line, messages,
 * stamp {applies, sure, reviewed} in words, minutes_to_read, saved and read (days, 2026-11-21; read may be null),
 * minutes (what the reader says it took) and note. Other pages read it: names are promises.
 */

const VERSION = 1;
/** More than ten hours for one briefing is a slip of the finger. */
export const MOST_MINUTES = 600;

const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Return a list with nothing in it. Its items have no prototype: "constructor" is an id like any other. */
export const emptyList = () => ({ version: VERSION, items: Object.create(null) });

/** Return an entry as it is kept, or null if what is given is no entry of that id. */
function entryOf(id, given) {
  const isEntry =
    given !== null && typeof given === "object" && ID.test(id) && given.id === id && typeof given.title === "string";
  if (!isEntry) return null;
  const words = (value) => (typeof value === "string" ? value : "");
  const number = (value) => (isMinutes(value) ? value : 0);
  const stamp = given.stamp !== null && typeof given.stamp === "object" ? given.stamp : {};
  return {
    ...given,
    language: given.language === "cy" ? "cy" : "en",
    url: words(given.url),
    bottom_line: words(given.bottom_line),
    messages: Array.isArray(given.messages) ? given.messages.filter((text) => typeof text === "string") : [],
    stamp: { applies: words(stamp.applies), sure: words(stamp.sure), reviewed: words(stamp.reviewed) },
    minutes_to_read: number(given.minutes_to_read),
    saved: isDay(given.saved) ? given.saved : "",
    read: isDay(given.read) ? given.read : null,
    minutes: number(given.minutes),
    note: words(given.note),
  };
}

const isMinutes = (value) => Number.isInteger(value) && value >= 0 && value <= MOST_MINUTES;

/** Return whether a text is a day that exists, as 2026-11-21. */
export function isDay(text) {
  if (typeof text !== "string" || !DAY.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/**
 * Return {list, whole} of a list as it was kept, or of nothing (null).
 *
 * `whole` is false when something in it could not be understood: then the text itself must not be lost.
 */
export function readList(text) {
  const list = emptyList();
  if (text === null) return { list, whole: true };
  let given;
  try {
    given = JSON.parse(text);
  } catch {
    return { list, whole: false };
  }
  const isList = given !== null && typeof given === "object" && given.version === VERSION;
  if (!isList || given.items === null || typeof given.items !== "object") return { list, whole: false };
  let whole = true;
  for (const id of Object.keys(given.items)) {
    const entry = entryOf(id, given.items[id]);
    if (entry) list.items[id] = entry;
    // What the reader wrote or did, and was not taken over.
    const theirs = ["note", "read", "minutes"];
    if (!entry || theirs.some((name) => name in given.items[id] && given.items[id][name] !== entry[name])) whole = false;
  }
  return { list, whole };
}

export const entryIn = (list, id) => list.items[id] ?? null;

/** Put a briefing on the list; what the reader has done with one that is there stays. */
export function save(list, facts, today) {
  const own = entryIn(list, facts.id) ?? { saved: today, read: null, minutes: 0, note: "" };
  const { saved, read, minutes, note } = own;
  list.items[facts.id] = { ...facts, saved, read, minutes, note };
}

/** Return whether the page of a briefing, in the language it was saved in, says something else than the list. */
export function isStale(list, facts) {
  const entry = entryIn(list, facts.id);
  if (!entry || entry.language !== facts.language) return false;
  return Object.keys(facts).some((name) => JSON.stringify(entry[name]) !== JSON.stringify(facts[name]));
}

/** Say that a briefing was read on a day, or (null) that it was not. Its minutes are those of its page until told. */
export function tick(list, id, day) {
  const entry = entryIn(list, id);
  if (!entry) return;
  entry.read = day;
  if (day !== null && entry.minutes === 0) entry.minutes = entry.minutes_to_read;
  if (day === null && entry.minutes === entry.minutes_to_read) entry.minutes = 0;
}

/** Return the whole minutes that somebody typed, or null where it is something else. */
export function minutesOf(text) {
  const typed = text.trim();
  return /^\d{1,4}$/.test(typed) && isMinutes(Number(typed)) ? Number(typed) : null;
}

const later = (a, b) => (a < b ? 1 : a > b ? -1 : 0);
const ORDERS = {
  saved: (a, b) => later(a.saved, b.saved),
  // What is not read yet stands first: it is what there is to do.
  read: (a, b) => later(a.read ?? "9", b.read ?? "9") || later(a.saved, b.saved),
};

/** Return the entries, newest first by the day they were "saved" or "read"; of one day, what was added last first. */
export const inOrder = (list, by) => Object.values(list.items).reverse().sort(ORDERS[by]);

/** Return what was read from one day to another, both included, the earliest first; "" for no limit. */
export const readBetween = (list, from, to) =>
  Object.values(list.items)
    .filter((entry) => entry.read !== null && entry.read >= from && (!to || entry.read <= to))
    .sort((a, b) => later(b.read, a.read) || (a.id < b.id ? -1 : 1));

/** Return {minutes, hours} of entries together; hours as they are written in a record: 95 minutes are "1.58". */
export function timeOf(entries) {
  const minutes = entries.reduce((sum, entry) => sum + entry.minutes, 0);
  return { minutes, hours: String(Math.round((minutes / 60) * 100) / 100) };
}

/* A spreadsheet takes what begins with one of these for a formula, and runs it; the wide ones in Japanese Excel. */
const RUNS = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;

function field(value) {
  const text = String(value);
  return `"${(RUNS.test(text) ? `'${text}` : text).replace(/"/g, '""')}"`;
}

/** Return rows of texts as CSV (RFC 4180); the mark at its beginning tells a spreadsheet that it is UTF-8. */
export const csv = (rows) => `\ufeff${rows.map((row) => `${row.map(field).join(",")}\r\n`).join("")}`;

/** Return the values of an entry in the order of the headings of the page; `place` is where it is read. */
export const rowOf = (entry, place) => [
  entry.title,
  place,
  entry.saved,
  entry.read ?? "",
  entry.read === null ? "" : entry.minutes,
  entry.note,
  entry.stamp.applies,
  entry.stamp.sure,
  entry.stamp.reviewed,
];

/** Take over what another list has; nothing of either is lost. Return how many were added and how many known. */
export function merge(list, other) {
  const found = { added: 0, known: 0 };
  for (const theirs of Object.values(other.items)) {
    const ours = entryIn(list, theirs.id);
    if (!ours) {
      list.items[theirs.id] = theirs;
      found.added += 1;
      continue;
    }
    found.known += 1;
    ours.saved = ours.saved < theirs.saved ? ours.saved : theirs.saved;
    ours.read = ours.read === null || (theirs.read !== null && theirs.read < ours.read) ? theirs.read : ours.read;
    ours.minutes = Math.max(ours.minutes, theirs.minutes);
    if (theirs.note.includes(ours.note)) ours.note = theirs.note;
    else if (!ours.note.includes(theirs.note)) ours.note = `${ours.note}\n\n${theirs.note}`;
  }
  return found;
}
