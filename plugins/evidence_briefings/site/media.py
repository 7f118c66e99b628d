"""Films, recordings and other forms of a record as its page shows them, and the files that go with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from ..content.localised import Localised
from ..content.media import FILMS, PICTURES, SOUNDS, MediaFolder, ending_of
from ..content.model import Briefing
from ..content.products import Format, Media
from .addresses import Links
from .numbers import figure

FOLDER = "media"
"""Where the files stand below the site's root, by the paths they have below ``briefings/_media``."""

_CALLED = {"cy": "Cymraeg", "en": "English"}


@dataclass(frozen=True, slots=True)
class Captions:
    """One file of captions: the language as browsers and as readers know it, and its link."""

    language: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Card:
    """A medium, or another form of a record, as a page shows it.

    ``plays`` is "film" or "sound" for a file that plays on the page, "picture" for one that is shown, None for what is
    linked. ``host`` names the site that a link leads to, None for a file of ours; ``file`` says what a file is and how
    large: "MP4, 3.4 MB". ``words`` are the paragraphs of its transcript, ``read`` the address of one elsewhere.
    """

    title: Localised | None
    kind: str
    language: str
    url: str
    host: str | None
    file: str | None
    plays: str | None
    minutes: int | None = None
    poster: str | None = None
    captions: tuple[Captions, ...] = ()
    words: tuple[str, ...] = ()
    read: str | None = None

    @property
    def spoken(self) -> str:
        """The name of the language it is in, in that language."""
        return _CALLED[self.language]


def media_cards(briefing: Briefing, folder: MediaFolder, links: Links) -> list[Card]:
    """Return the media of a record in its order."""
    return [_medium(medium, folder, links) for medium in briefing.media]


def format_card(form: Format, folder: MediaFolder, links: Links) -> Card:
    """Return another form of a record."""
    where = _where(form.url, form.file, folder, links)
    return Card(form.title, form.kind, form.language, *where)


def format_cards(briefing: Briefing, folder: MediaFolder, links: Links) -> list[Card]:
    """Return the other forms of a record in its order."""
    return [format_card(form, folder, links) for form in briefing.formats]


def named_files(briefing: Briefing) -> Iterator[str]:
    """Yield the path below ``briefings/_media`` of every file that a record names."""
    for medium in briefing.media:
        yield from filter(None, (medium.file, medium.poster, *(captions.file for captions in medium.captions)))
    yield from filter(None, (form.file for form in briefing.formats))


def media_key(briefing: Briefing, folder: MediaFolder) -> tuple[object, ...]:
    """Return what the page of a record depends on besides it: the sizes of its files."""
    if not briefing.media and not briefing.formats:
        return ()
    return tuple((path, folder.files[path].size) for path in named_files(briefing) if path in folder.files)


def media_files(briefings: Iterable[Briefing], folder: MediaFolder) -> dict[str, Path]:
    """Return the files that records name, by path below the site's root, in the order of the paths."""
    named = {path for briefing in briefings for path in named_files(briefing) if path in folder.files}
    return {f"{FOLDER}/{path}": folder.files[path].path for path in sorted(named)}


def _medium(medium: Media, folder: MediaFolder, links: Links) -> Card:
    captions = tuple(
        Captions(each.language, _CALLED[each.language], links.to(f"{FOLDER}/{each.file}")) for each in medium.captions
    )
    return Card(
        medium.title,
        medium.kind,
        medium.language,
        *_where(medium.url, medium.file, folder, links),
        minutes=medium.minutes,
        poster=links.to(f"{FOLDER}/{medium.poster}") if medium.poster else None,
        captions=captions,
        words=tuple(filter(None, re.split(r"\s*\n\s*\n\s*", (medium.transcript_text or "").strip()))),
        read=medium.transcript,
    )


def _where(
    url: str | None, file: str | None, folder: MediaFolder, links: Links
) -> tuple[str, str | None, str | None, str | None]:
    """Return (link, host, what the file is, how it plays); the check has seen that one of the two is given."""
    if file is None:
        return url or "", (urlsplit(url or "").hostname or "").removeprefix("www."), None, None
    ending = ending_of(file)
    plays = next(
        (way for way, endings in (("film", FILMS), ("sound", SOUNDS), ("picture", PICTURES)) if ending in endings), None
    )
    known = folder.files.get(file)
    size = f", {_size(known.size, links.language)}" if known is not None else ""
    return links.to(f"{FOLDER}/{file}"), None, f"{ending.upper()}{size}", plays


def _size(count: int, language: str) -> str:
    """Return a size as readers compare it: 340 kB, 3.4 MB."""
    if count < 1_000_000:
        return f"{max(1, round(count / 1000))} kB"
    return f"{figure(round(count / 1_000_000, 1), language)} MB"
