"""What those who keep the records should mend: worked out from the records, without a clock and without a network.

Each list has a rule that a page can say in a sentence, and nothing here weighs one record against another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from .known_links import KnownLinks
from .model import Briefing
from .owners import has_owner
from .questions import Question
from .vocabulary import Vocabularies

THIN = 3
"""From how many missing parts on a record is thin."""
OLD = 10
"""Years between the newest source of a record and its last review from which on somebody should look for newer ones."""

LISTS = (
    "review",
    "links",
    "unowned",
    "no-successor",
    "orphaned",
    "thin",
    "translation",
    "paywalled",
    "old-sources",
)
"""Ids of the lists, in the order in which a page has them. ``review`` names every record: by date, next one first."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A record in one of the lists. ``details`` are codes, or for ``links`` addresses, that say what is to be done."""

    briefing: Briefing
    details: tuple[str, ...] = ()


def lists_of(
    shown: Iterable[Briefing],
    vocabularies: Vocabularies,
    questions: Iterable[Question],
    links: KnownLinks,
) -> dict[str, list[Entry]]:
    """Return the entries of each list, in the order of the records; ``review`` is sorted by its dates.

    Archived records stand only in the list of those without a successor.
    """
    all_shown = list(shown)
    current = [briefing for briefing in all_shown if not briefing.is_archived]
    named = _named(current, vocabularies, questions)
    judges: Mapping[str, Callable[[Briefing], Sequence[str] | None]] = {
        "review": lambda briefing: (briefing.review_by.isoformat(),),
        "links": lambda briefing: links.of(briefing.id) or None,
        "unowned": lambda briefing: None if has_owner(briefing) else (),
        "orphaned": lambda briefing: None if briefing.id in named else (),
        "thin": lambda briefing: lacking if len(lacking := _lacking(briefing)) >= THIN else None,
        "translation": lambda briefing: _untranslated(briefing) or None,
        "paywalled": lambda briefing: () if _is_paywalled(briefing) else None,
        "old-sources": _old_sources,
    }
    found: dict[str, list[Entry]] = {name: [] for name in LISTS}
    for briefing in current:
        for name, judge in judges.items():
            details = judge(briefing)
            if details is not None:
                found[name].append(Entry(briefing, tuple(details)))
    found["review"].sort(key=lambda entry: entry.briefing.review_by)
    found["no-successor"] = [
        Entry(briefing) for briefing in all_shown if briefing.is_archived and briefing.superseded_by is None
    ]
    return found


def _named(current: Iterable[Briefing], vocabularies: Vocabularies, questions: Iterable[Question]) -> set[str]:
    """Return the ids of the records that something else than a list leads to: another record, a start, a question."""
    found = {name for briefing in current for name in briefing.names if name != briefing.id}
    found.update(start.id for start in vocabularies.starts)
    found.update(record_id for question in questions for _, record_id in question.records())
    return found


def _lacking(briefing: Briefing) -> list[str]:
    """Return the optional parts that readers look for and a record does not have."""
    has = {
        "body": briefing.body is not None,
        "plain": briefing.plain is not None,
        "questions": bool(briefing.questions),
        "messages": len(briefing.messages) > 1,
        "participants": briefing.evidence.participants is not None or briefing.evidence.base == "not-applicable",
        "ratings": bool(briefing.ratings) or briefing.kind != "programme",
        "costs": briefing.programme is None or bool(briefing.programme.costs),
        "related": bool(briefing.related),
    }
    return [part for part, there in has.items() if not there]


def _untranslated(briefing: Briefing) -> tuple[str, ...]:
    translation = briefing.translation
    if translation is None or translation.state == "missing":
        return ("missing",)
    states = {
        "partial": translation.state == "partial",
        "outdated": bool(translation.outdated),
        "draft": translation.status == "draft",
    }
    return tuple(state for state, is_so in states.items() if is_so)


def _is_paywalled(briefing: Briefing) -> bool:
    """Return whether readers must pay or sign up for every source; unknown access is not the same."""
    return all(
        source.free_url is None and source.access in ("paywalled", "registration") for source in briefing.sources
    )


def _old_sources(briefing: Briefing) -> tuple[str, ...] | None:
    """Return the year of the newest source if it was old when the record was last reviewed; None where not known."""
    years = [source.year for source in briefing.sources if source.year is not None]
    if len(years) < len(briefing.sources) or briefing.reviewed.year - max(years) <= OLD:
        return None
    return (str(max(years)),)
