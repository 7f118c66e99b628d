/** Opening, loading and paging: what is asked of the site's files, and what happens when they fail. */

import assert from "node:assert/strict";
import { readFileSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { SearchError } from "../src/loader.mjs";
import { smallSite } from "./briefings.mjs";
import { openFolder } from "./folder.mjs";
import { manifestOf, openSmall } from "./small.mjs";

let folder;

before(() => {
  folder = smallSite();
});

/** The names of the files that were asked for, without hashes and numbers. */
const kinds = (asked) =>
  asked.map((address) =>
    address
      .split("/")
      .pop()
      .replace(/\d*(-[0-9a-z]{6})?\.js.*/, "")
  );

test("a file is loaded once, however many questions need it at once", async () => {
  const asked = [];
  const search = await openFolder(folder, "en", { asked });
  await Promise.all(["care ", "care ", "care leavers "].map((text) => search.search(text)));
  assert.equal(new Set(asked).size, asked.length);
});

test("nothing typed loads cards and nothing of the index of words", async () => {
  const asked = [];
  const search = await openFolder(folder, "en", { asked });
  await search.search("", { facets: false, limit: 4 });
  assert.deepEqual(new Set(kinds(asked)), new Set(["manifest", "c"]));
});

test("only the facets that are asked for, or filter, are loaded", async () => {
  const asked = [];
  const search = await openFolder(folder, "en", { asked });
  await search.search("", { facets: ["rating"], filters: { topic: ["care"] }, limit: 0 });
  assert.deepEqual(
    kinds(asked)
      .filter((kind) => kind.startsWith("facet"))
      .sort(),
    ["facet-rating", "facet-topic"]
  );
});

test("positions are loaded for phrases alone", async () => {
  const asked = [];
  const search = await openFolder(folder, "en", { asked });
  await search.search("kinship carers ", { facets: false });
  assert.ok(!kinds(asked).includes("q"));
  await search.search('"kinship carers"', { facets: false });
  assert.ok(kinds(asked).includes("q"));
});

test("the list of all words is loaded only for a word that few documents have", async () => {
  const asked = [];
  const search = await openFolder(folder, "en", { asked });
  await search.search("care ", { facets: false });
  assert.ok(!kinds(asked).includes("words"));
  await search.search("caer ", { facets: false });
  assert.ok(kinds(asked).includes("words"));
});

test("after warming up a question loads only what its words and results need", async () => {
  const asked = [];
  const search = await openFolder(folder, "en", { asked });
  await search.warm({ facets: ["topic"] });
  asked.length = 0;
  await search.search("care ", { facets: ["topic"] });
  assert.deepEqual(new Set(kinds(asked)), new Set(["p", "f", "c"]));
});

test("results come in parts that join without a gap", async () => {
  const search = await openFolder(folder);
  const whole = await search.search("care", { limit: 100 });
  const ids = [];
  for (let offset = 0; offset < whole.total; offset += 2) {
    ids.push(...(await search.search("care", { offset, limit: 2 })).results.map(({ id }) => id));
  }
  assert.deepEqual(
    ids,
    whole.results.map(({ id }) => id)
  );
});

test("beyond the last result there is nothing", async () => {
  const search = await openFolder(folder);
  const { total, results } = await search.search("care", { offset: 500 });
  assert.ok(total > 0);
  assert.deepEqual(results, []);
});

test("results can be ordered by title or by date", async () => {
  const search = await openFolder(folder);
  const titles = (await search.search("", { sort: "title", limit: 3 })).results.map(({ title }) => title.text);
  assert.deepEqual(titles, ["A reading list", "Building resilience in children looked after", "Care leavers in Wales"]);
  const newest = (await search.search("care ", { sort: "newest" })).results.map(({ id }) => id);
  assert.equal(newest[newest.length - 1], "kinship");
});

test("an unknown order is an error", async () => {
  const search = await openFolder(folder);
  await assert.rejects(search.search("care", { sort: "colour" }), RangeError);
});

test("lunr's own language can be used, and its errors are lunr's", async () => {
  const search = await openFolder(folder);
  const { total, results } = await search.search("+title:dementia", { syntax: "lunr" });
  assert.equal(total, 1);
  assert.deepEqual(results[0].matchData, { dementia: { title: {} } });
  assert.deepEqual(results[0].matchedIn, ["title"]);
  await assert.rejects(search.search("colour:red", { syntax: "lunr" }), { name: "QueryParseError" });
});

test("a search knows its language, its size and its facets", async () => {
  const search = await openFolder(folder);
  assert.deepEqual([search.language, search.count], ["en", 16]);
  assert.deepEqual(search.facets[0], { name: "topic", label: "Topic", match: "any", open: true });
  assert.deepEqual(search.facetLabels(), { topic: "Topic", rating: "Rating", reviewed: "Review" });
});

test("a site without briefings answers every question with nothing", async () => {
  const empty = { p0: [[], []], norms: [Array(6).fill("")], synonyms: [[]], words: [[], ""] };
  const search = await openSmall(manifestOf(), empty);
  for (const text of ["", "care", "care ", '"foster care"', "-care", "title:care", "caer "]) {
    const { total, results, facets } = await search.search(text);
    assert.deepEqual([total, results, facets], [0, [], {}], text);
  }
});

test("one value may stand without a list", async () => {
  const search = await openFolder(folder);
  const { total } = await search.search("", { filters: { topic: "law" }, facets: false });
  assert.equal(total, 3);
});

test("an index that is not there cannot be opened", async () => {
  await assert.rejects(openFolder(folder, "fr"), {
    name: "SearchError",
    code: "part-missing",
    file: "search/fr/manifest.js",
  });
});

/** Make every file of a kind fail in some way while `use` runs. */
async function broken(kind, harm, use) {
  const below = join(folder, "search/en");
  const names = readdirSync(below).filter((name) => new RegExp(`^${kind}\\d*-`).test(name));
  const before = names.map((name) => readFileSync(join(below, name), "utf-8"));
  for (const name of names) harm(join(below, name));
  try {
    await use();
  } finally {
    names.forEach((name, at) => writeFileSync(join(below, name), before[at]));
  }
}

const HARMS = {
  missing: (path) => renameSync(path, `${path}.gone`),
  "cut short": (path) => writeFileSync(path, readFileSync(path, "utf-8").slice(0, -9)),
  empty: (path) => writeFileSync(path, ""),
  "a page that says so": (path) => writeFileSync(path, "<!doctype html><title>404</title>"),
  "another part": (path) => writeFileSync(path, 'EvidenceSearch.take("en/other",[]);'),
};

for (const [how, harm] of Object.entries(HARMS)) {
  test(`a part that is ${how} is an error that names it, and the next question tries again`, async () => {
    for (const kind of ["p", "c", "synonyms", "facet-topic"]) {
      const search = await openFolder(folder);
      await broken(kind, harm, async () => {
        const failure = await search.search("dementia ", { facets: ["topic"] }).catch((error) => error);
        assert.ok(failure instanceof SearchError, `${kind}: ${failure}`);
        assert.equal(failure.code, "part-missing");
        assert.match(failure.file, new RegExp(`^search/en/${kind}\\d*-`));
      });
      const { total } = await search.search("dementia ", { facets: ["topic"] });
      assert.equal(total, 1, kind);
    }
  });
}

test("after a failure the manifest is read anew, past the cache, and what is loaded is kept", async () => {
  const asked = [];
  const search = await openFolder(folder, "en", { asked });
  await broken("c", HARMS.missing, () => assert.rejects(search.search("dementia ", { facets: false })));
  asked.length = 0;
  await search.search("dementia ", { facets: false });
  assert.match(asked[0], /manifest\.js\?\d+$/);
  assert.deepEqual(new Set(kinds(asked)), new Set(["manifest", "c"]));
});

test("while no part fails the manifest is read once", async () => {
  const asked = [];
  const search = await openFolder(folder, "en", { asked });
  await search.search("dementia ");
  await search.search("kinship ");
  assert.equal(kinds(asked).filter((kind) => kind === "manifest").length, 1);
});

test("an index of another format is an error that says so", async () => {
  const path = join(folder, "search/cy/manifest.js");
  const text = readFileSync(path, "utf-8");
  writeFileSync(path, text.replace('"format":1', '"format":99'));
  try {
    await assert.rejects(openFolder(folder, "cy"), { name: "SearchError", code: "other-format" });
  } finally {
    writeFileSync(path, text);
  }
});

test("where a word is unknown, the other language is looked into, and only then", async () => {
  const asked = [];
  const search = await openFolder(folder, "en", { asked });
  await search.search("dementia ");
  assert.ok(!asked.some((address) => address.includes("/cy/")));
  await search.search("xyzzyx ");
  assert.ok(asked.some((address) => address.includes("/cy/")));
});

test("a site of one language is asked for the other only once", async () => {
  const path = join(folder, "search/cy/manifest.js");
  renameSync(path, `${path}.gone`);
  try {
    const asked = [];
    const search = await openFolder(folder, "en", { asked });
    for (let time = 0; time < 3; time++) assert.equal((await search.search("xyzzyx ")).elsewhere, null);
    assert.equal(asked.filter((address) => address.includes("/cy/")).length, 1);
  } finally {
    renameSync(`${path}.gone`, path);
  }
});
