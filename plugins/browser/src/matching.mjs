/** Which documents a query of the box finds, and how well. */

import { either, emptyBoard, found, raise, raiseFrom, together } from "./boards.mjs";
import { lookUp, termsOf } from "./lookup.mjs";
import { lookUpPhrase } from "./phrases.mjs";
import { parted } from "./synonyms.mjs";
import { isSearched, words as wordsOf } from "./tokens.mjs";
import { allowed, nearest } from "./typos.mjs";

/** How much a phrase weighs that only means the same: with more, a briefing of many synonyms outranks the word itself. */
const SYNONYM = 0.2;
/** A word that fewer documents have may be misspelt. */
const FEW = 3;
/** A sign in the mask of a document: it has no such word, only one that is nearly so. Beside it are seven fields. */
const NEARLY = 128;

/**
 * What a query finds.
 *
 * @typedef {object} Match
 * @property {import("./boards.mjs").Board | null} board  null: nothing is asked for, so every document is found
 * @property {Uint8Array | null} without  1 for each document that is not wanted
 * @property {Array<{text: string, used: boolean, documents: number}>} words
 * @property {Array<{text: string}>} suggestions
 * @property {Array<{word: string, phrases: string[]}>} synonyms
 * @property {(document: number) => string[]} missing  the words, as typed, that a document lacks
 * @property {boolean} relaxed  no document has all words, so those with any of them are found
 * @property {boolean} capped   not all words that begin so were looked up
 * @property {import("./marks.mjs").Marking} marking
 */

/**
 * Find what was typed.
 *
 * @param {object} index
 * @param {string} text
 * @param {import("./box.mjs").Clause[]} clauses
 * @returns {Promise<Match>}
 */
export async function match(index, text, clauses) {
  const wanted = clauses.filter(({ without }) => !without);
  const [units, without] = await Promise.all([
    unitsOf(index, text, wanted),
    unwanted(
      index,
      clauses.filter((clause) => clause.without)
    ),
  ]);
  const used = units.filter(({ parts }) => parts.length);
  const parts = used.flatMap((unit) => unit.parts);
  let board = null;
  let relaxed = false;
  if (used.length) {
    board = strike(together(used.map((unit) => unit.board)), without);
    if (parts.length > 1 && !found(board)) {
      board = strike(either(used.map((unit) => unit.either)), without);
      relaxed = found(board) > 0;
    }
  }
  return {
    board,
    without,
    words: units.flatMap((unit) => unit.words),
    suggestions: corrected(text, parts),
    synonyms: used.map(({ synonyms }) => synonyms).filter((one) => one),
    missing: (document) =>
      used
        .filter((unit) => unit.board.scores[document] < 0)
        .flatMap((unit) =>
          unit.parts.filter((part) => part.board.scores[document] < 0).map(({ text: typed }) => typed)
        ),
    relaxed,
    capped: parts.some(({ capped }) => capped),
    marking: {
      words: parts.flatMap(({ terms, letters }, part) => (terms ? [{ part, terms, letters }] : [])),
      phrases: used.flatMap(({ phrases }, part) => phrases.map((phrase) => ({ part: parts.length + part, phrase }))),
    },
  };
}

/** Return whether the best that a board has for a document is a word that is only nearly the one that was typed. */
export const isNearly = ({ masks }, document) => masks[document] & NEARLY;

/** Take unwanted documents off a board. */
function strike(board, without) {
  if (without) without.forEach((one, document) => one && (board.scores[document] = -1));
  return board;
}

async function unwanted(index, clauses) {
  if (!clauses.length) return null;
  const without = new Uint8Array(index.count);
  const phrases = await Promise.all(
    clauses.map(({ words, field }) => lookUpPhrase(index, words, maskOf(index, field)))
  );
  for (const phrase of phrases) {
    if (phrase) phrase.board.scores.forEach((score, document) => score >= 0 && (without[document] = 1));
  }
  return without;
}

const maskOf = (index, field) => (field ? 1 << index.fields.indexOf(field) : 0);

/**
 * Part the clauses into units: a phrase in quotation marks, words that together have synonyms, a single word. Each
 * knows its `words` and, of those that are searched for, the `parts` with their boards; its own `board` is for all of
 * them together or a synonym, `either` for any of them.
 */
async function unitsOf(index, text, clauses) {
  if (!clauses.length) return [];
  const known = await index.thesaurus();
  const units = [];
  for (let from = 0; from < clauses.length;) {
    const clause = clauses[from];
    let to = from + 1;
    if (clause.phrase || clause.field) {
      units.push(clause.phrase ? phraseUnit(index, text, clause) : wordsUnit(index, text, [clause], []));
    } else {
      while (to < clauses.length && clauses[to].joined) to++;
      const run = clauses.slice(from, to);
      for (const part of parted(
        known,
        run.map(({ words }) => words[0].word)
      )) {
        units.push(wordsUnit(index, text, run.slice(part.from, part.to), part.phrases));
      }
    }
    from = to;
  }
  return Promise.all(units);
}

async function phraseUnit(index, text, { words, field }) {
  const phrase = await lookUpPhrase(index, words, maskOf(index, field));
  const typed = text.slice(words[0].from, words[words.length - 1].to);
  if (!phrase) return { words: [{ text: typed, used: false, documents: 0 }], parts: [] };
  const { board, terms } = phrase;
  return {
    words: [{ text: typed, used: true, documents: found(board) }],
    parts: [{ board, text: typed, capped: false }],
    board,
    either: board,
    phrases: [terms],
  };
}

