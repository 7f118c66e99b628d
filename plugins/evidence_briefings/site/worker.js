/* The service worker of a site: keeps pages for reading without a signal. It is written into the site as sw.js by
   offline.py, which puts three constants before it: VERSION (a digest of all that may be kept), CORE (the files that are
   kept at once, each as [path, digest, bytes]) and OFFLINE (the page "Reading without a signal" of each language).
   Whatever is kept has been compared with the digest in the lists of this very build: what does not match is refused,
   so that no cache ever holds files of two builds. decisions/0014 tells the rest. */
"use strict";

const SCOPE = new URL(self.registration.scope);
const ROOT = SCOPE.pathname;
/* One origin may hold several sites in folders of their own: a cache is known by the folder at its end. */
const BEGIN = "briefings-";
const MINE = nameOf(VERSION);
const READERS = BEGIN + "readers-" + ROOT;
/* Milliseconds that a network may take before a kept copy is shown in its place. */
const PATIENCE = 4000;
/* How many pages are kept only because they have been read. */
const LATEST = 30;
/* A file whose name holds a hash of its content is the same in every build. */
const HASHED = /^(search|compare)\/[a-z]+\/[a-z0-9-]+-[0-9a-z]{6,8}\.js$/;
/* What makes a page of one build: it is answered from where the page came from, or not at all. */
const OWN = ["script", "style", "manifest"];
const RANK = { used: 0, core: 0, visited: 1, saved: 2 };

class Refused extends Error {
  /* reason: "offline", "newer" (the network has files of another build) or "full". */
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

/* --- paths and names ----------------------------------------------------- */

function nameOf(version) {
  return BEGIN + version + "-" + ROOT;
}

function at(path) {
  return new URL(path, SCOPE).href;
}

/* The path below the site's root, or null for what is none of the site's. */
function pathOf(url) {
  const { origin, pathname } = new URL(url);
  if (origin !== SCOPE.origin || !pathname.startsWith(ROOT)) return null;
  const path = pathname.slice(ROOT.length);
  return path === "" || path.endsWith("/") ? path + "index.html" : path;
}

function languageOf(path) {
  const first = path.split("/")[0];
  return first in OFFLINE ? first : null;
}

function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
}

/* The caches of this site that other builds have left or are filling. */
async function others() {
  const versions = (await caches.keys())
    .map((name) => name.slice(BEGIN.length, BEGIN.length + 16))
    .filter((version) => /^[0-9a-f]{16}$/.test(version) && version !== VERSION);
  const names = [];
  for (const version of new Set(versions)) if (await caches.has(nameOf(version))) names.push(nameOf(version));
  return names;
}

/* --- fetching and keeping ------------------------------------------------ */

async function digestOf(bytes) {
  const whole = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).slice(0, 16);
  return btoa(String.fromCharCode(...whole)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
}

/* Return a file of this build from the network. Throws Refused. */
async function fetched(path, digest) {
  /* Something between here and the server may hold an older file and not ask: then it is asked past. */
  for (const cache of ["no-cache", "reload"]) {
    let answer, bytes;
    try {
      answer = await fetch(at(path), { cache });
      bytes = await answer.arrayBuffer();
    } catch (error) {
      throw new Refused("offline");
    }
    if (answer.status >= 500) throw new Refused("offline");
    if (answer.ok && (await digestOf(bytes)) === digest) return { bytes, headers: answer.headers };
  }
  throw new Refused("newer");
}

async function put(path, bytes, headers, about) {
  /* The page's own headers stay, its security policy among them; what was said of its way here does not. */
  const kept = new Headers(headers);
  /* Else the browser would hand it, from its memory, to the next page too, which may be of another build. */
  kept.set("cache-control", "no-cache");
  for (const name of ["content-encoding", "content-length", "transfer-encoding"]) kept.delete(name);
  for (const [name, value] of Object.entries(about)) kept.set("x-kept-" + name, String(value));
  try {
    const cache = await caches.open(MINE);
    await cache.put(at(path), new Response(bytes, { headers: kept }));
  } catch (error) {
    throw new Refused("full");
  }
}

function about(answer, name) {
  return answer.headers.get("x-kept-" + name) || "";
}

