/** What Python and the browser have to do alike, on the file that both run: tests/search/twins.json. */

import assert from "node:assert/strict";
import { test } from "node:test";
import twins from "../../../tests/search/twins.json" with { type: "json" };
import { isEnglishStop, stem } from "../src/english.mjs";
import { frontDecoded, unpack, unpackGaps } from "../src/packing.mjs";
import { partsOf } from "../src/parts.mjs";
import { folded, isSearched, words } from "../src/tokens.mjs";
import { isWelshStop, radicals } from "../src/welsh.mjs";
import { formsOnly } from "./small.mjs";

test("words and their places are those of the index", () => {
  for (const [text, expected] of twins.tokens) {
    const found = words(text).map(({ word }, place) => [word, place]);
    assert.deepEqual(
      found.filter(([word]) => isSearched(word)),
      expected,
      text
    );
  }
});

test("an English word has the stem that it has in the index", () => {
  for (const [word, expected] of twins.english) {
    assert.deepEqual(isEnglishStop(word) || !isSearched(word) ? [] : [stem(word)], expected, word);
  }
});

test("a Welsh word has the radicals that it has in the index", () => {
  for (const [word, ...expected] of twins.welsh_keys) assert.deepEqual(radicals(word), expected, word);
});

test("a Welsh query finds the keys that its forms lead to", async () => {
  const { forms, keys } = twins.welsh_queries;
  const index = partsOf(...formsOnly(forms));
  for (const [word, expected] of keys) {
    assert.deepEqual((await index.keys(word)).sort(), [...expected].sort(), word);
    assert.deepEqual(index.keysKnown(word).sort(), [...expected].sort(), word);
  }
});

test("stop words count by their accents in Welsh", () => {
  for (const [word, expected] of twins.welsh_queries.stop) {
    assert.equal(isSearched(word) && isWelshStop(word), expected, word);
  }
});

test("packed numbers, gaps and front-coded words are read as they were written", () => {
  for (const [numbers, packed] of twins.numbers) assert.deepEqual([...unpack(packed)], numbers);
  for (const [numbers, , packed] of twins.gaps) assert.deepEqual([...unpackGaps(packed)], numbers);
  for (const [list, coded] of twins.front_coding) assert.deepEqual(frontDecoded(coded), list);
});

test("folding a word twice is folding it once", () => {
  for (const [text] of twins.tokens)
    for (const { word } of words(text)) assert.equal(folded(folded(word)), folded(word));
});
