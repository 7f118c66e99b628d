/** Words of a text, as the index was made of them (search/tokens.py is the twin). Pure. */

/** No look-behind: Safari did not have it until 2023. `e-` before a letter joins: e-bost is one word. */
const WORD = /(?:e[-\u2010\u2011](?=\p{L}))*[\p{L}\p{N}]+/gu;

/**
 * A word of a text. Its place counts all words, single letters and stop words included.
 *
 * @typedef {object} Word
 * @property {string} word  in lower case, NFC
 * @property {number} from  where it stands in the text, in UTF-16 units
 * @property {number} to
 */

/**
 * Return the words of a text in order.
 *
 * @param {string} text
 * @returns {Word[]}
 */
export function words(text) {
  const plain = text.toLowerCase().normalize("NFC");
  const places = plain.length === text.length ? null : placesIn(text);
  const found = [];
  for (const { 0: match, index } of plain.matchAll(WORD)) {
    let to = index + match.length;
    // A word ends with the character it ends in.
    while (places && places[to] === places[to - 1]) to++;
    found.push({
      word: match.replace(/[-\u2010\u2011]/g, ""),
      from: places ? places[index] : index,
      to: places ? places[to] : to,
    });
  }
  return found;
}

/**
 * Return, for each unit of a text in lower case and NFC, where in the text its character begins; the text's end last.
 */
function placesIn(text) {
  const places = [];
  for (const { 0: character, index } of text.matchAll(/[^\p{M}]?\p{M}*/gsu)) {
    const { length } = character.toLowerCase().normalize("NFC");
    for (let unit = 0; unit < length; unit++) places.push(index);
  }
  return [...places, text.length];
}

/**
 * Return whether a word can be searched for: any but a single letter. A digit may stand alone.
 *
 * @param {string} word
 */
export const isSearched = (word) => !/^\p{L}$/u.test(word);

/**
 * Return a word without its accents.
 *
 * @param {string} word
 */
export function folded(word) {
  return /^[\0-\x7f]*$/.test(word) ? word : word.normalize("NFD").replace(/\p{M}/gu, "").normalize("NFC");
}
