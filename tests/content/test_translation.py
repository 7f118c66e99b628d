"""Translations: which texts fit, which are missing, which are out of date."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from evidence_briefings.content.model import Briefing
from evidence_briefings.content.translation import digest, fingerprint
from tiny import TRANSLATION, corpus_of, record, translation

Site = Callable[..., Path]


def read(site_folder: Site, one: str, pair: str, suffix: str = "cy") -> Briefing:
    return corpus_of(site_folder({"briefings/one.yml": one, f"briefings/one.{suffix}.yml": pair})).briefings["one"]


def test_the_fingerprint_of_a_record_does_not_change_from_one_version_to_the_next(site_folder: Site) -> None:
    corpus = corpus_of(site_folder("briefings/\n  one.yml"))
    assert f"  of: {fingerprint(corpus.files['one'])}\n" in TRANSLATION


def test_white_space_is_no_change_of_a_text_but_its_place_is() -> None:
    assert digest(("title",), "one  two\n three") == digest(("title",), " one two three ")
    assert digest(("title",), "one") != digest(("summary",), "one")
    assert digest(("questions", 0), "one") != digest(("questions", 1), "one")


def test_each_text_has_both_languages(site_folder: Site) -> None:
    briefing = read(site_folder, record(), translation())
    assert (briefing.title.en, briefing.title.cy) == ("A good record", "Cofnod da")
    assert briefing.messages[0].text.cy == "Gofynnwch i bobl beth maen nhw ei eisiau."
    assert briefing.owner.team.cy == "Tîm tystiolaeth"
    assert briefing.translation is not None
    assert briefing.translation.state == "complete"


def test_a_record_written_in_welsh_is_read_the_other_way_round(site_folder: Site) -> None:
    briefing = read(site_folder, record("language: cy\ntitle: Cofnod"), translation("title: Record"), suffix="en")
    assert (briefing.title.written, briefing.title.cy, briefing.title.en) == ("cy", "Cofnod", "Record")


def test_a_record_without_its_pair_has_only_its_own_language(site_folder: Site) -> None:
    briefing = corpus_of(site_folder("briefings/\n  one.yml")).briefings["one"]
    assert briefing.title.cy is None
    assert briefing.translation is not None
    assert briefing.translation.state == "missing"


def test_a_half_finished_translation_still_gives_what_it_has(site_folder: Site) -> None:
    briefing = read(site_folder, record(), translation("title:\n"))
    assert (briefing.title.cy, briefing.bottom_line.cy) == (None, "Mae'n helpu rhai pobl.")
    assert briefing.translation is not None
    assert (briefing.translation.state, briefing.translation.missing) == ("partial", ("title",))


def test_a_broken_translation_leaves_the_record_on_the_site(site_folder: Site) -> None:
    corpus = corpus_of(site_folder({"briefings/one.yml": record(), "briefings/one.cy.yml": "title: ["}))
    assert corpus.briefings["one"].title.cy is None
    assert [problem.code for problem in corpus.problems] == ["yaml-syntax"]


@pytest.mark.parametrize(
    ("change", "outdated"),
    [
        ("title: Another title", ("title",)),
        ("messages: [{text: Ask people.}]", ("messages[0].text",)),
        ("owner: {team: Another team}", ("owner.team",)),
        ("topics: [children]", ()),
        ("reviewed: 2026-11-02", ()),
        ("title:   A good\n    record", ()),
    ],
)
def test_a_change_of_one_text_outdates_that_one_alone(
    site_folder: Site, change: str, outdated: tuple[str, ...]
) -> None:
    briefing = read(site_folder, record(change), translation())
    assert briefing.translation is not None
    assert briefing.translation.outdated == outdated


def test_a_list_of_another_length_gives_none_of_its_texts(site_folder: Site) -> None:
    site = site_folder(
        {
            "briefings/one.yml": record("questions: [One?, Two?]\n"),
            "briefings/one.cy.yml": translation("questions: [Un?]\n"),
        }
    )
    corpus = corpus_of(site)
    assert "one" not in corpus.briefings
    assert [problem.code for problem in corpus.problems] == ["list-length-differs"]


def test_each_language_has_its_own_keywords_in_their_order(site_folder: Site) -> None:
    words = [f"gair-{number}" for number in range(12)]
    briefing = read(site_folder, record("keywords: [parenting]\n"), translation(f"keywords: [{', '.join(words)}]\n"))
    assert [word.cy for word in briefing.keywords] == words
    assert [word.en for word in briefing.keywords if word.en] == ["parenting"]


def test_notes_by_nation_are_translated_under_their_nation(site_folder: Site) -> None:
    briefing = read(
        site_folder,
        record(
            "relevance: {evidence_from: [wales], applies_to: {wales: {applies: partly, note: Some.}, england: no}}\n"
        ),
        translation("relevance: {applies_to: {wales: {note: Rhai.}, england: no}}\n"),
    )
    note = briefing.relevance.applies_to["wales"].note
    assert note is not None
    assert (note.en, note.cy) == ("Some.", "Rhai.")
    assert briefing.relevance.applies_to["england"].note is None


def test_texts_deep_in_lists_are_translated_in_their_places(site_folder: Site) -> None:
    briefing = read(
        site_folder,
        record(
            "kind: programme\n"
            "programme: {effects: [{outcome: A}, {outcome: B, plain: P}], theory_of_change: {inputs: [I]}}\n"
        ),
        translation("programme: {effects: [{outcome: a}, {outcome: b, plain: p}], theory_of_change: {inputs: [i]}}\n"),
    )
    programme = briefing.programme
    assert programme is not None
    assert [effect.outcome.cy for effect in programme.effects] == ["a", "b"]
    assert programme.theory_of_change is not None
    assert programme.theory_of_change.inputs[0].cy == "i"


def test_a_text_that_is_no_translation_is_shown_as_missing(site_folder: Callable[..., Path]) -> None:
    law = "{nation: england, instrument: The Act of England 1989}"
    relevance = f"relevance: {{evidence_from: [wales], applies_to: {{wales: yes}}, law: [{law}]}}"
    site = site_folder(
        {
            "briefings/one.yml": record(f"summary: The very same words.\n{relevance}\n"),
            "briefings/one.cy.yml": translation(
                "summary: The very   same words.\nrelevance: {law: [{instrument: The Act of England 1989}]}\n"
            ),
        }
    )
    briefing = corpus_of(site).briefings["one"]
    assert briefing.translation is not None
    assert briefing.translation.missing == ("summary",)
    assert briefing.summary.cy is None
    assert briefing.relevance.law[0].instrument.cy is None, "it is English, and the page says so"
