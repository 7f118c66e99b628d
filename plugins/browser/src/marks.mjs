/** Which words of a text are the ones that were searched for. Pure. */

import { isEnglishStop, stem } from "./english.mjs";
import { folded, isSearched, words } from "./tokens.mjs";
import { isWelshStop } from "./welsh.mjs";

/**
 * What to mark. A part is a word or a phrase of the query.
 *
 * @typedef {object} Marking
 * @property {Array<{part: number, terms: Set<string>, letters: string}>} words  a word stands for terms; with
 *   letters, for all that begins with them
 * @property {Array<{part: number, phrase: Array<Set<string> | null>}>} phrases  the terms of each word; null for any
 */

/** Texts of so many characters are remembered for each index: some hundred results, which come back while one types. */
const MOST = 200000;
const kept = new WeakMap();

/**
 * Return the words of a text and, for each, its terms in an index. Which terms a Welsh word has depends on what of the
 * index has been loaded, so for Welsh only the words are remembered.
 */
function reading(index, text, language) {
  if (!kept.has(index)) kept.set(index, { texts: new Map(), size: 0 });
  const known = kept.get(index);
  let read = known.texts.get(text);
  if (!read || read.language !== language) {
    if (known.size > MOST) kept.set(index, { texts: new Map(), size: 0 });
    const list = words(text);
    read = { language, list, terms: language === "cy" ? null : list.map(({ word }) => termsOf(index, word, language)) };
    const { texts } = kept.get(index);
    texts.set(text, read);
    kept.get(index).size += text.length;
  }
  return { list: read.list, terms: read.terms || read.list.map(({ word }) => termsOf(index, word, language)) };
}

const NONE = [];

function termsOf(index, word, language) {
  if (!isSearched(word) || (language === "cy" ? isWelshStop(word) : isEnglishStop(word))) return NONE;
  const sign = language === index.language ? "" : "_";
  return (language === "cy" ? index.keysKnown(word) : [stem(word)]).map((term) => sign + term);
}

/**
 * Return a function that finds the marks of a text, and what they are worth: more parts are worth more than more marks.
 *
 * @param {object} index
 * @param {Marking} marking
 * @returns {(text: string, language: string) => {marks: Array<[number, number]>, worth: number}}
 */
export function marker(index, { words: wanted, phrases }) {
  const partsOf = new Map();
  for (const { part, terms } of wanted) {
    for (const term of terms) partsOf.set(term, [...(partsOf.get(term) || []), part]);
  }
  const begun = wanted.filter(({ letters }) => letters).map(({ part, letters }) => [folded(letters), part]);
  const nothing = !wanted.length && !phrases.length;
  return (text, language) => {
    const marks = [];
    if (nothing) return { marks, worth: 0 };
    const { list, terms } = reading(index, text, language);
    const parts = new Set();
    const add = (from, to, part) => {
      parts.add(part);
      const last = marks[marks.length - 1];
      if (!last || last[1] < list[to - 1].to) marks.push([list[from].from, list[to - 1].to]);
    };
    list.forEach(({ word }, at) => {
      for (const term of terms[at]) for (const part of partsOf.get(term) || NONE) add(at, at + 1, part);
      for (const [letters, part] of begun)
        if (terms[at].length && folded(word).startsWith(letters)) add(at, at + 1, part);
      for (const { part, phrase } of phrases) {
        const fits = (one, offset) => !one || (terms[at + offset] && terms[at + offset].some((term) => one.has(term)));
        if (phrase.every(fits)) add(at, at + phrase.length, part);
      }
    });
    return { marks: joined(marks), worth: parts.size * 100 + Math.min(99, marks.length) };
  };
}

/** Return marks without those inside others, and overlapping ones as one. */
function joined(marks) {
  const found = [];
  for (const [from, to] of marks.sort((a, b) => a[0] - b[0])) {
    const last = found[found.length - 1];
    if (last && from < last[1]) last[1] = Math.max(last[1], to);
    else found.push([from, to]);
  }
  return found;
}
