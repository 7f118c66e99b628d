import assert from "node:assert/strict";
import { test } from "node:test";

import {
  csv,
  emptyList,
  entryIn,
  inOrder,
  isDay,
  isStale,
  merge,
  minutesOf,
  readBetween,
  readList,
  rowOf,
  save,
  tick,
  timeOf,
} from "../src/reading-list.mjs";
import { shelfOf, today } from "../src/shelf.mjs";

const FACTS = {
  id: "one",
  language: "en",
  text_language: "en",
  title: "One",
  url: "en/briefings/one.html",
  bottom_line: "It helps.",
  messages: ["Ask."],
  stamp: { applies: "Wales: Applies", sure: "One study", reviewed: "1 November 2026" },
  minutes_to_read: 3,
};
const facts = (id, more = {}) => ({ ...FACTS, id, ...more });

/** Return a list of {id: what the reader did}, saved in that order on one day. */
function listOf(done) {
  const list = emptyList();
  for (const [id, own] of Object.entries(done)) {
    save(list, facts(id), "2026-11-21");
    Object.assign(entryIn(list, id), own);
  }
  return list;
}
const kept = (list) => readList(JSON.stringify(list)).list;

/** Return a storage that holds `items`; `fault` is raised when something is set. */
function storageOf(items = {}, fault = () => null) {
  return {
    items,
    get length() {
      return Object.keys(items).length;
    },
    key: (place) => Object.keys(items)[place],
    getItem: (name) => items[name] ?? null,
    setItem(name, value) {
      const error = fault(name, value);
      if (error) throw error;
      items[name] = value;
    },
    removeItem: (name) => delete items[name],
  };
}
const full = Object.assign(new Error("full"), { name: "QuotaExceededError" });

test("a list that is kept and read again is the same", () => {
  const list = listOf({ one: { note: "Line\nbreak, \"quote\" 🙂 ŵ", read: "2026-11-21", minutes: 4 }, constructor: {} });
  assert.deepEqual(kept(list), list);
  assert.deepEqual(readList(null), { list: emptyList(), whole: true });
});

test("what others read of the list has the names that were agreed", () => {
  const entry = JSON.parse(JSON.stringify(listOf({ one: {} }))).items.one;
  const agreed = ["id", "language", "title", "url", "bottom_line", "messages", "stamp", "minutes_to_read", "saved"];
  for (const name of [...agreed, "read", "minutes", "note"]) assert.ok(name in entry, name);
  assert.deepEqual([entry.saved, entry.read, entry.minutes, entry.note], ["2026-11-21", null, 0, ""]);
});

test("a list that cannot be understood is said not to be whole", () => {
  for (const text of ["", "{", "null", "3", "[]", '{"version":2,"items":{}}', '{"version":1,"items":null}']) {
    assert.equal(readList(text).whole, false, text);
  }
});

test("of a damaged list what is sound is read, and the loss of what a reader wrote is noticed", () => {
  const good = listOf({ one: {} }).items.one;
  const damages = { one: { ...good, note: 7 }, two: { ...good }, "<b>": { ...good, id: "<b>" }, three: null };
  for (const [id, entry] of Object.entries(damages)) {
    assert.equal(readList(JSON.stringify({ version: 1, items: { [id]: entry } })).whole, false, id);
  }
  const { list } = readList(JSON.stringify({ version: 1, items: { ...damages, one: good } }));
  assert.deepEqual(Object.keys(list.items), ["one"]);
});

test("saving a briefing again keeps what the reader did with it", () => {
  const list = listOf({ one: { note: "Mine", read: "2026-11-20", minutes: 9 } });
  save(list, facts("one", { title: "New" }), "2026-12-01");
  const { title, note, read, minutes, saved } = entryIn(list, "one");
  assert.deepEqual([title, note, read, minutes, saved], ["New", "Mine", "2026-11-20", 9, "2026-11-21"]);
});

test("an entry is stale when its page in its language says something else", () => {
  const list = kept(listOf({ one: {} }));
  assert.equal(isStale(list, facts("one")), false);
  assert.equal(isStale(list, facts("one", { title: "New" })), true);
  assert.equal(isStale(list, facts("one", { title: "Un", language: "cy" })), false);
  assert.equal(isStale(list, facts("two")), false);
});

test("ticking as read gives the minutes of the page until the reader has said others", () => {
  const list = listOf({ one: {}, two: { minutes: 12 } });
  tick(list, "one", "2026-11-21");
  tick(list, "two", "2026-11-21");
  assert.deepEqual([entryIn(list, "one").minutes, entryIn(list, "two").minutes], [3, 12]);
  tick(list, "one", null);
  tick(list, "two", null);
  assert.deepEqual([entryIn(list, "one").minutes, entryIn(list, "two").minutes], [0, 12]);
  tick(list, "nowhere", null);
});

test("minutes are whole and within bounds", () => {
  const typed = ["0", "600", " 45 ", "601", "-1", "1.5", "1e2", "", "abc", "00005"];
  assert.deepEqual(typed.map(minutesOf), [0, 600, 45, null, null, null, null, null, null, null]);
});

test("a day exists in the calendar", () => {
  const days = ["2026-11-21", "2028-02-29", "2026-02-29", "2026-13-01", "21/11/2026", "", null];
  assert.deepEqual(days.map(isDay), [true, true, false, false, false, false, false]);
  assert.equal(today(new Date(2026, 0, 5, 23, 59)), "2026-01-05");
});

test("the newest stands first, and what is not read yet before what is", () => {
  const list = listOf({ a: { read: "2026-11-01" }, b: {}, c: { read: "2026-11-09" }, d: { saved: "2026-01-01" } });
  assert.deepEqual(inOrder(list, "saved").map(({ id }) => id), ["c", "b", "a", "d"]);
  assert.deepEqual(inOrder(list, "read").map(({ id }) => id), ["b", "d", "c", "a"]);
});

