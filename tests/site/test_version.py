"""The stamp by which two copies of a record can be told apart."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from evidence_briefings.site.site import Site
from evidence_briefings.site.version import version_of

DRAWN = "briefings/\n  one.yml +\n    {english}\n  one.cy.yml +\n    {welsh}\n"


def version(site_of: Callable[..., Site], english: str = "title: One", welsh: str = "title: Un") -> str:
    return version_of(site_of(DRAWN.format(english=english, welsh=welsh)).collection.shown["one"])


def test_a_version_begins_with_the_day_the_record_last_changed(site_of: Callable[..., Site]) -> None:
    stamp = version(site_of, "changes: [{date: 2026-11-20, note: A figure.}]")
    assert re.fullmatch(r"2026-11-20-[0-9a-f]{7}", stamp)


def test_the_same_record_has_the_same_version_every_time(site_of: Callable[..., Site]) -> None:
    assert version(site_of) == version(site_of)


@pytest.mark.parametrize(
    "changed",
    [
        {"english": "title: Two"},
        {"welsh": "title: Dau"},
        {"english": 'title: One\n    ratings: [{scheme: stars, value: "2"}]'},
        {"english": "title: One\n    evidence: {knowledge: [data], base: several-studies, limitations: [Small.]}"},
    ],
    ids=["English", "Welsh", "a rating", "the strength"],
)
def test_whatever_an_author_changes_gives_another_version(
    changed: dict[str, str], site_of: Callable[..., Site]
) -> None:
    assert version(site_of, **changed) != version(site_of)


def test_neither_the_name_of_the_file_nor_the_state_of_its_translation_is_part_of_the_version(
    site_of: Callable[..., Site],
) -> None:
    record = site_of("briefings/\n  one.yml +\n    title: One\n  two.yml +\n    title: One\n").collection.shown
    assert version_of(record["one"]) == version_of(record["two"])
