/** Results as cards, in the same visual language as the site's lists of briefings. */
import { filled, patternFor } from "./pieces.mjs";
import { show } from "./page-parts.mjs";

/** The fields a reader does not see on a card, in the order in which they are named. */
const UNSEEN_FIELDS = ["summary", "body", "topics", "sources"];

/**
 * Return the card of a result.
 *
 * @param {object} result    as the engine gives it
 * @param {{copy: Function, say: Function, language: string}} page
 * @returns {Element}
 */
export function card(result, { copy, say, language }) {
  const { element, inside } = copy("card");
  const { title, bottomLine, matched } = result;
  show(inside.title, title, language);
  inside.title.href = result.url;
  show(inside.line, bottomLine, language);
  if (title.language === language) inside.only.remove();
  else inside.only.textContent = say(result.languages.includes(language) ? "inOther" : "only");

  const said = matched && matched.marks.length;
  if (said) show(inside.message, matched, language);
  else inside.said.remove();
  const fields = (result.matchedIn || []).filter((name) => UNSEEN_FIELDS.includes(name));
  const explained = said || title.marks.length || bottomLine.marks.length || !fields.length;
  if (explained) inside.within.remove();
  else inside.within.textContent = say("within", { words: fields.map((name) => say(name)).join(", ") });

  const missing = result.missing || [];
  if (missing.length) inside.missing.textContent = say("missing", { words: missing.join(", ") });
  else inside.missing.remove();

  facts(result, inside, copy, say);
  return element;
}

function facts(result, inside, copy, say) {
  // As in every list of the site: Wales, or else the first that is named.
  const nation = result.applies.find((one) => one.nation === "wales") || result.applies[0];
  if (nation) {
    inside.applies.className = `is-${nation.value}`;
    inside.applies.firstElementChild.textContent = `${nation.label}: ${nation.valueLabel}`;
    inside.applies.prepend(copy(nation.value).element, " ");
  } else inside.applies.remove();
  // A briefing that reports no findings says what it is instead.
  inside.sure.textContent = result.base === "not-applicable" ? result.kindLabel : result.baseLabel;
  inside.reviewed.textContent = say("reviewed", { date: result.reviewedText });
  if (!result.overdue) inside.overdue.remove();
  const patterns = say("minutes").split("|");
  inside.minutes.textContent = filled(patternFor(patterns, result.minutes), { count: result.minutes });
}

/**
 * Return the card of a result of the other language: what it is about, in that language, and nothing else.
 *
 * @param {object} result
 * @param {{copy: Function, language: string}} page
 * @returns {Element}
 */
export function otherCard(result, { copy, language }) {
  const { element, inside } = copy("card");
  show(inside.title, result.title, language);
  inside.title.href = result.url;
  inside.title.hreflang = result.title.language;
  show(inside.line, result.bottomLine, language);
  for (const name of ["only", "said", "within", "missing"]) inside[name].remove();
  inside.applies.parentElement.remove();
  return element;
}
