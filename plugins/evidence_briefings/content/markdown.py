"""Markdown as it is read here: no raw HTML, no images, only links that are safe to follow.

The same reader serves the checks and the pages, so that what is reported is what would be shown.
"""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import cast

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import InlineProcessor, Treeprocessor
from markdown.util import AMP_SUBSTITUTE

from .fields import link_fault

_MARKED = re.compile(r"[*_`\[\]<>#|~\\!&]|^\s*(?:[-+]|\d+\.|=+\s*$|-+\s*$|>)\s|^ {4}|\n", re.MULTILINE)
_SIGNS = re.compile(
    r"[`\\\[\]<>&_|~\x00-\x09\x0b-\x1f\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff]"
)
_LINE_STARTS = re.compile(r"\n(?:[ =+]|\d+[.)]|-(?:  | *(?:[-+#=]|\d+[.)])))")
"""What begins a line of other Markdown than headings, paragraphs and lists."""
_BOLD = re.compile(r"\*\*([^*\s](?:[^*\n]*[^*\s])?)\*\*(?!\*)")
_SIMPLE_HEADING = re.compile(r"(#{1,6}) ([^#\n ][^#\n]*)")

_HEADING_SIGNS = re.compile(r"^[ \t>*+\-\d.]*(?:#|=+\s*$|-\s*$)", re.MULTILINE)
_HARD_HEADINGS = re.compile(r"^[ \t>*+\-\d.]+#|^[=-]+[ \t]*$|^ {0,3}(?:```|~~~)|\\#|\|", re.MULTILINE)
"""Where only the library knows what is a heading: in code, tables, lists and quotes, and by underlines."""
_FENCE = re.compile(r"\A<pre[^>]*><code[^>]*>")


class _Headings(Treeprocessor):
    """Remembers the headings before anything in them is read, so that they can be found in the text again."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.found: list[tuple[int, str]] = []

    def run(self, root: ET.Element) -> None:
        self.found = [
            (int(element.tag[1]), (element.text or "").strip())
            for element in root.iter()
            if re.fullmatch("h[1-6]", element.tag)
        ]


class _Guard(Treeprocessor):
    """Drops images and unsafe links, shifts headings, and remembers what it met."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.shift = 0
        self.links: list[str] = []
        self.images: list[str] = []
        self.wordless: list[str] = []

    def run(self, root: ET.Element) -> None:
        stash = self.md.htmlStash.rawHtmlBlocks
        # What stands after ``` would become a class or an id of the page.
        stash[:] = [_FENCE.sub("<pre><code>", part) if isinstance(part, str) else part for part in stash]
        for element in root.iter():
            if element.tag == "a":
                self._check_link(element)
            elif element.tag == "img":
                self._drop_image(element)
            elif re.fullmatch("h[1-6]", element.tag):
                element.tag = f"h{min(6, max(2, int(element.tag[1]) + self.shift))}"

    def _check_link(self, element: ET.Element) -> None:
        # Python-Markdown leaves entities in an address alone and a browser resolves them: judge what it would see.
        address = html.unescape(self._unstashed(element.get("href", "")))
        self.links.append(address)
        if not "".join(element.itertext()).strip() and not any(image.get("alt") for image in element.iter("img")):
            self.wordless.append(address)
        if body_link_fault(address) is not None:
            del element.attrib["href"]
        else:
            element.set("href", address)
            element.set("rel", "noopener")

    def _drop_image(self, element: ET.Element) -> None:
        self.images.append(html.unescape(self._unstashed(element.get("src", ""))))
        alt = element.get("alt", "")
        tail = element.tail
        element.clear()
        element.tag, element.text, element.tail = "span", alt, tail

    def _unstashed(self, address: str) -> str:
        """Return the address with Python-Markdown's placeholders for escaped characters and ``&`` resolved."""
        address = address.replace(AMP_SUBSTITUTE, "&")
        return re.sub("\x02(\\d+)\x03", lambda match: chr(int(match[1])), address)


class _Inline(InlineProcessor):
    """The library's own reading of emphasis, links and code, passing over text that cannot hold any.

    It tries thirteen patterns on every piece of text; most pieces have none of the signs that begin one. This is a
    third of the time of reading a body.
    """

    _SIGNS = re.compile(r"[`\\\[\]<>&*_!\x02\x03]|  \n")

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if not self._SIGNS.search(data):
            return data
        return cast("str", super()._InlineProcessor__handleInline(data, patternIndex))  # type: ignore[misc]


