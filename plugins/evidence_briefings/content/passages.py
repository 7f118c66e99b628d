"""What a document consists of, read from its HTML: headings, paragraphs, lists and tables, in our own Markdown.

The Markdown is written for our reader (``markdown.py``), not for any other: every sign that it would take for markup is
escaped, so that a reader sees the words of the document and nothing is lost or turned into something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from .markdown import body_link_fault

_BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3"
    " h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_UNSEEN = frozenset("script style noscript template head title meta link iframe object svg math".split())
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_NOTES = ("footnote-", "endnote-", "fn:")
_BACK = ("#footnote-ref", "#endnote-ref", "#fnref")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]")
INVISIBLE = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
"""Characters of no width, and those that turn the direction of writing round: the check refuses them."""
_SIGNS = re.compile(r"[\\`*_\[\]]")
_TAG = re.compile(r"<(?=[A-Za-z/!?]|[^\s<>]*[:@])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_START = re.compile(r"(?:(?P<number>\d+)\.(?=\s|$)|(?P<sign>[-+>#]))")


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph, or an item of a list: as text, and as Markdown (of a list with what is nested in it)."""

    text: str
    markdown: str


@dataclass(frozen=True, slots=True)
class Passage:
    """One piece of a document. ``level`` counts for headings; ``items`` for lists, and one for a paragraph."""

    kind: Literal["heading", "text", "list", "table", "notes"]
    items: tuple[Item, ...]
    level: int = 0
    bold: bool = False

    @property
    def text(self) -> str:
        """Its words, without markup."""
        return " ".join(item.text for item in self.items)

    @property
    def markdown(self) -> str:
        """It as Markdown; of a heading only the words."""
        return ("\n" if self.kind in ("list", "notes", "table") else "\n\n").join(item.markdown for item in self.items)


