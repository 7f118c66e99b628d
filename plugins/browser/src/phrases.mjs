/** Words that stand one after the other. */

import { emptyBoard, found, raise, together } from "./boards.mjs";
import { termsOf } from "./lookup.mjs";
import { eachPlace, PLACES } from "./postings.mjs";
import { isSearched } from "./tokens.mjs";

/** How often the words of a synonym may stand in the index before looking up all their places costs too much. */
const MOST_PLACES = 20000;
/** Then its words must stand in one of these. They are so short that words in them belong together. */
const TIGHT = ["title", "topics"];

/**
 * Look up a phrase. Endings of words do not matter; of stop words and single letters only their place does.
 *
 * @param {object} index
 * @param {import("./tokens.mjs").Word[]} words
 * @param {number} fields     a mask of the fields to look in; 0 for all of them
 * @param {boolean} [thrifty] whether frequent words may be looked up in short fields alone
 * @returns {Promise<{board: import("./boards.mjs").Board, terms: Array<Set<string> | null>} | null>}  `terms` are those
 *   of each word, from the first to the last that counts; null if none of the words does
 */
export async function lookUpPhrase(index, words, fields, thrifty = false) {
  const [scale, list] = await Promise.all([
    index.scale(),
    Promise.all(words.map(({ word }, offset) => phraseWord(index, word, offset))),
  ]);
  const counting = list.filter((one) => one);
  if (!counting.length) return null;
  const terms = Array(counting[counting.length - 1].offset - counting[0].offset + 1).fill(null);
  for (const one of counting) terms[one.offset - counting[0].offset] = new Set(one.terms.map(({ term }) => term));
  const boards = counting.map((one) => {
    const board = emptyBoard(index.count);
    for (const { posting } of one.terms) raise(board, posting, 1, scale, fields);
    return board;
  });
  if (boards.length === 1) return { board: boards[0], terms };
  const anywhere = together(boards, (_, all) => all);
  if (!found(anywhere)) return { board: anywhere, terms };
  const often = (one) => one.terms.reduce((sum, { posting }) => sum + posting.often, 0);
  if (thrifty && counting.reduce((sum, one) => sum + often(one), 0) > MOST_PLACES) {
    const tight = index.fields.reduce((mask, name, field) => (TIGHT.includes(name) ? mask | (1 << field) : mask), 0);
    return { board: together(boards, (_, all) => all & tight), terms };
  }
  // The rarest word first: it leaves the fewest places to look at.
  counting.sort((a, b) => often(a) - often(b));
  const places = await Promise.all(
    counting.map((one) => Promise.all(one.terms.map(({ term }) => index.positions(term))))
  );
  const where = inOrder(counting, places, index.fields.length, fields || 255);
  return { board: together(boards, (document) => where.get(document) || 0), terms };
}

/** A word of a phrase and what it may stand for; null if only its place counts. */
async function phraseWord(index, word, offset) {
  if (!isSearched(word)) return null;
  const { stop, otherStop, own, other } = await termsOf(index, word);
  if (stop) return null;
  const terms = [];
  await Promise.all(
    [...own, ...other].map(async (term) => {
      const posting = await index.posting(term);
      if (posting) terms.push({ term, posting });
    })
  );
  return otherStop && !terms.length ? null : { offset, terms };
}

/** Return, for each document in which words stand in their order, the mask of its fields where they do. */
function inOrder(phrase, packed, fieldCount, fields) {
  let starts = null;
  phrase.forEach(({ offset, terms }, number) => {
    const here = new Set();
    terms.forEach(({ posting }, one) => {
      eachPlace(posting, packed[number][one], fieldCount, fields, (place) => {
        if (!starts || starts.has(place - offset)) here.add(place - offset);
      });
    });
    starts = here;
  });
  const where = new Map();
  for (const start of starts) {
    const cell = Math.floor((start + phrase[0].offset) / PLACES);
    const document = Math.floor(cell / fieldCount);
    where.set(document, (where.get(document) || 0) | (1 << (cell % fieldCount)));
  }
  return where;
}
