/** What a result shows. Pure. */

/**
 * A text and what of it is marked.
 *
 * @typedef {object} Marked
 * @property {string} text
 * @property {string} language
 * @property {Array<[number, number]>} marks  from and to, in UTF-16 units
 */

/**
 * Return a result.
 *
 * @param {object} index
 * @param {any[]} card       as its file has it
 * @param {(text: string, language: string) => {marks: Array<[number, number]>, worth: number}} mark
 * @param {{root: string, today: string}} place
 */
export function resultOf({ language, manifest }, card, mark, { root, today }) {
  const [id, title, bottomLine, messages, kind, base, applies, reviewed, reviewBy, minutes, languages] = card;
  const { labels, months } = manifest;
  const show = (given) => {
    const [text, own] = typeof given === "string" ? [given, language] : given;
    return { text, language: own, ...mark(text, own) };
  };
  const shown = messages.map(show);
  // The first of those that are worth most; without any mark the first of all.
  const matched = shown.reduce((best, one) => (one.worth > best.worth ? one : best), shown[0]);
  const bare = ({ worth, ...text }) => text;
  const [year, month, day] = reviewed.split("-").map(Number);
  return {
    id,
    url: root + manifest.address.replace("{}", id),
    language,
    title: bare(show(title)),
    bottomLine: bare(show(bottomLine)),
    messages: shown.map(bare),
    matched: matched ? bare(matched) : null,
    kind,
    kindLabel: labels.kind[kind],
    base,
    baseLabel: labels.base[base],
    applies: Object.keys(applies).map((nation) => ({
      nation,
      label: labels.nation[nation],
      value: applies[nation],
      valueLabel: labels.applies[applies[nation]],
    })),
    reviewed,
    reviewedText: `${day} ${months[month - 1]} ${year}`,
    reviewBy,
    overdue: reviewBy < today,
    minutes,
    languages: languages.split(" "),
  };
}
