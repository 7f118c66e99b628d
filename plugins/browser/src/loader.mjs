/**
 * Data files as scripts: file:// has no fetch (decisions/0002). Each is one call of EvidenceSearch.take.
 * What touches the document is handed in, so that this runs without one.
 */

/** A part of the index that cannot be had. `code` says why, `file` which (below the site's root). */
export class SearchError extends Error {
  /**
   * @param {"part-missing" | "other-format"} code
   * @param {string} file
   */
  constructor(code, file) {
    const why = code === "other-format" ? "is written for another version of the search" : "could not be loaded";
    super(`${file} ${why}`);
    this.name = "SearchError";
    this.code = code;
    this.file = file;
  }
}

/**
 * @typedef {object} Loader
 * @property {(name: string, ...values: any[]) => void} take  what data files call
 * @property {(address: string, file: string, name: string) => Promise<any[]>} load  the values of one file
 */

/**
 * Make a loader.
 *
 * @param {(address: string, ended: () => void) => object} insert  runs the script at an address; calls `ended` when it
 *   has run or failed to. Returns what `current` returns while it runs.
 * @param {() => object | null} current  the script that is running
 * @returns {Loader}
 */
export function makeLoader(insert, current) {
  const taken = new Map();
  return {
    take(name, ...values) {
      taken.set(current(), [name, values]);
    },
    load: (address, file, name) =>
      new Promise((resolve, reject) => {
        const script = insert(address, () => {
          // A file that is cut short or is some other page (a server's "not found") loads, but makes no such call.
          const [called, values] = taken.get(script) || [];
          taken.delete(script);
          if (called === name) resolve(values);
          else reject(new SearchError("part-missing", file));
        });
      }),
  };
}