@dataclass(slots=True)
class Passages:
    """Reads passages, and keeps what cannot be one: pictures, addresses that lead nowhere, invisible characters."""

    pictures: list[str] = field(default_factory=list)
    dead: list[str] = field(default_factory=list)
    invisible: int = 0

    def read(self, element: Any) -> Iterator[Passage]:
        """Yield the passages of an element's inside, in their order."""
        run: list[Any] = [element.text or ""]
        for child in element:
            tag = child.tag if isinstance(child.tag, str) else ""
            if tag in _UNSEEN or not tag:
                run.append(child.tail or "")
            elif tag in _BLOCKS or (tag != "a" and self._holds_blocks(child)):
                yield from self._paragraphs(run)
                yield from self._block(child, tag)
                run = [child.tail or ""]
            else:
                run += [child, child.tail or ""]
        yield from self._paragraphs(run)

    def _holds_blocks(self, element: Any) -> bool:
        return any(isinstance(child.tag, str) and child.tag in _BLOCKS for child in element.iterdescendants())

    def _block(self, element: Any, tag: str) -> Iterator[Passage]:
        if tag in _HEADINGS:
            item = self._item([element])
            if item.text:
                yield Passage("heading", (Item(item.text, item.markdown.replace("**", "")),), int(tag[1]))
        elif tag in ("ul", "ol"):
            items = tuple(self._list(element))
            notes = any(child.get("id", "").startswith(_NOTES) for child in element if isinstance(child.tag, str))
            if items:
                yield Passage("notes" if notes else "list", items)
        elif tag == "table":
            yield from self._table(element)
        elif tag == "pre":
            yield from self._code(element)
        elif tag == "blockquote":
            for passage in self.read(element):
                quoted = "\n".join(f"> {line}".rstrip() for line in passage.markdown.split("\n"))
                yield Passage("text", (Item(passage.text, quoted),))
        else:
            yield from self.read(element)

    def _code(self, element: Any) -> Iterator[Passage]:
        text = self._clean("".join(element.itertext()), lines=True).strip("\n").expandtabs(4)
        if text.strip():
            code = "\n".join(f"    {line}".rstrip() for line in text.split("\n"))
            yield Passage("text", (Item(" ".join(text.split()), code),))

    def _paragraphs(self, run: list[Any]) -> Iterator[Passage]:
        for nodes in _lines(run):
            item = self._item(nodes)
            if item.text:
                bold = (
                    item.markdown.startswith("**") and item.markdown.count("**") == 2 and item.markdown.endswith("**")
                )
                yield Passage("text", (item,), bold=bold)

    def _item(self, nodes: list[Any]) -> Item:
        plain = "".join(self._plain(node) for node in nodes)
        return Item(" ".join(plain.split()), _started(" ".join(self._inline(nodes).split())))

    def _list(self, element: Any) -> Iterator[Item]:
        number = 0
        for child in element:
            if not isinstance(child.tag, str) or child.tag in _UNSEEN:
                continue
            passages = list(self.read(child)) if child.tag not in ("ul", "ol") else list(self._block(child, child.tag))
            if not passages:
                continue
            number += 1
            sign = f"{number}. " if element.tag == "ol" else "- "
            lines = [passages[0].markdown, *("\n" * (one.kind != "list") + one.markdown for one in passages[1:])]
            body = "\n".join(lines).replace("\n", "\n    ").replace("\n    \n", "\n\n")
            text = " ".join(passage.text for passage in passages)
            yield Item(text, sign + body if passages[0].kind == "text" else f"{sign}\n    {body}")

    def _table(self, element: Any) -> Iterator[Passage]:
        rows = [
            [cell for cell in row if isinstance(cell.tag, str) and cell.tag in ("td", "th")]
            for row in element.iter("tr")
            if next(row.iterancestors("table")) is element
        ]
        for caption in element.iterchildren("caption"):
            yield from self.read(caption)
        rows = [row for row in rows if row]
        if all(len(row) == 1 for row in rows):  # a frame around text
            for row in rows:
                yield from self.read(row[0])
            return
        width = max(len(row) for row in rows)
        lines, words = [], []
        for row in rows:
            cells = [list(self.read(cell)) for cell in row] + [[]] * (width - len(row))
            words += [" ".join(passage.text for passage in cell) for cell in cells]
            marked = [" ".join(_on_one_line(passage) for passage in cell).replace("|", r"\|") for cell in cells]
            lines.append(Item(" ".join(filter(None, words[-width:])), f"| {' | '.join(marked)} |"))
        rule = Item("", "|" + " --- |" * width)
        if any(words):
            yield Passage("table", (lines[0], rule, *lines[1:]))

    def _plain(self, node: Any) -> str:
        if isinstance(node, str):
            return self._clean(node)
        tag = node.tag if isinstance(node.tag, str) else ""
        if not tag or tag in _UNSEEN or (tag == "a" and node.get("href", "").startswith(_BACK)):
            return ""
        if tag == "br":
            return " "
        inner = self._clean(node.text or "") + "".join(
            self._plain(child) + self._clean(child.tail or "") for child in node
        )
        address = _address(node)
        if (
            tag == "a"
            and address
            and inner.strip()
            and body_link_fault(address) is None
            and inner.strip() not in address
        ):
            return f"{inner.rstrip()} ({address.removeprefix('mailto:')})"
        return inner

    def _inline(self, nodes: list[Any], *, marked: bool = False) -> str:
        found = ""
        for node in nodes:
            if isinstance(node, str):
                found += _escaped(self._clean(node, count=True))
                continue
            tag = node.tag if isinstance(node.tag, str) else ""
            if not tag or tag in _UNSEEN:
                continue
            strong, leant = tag in ("strong", "b"), tag in ("em", "i")
            inner = self._inline(_inside(node), marked=marked or strong or leant)
            if tag == "br":
                inner = " "
            elif tag == "img":
                self.pictures.append(self._clean(node.get("alt") or node.get("src") or "").strip()[:120])
            elif tag == "a":
                inner = self._link(node, inner)
            elif tag == "sup" and inner.strip().isdigit():
                inner = f"\\[{inner.strip()}\\]"
            elif (strong or leant) and inner.strip() and not marked and not found.endswith("*"):
                sign = "**" if strong else "*"
                core = inner.strip()
                inner = inner.replace(core, f"{sign}{core}{sign}", 1)
            found += inner
        return found

    def _link(self, node: Any, inner: str) -> str:
        address = _address(node)
        if address.startswith(_BACK):
            return ""
        if not address or address.startswith("#") or not inner.strip():
            return inner
        if body_link_fault(address) is not None:
            self.dead.append(self._clean(address)[:200])
            return inner
        safe = re.sub(r"[\s()<>\\\"'*_`\[\]]", lambda sign: f"%{ord(sign[0]):02X}", address)
        core = inner.strip()
        return inner.replace(core, f"[{core}]({safe})", 1)

    def _clean(self, text: str, *, lines: bool = False, count: bool = False) -> str:
        if count:
            self.invisible += len(INVISIBLE.findall(text))
        text = INVISIBLE.sub("", text)
        return _CONTROL.sub(lambda sign: sign[0] if lines and sign[0] in "\n\t" else " ", text)


def _address(node: Any) -> str:
    return " ".join((node.get("href") or "").split())


def _inside(node: Any) -> list[Any]:
    parts: list[Any] = [node.text or ""]
    for child in node:
        parts += [child, child.tail or ""]
    return parts


def _lines(run: list[Any]) -> Iterator[list[Any]]:
    """Yield what stands between line breaks: two lines of one paragraph could be taken for something else."""
    line: list[Any] = []
    for node in run:
        if not isinstance(node, str) and node.tag == "br":
            yield line
            line = []
        else:
            line.append(node)
    yield line


def _on_one_line(passage: Passage) -> str:
    return " ".join(re.sub(r"^\s*(?:- |\d+\. )", "", line) for line in passage.markdown.split("\n") if line.strip())


def _escaped(text: str) -> str:
    """Return text as Markdown that shows it."""
    text = _SIGNS.sub(lambda sign: f"\\{sign[0]}", text)
    return _TAG.sub("&lt;", _ENTITY.sub("&amp;", text)).replace("~~~", "&#126;~~")


def _started(text: str) -> str:
    """Return Markdown whose beginning is not taken for a list, a quote or a heading."""
    start = _START.match(text)
    if start is None:
        return text
    return f"{start['number']}\\.{text[start.end() :]}" if start["number"] else f"\\{text}"
