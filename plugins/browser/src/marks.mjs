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
    const sign = language === index.language ? "" : "_";
    const list = words(text);
    const terms = list.map(({ word }) => {
      if (!isSearched(word) || (language === "cy" ? isWelshStop(word) : isEnglishStop(word))) return [];
      return (language === "cy" ? index.keysKnown(word) : [stem(word)]).map((term) => sign + term);
    });
    const parts = new Set();
    const add = (from, to, part) => {
      parts.add(part);
      const last = marks[marks.length - 1];
      if (!last || last[1] < list[to - 1].to) marks.push([list[from].from, list[to - 1].to]);
    };
    list.forEach(({ word }, at) => {
      for (const term of terms[at]) for (const part of partsOf.get(term) || []) add(at, at + 1, part);
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
