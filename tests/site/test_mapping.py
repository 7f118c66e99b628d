"""The evidence map: what its cells count, where they lead, and what it says where there is nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

import pytest
from evidence_briefings.search.columns import Column, ColumnMaker
from evidence_briefings.search.facets import DEFAULT, names_by_source
from evidence_briefings.site.addresses import address
from evidence_briefings.site.mapping import SHOWN, STEPS, UnsettledByTopic, few_steps
from evidence_briefings.site.site import Options, Site, make_site
from evidence_briefings.site.wording import Wording

SOME = """
    briefings/
      one.yml +
        topics: [fostering]
        relevance: {evidence_from: [wales, uk], applies_to: {wales: yes, england: partly, scotland: no}}
        evidence:
          knowledge: [research, data]
          base: single-study
          designs: [survey, interviews]
          limitations: [Few.]
          unclear: [Why is this so?]
        ratings: [{scheme: stars, value: "2"}, {scheme: stars, value: NE}]
      one.cy.yml
      two.yml +
        topics: [children, fostering]
        evidence: {knowledge: [research], base: single-study, limitations: [Few.]}
        ratings: [{scheme: stars, value: "1"}]
      two.cy.yml
      three.yml +
        kind: project
        title: A project about learning
        project: {status: current}
        topics: [learning-disability]
      three.cy.yml
      old.yml +
        topics: [fostering]
        status: archived
        superseded_by: one
        ratings: [{scheme: stars, value: "2"}]
"""
Made = Callable[..., Site]


@pytest.fixture
def mapped(site_of: Made, wording: Mapping[str, Wording]) -> Made:
    """Return a function that makes the site of a drawing with the search's filters, but for those ``without``."""

    def made(drawing: str = SOME, *, without: str = "") -> Site:
        site = site_of(drawing)
        facets = [facet for facet in DEFAULT if facet.source != without]
        return make_site(site.corpus, Options(site.options.theme_folders, filters=names_by_source(facets)), wording)

    return made


def html_of(site: Site, key: str = "map", *ids: str, language: str = "en") -> str:
    path = address(key, language, *ids)
    return site.html(next(page for page in site.pages() if page.path == path))


def row(html: str, topic: str) -> str:
    found = re.search(rf'<tr id="topic-{topic}".*?</tr>\s*<tr class="map-bears">.*?</tr>', html, re.DOTALL)
    assert found is not None, topic
    return found[0]


def cells(html: str) -> Iterator[tuple[str, str, str | None]]:
    """Yield (heading, number or words, where it leads) of each cell of a row."""
    for label, inside in re.findall(r'<td data-label="([^"]*)"[^>]*>(.*?)</td>', html, re.DOTALL):
        link = re.search(r'href="([^"]*)"', inside)
        words = re.sub(r'<span class="unseen">.*?</span>|<[^>]*>', "", inside, flags=re.DOTALL)
        yield label, words.strip(), link[1].replace("&amp;", "&") if link else None


def cell(html: str, topic: str, label: str) -> tuple[str, str | None]:
    return next((words, link) for heading, words, link in cells(row(html, topic)) if heading == label)


def found_by(site: Site, link: str, language: str = "en") -> int:
    """Return how many records the search would show for a link, as its own columns say."""
    briefings = sorted(site.collection.listed, key=lambda briefing: briefing.id)
    maker = ColumnMaker(briefings, site.collection, site.corpus.schemes, site.wording[language])
    columns = {column.name: column for column in maker.columns(DEFAULT)}
    left = set(range(len(briefings)))
    for name, value in (part.split("=") for part in link.partition("?")[2].split("&")):
        left &= having(columns[name], value)
    return len(left)


def having(column: Column, value: str) -> set[int]:
    """Return the documents that a filter leaves: a parent has what its children have, a step what better ones have."""
    chosen = next(at for at, one in enumerate(column.values) if one[0] == value)
    wanted = {chosen}
    if column.match == "least" and column.values[chosen][3] is not None:
        wanted |= {at for at, one in enumerate(column.values) if (one[3] or 0) >= column.values[chosen][3]}
    for at, one in enumerate(column.values):
        if one[2] in wanted:  # parents come first
            wanted.add(at)
    return {document for at in wanted for document in column.documents[at]}


