"""What a site shows and how it is grouped: only what is public, topics with what is below them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from evidence_briefings.site.collection import reading_minutes
from evidence_briefings.site.site import Site

MIXED = """
    briefings/
      shown.yml +
        title: Shown
      old.yml +
        title: Old
        status: archived
        superseded_by: shown
      unfinished.yml +
        title: Unfinished
        status: draft
      for-partners.yml +
        title: For partners
        visibility: partner
      for-us.yml +
        title: For us
        visibility: internal
      old-and-inside.yml +
        title: Old and inside
        status: archived
        superseded_by: shown
        visibility: internal
"""


def ids(briefings: list) -> list[str]:
    return [briefing.id for briefing in briefings]


def test_only_what_is_public_and_finished_has_a_page(site_of: Callable[..., Site]) -> None:
    assert set(site_of(MIXED).collection.shown) == {"shown", "old"}


def test_a_preview_may_show_drafts_but_nothing_that_is_not_public(site_of: Callable[..., Site]) -> None:
    assert set(site_of(MIXED, drafts=True).collection.shown) == {"shown", "old", "unfinished"}


def test_an_archived_record_has_a_page_but_stands_in_no_list(site_of: Callable[..., Site]) -> None:
    collection = site_of(MIXED).collection
    assert ids(collection.listed) == ["shown"]
    assert ids(collection.with_term("topics", "fostering", "en")) == ["shown"]
    assert collection.count("topics", "fostering") == 1


@pytest.mark.parametrize("drafts", [False, True])
def test_no_page_and_no_data_name_what_is_not_public(site_of: Callable[..., Site], drafts: bool) -> None:
    site = site_of(MIXED, drafts=drafts)
    everything = [site.html(page) + str(page.meta) for page in site.pages()] + list(site.files().values())
    assert not [text for text in everything if "For partners" in text or "For us" in text or "Old and inside" in text]


def test_no_page_names_a_draft(site_of: Callable[..., Site]) -> None:
    site = site_of(MIXED)
    everything = [site.html(page) + str(page.meta) for page in site.pages()] + list(site.files().values())
    assert not [text for text in everything if "Unfinished" in text]


def test_a_topic_has_the_records_of_the_topics_below_it(site_of: Callable[..., Site]) -> None:
    site = site_of("""
        briefings/
          above.yml +
            topics: [children]
          below.yml +
            topics: [fostering]
          both.yml +
            topics: [children, fostering]
          apart.yml +
            topics: [learning-disability]
    """)
    found = {topic: set(ids(site.collection.with_term("topics", topic, "en"))) for topic in ("children", "fostering")}
    assert found == {"children": {"above", "below", "both"}, "fostering": {"below", "both"}}
    assert site.collection.count("topics", "children") == 3


def test_a_list_begins_with_what_changed_last(site_of: Callable[..., Site]) -> None:
    site = site_of("""
        briefings/
          a.yml +
            published: 2026-01-01
            reviewed: 2026-01-01
          b.yml +
            published: 2026-01-01
            reviewed: 2026-03-01
          c.yml +
            published: 2026-01-01
            reviewed: 2026-01-01
            changes: [{date: 2026-02-01, note: A figure was put right.}]
    """)
    assert ids(site.collection.latest["en"]) == ["b", "c", "a"]


def test_records_of_one_day_stand_in_the_alphabet_of_the_language(site_of: Callable[..., Site]) -> None:
    site = site_of("""
        briefings/
          one.yml +
            title: Alpha
          one.cy.yml +
            title: Chwaer
          two.yml +
            title: Beta
          two.cy.yml +
            title: Cymru
    """)
    assert ids(site.collection.latest["en"]) == ["one", "two"]
    assert ids(site.collection.latest["cy"]) == ["two", "one"]


def test_a_nation_names_what_applies_in_full_before_what_applies_in_part(site_of: Callable[..., Site]) -> None:
    site = site_of("""
        briefings/
          in-part.yml +
            relevance: {evidence_from: [uk], applies_to: {wales: partly}}
          in-full.yml +
            relevance: {evidence_from: [uk], applies_to: {wales: yes}}
            reviewed: 2026-10-01
            published: 2026-10-01
          not.yml +
            relevance: {evidence_from: [uk], applies_to: {wales: no}}
          not-known.yml +
            relevance: {evidence_from: [uk], applies_to: {wales: unknown}}
    """)
    assert ids(site.collection.with_term("nations", "wales", "en")) == ["in-full", "in-part"]


def test_topics_are_alphabetical_and_other_terms_stand_as_in_their_file(site_of: Callable[..., Site]) -> None:
    collection = site_of().collection
    assert [term.id for term in collection.terms("topics", "cy")] == ["learning-disability", "children"]
    assert [term.id for term in collection.terms("topics", "en")] == ["children", "learning-disability"]
    assert [term.id for term in collection.terms("topics", "en", "children")] == ["fostering"]
    assert [term.id for term in collection.terms("audiences", "cy")] == ["frontline", "managers"]


def test_reading_takes_longer_the_more_there_is_to_read(site_of: Callable[..., Site]) -> None:
    site = site_of(f"""
        briefings/
          long.yml +
            body: {"word " * 1100}
          short.yml
    """)
    shown = site.collection.shown
    assert (reading_minutes(shown["short"], "en"), reading_minutes(shown["long"], "en")) == (1, 5)
