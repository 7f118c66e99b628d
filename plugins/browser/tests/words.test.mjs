/** Reading what is typed, typing errors, synonyms and marks: each by itself. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { readBox } from "../src/box.mjs";
import { marker } from "../src/marks.mjs";
import { best, highest } from "../src/ordering.mjs";
import { lengthsOf, unpack } from "../src/packing.mjs";
import { parted, thesaurus } from "../src/synonyms.mjs";
import { words } from "../src/tokens.mjs";
import { allowed, nearest } from "../src/typos.mjs";
import { chance } from "./chance.mjs";
import { frontCoded, pack } from "./small.mjs";

const FIELDS = ["body", "messages", "sources", "summary", "topics", "title"];

/** Return the clauses of a text in short: what is special about each, then its words. */
function read(text) {
  return readBox(text, FIELDS).clauses.map(({ words: list, field, phrase, without, typing }) => {
    const signs = (without ? "-" : "") + (field ? `${field}:` : "") + (phrase ? '"' : "");
    return signs + list.map(({ word }) => word).join(" ") + (typing ? "*" : "");
  });
}

test("words, phrases, fields and unwanted words are told apart", () => {
  assert.deepEqual(read('Foster carers -cost "good practice" title:pay topic:"kinship care" -"a b" '), [
    "foster",
    "carers",
    '-"cost',
    '"good practice',
    "title:pay",
    'topics:"kinship care',
    '-"a b',
  ]);
});

test("the last word is being typed until something follows it", () => {
  assert.deepEqual(read("foster car"), ["foster", "car*"]);
  assert.deepEqual(read("foster car "), ["foster", "car"]);
  assert.deepEqual(read("foster car?"), ["foster", "car"]);
  assert.deepEqual(read('"foster car"'), ['"foster car']);
  assert.deepEqual(read("title:fos"), ["title:fos*"]);
});

test("a star says that a word is only begun", () => {
  assert.deepEqual(read("resil* care "), ["resil*", "care"]);
});

test("what looks like a field but is none is words", () => {
  assert.deepEqual(read("note: care at 10:30 https://x.example/a "), [
    "note",
    "care",
    "at",
    "10",
    "30",
    "https",
    "x",
    "example",
    "a",
  ]);
});

test("a sign that stands alone means nothing", () => {
  assert.deepEqual(read("care - leavers -- : \" ' "), ["care", "leavers"]);
});

test("each word says where it stands in what was typed", () => {
  const text = "Tell me about “foster CARE”, title:Pay";
  const found = readBox(text, FIELDS).clauses.flatMap((clause) => clause.words);
  assert.deepEqual(
    found.map(({ from, to }) => text.slice(from, to)),
    ["Tell", "me", "about", "foster", "CARE", "Pay"]
  );
});

test("words stand where they stand in the text, also where a letter is made of two signs or becomes two", () => {
  const text = "e\u0301lan w\u0302yl E-BOST \u0130stanbul caf\u00e9";
  const found = words(text).map(({ from, to }) => text.slice(from, to));
  assert.deepEqual(found, ["e\u0301lan", "w\u0302yl", "E-BOST", "\u0130", "stanbul", "caf\u00e9"]);
});

/** The distance by the book: insertions, deletions, substitutions, and swaps of neighbours. */
function distance(one, other) {
  const rows = [Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= one.length; i++) {
    rows[i] = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + same);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
      }
    }
  }
  return rows[one.length][other.length];
}

test("the nearest words are those of a search through all words", () => {
  const dice = chance(3);
  const word = () => Array.from({ length: 2 + dice.below(7) }, () => dice.one([..."abcd"])).join("");
  for (let round = 0; round < 200; round++) {
    const list = [...new Set(Array.from({ length: 60 }, word))].sort();
    const typed = word();
    for (const most of [1, 2]) {
      for (const typing of [false, true]) {
        const far = (other) =>
          typing
            ? Math.min(...Array.from({ length: other.length + 1 }, (_, end) => distance(typed, other.slice(0, end))))
            : distance(typed, other);
        const expected = list.filter((other) => other !== typed && far(other) <= most).length;
        const found = nearest({ coded: frontCoded(list), counts: new Uint32Array(list.length) }, typed, most, typing);
        assert.equal(found.length, Math.min(8, expected), JSON.stringify({ list, typed, most, typing }));
        for (const one of found) assert.equal(one.distance, far(one.word), `${typed} ${one.word}`);
      }
    }
  }
});

