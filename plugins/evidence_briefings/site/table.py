"""The records as one table, for spreadsheets: /data/briefings.csv."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, MutableMapping
from typing import TypeAlias

from ..content.localised import LANGUAGES, Localised
from ..content.model import NATIONS, Briefing
from ..content.tables import csv_line, harmless
from .collection import Collection

BETWEEN_IDS = "; "
"""What stands between ids in one cell."""
BETWEEN_TEXTS = " | "
"""What stands between texts in one cell: they have commas and semicolons of their own."""

Column = Callable[[Briefing], str]
Row: TypeAlias = tuple[Briefing, tuple[str | None, ...], str]
"""The line of a record, beside the record and the shown ones it names, which they were made of."""


def table_csv(
    collection: Collection, address_of: Callable[[str, str], str], known: MutableMapping[str, Row] | None = None
) -> str:
    """Return every shown record as CSV: all that ``table_lines`` yields."""
    return "".join(table_lines(collection, address_of, known))


def table_lines(
    collection: Collection,
    address_of: Callable[[str, str], str],
    known: MutableMapping[str, Row] | None = None,
    only: Iterable[Briefing] | None = None,
) -> Iterator[str]:
    """Yield every shown record, or ``only`` these, as CSV (RFC 4180), one row each, in the order of their ids.

    It begins with a byte order mark, without which Excel shows ŵ as two other signs. ``address_of(language, id)`` is
    where a record's page stands. A cell that a spreadsheet would run begins with an apostrophe.
    ``known`` keeps the rows of records for the next time.
    """
    columns = dict(_columns(address_of, collection.shown))
    yield "\ufeff" + csv_line(columns)
    for briefing in collection.shown.values() if only is None else only:
        named = tuple(id for id in (*briefing.related, briefing.superseded_by) if id in collection.shown)
        row = known.get(briefing.id) if known is not None else None
        if row is None or row[0] is not briefing or row[1] != named:
            row = briefing, named, csv_line(harmless(column(briefing)) for column in columns.values())
            if known is not None:
                known[briefing.id] = row
        yield row[2]


def column_names() -> list[str]:
    """Return the names of the columns, in their order."""
    return [name for name, _ in _columns(lambda *_: "", ())]


def _columns(address_of: Callable[[str, str], str], shown: Container[str]) -> Iterator[tuple[str, Column]]:
    """Yield (name, column) in the order of the table; names are those of the record's fields.

    A record that is not ``shown`` is not named.
    """
    yield "id", lambda b: b.id
    yield "kind", lambda b: b.kind
    yield "status", lambda b: b.status
    yield "language", lambda b: b.language
    yield from _texts("title", lambda b: [b.title])
    yield from _texts("bottom_line", lambda b: [b.bottom_line])
    yield from _texts("messages", lambda b: [message.text for message in b.messages])
    yield "topics", lambda b: BETWEEN_IDS.join(b.topics)
    yield "audiences", lambda b: BETWEEN_IDS.join(b.audiences)
    yield "evidence_from", lambda b: BETWEEN_IDS.join(b.relevance.evidence_from)
    for nation in NATIONS:
        yield f"applies_to_{nation.replace('-', '_')}", lambda b, nation=nation: _applies(b, nation)  # type: ignore[misc]
    yield "knowledge", lambda b: BETWEEN_IDS.join(b.evidence.knowledge)
    yield "base", lambda b: b.evidence.base
    yield "designs", lambda b: BETWEEN_IDS.join(b.evidence.designs)
    yield "peer_reviewed", lambda b: b.evidence.peer_reviewed
    yield from _texts("limitations", lambda b: b.evidence.limitations)
    yield from _texts("unclear", lambda b: b.evidence.unclear)
    yield from _texts("disagreements", lambda b: b.evidence.disagreements)
    yield "ratings", lambda b: BETWEEN_IDS.join(f"{r.scheme}: {r.value}{r.modifier or ''}" for r in b.ratings)
    yield "sources", lambda b: BETWEEN_TEXTS.join(source.title for source in b.sources)
    yield "related", lambda b: BETWEEN_IDS.join(id for id in b.related if id in shown)
    yield "superseded_by", lambda b: b.superseded_by if b.superseded_by and b.superseded_by in shown else ""
    yield "was", lambda b: BETWEEN_IDS.join(b.was)
    yield "published", lambda b: b.published.isoformat()
    yield "reviewed", lambda b: b.reviewed.isoformat()
    yield "review_by", lambda b: b.review_by.isoformat()
    yield "translation", lambda b: b.translation.state if b.translation is not None else ""
    for language in LANGUAGES:
        yield f"url_{language}", lambda b, language=language: address_of(language, b.id)  # type: ignore[misc]


def _texts(name: str, of: Callable[[Briefing], Iterable[Localised]]) -> Iterator[tuple[str, Column]]:
    """Yield a column for each language; a text that is missing in it is left out, not replaced."""
    for language in LANGUAGES:

        def column(briefing: Briefing, language: str = language) -> str:
            return BETWEEN_TEXTS.join(text for said in of(briefing) if (text := said.get(language)) is not None)

        yield f"{name}_{language}", column


def _applies(briefing: Briefing, nation: str) -> str:
    said = briefing.relevance.applies_to.get(nation)
    return said.applies if said is not None else "unknown"
