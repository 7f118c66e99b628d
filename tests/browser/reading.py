"""Built pages read as a browser would read them, without one."""

from __future__ import annotations

import posixpath
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

import html5lib
from evidence_briefings.content.localised import LANGUAGES
from evidence_briefings.site.addresses import address
from evidence_briefings.site.products import PRODUCTS

_ADDRESSES = {
    "a": "href",
    "area": "href",
    "link": "href",
    "script": "src",
    "img": "src",
    "source": "src",
    "form": "action",
}
_NAMED_ONLY = {"schema.DC", "schema.DCTERMS"}
"""Relations that name a vocabulary and fetch nothing."""


@dataclass(frozen=True)
class Document:
    """One built page; ``path`` is below the site's root."""

    path: str
    tree: ET.Element

    @cached_property
    def language(self) -> str | None:
        """What ``<html lang>`` says."""
        return self.tree.get("lang")

    @cached_property
    def ids(self) -> list[str]:
        """Every id, in order."""
        return [found for element in self.tree.iter() if (found := element.get("id")) is not None]

    @cached_property
    def headings(self) -> list[tuple[int, str]]:
        """(level, text) of every heading in the main part, in order."""
        return [(int(element.tag[1]), text_of(element)) for element in self.main.iter() if element.tag in HEADINGS]

    @property
    def main(self) -> ET.Element:
        """The main part."""
        found = self.tree.find(".//main")
        assert found is not None, self.path
        return found

    @property
    def kind(self) -> str:
        """The template the page is made from, as ``<body>`` says."""
        body = self.tree.find("body")
        assert body is not None
        return body.get("class", "").removeprefix("kind-")

    def find(self, path: str) -> ET.Element:
        """Return the one element at an XPath."""
        found = self.tree.findall(path)
        assert len(found) == 1, f"{self.path}: {len(found)} of {path}"
        return found[0]

    def links(self) -> Iterator[tuple[ET.Element, str]]:
        """Yield every element that points somewhere, with its address as written."""
        for element in self.tree.iter():
            name = _ADDRESSES.get(str(element.tag))
            if name and (address := element.get(name)) is not None and element.get("rel") not in _NAMED_ONLY:
                yield element, address

    def target(self, address: str) -> tuple[str, str]:
        """Return (path below the site's root, fragment) that a relative address leads to."""
        parts = urlsplit(address)
        if not parts.path:
            return self.path, unquote(parts.fragment)
        joined = posixpath.normpath(posixpath.join(posixpath.dirname(self.path), unquote(parts.path)))
        return joined, unquote(parts.fragment)

    def in_other_language(self) -> str | None:
        """Return the path that the language link in the header leads to, or None where there is none."""
        found = [a for a in self.tree.iter("a") if "language" in a.get("class", "").split()]
        assert len(found) <= 1, self.path
        return self.target(found[0].get("href", ""))[0] if found else None

    def texts(self, root: ET.Element | None = None) -> Iterator[tuple[str, str | None]]:
        """Yield (text, the language it is marked as being in) for every text of the page, or of one element."""
        yield from _texts(self.tree if root is None else root, self.language)


HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def text_of(element: ET.Element) -> str:
    """Return the words of an element on one line."""
    return " ".join("".join(element.itertext()).split())


def documents(folder: Path) -> dict[str, Document]:
    """Return the pages of a built site by their paths below the root; what lies in ``assets`` is no page of the site.

    Of each record's forms (cards, sheets, postcards, extracts), of which there are ten times as many as of all else, it
    has those of every sixth record: they come from the same few templates.
    """
    return _documents(folder)


FORMS = {
    address(form, language, "any").rpartition("/")[0]
    for form in (*PRODUCTS, "postcards", "business-case", "embed-both", "embed", "embed-code")
    for language in LANGUAGES
}


def _left_out(path: str) -> bool:
    folder, _, name = re.sub(r"_code?(?=\.html)", "", path).rpartition("/")  # the code of a card goes with the card
    return folder in FORMS and sum(map(ord, name)) % 6 != 0


@cache
def _documents(folder: Path) -> dict[str, Document]:
    found = {}
    for file in sorted(folder.rglob("*.html")):
        path = file.relative_to(folder).as_posix()
        if path.startswith("assets/") or _left_out(path):
            continue
        tree = html5lib.parse(file.read_bytes(), treebuilder="etree", namespaceHTMLElements=False)
        found[path] = Document(path, tree)
    return found


def _texts(element: ET.Element, language: str | None) -> Iterator[tuple[str, str | None]]:
    if not isinstance(element.tag, str) or element.tag in ("script", "style"):
        return
    language = element.get("lang", language)
    if element.text and element.text.strip():
        yield " ".join(element.text.split()), language
    for child in element:
        yield from _texts(child, language)
        if child.tail and child.tail.strip():
            yield " ".join(child.tail.split()), language
