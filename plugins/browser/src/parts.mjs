/** The files of one index: which one holds what, each loaded once, when it is first needed. */

import { facetOf } from "./facets.mjs";
import { SearchError } from "./loader.mjs";
import { frontDecoded, lengthsOf, shared, unpack } from "./packing.mjs";
import { damping, unpackPosting } from "./postings.mjs";
import { hashOf, rangesOf, shelf } from "./ranges.mjs";
import { thesaurus } from "./synonyms.mjs";
import { radicals } from "./welsh.mjs";

const FORMAT = 1;

/** Return the keys of a Welsh word out of those of its forms: without any, all that it may be a mutation of. */
const keysFrom = (word, found) => (found.some((keys) => keys.length) ? [...new Set(found.flat())] : radicals(word));

/**
 * The index of one language.
 *
 * @param {object} manifest
 * @param {(name: string, hash: string) => Promise<any[]>} load  the values of a file
 * @param {Map<string, any>} kept  what was made of files, by name with hash; a newer manifest keeps what it names
 */
export function partsOf(manifest, load, kept) {
  const { language, count, tables } = manifest;
  if (manifest.format !== FORMAT) throw new SearchError("other-format", `search/${language}/manifest.js`);
  const fields = manifest.fields.map(([name]) => name);
  const boosts = manifest.fields.map(([, boost]) => boost);
  const postingFiles = rangesOf("p", manifest.postings);
  const formFiles = manifest.forms && rangesOf("f", manifest.forms);

  /** What `make` makes of a file: a promise, then known at once under "done". */
  function part(name, hash, make) {
    const key = name + "-" + hash;
    let entry = kept.get(key);
    if (!entry) {
      entry = {};
      entry.loading = load(name, hash)
        .then((values) => (entry.done = make(...values)))
        .catch((error) => {
          kept.delete(key);
          throw error;
        });
      kept.set(key, entry);
    }
    return entry.loading;
  }
  const done = (name, hash) => (kept.get(name + "-" + hash) || {}).done;

  const postingFile = (number) =>
    part(...postingFiles.file(number), (terms, packed) => ({ ...shelf(frontDecoded(terms)), packed, postings: [] }));

  function postingAt(file, place) {
    return file.postings[place] || (file.postings[place] = unpackPosting(file.packed[place]));
  }

  const formFile = (number) =>
    part(...formFiles.file(number), (rows) => {
      // The sign at the beginning may itself be "=".
      const forms = frontDecoded(rows.map((row) => row.slice(0, row.indexOf("=", 1))));
      return { ...shelf(forms), rows };
    });

  function keysAt(file, place) {
    const row = file.rows[place];
    const keys = row.slice(row.indexOf("=", 1) + 1).matchAll(/(.)([^,]*),?/g);
    return Array.from(keys, ([, sign, rest]) => file.words[place].slice(0, shared(sign)) + rest);
  }

  /** The keys of a form in a file of forms. */
  function keysIn(file, form) {
    const place = file ? file.find(form) : -1;
    return place < 0 ? [] : keysAt(file, place);
  }

  async function keysOf(form) {
    const number = formFiles ? formFiles.placeOf(form) : -1;
    return number < 0 ? [] : keysIn(await formFile(number), form);
  }

  function keysDone(form) {
    const number = formFiles ? formFiles.placeOf(form) : -1;
    return number < 0 ? [] : keysIn(done(...formFiles.file(number)), form);
  }

  /** @returns {import("./postings.mjs").Scale} */
  const scaleOf = (lengths) => ({ count, boosts, dampings: lengths.map(damping) });

  const index = {
    language,
    count,
    fields,
    boosts,
    manifest,
    /** Whether it holds Welsh terms at all. */
    hasWelsh: language === "cy" || !!formFiles,

    /** What the box weighs terms with: how long fields are, to the nearest power of 1.1. */
    scale: () => part("norms", tables.norms, (norms) => scaleOf(norms.map(lengthsOf))),

    /** What lunr weighs terms with. */
    exactScale: () => part("lengths", tables.lengths, (lengths) => scaleOf(lengths.map(unpack))),

    /** Phrases that mean the same. */
    thesaurus: () => part("synonyms", tables.synonyms, (groups) => thesaurus(groups, language)),

    /** Every term. */
    terms: () => part("terms", tables.terms, frontDecoded),

    /** Every word as it is written, front-coded, and in how many documents. */
    words: () => part("words", tables.words, (coded, packed) => ({ coded, counts: unpack(packed) })),

    /** The posting of a term, null if no document has it. */
    async posting(term) {
      const number = postingFiles.placeOf(term);
      if (number < 0) return null;
      const file = await postingFile(number);
      const place = file.find(term);
      return place < 0 ? null : postingAt(file, place);
    },

    /**
     * Those of some terms that are in the index, out of `mostFiles` files: the ones that may hold most of them.
     *
     * @returns {Promise<{terms: [string, import("./postings.mjs").Posting][], capped: boolean}>}
     */
    async among(terms, mostFiles) {
      const byFile = new Map();
      for (const term of terms) {
        const number = postingFiles.placeOf(term);
        if (number >= 0) byFile.set(number, [...(byFile.get(number) || []), term]);
      }
      const fullest = [...byFile].sort(([, a], [, b]) => b.length - a.length).slice(0, mostFiles);
      const found = await Promise.all(
        fullest.map(async ([number, some]) => {
          const file = await postingFile(number);
          const places = some.map(file.find).filter((place) => place >= 0);
          return places.map((place) => [file.words[place], postingAt(file, place)]);
        })
      );
      return { terms: found.flat(), capped: byFile.size > mostFiles };
    },

    /** The packed positions of a term that is in the index. */
    async positions(term) {
      const number = postingFiles.placeOf(term);
      const [, hash] = postingFiles.file(number);
      const [file, packed] = await Promise.all([postingFile(number), part("q" + number, hash, (rows) => rows)]);
      return packed[file.find(term)];
    },

    /**
     * The most frequent terms that begin with something, at most `most` of them out of `mostFiles` files.
     *
     * @returns {Promise<{terms: [string, import("./postings.mjs").Posting][], capped: boolean}>}
     */
    async beginning(letters, mostFiles, most) {
      const [numbers, left] = postingFiles.spread(letters, mostFiles);
      const found = [];
      for (const file of await Promise.all(numbers.map(postingFile))) {
        const [from, to] = file.between(letters);
        for (let place = from; place < to; place++) found.push([file, place]);
      }
      // How long a posting is tells how frequent its term is, without a look inside.
      if (found.length > most) found.sort(([a, i], [b, j]) => b.packed[j].length - a.packed[i].length);
      return {
        terms: found.slice(0, most).map(([file, place]) => [file.words[place], postingAt(file, place)]),
        capped: left || found.length > most,
      };
    },

    /** The keys of a Welsh word, see `keysFrom`. Most words are no mutation: their radicals are not loaded. */
    async keys(word) {
      const [own, ...others] = radicals(word);
      const found = await keysOf(own);
      return keysFrom(word, found.length ? [found] : await Promise.all(others.map(keysOf)));
    },

    /** The same, as far as the files that are loaded already tell. */
    keysKnown(word) {
      const [own, ...others] = radicals(word);
      const found = keysDone(own);
      return keysFrom(word, found.length ? [found] : others.map(keysDone));
    },

    /** The keys of Welsh forms that begin with something, out of `mostFiles` files. */
    async keysBeginning(letters, mostFiles) {
      if (!formFiles) return { keys: [], capped: false };
      const [numbers, capped] = formFiles.spread(letters, mostFiles);
      const keys = new Set();
      for (const file of await Promise.all(numbers.map(formFile))) {
        const [from, to] = file.between(letters);
        for (let place = from; place < to; place++) for (const key of keysAt(file, place)) keys.add(key);
      }
      return { keys: [...keys], capped };
    },

    /** A facet: who has which value. */
    facet(declared) {
      return part("facet-" + declared.name, declared.hash, (column) => facetOf(declared, column, count));
    },

    /** An order of the documents, null if the index has no such order. */
    order: (name) => (tables["sort-" + name] ? part("sort-" + name, tables["sort-" + name], unpack) : null),

    /** The card of a document. */
    async card(document) {
      const [each, together, hashes] = manifest.cards;
      const number = Math.floor(document / each);
      const cards = await part("c" + number, hashOf(hashes, Math.floor(number / together)), (list) => list);
      return cards[document % each];
    },
  };
  return index;
}
