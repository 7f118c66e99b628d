"""Ratings: shown in the scheme's own words, never converted, with what to be careful about."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from evidence_briefings.content.blocks import Rating
from evidence_briefings.content.nodes import parse
from evidence_briefings.site.addresses import Links, address
from evidence_briefings.site.ratings import ShownRating, shown_ratings
from evidence_briefings.site.site import Site


def rated(site: Site, language: str = "en") -> list[ShownRating]:
    path = "en/briefings/one.html" if language == "en" else "cy/papurau-briffio/one.html"
    briefing = site.collection.shown["one"]
    return shown_ratings(briefing, site.corpus.schemes, site.wording[language], Links(path, language))


@pytest.fixture
def shown(site_of: Callable[..., Site]) -> Callable[..., list[ShownRating]]:
    def of(rating: str, language: str = "en") -> list[ShownRating]:
        return rated(site_of(f"briefings/\n  one.yml +\n    ratings: [{rating}]"), language)

    return of


@pytest.fixture
def really(real_lists: Site) -> Callable[..., list[ShownRating]]:
    """Return what ``shown`` does, with the project's own schemes."""

    def of(ratings: str, language: str = "en") -> list[ShownRating]:
        node, _ = parse(f"[{ratings}]", "ratings")
        assert node is not None
        read = [Rating.model_validate(item.plain(), context={"language": "en"}) for item in node.value]
        briefing = real_lists.collection.shown["one"].model_copy(update={"ratings": read})
        links = Links(address("briefing", language, "one"), language)
        return shown_ratings(briefing, real_lists.corpus.schemes, real_lists.wording[language], links)

    return of


def test_a_level_has_its_label_and_its_place_on_the_ladder(shown) -> None:
    (rating,) = shown('{scheme: stars, value: "2"}')
    assert (rating.value_label, rating.position) == ("2 of 2: Two stars", (2, 2))


def test_a_level_is_said_in_the_language_of_the_page(shown) -> None:
    (rating,) = shown('{scheme: stars, value: "1", modifier: "+"}', "cy")
    assert (rating.value_label, rating.means, rating.scheme.title) == ("1+ o 2: Un seren", "Ychydig mwy", "Sêr")


def test_a_modifier_stands_beside_its_level_and_is_explained(shown) -> None:
    (rating,) = shown('{scheme: stars, value: "1", modifier: "+"}')
    assert (rating.value_label, rating.means, rating.position) == ("1+ of 2: One star", "A little more", (1, 2))


def test_what_is_off_the_ladder_has_no_place_on_it(shown) -> None:
    (rating,) = shown("{scheme: stars, value: NE}")
    assert (rating.value_label, rating.position) == ("NE: No effect", None)


def test_a_rating_leads_to_the_explanation_of_its_scheme(shown) -> None:
    (rating,) = shown('{scheme: stars, value: "1"}')
    assert rating.scheme.url == "../ratings/stars.html"


def test_whoever_did_not_say_who_rated_names_the_owner_of_the_scheme(shown) -> None:
    one, two = shown('{scheme: stars, value: "1"}, {scheme: stars, value: "2", rated_by: A panel}')
    assert one.rated_by == "Example Centre"
    assert "A panel" in str(two.rated_by)


def test_ratings_stand_in_the_order_of_the_file(shown) -> None:
    ratings = shown('{scheme: stars, value: "2"}, {scheme: stars, value: "1"}, {scheme: stars, value: NE}')
    assert [rating.value_label[0] for rating in ratings] == ["2", "1", "N"]


