"""Where the parts of a document belong in a record: by the words that stand over them, and by what fits.

Nothing is dropped. What has no field, or is too long for it, goes into the body under its own heading and in its order;
headings whose part became a field, and texts from beside the document, stay in the file as comments.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from .documents import Document
from .drafts import new_record
from .filling import filled, with_comments
from .localised import Language
from .model import Briefing
from .passages import Item, Passage
from .quoting import source_of
from .shapes import Loc, shape_at
from .vocabulary import Vocabularies

_NUMBER = re.compile(r"\A(?:(?:section|part|adran|rhan)\s+)?(?:\d+(?:\.\d+)*[.):]?|[A-Za-z][.)]|[ivxIVX]+[.)])\s+")
_AFTER = frozenset("for from of in about i ar ar_gyfer o am yn".split())
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_HEADING_WORDS = 14
_TITLE_CHARACTERS = 200
_ROLE_WORDS = 30
_NOTES = {"en": "Footnotes", "cy": "Troednodiadau"}


@dataclass(slots=True)
class Section:
    """A part of a document: its heading (None before the first), the field that it may be, and its passages."""

    heading: Item | None
    level: int
    name: str | None
    passages: list[Passage] = field(default_factory=list)


@dataclass(slots=True)
class Placed:
    """Where everything of a document went.

    ``edits`` are the values of the record; ``became`` says which part became which field, ``stayed`` what did not fit
    and why; ``comments`` are lines to keep in the file; ``references`` the list of references as it stood.
    """

    edits: dict[Loc, Any] = field(default_factory=dict)
    became: list[str] = field(default_factory=list)
    stayed: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)


def placed(document: Document, language: str = "en") -> Placed:
    """Return where the parts of a document belong."""
    found = Placed()
    sections = list(_sections(document, language))
    _place_title(document, sections, found)
    body: list[Section] = []
    taken: set[str] = set()
    for section in sections:
        name = section.name if section.name not in taken else None
        if name is None or name == "body" or not section.passages:
            if section.passages or section.heading:
                body.append(section)
            continue
        rest = _place(section, name, found)
        loc = tuple(name.split("."))
        if any(edited[: len(loc)] == loc for edited in found.edits):
            taken.add(name)
            if section.heading is not None and (not rest or rest[0] is not section.passages[0]):
                found.comments.append(f'"{section.heading.text}" became {name}')
        elif section.heading is not None and not rest:
            body.append(section)
        if rest:
            body.append(Section(section.heading, section.level, None, rest))
    text = "\n\n".join(_body(body))
    if text:
        found.edits["body",] = text + "\n"
        found.became.append(f"body: {len(text.split())} words under {_count(body)}")
    found.comments += [f"{what}: {words}" for what, words in document.asides]
    if document.known_title and document.known_title not in (found.edits.get(("title",)), ""):
        found.comments.append(f"title in its properties: {document.known_title}")
    return found


def drafted(
    found: Placed,
    shown: Path,
    folders_deep: int,
    kind: str,
    language: Language,
    vocabularies: Vocabularies,
    today: date,
    name: str,
) -> str:
    """Return the text of a new record (see ``new_record``) that is filled from the document ``name``."""
    text = filled(new_record(shown, folders_deep, kind, language, vocabularies, today), found.edits)
    if found.references:
        text = with_comments(
            text, ["The references as they stood in the document:", *found.references], above="sources"
        )
    return with_comments(text, [f"Made from {name}.", *(f"- {comment}" for comment in found.comments)])


def _count(body: list[Section]) -> str:
    names = [f'"{section.heading.text}"' for section in body if section.heading is not None]
    return ", ".join(names) if names else "no heading"


def field_of(heading: str) -> str | None:
    """Return the field that a heading stands for, "body" for one that is known to be none, or None."""
    words = " ".join(_NUMBER.sub("", heading.strip()).replace("’", "'").rstrip(" :?.").casefold().split())
    known = _headings()
    if words in known:
        return known[words]
    parts = words.split()
    for end in range(len(parts) - 1, 0, -1):
        start = " ".join(parts[:end])
        if start in known and parts[end] in _AFTER and known[start] not in ("title", "contact"):
            return known[start]
    return None


@cache
def _headings() -> Mapping[str, str]:
    lists = yaml.safe_load(Path(__file__).with_name("headings.yml").read_text(encoding="utf-8"))
    return {word: name for name, words in lists.items() for word in words}


def _sections(document: Document, language: str) -> Iterator[Section]:
    section = Section(None, 0, None)
    above = 1
    for number, passage in enumerate(document.passages):
        last = number + 1 == len(document.passages)
        if passage.kind == "notes":
            yield section
            section = Section(Item(_NOTES[language], _NOTES[language]), 1, "body", [passage])
            continue
        if passage.kind == "heading" or (not last and _stands_over(passage)):
            if section.heading is not None or section.passages:
                yield section
            level = passage.level or above + 1
            above = passage.level or above
            words = passage.items[0]
            section = Section(Item(words.text, words.markdown.replace("**", "")), level, field_of(words.text))
        else:
            section.passages.append(passage)
    yield section


def _stands_over(passage: Passage) -> bool:
    """Return whether a paragraph is a heading without the style of one: all bold, or just the words of one we know."""
    text = passage.text
    if passage.kind != "text" or len(text.split()) > _HEADING_WORDS or text.endswith((".", ",", ";")):
        return False
    return passage.bold or (text.endswith(":") and field_of(text) is not None) or text.casefold() in _headings()


def _place_title(document: Document, sections: list[Section], found: Placed) -> None:
    title = document.title
    first = next((section for section in sections if section.heading is not None or section.passages), None)
    if title and len(title) > _TITLE_CHARACTERS:
        item = Item(title, title)
        sections.insert(0, Section(None, 0, None, [Passage("text", (item,))]))
        found.stayed.append(f"title: {len(title)} characters, so the text in the title style begins the body")
        title = ""
    elif not title and first is not None and first.heading is not None and first.name is None:
        title = first.heading.text if len(first.heading.text) <= _TITLE_CHARACTERS else ""
        first.heading = None if title else first.heading
    title = title or document.known_title[:_TITLE_CHARACTERS]
    if title:
        found.edits["title",] = title
        found.became.append(f"title: {title}")


def _place(section: Section, name: str, found: Placed) -> list[Passage]:
    """Put a section into its field; return what has to go into the body."""
    loc: Loc = tuple(name.split("."))
    shape = shape_at(Briefing, loc)
    special = _SPECIAL.get(name)
    if special is not None:
        return special(section, found)
    if shape is not None and shape.kind == "list":
        return _place_items(section, loc, found)
    limit = shape.text.words if shape is not None and shape.text is not None else None
    whole = all(passage.kind == "text" for passage in section.passages)
    markdown = name == "summary"
    text = ("\n\n" if markdown else " ").join(one.markdown if markdown else one.text for one in section.passages)
    count = sum(len(passage.text.split()) for passage in section.passages)
    if not whole or (limit is not None and count > limit) or (limit is None and len(section.passages) > 1):
        why = f"{count} words, and up to {limit} fit" if limit and count > limit else "more than plain paragraphs"
        found.stayed.append(f"{name}: {why}, so it is in the body, and {name} is still missing")
        return section.passages
    found.edits[loc] = text
    found.became.append(f"{name}: {count} words")
    return []


def _place_messages(section: Section, found: Placed) -> list[Passage]:
    return _place_items(section, ("messages",), found, words=45, most=7, wrap=True)


def _place_items(
    section: Section, loc: Loc, found: Placed, *, words: int | None = None, most: int | None = None, wrap: bool = False
) -> list[Passage]:
    """Put the items of a section's lists, or its paragraphs if it has no list, into a list of the record."""
    name = ".".join(str(step) for step in loc)
    kind = "list" if any(passage.kind == "list" for passage in section.passages) else "text"
    kept: list[Any] = []
    rest: list[Passage] = []
    for passage in section.passages:
        left: list[Item] = []
        for item in passage.items if passage.kind == kind else ():
            length = len(item.text.split())
            if (words and length > words) or (most and len(kept) >= most):
                why = f"{length} words, and up to {words} fit" if words and length > words else f"more than {most}"
                found.stayed.append(f'{name}: "{" ".join(item.text.split()[:6])} …" ({why}) is in the body')
                left.append(item)
            else:
                kept.append({"text": item.text} if wrap else item.text)
        if passage.kind != kind:
            found.stayed.append(f'{name}: "{" ".join(passage.text.split()[:6])} …" (no item of it) is in the body')
            rest.append(passage)
        elif left:
            rest.append(Passage(passage.kind, tuple(left)))
    if kept:
        found.edits[loc] = kept
        count = sum(len((one["text"] if wrap else one).split()) for one in kept)
        found.became.append(f"{name}: {len(kept)}, with {count} words")
    return rest


