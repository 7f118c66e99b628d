/**
 * Queries in lunr's own language: results, their order and scores are those of one whole lunr.js 2.3.9 index of the
 * same documents. lunr parses; what its `Index.query` then does is done here with the postings that the query needs.
 */

import lunr from "lunr";
import { stem } from "./english.mjs";
import { termsOf } from "./lookup.mjs";
import { eachPlace, PLACES, weigh } from "./postings.mjs";
import { words } from "./tokens.mjs";

const { REQUIRED, PROHIBITED } = lunr.Query.presence;

/**
 * What is found, the best first.
 *
 * @typedef {object} Found
 * @property {number[]} documents
 * @property {Float64Array} scores  by document
 * @property {Uint8Array} masks     by document: the fields that match
 * @property {Set<string>} terms    that were looked for
 * @property {(document: number) => Object<string, Object<string, object>>} matchData  as lunr's: term, field, nothing
 */

/**
 * Answer a query.
 *
 * @param {object} index
 * @param {string} text
 * @returns {Promise<Found>}  rejects with lunr.QueryParseError
 */
export async function answer(index, text) {
  const query = new lunr.Query(index.fields);
  new lunr.QueryParser(text, query).parse();
  const clauses = await Promise.all(
    query.clauses.map(async (clause) => ({
      ...clause,
      fields: clause.fields.map((name) => index.fields.indexOf(name)),
      expansions: await expansions(index, clause),
    }))
  );
  const postings = await postingsOf(index, clauses);
  return evaluate(index, await index.exactScale(), clauses, postings, query.isNegated());
}

/** Return, for each term of a clause, the terms of the index that it stands for, in the order lunr would have them. */
async function expansions(index, clause) {
  const terms = clause.usePipeline ? await pipeline(index, clause.term) : [clause.term];
  return Promise.all(
    terms.map(async (term) => {
      if (!("editDistance" in clause) && !term.includes("*")) return (await index.posting(term)) ? [term] : [];
      const wanted = lunr.TokenSet.fromClause({ ...clause, term });
      const accepted = (await index.terms()).filter((one) => accepts(wanted, one, 0)).sort();
      return lunr.TokenSet.fromArray(accepted).intersect(wanted).toArray();
    })
  );
}

/**
 * Return the terms of a word of the query. As with lunr's own pipeline, there is always one, so that a required word
 * that is not in the index finds nothing.
 */
export async function pipeline(index, token) {
  const terms = [];
  for (const { word } of words(token)) {
    const { own, other } = await termsOf(index, word);
    const both = [...own, ...other];
    const known = await Promise.all(both.map((term) => index.posting(term)));
    terms.push(...both.filter((_, number) => known[number]));
  }
  return terms.length ? terms : [stem(token)].filter(Boolean);
}

/** Return whether a set of terms, in which `*` stands for any letter, has a term from its letter `at` on. */
function accepts({ final, edges }, term, at) {
  if (at === term.length) return final;
  const own = edges[term[at]];
  return (own && accepts(own, term, at + 1)) || ("*" in edges && accepts(edges["*"], term, at + 1)) || false;
}

/** Return the posting of every term, in the order in which lunr numbers terms: that of their first place. */
async function postingsOf(index, clauses) {
  const terms = [...new Set(clauses.flatMap((clause) => clause.expansions.flat()))].sort();
  const postings = await Promise.all(terms.map((term) => index.posting(term)));
  const fieldCount = index.fields.length;
  const list = terms.map((term, number) => {
    const posting = postings[number];
    const first = posting.masks[0];
    return { term, posting, first: posting.documents[0] * fieldCount + Math.log2(first & -first) };
  });
  // Sums of fractions differ by the order of their parts, so the order of terms has to be lunr's. Where two begin in
  // one field of one document, their positions tell.
  const cells = new Map();
  for (const { first } of list) cells.set(first, (cells.get(first) || 0) + 1);
  await Promise.all(
    list.map(async (one) => {
      one.first *= PLACES;
      if (cells.get(one.first / PLACES) < 2) return;
      const packed = await index.positions(one.term);
      let place = -1;
      eachPlace(one.posting, packed, fieldCount, 255, (here) => (place = place < 0 ? here : place));
      one.first = place;
    })
  );
  list.sort((a, b) => a.first - b.first || (a.term < b.term ? -1 : 1));
  return new Map(list.map(({ term, posting }) => [term, posting]));
}

