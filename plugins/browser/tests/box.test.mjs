/** What the box finds, on a small site that the Python half has indexed. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { smallSite } from "./briefings.mjs";
import { openFolder } from "./folder.mjs";

let english;
let welsh;

before(async () => {
  const folder = smallSite();
  english = await openFolder(folder, "en");
  welsh = await openFolder(folder, "cy");
});

/** Return the ids that a text finds, the best first. */
async function ids(text, options = {}, search = english) {
  const { results } = await search.search(text, { facets: false, limit: 20, ...options });
  return results.map(({ id }) => id);
}

const marked = ({ text, marks }) => marks.map(([from, to]) => text.slice(from, to));

test("every word has to be there", async () => {
  assert.deepEqual(await ids("kinship carers "), ["kinship"]);
  assert.deepEqual(await ids("foster pay "), ["foster-carers"]);
});

test("a word is found in its other forms", async () => {
  assert.deepEqual((await ids("supervising ")).slice(0, 1), ["supervision"]);
});

test("the order of words does not matter", async () => {
  assert.deepEqual(await ids("wales leavers care "), await ids("care leavers wales "));
});

test("stop words in a question are left out and said to be", async () => {
  const { results, words } = await english.search("What works for kinship care?", { facets: false });
  assert.deepEqual(
    words.map(({ text, used }) => [text, used]),
    [
      ["What", false],
      ["works", true],
      ["for", false],
      ["kinship", true],
      ["care", true],
    ]
  );
  assert.equal(results[0].id, "kinship");
});

test("stop words alone are said to be left out and ask for nothing: everything is shown, newest first", async () => {
  const { total, results, words } = await english.search("the", { facets: false });
  assert.equal(total, 16);
  assert.equal(results[0].id, "tai");
  assert.deepEqual(words, [{ text: "the", used: false, documents: 0 }]);
});

test("nothing typed shows everything, the newest first", async () => {
  assert.deepEqual((await ids("")).slice(0, 4), ["tai", "maeth", "plant", "well-being"]);
});

test("the last word may be unfinished", async () => {
  assert.ok((await ids("resilien")).includes("resilience"));
  assert.ok((await ids("dem")).includes("dementia"));
  assert.ok((await ids("naïv")).includes("e-mail"));
  assert.ok((await ids("naiv")).includes("e-mail"));
  assert.ok((await ids("kinship car")).includes("kinship"));
});

test("the last word is finished when a space or a full stop follows", async () => {
  assert.deepEqual(await ids("dem "), []);
  assert.deepEqual(await ids("dem."), []);
});

test("a word that is there comes before words that only begin so", async () => {
  assert.equal((await ids("care"))[0], "care-leavers");
});

test("an acronym and what it stands for come before words that only begin so", async () => {
  const found = await ids("lac");
  assert.deepEqual(found.slice(0, 3), ["lac-health", "resilience", "lacking"]);
});

test("an acronym finds what it stands for, and the words for it find the acronym", async () => {
  const found = await ids("lac ");
  assert.equal(found[0], "lac-health");
  assert.ok(found.includes("resilience"));
  assert.deepEqual(new Set(await ids("looked after children ")), new Set(["lac-health", "resilience", "care-leavers"]));
});

test("which phrases were searched for besides is said, without those that are nowhere", async () => {
  const { synonyms } = await english.search("lac ", { facets: false });
  assert.equal(synonyms[0].word, "lac");
  assert.ok(synonyms[0].phrases.includes("children in care"));
  assert.ok(!synonyms[0].phrases.includes("CLA"));
  assert.deepEqual((await english.search("unheard of ", { facets: false })).synonyms, []);
});

test("a misspelt word finds what was meant, and the right spelling is offered", async () => {
  for (const [typed, meant, id] of [
    ["safegaurding ", "safeguarding", "safeguarding"],
    ["fostring ", "fostering", "foster-carers"],
    ["demntia", "dementia", "dementia"],
    ["supervison", "supervision", "supervision"],
  ]) {
    const { results, suggestions } = await english.search(typed, { facets: false });
    assert.equal(results[0].id, id, typed);
    assert.equal(suggestions[0].text.trim(), meant);
  }
});

