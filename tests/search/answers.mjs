/**
 * What the search in the browser answers: `node answers.mjs FOLDER < queries.json`. The queries are a list of
 * `{text, language, limit}`; printed is a list of the ids that each finds, best first.
 */

import { readFileSync } from "node:fs";
import { openFolder } from "../../plugins/browser/tests/folder.mjs";

const searches = {};
const answers = [];
for (const { text, language, limit } of JSON.parse(readFileSync(0, "utf-8"))) {
  searches[language] = searches[language] || (await openFolder(process.argv[2], language));
  const { results } = await searches[language].search(text, { limit, facets: false });
  answers.push(results.map(({ id }) => id));
}
console.log(JSON.stringify(answers));
