/** Words that somebody may have meant: Damerau and Levenshtein's distance, swapped neighbours counting one. Pure. */

import { shared } from "./packing.mjs";
import { folded } from "./tokens.mjs";

/** How many are looked for. */
const MOST = 8;
/** Longer than this nobody types a word. */
const LONGEST = 40;

/** How many errors a word may have: one from 4 letters, two from 8. */
export const allowed = (word) => (word.length < 4 || word.length > LONGEST ? 0 : word.length < 8 ? 1 : 2);

/**
 * A word that is nearly the one that was typed.
 *
 * @typedef {object} Near
 * @property {string} word
 * @property {number} distance
 * @property {number} count     in how many documents it stands
 */

/** The same letter without its accent, by code. */
const plainCodes = new Map();
function plainCode(code) {
  if (code < 128) return code;
  if (!plainCodes.has(code)) plainCodes.set(code, folded(String.fromCharCode(code)).charCodeAt(0));
  return plainCodes.get(code);
}

/**
 * Return the words that are nearest to a word, the best first: by distance, a wrong first letter counting half an
 * error more, then by how many documents hold them.
 *
 * @param {{coded: string[], counts: Uint32Array}} words  sorted and front-coded, and in how many documents each stands
 * @param {string} word
 * @param {number} most      errors
 * @param {boolean} typing   whether more of the word may follow: then a word counts that begins nearly so
 * @returns {Near[]}
 */
export function nearest({ coded, counts }, word, most, typing) {
  const typed = Array.from(folded(word), (letter) => letter.charCodeAt(0));
  const width = typed.length + 1;
  // Row `depth` holds the distances of the first `depth` letters of the word at hand from the beginnings of what was
  // typed. Words that follow one another share their first letters, and so their first rows.
  const rows = [Uint16Array.from({ length: width }, (_, at) => at)];
  /** For each depth: the least distance of any beginning so far from all that was typed. */
  const least = [typed.length];
  const letters = [];
  const found = [];
  let ready = 0;
  let hopeless = Infinity;
  let before = "";

  function step(depth) {
    const above = rows[depth - 1];
    const row = rows[depth] || (rows[depth] = new Uint16Array(width));
    const letter = letters[depth - 1];
    let best = (row[0] = depth);
    for (let at = 1; at < width; at++) {
      let distance = Math.min(above[at] + 1, row[at - 1] + 1, above[at - 1] + (letter === typed[at - 1] ? 0 : 1));
      if (depth > 1 && at > 1 && letter === typed[at - 2] && letters[depth - 2] === typed[at - 1]) {
        distance = Math.min(distance, rows[depth - 2][at - 2] + 1);
      }
      row[at] = distance;
      if (distance < best) best = distance;
    }
    least[depth] = Math.min(least[depth - 1], row[width - 1]);
    return best;
  }

  for (let number = 0; number < coded.length; number++) {
    const kept = shared(coded[number]);
    const full = before.slice(0, kept) + coded[number].slice(1);
    before = full;
    if (kept >= hopeless) continue;
    hopeless = Infinity;
    ready = Math.min(ready, kept);
    while (ready < full.length) {
      letters[ready] = plainCode(full.charCodeAt(ready));
      ready++;
      const best = step(ready);
      if (best > most && !(typing && least[ready] <= most)) {
        hopeless = ready;
        break;
      }
    }
    if (hopeless < Infinity) continue;
    const distance = typing ? least[full.length] : rows[full.length][width - 1];
    if (distance > most || full === word) continue;
    add({ word: full, distance, count: counts[number] }, distance + (letters[0] === typed[0] ? 0 : 0.5));
  }

  function add(near, rank) {
    const place = found.findIndex(
      (other) => rank < other.rank || (rank === other.rank && near.count > other.near.count)
    );
    found.splice(place < 0 ? found.length : place, 0, { near, rank });
    if (found.length > MOST) found.pop();
  }
  return found.map(({ near }) => near);
}
