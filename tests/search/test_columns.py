"""The values of facets: who has which, in the order that readers see them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from evidence_briefings.content.model import NATIONS
from evidence_briefings.search.columns import Column, ColumnMaker
from evidence_briefings.search.documents import in_publication_order
from evidence_briefings.search.facets import DEFAULT, Facet
from evidence_briefings.site.site import Site

Made = Callable[..., Site]


def columns_of(site: Site, language: str = "en", facets: tuple[Facet, ...] = DEFAULT) -> dict[str, Column]:
    briefings = in_publication_order(site.collection.listed)
    maker = ColumnMaker(briefings, site.collection, site.corpus.schemes, site.wording[language])
    return {column.name: column for column in maker.columns(facets)}


def ids_of(site: Site, column: Column) -> dict[str, list[str]]:
    """Return the records of each value, those of the values below it included."""
    ids = [briefing.id for briefing in in_publication_order(site.collection.listed)]
    having = [{ids[number] for number in numbers} for numbers in column.documents]
    for number, value in reversed(list(enumerate(column.values))):
        if value[2] != -1:
            having[value[2]] |= having[number]
    return {value[0]: sorted(found) for value, found in zip(column.values, having, strict=True)}


def many(*lines: str) -> str:
    entries = [f"  r{number}.yml +\n    {line}\n" for number, line in enumerate(lines)]
    return "briefings/\n" + "".join(entries)


TOPICS = many("topics: [fostering]", "topics: [children, fostering]", "topics: [children]")


def test_a_parent_has_the_records_of_its_children_without_repeating_them(site_of: Made) -> None:
    site = site_of(TOPICS)
    column = columns_of(site)["topic"]
    assert column.values == [("children", "Children", -1), ("fostering", "Fostering", 0)]
    assert column.documents == [[2], [0, 1]]
    assert ids_of(site, column) == {"children": ["r0", "r1", "r2"], "fostering": ["r0", "r1"]}


def test_a_parent_that_no_record_names_stands_above_the_child_that_one_does(site_of: Made) -> None:
    column = columns_of(site_of(many("topics: [fostering]")))["topic"]
    assert column.values == [("children", "Children", -1), ("fostering", "Fostering", 0)]
    assert column.documents == [[], [0]]


def test_values_that_no_record_has_are_left_out(site_of: Made) -> None:
    columns = columns_of(site_of(many("kind: guidance", "kind: research")))
    assert [value for value, *_ in columns["kind"].values] == ["research", "guidance"]
    assert [value for value, *_ in columns["topic"].values] == ["children", "fostering"]


def test_topics_are_in_alphabetical_order_of_the_language_and_other_lists_as_in_their_files(site_of: Made) -> None:
    site = site_of(many("topics: [learning-disability, children]\n    audiences: [managers, frontline]"))
    for language, topics in (("en", ["children", "learning-disability"]), ("cy", ["learning-disability", "children"])):
        columns = columns_of(site, language)
        assert [value for value, *_ in columns["topic"].values] == topics
        assert [value for value, *_ in columns["audience"].values] == ["frontline", "managers"]


@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_facet_finds_exactly_the_records_of_the_listing(site_of: Made, language: str) -> None:
    drawing = many(
        "topics: [fostering]\n    kind: guidance",
        "topics: [children, learning-disability]\n    audiences: [managers, frontline]",
        "relevance: {evidence_from: [uk, england], applies_to: {wales: unknown, scotland: partly}}",
        "status: archived",
    )
    site = site_of(drawing)
    columns = columns_of(site, language)
    for name, vocabulary in (
        ("topic", "topics"),
        ("audience", "audiences"),
        ("kind", "kinds"),
        ("from", "places"),
        ("applies", "nations"),
    ):
        found = ids_of(site, columns[name])
        for term in site.corpus.vocabularies[vocabulary]:
            listed = sorted(briefing.id for briefing in site.collection.with_term(vocabulary, term.id, language))
            assert found.get(term.id, []) == listed, (name, term.id)


def test_it_applies_where_it_applies_in_full_or_in_part_wales_first(site_of: Made) -> None:
    site = site_of("briefings/\n  one.yml\n")
    assert NATIONS[0] == "wales"
    assert ids_of(site, columns_of(site)["applies"]) == {"wales": ["one"], "england": ["one"]}


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("{title: A, access: open, url: https://example.org/}", "free"),
        ("{title: A, access: paywalled, open_url: https://example.org/}", "free"),
        ("{title: A, access: open}", "not-free"),
        ("{title: A, access: registration, url: https://example.org/}", "not-free"),
        ("{title: A, url: https://example.org/}", "not-free"),
    ],
)
def test_a_free_copy_is_one_that_anybody_can_read(site_of: Made, source: str, value: str) -> None:
    assert [found for found, *_ in columns_of(site_of(many(f"sources: [{source}]")))["access"].values] == [value]


def test_the_year_is_that_of_the_latest_source_latest_first(site_of: Made) -> None:
    site = site_of(
        many(
            "sources: [{title: A, year: 1999}, {title: B, year: 2011}]",
            "sources: [{title: A}]",
            "sources: [{title: A, year: 2020}]",
            "sources: [{title: A, year: 2011}]",
        )
    )
    assert ids_of(site, columns_of(site)["year"]) == {"2020": ["r2"], "2011": ["r0", "r3"]}
    assert [value for value, *_ in columns_of(site)["year"].values] == ["2020", "2011"]


def test_a_review_has_its_day_for_the_browser_to_judge(site_of: Made) -> None:
    column = columns_of(
        site_of(
            many("review_by: 2027-01-01", "published: 1990-01-01\n    reviewed: 1990-01-01\n    review_by: 1991-01-01")
        )
    )["reviewed"]
    assert column.match == "due"
    assert [value for value, *_ in column.values] == ["on-time", "overdue"]
    assert column.dates == [0, 9862]


def test_a_record_is_in_a_language_once_all_of_its_text_is(site_of: Made) -> None:
    site = site_of("""
        briefings/
          both.yml
          both.cy.yml
          part.yml +
            body: More words.
          part.cy.yml
          welsh.yml +
            language: cy
    """)
    found = {"en": ["both", "part"], "cy": ["both", "welsh"]}
    assert ids_of(site, columns_of(site)["language"]) == found
    assert [value for value, *_ in columns_of(site, "cy")["language"].values] == ["cy", "en"]


def rated(*values: str, scheme: str = "stars") -> list[str]:
    return [f'ratings: [{{scheme: {scheme}, value: "{value}"}}]' for value in values]


def scheme(**changes: Any) -> str:
    parts = {"kind": "ordinal", "better": "high", "levels": "[]", "off_ladder": "[]", **changes}
    settings = "".join(f"      {key}: {value}\n" for key, value in parts.items())
    head = "      id: scale\n      owner: Example\n      title: {en: Scale, cy: Graddfa}\n"
    head += "      measures: evidence_strength\n"
    return "  _ratings/\n    scale.yml |\n" + head + settings


LEVELS = (
    '[{code: "1", rank: 1, label: {en: One, cy: Un}}, {code: "2", rank: 2, label: {en: Two, cy: Dau}}, '
    '{code: "3", rank: 3, label: {en: Three, cy: Tri}}]'
)


def test_a_scheme_with_one_rated_record_is_no_facet(site_of: Made) -> None:
    assert "rating-stars" not in columns_of(site_of(many(*rated("1"), "kind: guidance")))


def test_a_scheme_with_two_rated_records_is_a_ladder_of_all_its_steps_best_first(site_of: Made) -> None:
    site = site_of(many(*rated("1", "NE", "1"), "kind: guidance"))
    column = columns_of(site, "cy")["rating-stars"]
    assert (column.label, column.match) == ("Sêr", "least")
    assert column.values == [
        ("2", "2 o 2: Dwy seren", -1, 2),
        ("1", "1 o 2: Un seren", -1, 1),
        ("NE", "NE: Dim effaith", -1, None),
    ]
    assert ids_of(site, column) == {"2": [], "1": ["r0", "r2"], "NE": ["r1"]}


def test_where_low_is_good_the_lowest_ranks_highest(site_of: Made) -> None:
    drawing = many(*rated("3", "1", scheme="scale")) + scheme(better="low", levels=LEVELS)
    values = columns_of(site_of(drawing))["rating-scale"].values
    assert [(value, rank) for value, _, _, rank in values] == [("1", 3), ("2", 2), ("3", 1)]


def test_a_scheme_without_an_order_has_no_ranks(site_of: Made) -> None:
    drawing = many(*rated("3", "1", scheme="scale")) + scheme(kind="nominal", better="none", levels=LEVELS)
    values = columns_of(site_of(drawing))["rating-scale"].values
    assert [(value, rank) for value, _, _, rank in values] == [("1", None), ("3", None)]


def test_quantities_are_their_own_ranks(site_of: Made) -> None:
    days = scheme(kind="quantity", better="high", unit="{en: Days, cy: Dyddiau}")
    drawing = many(*rated("9.5", "100", "-2", scheme="scale")) + days
    values = columns_of(site_of(drawing))["rating-scale"].values
    assert [(value, label, rank) for value, label, _, rank in values] == [
        ("100", "Days: 100", 3),
        ("9.5", "Days: 9.5", 2),
        ("-2", "Days: \u22122", 1),
    ]


def test_a_record_with_two_ratings_of_one_scheme_has_both(site_of: Made) -> None:
    both = 'ratings: [{scheme: stars, value: "1"}, {scheme: stars, value: "2"}]'
    site = site_of(many(both, *rated("1")))
    assert ids_of(site, columns_of(site)["rating-stars"]) == {"2": ["r0"], "1": ["r0", "r1"]}


def test_a_rating_scheme_itself_can_be_a_facet(site_of: Made) -> None:
    site = site_of(many(*rated("1"), "kind: guidance"))
    facet = Facet("rated-by", "ratings.scheme", {"en": "Rated by", "cy": "Graddiwyd gan"})
    column = columns_of(site, "cy", (facet,))["rated-by"]
    assert (column.label, column.values, column.documents) == ("Graddiwyd gan", [("stars", "Sêr", -1)], [[0]])


def test_terms_in_lists_of_blocks_are_those_of_all_of_them(site_of: Made) -> None:
    sources = "sources: [{title: A, type: report}, {title: B, type: other}, {title: C, type: report}]"
    facet = Facet("source", "sources.type", {"en": "Type", "cy": "Math"})
    column = columns_of(site_of(many(sources, "project: {status: current}\n    kind: project")), "en", (facet,))[
        "source"
    ]
    assert [value for value, *_ in column.values] == ["report", "other"]
    assert column.documents == [[0], [0, 1]]


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_default_facets_come_in_their_order_with_words_of_the_language(site_of: Made, language: str) -> None:
    columns = columns_of(site_of(many(*rated("1", "2"))), language)
    assert [name for name in columns if name != "rating-stars"] == [facet.name for facet in DEFAULT][:-1]
    assert [column.open for column in columns.values()][:4] == [True, True, True, False]
    assert columns["topic"].label == {"en": "Topic", "cy": "Pwnc"}[language]