test("a period has its first and its last day, and no limit where none is given", () => {
  const list = listOf({ a: { read: "2026-11-01" }, b: {}, c: { read: "2026-11-09" }, d: { read: "2026-10-31" } });
  const ids = (from, to) => readBetween(list, from, to).map(({ id }) => id);
  assert.deepEqual(ids("", ""), ["d", "a", "c"]);
  assert.deepEqual(ids("2026-11-01", "2026-11-09"), ["a", "c"]);
  assert.deepEqual(ids("2026-11-02", ""), ["c"]);
  assert.deepEqual(ids("", "2026-10-31"), ["d"]);
});

test("minutes are added up, and said in hours", () => {
  assert.deepEqual(timeOf([{ minutes: 90 }, { minutes: 5 }]), { minutes: 95, hours: "1.58" });
  assert.deepEqual(timeOf([]), { minutes: 0, hours: "0" });
});

test("nothing in a CSV file runs, and every sign of a note stays", () => {
  const texts = ["=1+1", "+44", "-2", "@cmd", "\t=1", " =A1", "\n=2", "＝1", 'a "b", c\nd\r\ne'];
  const lines = csv(texts.map((text) => [text]));
  assert.ok(lines.startsWith("\ufeff"));
  for (const text of texts.slice(0, 8)) assert.ok(lines.includes(`"'${text}"\r\n`), JSON.stringify(text));
  assert.ok(lines.endsWith('"a ""b"", c\nd\r\ne"\r\n'));
});

test("a row has minutes only for what was read", () => {
  const row = (own) => rowOf(entryIn(listOf({ one: own }), "one"), "here");
  assert.deepEqual(row({}).slice(0, 6), ["One", "here", "2026-11-21", "", "", ""]);
  assert.deepEqual(row({ read: "2026-11-22", minutes: 0 }).slice(2, 5), ["2026-11-21", "2026-11-22", 0]);
});

test("bringing back a list loses nothing of either", () => {
  const ours = listOf({ a: { note: "Ours" }, b: { note: "Same", read: "2026-11-09", minutes: 2 } });
  const theirs = listOf({ a: { note: "Theirs" }, b: { note: "Same", read: "2026-11-02", minutes: 7 }, c: {} });
  assert.deepEqual(merge(ours, theirs), { added: 1, known: 2 });
  assert.equal(entryIn(ours, "a").note, "Ours\n\nTheirs");
  assert.deepEqual([entryIn(ours, "b").note, entryIn(ours, "b").read, entryIn(ours, "b").minutes], ["Same", "2026-11-02", 7]);
  merge(ours, theirs);
  assert.equal(entryIn(ours, "a").note, "Ours\n\nTheirs");
});

test("a change takes what another tab has kept since", () => {
  const storage = storageOf();
  const [here, there] = [shelfOf(() => storage), shelfOf(() => storage)];
  here.read();
  there.change((list) => save(list, facts("two"), "2026-11-21"));
  assert.equal(here.change((list) => save(list, facts("one"), "2026-11-21")), true);
  assert.deepEqual(Object.keys(JSON.parse(storage.items["briefings-list"]).items), ["two", "one"]);
});

test("what there is no room for stays in memory, and is kept as soon as there is", () => {
  let room = false;
  const storage = storageOf({}, () => (room ? null : full));
  const shelf = shelfOf(() => storage);
  shelf.probe();
  assert.equal(shelf.trouble, "full");
  assert.equal(shelf.change((list) => save(list, facts("one"), "2026-11-21")), false);
  assert.deepEqual([shelf.unkept, shelf.trouble, Object.keys(shelf.list.items)], [true, "full", ["one"]]);
  shelf.read();
  room = true;
  assert.equal(shelf.change((list) => save(list, facts("two"), "2026-11-21")), true);
  assert.deepEqual(Object.keys(JSON.parse(storage.items["briefings-list"]).items), ["one", "two"]);
  assert.equal(shelf.trouble, null);
});

test("a storage that is blocked is said to be", () => {
  const shelf = shelfOf(() => {
    throw new Error("SecurityError");
  });
  shelf.probe();
  assert.deepEqual([shelf.trouble, shelf.names(), shelf.asides()], ["blocked", [], []]);
});

test("what cannot be read is put aside, one after the other, and never thrown away", () => {
  const storage = storageOf({ "briefings-list": "{broken", other: "x" });
  const shelf = shelfOf(() => storage);
  shelf.read();
  storage.items["briefings-list"] = "again";
  shelf.read();
  assert.deepEqual(storage.items, { other: "x", "briefings-list-aside-1": "{broken", "briefings-list-aside-2": "again" });
  assert.deepEqual(shelf.asides().map(([, text]) => text), ["{broken", "again"]);
});

test("what cannot be read and not be put aside stays where it is", () => {
  const storage = storageOf({ "briefings-list": "{broken" }, (name) => (name === "briefings-list" ? null : full));
  const shelf = shelfOf(() => storage);
  shelf.read();
  assert.equal(shelf.change((list) => save(list, facts("one"), "2026-11-21")), false);
  assert.deepEqual([storage.items, shelf.trouble], [{ "briefings-list": "{broken" }, "full"]);
  assert.deepEqual(shelf.asides(), [["briefings-list", "{broken"]]);
});

test("deleting takes all that is ours and nothing else", () => {
  const storage = storageOf({ "briefings-list": "{}", "briefings-colours": "dark", other: "x" });
  assert.deepEqual(shelfOf(() => storage).clear(), ["briefings-colours", "briefings-list"]);
  assert.deepEqual(storage.items, { other: "x" });
});
