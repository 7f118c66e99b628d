/** What the reader sees of an answer: cards, notes, chips, and the ways on where nothing was found. */
import { copierOf, partsOf, wordsOf } from "./page-parts.mjs";
import { card, otherCard } from "./page-results.mjs";
import { asksNothing, order, toggled, unfiltered, worded, writeState } from "./state.mjs";

/** After so many milliseconds a reader is told that they wait. */
const PATIENCE = 300;
/** After so many without news the number of results is read out. */
const QUIET = 700;

/** The search page as it looks. It asks nothing itself: `go` is called with the state a reader chooses. */
export class View {
  /**
   * @param {Document} document
   * @param {HTMLElement} root
   * @param {function(object, function()=)} go  asks a settled question; then calls back, when its answer is seen
   */
  constructor(document, root, go) {
    this.document = document;
    this.window = document.defaultView;
    this.language = document.documentElement.lang;
    this.parts = partsOf(root);
    this.copy = copierOf(root);
    this.say = wordsOf(root);
    this.go = go;
    this.title = document.title;
    // The same page in the other language, wherever it is linked to: what is asked for goes along.
    const pairs = document.querySelectorAll("header a[hreflang], footer a[hreflang]");
    this.pairs = [...pairs].map((link) => ({ link, address: link.href }));
    this.timers = {};
    this.focusTally = this.focusTally.bind(this);
  }

  /** Show an answer in the place of the one before. */
  draw(answer, state, groups) {
    const { parts, say } = this;
    const words = state.text.trim();
    const nothing = asksNothing(state);
    const none = !nothing && !answer.total;
    this.recover();
    this.document.title = words ? say("title", { words, title: this.title }) : this.title;
    parts.asked.textContent = words;
    parts.found.hidden = parts.tally.hidden = nothing;
    parts.tally.textContent = say("count", { count: answer.total });
    parts.sorting.hidden = nothing || none;
    parts.sort.options[0].hidden = parts.sort.options[0].disabled = !words;
    parts.sort.value = order(state);
    parts.ways.hidden = !nothing && !none;
    parts.newest.hidden = !nothing;
    parts.nothing.hidden = !none;
    parts.drop.replaceChildren();
    parts.results.replaceChildren(...answer.results.map((result) => card(result, this)));
    this.further(answer.total);
    this.chips(state, groups);
    this.notes(answer, state);
    this.elsewhere(answer.elsewhere, state);
    parts.done.textContent = say(nothing ? "show" : "found", { count: answer.total });
    const notes = [parts.relaxed, parts.synonyms, parts.capped, parts.meant].filter((note) => !note.hidden);
    this.announce(nothing ? [] : [parts.tally, ...notes].map((note) => note.textContent));
  }

  /** Show more results of the same answer, and go to the first of them. */
  append({ results, total }) {
    const cards = results.map((result) => card(result, this));
    this.recover();
    this.parts.results.append(...cards);
    if (cards.length) cards[0].querySelector("a").focus();
    this.further(total);
    this.announce([this.parts.shown.textContent]);
  }

  further(total) {
    const { further, shown, results } = this.parts;
    const count = results.childElementCount;
    further.hidden = count >= total;
    shown.textContent = this.say("shown", { shown: count, count: total });
  }

  chips(state, groups) {
    const { parts } = this;
    const chips = chosen(state, groups).map(({ name, value, label }, place) => {
      const { element, inside } = this.copy("chip");
      inside.label.textContent = label;
      const focusNext = () => {
        const buttons = parts.chips.querySelectorAll("button");
        if (buttons.length) buttons[Math.min(place, buttons.length - 1)].focus();
        else this.focusTally();
      };
      element.firstElementChild.addEventListener("click", () => this.go(toggled(state, name, value, false), focusNext));
      return element;
    });
    parts.chips.replaceChildren(...chips);
    parts.chosen.hidden = !chips.length;
    parts.open.textContent = chips.length ? this.say("filters", { count: chips.length }) : this.say("noFilters");
  }

