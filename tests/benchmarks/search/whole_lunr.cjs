// Builds one whole lunr.js index: node whole_lunr.cjs <lunr.js> <documents.json> <index.json>
"use strict";
const fs = require("fs");
const [, , library, from, to] = process.argv;
const lunr = require(library);
const { boosts, documents } = JSON.parse(fs.readFileSync(from, "utf8"));
const index = lunr(function () {
  this.ref("id");
  for (const [name, boost] of Object.entries(boosts)) this.field(name, { boost });
  for (const one of documents) this.add({ id: one.id, ...one.fields });
});
fs.writeFileSync(to, JSON.stringify(index));
