// What one whole lunr.js index answers, with its own pipeline: node whole_lunr.cjs <lunr.js> < asked.json
// Given are {boosts, documents: [{id, fields}], queries: [text]}; printed is a list of the ids that each finds.
"use strict";
const lunr = require(process.argv[2]);
const { boosts, documents, queries } = JSON.parse(require("fs").readFileSync(0, "utf8"));
const index = lunr(function () {
  this.ref("id");
  for (const [name, boost] of Object.entries(boosts)) this.field(name, { boost });
  for (const { id, fields } of documents) this.add({ id, ...fields });
});
console.log(JSON.stringify(queries.map((query) => index.search(query).map(({ ref }) => ref))));
