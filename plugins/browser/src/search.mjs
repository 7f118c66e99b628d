/** The search of one index: what pages use. */

import { readBox } from "./box.mjs";
import { resultOf } from "./cards.mjs";
import { states, tally } from "./facets.mjs";
import { marker } from "./marks.mjs";
import { isNearly, match } from "./matching.mjs";
import { best, highest, newest } from "./ordering.mjs";
import { partsOf } from "./parts.mjs";

const DAY = 86400000;
/** The first day of FORMAT.md's dates. */
const EPOCH = Date.parse("2000-01-01");
/** Results of the other language that are offered when there are none. */
const ELSEWHERE = 3;

/**
 * Open the index of a language.
 *
 * @param {object} site
 * @param {string} site.root      its address, with a slash at the end
 * @param {string} site.language
 * @param {(address: string, file: string, name: string) => Promise<any[]>} site.load
 * @param {() => string} site.today  as YYYY-MM-DD
 * @param {() => Promise<Function>} site.lunr  what answers questions in lunr's own language: lunr-syntax.mjs
 * @returns {Promise<Search>}
 */
export async function openSearch(site) {
  const search = new Search(site);
  await search.ready();
  return search;
}

/** Search in one language. README.md describes what it is asked and what it answers. */
class Search {
  constructor(site) {
    this.language = site.language;
    this._site = site;
    this._kept = new Map();
    this._index = null;
    this._opening = null;
    this._failures = 0;
    this._other = null;
    this._alone = false;
  }

  /** How many briefings there are. */
  get count() {
    return this._index ? this._index.count : 0;
  }

  /** What results may be narrowed by: `{name, label, match, open}` each. */
  get facets() {
    return this._index.manifest.facets.map(({ name, label, match, open }) => ({ name, label, match, open }));
  }

  /** The labels of the facets by their names. */
  facetLabels() {
    return Object.fromEntries(this.facets.map(({ name, label }) => [name, label]));
  }

  /** Load the manifest, once; again, and past the cache, after a part of the index was missing. */
  ready() {
    if (!this._opening) {
      this._opening = this._open();
      this._opening.catch(() => this._failed());
    }
    return this._opening;
  }

  async _open() {
    const again = this._failures ? `?${Date.now()}` : "";
    const [manifest] = await this._load("manifest", again);
    this._index = partsOf(manifest, (name, hash) => this._load(`${name}-${hash}`, "", name), this._kept);
    return this._index;
  }

  _load(file, query, name = file) {
    const { root, language, load } = this._site;
    const path = `search/${language}/${file}.js`;
    return load(root + path + query, path, `${language}/${name}`);
  }

  _failed() {
    this._failures++;
    this._opening = null;
  }

  /** Load what a first query needs. `options` as for `search`, for the facets and the order it will ask for. */
  async warm(options = {}) {
    await this._whole(async (index) => {
      const { declared, filters } = this._asked(index, { facets: false, ...options });
      await Promise.all([
        index.scale(),
        index.thesaurus(),
        ...[...declared, ...filters.map((filter) => filter.declared)].map((facet) => index.facet(facet)),
      ]);
    });
  }

  /** Do something with the index, and look for a newer one next time if a part of it is missing. */
  async _whole(use) {
    const opening = this.ready();
    try {
      return await use(await opening);
    } catch (error) {
      if (error.name === "SearchError" && opening === this._opening) this._failed();
      throw error;
    }
  }

  /** Search. See README.md for the options and the answer. */
  search(text = "", options = {}) {
    return this._whole((index) => this._search(index, String(text), options, true));
  }

  async _search(index, text, options, withElsewhere) {
    const { sort, offset = 0, limit = 10, syntax = "box" } = options;
    const { declared, filters } = this._asked(index, options);
    const { cut, ...match } = await this._matched(index, text, syntax);
    const [own, asked] = await Promise.all([
      Promise.all(filters.map((filter) => index.facet(filter.declared))),
      Promise.all(declared.map((facet) => index.facet(facet))),
    ]);
    const today = this._site.today();
    const day = (Date.parse(today) - EPOCH) / DAY;
    const chosen = own.map((facet, number) =>
      facet.documents(day).filter((_, value) => filters[number].values.includes(facet.values[value].value))
    );
    const state = states(index.count, match.isFound, chosen);
    const documents = match.documents.filter((document) => state[document] === 0);
    const shown = limit ? await inView(index, documents, sort || "relevance", match, offset, limit) : [];
    const cards = await Promise.all(shown.map((document) => index.card(document)));
    const mark = marker(index, match.marking);
    return {
      total: documents.length,
      results: shown.map((document, place) => ({
        score: match.board ? match.board.scores[document] : 0,
        ...resultOf(index, cards[place], mark, { root: this._site.root, today }),
        missing: match.missing(document),
        matchedIn: match.board ? index.fields.filter((_, field) => (match.board.masks[document] >> field) & 1) : [],
        ...(match.matchData && { matchData: match.matchData(document) }),
      })),
      facets: Object.fromEntries(
        asked.map((facet) => {
          const number = filters.findIndex((filter) => filter.declared.name === facet.name);
          const selected = number < 0 ? [] : filters[number].values;
          const lists = facet.documents(day);
          const values = facet.values.map((value, place) => ({
            ...value,
            count: tally(lists[place], state, number + 1),
            selected: selected.includes(value.value),
          }));
          return [facet.name, values];
        })
      ),
      words: match.words,
      suggestions: match.suggestions,
      synonyms: match.synonyms,
      relaxed: match.relaxed,
      capped: match.capped || cut,
      elsewhere:
        withElsewhere && isUnknown(text, match.words, documents.length) ? await this._elsewhere(text, options) : null,
    };
  }

