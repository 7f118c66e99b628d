"""What a result shows, and the orders of results."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from evidence_briefings.search.cards import card, cards_in_a_file, orders
from evidence_briefings.search.documents import in_publication_order
from evidence_briefings.site.site import Site

Made = Callable[..., Site]


def test_a_card_has_what_the_format_says_in_its_order(site_of: Made) -> None:
    site = site_of("""
        briefings/
          one.yml +
            messages: [{text: The first.}, {text: The second.}]
    """)
    assert card(site.collection.shown["one"], "en", 4) == [
        "one",
        "A good record",
        "It helps some people.",
        ["The first.", "The second."],
        "research",
        "single-study",
        {"wales": "yes", "england": "partly", "scotland": "unknown", "northern-ireland": "no"},
        "2026-11-01",
        "2027-11-01",
        4,
        "en",
    ]


def test_a_text_in_the_other_language_says_so(site_of: Made) -> None:
    site = site_of("""
        briefings/
          one.yml
          two.yml
          two.cy.yml |
            title: Cofnod da
            translation: {status: draft}
    """)
    untranslated, half = (card(site.collection.shown[id], "cy", 1) for id in ("one", "two"))
    assert untranslated[1:4] == [
        ["A good record", "en"],
        ["It helps some people.", "en"],
        [["Ask people what they want.", "en"]],
    ]
    assert half[1:3] == ["Cofnod da", ["It helps some people.", "en"]]


@pytest.mark.parametrize(("files", "languages"), [("one.yml", "en"), ("one.yml one.cy.yml", "en cy")])
def test_a_card_names_the_languages_of_the_full_text(site_of: Made, files: str, languages: str) -> None:
    site = site_of("briefings/\n" + "".join(f"  {name}\n" for name in files.split()))
    assert card(site.collection.shown["one"], "cy", 1)[-1] == languages


@pytest.mark.parametrize(("count", "size"), [(0, 1), (1, 1), (1000, 1), (3700, 1), (3800, 2), (10_000, 4)])
def test_the_number_of_files_stays_bounded(count: int, size: int) -> None:
    assert cards_in_a_file(count) == size


NAMED = """
    briefings/
      a.yml +
        title: Zebra
        published: 2024-01-01
        reviewed: 2026-11-20
      b.yml +
        title: Llyfr
        published: 2025-01-01
      c.yml +
        title: Lwc
        published: 2025-01-01
      d.yml +
        title: Llyfr
        published: 2025-06-01
"""


def ids_in(site: Site, order: str, language: str) -> list[str]:
    briefings = in_publication_order(site.collection.listed)
    return [briefings[number].id for number in orders(briefings, language)[order]]


def test_titles_are_in_the_order_of_the_language_and_equal_ones_newest_first(site_of: Made) -> None:
    site = site_of(NAMED)
    assert ids_in(site, "title", "en") == ["d", "b", "c", "a"]
    assert ids_in(site, "title", "cy") == ["c", "d", "b", "a"]


def test_the_newest_is_what_was_changed_last_then_what_was_published_last(site_of: Made) -> None:
    assert ids_in(site_of(NAMED), "newest", "en") == ["a", "d", "c", "b"]
