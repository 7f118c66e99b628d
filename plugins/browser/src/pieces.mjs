/** Texts in pieces: what is marked and what is not, and patterns with their places filled. Pure. */

/**
 * Part a text at its marks.
 *
 * @param {string} text
 * @param {Array<[number, number]>} [marks]  from and to, in UTF-16 units, in any order; they may touch or overlap
 * @returns {Array<{text: string, marked: boolean}>}  together the whole text, none empty
 */
export function pieces(text, marks = []) {
  const found = [];
  const add = (from, to, marked) => {
    if (to > from) found.push({ text: text.slice(from, to), marked });
  };
  let at = 0;
  for (const [from, to] of [...marks].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const start = Math.max(from, at);
    const end = Math.min(to, text.length);
    if (end <= start) continue;
    add(at, start, false);
    add(start, end, true);
    at = end;
  }
  add(at, text.length, false);
  return found;
}

/**
 * Fill the places of a pattern: "Results: {count}" with {count: 25} is "Results: 25".
 *
 * @param {string} pattern
 * @param {Object<string, string | number>} values
 * @returns {string}  places without a value stay as they are
 */
export function filled(pattern, values) {
  return pattern.replace(/\{(\w+)\}/g, (place, name) => (name in values ? String(values[name]) : place));
}

/**
 * Return the pattern for a number out of a list whose members are for 1, 2, 3 and so on; the last is for all others.
 * With it a language may have as many plural forms as it likes.
 *
 * @param {string[]} patterns
 * @param {number} number
 * @returns {string}
 */
export function patternFor(patterns, number) {
  return patterns[number - 1] === undefined || number < 1 ? patterns[patterns.length - 1] : patterns[number - 1];
}