  notes({ suggestions, relaxed, capped, synonyms }, state) {
    const { parts } = this;
    const links = suggestions.map(({ text }) => this.link(text, worded(state, text)));
    parts.meant.replaceChildren(parts.meant.firstElementChild, ...links.flatMap((link) => [" ", link]));
    parts.meant.hidden = !links.length;
    parts.relaxed.hidden = !relaxed;
    parts.capped.hidden = !capped;
    const words = synonyms.flatMap(({ phrases }) => phrases).join(", ");
    parts.synonyms.textContent = this.say("synonyms", { words });
    parts.synonyms.hidden = !words;
  }

  elsewhere(found, { text, filters }) {
    const { parts } = this;
    parts.elsewhere.hidden = !found || !found.total;
    if (parts.elsewhere.hidden) return;
    parts.others.replaceChildren(...found.results.map((result) => otherCard(result, this)));
    parts.there.href = `${this.pairs[0].address}?${writeState({ text, filters })}`;
    parts.there.hreflang = found.language;
    parts.number.textContent = found.total;
  }

  /** Offer another question where this one found nothing: `name` says which words, `values` what fills them. */
  offer(name, values, state) {
    const item = this.document.createElement("li");
    item.append(this.link(this.say(name, values), state));
    this.parts.drop.append(item);
  }

  /** Return a link to another question, which is asked without leaving the page. */
  link(words, state) {
    const link = this.document.createElement("a");
    link.textContent = words;
    link.href = `?${writeState(state)}`;
    link.addEventListener("click", (event) => {
      if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      this.go(state, this.focusTally);
    });
    return link;
  }

  /** Take the question along to the other language. */
  carry(query) {
    for (const { link, address } of this.pairs) link.href = address + (query && `?${query}`);
  }

  focusTally() {
    const { found, tally, form } = this.parts;
    if (found.hidden) form.elements.q.focus();
    else tally.focus();
  }

  /** From now on a reader may be waiting: say so, if it takes long. */
  wait() {
    this.parts.found.setAttribute("aria-busy", "true");
    this.later("busy", PATIENCE, () => this.busy(true));
  }

  busy(waiting) {
    const { busy, found } = this.parts;
    this.window.clearTimeout(this.timers.busy);
    busy.hidden = !waiting;
    // These are answers to the question before.
    found.classList.toggle("stale", waiting);
    found.setAttribute("aria-busy", String(waiting));
  }

  /** Say that a part is missing. What has been shown stays only where it is still `right`. */
  fail(right) {
    const { parts } = this;
    this.busy(false);
    parts.failed.hidden = false;
    if (right) return;
    parts.found.hidden = parts.elsewhere.hidden = parts.tally.hidden = parts.sorting.hidden = true;
    parts.ways.hidden = false;
    this.announce([]);
  }

  recover() {
    this.busy(false);
    this.parts.failed.hidden = true;
  }

  /** Have lines read out once the reader has paused. */
  announce(lines) {
    this.later("live", QUIET, () => {
      const said = lines.map((line) => {
        const element = this.document.createElement("p");
        element.textContent = line;
        return element;
      });
      this.parts.live.replaceChildren(...said);
    });
  }

  later(name, pause, action) {
    this.window.clearTimeout(this.timers[name]);
    this.timers[name] = this.window.setTimeout(action, pause);
  }
}

/**
 * Return the filters that are on, in the order of the groups.
 *
 * @param {object} state
 * @param {Group[]} groups
 * @returns {Array<{name: string, value: string, label: string}>}
 */
export function chosen({ filters }, groups) {
  return groups.flatMap((group) => {
    const { name } = group.facet;
    return (filters[name] || []).map((value) => ({ name, value, label: group.named(value) }));
  });
}

/**
 * Return what may be left out of a question that finds nothing: [the question that is left, the words that say so,
 * the filter's own name].
 *
 * @param {object} state
 * @param {Group[]} groups
 * @param {number} most  how many filters are looked at
 * @returns {Array<[object, string, string]>}
 */
export function without(state, groups, most) {
  const on = chosen(state, groups).slice(0, most);
  const ways = on.map(({ name, value, label }) => [toggled(state, name, value, false), "without", label]);
  if (on.length > 1) ways.push([unfiltered(state), "withoutAny", ""]);
  return ways.filter(([left]) => !asksNothing(left));
}
