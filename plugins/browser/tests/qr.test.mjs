import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf, codeOf } from "../src/qr.mjs";

const ADDRESS = "https://briefings.example/cy/papurau-briffio/gofal-gan-deulu.html";

/** The dark modules of a path, as a set of "x y". */
function dark({ path }) {
  const found = new Set();
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)\.5h(\d+)/g)) {
    for (let step = 0; step < Number(length); step++) found.add(`${Number(x) + step} ${y}`);
  }
  return found;
}

test("a code has its three corners, and white all round", () => {
  const code = codeOf(ADDRESS);
  const modules = dark(code);
  const last = code.size - 5;
  for (const [x, y] of [[4, 4], [last, 4], [4, last]]) assert.ok(modules.has(`${x} ${y}`));
  for (const place of modules) {
    for (const part of place.split(" ")) assert.ok(Number(part) >= 4 && Number(part) <= last);
  }
});

test("a longer text makes a larger code", () => {
  assert.equal(codeOf("https://a.example/").size, 25 + 8);
  assert.ok(codeOf(ADDRESS + "x".repeat(200)).size > codeOf(ADDRESS).size);
});

test("the same text makes the same code", () => {
  assert.deepEqual(codeOf(ADDRESS), codeOf(ADDRESS));
});

test("a link is an address only where others can go", () => {
  const link = "../papurau-briffio/a.html";
  assert.equal(addressOf(link, "http://briefings.example/x/cy/cardiau-post/a.html"), "http://briefings.example/x/cy/papurau-briffio/a.html");
  assert.equal(addressOf(link, "file:///home/somebody/site/cy/cardiau-post/a.html"), null);
  assert.equal(addressOf("https://briefings.example/cy/a.html", "file:///home/b.html"), "https://briefings.example/cy/a.html");
});
