"""Ratings: shown in the scheme's own words, never converted, with what to be careful about."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from evidence_briefings.site.addresses import Links
from evidence_briefings.site.ratings import ShownRating, scheme_pages, shown_ratings
from evidence_briefings.site.site import Site


def rated(site: Site, language: str = "en") -> list[ShownRating]:
    path = "en/briefings/one.html" if language == "en" else "cy/papurau-briffio/one.html"
    briefing = site.collection.shown["one"]
    return shown_ratings(briefing, site.corpus.schemes, language, Links(path, language))


@pytest.fixture
def shown(site_of: Callable[..., Site]) -> Callable[..., list[ShownRating]]:
    def of(rating: str, language: str = "en") -> list[ShownRating]:
        return rated(site_of(f"briefings/\n  one.yml +\n    ratings: [{rating}]"), language)

    return of


def test_a_level_has_its_label_and_its_place_on_the_ladder(shown) -> None:
    (rating,) = shown('{scheme: stars, value: "2"}')
    assert (rating.value_label, rating.position) == ("2: Two stars", (2, 2))


def test_a_level_is_said_in_the_language_of_the_page(shown) -> None:
    (rating,) = shown('{scheme: stars, value: "1", modifier: "+"}', "cy")
    assert (rating.value_label, rating.means, rating.scheme.title) == ("1+: Un seren", "Ychydig mwy", "Sêr")


def test_a_modifier_stands_beside_its_level_and_is_explained(shown) -> None:
    (rating,) = shown('{scheme: stars, value: "1", modifier: "+"}')
    assert (rating.value_label, rating.means, rating.position) == ("1+: One star", "A little more", (1, 2))


def test_what_is_off_the_ladder_has_no_place_on_it(shown) -> None:
    (rating,) = shown("{scheme: stars, value: NE}")
    assert (rating.value_label, rating.position) == ("NE: No effect", None)


def test_a_rating_leads_to_the_explanation_of_its_scheme(shown) -> None:
    (rating,) = shown('{scheme: stars, value: "1"}')
    assert rating.scheme.url == "../ratings.html#stars"


def test_whoever_did_not_say_who_rated_names_the_owner_of_the_scheme(shown) -> None:
    one, two = shown('{scheme: stars, value: "1"}, {scheme: stars, value: "2", rated_by: A panel}')
    assert one.rated_by == "Example Centre"
    assert "A panel" in str(two.rated_by)


def test_ratings_stand_in_the_order_of_the_file(shown) -> None:
    ratings = shown('{scheme: stars, value: "2"}, {scheme: stars, value: "1"}, {scheme: stars, value: NE}')
    assert [rating.value_label[0] for rating in ratings] == ["2", "1", "N"]


@pytest.mark.parametrize(("language", "label"), [("en", "Two stars"), ("cy", "Dwy seren")])
def test_a_scheme_is_explained_in_both_languages(site_of: Callable[..., Site], language: str, label: str) -> None:
    (scheme,) = scheme_pages(site_of().corpus.schemes, language)
    assert [level["label"] for level in scheme["levels"]][1] == label
    assert [level["code"] for level in scheme["off_ladder"]] == ["NE"]


@pytest.mark.parametrize("language", ["en", "cy"])
def test_every_real_scheme_has_its_anchor_on_the_page_of_ratings(site_of: Callable[..., Site], language: str) -> None:
    site = site_of(lists="real")
    page = next(page for page in site.pages() if page.template == "ratings.html" and page.language == language)
    html = site.html(page)
    assert site.corpus.schemes
    assert [scheme for scheme in site.corpus.schemes if f'id="{scheme}"' not in html] == []