@pytest.mark.parametrize(
    ("rating", "badge", "welsh"),
    [
        (
            'eif-strength, value: "3", modifier: "+"',
            "3+ of 4: Evidence of short-term impact",
            "3+ o 4: Tystiolaeth o effaith tymor byr",
        ),
        ("eif-strength, value: NE", "NE: Found not to be effective", "NE: Canfuwyd nad yw'n effeithiol"),
        ('eif-cost, value: "1"', "1 of 5: Under £100", "1 o 5: Dan £100"),
        ('wwcsc-strength, value: "4"', "Level 4 of 0 to 5", "Lefel 4 o 0 i 5"),
        ('wwcsc-strength, value: "0"', "0 of 5: Very low strength", "0 o 5: Cryfder isel iawn"),
        ('eef-padlocks, value: "2"', "2 of 5 padlocks", "2 glo clap o 5"),
        ('cebc-scientific, value: "3"', "3 of 5: Promising", "3 o 5: Addawol"),
        ("yef-cost, value: low", "Low", "Isel"),
        ("wsipp-manual, value: no", "No, it has no manual", "Nac oes, nid oes llawlyfr"),
        ("eef-months, value: 1", "Additional months of progress: +1", "Misoedd ychwanegol o gynnydd: +1"),
        ("eef-months, value: -2", "Additional months of progress: \u22122", "Misoedd ychwanegol o gynnydd: \u22122"),
        ("eef-months, value: no-figure", "No figure given", "Dim ffigur wedi'i roi"),
        (
            "wsipp-cost-beneficial, value: 62",
            "Chance that benefits exceed costs: 62%",
            "Siawns bod y buddion yn fwy na'r costau: 62%",
        ),
        ("cebc-measurement-tools, value: B", "B", "B"),
    ],
)
def test_a_badge_says_the_level_in_words_and_shows_no_code_of_ours(
    really: Callable[..., list[ShownRating]], rating: str, badge: str, welsh: str
) -> None:
    for language, expected in (("en", badge), ("cy", welsh)):
        [one] = really(f"{{scheme: {rating}}}", language)
        assert one.value_label == expected


def test_the_best_is_named_by_the_end_that_the_scheme_calls_better(really) -> None:
    ratings = really(
        "{scheme: cebc-scientific, value: 4}, {scheme: wwcsc-strength, value: 4}, "
        "{scheme: wsipp-definition, value: poor}"
    )
    assert [(rating.best, rating.numbered) for rating in ratings] == [("1", True), ("5", True), ("5", False)]


def test_what_was_not_rated_has_no_step_even_where_its_owner_counts_it_as_one(really) -> None:
    [rating] = really("{scheme: evidence-4-impact, value: not-evaluated, context: primary}")
    assert (rating.position, rating.state) == (None, "not_rated")


def test_a_context_is_said_in_the_words_of_the_scheme(really) -> None:
    [rating] = really("{scheme: evidence-4-impact, value: strong, context: secondary}", "cy")
    assert rating.context == "Ysgol uwchradd"


def test_scores_stand_in_the_order_of_the_scheme_with_their_language(really) -> None:
    scores = "{directness: Violence itself, studies: 12}"
    [rating] = really(f"{{scheme: yef-quality, value: 4, criteria_scores: {scores}}}", "cy")
    assert [(score.value, score.spoken) for score in rating.scores] == [("12", None), ("Violence itself", "en")]


def test_a_rating_by_older_rules_says_what_the_present_ones_are(really) -> None:
    old, new, unknown = really(
        "{scheme: yef-impact, value: low, rated_on: 2020}, {scheme: yef-impact, value: low, rated_on: 2021}, "
        "{scheme: eef-cost, value: 1, rated_on: 1999}"
    )
    assert (old.older_than, new.older_than, unknown.older_than) == ("December 2021", None, None)


def test_what_nobody_could_verify_says_so(really) -> None:
    level, scheme, good = really(
        "{scheme: yef-impact, value: no-effect}, {scheme: wsipp-diversity, value: x}, {scheme: yef-impact, value: high}"
    )
    assert (level.unverified, scheme.unverified, good.unverified) == (True, True, False)


def test_what_is_quoted_from_a_record_is_marked_in_the_other_language(really) -> None:
    for language, spoken in (("en", None), ("cy", "en")):
        [rating] = really("{scheme: youth-employment-impact, value: Good}", language)
        assert (rating.value_label, rating.spoken, rating.levels_known) == ("Good", spoken, False)
