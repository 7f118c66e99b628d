"""Pages about ratings: one for each scheme, all of them together, and the repositories of evidence."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from evidence_briefings.site.addresses import address
from evidence_briefings.site.site import Site

RATED = """
    briefings/
      one.yml +
        title: A record with one star
        ratings: [{scheme: stars, value: "1"}, {scheme: stars, value: NE}]
      one.cy.yml
      two.yml +
        title: A record with a star and a sign
        ratings: [{scheme: stars, value: "1", modifier: "+"}]
      two.cy.yml
      three.yml +
        title: A record with two stars
        ratings: [{scheme: stars, value: "2"}]
      three.cy.yml
      draft.yml +
        title: A draft
        status: draft
        ratings: [{scheme: stars, value: "2"}]
      draft.cy.yml
"""
REPOSITORY = """
    briefings/
      _ratings/
        _repositories.yml |
          - id: store
            name: A store
            owner: Its owner
            url: https://example.org/
            country: uk
            covers: {en: It covers this., cy: Mae'n cynnwys hyn.}
            scales: [stars]
            good_for: {en: Good for that., cy: Da ar gyfer hynny.}
            careful: {en: Mind this., cy: Gwyliwch hyn.}
"""


def html_of(site: Site, key: str, *ids: str, language: str = "en") -> str:
    path = address(key, language, *ids)
    return site.html(next(page for page in site.pages() if page.path == path))


def words_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_every_real_scheme_has_its_page_in_both_languages(real_lists: Site) -> None:
    site = real_lists
    paths = {page.path for page in site.pages()}
    wanted = {address("scheme", language, scheme) for language in ("en", "cy") for scheme in site.corpus.schemes}
    assert wanted <= paths


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_page_of_ratings_keeps_an_anchor_for_every_scheme_and_leads_to_its_page(
    real_lists: Site, language: str
) -> None:
    site = real_lists
    html = html_of(site, "ratings", language=language)
    folder = "ratings" if language == "en" else "graddau"
    assert [scheme for scheme in site.corpus.schemes if f'id="{scheme}"' not in html] == []
    assert [scheme for scheme in site.corpus.schemes if f'href="{folder}/{scheme}.html"' not in html] == []


def test_a_scheme_lists_the_records_rated_on_it_best_first_and_off_the_ladder_last(
    site_of: Callable[..., Site],
) -> None:
    words = words_of(html_of(site_of(RATED), "scheme", "stars"))
    listed = words[words.index("Which briefings have this rating?") :]
    badges = ["2 of 2: Two stars", "1+ of 2: One star", "1 of 2: One star", "NE: No effect"]
    places = [listed.index(badge) for badge in badges]
    assert places == sorted(places)
    assert "A draft" not in listed


def test_a_scheme_without_rated_records_says_so(site_of: Callable[..., Site]) -> None:
    assert "None yet." in words_of(html_of(site_of(), "scheme", "stars"))


def test_four_different_things_are_told_apart_by_word_and_shape(real_lists: Site) -> None:
    html = html_of(real_lists, "scheme", "blueprints-certification")
    four = re.findall(r'<div class="state is-([a-z-]+)">\s*<dt>(<svg.*?</svg>)\s*([^<]+?)</dt>', html, re.DOTALL)
    assert [(name, word) for name, _, word in four] == [
        ("not-rated", "Not rated"),
        ("unknown", "Not known"),
        ("no-effect", "No effect"),
        ("harmful", "Harmful"),
    ]
    assert len({shape for _, shape, _ in four}) == 4
    words = words_of(html)
    assert "On this scale: Not certified: insufficient evidence; Not certified: inconclusive evidence." in words
    assert "On this scale: Not certified: harmful." in words


@pytest.mark.parametrize(
    ("scheme", "said"),
    [
        ("eif-strength", "Higher is better."),
        ("cebc-scientific", "Lower is better."),
        ("eef-cost", "Price year Not reported"),
        ("eef-cost", "It is no rating of how well something works."),
        ("eef-months", "It says: Additional months of progress."),
        ("wsipp-cost-beneficial", "A number from 0 to 100, in per cent."),
        ("nice-product-type", "These do not stand in an order from worse to better."),
        ("nice-product-type", "What is rated Documents"),
        ("evidence-4-impact", "Primary school Secondary school"),
        ("eef-padlocks", "These can move the level up or down:"),
        ("wsipp-diversity", "Our sources do not give the steps of this scale."),
        ("wsipp-diversity", "We have not been able to check this scale with those who own it."),
        ("yef-impact", "We have not been able to check this label with those who own the scheme."),
        ("cebc-relevance", "Version Not reported"),
        ("yef-cost", "do not take an average with other ratings"),
    ],
)
def test_how_to_read_a_scheme_is_said_in_words(real_lists: Site, scheme: str, said: str) -> None:
    assert said in words_of(html_of(real_lists, "scheme", scheme))


def test_where_a_description_comes_from_is_marked_as_english_on_the_welsh_page(real_lists: Site) -> None:
    site = real_lists
    assert '<p lang="en">Institute of Public Care' in html_of(site, "scheme", "eif-strength", language="cy")
    assert 'lang="en"' not in html_of(site, "scheme", "eif-strength")


def test_the_repositories_stand_in_one_table_and_lead_to_their_scales(site_of: Callable[..., Site]) -> None:
    html = html_of(site_of(REPOSITORY), "repositories")
    assert html.count("<table") == 1
    assert html.count('scope="col"') == 6
    assert html.count('scope="row"') == 1
    assert '<tr id="store">' in html
    assert 'href="ratings/stars.html"' in html
    assert 'How you can search it">Not reported</td>' in html


def test_a_scheme_leads_to_the_repositories_that_use_it(site_of: Callable[..., Site]) -> None:
    html = html_of(site_of(REPOSITORY), "scheme", "stars", language="cy")
    assert 'href="../cronfeydd-tystiolaeth.html#store"' in html


def test_a_site_without_repositories_says_so(site_of: Callable[..., Site]) -> None:
    site = site_of()
    assert "None is listed here yet." in words_of(html_of(site, "repositories"))
    assert "repositories.html" not in html_of(site, "ratings")


def test_a_briefing_says_that_its_ratings_cannot_be_compared(site_of: Callable[..., Site]) -> None:
    site = site_of(RATED)
    words = words_of(html_of(site, "briefing", "one"))
    assert "They cannot be compared, added up or averaged." in words
    assert "No effect. It was tested, and no difference was found." in words
