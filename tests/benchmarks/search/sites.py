"""A real site whose search is that of any number of synthetic briefings, without building their pages.

A handful of briefings is built as any site is; then the folder of its search is replaced by the one that the same code
writes for all of them. What the search page loads is what it would load on a site of that many; only the pages that
its results lead to are missing.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from benchmarks.synthetic import write_corpus
from browser.building import build, project_with
from evidence_briefings.search.writing import FOLDER
from tiny import PROJECT

RESULT = '[data-part="results"] h3 a'
"""Selector of the title of a result on our search page."""

ASK = """
window.ask = async (query) => {
  window.opened = window.opened || EvidenceSearch.open({ language: "en" });
  const { results } = await (await window.opened).search(query, { facets: ["topic", "audience", "applies"] });
  const list = document.createElement("ol");
  list.append(...results.map(({ title, bottomLine }) => {
    const item = document.createElement("li");
    item.textContent = title.text + ": " + bottomLine.text;
    return item;
  }));
  return list.childElementCount;
};
"""
"""What ``ask`` is on our search page: ten results and the counts of the facets that stand open, as the page asks."""


def build_small_site(folder: Path) -> Path:
    """Build a site of a few synthetic briefings with the project's own settings and theme; return the built site."""
    write_corpus(folder, PROJECT / "briefings", 6)
    return build(project_with(folder))


def write_large_site(folder: Path, small: Path, files: Mapping[str, str]) -> Path:
    """Write into ``folder`` the built site ``small`` with other search files in place of its own; return the folder."""
    shutil.copytree(small, folder)
    shutil.rmtree(folder / FOLDER)
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="ascii", newline="\n")
    return folder
