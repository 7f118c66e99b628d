/**
 * What the search page is made of: its named parts, its templates and its words. All three stand in the HTML
 * (theme_overrides/pages/search.html), so that nothing here says a word and no text becomes markup.
 */
import { filled, pieces } from "./pieces.mjs";

/**
 * Return the elements of the page by what `data-part` calls them.
 *
 * @param {Element} root
 * @returns {Object<string, HTMLElement>}
 */
export function partsOf(root) {
  const parts = {};
  for (const element of root.querySelectorAll("[data-part]")) parts[element.dataset.part] = element;
  return parts;
}

/**
 * Return a maker of copies of the page's templates.
 *
 * @param {Element} root
 * @returns {function(string): {element: Element, inside: Object<string, HTMLElement>}}
 *   the copy's one element, and what `data-in` calls the elements inside it
 */
export function copierOf(root) {
  const templates = {};
  for (const element of root.querySelectorAll("[data-template]")) templates[element.dataset.template] = element;
  return (name) => {
    const element = templates[name].content.firstElementChild.cloneNode(true);
    const inside = {};
    for (const part of element.querySelectorAll("[data-in]")) {
      inside[part.dataset.in] = part;
      part.removeAttribute("data-in");
    }
    return { element, inside };
  };
}

/**
 * Return the page's words: `say("count", {count: 25})` is "Results: 25", from the page's `data-count`.
 *
 * @param {HTMLElement} root
 * @returns {function(string, Object<string, string | number>=): string}
 */
export function wordsOf(root) {
  return (name, values = {}) => filled(root.dataset[name] || "", values);
}

/**
 * Show a text of the index in an element: in its language, with its marked words as <mark>.
 *
 * @param {HTMLElement} element
 * @param {{text: string, language: string, marks: Array<[number, number]>}} said
 * @param {string} language  the page's
 */
export function show(element, said, language) {
  const document = element.ownerDocument;
  const nodes = pieces(said.text, said.marks).map(({ text, marked }) => {
    if (!marked) return document.createTextNode(text);
    const mark = document.createElement("mark");
    mark.textContent = text;
    return mark;
  });
  element.replaceChildren(...nodes);
  if (said.language && said.language !== language) element.lang = said.language;
}