async function wordsUnit(index, text, clauses, phrases) {
  const looked = await Promise.all(clauses.map((clause) => wordPart(index, text, clause, phrases.length > 0)));
  const parts = looked.filter((part) => part);
  const words = clauses.map(({ words: [{ from, to }] }, number) => ({
    text: text.slice(from, to),
    used: !!looked[number],
    documents: looked[number] ? looked[number].documents : 0,
  }));
  if (!parts.length) return { words, parts };
  const unit = { words, parts, phrases: [], board: parts[0].board, either: parts[0].board };
  if (parts.length > 1) {
    unit.board = together(parts.map(({ board }) => board));
    unit.either = either(parts.map(({ board }) => board));
  }
  if (!phrases.length) return unit;
  const other = await alike(index, parts, phrases);
  if (!other.phrases.length) return unit;
  unit.phrases = other.terms;
  unit.synonyms = {
    word: text.slice(clauses[0].words[0].from, clauses[clauses.length - 1].words[0].to),
    phrases: other.phrases,
  };
  unit.board = raised(unit.board, other.board);
  unit.either = parts.length > 1 ? raised(unit.either, other.board) : unit.board;
  return unit;
}

function raised(board, by) {
  const copy = { scores: board.scores.slice(), masks: board.masks.slice() };
  raiseFrom(copy, by, SYNONYM);
  return copy;
}

/** Look up phrases that mean the same as some words. */
async function alike(index, parts, phrases) {
  const lists = phrases.map(wordsOf);
  const useless = await Promise.all(lists.map((list) => addsNothing(index, list, parts)));
  const looked = await Promise.all(lists.map((list, at) => (useless[at] ? null : lookUpPhrase(index, list, 0, true))));
  const board = emptyBoard(index.count);
  const terms = [];
  const used = phrases.filter((_, number) => {
    const phrase = looked[number];
    if (!phrase || !found(phrase.board)) return false;
    raiseFrom(board, phrase.board, 1 / phrase.terms.filter((one) => one).length);
    terms.push(phrase.terms);
    return true;
  });
  return { board, terms, phrases: used };
}

/**
 * Return whether a phrase needs no looking up beside the words that it means the same as: it contains them all, and
 * they find it in any case; or, stop words apart, it is only some of them ("after care" for "care leavers").
 */
async function addsNothing(index, list, parts) {
  const looked = await Promise.all(list.map(({ word }) => termsOf(index, word)));
  const words = looked.filter(({ stop }) => !stop).map(({ own, other }) => [...own, ...other]);
  const holds = ({ exact }, terms) => exact.some((term) => terms.includes(term));
  return (
    parts.every((part) => words.some((terms) => holds(part, terms))) ||
    words.every((terms) => parts.some((part) => holds(part, terms)))
  );
}

/** Look up a word of a query; null if it is too common, or too short, to be searched for. */
async function wordPart(index, text, { words: [{ word, from, to }], field, typing }, isKnown) {
  if (!isSearched(word)) return null;
  const [scale, { stop, alternatives, capped }] = await Promise.all([
    index.scale(),
    lookUp(index, word, typing, isKnown),
  ]);
  if (stop) return null;
  const fields = maskOf(index, field);
  const board = emptyBoard(index.count);
  for (const { posting, boost } of alternatives) raise(board, posting, boost, scale, fields);
  const documents = found(board);
  const part = {
    board,
    text: text.slice(from, to),
    documents,
    capped,
    from,
    to,
    near: [],
    // The words that there was no room for are marked by how they begin.
    letters: capped ? word : "",
    terms: new Set(alternatives.map(({ term }) => term)),
    exact: alternatives.filter(({ boost }) => boost === 1).map(({ term }) => term),
  };
  // Where the word is found at all, two errors are one too many.
  const errors = Math.min(allowed(word), documents ? 1 : 2);
  if (documents < FEW && errors && !isKnown) await addNearest(index, part, word, errors, typing, fields, scale);
  return part;
}

/** Add the documents that have a word which is nearly the one that was typed. */
async function addNearest(index, part, word, errors, typing, fields, scale) {
  part.near = nearest(await index.words(), word, errors, typing);
  const looked = await Promise.all(part.near.map((near) => termsOf(index, near.word)));
  const terms = new Map();
  looked.forEach(({ own }, number) => {
    for (const term of own) if (!terms.has(term)) terms.set(term, 1 / (1 + part.near[number].distance));
  });
  const board = emptyBoard(index.count);
  await Promise.all(
    Array.from(terms, async ([term, boost]) => {
      const posting = await index.posting(term);
      if (posting) raise(board, posting, boost, scale, fields);
      part.terms.add(term);
    })
  );
  board.scores.forEach((score, document) => {
    if (score < 0 || part.board.scores[document] >= 0) return;
    part.board.scores[document] = score;
    part.board.masks[document] = board.masks[document] | NEARLY;
  });
}

/** Return what was typed with the best correction of each word that is in no document, if there is any. */
function corrected(text, parts) {
  const wrong = parts.filter(({ documents, near }) => !documents && near && near.length);
  if (!wrong.length) return [];
  let at = 0;
  let better = "";
  for (const { from, to, near } of wrong.sort((a, b) => a.from - b.from)) {
    better += text.slice(at, from) + near[0].word;
    at = to;
  }
  return [{ text: better + text.slice(at) }];
}