def _place_contact(section: Section, found: Placed) -> list[Passage]:
    text = " ".join(passage.text for passage in section.passages)
    if len(text.split()) > _ROLE_WORDS or any(passage.kind != "text" for passage in section.passages):
        found.stayed.append("contact: more than a line, so it is in the body; contact is a role, not a person")
        return section.passages
    addresses = _EMAIL.findall(text)
    found.edits["contact",] = {"role": text, **({"email": addresses[0].rstrip(".")} if len(addresses) == 1 else {})}
    found.became.append(f"contact: {len(text.split())} words; make it a role, not a person")
    return []


def _place_keywords(section: Section, found: Placed) -> list[Passage]:
    text = "; ".join(item.text for passage in section.passages for item in passage.items)
    words = [word.strip(" .") for word in re.split(r"[;,]", text)]
    found.edits["keywords",] = list(dict.fromkeys(filter(None, words)))
    found.became.append(f"keywords: {len(words)}")
    return []


def _place_sources(section: Section, found: Placed) -> list[Passage]:
    kinds = ("list", "text")
    items = [item.text for passage in section.passages if passage.kind in kinds for item in passage.items]
    rest = [passage for passage in section.passages if passage.kind not in kinds]
    if items:
        found.references = items
        found.edits["sources",] = [source_of(text) for text in items]
        split = sum("year" in source for source in found.edits["sources",])
        found.became.append(f"sources: {len(items)}; {split} of them split into authors, year and title: check them")
    return rest


_SPECIAL: Mapping[str, Callable[[Section, Placed], list[Passage]]] = {
    "sources": _place_sources,
    "messages": _place_messages,
    "contact": _place_contact,
    "keywords": _place_keywords,
}


def _body(sections: list[Section]) -> Iterator[str]:
    """Yield the blocks of the body, its headings from level two down without a gap."""
    path: list[int] = []
    for section in sections:
        if section.heading is not None:
            while path and path[-1] >= section.level:
                path.pop()
            path.append(section.level)
            yield f"{'#' * min(6, len(path) + 1)} {section.heading.markdown}"
        yield from (passage.markdown for passage in section.passages)
