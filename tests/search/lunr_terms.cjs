// Prints the terms that lunr.js makes of words: node lunr_terms.cjs path/to/lunr.js < words.json
const lunr = require(process.argv[2]);
const words = JSON.parse(require("fs").readFileSync(0, "utf8"));
const terms = (word) => {
  const kept = lunr.stopWordFilter(new lunr.Token(word, {}));
  return kept ? [lunr.stemmer(kept).toString()] : [];
};
process.stdout.write(JSON.stringify(words.map(terms)));
