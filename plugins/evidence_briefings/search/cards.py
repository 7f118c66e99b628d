"""What a result shows, and the orders that results may come in besides relevance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..content.localised import LANGUAGES, Localised
from ..content.model import NATIONS, Briefing
from ..site.order import sort_key
from .columns import full_text_languages


def card(briefing: Briefing, language: str, minutes: int) -> list[Any]:
    """Return the card of a record as its file holds it (plugins/browser/FORMAT.md). ``minutes``: of reading."""
    said = briefing.relevance.applies_to
    there = full_text_languages(briefing)
    return [
        briefing.id,
        _said(briefing.title, language),
        _said(briefing.bottom_line, language),
        [_said(message.text, language) for message in briefing.messages],
        briefing.kind,
        briefing.evidence.base,
        {nation: said[nation].applies for nation in NATIONS if nation in said},
        briefing.reviewed.isoformat(),
        briefing.review_by.isoformat(),
        minutes,
        " ".join(code for code in LANGUAGES if code in there),
    ]


def cards_in_a_file(count: int) -> int:
    """Return how many cards one file holds among ``count``: about 2,500 files, whatever the size of the site."""
    return max(1, round(count / 2500))


def orders(briefings: Sequence[Briefing], language: str) -> Mapping[str, list[int]]:
    """Return the document numbers by title, as the language sorts, and by the latest change, newest first.

    ``briefings`` stand in the order of their documents. What was published later stands before what is otherwise equal.
    """
    numbers = range(len(briefings))
    titles = [sort_key(briefing.title.best(language)[0], language) for briefing in briefings]
    changes = [(briefing.last_changed, briefing.published) for briefing in briefings]
    return {
        "newest": sorted(numbers, key=lambda number: (changes[number], number), reverse=True),
        "title": sorted(numbers, key=lambda number: (titles[number], -number)),
    }


def _said(text: Localised, language: str) -> str | list[str]:
    words, spoken = text.best(language)
    return words if spoken == language else [words, spoken]
