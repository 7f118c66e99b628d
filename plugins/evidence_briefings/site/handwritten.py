"""Hand-written pages: what their head needs, and whether each has its pair in the other language."""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping
from typing import Any

from ..content.localised import LANGUAGES, OTHER
from .addresses import GUIDE_PICTURES, TEAM_PAGES, Links, address, pair_of

TESTED = "accessibility-tested.json"
"""The record of the accessibility tests, beside the folders of the hand-written pages."""


class PageError(ValueError):
    """The front matter of a page says something that cannot be; the message names the page."""


def language_of(path: str) -> str:
    """Return the language of a page by the folder it stands in; a page outside both counts as Welsh, the first."""
    first = path.split("/", 1)[0]
    return first if first in LANGUAGES else "cy"


def complete_meta(meta: MutableMapping[str, Any], path: str) -> None:
    """Add to the front matter of a page what its head and shell need.

    ``pair`` in the front matter names the same page in the other language, from that language's folder, for pages
    that the site does not know by itself. Raises ``PageError``.
    """
    language = meta.setdefault("lang", language_of(path))
    if language not in LANGUAGES:
        allowed = " or ".join(LANGUAGES)
        raise PageError(f"{path}: the front matter says lang: {language}, but a page is in {allowed}")
    meta.setdefault("template_kind", "text")
    named = meta.get("pair")
    if named is not None and not isinstance(named, str):
        raise PageError(f"{path}: the front matter must name one page after pair:, from that language's folder")
    pair = f"{OTHER[language]}/{named.removesuffix('.md')}.html" if named else pair_of(path)
    if pair is not None:
        meta["alternate"] = Links(path, language).to(pair)


def unpaired(paths: Iterable[str]) -> list[str]:
    """Return the known hand-written pages (by path below the site's root) whose pair is not there."""
    there = set(paths)
    return sorted(path for path in there if (pair := pair_of(path)) is not None and pair not in there)


def for_the_team(path: str) -> bool:
    """Return whether a hand-written page or picture (by path below the site's root) is only for those who keep it."""
    pages = {address(key, language) for key in TEAM_PAGES for language in LANGUAGES}
    return path in pages or path.startswith(f"{GUIDE_PICTURES}/")
