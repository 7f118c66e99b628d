/** What results may be narrowed by, and how many each choice would leave. Pure. */

import { unpack, unpackGaps } from "./packing.mjs";

/** In what a document's state says that it is not found, whatever filters there are. */
const OUT = 255;

/**
 * A facet of an index.
 *
 * @typedef {object} Facet
 * @property {string} name
 * @property {Array<{value: string, label: string, parent: string | null, ladder?: boolean}>} values  in their order;
 *   with match `least`, `ladder` is false for those that are no step of it
 * @property {(today: number) => ArrayLike<number>[]} documents  for each value, those that have it: a parent has
 *   what its children have, and a step of a ladder what the higher ones have. `today` is in days since 2000-01-01.
 * @property {ArrayLike<number>} [ranks]  of a ladder: for each document its highest rank, -Infinity for none
 */

/**
 * Make a facet of its file.
 *
 * @param {{name: string, match: "any" | "least" | "due"}} declared
 * @param {{values: any[][], documents: string[], dates: string}} column
 * @param {number} count  of documents
 * @returns {Facet}
 */
export function facetOf({ name, match }, { values, documents, dates }, count) {
  const named = values.map(([value, label, parent = -1, rank]) => ({
    value,
    label,
    parent: parent < 0 ? null : values[parent][0],
    // What is off the ladder ("found not to be effective") means itself alone, never "or better".
    ...(match === "least" && { ladder: rank !== null }),
  }));
  if (match === "due") {
    const days = unpack(dates);
    const having = (today, due) => Uint32Array.from(days.keys()).filter((document) => days[document] < today === due);
    return { name, values: named, documents: (today) => values.map(([value]) => having(today, value === "overdue")) };
  }
  const own = documents.map(unpackGaps);
  const rankOf = (number) => (match === "least" && values[number][3] !== null ? values[number][3] : NaN);
  const isBelow = (child, parent) => child === parent || (values[child][2] >= 0 && isBelow(values[child][2], parent));
  const merged = values.map((_, one) => {
    const parts = own.filter((__, other) => isBelow(other, one) || rankOf(other) >= rankOf(one));
    return parts.length > 1 ? unionOf(parts, count) : parts[0];
  });
  const facet = { name, values: named, documents: () => merged };
  if (match === "least") {
    facet.ranks = new Float64Array(count).fill(-Infinity);
    own.forEach((list, number) => {
      const rank = rankOf(number);
      for (const document of list) if (rank > facet.ranks[document]) facet.ranks[document] = rank;
    });
  }
  return facet;
}

/** Return the documents that are in one of some lists, ascending. */
function unionOf(lists, count) {
  const on = marked(lists, count);
  return Uint32Array.from(on.keys()).filter((document) => on[document]);
}

/** Return 1 for each document that is in one of some lists. */
function marked(lists, count) {
  const on = new Uint8Array(count);
  for (const list of lists) for (const document of list) on[document] = 1;
  return on;
}

/**
 * Return what passes the filters, in one pass over the documents: 0 for a document that passes all, `number + 1` for
 * one that fails filter `number` alone, and more than any of these for all others.
 *
 * @param {number} count                        of documents
 * @param {(document: number) => boolean} isFound  whether the words find it
 * @param {Array<ArrayLike<number>[]>} filters  of each filter, the documents of each of its values
 * @returns {Uint8Array}
 */
export function states(count, isFound, filters) {
  const passing = filters.map((lists) => marked(lists, count));
  const state = new Uint8Array(count);
  for (let document = 0; document < count; document++) {
    if (!isFound(document)) {
      state[document] = OUT;
      continue;
    }
    for (let number = 0; number < passing.length; number++) {
      if (!passing[number][document]) state[document] = state[document] ? OUT : number + 1;
    }
  }
  return state;
}

/**
 * Return how many of some documents would be left if they were chosen: found by the words, and passing the filters of
 * all other facets.
 *
 * @param {ArrayLike<number>} documents
 * @param {Uint8Array} state
 * @param {number} own  the number of this facet's own filter and 1 more, 0 if it has none
 */
export function tally(documents, state, own) {
  let sum = 0;
  for (let at = 0; at < documents.length; at++) {
    const one = state[documents[at]];
    if (one === 0 || (own && one === own)) sum++;
  }
  return sum;
}
