/** What people type into the box, read as words, phrases and what is not wanted. Pure. */

import { words } from "./tokens.mjs";

/** What is pasted beyond this many words is not searched for. */
export const MOST_WORDS = 32;

/** Names that limit a word to one field, in both languages; the names of the fields themselves also do. */
const NAMES = {
  teitl: "title",
  topic: "topics",
  pwnc: "topics",
  pynciau: "topics",
  message: "messages",
  neges: "messages",
  negeseuon: "messages",
  crynodeb: "summary",
  testun: "body",
  source: "sources",
  ffynhonnell: "sources",
  ffynonellau: "sources",
};

/** A sign, a field's name, then a phrase or anything up to the next space or quotation mark. */
const PIECE = /(-?)(?:(\p{L}+):\s*)?(?:"([^"]*)"|([^\s"]+))/gu;
/** Quotation marks as keyboards and word processors make them. Each is as long as what replaces it. */
const QUOTES = /[\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02]/g;

/**
 * A word or a phrase of a query.
 *
 * @typedef {object} Clause
 * @property {import("./tokens.mjs").Word[]} words  one, or those of a phrase, stop words included
 * @property {string} field     the only field to look in, or ""
 * @property {boolean} phrase   the words must stand together
 * @property {boolean} without  documents that have it are not wanted
 * @property {boolean} typing   it is a word that may not be finished
 * @property {boolean} joined   it follows the clause before it directly, as words of a sentence do
 */

/**
 * Read what was typed.
 *
 * @param {string} text
 * @param {string[]} fields  the names of the index's fields
 * @returns {{clauses: Clause[], cut: boolean}}  `cut`: there were more words than are searched for
 */
export function readBox(text, fields) {
  const plain = text.replace(QUOTES, '"');
  const clauses = [];
  let left = MOST_WORDS;
  let cut = false;
  let joined = false;
  for (const match of plain.matchAll(PIECE)) {
    const [piece, sign, name, quoted] = match;
    const field = fieldOf(name, fields);
    const without = !!sign && (match.index === 0 || /\s/.test(plain[match.index - 1]));
    // What is not wanted is unwanted as a whole: -well-being is a phrase.
    const phrase = quoted !== undefined || without;
    const start = field ? piece.indexOf(":") + 1 : 0;
    const found = words(piece.slice(start)).map(({ word, from, to }) => {
      const at = match.index + start;
      return { word, from: from + at, to: to + at };
    });
    cut = cut || found.length > left;
    found.splice(left);
    left -= found.length;
    for (const one of phrase ? [found] : found.map((word) => [word])) {
      if (!one.length) continue;
      const { to } = one[one.length - 1];
      const typing = !phrase && (to === plain.length || plain[to] === "*");
      clauses.push({ words: one, field, phrase, without, typing, joined: joined && !field && !phrase });
      joined = !field && !phrase;
    }
  }
  return { clauses, cut };
}

function fieldOf(name, fields) {
  const lower = (name || "").toLowerCase();
  const field = Object.prototype.hasOwnProperty.call(NAMES, lower) ? NAMES[lower] : lower;
  return fields.includes(field) ? field : "";
}