test("of equally near words the more frequent one comes first, and the first letter counts", () => {
  const list = ["bares", "cards", "cares", "carts", "mares"];
  const found = nearest({ coded: frontCoded(list), counts: Uint32Array.of(900, 3, 50, 7, 900) }, "carqs", 1, false);
  assert.deepEqual(
    found.map(({ word }) => word),
    ["cares", "carts", "cards"]
  );
  const first = nearest({ coded: frontCoded(list), counts: Uint32Array.of(900, 3, 50, 7, 900) }, "ares", 1, false);
  assert.deepEqual(
    first.map(({ word }) => word),
    ["bares", "mares", "cares"]
  );
});

test("accents are no errors", () => {
  const found = nearest({ coded: frontCoded(["gŵyl"]), counts: Uint32Array.of(1) }, "gwyl", 1, false);
  assert.equal(found[0].distance, 0);
});

test("one error is allowed from four letters, two from eight", () => {
  assert.deepEqual(["abc", "abcd", "abcdefg", "abcdefgh", "x".repeat(50)].map(allowed), [0, 1, 1, 2, 0]);
});

test("the longest phrase with synonyms is taken first", () => {
  const known = thesaurus(
    [
      ["looked after children", "LAC"],
      ["looked after", "cared for"],
      ["children", "kids"],
    ],
    "en"
  );
  const parts = parted(known, "were looked after children children".split(" "));
  assert.deepEqual(
    parts.map(({ from, to, phrases }) => [from, to, phrases.join()]),
    [
      [0, 1, ""],
      [1, 4, "LAC"],
      [4, 5, "kids"],
    ]
  );
});

test("a phrase has its synonyms in whatever form its words are", () => {
  const english = thesaurus([["foster carers", "foster families"]], "en");
  assert.equal(parted(english, ["fostering", "carer"])[0].phrases[0], "foster families");
  const welsh = thesaurus([["plant mewn gofal", "profiad o ofal"]], "cy");
  for (const phrase of ["phlant mewn ngofal", "blant mewn ofal", "mhlant mewn gofal"]) {
    assert.equal(parted(welsh, phrase.split(" "))[0].phrases[0], "profiad o ofal", phrase);
  }
});

test("marks never overlap and stay inside the text", () => {
  const index = { language: "en", keysKnown: (word) => [word] };
  const dice = chance(11);
  const vocabulary = "care carers foster fostering ŵyl well-being e-mail the".split(" ");
  for (let round = 0; round < 200; round++) {
    const text = Array.from({ length: 12 }, () => dice.one(vocabulary)).join(dice.one([" ", ", ", " (", "\u0301 "]));
    const term = () => new Set([dice.one(["care", "carer", "foster", "well", "email", "ŵyl"])]);
    const mark = marker(index, {
      words: [
        { part: 0, terms: term(), letters: "" },
        { part: 1, terms: new Set(), letters: "fo" },
      ],
      phrases: [
        { part: 2, phrase: [term(), term()] },
        { part: 3, phrase: [term(), null, term()] },
      ],
    });
    let end = 0;
    for (const [from, to] of mark(text, "en").marks) {
      assert.ok(from >= end && to > from && to <= text.length, JSON.stringify({ text, from, to }));
      end = to;
    }
  }
});

test("the best are the first of all in order", () => {
  const dice = chance(5);
  for (let round = 0; round < 100; round++) {
    const values = Array.from({ length: dice.below(50) }, () => dice.below(8));
    const all = values.map((_, number) => number);
    const compare = highest((number) => values[number]);
    const most = dice.below(12);
    assert.deepEqual(best(all, compare, most), [...all].sort(compare).slice(0, most));
  }
});

test("a length out of its sign is wrong by less than five per cent", () => {
  const signs =
    "!" +
    Array.from({ length: 92 }, (_, at) => String.fromCharCode(35 + at))
      .filter((sign) => sign !== "\\")
      .join("");
  for (let length = 1; length < 5000; length++) {
    const value = Math.min(91, 1 + Math.round(Math.log(length) / Math.log(1.1)));
    assert.ok(Math.abs(lengthsOf(signs[value])[0] / length - 1) < 0.05);
  }
  assert.equal(lengthsOf("!")[0], 0);
});

test("packing and unpacking numbers changes nothing", () => {
  const dice = chance(9);
  const numbers = Array.from({ length: 500 }, () => dice.below(10 ** dice.below(8)));
  assert.deepEqual([...unpack(pack(numbers))], numbers);
});
