/** The public face: `EvidenceSearch`. README.md describes it. */

import { insertScript, pageLanguage, rootOf, runningScript, today } from "./document.mjs";
import { makeLoader, SearchError } from "./loader.mjs";
import { openSearch } from "./search.mjs";

const { take, load } = makeLoader(insertScript, runningScript);

/**
 * Open the search of a site.
 *
 * @param {object} [options]
 * @param {string} [options.base]      the site's root, relative to the page; by default where this script came from
 * @param {string} [options.language]  "en" or "cy"; by default the page's
 */
export function open({ base, language = pageLanguage() } = {}) {
  const root = rootOf(base);
  return openSearch({ root, language, load, today, lunr: () => lunrSyntax(root) });
}

/** The version of this interface: the first number changes when pages that use it have to. */
export const version = "1.0.0";

const LUNR = "assets/evidence-search-lunr.js";
let loadingLunr = null;

function lunrSyntax(root) {
  if (!loadingLunr) {
    loadingLunr = load(`${root}${LUNR}?${version}`, LUNR, "lunr").then(([answer]) => answer);
    loadingLunr.catch(() => (loadingLunr = null));
  }
  return loadingLunr;
}

export { SearchError, take };
