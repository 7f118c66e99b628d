"""What readers and other systems take away: files beside the pages, each made when it is written.

A site of a thousand records has more than ten thousand of them. None is kept: a :class:`Bundle` knows what its files
are made of and makes one after the other. Pages that MkDocs need not know are among them: it would keep each.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeAlias

from ..content.model import Briefing
from .addresses import address, beside
from .bibliography import FORMATS
from .data import DataLines, records_apart
from .embed import EmbedFiles
from .extract import markdown_address
from .page import Page
from .passage import briefing_reference
from .postcards import Decks, Set
from .references import Reference, source_references
from .social import SocialCards, readable, said_of
from .table import Row, table_csv
from .using import UseMaker
from .version import version_of

OF_ALL = "briefings"
"""The listing of all records, whose bibliography names them all."""
IN_A_PART = 64
"""About how many records one of the scripts names that the search page takes citations from."""

Made: TypeAlias = tuple[str, str | bytes] | Page
"""A file's path below the site's root and its text or bytes, or a page whose HTML and shell are still to be made."""
Entries: TypeAlias = MutableMapping[tuple[str, str], tuple[Briefing, bytes]]
"""The short citation of a record in each of FORMATS, by id and language, beside the record it was made of; packed, for
together they are as long as the records."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """The files of one record, one listing or the whole site.

    ``name`` is the same in every build; bundles of one name with equal ``key`` have equal files.
    """

    name: tuple[str, ...]
    key: object
    make: Callable[[], Iterator[Made]]


class TakeAways:
    """Makes the bundles of a site. ``makers`` has one maker for each language; they share one collection.

    ``lines`` are those of ``briefings_json``, from which each record gets a file of its own; None leaves these files
    to whoever has the lines. ``entries`` keeps citations, which stand in half a dozen listings each, and ``decks``
    postcards; ``rows`` keeps those of the table, if they are wanted again.
    ``embeds`` makes cards for pages of other people, ``pictures`` those for social networks; None makes none.
    """

    def __init__(
        self,
        makers: Sequence[UseMaker],
        lines: DataLines | None,
        entries: Entries,
        rows: MutableMapping[str, Row] | None = None,
        decks: Decks | None = None,
        embeds: EmbedFiles | None = None,
        pictures: SocialCards | None = None,
    ) -> None:
        self._makers = makers
        self._collection = makers[0].collection
        self._lines = lines
        self._entries = entries
        self._rows = rows
        self._decks: Decks = decks if decks is not None else {}
        self._embeds = embeds
        self._pictures = pictures

    def bundles(self) -> Iterator[Bundle]:
        """Yield every bundle, in a stable order."""
        shown, listed = tuple(self._collection.shown.values()), self._collection.listed
        for briefing in shown:
            yield Bundle(("record", briefing.id), self._makers[0].record_key(briefing), partial(self._record, briefing))
        yield Bundle(("table",), shown, self._table)
        if self._pictures is not None:
            yield Bundle(("pictures",), shown, partial(self._drawn, self._pictures))
        parts: list[list[Briefing]] = [[] for _ in range(parts_for(len(listed)))]
        for briefing in listed:
            parts[part_of(briefing.id, len(parts))].append(briefing)
        for maker in self._makers:
            for name, path, cited in _listings(maker):
                yield Bundle((*name, maker.language), tuple(cited), partial(self._listing, maker, path, cited))
            for number, part in enumerate(parts):
                make = partial(self._part, maker, number, part)
                yield Bundle(("part", str(number), maker.language), tuple(part), make)
            entries = maker.entries()
            for feed in maker.feeds():
                events = entries.get(feed.lists, ())
                written = partial(maker.feed_files, feed, events)
                yield Bundle(("feed", feed.anchor, maker.language), tuple(events), written)
            for cards in maker.postcard_sets():
                name = (cards.key, cards.id, str(cards.number), maker.language)
                yield Bundle(name, cards, partial(self._postcards, maker, cards))

    def _record(self, briefing: Briefing) -> Iterator[Made]:
        # Where a briefing was before, other systems that kept its old id find where it is now.
        for old in briefing.was:
            moved = {"id": old, "moved_to": briefing.id}
            yield address("record", "en", old), json.dumps(moved, separators=(",", ":")) + "\n"
        if self._lines is not None:
            [text] = records_apart([self._lines[briefing.id][2]])
            yield address("record", "en", briefing.id), text
        if self._embeds is not None:
            yield from self._embeds.of(briefing)
        references = list(source_references(briefing))
        sources = [[format.entry(reference) for reference in references] for format in FORMATS.values()]
        version = version_of(briefing)
        for maker in self._makers:
            path = address("briefing", maker.language, briefing.id)
            reference = self._reference(maker, briefing)
            for (ending, format), entries in zip(FORMATS.items(), sources, strict=True):
                yield beside(path, ending), format.whole([format.entry(reference), *entries])
            extract = maker.extract(briefing)
            parts = extract.parts()
            yield markdown_address(maker.language, briefing.id), extract.markdown(parts)
            yield maker.business_case(briefing, extract, parts)
            yield from maker.product_pages(briefing, version)
            yield maker.postcards(briefing, self._decks)
            code = () if self._embeds is None else ("embed-code",)
            if self._embeds is not None:
                yield maker.embed_code(briefing, self._embeds.makers)
            for old in briefing.was:
                for key in ("briefing", "business-case", "postcards", *code, *maker.products):
                    yield maker.moved(key, old, briefing)

    def _table(self) -> Iterator[Made]:
        maker = self._makers[0]

        def place(language: str, record_id: str) -> str:
            path = address("briefing", language, record_id)
            return maker.absolute(path) or path

        yield address("table", "en"), table_csv(self._collection, place, self._rows)

    def _drawn(self, pictures: SocialCards) -> Iterator[Made]:
        """Yield the card of each record in each language, and let go of those that no record has any more."""
        used = []
        for briefing in self._collection.shown.values():
            for maker in self._makers:
                said = said_of(briefing, maker.wording, maker.corpus.vocabularies)
                if readable(said):
                    yield address("social-card", maker.language, briefing.id), pictures.png(said)
                    used.append(pictures.name(said))
        pictures.keep_only(used)

    def _listing(self, maker: UseMaker, path: str, cited: Sequence[Briefing]) -> Iterator[Made]:
        """Yield the citations of records, in their order, as a file of each format beside ``path``."""
        entries = [self._cited(maker, briefing) for briefing in cited]
        for number, (ending, format) in enumerate(FORMATS.items()):
            yield beside(path, ending), format.whole([entry[number] for entry in entries])

    def _part(self, maker: UseMaker, number: int, part: Sequence[Briefing]) -> Iterator[Made]:
        """Yield citations as a script: a page in a folder may load nothing else (decisions/0002)."""
        cited = {briefing.id: self._cited(maker, briefing) for briefing in part}
        text = json.dumps(cited, ensure_ascii=True, separators=(",", ":"))
        yield address("citations", maker.language, str(number)), f"evidenceCitations({text});\n"

    def _postcards(self, maker: UseMaker, cards: Set) -> Iterator[Made]:
        yield maker.postcard_set(cards, self._decks)

    def _reference(self, maker: UseMaker, briefing: Briefing) -> Reference:
        """Return the reference to a record, and keep what lists say of it."""
        reference = briefing_reference(briefing, maker.wording, maker.corpus.vocabularies, maker.url_of(briefing))
        # In a list the abstracts would weigh as much as the records.
        short = replace(reference, abstract=None)
        entries = "\0".join(format.entry(short) for format in FORMATS.values())
        self._entries[briefing.id, maker.language] = briefing, zlib.compress(entries.encode("utf-8"), 1)
        return reference

    def _cited(self, maker: UseMaker, briefing: Briefing) -> Sequence[str]:
        """Return the citation of a record in each format, as lists have it: without the abstract."""
        key = briefing.id, maker.language
        if key not in self._entries or self._entries[key][0] is not briefing:
            self._reference(maker, briefing)
        return zlib.decompress(self._entries[key][1]).decode("utf-8").split("\0")


def _listings(maker: UseMaker) -> Iterator[tuple[tuple[str, ...], str, Sequence[Briefing]]]:
    """Yield (name, address, records) of every listing whose citations stand in files of their own."""
    collection, language = maker.collection, maker.language
    for term in collection.vocabularies["topics"]:
        listed = collection.with_term("topics", term.id, language)
        if listed:
            yield ("topic", term.id), address("topic", language, term.id), listed
    yield (OF_ALL,), address(OF_ALL, language), collection.latest[language]


def parts_for(count: int) -> int:
    """Return in how many scripts the citations of so many records stand."""
    return -(-count // IN_A_PART) or 1


def part_of(record_id: str, parts: int) -> int:
    """Return in which part a record is cited. ``assets/citations.js`` works it out the same way."""
    number = 0
    for sign in record_id:
        number = (number * 31 + ord(sign)) % 65521
    return number % parts
