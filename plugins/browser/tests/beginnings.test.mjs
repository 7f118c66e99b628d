/** A word that is being typed: how much is looked up for it. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { frontCoded, manifestOf, openSmall, pack } from "./small.mjs";

const HASH = "aaaaaa";
const LETTERS = [..."abcdefghijklmnopqrst"];
/** Of the words that begin with `re`, by their next letter; those with a later letter are more frequent. */
const BLOCKS = LETTERS.map((letter) => LETTERS.map((last) => `re${letter}${last}`));

/** Return the search of an index whose files of postings hold a block each, and collect what it loads in `asked`. */
function searchOf(asked) {
  const count = 40;
  const posting = (documents) => pack(Array.from({ length: documents }, () => [0, 64]).flat());
  const files = { norms: [Array(6).fill("#".repeat(count))], synonyms: [[]], words: [[], ""] };
  BLOCKS.forEach((block, number) => {
    files[`p${number}`] = [frontCoded(block), block.map((_, at) => posting(1 + at))];
  });
  const card = (number) => [String(number), "t", "b", ["m"], "k", "b", {}, "2026-01-01", "2027-01-01", 1, "en"];
  files.c0 = [Array.from({ length: count }, (_, number) => card(number))];
  const starts = frontCoded(BLOCKS.map(([first]) => first.slice(0, 3)));
  const manifest = manifestOf({ count, postings: [starts, HASH.repeat(BLOCKS.length)], cards: [100, 16, HASH] });
  return openSmall(manifest, files, asked);
}

const postings = (asked) => asked.filter((name) => /^p\d/.test(name));

test("two letters load at most four files of postings, and it is said that there is more", async () => {
  const asked = [];
  const search = await searchOf(asked);
  const { capped, total } = await search.search("re", { facets: false });
  assert.equal(capped, true);
  assert.ok(total > 0);
  assert.ok(postings(asked).length <= 4, String(postings(asked)));
});

test("a beginning that one file holds loads that file and nothing is left out", async () => {
  const asked = [];
  const search = await searchOf(asked);
  const { capped } = await search.search("rec", { facets: false });
  assert.equal(capped, false);
  assert.deepEqual(new Set(postings(asked)), new Set(["p2"]));
});

test("of too many words the most frequent are taken", async () => {
  const asked = [];
  const search = await searchOf(asked);
  const { total } = await search.search("re", { facets: false });
  // Of each file the most frequent word is in 20 documents.
  assert.equal(total, 20);
});

test("one letter asks for nothing", async () => {
  const asked = [];
  const search = await searchOf(asked);
  const { total, words } = await search.search("r", { facets: false, limit: 0 });
  assert.deepEqual([total, words[0].used], [40, false]);
  assert.deepEqual(postings(asked), []);
});
