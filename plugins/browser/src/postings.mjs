/** Which documents hold a term, and how much that weighs: lunr 2.3.9's BM25. Pure. */

import { unpack } from "./packing.mjs";

/** lunr's defaults. */
const K1 = 1.2;
const B = 0.75;

/**
 * The documents that hold a term.
 *
 * @typedef {object} Posting
 * @property {Uint32Array} documents  ascending
 * @property {Uint8Array} masks       for each of them: bit i is set when field i has the term
 * @property {Uint32Array} numbers    what was packed; how often the fields have the term stands only here
 * @property {number} pairs           of documents and fields that have the term
 * @property {number} often           how often it stands in them
 * @property {Float64Array} [weights] how much it weighs in all fields together, once that has been asked for
 */

/** For each mask: how many bits are set. */
const BITS = Uint8Array.from({ length: 256 }, (_, mask) => mask.toString(2).replace(/0/g, "").length);

/**
 * Return the posting of a packed string (FORMAT.md, "postings").
 *
 * @param {string} packed
 * @returns {Posting}
 */
export function unpackPosting(packed) {
  const numbers = unpack(packed);
  const documents = new Uint32Array(numbers.length >> 1);
  const masks = new Uint8Array(numbers.length >> 1);
  let found = 0;
  let pairs = 0;
  let often = 0;
  let document = -1;
  for (let at = 0; at < numbers.length;) {
    document += numbers[at++] + 1;
    const mask = numbers[at] >> 1;
    const fields = BITS[mask];
    pairs += fields;
    often += fields;
    if (numbers[at++] & 1) for (const end = at + fields; at < end; at++) often += numbers[at];
    documents[found] = document;
    masks[found++] = mask;
  }
  return { documents: documents.subarray(0, found), masks: masks.subarray(0, found), numbers, pairs, often };
}

/**
 * Return how much the lengths of a field dampen, one number a document.
 *
 * @param {ArrayLike<number>} lengths
 * @returns {Float64Array}
 */
export function damping(lengths) {
  let sum = 0;
  for (let document = 0; document < lengths.length; document++) sum += lengths[document];
  const average = sum / lengths.length;
  const row = new Float64Array(lengths.length);
  // Each step as lunr takes it: sums of fractions differ by the order of their parts.
  for (let document = 0; document < row.length; document++) {
    row[document] = K1 * (1 - B + B * (lengths[document] / average));
  }
  return row;
}

/**
 * Return lunr's inverse document frequency. lunr counts a document once for each field that has the term.
 *
 * @param {Posting} posting
 * @param {number} count  of all documents
 */
export function rarity({ pairs }, count) {
  return Math.log(1 + Math.abs((count - pairs + 0.5) / (pairs + 0.5)));
}

/**
 * What is needed to weigh a term.
 *
 * @typedef {object} Scale
 * @property {number} count            of documents
 * @property {number[]} boosts         of the fields
 * @property {Float64Array[]} dampings of the fields
 */

/**
 * Call `each(document, field, weight, place)` for every field of every document that holds a term; `place` is that of
 * the document in the posting.
 *
 * @param {Posting} posting
 * @param {Scale} scale
 * @param {(document: number, field: number, weight: number, place: number) => void} each
 */
export function weigh(posting, scale, each) {
  const { documents, numbers } = posting;
  const idf = rarity(posting, scale.count);
  let at = 1;
  for (let place = 0; place < documents.length; place++, at++) {
    const document = documents[place];
    const more = numbers[at] & 1;
    for (let field = 0, mask = numbers[at++] >> 1; mask; field++, mask >>= 1) {
      if (!(mask & 1)) continue;
      const often = more ? numbers[at++] + 1 : 1;
      const weight = ((idf * ((K1 + 1) * often)) / (scale.dampings[field][document] + often)) * scale.boosts[field];
      each(document, field, Math.round(weight * 1000) / 1000, place);
    }
  }
}

/**
 * Return the weight of a term in each document of its posting, all given fields together.
 *
 * @param {Posting} posting
 * @param {Scale} scale
 * @param {number} [fields]  a mask; all of them without it
 * @returns {Float64Array}
 */
export function weights(posting, scale, fields) {
  if (!fields && posting.weights) return posting.weights;
  const sums = new Float64Array(posting.documents.length);
  weigh(posting, scale, (_, field, weight, place) => {
    if (!fields || (fields >> field) & 1) sums[place] += weight;
  });
  if (!fields) posting.weights = sums;
  return sums;
}

/** More words than one field has. */
export const PLACES = 2 ** 24;

/**
 * Call `each` with every place where a term stands, ascending: `(document * fieldCount + field) * PLACES + word`.
 *
 * @param {Posting} posting
 * @param {string} packed     its positions
 * @param {number} fieldCount
 * @param {number} fields     a mask of the fields to look in
 * @param {(place: number) => void} each
 */
export function eachPlace({ documents, numbers }, packed, fieldCount, fields, each) {
  const words = unpack(packed);
  let next = 0;
  let at = 1;
  for (let number = 0; number < documents.length; number++, at++) {
    const more = numbers[at] & 1;
    for (let field = 0, mask = numbers[at++] >> 1; mask; field++, mask >>= 1) {
      if (!(mask & 1)) continue;
      const cell = (documents[number] * fieldCount + field) * PLACES;
      let word = -1;
      for (let often = more ? numbers[at++] + 1 : 1; often; often--) {
        word += words[next++] + 1;
        if ((fields >> field) & 1) each(cell + word);
      }
    }
  }
}