function evaluate(index, scale, clauses, postings, negated) {
  const { count } = index;
  const fieldCount = index.fields.length;
  /** For each field, in the order of terms: how much the query wants a term. */
  const vectors = index.fields.map(() => new Map());
  /** The fields of documents that match, in the order in which they are found, and each one's place in that order. */
  const cells = [];
  const places = new Int32Array(count * fieldCount).fill(-1);
  const seen = new Set();
  const required = new Array(fieldCount);
  const prohibited = new Uint8Array(count);

  for (const { expansions: lists, fields, presence, boost } of clauses) {
    const found = new Uint8Array(count);
    for (const terms of lists) {
      if (!terms.length && presence === REQUIRED) {
        for (const field of fields) required[field] = new Uint8Array(count);
        break;
      }
      for (const term of terms) {
        const { documents, masks } = postings.get(term);
        for (const field of fields) {
          const each = (use) => documents.forEach((document, at) => (masks[at] >> field) & 1 && use(document));
          if (presence === REQUIRED) {
            each((document) => (found[document] = 1));
            required[field] = required[field] || ALL;
          }
          if (presence === PROHIBITED) {
            each((document) => (prohibited[document] = 1));
            continue;
          }
          vectors[field].set(term, (vectors[field].get(term) || 0) + boost);
          const key = term + "/" + field;
          if (seen.has(key)) continue;
          seen.add(key);
          each((document) => {
            const cell = document * fieldCount + field;
            if (places[cell] < 0) places[cell] = cells.push(cell) - 1;
          });
        }
      }
    }
    if (presence === REQUIRED) {
      for (const field of fields) required[field] = required[field] === ALL ? found : both(required[field], found);
    }
  }

  if (negated) {
    cells.length = 0;
    for (let cell = 0; cell < count * fieldCount; cell++) cells.push(cell);
  }
  const dots = new Float64Array(cells.length);
  if (!negated) addDots(dots, places, scale, vectors, postings);
  const magnitudes = vectors.map((vector) => {
    let sum = 0;
    for (const term of postings.keys()) if (vector.has(term)) sum += vector.get(term) * vector.get(term);
    return Math.sqrt(sum);
  });

  const scores = new Float64Array(count);
  const ranks = new Map();
  cells.forEach((cell, place) => {
    const document = Math.floor(cell / fieldCount);
    if (prohibited[document] || required.some((one) => one && one !== ALL && !one[document])) return;
    if (!ranks.has(document)) ranks.set(document, ranks.size);
    scores[document] += dots[place] / magnitudes[cell % fieldCount] || 0;
  });
  const documents = [...ranks.keys()].sort((a, b) => scores[b] - scores[a] || ranks.get(a) - ranks.get(b));
  const masks = new Uint8Array(count);
  if (!negated) for (const cell of cells) masks[Math.floor(cell / fieldCount)] |= 1 << (cell % fieldCount);
  const terms = new Set([...postings.keys()].filter((term) => vectors.some((vector) => vector.has(term))));
  return { documents, scores, masks, terms, matchData: (document) => matchData(index, vectors, postings, document) };
}

/** Stands for the set of all documents. */
const ALL = new Uint8Array(0);

const both = (one, other) => one.map((is, document) => is && other[document]);

/** Add, for each field of each document that matches, what its terms weigh: by terms, in their order. */
function addDots(dots, places, scale, vectors, postings) {
  for (const [term, posting] of postings) {
    const boosts = vectors.map((vector) => vector.get(term));
    if (boosts.every((boost) => boost === undefined)) continue;
    weigh(posting, scale, (document, field, weight) => {
      if (boosts[field] !== undefined) dots[places[document * vectors.length + field]] += boosts[field] * weight;
    });
  }
}

function matchData(index, vectors, postings, document) {
  const metadata = {};
  for (const [term, { documents, masks }] of postings) {
    const at = documents.indexOf(document);
    if (at < 0) continue;
    vectors.forEach((vector, field) => {
      if (!vector.has(term) || !((masks[at] >> field) & 1)) return;
      metadata[term] = metadata[term] || {};
      metadata[term][index.fields[field]] = {};
    });
  }
  return metadata;
}
