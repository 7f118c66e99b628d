/** Sorted words, in one file or in a row of files. Pure. */

import { frontDecoded } from "./packing.mjs";

const HASH = 6;
/** Sorts after everything that a word may begin with. */
const END = "\uffff";

/** Return the hash of file `number` out of the joined hashes of a row of files. */
export const hashOf = (hashes, number) => hashes.substr(number * HASH, HASH);

/** Return the first place of a sorted row from which on `holds` is true. */
function firstPlace(row, holds) {
  let low = 0;
  let high = row.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(row[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * A row of files that hold sorted words, each a range of them.
 *
 * @param {string} kind                "p" for postings
 * @param {[string[], string]} listed  as the manifest has them: front-coded first words, hashes
 */
export function rangesOf(kind, [firsts, hashes]) {
  const begins = frontDecoded(firsts);
  /** Return the number of the file that would hold a word; -1 if it sorts before all of them. */
  const placeOf = (word) => firstPlace(begins, (first) => first > word) - 1;
  /** How much the words of a file are alike: few words fill a file when they are frequent. */
  const likeness = (number) => {
    const [one, next] = [begins[number], begins[number + 1] || ""];
    let alike = 0;
    while (alike < one.length && one[alike] === next[alike]) alike++;
    return alike;
  };
  return {
    placeOf,
    file: (number) => [kind + number, hashOf(hashes, number)],
    /** Return the numbers of the files that may hold words with a beginning: at most `most`, of frequent words. */
    spread(beginning, most) {
      const last = placeOf(beginning + END);
      const numbers = [];
      for (let number = Math.max(0, placeOf(beginning)); number <= last; number++) numbers.push(number);
      return numbers.length > most
        ? [numbers.sort((a, b) => likeness(b) - likeness(a) || a - b).slice(0, most), true]
        : [numbers, false];
    },
  };
}

/**
 * Make sorted words searchable.
 *
 * @param {string[]} words
 * @returns {{words: string[], find: (word: string) => number, between: (beginning: string) => [number, number]}}
 *   `find` gives the place of a word or -1, `between` those from which and before which words begin so
 */
export function shelf(words) {
  const placeOf = (word) => firstPlace(words, (one) => one >= word);
  return {
    words,
    find: (word) => (words[placeOf(word)] === word ? placeOf(word) : -1),
    between: (beginning) => [placeOf(beginning), placeOf(beginning + END)],
  };
}
