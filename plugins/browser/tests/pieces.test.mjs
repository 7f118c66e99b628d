import assert from "node:assert/strict";
import { test } from "node:test";

import { filled, patternFor, pieces } from "../src/pieces.mjs";

const TEXT = "Ŵyr a tŷ 😀 yng Nghymru";

const shown = (found) => found.map(({ text, marked }) => (marked ? `[${text}]` : text)).join("");

test("marked words are parted from the rest", () => {
  assert.equal(shown(pieces("Ask foster carers first", [[4, 10], [11, 17]])), "Ask [foster] [carers] first");
});

test("a text without marks is one piece, an empty text none", () => {
  assert.deepEqual(pieces("All of it"), [{ text: "All of it", marked: false }]);
  assert.deepEqual(pieces("", [[0, 3]]), []);
});

test("marks may stand in any order, touch and overlap", () => {
  assert.equal(shown(pieces("abcdefgh", [[4, 6], [0, 2], [2, 3], [5, 7]])), "[ab][c]d[ef][g]h");
});

test("marks beyond the end or the wrong way round change nothing", () => {
  assert.equal(shown(pieces("abc", [[2, 9], [7, 9], [1, 0], [1, 1]])), "ab[c]");
});

test("the pieces are always the whole text, none of them empty", () => {
  for (let from = -2; from <= TEXT.length + 2; from += 1) {
    for (let to = from; to <= TEXT.length + 2; to += 1) {
      const found = pieces(TEXT, [[Math.max(from, 0), to], [3, 6]]);
      assert.equal(found.map(({ text }) => text).join(""), TEXT);
      assert.ok(found.every(({ text }) => text));
    }
  }
});

test("the places of a pattern are filled, unknown ones stay", () => {
  assert.equal(filled("Canlyniadau: {count} o {all}", { count: 0 }), "Canlyniadau: 0 o {all}");
});

test("a value that looks like a pattern is not filled again", () => {
  assert.equal(filled("{a} {b}", { a: "{b}", b: "$&" }), "{b} $&");
});

test("each number has its pattern and the rest have the last", () => {
  const patterns = ["1 munud", "2 funud", "3 munud", "{count} munud"];
  assert.deepEqual([1, 2, 3, 4, 40, 0].map((number) => patternFor(patterns, number)), [...patterns, patterns[3], patterns[3]]);
});
