/** Small indexes in memory, for tests that need parts which no corpus would give them. A writer for FORMAT.md. */

import { openSearch } from "../src/search.mjs";

const SIGNS = Array.from({ length: 94 }, (_, at) => String.fromCharCode(33 + at)).filter(
  (sign) => !'"\\'.includes(sign)
);

/** Return numbers as a packed string. */
export function pack(numbers) {
  const signsOf = (number) =>
    number < 46 ? SIGNS[number] : SIGNS[(number % 46) + 46] + signsOf(Math.floor(number / 46));
  return Array.from(numbers, signsOf).join("");
}

/** Return ascending numbers as packed gaps. */
export const packGaps = (numbers) => pack(numbers.map((number, at) => (at ? number - numbers[at - 1] - 1 : number)));

/** Return sorted words, front-coded. */
export function frontCoded(words) {
  return words.map((word, at) => {
    const before = at ? words[at - 1] : "";
    let shared = 0;
    while (shared < before.length && before[shared] === word[shared]) shared++;
    return SIGNS[shared] + word.slice(shared);
  });
}

/** A manifest of an index without documents; files are in `files` under their names without hashes. */
export function manifestOf(parts = {}) {
  return {
    format: 1,
    language: "en",
    count: 0,
    fields: [
      ["body", 1],
      ["messages", 4],
      ["sources", 0.5],
      ["summary", 3],
      ["topics", 4],
      ["title", 8],
    ],
    postings: [[], ""],
    positions: "",
    forms: null,
    cards: [4, 16, ""],
    tables: { norms: "aaaaaa", synonyms: "aaaaaa", terms: "aaaaaa", words: "aaaaaa" },
    facets: [],
    address: "en/briefings/{}.html",
    labels: { kind: {}, applies: {}, nation: {}, base: {} },
    months: "January February March April May June July August September October November December".split(" "),
    ...parts,
  };
}

/** What `partsOf` takes, for an index that has nothing but Welsh forms, in one file. */
export function formsOnly(forms) {
  const names = Object.keys(forms).sort();
  const rows = frontCoded(names).map((coded, at) => {
    const keys = forms[names[at]].map((key) => frontCoded([names[at], key])[1]);
    return `${coded}=${keys.join(",")}`;
  });
  const manifest = manifestOf({ language: "cy", forms: [frontCoded(names.slice(0, 1)), "aaaaaa"] });
  return [manifest, async () => [rows], new Map()];
}

/**
 * Open the search of an index in memory.
 *
 * @param {object} manifest
 * @param {Object<string, any[]>} files  the values of each file by name, without hash
 * @param {string[]} [asked]  collects the names of the files that are loaded
 */
export function openSmall(manifest, files, asked = []) {
  const load = async (address, file, name) => {
    const below = name.split("/")[1];
    asked.push(below);
    return below === "manifest" ? [manifest] : files[below];
  };
  return openSearch({ root: "site/", language: manifest.language, load, today: () => "2026-12-01" });
}