test("an offered spelling leaves the rest of what was typed as it is", async () => {
  const { suggestions } = await english.search("What about  safegaurding adults?", { facets: false });
  assert.deepEqual(suggestions, [{ text: "What about  safeguarding adults?" }]);
});

test("a document with a similar word comes after those with the word itself, however well it fits", async () => {
  const { results } = await english.search("festering ", { facets: false });
  assert.deepEqual(
    results.map(({ id }) => id),
    ["disputes", "foster-carers", "kinship"]
  );
  assert.ok(results[1].score > results[0].score);
});

test("where no document has all words, those with any of them are shown and it is said", async () => {
  const { relaxed, results } = await english.search("dementia xyzzyx ", { facets: false });
  assert.equal(relaxed, true);
  assert.deepEqual(
    results.map(({ id }) => id),
    ["dementia"]
  );
});

test("a result says which words it lacks", async () => {
  const { results } = await english.search("dementia xyzzyx ", { facets: false });
  assert.deepEqual(results[0].missing, ["xyzzyx"]);
  assert.deepEqual((await english.search("dementia memory ", { facets: false })).results[0].missing, []);
});

test("a briefing without one of the words is not found where another has all, however well it fits", async () => {
  assert.deepEqual(await ids("supervision worker month memory "), ["reading"]);
});

test("one word that is nowhere finds nothing", async () => {
  const { total, relaxed, elsewhere } = await english.search("xyzzyx ", { facets: false });
  assert.deepEqual([total, relaxed, elsewhere], [0, false, null]);
});

test("a phrase in quotation marks has to stand together, in whatever form its words are", async () => {
  assert.deepEqual(await ids('"foster carer"'), ["foster-carers"]);
  assert.deepEqual(await ids('"carers foster"'), []);
  assert.deepEqual(await ids("“children in care”"), ["resilience"]);
  assert.deepEqual(await ids('"children of care"'), ["resilience"]);
  assert.deepEqual(await ids('"children care"'), []);
});

test("a phrase does not reach from one message into the next", async () => {
  assert.deepEqual(await ids('"bottom line resilience"'), []);
});

test("a quotation mark that is not closed yet does not hide what is being typed", async () => {
  assert.deepEqual((await ids('"foster car'))[0], "foster-carers");
});

test("a minus leaves out a word, a hyphened word or a phrase", async () => {
  assert.ok(!(await ids("care -leavers ")).includes("care-leavers"));
  assert.ok(!(await ids('-"foster carers" fostering ')).includes("foster-carers"));
  assert.ok(!(await ids("-well-being ")).includes("well-being"));
  assert.equal((await ids("-well-being ")).length, 15);
});

test("a hyphen inside a word leaves out nothing", async () => {
  assert.deepEqual(await ids("well-being "), ["well-being"]);
  assert.deepEqual(await ids("e-mail "), ["e-mail"]);
  assert.deepEqual(await ids("email "), ["e-mail"]);
});

test("a field's name looks in that field only", async () => {
  assert.deepEqual(await ids("title:nurses "), []);
  assert.deepEqual(await ids("topic:fostering "), ["foster-carers", "kinship"]);
  assert.deepEqual(await ids("pwnc:fostering "), ["foster-carers", "kinship"]);
  assert.deepEqual(await ids("teitl:kinship "), ["kinship"]);
  assert.deepEqual(await ids('title:"foster carers"'), ["foster-carers"]);
});

test("any other word before a colon is a word", async () => {
  assert.deepEqual(await ids("loss:memory "), ["dementia"]);
  assert.deepEqual(await ids("constructor:dementia "), ["dementia"]);
});

test("accents are optional", async () => {
  assert.deepEqual(await ids("naive cafe "), ["e-mail"]);
  assert.deepEqual(await ids("naïve café "), ["e-mail"]);
  assert.ok((await ids("ty ", {}, welsh)).includes("tai"));
  assert.ok((await ids("tŷ ", {}, welsh)).includes("tai"));
});

test("plant finds blant, phlant and mhlant", async () => {
  for (const typed of ["plant ", "plentyn ", "blant ", "phlant ", "mhlant ", "plant"]) {
    assert.ok((await ids(typed, {}, welsh)).includes("plant"), typed);
  }
});

