/**
 * Make the bundles: `node build.mjs FOLDER`. They are the same wherever and whenever they are made.
 *
 * evidence-search.js is the search; evidence-search-lunr.js is loaded by it for queries in lunr's own language.
 * qr.js makes QR codes. keep.js is what a briefing's page offers to readers who keep a list, my-reading.js the page of
 * that list.
 */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const BANNER = `/*! The search in the browser. Made of plugins/browser/src by "make browser": do not edit. */
/*! lunr - http://lunrjs.com - 2.3.9 - Copyright (C) 2020 Oliver Nightingale - MIT licence */`;
const QR_BANNER = `/*! QR codes. Made of plugins/browser/src/qr.mjs by "make browser": do not edit. */
/*! qrcode-generator 2.0.4 - Copyright (C) 2009 Kazuhiko Arase - MIT licence */`;

const STEMMING = ["stemmer", "stop_word_filter"];
const ASKING = [
  "tokenizer",
  "token_set",
  "token_set_builder",
  "query",
  "query_parse_error",
  "query_lexer",
  "query_parser",
];

const READING = '/*! What a reader keeps. Made of plugins/browser/src by "make browser": do not edit. */';

/** The files of a bundle, with the parts of lunr.js that each needs: most of lunr makes indexes, and asks its own. */
const BUNDLES = {
  "evidence-search.js": { entry: "src/index.mjs", parts: STEMMING, name: "EvidenceSearch" },
  "evidence-search-lunr.js": { entry: "src/lunr-file.mjs", parts: [...STEMMING, ...ASKING] },
  "qr.js": { entry: "src/qr.mjs", parts: [], name: "EvidenceQr", banner: QR_BANNER },
  "keep.js": { entry: "src/keep.mjs", banner: READING },
  "my-reading.js": { entry: "src/my-reading.mjs", banner: READING },
  // Only measured.
  "engine.js": { entry: "src/engine.mjs", parts: STEMMING, name: "EvidenceSearch" },
};

/** A plugin of esbuild's that makes lunr of some of its parts. */
const lunrOf = (parts) => ({
  name: "lunr",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^lunr$/ }, () => ({ path: "lunr", namespace: "parts" }));
    onLoad({ filter: /^lunr$/, namespace: "parts" }, async () => {
      const files = parts.map((part) => readFile(join(HERE, `node_modules/lunr/lib/${part}.js`), "utf-8"));
      const begin = "const lunr = { Pipeline: { registerFunction() {} } };";
      return { contents: [begin, ...(await Promise.all(files)), "export default lunr;"].join("\n") };
    });
  },
});

const [folder, ...names] = process.argv.slice(2);
const SHIPPED = ["evidence-search.js", "evidence-search-lunr.js", "qr.js", "keep.js", "my-reading.js"];
for (const name of names.length ? names : SHIPPED) {
  const { entry, parts = [], name: global, banner = BANNER } = BUNDLES[name];
  await build({
    absWorkingDir: HERE,
    entryPoints: [entry],
    outfile: join(folder, name),
    bundle: true,
    format: "iife",
    globalName: global,
    target: "es2019",
    minify: true,
    // A script on file:// is decoded as windows-1252 unless something says otherwise.
    charset: "ascii",
    legalComments: "inline",
    banner: { js: banner },
    plugins: [lunrOf(parts)],
    logLevel: "warning",
  });
}
