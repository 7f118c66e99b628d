/** English words as terms: lunr's stop words and stemmer. Pure, but for remembering stems. */

import lunr from "lunr";
import { folded } from "./tokens.mjs";

const MOST = 20000;
const known = new Map();

/**
 * Return whether an English word is too common to be in the index.
 *
 * @param {string} word  in lower case
 */
export const isEnglishStop = (word) => !lunr.stopWordFilter(folded(word));

/**
 * Return the stem of a word, whether it is a stop word or not.
 *
 * @param {string} word  in lower case
 * @returns {string}
 */
export function stem(word) {
  let found = known.get(word);
  if (found === undefined) {
    // lunr's stemmer asks of a token only that it can be updated.
    found = lunr.stemmer({ update: (stemmed) => stemmed(folded(word)) });
    if (known.size > MOST) known.clear();
    known.set(word, found);
  }
  return found;
}
