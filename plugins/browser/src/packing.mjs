/** Rows of whole numbers and sorted words as the index's files hold them (FORMAT.md, "Numbers"). Pure. */

const HALF = 46;

/** The length that each sign stands for. */
const POWERS = Array.from({ length: 2 * HALF }, (_, value) => (value ? 1.1 ** (value - 1) : 0));

/** Return the value of a sign by its code: `!` is 0, then `#` to `~` without `\`. */
const valueOf = (code) => (code === 33 ? 0 : code - 34 - (code > 92));

/**
 * Return the numbers of a packed string.
 *
 * @param {string} packed
 * @returns {Uint32Array}
 */
export function unpack(packed) {
  const numbers = new Uint32Array(packed.length);
  let found = 0;
  let number = 0;
  let weight = 1;
  for (let at = 0; at < packed.length; at++) {
    const value = valueOf(packed.charCodeAt(at));
    if (value < HALF) {
      numbers[found++] = number + value * weight;
      number = 0;
      weight = 1;
    } else {
      number += (value - HALF) * weight;
      weight *= HALF;
    }
  }
  return numbers.subarray(0, found);
}

/**
 * Return the ascending numbers that were packed as gaps.
 *
 * @param {string} packed
 * @returns {Uint32Array}
 */
export function unpackGaps(packed) {
  const numbers = unpack(packed);
  for (let at = 1; at < numbers.length; at++) numbers[at] += numbers[at - 1] + 1;
  return numbers;
}

/**
 * Return lengths out of one sign for each, which is right to the nearest power of 1.1 (FORMAT.md, "norms").
 *
 * @param {string} norms
 * @returns {Float64Array}
 */
export function lengthsOf(norms) {
  const lengths = new Float64Array(norms.length);
  for (let at = 0; at < norms.length; at++) lengths[at] = POWERS[valueOf(norms.charCodeAt(at))];
  return lengths;
}

/**
 * Return how many characters the front-coded word `coded` shares with the word before it.
 *
 * @param {string} coded
 */
export const shared = (coded) => valueOf(coded.charCodeAt(0));

/**
 * Return front-coded words in full.
 *
 * @param {string[]} coded
 * @returns {string[]}
 */
export function frontDecoded(coded) {
  // Characters are counted as Python counts them. Beyond the basic plane, JavaScript takes one for two.
  const wide = /[\ud800-\udfff]/.test(coded.join(""));
  let before = "";
  return coded.map((word) => {
    const kept = wide ? [...before].slice(0, shared(word)).join("") : before.slice(0, shared(word));
    before = kept + word.slice(1);
    return before;
  });
}
