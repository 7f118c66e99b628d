/** Phrases that mean the same as those that are typed. */

import { stem } from "./english.mjs";
import { folded, words } from "./tokens.mjs";
import { radicals } from "./welsh.mjs";

/** How many phrases are looked up for one that is typed. */
const MOST = 8;

/** Return a form of a word that its own inflections or mutations also have. */
function normal(word, language) {
  if (language === "en") return stem(word);
  // Each step undoes one mutation, or adds one that the radical itself looks like: both forms end at the same word.
  for (let step = 0; step < 3; step++) word = radicals(word)[1] || word;
  return folded(word);
}

/** Return the key that a phrase is found by. */
const keyOf = (list, language) => list.map((word) => normal(word, language)).join(" ");

/**
 * Phrases by their keys.
 *
 * @typedef {object} Thesaurus
 * @property {Map<string, Map<string, string>>} groups  the key of each phrase, to all phrases like it by their keys
 * @property {number} longest  how many words the longest phrase has
 * @property {string} language
 */

/**
 * Make a thesaurus.
 *
 * @param {string[][]} lists  of phrases that mean the same
 * @param {string} language
 * @returns {Thesaurus}
 */
export function thesaurus(lists, language) {
  const groups = new Map();
  let longest = 0;
  for (const phrases of lists) {
    const keyed = phrases.map((phrase) => {
      const list = words(phrase).map(({ word }) => word);
      longest = Math.max(longest, list.length);
      return [keyOf(list, language), phrase];
    });
    for (const [key] of keyed) {
      const known = groups.get(key) || groups.set(key, new Map()).get(key);
      // Two phrases of one key differ in nothing that is searched: the first stands for both.
      for (const [other, phrase] of keyed) if (!known.has(other)) known.set(other, phrase);
    }
  }
  return { groups, longest, language };
}

/**
 * Part a row of words into phrases that have synonyms, the longest first from the left, and single words.
 *
 * @param {Thesaurus} known
 * @param {string[]} list
 * @returns {Array<{from: number, to: number, phrases: string[]}>}  ranges of the row, with what else means the same
 */
export function parted({ groups, longest, language }, list) {
  const parts = [];
  for (let from = 0; from < list.length;) {
    let to = Math.min(list.length, from + longest);
    let group;
    let key;
    for (; to > from; to--) {
      key = keyOf(list.slice(from, to), language);
      group = groups.get(key);
      if (group) break;
    }
    if (!group) to = from + 1;
    const phrases = group ? [...group].filter(([other]) => other !== key).map(([, phrase]) => phrase) : [];
    parts.push({ from, to, phrases: phrases.slice(0, MOST) });
    from = to;
  }
  return parts;
}
