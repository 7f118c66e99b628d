/** The groups of filters: a fieldset in a <details> for each facet, and what is on as chips. */

/** A longer group shows so many values of its top level, and what is on, until all are asked for. */
const SHORT = 8;
/** To hide fewer than these is not worth a button. */
const WORTH = 4;

/**
 * One facet as a group of checkboxes, or of radio buttons where its values are a ladder.
 */
export class Group {
  /**
   * @param {{name: string, label: string, match: string, open: boolean}} facet
   * @param {{copy: Function, say: Function}} page
   * @param {{changed: function(string, string[]), opened: function()}} calls
   */
  constructor(facet, { copy, say }, { changed, opened }) {
    this.facet = facet;
    this.ladder = facet.match === "least";
    this.copy = copy;
    this.say = say;
    this.rows = new Map();
    this.all = false;
    const { element, inside } = copy("group");
    this.element = element;
    this.inside = inside;
    inside.name.textContent = inside.legend.textContent = facet.label;
    inside.all.hidden = true;
    element.open = Boolean(facet.open);
    element.addEventListener("toggle", () => element.open && opened());
    inside.values.addEventListener("change", () => changed(facet.name, this.on()));
    inside.all.addEventListener("click", () => {
      this.all = !this.all;
      this.fold();
    });
  }

  /** Whether its counts are seen. */
  get open() {
    return this.element.open;
  }

  /** Return the values that are on. */
  on() {
    return [...this.rows].filter(([value, { input }]) => value && input.checked).map(([value]) => value);
  }

  /**
   * Show what the index says, in the place of what it said before: focus stays where it is.
   *
   * @param {Array<{value: string, label: string, count: number, parent: ?string}>} values
   * @param {string[]} on
   */
  update(values, on) {
    if (!this.rows.size) this.fill(values);
    for (const { value, count } of values) {
      const row = this.rows.get(value);
      row.count.textContent = count;
      row.input.checked = on.includes(value);
      row.element.classList.toggle("none", !count && !row.input.checked);
    }
    if (this.ladder) this.rows.get("").input.checked = !on.length;
    const before = this.inside.on.textContent;
    this.inside.on.textContent = on.length ? String(on.length) : "";
    if (on.length && !before) this.element.open = true;
    this.fold();
  }

  /** Take all of its filters off. */
  clear() {
    for (const [value, { input }] of this.rows) input.checked = !value;
    this.inside.on.textContent = "";
    this.fold();
  }

  fill(values) {
    const lists = new Map([[null, this.inside.values]]);
    if (this.ladder) this.add({ value: "" }, this.copy("any"), lists);
    // A step stands for the better ones too, but nothing is better than the best, and what is off the ladder (not
    // rated, say) stands for itself.
    const step = ({ ladder = this.ladder }, place) => ladder && place > 0;
    const named = values.map((one, place) => (step(one, place) ? { ...one, label: this.say("orBetter", one) } : one));
    for (const value of named) this.add(value, this.copy("value"), lists);
    this.labels = new Map(named.map(({ value, label }) => [value, label]));
    this.inside.loading.remove();
    this.inside.all.hidden = [...this.rows.values()].filter(({ extra }) => extra).length < WORTH;
  }

  add({ value, label, parent = null }, { element, inside }, lists) {
    const input = element.querySelector("input");
    if (this.ladder) {
      input.type = "radio";
      input.name = `at-least-${this.facet.name}`;
    }
    if (label !== undefined) inside.label.textContent = label;
    if (!lists.has(parent)) {
      const list = element.ownerDocument.createElement("ul");
      this.rows.get(parent).element.append(list);
      lists.set(parent, list);
    }
    const list = lists.get(parent);
    const extra = parent !== null || list.childElementCount >= SHORT + (this.ladder ? 1 : 0);
    list.append(element);
    this.rows.set(value, { element, input, count: inside.count, extra });
  }

  /** Show all values, or the first ones and what is on. */
  fold() {
    const { all } = this.inside;
    if (all.hidden) return;
    for (const { element, extra } of this.rows.values()) {
      element.hidden = extra && !this.all && !element.querySelector("input:checked");
    }
    all.setAttribute("aria-expanded", String(this.all));
    all.textContent = this.all ? this.say("fewer") : this.say("all", { count: this.labels.size });
  }

  /** Return the words of a filter of this group: "Topic: Fostering". It must have been shown before. */
  named(value) {
    return `${this.facet.label}: ${this.labels.get(value)}`;
  }
}
