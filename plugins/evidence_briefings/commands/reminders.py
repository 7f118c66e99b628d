"""Reviews as a calendar (RFC 5545), for Outlook and the like."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event

from ..content.stale import REVIEWS, Stale

BEFORE = timedelta(days=14)
"""How long before a review somebody is reminded of it."""
_WORDS = {
    "en": ("Review", "The review of this briefing is due. Record: {path}", "Kept by: {team}", "Reviews of briefings"),
    "cy": (
        "Adolygu",
        "Mae'n bryd adolygu'r papur briffio hwn. Cofnod: {path}",
        "Cedwir gan: {team}",
        "Adolygu papurau briffio",
    ),
}
"""Words of an entry by language: what is to be done, what it says, who keeps it; the name of the calendar."""


def calendar_of(found: Iterable[Stale], today: date, languages: Iterable[str]) -> bytes:
    """Return a calendar with an entry for each review, on the whole day that it is due.

    An entry keeps its identity when its date moves: a calendar that takes in a newer file moves it too. What else is
    in ``found`` has no day that anybody could keep, and is left out.
    """
    chosen = tuple(languages)
    calendar = Calendar()
    calendar.add("prodid", "-//Evidence briefings//briefings stale//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", " / ".join(_WORDS[language][3] for language in chosen))
    for one in found:
        if one.reason in REVIEWS:
            calendar.add_component(_entry(one, today, chosen))
    text: bytes = calendar.to_ical()
    return text


def _entry(one: Stale, today: date, languages: tuple[str, ...]) -> Event:
    due = date.fromisoformat(one.since)
    titles = {"en": one.title_en or one.title, "cy": one.title_cy or one.title}
    teams = {"en": one.team_en or one.team, "cy": one.team_cy or one.team}
    summary = " / ".join(f"{_WORDS[language][0]}: {titles[language]}" for language in languages)
    said = [
        "\n".join((_WORDS[language][1].format(path=one.path), _WORDS[language][2].format(team=teams[language])))
        for language in languages
    ]
    entry = Event()
    entry.add("uid", f"review-{one.id}@evidence-briefings")
    entry.add("dtstamp", datetime.combine(today, time(), UTC))
    entry.add("dtstart", due)
    if due < date.max:
        entry.add("dtend", due + timedelta(days=1))
    entry.add("summary", _one_line(summary))
    entry.add("description", "\n\n".join(said))
    entry.add("categories", [_one_line(teams[languages[0]])])
    entry.add("transp", "TRANSPARENT")
    if due > today:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", _one_line(summary))
        alarm.add("trigger", -BEFORE)
        entry.add_component(alarm)
    return entry


def _one_line(text: str) -> str:
    """Return a text without what breaks a line of a calendar, or is no sign at all."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