class _Safe(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the library's name)
        md.treeprocessors.register(_Inline(md), "inline", 20)  # in the place of the library's
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        self.guard = _Guard(md)
        md.treeprocessors.register(self.guard, "guard", 5)
        self.headings = _Headings(md)
        md.treeprocessors.register(self.headings, "headings", 25)  # before the inline one


def body_link_fault(address: str) -> tuple[str, str] | None:
    """Return (code, what is wrong) for a link in running text, which must be complete, or None."""
    fault = link_fault(address)
    if fault is None and not re.match(r"(?i)https?://|mailto:", address):
        return "bad-link", "does not begin with https://, http:// or mailto:"
    return fault


class MarkdownReader:
    """Turns the Markdown of records into HTML. One instance serves a whole build (a fresh one costs twice as much)."""

    def __init__(self) -> None:
        self._safe = _Safe()
        self._markdown = Markdown(extensions=["sane_lists", "tables", "fenced_code", self._safe], output_format="html")

    def html(self, text: str, *, shift: int = 0) -> str:
        """Return block HTML; headings are moved down by ``shift`` levels and are never an h1."""
        if not _MARKED.search(text):
            return f"<p>{html.escape(text, quote=False)}</p>"
        simple = simple_html(text, shift)
        if simple is not None:
            return simple
        guard = self._safe.guard
        guard.shift, guard.links, guard.images, guard.wordless = shift, [], [], []
        return self._markdown.reset().convert(text)

    def links_and_images(self, text: str) -> tuple[list[str], list[str]]:
        """Return the addresses of all links and of all images of a text, as a browser would see them."""
        if not re.search(r"[\[<]", text):
            return [], []
        self.html(text)
        return self._safe.guard.links, self._safe.guard.images

    def links_without_words(self, text: str) -> list[str]:
        """Return the addresses of links that have nothing to click on."""
        if not re.search(r"\[\s*\]|\[!", text):
            return []
        self.html(text)
        return self._safe.guard.wordless

    def headings(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield (level, the line as written) of each heading that a text has when it is shown."""
        if not _HEADING_SIGNS.search(text):
            return
        if not _HARD_HEADINGS.search(text):
            for line in text.split("\n"):
                if line.startswith("#"):
                    yield min(len(line) - len(line.lstrip("#")), 6), line
            return
        self._safe.headings.found = []
        self.html(text)
        lines = iter(text.splitlines())
        for level, words in self._safe.headings.found:
            yield level, next((line for line in lines if _is_heading(line, level, words)), words)


def simple_html(text: str, shift: int) -> str | None:
    """Return the HTML of a text of short headings, paragraphs, lists and bold words alone; None for any other text.

    Most bodies are no more than that, and the library takes half a millisecond to find it out. What it would say is
    said here, sign for sign; wherever there is room for doubt, it is asked.
    """
    # Two searches for signs that are easy to find, rather than one for all: this is asked of every body twice.
    if _SIGNS.search(text) or " \n" in text or text.endswith(" ") or _LINE_STARTS.search(f"\n{text}"):
        return None
    bold = _BOLD.sub(r"<strong>\1</strong>", text)
    if "*" in bold:
        return None
    found: list[str] = []
    after_list = False
    for block in bold.split("\n\n"):
        heading = _SIMPLE_HEADING.fullmatch(block)
        items = [line.removeprefix("- ") for line in block.split("\n") if line.startswith("- ")]
        if heading:
            level = min(6, max(2, len(heading[1]) + shift))
            found.append(f"<h{level}>{heading[2]}</h{level}>")
        elif "#" in block or block.startswith(("\n", "-")) != bool(items) or block.endswith("\n") or not block:
            return None
        elif items:
            if after_list or len(items) != block.count("\n") + 1 or not all(items):
                return None
            found.append("<ul>\n" + "\n".join(f"<li>{item}</li>" for item in items) + "\n</ul>")
        elif "\n-" in block:
            return None
        else:
            found.append(f"<p>{block}</p>")
        after_list = bool(items)
    return "\n".join(found)


def _is_heading(line: str, level: int, words: str) -> bool:
    """Return whether a line may be where a heading is written: with its signs, or underlined by the next line."""
    bare = line.lstrip(" \t>*+-.0123456789")
    return words in line and (bare.startswith("#" * level) or level < 3)
