"""Every link that leaves the site, with the place where it was written. Nothing is asked for here.

Links stand in records and their translations, in the lists beside them, in hand-written pages and in the theme. A
file that cannot be read has none: what is wrong with it, the check says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from .blocks import IN_DOI
from .corpus import Corpus
from .fields import WEB_SCHEMES, link_fault
from .markdown import MarkdownReader
from .model import Briefing
from .nodes import Node, parse
from .problems import Mark
from .ratings import FOLDER as SCHEME_FOLDER
from .records import RecordFile, read_text, shown_path
from .shapes import Loc, leaves, shape_of_model
from .vocabulary import FOLDER as VOCABULARY_FOLDER

_Find = Callable[[str], Iterator[tuple[int, str]]]
_WEB = re.compile(r"(?i)https?://")
_IN_PAGE = re.compile(r"(?i)https?://[^\s<>\"'`\\|{}]+")
_CODE = re.compile(r"(?ms)^(?:```|~~~).*?^(?:```|~~~)[ \t]*$|`[^`\n]*`|<!--.*?-->")
_HREF = re.compile(r"(?i)<a\s[^>]*?\bhref\s*=\s*[\"'](https?://[^\"'{}\s]+)[\"']")
_RESERVED = re.compile(r"(?i)(?:.*\.)?(?:example(?:\.(?:com|net|org))?|test|invalid|localhost)\.?")
"""Names that nobody can have (RFC 2606): whoever writes them gives an example."""


@dataclass(frozen=True, order=True, slots=True)
class OutsideLink:
    """One link at one place. ``record`` is the id of the record it belongs to, or "" in a page or a list."""

    mark: Mark
    url: str
    record: str = ""


def outside_links(corpus: Corpus, pages: Path | None = None, theme: Path | None = None) -> list[OutsideLink]:
    """Return every link of a site that leaves it, by place.

    These are the links of its records, of its lists, of ``pages`` (hand-written Markdown) and of the templates in
    ``theme``. Addresses that are reserved for examples are left out.
    """
    found = {link for link in _all(corpus, pages, theme) if not _is_example(link.url)}
    return sorted(found)


def address_of_doi(doi: str) -> str:
    """Return the address at which a DOI is looked up, however it was written."""
    bare = re.sub(r"\A(?:(?:https?://)?(?:dx\.|www\.)?doi\.org/|doi:\s*)", "", doi, flags=re.IGNORECASE)
    return f"https://doi.org/{quote(bare, safe=IN_DOI)}"


def _all(corpus: Corpus, pages: Path | None, theme: Path | None) -> Iterator[OutsideLink]:
    base = corpus.files.base
    reader = MarkdownReader()
    for files in (corpus.files, corpus.pairs):
        for file in files.values():
            yield from _of_record(file, reader)
    for path in _lists(corpus.root):
        text, fault = read_text(path, shown_path(path, base))
        node = None if fault is not None else parse(text, "")[0]
        if node is not None:
            yield from _of_list(node, shown_path(path, base))
    if pages is not None:
        yield from _of_texts(sorted(pages.rglob("*.md")), base, _in_page)
    if theme is not None:
        yield from _of_texts(sorted(theme.rglob("*.html")), base, _in_template)


def _of_record(file: RecordFile, reader: MarkdownReader) -> Iterator[OutsideLink]:
    if file.node is None:
        return
    for leaf in leaves(file.node, shape_of_model(Briefing)):
        if leaf.loc[-1] == "doi":
            yield OutsideLink(file.mark(leaf.loc), address_of_doi(leaf.value), file.id)
        elif leaf.shape.kind == "value" and _is_address(leaf.value):
            yield OutsideLink(file.mark(leaf.loc), leaf.value, file.id)
        elif leaf.shape.text is not None and _WEB.search(leaf.value):
            for address in _in_text(leaf.value, reader):
                yield OutsideLink(file.mark_in_text(leaf.loc, address), address, file.id)


def _in_text(text: str, reader: MarkdownReader) -> Iterator[str]:
    """Yield the addresses that a text of a record leads to: only Markdown makes links of them."""
    yield from (address for address in reader.links_and_images(text)[0] if _is_address(address))


def _lists(root: Path) -> Iterable[Path]:
    for folder in (root / VOCABULARY_FOLDER, root / SCHEME_FOLDER):
        yield from sorted(folder.glob("*.yml"))
    yield from (path for path in (root / "_questions.yml",) if path.is_file())


def _of_list(node: Node, shown: str) -> Iterator[OutsideLink]:
    """Yield the links of a list: every value of it that is an address."""
    waiting: list[tuple[Loc, Node]] = [((), node)]
    while waiting:
        loc, here = waiting.pop()
        if isinstance(here.value, dict):
            waiting += [((*loc, key), below) for key, below in here.value.items()]
        elif isinstance(here.value, list):
            waiting += [((*loc, number), below) for number, below in enumerate(here.value)]
        elif here.value and _is_address(here.value):
            yield OutsideLink(Mark(shown, here.line, here.column), here.value)


def _of_texts(paths: Iterable[Path], base: Path, find: _Find) -> Iterator[OutsideLink]:
    for path in paths:
        shown = shown_path(path.absolute(), base)
        text, fault = read_text(path, shown)
        if fault is None:
            for start, address in find(text):
                line = text.count("\n", 0, start) + 1
                yield OutsideLink(Mark(shown, line, start - text.rfind("\n", 0, start)), address)


def _in_page(text: str) -> Iterator[tuple[int, str]]:
    """Yield (position, address) of each link of a hand-written page; what is shown as code is no link."""
    text = _CODE.sub(lambda match: re.sub(r"\S", " ", match[0]), text)
    for match in _IN_PAGE.finditer(text):
        address = match[0].rstrip(".,;:!?*_")
        while address.endswith((")", "]")) and address.count(address[-1]) > address.count("(["[address[-1] == "]"]):
            address = address[:-1].rstrip(".,;:!?*_")
        if "](" in address:
            address = address[: address.index("](")]
        if _is_address(address):
            yield match.start(), address


def _in_template(text: str) -> Iterator[tuple[int, str]]:
    for match in _HREF.finditer(text):
        if _is_address(match[1]):
            yield match.start(1), match[1]


def _is_address(value: str) -> bool:
    return value.lower().startswith(tuple(f"{scheme}://" for scheme in WEB_SCHEMES)) and link_fault(value) is None


def _is_example(url: str) -> bool:
    return bool(_RESERVED.fullmatch(urlsplit(url).hostname or ""))