  /** Return the declarations of the facets that are asked for and of those that filter, with the values they want. */
  _asked(index, { filters = {}, facets = true }) {
    const all = index.manifest.facets;
    const declared = (name) => {
      const facet = all.find((one) => one.name === name);
      if (!facet) throw new RangeError(`There is no facet "${name}"`);
      return facet;
    };
    const names = Object.keys(filters).filter((name) => filters[name].length);
    return {
      declared: facets === true ? all : (facets || []).map(declared),
      filters: names.map((name) => ({ declared: declared(name), values: [].concat(filters[name]) })),
    };
  }

  /** Return what the words find: the documents, whether a document is one of them, and what the answer says of it. */
  async _matched(index, text, syntax) {
    if (syntax === "lunr") return strictly(index, await (await this._site.lunr())(index, text));
    const { clauses, cut } = readBox(text, index.fields);
    const found = await match(index, text, clauses);
    const { board, without } = found;
    const isFound = board ? (document) => board.scores[document] >= 0 : (document) => !without || !without[document];
    return { ...found, cut, isFound, documents: those(index.count, isFound) };
  }

  /** Return what the other language's index has; null if there is no such index. */
  async _elsewhere(text, options) {
    if (this._alone) return null;
    const language = this.language === "en" ? "cy" : "en";
    try {
      this._other = this._other || new Search({ ...this._site, language });
      const { total, results, words } = await this._other._whole((index) =>
        this._other._search(index, text, { ...options, offset: 0, limit: ELSEWHERE, facets: false, sort: "" }, false)
      );
      return isUnknown(text, words, total) ? null : { language, total, results };
    } catch (error) {
      // A site may have one language only. It is not asked for again.
      this._alone = !this._other.count;
      return null;
    }
  }
}

/** Return whether nothing was found, or no word as it was typed. */
const isUnknown = (text, words, total) =>
  text.trim() !== "" && (!total || (words.length > 0 && words.every(({ used, documents }) => !used || !documents)));

/** Return the documents that are found, ascending. */
function those(count, isFound) {
  const documents = new Uint32Array(count);
  let found = 0;
  for (let document = 0; document < count; document++) if (isFound(document)) documents[found++] = document;
  return documents.subarray(0, found);
}

/** Return what lunr's language found, as a match of the box is. Its results are in their order already. */
function strictly(index, { documents, scores, masks, terms, matchData }) {
  const isFound = new Uint8Array(index.count);
  for (const document of documents) isFound[document] = 1;
  return {
    board: { scores, masks },
    isFound: (document) => isFound[document] === 1,
    documents,
    matchData,
    inOrder: true,
    words: [],
    suggestions: [],
    missing: () => [],
    synonyms: [],
    relaxed: false,
    capped: false,
    cut: false,
    marking: { words: [{ part: 0, terms, letters: "" }], phrases: [] },
  };
}

/** Return the documents that are shown: `limit` of them from `offset` on. */
async function inView(index, documents, sort, match, offset, limit) {
  const compare = await orderOf(index, sort, match);
  return compare ? best(documents, compare, offset + limit).slice(offset) : documents.slice(offset, offset + limit);
}

/** Return how documents are compared under an order; null if they stand in their order already. */
async function orderOf(index, sort, { board, inOrder }) {
  if (sort === "relevance" && board) {
    if (inOrder) return null;
    const byScore = highest((document) => board.scores[document]);
    return (a, b) => (isNearly(board, a) ? 1 : 0) - (isNearly(board, b) ? 1 : 0) || byScore(a, b);
  }
  const declared = index.manifest.facets.find(({ name, match }) => name === sort && match === "least");
  if (declared) {
    const { ranks } = await index.facet(declared);
    return highest((document) => ranks[document]);
  }
  const name = sort === "relevance" ? "newest" : sort;
  const order = await index.order(name);
  if (!order && name === "newest") return newest;
  if (!order) throw new RangeError(`There is no order "${sort}"`);
  const places = new Uint32Array(index.count);
  order.forEach((document, place) => (places[document] = place));
  return (a, b) => places[a] - places[b];
}
