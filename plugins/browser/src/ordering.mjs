/** Putting results in order. Pure. */

/**
 * Return the best of some documents in their order, without sorting those that nobody will see.
 *
 * @param {Iterable<number>} documents
 * @param {(a: number, b: number) => number} compare  negative if a comes first; never 0
 * @param {number} most
 * @returns {number[]}
 */
export function best(documents, compare, most) {
  const found = [];
  for (const document of documents) {
    if (found.length === most && !(most && compare(document, found[most - 1]) < 0)) continue;
    let low = 0;
    let high = found.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compare(document, found[middle]) < 0) high = middle;
      else low = middle + 1;
    }
    found.splice(low, 0, document);
    if (found.length > most) found.pop();
  }
  return found;
}

/** Compare documents by how new they are: they are numbered by publication. */
export const newest = (a, b) => b - a;

/**
 * Return a comparison by numbers, the highest first, then the newest.
 *
 * @param {(document: number) => number} valueOf
 */
export const highest = (valueOf) => (a, b) => {
  const [one, other] = [valueOf(a), valueOf(b)];
  return one === other ? newest(a, b) : other > one ? 1 : -1;
};
