/**
 * The search page. What is asked for is a state (state.mjs), the address bar keeps it (page-address.mjs), the engine
 * answers it, the view shows the answer (page-view.mjs). Here is who listens to the reader and keeps all four in step.
 */
import { addressOf } from "./page-address.mjs";
import { Group } from "./page-filters.mjs";
import { View, without } from "./page-view.mjs";
import {
  STEP,
  asksNothing,
  corrected,
  filtered,
  order,
  readState,
  sorted,
  unfiltered,
  worded,
  writeState,
} from "./state.mjs";

/** After so many milliseconds without a key a question is asked. */
const TYPING = 120;
/** A panel beside the results needs this much room; without it filters stand in a sheet. */
const WIDE = "(min-width: 60em)";
/** Of more filters than these not each is tried without. */
const TRIED = 6;

/**
 * Begin the search page of a document, if it is one.
 *
 * @param {{open: function(object): Promise<object>}} engine  EvidenceSearch
 * @param {Document} document
 */
export function start(engine, document) {
  const root = document.querySelector("[data-search-page]");
  if (root) new SearchPage(engine, document, root).begin();
}

class SearchPage {
  constructor(engine, document, root) {
    this.engine = engine;
    this.window = document.defaultView;
    this.view = new View(document, root, (state, after) => this.go(state, after));
    this.parts = this.view.parts;
    this.input = this.parts.form.elements.q;
    this.address = addressOf(this.window);
    this.wide = this.window.matchMedia(WIDE);
    this.state = readState(this.address.read(), []);
    this.search = null;
    this.groups = [];
    /** The facets whose counts are those of the answer that is shown, and those that have been loaded at all. */
    this.counted = new Set();
    this.loaded = new Set();
    /** The number of the last question. An answer to an earlier one comes too late. */
    this.ticket = 0;
    this.asking = false;
  }

  begin() {
    const { parts, input } = this;
    parts.tools.hidden = parts.tips.hidden = parts.sheet.hidden = false;
    input.value = input.value || this.state.text;
    // Whoever comes with a question should not first see the lists.
    parts.ways.hidden = Boolean(this.address.read());
    this.listen();
    this.look(true);
  }

  listen() {
    const { parts, input, view } = this;
    const typed = (event) => event.isComposing || view.later("typing", TYPING, () => this.type());
    input.addEventListener("input", typed);
    input.addEventListener("compositionend", typed);
    parts.form.addEventListener("submit", (event) => {
      event.preventDefault();
      // The keyboard of a phone covers the results.
      const covered = this.window.matchMedia("(pointer: coarse)").matches;
      this.go(worded(this.state, input.value), covered ? view.focusTally : null);
    });
    const on = (part, action) => parts[part].addEventListener("click", action);
    on("more", () => this.more());
    on("clear", () => this.go(unfiltered(this.state), view.focusTally));
    on("reset", () => this.go(unfiltered(this.state)));
    on("retry", () => this.again());
    on("close", () => parts.sheet.close());
    on("done", () => parts.sheet.close());
    on("sheet", (event) => event.target === parts.sheet && parts.sheet.close());
    on("open", () => {
      parts.sheet.showModal();
      this.count();
    });
    parts.sort.addEventListener("change", () => this.go(sorted(this.state, parts.sort.value)));
    this.wide.addEventListener("change", () => {
      this.arrange();
      this.count();
    });
    this.address.watch(() => {
      this.state = readState(this.address.read(), this.facets());
      input.value = this.state.text;
      this.look(true);
    });
  }

  facets() {
    return this.search ? this.search.facets : [];
  }

  /** Take over what is in the box. */
  type() {
    if (this.input.value === this.state.text) return;
    this.state = worded(this.state, this.input.value);
    this.write(false);
    this.look();
  }

  /** Ask a settled question; `after` is called when its answer is seen. */
  go(state, after = null) {
    this.window.clearTimeout(this.view.timers.typing);
    this.input.value = state.text;
    this.state = state;
    this.after = after;
    this.write(true);
    this.look();
  }

  write(settle) {
    if (!this.search) return; // only the index knows which filters there are
    const query = writeState(this.state);
    this.address.write(query, settle);
    this.view.carry(query);
  }

  /** Ask the engine, and show what it says unless something else has been asked meanwhile. */
  async look(restore = false) {
    const ticket = ++this.ticket;
    this.asking = true;
    this.view.wait();
    try {
      if (!this.search) await this.open();
      if (ticket !== this.ticket) return;
      // Results do not wait for counts that have to be loaded first.
      const { filters } = this.state;
      const answer = await this.ask(this.wanted().filter((name) => filters[name] || this.loaded.has(name)));
      if (ticket !== this.ticket) return;
      const right = corrected(this.state, answer.facets);
      if (right !== this.state) {
        this.state = right;
        this.write(false);
        this.look(restore);
        return;
      }
      this.asking = false;
      this.draw(answer);
      if (restore) this.address.restore();
      this.furnish();
    } catch (error) {
      if (ticket !== this.ticket) return;
      this.asking = false;
      this.fail(error, false, () => this.look(restore));
    }
  }

