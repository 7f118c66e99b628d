"""Every link of every page leads where it says, from any place the site is put."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from browser.reading import Document, documents

NO_PLACE_OF_ITS_OWN = "404.html"
"""A server shows it at any depth, so that its links begin at the root."""


@pytest.fixture(params=["real", "showcase"])
def folder(request: pytest.FixtureRequest, sites: dict[str, Path]) -> Path:
    """Return the folder of one built site after the other."""
    return sites[request.param]


def pages(folder: Path) -> list[Document]:
    found = [page for path, page in documents(folder).items() if path != NO_PLACE_OF_ITS_OWN]
    # The hand-written pages name records of the real site.
    return found if folder.parent.name == "real" else [page for page in found if page.kind != "text"]


def test_every_link_is_relative_or_leads_to_a_web_or_mail_address(folder: Path) -> None:
    allowed = re.compile(r"https?://[^\s/]+\.[^\s/]+|mailto:[^\s@]+@[^\s@]+|(?![a-z][a-z0-9+.-]*:|/)", re.IGNORECASE)
    wrong = [f"{page.path}: {link}" for page in pages(folder) for _, link in page.links() if not allowed.match(link)]
    assert wrong == []


def test_nothing_is_loaded_from_elsewhere(folder: Path) -> None:
    loading = {"script", "img", "source", "link", "form"}
    outside = [
        f"{page.path}: {link}"
        for page in pages(folder)
        for element, link in page.links()
        if element.tag in loading and re.match(r"(?i)[a-z][a-z0-9+.-]*:|//", link)
    ]
    assert outside == []


def test_every_page_and_file_that_is_linked_to_exists(folder: Path) -> None:
    missing = {
        f"{page.path}: {link}"
        for page in pages(folder)
        for _, link in page.links()
        if not re.match(r"[a-z]+:", link) and not (folder / page.target(link)[0]).is_file()
    }
    assert missing == set()


def test_every_anchor_that_is_linked_to_exists(folder: Path) -> None:
    all_pages = documents(folder)
    anchors = {path: set(page.ids) for path, page in all_pages.items()}
    missing = set()
    for page in pages(folder):
        for _, link in page.links():
            path, fragment = page.target(link)
            if "#" in link and not re.match(r"[a-z]+:", link) and fragment not in anchors.get(path, ()):
                missing.add(f"{page.path}: {link}")
    assert missing == set()


def test_the_links_of_the_page_for_missing_pages_begin_at_the_root(folder: Path) -> None:
    page = documents(folder)[NO_PLACE_OF_ITS_OWN]
    links = [link for _, link in page.links() if not link.startswith("#")]
    assert [link for link in links if not (folder / link.lstrip("/")).is_file() or not link.startswith("/")] == []


def test_every_page_can_be_reached_from_the_first_one(folder: Path) -> None:
    all_pages = documents(folder)
    seen, waiting = {"index.html"}, ["index.html"]
    while waiting:
        page = all_pages[waiting.pop()]
        found = {page.target(link)[0] for element, link in page.links() if element.tag == "a" and ":" not in link}
        new = (found & all_pages.keys()) - seen
        seen |= new
        waiting += new
    kept_for_the_record = {path for path in all_pages if re.search(r"/archived(_code?)?\.html$", path)}
    assert all_pages.keys() - seen - kept_for_the_record == {NO_PLACE_OF_ITS_OWN}


def test_no_id_stands_twice_on_a_page(folder: Path) -> None:
    twice = {f"{page.path}: {id}" for page in documents(folder).values() for id in page.ids if page.ids.count(id) > 1}
    assert twice == set()
