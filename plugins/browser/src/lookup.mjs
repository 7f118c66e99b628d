/** From a word of a query to the terms that it may stand for. */

import { isEnglishStop, stem } from "./english.mjs";
import { rarity } from "./postings.mjs";
import { folded } from "./tokens.mjs";
import { radicals, isWelshStop } from "./welsh.mjs";

/** How much a word weighs that only begins as what is typed does; and how much where that is a word itself. */
const BEGINS = 0.6;
const BEGINS_BESIDES = 0.05;
/** Of how many files, and how many terms, the words are that a word being typed may become. */
const FILES = 4;
const TERMS = 60;
/** Beginnings shorter than this are not looked up as mutated: `ga` would find all that begins with c. */
const MUTATED = 3;
const MANY = 20;

/**
 * What English words are likely to end in after what is typed: `resilien` becomes resilience, whose stem is `resili`,
 * which does not begin with it. With these, 99 in 100 of such beginnings in the briefings lead to their word.
 */
const TAILS = "ng ted g e n y d nt ent ed l ty s ss ly ess lity ity ul r m ing ce nce ion er".split(" ");

/**
 * A term that a word may stand for.
 *
 * @typedef {object} Alternative
 * @property {string} term
 * @property {import("./postings.mjs").Posting} posting
 * @property {number} boost
 */

/**
 * Return the terms of a word in the language of the index and, as `_`, in the other one.
 *
 * @param {object} index
 * @param {string} word
 * @returns {Promise<{stop: boolean, own: string[], other: string[], otherStop: boolean}>}
 */
export async function termsOf(index, word) {
  const welsh = index.language === "cy";
  const isStop = { en: isEnglishStop(word), cy: isWelshStop(word) };
  const stop = isStop[welsh ? "cy" : "en"];
  const english = isStop.en || stop ? [] : [stem(word)];
  const keys = isStop.cy || stop || !index.hasWelsh ? [] : await index.keys(word);
  return {
    stop,
    otherStop: isStop[welsh ? "en" : "cy"],
    own: welsh ? keys : english,
    other: (welsh ? english : keys).map((term) => "_" + term),
  };
}

/**
 * Look up a word.
 *
 * @param {object} index
 * @param {string} word
 * @param {boolean} typing  whether more of it may follow
 * @param {boolean} isKnown whether it has synonyms
 * @returns {Promise<{stop: boolean, alternatives: Alternative[], capped: boolean}>}  a word that nothing is found for
 *   and that is a stop word of the other language counts as one
 */
export async function lookUp(index, word, typing, isKnown) {
  const { stop, otherStop, own, other } = await termsOf(index, word);
  if (stop) return { stop, alternatives: [], capped: false };
  const [exact, longer] = await Promise.all([
    found(index, [...own, ...other]),
    typing && word.length > 1 ? beginnings(index, word) : { alternatives: [], capped: false },
  ]);
  const whole = new Set(exact.map(({ term }) => term));
  const share = isKnown || exact.length ? BEGINS_BESIDES : BEGINS;
  const others = longer.alternatives.filter(({ term }) => !whole.has(term));
  const alternatives = [...exact, ...others.map((one) => ({ ...one, boost: one.boost * share }))];
  return { stop: otherStop && !alternatives.length, alternatives, capped: longer.capped };
}

/** Return those of some terms that are in the index. */
async function found(index, terms) {
  const postings = await Promise.all(terms.map((term) => index.posting(term)));
  return terms.map((term, number) => ({ term, posting: postings[number], boost: 1 })).filter(({ posting }) => posting);
}

/** Return the terms that a word may become when more is typed. */
async function beginnings(index, word) {
  const welsh = index.language === "cy";
  const parts = await Promise.all([
    ...(welsh ? welshBeginnings : englishBeginnings)(index, "", word, 1),
    ...(!index.hasWelsh ? [] : (welsh ? englishBeginnings : welshBeginnings)(index, "_", word, 0.5)),
  ]);
  const postings = new Map();
  for (const { terms } of parts) for (const [term, posting] of terms) postings.set(term, posting);
  // As one word, they are as rare as the most frequent of them: else the oddest one would come first.
  const common = Math.max(0, ...Array.from(postings.values(), ({ pairs }) => pairs));
  const rare = rarity({ pairs: common }, index.count);
  return {
    alternatives: Array.from(postings, ([term, posting]) => ({
      term,
      posting,
      boost: Math.min(1, rare / rarity(posting, index.count) || 1),
    })),
    capped: parts.some(({ capped }) => capped),
  };
}

const englishBeginnings = (index, sign, word, share) => [
  index.beginning(sign + folded(word), FILES * share, TERMS * share),
  likelyStems(index, sign, word),
];

const welshBeginnings = (index, sign, word, share) => [
  index.beginning(sign + word, FILES * share, TERMS * share),
  welshForms(index, sign, word),
];

async function likelyStems(index, sign, word) {
  const stems = new Set(TAILS.map((tail) => stem(word + tail)));
  const terms = [...stems].filter((one) => !one.startsWith(folded(word))).map((one) => sign + one);
  // Most of these are no words at all: what is not looked up is not missed.
  return { ...(await index.among(terms, FILES / 2)), capped: false };
}

async function welshForms(index, sign, word) {
  const starts = word.length < MUTATED ? [word] : radicals(word);
  const parts = [await index.keysBeginning(starts[0], FILES / 2)];
  // Where many words begin so as it is written, what it may be a mutation of is not worth its files.
  if (parts[0].keys.length < MANY) {
    parts.push(...(await Promise.all(starts.slice(1).map((start) => index.keysBeginning(start, 1)))));
  }
  const keys = [...new Set(parts.flatMap((part) => part.keys))];
  const { terms, capped } = await index.among(
    keys.slice(0, TERMS).map((key) => sign + key),
    FILES
  );
  return { terms, capped: capped || keys.length > TERMS || parts.some((part) => part.capped) };
}