  /** Load what may be done with results (a script that some part of the page names), once there are any to see. */
  furnish() {
    const { document } = this.window;
    const part = document.querySelector("[data-script]");
    if (!part) return;
    const script = document.createElement("script");
    script.src = part.dataset.script;
    delete part.dataset.script;
    this.idle(() => document.head.append(script));
  }

  idle(action) {
    (this.window.requestIdleCallback || this.window.setTimeout)(action);
  }

  async open() {
    const { view, parts } = this;
    const search = await this.engine.open({ language: view.language });
    if (this.search) return;
    this.search = search;
    const calls = {
      changed: (name, values) => this.go(filtered(this.state, name, values)),
      opened: () => this.count(),
    };
    this.groups = search.facets.map((facet) => new Group(facet, view, calls));
    parts.groups.append(...this.groups.map(({ element }) => element));
    for (const { name, label, match } of search.facets) {
      if (match === "least") parts.sort.append(new this.window.Option(view.say("best", { label }), name));
    }
    // Words may have been typed while the index was on its way.
    const asked = readState(this.address.read(), search.facets);
    this.state = this.input.value === asked.text ? asked : worded(asked, this.input.value);
    this.write(false);
    this.arrange();
    // What fails here is asked for again, and said, with the first question.
    this.idle(() => search.warm().catch(() => {}));
  }

  /** Put the filters where there is room for them. */
  arrange() {
    const { parts, groups } = this;
    const wide = this.wide.matches;
    if (wide && parts.sheet.open) parts.sheet.close();
    (wide ? parts.panel : parts.body).append(parts.groups);
    parts.panel.hidden = parts.skip.hidden = !wide || !groups.length;
    parts.open.hidden = wide || !groups.length;
  }

  /** Return the names of the facets whose counts are seen, or whose filters are on. */
  wanted() {
    const seen = this.wide.matches || this.parts.sheet.open;
    const wanted = this.groups.filter(({ open, facet }) => (seen && open) || this.state.filters[facet.name]);
    return wanted.map(({ facet }) => facet.name);
  }

  ask(facets, options = {}) {
    const { text, filters, show } = this.state;
    const limit = asksNothing(this.state) ? 0 : show;
    return this.search.search(text, { filters, sort: order(this.state), limit, facets, ...options });
  }

  draw(answer) {
    this.counted.clear();
    this.drawGroups(answer.facets);
    this.view.draw(answer, this.state, this.groups);
    if (!answer.total) this.offer();
    const { after } = this;
    this.after = null;
    if (after) after();
    this.count();
  }

  drawGroups(facets) {
    const { filters } = this.state;
    for (const group of this.groups) {
      const { name } = group.facet;
      if (facets[name]) {
        group.update(facets[name], filters[name] || []);
        this.counted.add(name);
        this.loaded.add(name);
      } else if (!filters[name]) group.clear();
    }
  }

  /** Bring the counts that are seen up to date, and nothing else. */
  async count() {
    const { ticket } = this;
    if (!this.search || this.asking) return; // it is called again when the answer has come
    const missing = this.wanted().filter((name) => !this.counted.has(name));
    this.parts.groups.setAttribute("aria-busy", String(missing.length > 0));
    if (!missing.length) return;
    try {
      const { facets } = await this.ask(missing, { limit: 0 });
      if (ticket !== this.ticket) return;
      this.drawGroups(facets);
    } catch (error) {
      if (ticket !== this.ticket) return;
      this.fail(error, true, () => this.look());
    }
    this.parts.groups.setAttribute("aria-busy", "false");
  }

  async more() {
    const { ticket, state } = this;
    try {
      const offset = this.parts.results.childElementCount;
      const answer = await this.ask(false, { offset, limit: STEP });
      if (ticket !== this.ticket) return;
      this.state = { ...state, show: offset + STEP };
      this.write(false);
      this.view.append(answer);
    } catch (error) {
      if (ticket === this.ticket) this.fail(error, true, () => this.more());
    }
  }

  /** Offer to leave out filters, each with the number of results that this would give. */
  async offer() {
    const { ticket } = this;
    try {
      for (const [state, words, filter] of without(this.state, this.groups, TRIED)) {
        const { total } = await this.search.search(state.text, { filters: state.filters, limit: 0, facets: false });
        if (ticket !== this.ticket) return;
        if (total) this.view.offer(words, { filter, count: total }, state);
      }
    } catch (error) {
      if (ticket === this.ticket) this.fail(error, true, () => this.look());
    }
  }

  fail(error, right, again) {
    this.again = () => {
      this.after = this.view.focusTally;
      again();
    };
    this.view.fail(right);
    if (error.name !== "SearchError") throw error;
  }
}
