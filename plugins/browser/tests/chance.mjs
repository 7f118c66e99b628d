/** Chance that is the same on every run. */

/**
 * Return a source of chance for a seed (mulberry32).
 *
 * @param {number} seed
 */
export function chance(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (most) => Math.floor(next() * most);
  return {
    next,
    below,
    one: (list) => list[below(list.length)],
    some: (list, most) => Array.from({ length: 1 + below(most) }, () => list[below(list.length)]),
    is: (share) => next() < share,
  };
}