/* Return a copy with this very content from the cache of another build: then it need not travel again. */
async function unchanged(path, digest) {
  for (const cacheName of await others()) {
    const found = await caches.match(at(path), { cacheName });
    if (found && about(found, "digest") === digest) return found;
  }
  return null;
}

/* Keep a file, unless it is kept already for at least as good a reason. */
async function take(path, digest, bytes, as, more = {}) {
  const there = await caches.match(at(path), { cacheName: MINE });
  const right = there && about(there, "digest") === digest;
  if (right && RANK[about(there, "as")] >= RANK[as]) return;
  const known = right ? there : await unchanged(path, digest);
  const from = known ? { bytes: await known.arrayBuffer(), headers: known.headers } : await fetched(path, digest);
  const day = right ? about(there, "day") : today();
  const core = as === "core" || (right && about(there, "core")) ? "yes" : "";
  await put(path, from.bytes, from.headers, { path, digest, bytes, as, core, day, at: Date.now(), ...more });
}

/* Do a piece of work for each item, a few at a time; the first failure ends it. */
async function each(items, work, atOnce = 4) {
  let next = 0;
  const lane = async () => {
    while (next < items.length) {
      try {
        await work(items[next++]);
      } catch (error) {
        next = items.length;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

/* Keep files that belong to every reader's copy. What stands in the cache of a build is of that build. */
async function fill(files) {
  const there = new Set((await (await caches.open(MINE)).keys()).map((request) => request.url));
  const missing = files.filter(([path]) => !there.has(at(path)));
  await each(missing, ([path, digest, bytes]) => take(path, digest, bytes, "core"));
}

/* --- lists --------------------------------------------------------------- */

const read = new Map();

async function list(path, digest) {
  if (!read.has(path)) {
    await take(path, digest, 0, "core");
    read.set(path, await (await caches.match(at(path), { cacheName: MINE })).json());
  }
  return read.get(path);
}

async function index(language) {
  const path = "offline/" + language + ".json";
  return list(path, CORE.find(([name]) => name === path)[1]);
}

async function parts(language) {
  const { lists } = await index(language);
  return Object.keys(lists).filter((path) => !path.endsWith("-pack.json")).map((path) => [path, lists[path]]);
}

/* The same sum as part_of in takeaways.py. */
function partOf(path, count) {
  let number = 0;
  for (const sign of path) number = (number * 31 + sign.codePointAt(0)) % 65521;
  return number % count;
}

function entryIn(part, path) {
  const found = part.pages[path];
  if (!found) return null;
  const [digest, bytes, reviewed, title, topics, needs] = found;
  return { path, digest, bytes, reviewed, title, topics, needs: needs.map((need) => [need, ...part.needs[need]]) };
}

/* Return what the lists say of a page, or null for one that is not to be kept. */
async function entryOf(path) {
  const language = languageOf(path);
  if (!language) return null;
  const all = await parts(language);
  return entryIn(await list(...all[partOf(path, all.length)]), path);
}

async function entries(language) {
  const found = [];
  for (const part of await parts(language)) {
    const read = await list(...part);
    found.push(...Object.keys(read.pages).map((path) => entryIn(read, path)));
  }
  return found;
}

async function keep(entry, as, more = {}) {
  for (const need of entry.needs) await take(...need, "core");
  const { path, digest, bytes, reviewed, title } = entry;
  await take(path, digest, bytes, as, { reviewed, title: encodeURIComponent(title), ...more });
}

function packOf(language) {
  return "offline/" + language + "-pack.json";
}

/* Keep what belongs to a language: its short pages and its search. */
async function pack(language) {
  const { lists } = await index(language);
  const { files } = await list(packOf(language), lists[packOf(language)]);
  await fill(files);
}

/* --- from one build to the next ------------------------------------------ */

async function keptIn(cacheName) {
  if (!(await caches.has(cacheName))) return [];
  return (await (await caches.open(cacheName)).matchAll()).filter((answer) => about(answer, "path"));
}

/* Bring what another build has kept for this reader into the cache of this one; return whether all of it came.
   A page that is in no list any more was withdrawn: its copy goes with its cache. */
async function broughtFrom(name) {
  let whole = true;
  const kept = (await keptIn(name)).filter((answer) => RANK[about(answer, "as")] > 0);
  for (const language of Object.keys(OFFLINE)) {
    if (await caches.match(at(packOf(language)), { cacheName: name })) await pack(language).catch(() => {});
  }
  await each(kept, async (answer) => {
    try {
      const entry = await entryOf(about(answer, "path"));
      if (entry) await keep(entry, about(answer, "as"), { at: about(answer, "at") });
    } catch (error) {
      whole = false;
    }
  });
  return whole;
}

/* Remove the caches of older builds that nobody reads from and from which everything has come. */
async function tidy() {
  /* The others may be those of a build that is just arriving. */
  if (self.registration.installing || self.registration.waiting) return;
  const inUse = new Set();
  const readers = await caches.open(READERS);
  for (const request of await readers.keys()) {
    const id = decodeURIComponent(request.url.slice(at("reader/").length));
    if (await self.clients.get(id)) inUse.add(await (await readers.match(request)).text());
    else await readers.delete(request);
  }
  for (const name of await others()) {
    if ((await broughtFrom(name)) && !inUse.has(name)) await caches.delete(name);
  }
}

self.addEventListener("install", (event) => {
  event.waitUntil(
    fill(CORE).then(async () => {
      for (const name of await others()) await broughtFrom(name).catch(() => {});
    })
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const first = (await others()).length === 0;
      await tidy().catch(() => {});
      /* The page that is open came from the network and goes on with it. */
      if (first) await self.clients.claim();
    })()
  );
});

/* --- answering ----------------------------------------------------------- */

/* Pages that are open, by the client's id: those that came from the network, and the cache of those that did not. */
const online = new Set();
const served = new Map();

async function cacheOf(id) {
  if (!id || online.has(id)) return null;
  if (!served.has(id)) {
    /* A worker is put to sleep after half a minute and remembers nothing. */
    const noted = await caches.match(at("reader/" + encodeURIComponent(id)), { cacheName: READERS });
    served.set(id, noted ? await noted.text() : null);
  }
  return served.get(id);
}

async function note(id, name) {
  if (!id) return;
  served.set(id, name);
  const readers = await caches.open(READERS);
  await readers.put(at("reader/" + encodeURIComponent(id)), new Response(name)).catch(() => {});
}

/* Return [cache, copy] of a page. In another build's cache a page that was saved or read stands with all it needs. */
async function copyOf(path) {
  const mine = await caches.match(at(path), { cacheName: MINE });
  if (mine) return [MINE, mine];
  for (const cacheName of await others()) {
    const found = await caches.match(at(path), { cacheName });
    if (found && RANK[about(found, "as")] > 0) return [cacheName, found];
  }
  return [null, null];
}

async function asked(request) {
  try {
    /* Not from the browser's own store: only an answer from the network says that there is one. */
    const answer = await fetch(request.url, { cache: "no-cache", credentials: "include", redirect: "manual" });
    /* Only the browser itself can ask for a name and a password. */
    return answer.status === 401 || answer.status === 407 ? await fetch(request) : answer;
  } catch (error) {
    return null;
  }
}

async function page(request, path, id) {
  const answers = asked(request);
  const [name, copy] = await copyOf(path);
  const wait = copy ? new Promise((done) => setTimeout(done, PATIENCE, null)) : answers;
  const answer = await Promise.race([answers, wait]);
  if (answer && !(copy && answer.status >= 500)) {
    if (id) online.add(id);
    return answer;
  }
  if (copy) {
    await note(id, name);
    return marked(path, copy);
  }
  const language = languageOf(path) || Object.keys(OFFLINE)[0];
  return Response.redirect(at(OFFLINE[language]) + "?page=" + encodeURIComponent(path), 302);
}

function escaped(text) {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

function inWords(day, words) {
  const [year, month, date] = day.split("-").map(Number);
  return date + " " + words.months[month - 1] + " " + year;
}

/* Say on a page that it is a saved copy, and of which day. */
async function marked(path, copy) {
  const language = languageOf(path);
  const day = about(copy, "day");
  const isPage = (copy.headers.get("content-type") || "").startsWith("text/html");
  if (!language || !isPage) return copy;
  const { words } = await index(language);
  const reviewed = about(copy, "reviewed");
  const say = [
    words.copy.replace("{date}", inWords(day, words)),
    reviewed ? words.reviewed.replace("{date}", inWords(reviewed, words)) : words.changed,
  ];
  const way = "../".repeat(path.split("/").length - 1) + OFFLINE[language];
  const line =
    '<div class="wrap"><p class="inset" role="status">' + escaped(say.join(" ")) +
    ' <a href="' + escaped(way) + '">' + escaped(words.what) + "</a></p></div>";
  const html = (await copy.text())
    .replace("<html ", '<html data-saved="' + escaped(day) + '" ')
    .replace(/<main[^>]*>/, (main) => (path === OFFLINE[language] ? main : main + line));
  return new Response(html, { headers: copy.headers });
}

async function piece(request, path, id) {
  const name = await cacheOf(id);
  const found = name && (await caches.match(at(path), { cacheName: name }));
  if (found) return found;
  if (HASHED.test(path)) {
    for (const cacheName of [MINE, ...(await others())]) {
      const same = await caches.match(at(path), { cacheName });
      if (same) return same;
    }
  } else if (name && OWN.includes(request.destination)) {
    /* The network may have another build by now: none at all is better. */
    return Response.error();
  }
  /* A page that was asked for anew must not get styles and scripts that the browser has from an older build. */
  try {
    if (!OWN.includes(request.destination)) return await fetch(request);
    const answer = await fetch(request.url, { cache: "no-cache" });
    const headers = new Headers(answer.headers);
    headers.set("cache-control", "no-cache");
    return new Response(answer.body, { status: answer.status, statusText: answer.statusText, headers });
  } catch (error) {
    return Response.error();
  }
}

/* Keep a piece of a long search that has been asked for, if the lists know it. */
async function keepUsed(path) {
  const language = path.split("/")[1];
  if (!(await caches.match(at(packOf(language)), { cacheName: MINE }))) return;
  if (await caches.match(at(path), { cacheName: MINE })) return;
  const { lists } = await index(language);
  const { more } = await list(packOf(language), lists[packOf(language)]);
  const listed = more.find(([name]) => name === path);
  if (listed) await take(...listed, "used");
}

self.addEventListener("fetch", (event) => {
  const { request, clientId, resultingClientId } = event;
  if (request.method !== "GET" || request.headers.has("range")) return;
  const path = pathOf(request.url);
  if (path === null) return;
  if (request.mode === "navigate") {
    event.respondWith(page(request, path, resultingClientId));
  } else if (HASHED.test(path)) {
    event.respondWith(piece(request, path, clientId));
    event.waitUntil(keepUsed(path).catch(() => {}));
  } else if (OWN.includes(request.destination) || !online.has(clientId)) {
    event.respondWith(piece(request, path, clientId));
  }
});

/* --- what pages ask for -------------------------------------------------- */

function lean() {
  return Boolean(self.navigator.connection && self.navigator.connection.saveData);
}

async function forget(path) {
  const cache = await caches.open(MINE);
  const there = await cache.match(at(path));
  if (!there || RANK[about(there, "as")] === 0) return;
  if (!about(there, "core")) {
    await cache.delete(at(path));
    return;
  }
  const headers = new Headers(there.headers);
  headers.set("x-kept-as", "core");
  await cache.put(at(path), new Response(await there.arrayBuffer(), { headers }));
}

/* Keep a page that is being read, and let the one go that was read longest ago. */
async function visit(path) {
  const entry = await entryOf(path);
  if (!entry) return;
  await keep(entry, "visited");
  const read = (await keptIn(MINE)).filter((answer) => about(answer, "as") === "visited");
  read.sort((one, two) => about(two, "at") - about(one, "at"));
  for (const answer of read.slice(LATEST)) await forget(about(answer, "path"));
}

const works = {
  /* A newer worker is told to take over. */
  async now() {
    await self.skipWaiting();
  },

  /* A page has come: tell it what it may offer, then see to what is to be kept in the background. */
  async hello({ path, language }, say) {
    const { words } = await index(language);
    const entry = await entryOf(path).catch(() => null);
    const there = entry && (await caches.match(at(path), { cacheName: MINE }));
    const { topics } = await index(language);
    say({
      words,
      topics,
      bytes: entry ? entry.bytes : 0,
      saved: there && about(there, "as") === "saved" ? about(there, "day") : "",
      end: true,
    });
    await fill(CORE);
    if (lean()) return;
    await visit(path);
    await pack(language);
    await tidy();
  },

  /* What is kept, and what could be. */
  async look({ language }, say) {
    const { words, topics, all } = await index(language);
    const kept = await keptIn(MINE);
    const is = (as) => kept.filter((answer) => about(answer, "as") === as);
    const bytes = (answers) => answers.reduce((sum, answer) => sum + Number(about(answer, "bytes")), 0);
    const saved = is("saved");
    const counts = topics.map(() => 0);
    for (const answer of saved) {
      const path = about(answer, "path");
      const entry = languageOf(path) === language && about(answer, "title") ? await entryOf(path) : null;
      if (entry) entry.topics.forEach((number) => counts[number]++);
    }
    say({
      words,
      topics: topics.map((topic, number) => [...topic, counts[number]]),
      all,
      saved: saved
        .filter((answer) => about(answer, "title"))
        .map((answer) => ({
          path: about(answer, "path"),
          language: languageOf(about(answer, "path")),
          title: decodeURIComponent(about(answer, "title")),
          day: about(answer, "day"),
          bytes: Number(about(answer, "bytes")),
        }))
        .sort((one, two) => one.title.localeCompare(two.title, language)),
      savedBytes: bytes(saved),
      others: saved.filter((answer) => !about(answer, "title")).length,
      visited: is("visited").length,
      visitedBytes: bytes(is("visited")),
      bytes: bytes(kept),
      end: true,
    });
  },

  /* Save pages: those of `paths`, of the topic `topic`, or `all` of a language. */
  async save({ language, paths, topic, all }, say, stopped) {
    let wanted = [];
    if (paths) {
      wanted = (await Promise.all(paths.map(entryOf))).filter(Boolean);
    } else {
      const number = (await index(language)).topics.findIndex(([id]) => id === topic);
      wanted = (await entries(language)).filter((entry) => all || entry.topics.includes(number));
    }
    const jobs = wanted.map((entry) => ({ bytes: entry.bytes, run: () => keep(entry, "saved") }));
    if (all) {
      await pack(language);
      const { lists } = await index(language);
      const { more } = await list(packOf(language), lists[packOf(language)]);
      jobs.push(...more.map((listed) => ({ bytes: listed[2], run: () => take(...listed, "used") })));
    }
    /* What was saved elsewhere may have been renamed or withdrawn since. */
    if (!jobs.length) throw new Refused("newer");
    const total = jobs.reduce((sum, job) => sum + job.bytes, 0);
    let done = 0;
    let count = 0;
    say({ done, total });
    await each(jobs, async (job) => {
      if (stopped()) throw new Refused("stopped");
      await job.run();
      done += job.bytes;
      count += 1;
      say({ done, total, count, of: jobs.length });
    });
    say({ end: true, count, of: jobs.length, day: today() });
  },

  /* Take away pages that were saved: those of `paths`, or all. */
  async remove({ paths }, say) {
    const all = (await keptIn(MINE)).filter((answer) => RANK[about(answer, "as")] > 0);
    for (const path of paths || all.map((answer) => about(answer, "path"))) await forget(path);
    say({ end: true });
  },
};

self.addEventListener("message", (event) => {
  const asked = event.data || {};
  const work = Object.hasOwn(works, asked.do) ? works[asked.do] : null;
  if (!work) return;
  const port = event.ports[0];
  const say = (words) => port && port.postMessage(words);
  let stop = false;
  if (port) port.onmessage = () => { stop = true; };
  event.waitUntil(
    work(asked, say, () => stop).catch((error) => {
      const reason = error instanceof Refused ? error.reason : "offline";
      say({ end: true, reason });
      if (reason === "newer") return self.registration.update().catch(() => {});
    })
  );
});
