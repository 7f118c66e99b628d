/** Indexes on disk, for tests: made by the Python half, read as a browser would read them. */

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runInThisContext } from "node:vm";
import { makeLoader } from "../src/loader.mjs";
import { answer } from "../src/lunr-syntax.mjs";
import { partsOf } from "../src/parts.mjs";
import { openSearch } from "../src/search.mjs";

const PROJECT = fileURLToPath(new URL("../../../", import.meta.url));
const PYTHON = process.env.PYTHON || join(PROJECT, ".venv/bin/python");
export const TODAY = "2026-12-01";

const folders = [];
process.on("exit", () => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** Run a script of the project's with Python and return what it prints. */
export function python(script, args, input) {
  const path = [join(PROJECT, "plugins"), join(PROJECT, "tests")].join(":");
  const options = { input, encoding: "utf-8", maxBuffer: 2 ** 28, env: { ...process.env, PYTHONPATH: path } };
  const { status, stdout, stderr } = spawnSync(PYTHON, [join(PROJECT, script), ...args], options);
  if (status !== 0) throw new Error(`${script}: ${stderr}`);
  return stdout;
}

/** Return a new folder that is deleted when the tests end. */
export function newFolder() {
  const folder = mkdtempSync(join(tmpdir(), "evidence-search-"));
  folders.push(folder);
  return folder;
}

/** Make a loader of files below a folder; `asked` collects their names. */
export function folderLoader(asked = []) {
  let running = null;
  const loader = makeLoader(
    (address, ended) => {
      const path = address.replace(/\?.*/, "");
      const script = { path };
      asked.push(address);
      setImmediate(() => {
        running = script;
        globalThis.EvidenceSearch = { take: loader.take };
        try {
          if (existsSync(path)) runInThisContext(readFileSync(path, "utf-8"));
        } catch (error) {
          if (error.name !== "SyntaxError") throw error;
        }
        running = null;
        ended();
      });
      return script;
    },
    () => running
  );
  return loader;
}

/** Open the search of an index below a folder. */
export function openFolder(folder, language = "en", { asked, today = TODAY } = {}) {
  const { load } = folderLoader(asked);
  return openSearch({ root: folder + "/", language, load, today: () => today, lunr: async () => answer });
}

/** Return the parts of an index below a folder, without a search around them. */
export async function partsIn(folder, language = "en") {
  const { load } = folderLoader();
  const read = (name, file) => load(`${folder}/search/${language}/${file}.js`, file, `${language}/${name}`);
  const [manifest] = await read("manifest", "manifest");
  return partsOf(manifest, (name, hash) => read(name, `${name}-${hash}`), new Map());
}
