/**
 * What a reader has asked for, and the address that says it. Pure: the page reads and writes the address bar.
 *
 * @typedef {object} State
 * @property {string} text      what is typed, as typed
 * @property {Object<string, string[]>} filters  the values that are on, by facet; no facet without a value
 * @property {string} sort      an order, or "" for the usual one: by relevance, without words the newest first
 * @property {number} show      how many results are shown
 *
 * @typedef {object} Facet      one of the index's declarations
 * @property {string} name
 * @property {string} match     "any", "least" or "due"
 */

/** How many results a page begins with, and how many "show more" adds. */
export const STEP = 10;

/** More than these are never loaded at once, whatever an address says. */
const MOST = 200;

/** @type {State} */
const NOTHING = { text: "", filters: {}, sort: "", show: STEP };

/**
 * Return the orders that results can have: relevance, newest, title, and each facet that is a ladder.
 *
 * @param {Facet[]} facets
 * @returns {string[]}
 */
export function orders(facets) {
  return ["relevance", "newest", "title", ...facets.filter(({ match }) => match === "least").map(({ name }) => name)];
}

/**
 * Return the order that a state is shown in.
 *
 * @param {State} state
 * @returns {string}
 */
export function order({ text, sort }) {
  return sort || (text.trim() ? "relevance" : "newest");
}

/**
 * Read a state from the query of an address. What it does not know is left out; values are checked by the index.
 *
 * @param {string} query    "q=foster+care&topic=fostering", with or without "?"
 * @param {Facet[]} facets
 * @returns {State}
 */
export function readState(query, facets) {
  const given = new URLSearchParams(query);
  const filters = {};
  for (const { name } of facets) {
    const values = [...new Set(given.getAll(name))].filter(Boolean);
    if (values.length) filters[name] = values;
  }
  const state = { ...NOTHING, text: given.get("q") || "", filters };
  const show = Math.ceil(Number.parseInt(given.get("show"), 10) / STEP) * STEP;
  if (show > STEP) state.show = Math.min(show, MOST);
  const sort = given.get("sort");
  return orders(facets).includes(sort) ? sorted(state, sort) : state;
}

/**
 * Write a state as the query of an address; what is usual is left out.
 *
 * @param {State} state
 * @returns {string}  "" when nothing is asked for
 */
export function writeState({ text, filters, sort, show }) {
  const query = new URLSearchParams();
  if (text) query.append("q", text);
  for (const [name, values] of Object.entries(filters)) for (const value of values) query.append(name, value);
  if (sort) query.append("sort", sort);
  if (show > STEP) query.append("show", String(show));
  return query.toString();
}

/**
 * Return whether a state asks for nothing: no words and no filters.
 *
 * @param {State} state
 */
export function asksNothing({ text, filters }) {
  return !text.trim() && !Object.keys(filters).length;
}

/**
 * Return the state with other words. A shorter or longer list of results begins at its top.
 *
 * @param {State} state
 * @param {string} text
 * @returns {State}
 */
export function worded(state, text) {
  return { ...state, text, show: STEP };
}

/**
 * Return the state with exactly these values of a facet on.
 *
 * @param {State} state
 * @param {string} name
 * @param {string[]} values
 * @returns {State}
 */
export function filtered(state, name, values) {
  const { [name]: _, ...filters } = state.filters;
  if (values.length) filters[name] = values;
  return { ...state, filters, show: STEP };
}

/**
 * Return the state with one value of a facet on or off.
 *
 * @param {State} state
 * @param {string} name
 * @param {string} value
 * @param {boolean} on
 * @returns {State}
 */
export function toggled(state, name, value, on) {
  const rest = (state.filters[name] || []).filter((other) => other !== value);
  return filtered(state, name, on ? [...rest, value] : rest);
}

/**
 * Return the state without filters.
 *
 * @param {State} state
 * @returns {State}
 */
export function unfiltered(state) {
  return { ...state, filters: {}, show: STEP };
}

/**
 * Return the state in another order; the usual one is not named.
 *
 * @param {State} state
 * @param {string} sort
 * @returns {State}
 */
export function sorted(state, sort) {
  const usual = sort === "relevance" || sort === order({ ...state, sort: "" });
  return { ...state, sort: usual ? "" : sort, show: state.show };
}

/**
 * Return the state with values that the index does not have taken out; the same object if it has them all.
 *
 * @param {State} state
 * @param {Object<string, Array<{value: string}>>} facets  the index's answer for each facet that filters
 * @returns {State}
 */
export function corrected(state, facets) {
  let right = state;
  for (const [name, values] of Object.entries(state.filters)) {
    const known = values.filter((value) => (facets[name] || []).some((one) => one.value === value));
    if (known.length < values.length) right = { ...filtered(right, name, known), show: state.show };
  }
  return right;
}
