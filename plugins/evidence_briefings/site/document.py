"""A record as one Markdown document: everything that readers of its page see, with front matter for machines.

It is made of the page in large print, which leaves nothing out, so that what a page says and what is taken away from it
cannot drift apart. Only what exports loads this module.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from bs4 import Tag
from markdownify import MarkdownConverter

from ..content.model import Briefing
from .addresses import resolved
from .metadata import LICENCE
from .page import Page
from .references import one_line
from .using import UseMaker
from .version import version_of

FORM = "large-print"
"""The form of a record that has all of it in one column, without what only a screen can do."""

_SIGNS = re.compile(r"[\\`*_\[\]|~<>&]")
_REFERENCES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
_BEGINS = re.compile(r"^([ \t]*)(?:([-+#=])|(\d{1,9})([.)]))(?=[-+#=\s]|$)", re.MULTILINE)
_TOO_MANY_LINES = re.compile(r"\n{3,}")
_BETWEEN_FACTS = re.compile(r"\n{2,}(?=- \*\*)")
_PLAIN_ADDRESS = re.compile(r"[^\s<>()\\]+\Z")
_LEFT_OUT = frozenset({"leaflet-form", "cell-narrow", "forest", "forest-key", "unseen"})
"""Classes of elements that only say again what stands beside them."""


def document(maker: UseMaker, briefing: Briefing, html: Callable[[Page], str]) -> str:
    """Return a record in the language of ``maker`` as Markdown (CommonMark, with tables); ``html`` renders a page.

    Addresses are absolute, or, on a site that has none, links into the site are only their words.
    """
    page = maker.product(FORM, briefing, version_of(briefing), "")
    page = replace(page, context={**page.context, "url": maker.url_of(briefing)})

    def absolute(link: str) -> str | None:
        return link if ":" in link.partition("/")[0] else maker.absolute(resolved(link, page.path))

    words = _Words(absolute).convert(html(page))
    body = _TOO_MANY_LINES.sub("\n\n", "\n".join(line.rstrip() for line in words.splitlines())).strip()
    front = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in _facts(maker, briefing))
    return f"---\n{front}---\n\n{body}\n"


def _facts(maker: UseMaker, briefing: Briefing) -> Iterator[tuple[str, str | list[str]]]:
    """Yield what machines read of a record; a value is JSON, which is YAML too."""
    yield "id", briefing.id
    title, spoken = briefing.title.best(maker.language)
    yield "title", one_line(title)
    yield "language", spoken
    yield "kind", briefing.kind
    yield "topics", briefing.topics
    yield "audiences", briefing.audiences
    yield "status", briefing.status
    yield "published", briefing.published.isoformat()
    yield "reviewed", briefing.reviewed.isoformat()
    yield "review_by", briefing.review_by.isoformat()
    yield "version", version_of(briefing)
    translation = briefing.translation
    if translation is not None and translation.language == maker.language:
        yield "translation", f"{translation.status or 'none'}, {translation.state}"
    yield "owner", one_line(briefing.owner.team.best(maker.language)[0])
    url = maker.url_of(briefing)
    if url is not None:
        yield "url", url
    yield "licence", LICENCE


class _Words(MarkdownConverter):
    """Turns the HTML of our pages into Markdown that stands for just their words, whatever signs they hold.

    ``absolute`` makes a whole address of a link, or None.
    """

    def __init__(self, absolute: Callable[[str], str | None]) -> None:
        super().__init__(heading_style="ATX", bullets="-")
        self._absolute = absolute

    def process_tag(self, node: Tag, parent_tags: Any = None) -> str:
        """Return the Markdown of an element; nothing of one that readers do not see."""
        hidden = node.has_attr("hidden") or node.name == "svg" or node.get("aria-hidden") == "true"
        if hidden or _LEFT_OUT.intersection(node.get("class") or ()):
            return ""
        said: str = super().process_tag(node, parent_tags)  # type: ignore[misc]
        return said

    def escape(self, text: str, parent_tags: Any) -> str:
        """Return text as Markdown of just this text, HTML in it included."""
        bare = _SIGNS.sub(lambda sign: _REFERENCES.get(sign[0]) or f"\\{sign[0]}", text)
        return _BEGINS.sub(lambda at: f"{at[1]}\\{at[2]}" if at[2] else f"{at[1]}{at[3]}\\{at[4]}", bare)

    def convert_a(self, el: Tag, text: str, parent_tags: Any) -> str:
        """Return a link; where it has no address outside of the site, its words."""
        said, link = text.strip(), str(el.get("href") or "")
        url = None if link.startswith("#") or not link else self._absolute(link)
        if not said or url is None or "_noformat" in parent_tags:
            return text
        return f"[{said}]({url if _PLAIN_ADDRESS.match(url) else f'<{url}>'})"

    def convert_ul(self, el: Tag, text: str, parent_tags: Any) -> str:
        """Return a list; words that stand on one line of the page do so here."""
        if "inline" not in (el.get("class") or ()):
            listed: str = self.convert_list(el, text, parent_tags)  # type: ignore[attr-defined]
            return listed
        items = [self.process_tag(item, parent_tags).strip() for item in el.find_all("li", recursive=False)]
        return " " + ", ".join(item.removeprefix("- ") for item in items)

    def convert_dl(self, el: Tag, text: str, parent_tags: Any) -> str:
        """Return a list of facts as a list: not every reader of Markdown knows another."""
        facts = _BETWEEN_FACTS.sub("\n", text.strip())
        return f"\n\n{facts}\n\n"

    def convert_dt(self, el: Tag, text: str, parent_tags: Any) -> str:
        """Return what a fact is about."""
        label = " ".join(text.split())
        return f"\n- **{label}{'' if label.endswith(('?', ':')) else ':'}** "

    def convert_dd(self, el: Tag, text: str, parent_tags: Any) -> str:
        """Return the fact, further paragraphs of it below its first line."""
        first, *more = text.strip().split("\n")
        return "\n".join([first, *(f"  {line}" if line else "" for line in more)]) + "\n"
