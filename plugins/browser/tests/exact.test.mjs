/**
 * In lunr's own language the search in pieces answers as one whole lunr.js index of the same documents does: the same
 * results in the same order with the same scores and match data, or the same error.
 */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import lunr from "lunr";
import { answer, pipeline } from "../src/lunr-syntax.mjs";
import { chance } from "./chance.mjs";
import { newFolder, partsIn, python } from "./folder.mjs";

const QUERIES = 500;
const folder = newFolder();
let terms;

before(() => {
  terms = JSON.parse(python("tests/browser_code/indexes.py", ["many", folder]));
});

/** Return a whole lunr index of documents whose terms are given. */
function wholeIndex(documents, fields, search) {
  const builder = new lunr.Builder();
  for (const [name, boost] of fields) builder.field(name, { boost });
  // What the index is made of has been analysed; what is searched for is analysed as our own queries are.
  builder.tokenizer = (given) => given.map((term) => new lunr.Token(term, {}));
  builder.searchPipeline._stack.push(search);
  // A reference that looks like a number would be sorted by JavaScript.
  documents.forEach((document, number) => builder.add({ ...document, id: `d${number}` }));
  return builder.build();
}

/** Return a query of some kind out of terms that are in the index. */
function randomQuery(dice, vocabulary, fields) {
  const term = () => dice.one(vocabulary);
  // Few queries find nearly everything: what they find would fill most of the test's time.
  const cut = (word) => word.slice(0, 2 + dice.below(word.length));
  const misspelt = (word) => {
    const at = dice.below(word.length);
    const letter = dice.one([..."abcdefghijklmnopqrstuvwxyzŵŷ1"]);
    return dice.one([
      word.slice(0, at) + letter + word.slice(at),
      word.slice(0, at) + word.slice(at + 1),
      word.slice(0, at) + letter + word.slice(at + 1),
      word.slice(0, at) + (word[at + 1] || "") + word[at] + word.slice(at + 2),
    ]);
  };
  const kinds = {
    plain: term,
    several: () => dice.some(vocabulary, 5).join(" "),
    required: () =>
      dice
        .some(vocabulary, 3)
        .map((word) => `+${word}`)
        .join(" "),
    mixed: () =>
      dice
        .some(vocabulary, 5)
        .map((word) => dice.one(["", "+", "-"]) + word)
        .join(" "),
    prohibited: () => `${term()} -${term()}`,
    negated: () =>
      dice
        .some(vocabulary, 2)
        .map((word) => `-${word}`)
        .join(" "),
    prefix: () => `${cut(term())}*`,
    suffix: () => `*${term().slice(-dice.below(4) - 2)}`,
    inner: () => {
      const word = term();
      return `${word.slice(0, 2)}*${word.slice(-1)}`;
    },
    wild: () => `${cut(term())}*${dice.one([..."aeiouts"])}*`,
    requiredPrefix: () => `+${cut(term())}* +${term()}`,
    fuzzy1: () => `${misspelt(term())}~1`,
    fuzzy2: () => `${misspelt(misspelt(term()))}~2`,
    field: () => `${dice.one(fields)}:${term()}`,
    requiredField: () => `+${dice.one(fields)}:${term()} +${dice.one(fields)}:${term()}`,
    prohibitedField: () => `${term()} -${dice.one(fields)}:${term()}`,
    boost: () =>
      dice
        .some(vocabulary, 4)
        .map((word) => `${word}^${dice.below(20)}`)
        .join(" "),
    everyKind: () =>
      dice
        .some(vocabulary, 4)
        .map((word) => {
          const field = dice.is(0.3) ? `${dice.one(fields)}:` : "";
          const end = dice.one(["", "*", "~1", "^3", "*^2", "~1^5"]);
          return dice.one(["", "", "+", "-"]) + field + (end.includes("*") ? cut(word) : word) + end;
        })
        .join(" "),
    twice: () => {
      const word = term();
      return `${word} ${dice.one(fields)}:${word}^4 ${word}`;
    },
    unknown: () => `xyzzy${dice.below(99)} ${dice.is(0.5) ? term() : ""}`,
    requiredUnknown: () => `+xyzzy +${term()}`,
    unknownField: () => `nowhere:${term()}`,
    malformed: () =>
      term() + dice.one(["~", "^", "~a", "^b", " +", " -", ":", " title:", " +~1", " :x", "~1~", " title:^3"]),
    escaped: () => `${term()}\\:${term()} a\\`,
    spaces: () => dice.one(["", " *", "  \t", `  ${term()}   ${term()}  `, "-"]),
    stopWord: () => dice.one(["the", "+the", "-the", "what works", "mae", "+mae", "the~1"]),
    punctuated: () => dice.one([`${term()}?`, `"${term()} ${term()}"`, `(${term()}),`, `+${term()}!`, "?", "+?"]),
  };
  return kinds[dice.one(Object.keys(kinds))]();
}

async function outcome(run) {
  try {
    return await run();
  } catch (error) {
    return { error: error.name, message: error.message, start: error.start, end: error.end };
  }
}

for (const language of ["en", "cy"]) {
  test(`${QUERIES} random queries (${language}) are answered as one whole lunr index answers them`, async () => {
    const index = await partsIn(folder, language);
    const analysed = new Map();
    const whole = wholeIndex(terms[language], index.manifest.fields, (token) =>
      analysed.get(token.toString()).map((term) => new lunr.Token(term, {}))
    );
    const vocabulary = await index.terms();
    assert.deepEqual(Object.keys(whole.invertedIndex).sort(), [...vocabulary].sort());
    const dice = chance(language === "en" ? 20261121 : 20261122);
    let found = 0;
    for (let number = 0; number < QUERIES; number++) {
      const text = randomQuery(dice, vocabulary, index.fields);
      const query = new lunr.Query(index.fields);
      const asked = await outcome(() => new lunr.QueryParser(text, query).parse());
      for (const { term } of asked.clauses || []) analysed.set(term, await pipeline(index, term));
      const expected = await outcome(() =>
        whole.search(text).map(({ ref, score, matchData }) => [Number(ref.slice(1)), score, matchData.metadata])
      );
      const actual = await outcome(async () => {
        const { documents, scores, matchData } = await answer(index, text);
        return documents.map((document) => [document, scores[document], matchData(document)]);
      });
      // lunr's objects have no prototype.
      assert.deepEqual(actual, JSON.parse(JSON.stringify(expected)), JSON.stringify(text));
      if (expected.length) found++;
    }
    assert.ok(found > QUERIES / 2, `only ${found} queries found anything`);
  });
}
