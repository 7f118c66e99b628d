/** Counts of facets are what a naive count says, whatever is typed and chosen. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { chance } from "./chance.mjs";
import { frontCoded, manifestOf, openSmall, pack, packGaps } from "./small.mjs";

const ROUNDS = 150;
const TODAY = 9831;
const HASH = "aaaaaa";
/** Topics with the numbers of their parents: two trees and a lone one. */
const TOPICS = [
  ["a", -1],
  ["aa", 0],
  ["aaa", 1],
  ["ab", 0],
  ["b", -1],
  ["ba", 4],
  ["c", -1],
];
const KINDS = ["research", "guidance", "project"];
/** A ladder, best first, with two values off it. */
const STEPS = [
  ["best", 9],
  ["good", 4],
  ["fair", 2],
  ["poor", 0],
  ["unknown", null],
  ["harm", null],
];
const TERMS = ["alpha", "beta"];

/** Return documents with values of every facet, some with none or several. */
function randomDocuments(dice) {
  const some = (list, most) => new Set(dice.is(0.2) ? [] : dice.some(list, most));
  return Array.from({ length: 1 + dice.below(40) }, (_, number) => ({
    number,
    topic: some(
      TOPICS.map(([topic]) => topic),
      3
    ),
    kind: some(KINDS, 1),
    rating: some(
      STEPS.map(([step]) => step),
      2
    ),
    days: TODAY + dice.below(5) - 2,
    terms: some(TERMS, 2),
  }));
}

/** Return the search of an index that holds the documents. */
function searchOf(documents) {
  const having = (name, value) => documents.filter((one) => one[name].has(value)).map(({ number }) => number);
  const column = (name, values) => [{ values, documents: values.map(([value]) => packGaps(having(name, value))) }];
  const below = (topic) =>
    TOPICS.filter(([, parent]) => parent >= 0 && TOPICS[parent][0] === topic).flatMap(([child]) => [
      ...having("topic", child),
      ...below(child),
    ]);
  const posting = (term) =>
    pack(having("terms", term).flatMap((number, at, all) => [at ? number - all[at - 1] - 1 : number, 2 * 32]));
  const files = {
    norms: [Array(6).fill("#".repeat(documents.length))],
    synonyms: [[]],
    words: [[], ""],
    p0: [frontCoded(TERMS), TERMS.map(posting)],
    c0: [
      documents.map(({ number }) => [
        String(number),
        "t",
        "b",
        ["m"],
        "k",
        "b",
        {},
        "2026-01-01",
        "2027-01-01",
        1,
        "en",
      ]),
    ],
    "facet-topic": [
      {
        values: TOPICS.map(([topic, parent]) => [topic, topic.toUpperCase(), parent]),
        // A parent does not repeat what its children have.
        documents: TOPICS.map(([topic]) =>
          packGaps(having("topic", topic).filter((one) => !below(topic).includes(one)))
        ),
      },
    ],
    "facet-kind": column(
      "kind",
      KINDS.map((kind) => [kind, kind])
    ),
    "facet-rating": column(
      "rating",
      STEPS.map(([step, rank]) => [step, step, -1, rank])
    ),
    "facet-due": [
      {
        values: [
          ["on-time", "On time"],
          ["overdue", "Overdue"],
        ],
        dates: pack(documents.map(({ days }) => days)),
      },
    ],
  };
  const facet = (name, match) => ({ name, label: name, match, open: true, hash: HASH });
  const manifest = manifestOf({
    count: documents.length,
    postings: [frontCoded(["alpha"]), HASH],
    cards: [100, 16, HASH],
    facets: [facet("topic", "any"), facet("kind", "any"), facet("rating", "least"), facet("due", "due")],
  });
  return openSmall(manifest, files);
}

/** Whether a document has a value, looked at by itself. */
const HAS = {
  topic: (one, value) => [...one.topic].some((topic) => topic.startsWith(value)),
  kind: (one, value) => one.kind.has(value),
  rating(one, value) {
    const rank = (step) => STEPS.find(([name]) => name === step)[1];
    if (rank(value) === null) return one.rating.has(value);
    return [...one.rating].some((step) => rank(step) !== null && rank(step) >= rank(value));
  },
  due: (one, value) => (one.days < TODAY ? "overdue" : "on-time") === value,
};
const VALUES = {
  topic: TOPICS.map(([topic]) => topic),
  kind: KINDS,
  rating: STEPS.map(([step]) => step),
  due: ["on-time", "overdue"],
};

test(`counts and totals equal a naive count of ${ROUNDS} random sites`, async () => {
  const dice = chance(7);
  for (let round = 0; round < ROUNDS; round++) {
    const documents = randomDocuments(dice);
    const search = await searchOf(documents);
    const text = dice.one(["", "alpha ", "alpha -beta "]);
    const finds = (one) =>
      text === "" || (one.terms.has("alpha") && !(text.includes("-beta") && one.terms.has("beta")));
    const filters = {};
    for (const name of Object.keys(VALUES)) if (dice.is(0.4)) filters[name] = [...new Set(dice.some(VALUES[name], 2))];
    const passes = (one, except) =>
      Object.entries(filters).every(
        ([name, values]) => name === except || values.some((value) => HAS[name](one, value))
      );
    const left = documents.filter((one) => finds(one) && passes(one));

    const { total, results, facets } = await search.search(text, { filters, limit: 100 });
    const drawn = JSON.stringify({ text, filters, round });
    assert.deepEqual(
      results.map(({ id }) => Number(id)).sort((a, b) => a - b),
      left.map(({ number }) => number),
      drawn
    );
    assert.equal(total, left.length, drawn);
    for (const [name, values] of Object.entries(VALUES)) {
      const expected = values.map((value) => [
        value,
        documents.filter((one) => finds(one) && passes(one, name) && HAS[name](one, value)).length,
        (filters[name] || []).includes(value),
      ]);
      assert.deepEqual(
        facets[name].map(({ value, count, selected }) => [value, count, selected]),
        expected,
        `${name} ${drawn}`
      );
    }
  }
});

test("a value knows its label and its parent", async () => {
  const search = await searchOf(randomDocuments(chance(1)));
  const { facets } = await search.search("", { limit: 0 });
  assert.deepEqual(facets.topic[2], {
    value: "aaa",
    label: "AAA",
    parent: "aa",
    count: facets.topic[2].count,
    selected: false,
  });
});

test("a facet that the index does not have is an error, not a filter that is left out", async () => {
  const search = await searchOf(randomDocuments(chance(1)));
  await assert.rejects(search.search("", { filters: { colour: ["red"] } }), RangeError);
  await assert.rejects(search.search("", { facets: ["colour"] }), RangeError);
});

test("a value that the index does not have leaves nothing", async () => {
  const search = await searchOf(randomDocuments(chance(1)));
  const { total } = await search.search("", { filters: { kind: ["poem"] } });
  assert.equal(total, 0);
});

test("a ladder is an order too: the best first, what is not on it last", async () => {
  const documents = [["fair"], ["unknown"], ["best"], [], ["poor", "good"]].map((steps, number) => ({
    number,
    topic: new Set(),
    kind: new Set(),
    rating: new Set(steps),
    days: TODAY,
    terms: new Set(),
  }));
  const search = await searchOf(documents);
  const { results } = await search.search("", { sort: "rating", facets: false });
  assert.deepEqual(
    results.map(({ id }) => id),
    ["2", "4", "0", "3", "1"]
  );
});
