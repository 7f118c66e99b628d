"""Vocabularies: lists as data, with the faults of one never hiding the others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from evidence_briefings.content.corpus import read_corpus
from evidence_briefings.content.vocabulary import KINDS, UNKNOWN_TERM
from tiny import PROJECT, TODAY, corpus_of, problems_of

Site = Callable[..., Path]


def test_terms_keep_the_order_of_their_file_and_know_their_parents(site_folder: Site) -> None:
    topics = corpus_of(site_folder()).vocabularies["topics"]
    assert [term.id for term in topics] == ["children", "fostering", "learning-disability"]
    assert [term.id for term in topics.children(None)] == ["children", "learning-disability"]
    assert topics.with_ancestors("fostering") == ["fostering", "children"]
    assert topics["fostering"].label("cy") == "Maethu"


def test_ancestors_end_even_where_parents_lead_round_in_a_circle(site_folder: Site) -> None:
    site = site_folder(
        """
        briefings/
          _vocabulary/
            topics.yml |
              - {id: a, en: A, cy: A, parent: b}
              - {id: b, en: B, cy: B, parent: a}
        """
    )
    assert corpus_of(site).vocabularies["topics"].with_ancestors("a") == ["a", "b"]


def test_the_nations_are_the_places_that_say_so(site_folder: Site) -> None:
    nations = corpus_of(site_folder()).vocabularies["nations"]
    assert list(nations.terms) == ["wales", "england", "scotland", "northern-ireland"]


@pytest.mark.parametrize("name", ["yes", "no"])
def test_yes_and_no_are_ids_of_terms(name: str, site_folder: Site) -> None:
    assert name in corpus_of(site_folder()).vocabularies["applies"]


@pytest.mark.parametrize(
    "text",
    ["", "# later\n", "- {id: a, en: A}\n", "topics: []\n", "[", "- - a\n", "- {id: a, en: A, cy: B, colour: c}\n"],
)
@pytest.mark.parametrize("name", ["topics", "glossary"])
def test_a_broken_list_is_reported_and_the_record_still_checked(name: str, text: str, site_folder: Site) -> None:
    site = site_folder({f"briefings/_vocabulary/{name}.yml": text, "briefings/one.yml": "kind: nothing\n"})
    problems = problems_of(site)
    assert any(line.startswith(f"briefings/_vocabulary/{name}.yml:") for line in problems)
    assert any("error[unknown-kind]" in line for line in problems)


def test_lists_that_nothing_refers_to_may_be_left_out(site_folder: Site) -> None:
    site = site_folder(
        """
        briefings/
          _vocabulary/
            glossary.yml -
            synonyms.yml -
            preferred-terms.yml -
          one.cy.yml
          one.yml
        """
    )
    assert not problems_of(site)


def test_every_vocabulary_has_a_code_for_a_term_that_is_not_in_it() -> None:
    assert set(UNKNOWN_TERM) == {*KINDS, "nations", "schemes"}


def test_every_real_list_is_read_without_a_problem() -> None:
    corpus = read_corpus(PROJECT / "briefings", today=TODAY)
    assert not [str(problem) for problem in corpus.problems if "/_" in problem.mark.path]
    assert all(corpus.vocabularies[name].terms for name in KINDS)