test("Welsh words and their synonyms are found", async () => {
  assert.deepEqual(await ids("gofalwyr maeth ", {}, welsh), ["maeth"]);
  assert.deepEqual(await ids("rhieni maeth ", {}, welsh), ["maeth"]);
});

test("a text in the other language is found and shown in that language", async () => {
  const { results } = await welsh.search("dementia ", { facets: false });
  assert.deepEqual([results[0].id, results[0].title.language, results[0].language], ["dementia", "en", "cy"]);
});

test("words that are found are marked, in the message that has most of them", async () => {
  const { results } = await english.search("carers kinship help ", { facets: false });
  assert.deepEqual(marked(results[0].title), ["kinship", "carers"]);
  assert.equal(results[0].matched.text, "Kinship care works when carers get help early.");
  assert.deepEqual(marked(results[0].matched), ["Kinship", "carers", "help"]);
});

test("a mutated word is marked", async () => {
  const { results } = await welsh.search("plant ", { facets: false });
  const found = results.find(({ id }) => id === "plant");
  assert.deepEqual(marked(found.title), ["phlant"]);
  assert.deepEqual(marked(found.matched), ["blant"]);
});

test("a phrase is marked as one", async () => {
  const { results } = await english.search('"foster carers"', { facets: false });
  assert.deepEqual(marked(results[0].title), ["foster carers"]);
});

test("without a match in any message the first is shown, unmarked", async () => {
  const { results } = await english.search("nurses ", { facets: false });
  assert.deepEqual(results[0].matched, { text: "First of all.", language: "en", marks: [] });
});

test("a result says in which fields it was found", async () => {
  const { results } = await english.search("nurses ", { facets: false });
  assert.deepEqual(results[0].matchedIn, ["summary"]);
});

test("a result has all that a card shows", async () => {
  const { results } = await english.search("nurses ", { facets: false });
  const { score, title, bottomLine, messages, matched, matchedIn, missing, ...rest } = results[0];
  assert.ok(score > 0);
  assert.deepEqual(rest.applies[1], {
    nation: "england",
    label: "England",
    value: "partly",
    valueLabel: "Applies in part",
  });
  assert.deepEqual(
    { ...rest, url: rest.url.split("/").pop(), applies: 2 },
    {
      id: "lac-health",
      url: "lac-health.html",
      language: "en",
      kind: "research",
      kindLabel: "Research",
      base: "synthesis",
      baseLabel: "Several studies together",
      applies: 2,
      reviewed: "2026-11-21",
      reviewedText: "21 November 2026",
      reviewBy: "2027-11-21",
      overdue: false,
      minutes: 4,
      languages: ["en"],
    }
  );
});

test("strange texts find nothing or something, but never fail", async () => {
  const strange = [
    "🙂",
    "👩‍👩‍👧 family",
    "שלום עולם",
    "مرحبا بالعالم",
    "日本語",
    "\u202e\u200f\u0000",
    "\ud800 lone",
    '"""',
    "-",
    "--",
    ":",
    "title:",
    'title:"',
    "- - -",
    "*",
    "a",
    "ß İ ŉ ﬁ",
    "e-",
    "e\u0301t\u0302",
    "__proto__ constructor toString hasOwnProperty",
    "x".repeat(5000),
    "care ".repeat(3000),
    "care,".repeat(3000),
    '-"',
    "\\ \\\" '",
    "𝒜𝒷𝒸 ﷺ",
  ];
  for (const search of [english, welsh]) {
    for (const text of strange) {
      const { total } = await search.search(text, { limit: 3 });
      assert.ok(total >= 0, text);
    }
  }
});

test("of a long text the first words are searched for, and it is said that there are more", async () => {
  const { capped, words } = await english.search("care ".repeat(40), { facets: false });
  assert.equal(capped, true);
  assert.equal(words.length, 32);
});

test("each of several questions at once gets its own answer", async () => {
  const texts = ["dementia ", "kinship ", "nurses ", "dementia ", ""];
  const answers = await Promise.all(texts.map((text) => ids(text)));
  assert.deepEqual(answers.slice(0, 4), [["dementia"], ["kinship"], ["lac-health"], ["dementia"]]);
  assert.equal(answers[4].length, 16);
});