MAPS: list[tuple[str, ...]] = [("map",), ("map-nations",), ("map-rated", "stars")]


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("key", MAPS)
def test_every_number_is_how_many_records_its_link_finds(mapped: Made, key: tuple[str, ...], language: str) -> None:
    site = mapped()
    linked = [(words, link) for _, words, link in cells(html_of(site, *key, language=language)) if link and "?" in link]
    assert len(linked) > 10
    assert [(words, link) for words, link in linked if int(words) != found_by(site, link, language)] == []


def test_a_main_topic_counts_a_record_of_two_of_its_topics_once(mapped: Made) -> None:
    assert cell(html_of(mapped()), "children", "All briefings") == ("2", "search.html?topic=children")


def test_a_cell_leads_to_the_search_for_its_topic_and_its_column(mapped: Made) -> None:
    html = html_of(mapped())
    assert cell(html, "fostering", "Survey") == ("1", "search.html?topic=fostering&design=survey")
    assert cell(html, "fostering", "Data") == ("1", "search.html?topic=fostering&knowledge=data")


def test_an_empty_cell_says_so_and_leads_nowhere(mapped: Made) -> None:
    assert cell(html_of(mapped()), "fostering", "Lived experience") == ("None yet", None)


def test_a_topic_without_any_record_says_once_that_there_is_none(mapped: Made) -> None:
    html = row(html_of(mapped("")), "fostering")
    assert html.count("None yet. That does not mean there is no evidence.") == 1
    assert "No open question and no research project is listed here yet." in html


def test_archived_records_are_not_counted(mapped: Made) -> None:
    assert cell(html_of(mapped(), "map-rated", "stars"), "fostering", "2 of 2: Two stars") == (
        "1",
        "search.html?topic=fostering&rating-stars=2",
    )


def test_a_level_counts_the_better_ones_and_a_code_off_the_ladder_itself_alone(mapped: Made) -> None:
    html = html_of(mapped(), "map-rated", "stars")
    labels = [label for label, *_ in cells(row(html, "fostering"))]
    assert labels == [
        "All briefings",
        "2 of 2: Two stars",
        "1 of 2: One star or better",
        "NE: No effect",
        "Has no rating on this scale",
    ]
    assert cell(html, "fostering", "1 of 2: One star or better")[0] == "2"
    assert cell(html, "fostering", "NE: No effect")[0] == "1"


def test_not_rated_is_a_column_of_its_own_that_leads_nowhere(mapped: Made) -> None:
    html = html_of(mapped(), "map-rated", "stars")
    assert cell(html, "learning-disability", "Has no rating on this scale") == ("1", None)
    assert cell(html, "fostering", "Has no rating on this scale") == ("None", None)


def test_a_scheme_with_one_rated_record_has_no_map(mapped: Made) -> None:
    drawing = """
        briefings/
          one.yml +
            ratings: [{scheme: stars, value: "2"}, {scheme: stars, value: "1"}]
          one.cy.yml
    """
    assert not [page.path for page in mapped(drawing).pages() if "_rated_" in page.path]


@pytest.mark.parametrize(
    ("gone", "key", "label", "number"),
    [
        ("evidence.designs", ("map",), "Survey", "1"),
        ("topics", ("map",), "Survey", "1"),
        ("relevance.evidence_from", ("map-nations",), "Evidence comes from: United Kingdom", "1"),
        ("ratings", ("map-rated", "stars"), "2 of 2: Two stars", "1"),
    ],
)
def test_a_number_that_the_search_cannot_show_leads_nowhere(
    mapped: Made, gone: str, key: tuple[str, ...], label: str, number: str
) -> None:
    assert cell(html_of(mapped(without=gone), *key), "fostering", label) == (number, None)


def test_without_a_filter_for_topics_a_total_leads_to_the_list_of_its_topic(mapped: Made) -> None:
    html = html_of(mapped(without="topics"))
    assert cell(html, "fostering", "All briefings") == ("2", "topics/fostering.html")


