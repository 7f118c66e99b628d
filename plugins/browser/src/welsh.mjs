/** Welsh words: which words a word may be a mutation of (search/welsh.py is the twin). Pure. */

import rules from "../../evidence_briefings/search/rules.json" with { type: "json" };
import { folded } from "./tokens.mjs";

const STOP_WORDS = new Set(rules.welsh_stop_words.join(" ").split(" "));
const VOWEL = /^[aeiouwy]/;

/**
 * Return whether a Welsh word is too common to be in the index.
 *
 * @param {string} word  in lower case
 */
export const isWelshStop = (word) => STOP_WORDS.has(word);

/**
 * Return the word and every word it may be a mutation of, by the longest onset that matches: `blant` may be `plant`.
 *
 * @param {string} word  in lower case
 * @returns {string[]}
 */
export function radicals(word) {
  const onset = rules.onsets.find(([begins]) => word.startsWith(begins));
  if (onset) {
    const rest = word.slice(onset[0].length);
    return [
      word,
      ...onset[1]
        .split(" ")
        .filter(Boolean)
        .map((radical) => radical + rest),
    ];
  }
  const plain = folded(word);
  if (VOWEL.test(plain)) return [word, "g" + word];
  if (plain[0] === "h" && VOWEL.test(plain.slice(1))) return [word, word.slice(1)];
  return [word];
}
