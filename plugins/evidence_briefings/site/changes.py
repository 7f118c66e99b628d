"""What changed when: the days on which something happened to the records that readers are shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ..content.localised import Localised
from ..content.model import Briefing
from .collection import Collection

What = Literal["published", "changed", "reviewed"]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a record on one day. ``notes`` say what was changed; only changes have them."""

    briefing: Briefing
    what: What
    day: date
    notes: tuple[Localised, ...] = ()


def events_of(briefing: Briefing) -> Iterator[Event]:
    """Yield what happened to a record, the earliest first: its publication, each day with changes, its last review.

    What was changed up to the day of publication no reader has seen otherwise, and a review on the day of a change is
    part of it.
    """
    yield Event(briefing, "published", briefing.published)
    later: dict[date, list[Localised]] = {}
    for change in briefing.changes:
        if change.date > briefing.published:
            later.setdefault(change.date, []).append(change.note)
    found = [Event(briefing, "changed", day, tuple(notes)) for day, notes in later.items()]
    if briefing.reviewed > briefing.published and briefing.reviewed not in later:
        found.append(Event(briefing, "reviewed", briefing.reviewed))
    yield from sorted(found, key=lambda event: event.day)


def newest_first(collection: Collection) -> list[Event]:
    """Return what happened to all listed records that are published, the newest first, then by id."""
    published = [briefing for briefing in collection.listed if briefing.status == "published"]
    found = [event for briefing in published for event in events_of(briefing)]
    return sorted(found, key=lambda event: (-event.day.toordinal(), event.briefing.id))