def test_a_facet_of_another_name_is_linked_to_by_that_name(site_of: Made, wording: Mapping[str, Wording]) -> None:
    site = site_of(SOME)
    options = Options(site.options.theme_folders, filters={"topics": "subject", "evidence.designs": "how"})
    html = html_of(make_site(site.corpus, options, wording))
    assert cell(html, "fostering", "Survey")[1] == "search.html?subject=fostering&how=survey"


def test_the_square_of_four_times_the_number_has_twice_the_side(mapped: Made) -> None:
    lines = [f"  r{number}.yml +\n    topics: [{'fostering' if number else 'children'}]\n" for number in range(5)]
    one = "  one.yml +\n    topics: [learning-disability]\n"
    html = html_of(mapped("briefings/\n" + "".join(lines[1:]) + one))
    sides = [re.findall(r'<svg width="(\d+)"', row(html, topic))[0] for topic in ("fostering", "learning-disability")]
    assert sides == ["22", "11"]


def test_nations_keep_their_order_whatever_the_numbers(mapped: Made) -> None:
    labels = [label for label, *_ in cells(row(html_of(mapped(), "map-nations"), "fostering"))]
    nations = ["Wales", "England", "Scotland", "Northern Ireland"]
    assert labels[1:5] == [f"Where it applies: {nation}" for nation in nations]


def test_a_topic_shows_its_projects_and_what_its_records_leave_open(mapped: Made) -> None:
    html = html_of(mapped())
    assert "A project about learning" in row(html, "learning-disability")
    assert "Why is this so?" in row(html, "fostering")
    assert "Why is this so?" in row(html, "children")
    assert "Why is this so?" not in row(html, "learning-disability")


def test_each_number_of_the_map_by_nation_says_whether_it_applies_there_or_comes_from_there(mapped: Made) -> None:
    found = row(html_of(mapped(), "map-nations"), "fostering")
    assert 'data-label="Where it applies: Wales"' in found
    assert 'data-label="Evidence comes from: Wales"' in found
    assert ": Fostering, Where it applies: Wales</span>" in found


def test_a_topic_shows_what_practice_asks_even_where_it_has_no_record(mapped: Made) -> None:
    drawing = """
        briefings/
          one.yml
          _questions.yml |
            - id: why
              question: {en: Who studies this?, cy: Pwy sy'n astudio hyn?}
              raised_by: {en: A team, cy: Tîm}
              audiences: [frontline]
              topics: [learning-disability]
              source: {title: A report}
              raised: 2024
    """
    found = row(html_of(mapped(drawing)), "learning-disability")
    assert 'questions.html#question-why">Who studies this?</a>' in found
    assert "Asked by practice: 1." in found


def test_a_topic_names_few_questions_but_counts_them_all(site_of: Made) -> None:
    drawing = "".join(
        f"  r{n}.yml +\n    evidence: {{knowledge: [data], base: single-study, limitations: [Few.], unclear: [A, B]}}\n"
        for n in range(SHOWN)
    )
    found = UnsettledByTopic(site_of(f"briefings/\n{drawing}").collection, "en").on("children")
    assert (len(found.questions), found.question_count) == (SHOWN, 2 * SHOWN)


def test_nothing_bears_on_a_topic_that_nobody_wrote_about(site_of: Made) -> None:
    assert UnsettledByTopic(site_of("").collection, "en").on("children").question_count == 0


def test_a_scale_of_many_numbers_shows_a_few_steps_from_the_best_to_the_worst() -> None:
    steps: list[tuple[str, int | None]] = [(str(number), number) for number in range(100, 0, -1)]
    few = few_steps([*steps, ("NR", None)])
    assert len(few) == STEPS + 1
    assert (few[0], few[-2], few[-1]) == (("100", 100), ("1", 1), ("NR", None))


def test_every_map_leads_to_all_others(mapped: Made) -> None:
    site = mapped()
    wanted = {address(key, "en", *ids).partition("/")[2] for key, *ids in MAPS}
    for key, *ids in MAPS:
        own = address(key, "en", *ids).partition("/")[2]
        nav = re.search(r'<nav class="map-others".*?</nav>', html_of(site, key, *ids), re.DOTALL)
        assert nav is not None
        assert set(re.findall(r'href="([^"]*)"', nav[0])) == wanted - {own}
