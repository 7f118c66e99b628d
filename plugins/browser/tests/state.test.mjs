import assert from "node:assert/strict";
import { test } from "node:test";

import {
  STEP,
  asksNothing,
  corrected,
  filtered,
  order,
  orders,
  readState,
  sorted,
  toggled,
  unfiltered,
  worded,
  writeState,
} from "../src/state.mjs";

const FACETS = [
  { name: "topic", match: "any" },
  { name: "audience", match: "any" },
  { name: "eif-strength", match: "least" },
  { name: "reviewed", match: "due" },
];
const NOTHING = readState("", FACETS);
const TEXTS = ["", "maethu", "foster care ", '"gofal maeth" -llety', "50% & more = less", "tŷ ŵyr 😀", "a+b", "title:x", "#?q=1"];
const VALUES = ["fostering", "a-b", "4", "é & ŵ", "a,b", "=", "plus+plus"];

/** Return numbers below 1, the same ones for the same seed. */
function random(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Return some state that a reader could come to. */
function someState(next) {
  const pick = (list) => list[Math.floor(next() * list.length)];
  let state = worded(NOTHING, pick(TEXTS));
  for (const { name } of FACETS) {
    if (next() < 0.5) state = toggled(state, name, pick(VALUES), true);
    if (next() < 0.3) state = toggled(state, name, pick(VALUES), true);
  }
  state = sorted(state, pick(orders(FACETS)));
  return next() < 0.3 ? { ...state, show: STEP * (2 + Math.floor(next() * 5)) } : state;
}

test("a state that is written and read again is the same", () => {
  const next = random(3);
  for (let round = 0; round < 500; round += 1) {
    const state = someState(next);
    assert.deepEqual(readState(writeState(state), FACETS), state, writeState(state));
  }
});

test("an address that is read and written again stays the same from then on", () => {
  for (const query of ["q=a+b&sort=title", "?topic=x&topic=y&show=30", "show=25&q=%20&sort=newest", "topic=&q="]) {
    const once = writeState(readState(query, FACETS));
    assert.equal(writeState(readState(once, FACETS)), once);
  }
});

test("an address without a question is empty", () => {
  assert.equal(writeState(NOTHING), "");
});

test("the form of another page that has no script leads to the same state as typing", () => {
  assert.equal(readState("?q=foster+care", FACETS).text, "foster care");
});

test("parameters and orders that are not known are left out", () => {
  assert.deepEqual(readState("page=2&sort=random&utm_source=x&kind=research&__proto__=y", FACETS), NOTHING);
});

test("a value that is given twice counts once, an empty one not at all", () => {
  assert.deepEqual(readState("topic=x&topic=x&topic=&audience=", FACETS).filters, { topic: ["x"] });
});

test("how many are shown goes by whole steps and has an end", () => {
  const shown = (value) => readState(`show=${value}`, FACETS).show;
  assert.deepEqual(["", "x", "-5", "0", "3", "10"].map(shown), Array(6).fill(STEP));
  assert.deepEqual(["11", "20", "25", "1e9", "100000"].map(shown), [20, 20, 30, 10, 200]);
});

test("without words the usual order is by date, with words by relevance", () => {
  assert.equal(order(NOTHING), "newest");
  assert.equal(order(worded(NOTHING, "  ")), "newest");
  assert.equal(order(worded(NOTHING, "care")), "relevance");
  assert.equal(order(sorted(worded(NOTHING, "care"), "title")), "title");
});

test("the usual order is not named", () => {
  assert.equal(sorted(worded(NOTHING, "care"), "relevance").sort, "");
  assert.equal(sorted(NOTHING, "newest").sort, "");
  assert.equal(sorted(worded(NOTHING, "care"), "newest").sort, "newest");
});

test("only a facet that is a ladder is an order", () => {
  assert.deepEqual(orders(FACETS), ["relevance", "newest", "title", "eif-strength"]);
});

test("a value that is switched on and off again leaves the state as it was", () => {
  const on = toggled(NOTHING, "topic", "x", true);
  assert.deepEqual(on.filters, { topic: ["x"] });
  assert.deepEqual(toggled(on, "topic", "x", false), NOTHING);
});

test("a new question begins at the top of its results", () => {
  const long = { ...worded(NOTHING, "care"), show: 50 };
  const asked = [worded(long, "cares"), toggled(long, "topic", "x", true), filtered(long, "topic", ["x"]), unfiltered(long)];
  assert.deepEqual(asked.map(({ show }) => show), Array(4).fill(STEP));
});

test("a state is never changed in place", () => {
  const next = random(9);
  for (let round = 0; round < 50; round += 1) {
    const state = someState(next);
    const before = JSON.stringify(state);
    toggled(state, "topic", "fostering", true);
    filtered(state, "topic", []);
    corrected(state, {});
    assert.equal(JSON.stringify(state), before);
  }
});

test("blanks and a sort ask nothing; one filter does", () => {
  assert.equal(asksNothing(sorted(worded(NOTHING, " \t"), "title")), true);
  assert.equal(asksNothing(toggled(NOTHING, "topic", "x", true)), false);
});

test("values that the index does not have are taken out", () => {
  const state = { ...filtered(toggled(NOTHING, "audience", "y", true), "topic", ["x", "gone"]), show: 30 };
  const right = corrected(state, { topic: [{ value: "x" }], audience: [] });
  assert.deepEqual(right.filters, { topic: ["x"] });
  assert.equal(right.show, 30);
});

test("a state whose values are all known is left as it is", () => {
  const state = toggled(NOTHING, "topic", "x", true);
  assert.equal(corrected(state, { topic: [{ value: "x" }, { value: "z" }] }), state);
});
