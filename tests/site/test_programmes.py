"""Programmes in words: what is known, what is not, and nothing left out; numbers and money in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from evidence_briefings.content import blocks
from evidence_briefings.content.blocks import Cost, Effect, Programme
from evidence_briefings.site.numbers import figure, money
from evidence_briefings.site.programmes import (
    amount_in_words,
    cost_in_words,
    effect_in_words,
    interval_in_words,
    is_uk_tested,
    readiness,
    sample_in_words,
    tally,
    told,
)
from evidence_briefings.site.site import Site
from evidence_briefings.site.wording import Wording
from hypothesis import given
from hypothesis import strategies as st

Words = Mapping[str, Wording]
FULL = {
    "manual": "no",
    "training": "Two days",
    "delivered_by": ["Nurses"],
    "dose": "Weekly",
    "available_in_uk": "no",
    "costs": [{"low": 100, "currency": "GBP", "price_year": 2020}],
    "core": ["A", "B"],
    "tested_with": {"places": ["usa"]},
}
KEYS_OF_FULL = ["manual", "training", "staff", "dose", "available-in-uk", "costs", "core", "tested-in-uk"]


def block(kind: Any, value: Mapping[str, Any], language: str = "en") -> Any:
    """Return a block of a record as its file would give it."""
    return kind.model_validate(value, context={"language": language})


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (0.3, "0.3"),
        (0.1 + 0.2, "0.30000000000000004"),  # nobody wrote this; what was written is what is shown
        (-0.05, "\u22120.05"),
        (1200, "1,200"),
        (1234567.25, "1,234,567.25"),
        (2.0, "2"),
        (-0.0, "0"),
        (1e-7, "0.0000001"),
        (1e30, "1" + ",000" * 10),
        (1e21, "1,000,000,000,000,000,000,000"),
    ],
)
@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_number_has_the_digits_it_was_written_with(number: float, shown: str, language: str) -> None:
    assert figure(number, language) == shown


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-10000, max_value=10000))
def test_a_number_is_shown_without_the_noise_of_binary_fractions(written: Any) -> None:
    shown = figure(float(written), "en").replace(",", "").replace("\u2212", "-")
    assert len(shown.partition(".")[2]) <= 3
    assert float(shown) == float(written)


@pytest.mark.parametrize(
    ("amount", "currency", "shown"),
    [(1200, "GBP", "£1,200"), (200.5, "GBP", "£200.50"), (0, "GBP", "£0"), (99.9, "EUR", "€99.90"), (5, "USD", "US$5")],
)
@pytest.mark.parametrize("language", ["en", "cy"])
def test_money_has_pence_only_where_there_are_any(amount: float, currency: str, shown: str, language: str) -> None:
    assert money(amount, currency, language) == shown


@pytest.mark.parametrize(
    ("low", "high", "en", "cy"),
    [
        (100, 200.5, "£100 to £200.50", "£100 i £200.50"),
        (100, 100, "£100", "£100"),
        (100, None, "£100", "£100"),
        (None, 200, "up to £200", "hyd at £200"),
        (None, None, None, None),
    ],
)
def test_a_cost_is_a_range_of_money(
    low: float | None, high: float | None, en: str | None, cy: str | None, wording: Words
) -> None:
    cost = block(Cost, {"low": low, "high": high, "currency": "GBP", "price_year": 2020})
    assert amount_in_words(cost, wording["en"]) == en
    assert amount_in_words(cost, wording["cy"]) == cy


def test_what_belongs_to_a_cost_stands_below_it(wording: Words) -> None:
    cost = block(Cost, {"item": "A", "low": 5, "currency": "GBP", "per": "a < b", "price_year": 2020, "note": "N"})
    found = cost_in_words(cost, wording["en"])
    assert found.details == ("For each: a &lt; b", "Prices of 2020", "N")
    assert cost_in_words(cost, wording["cy"]).details[0] == 'Am bob un: <span lang="en">a &lt; b</span>'


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [(-0.1, 0.7, "\u22120.1 to 0.7"), (2, None, "2 or more"), (None, 3, "3 or less"), (None, None, None)],
)
def test_an_interval_may_be_open(low: float | None, high: float | None, shown: str | None, wording: Words) -> None:
    assert interval_in_words(low, high, wording["en"]) == shown


def test_an_effect_of_which_nothing_is_reported_says_so(wording: Words, site_of: Callable[..., Site]) -> None:
    found = effect_in_words(block(Effect, {"outcome": "Sleep"}), wording["en"], site_of().corpus.vocabularies)
    assert (found.way, found.found) == ("not-reported", "Not reported")
    assert (found.size, found.interval, found.people, found.measure, found.caution) == (None,) * 5


def test_an_effect_is_given_with_its_unit(wording: Words, site_of: Callable[..., Site]) -> None:
    lists = site_of().corpus.vocabularies
    effect = {"outcome": "Sleep", "measure": "Difference", "unit": "minutes", "value": 12, "n": 1480}
    found = effect_in_words(block(Effect, {**effect, "direction": "worse"}), wording["en"], lists)
    assert (found.size, found.measure, found.people, found.found) == ("12 (minutes)", "Difference", "1,480", "Worse")
    without = effect_in_words(block(Effect, {**effect, "value": None}), wording["en"], lists)
    assert (without.size, without.measure) == (None, "Difference (minutes)")


@pytest.mark.parametrize(
    ("low", "high", "none_at", "cautious"),
    [(0.8, 1.1, 1, True), (0.8, 0.9, 1, False), (0.8, 1, 1, True), (0.8, 1.1, None, False), (None, 1.1, 1, False)],
)
def test_an_interval_that_takes_in_no_difference_is_said_to(
    low: float | None,
    high: float | None,
    none_at: float | None,
    cautious: bool,
    wording: Words,
    site_of: Callable[..., Site],
) -> None:
    effect = block(Effect, {"outcome": "A", "ci_low": low, "ci_high": high, "no_effect": none_at})
    found = effect_in_words(effect, wording["en"], site_of().corpus.vocabularies)
    assert (found.caution is not None) is cautious


@pytest.mark.parametrize(
    ("places", "answer"),
    [
        (["wales"], True),
        (["usa", "uk"], True),
        (["usa", "canada"], False),
        (["international"], None),
        (["usa", "europe"], None),
        (["not-reported"], None),
        ([], None),
    ],
)
def test_whether_it_was_tested_in_the_uk_is_never_guessed(places: list[str], answer: bool | None) -> None:
    assert is_uk_tested(block(blocks.TestedWith, {"places": places})) is answer
    assert is_uk_tested(None) is None


def test_nothing_known_is_nothing_reported(wording: Words) -> None:
    needs = readiness(block(Programme, {}), wording["en"])
    assert [need.key for need in needs] == [
        "manual",
        "training",
        "staff",
        "dose",
        "costs",
        "core",
        "tested-in-uk",
        "available-in-uk",
    ]
    assert not any(need.reported for need in needs)
    assert tally(needs, wording["en"]) == "0 of 8 reported"


def test_a_no_is_reported_too(wording: Words) -> None:
    needs = readiness(block(Programme, FULL), wording["en"])
    assert tally(needs, wording["en"]) == "8 of 8 reported"
    assert tally(needs, wording["cy"]) == "8 o 8 wedi'u nodi"
    said = {need.key: list(need.said) for need in needs}
    assert said["manual"] == ["No, there is none"]
    assert said["tested-in-uk"] == ["No, it was tested elsewhere"]
    assert said["costs"] == ["£100"]


@pytest.mark.parametrize(("field", "key"), list(zip(FULL, KEYS_OF_FULL, strict=True)))
def test_each_thing_that_is_missing_is_counted_and_named(field: str, key: str, wording: Words) -> None:
    needs = readiness(block(Programme, {name: value for name, value in FULL.items() if name != field}), wording["en"])
    assert [need.key for need in needs if not need.reported] == [key]
    assert tally(needs, wording["en"]) == "7 of 8 reported"


@pytest.mark.parametrize("cost", [{"item": "Rooms"}, {"per": "family"}, {"currency": "GBP", "price_year": 2020}])
def test_a_cost_without_money_or_words_is_not_reported(cost: dict[str, object], wording: Words) -> None:
    needs = readiness(block(Programme, {"costs": [cost]}), wording["en"])
    assert not next(need for need in needs if need.key == "costs").reported


def test_whom_it_was_tested_with_has_the_same_facts_whatever_is_known(
    wording: Words, site_of: Callable[..., Site]
) -> None:
    lists = site_of().corpus.vocabularies
    known = block(blocks.TestedWith, {"places": ["wales", "not-reported"], "place_types": ["rural"], "number": 1480})
    found = sample_in_words(known, wording["cy"], lists)
    assert [fact.label for fact in found] == [fact.label for fact in sample_in_words(None, wording["cy"], lists)]
    assert [list(fact.said) for fact in found if fact.said] == [["1,480"], ["Cymru"], ["Gwledig"]]


BARE = """
    briefings/
      one.yml +
        kind: programme
        programme: {manual: not-reported}
      one.cy.yml
      full.yml +
        kind: programme
        programme:
          ages: Under five
          theory_of_change: {inputs: [Time], outcomes: [Calm]}
          effects: [{outcome: Sleep, measure: Difference, unit: minutes, value: 3, ci_low: 1, ci_high: 5, no_effect: 0}]
          core: [Visits]
          can_change: [The day]
          costs: [{low: 1, currency: GBP, price_year: 2020}]
          economic: {chance: 60}
          equality: Nobody looked.
          adapted_without_evaluation: {note: It was made shorter.}
      other.yml
"""


def html_of(site: Site, path: str) -> str:
    return site.html(next(page for page in site.pages() if page.path == path))


@pytest.mark.parametrize("folder", ["en/briefings", "cy/papurau-briffio"])
def test_every_heading_is_on_the_page_of_every_programme(folder: str, site_of: Callable[..., Site]) -> None:
    site = site_of(BARE)
    bare, full = (
        re.findall(r"<h[23][^>]*>(.*?)</h[23]>", html_of(site, f"{folder}/{name}.html")) for name in ("one", "full")
    )
    assert bare == full
    assert len(bare) > 20


def test_a_programme_of_which_nothing_is_known_says_so_below_every_heading(site_of: Callable[..., Site]) -> None:
    html = html_of(site_of(BARE), "en/briefings/one.html")
    part = html[html.index('id="programme"') : html.index('id="sources"')]
    assert part.count("Not reported") == 27
    assert "<table" not in part
    assert "<svg width" not in part


def test_how_it_works_is_a_list_in_order_with_every_step(site_of: Callable[..., Site]) -> None:
    html = html_of(site_of(BARE), "en/briefings/full.html")
    flow = html[html.index('<ol class="flow">') : html.index("</ol>", html.index('<ol class="flow">'))]
    assert flow.count("<h4>") == 4
    assert flow.count("Not reported") == 2
    assert "<li>Time</li>" in re.sub(r"\s*\n\s*", "", flow)


def test_a_version_that_nobody_tested_carries_a_caution(site_of: Callable[..., Site]) -> None:
    site = site_of(BARE)
    assert "Changed since it was tested." in html_of(site, "en/briefings/full.html")
    assert '<span lang="en">It was made shorter.</span>' in html_of(site, "cy/papurau-briffio/full.html")
    assert "Changed since it was tested." not in html_of(site, "en/briefings/one.html")


def test_only_the_pages_of_programmes_load_their_styles(site_of: Callable[..., Site]) -> None:
    styles = {page.path: page.meta.get("styles") for page in site_of(BARE).pages()}
    with_it = {path for path, names in styles.items() if names == ["programme.css"]}
    assert with_it == {
        f"{folder}/{name}.html" for folder in ("en/briefings", "cy/papurau-briffio") for name in ("one", "full")
    }


def test_the_picture_is_hidden_from_readers_who_have_the_table(site_of: Callable[..., Site]) -> None:
    html = html_of(site_of(BARE), "en/briefings/full.html")
    figures = html[html.index('<figure class="forest">') : html.index("</figure>")]
    assert figures.index('aria-hidden="true"') < figures.index("<svg")
    assert html.index('<table class="effects">') < html.index("<figure")
    assert "style=" not in figures


WAYS = ["better", "worse", "no-difference", "mixed", "unknown", None]


def test_what_was_found_is_told_apart_by_word_and_by_shape(site_of: Callable[..., Site]) -> None:
    effects = "\n".join(f"            - {{outcome: Sleep{f', direction: {way}' if way else ''}}}" for way in WAYS)
    drawing = f"""
        briefings/
          one.yml +
            kind: programme
            programme:
              effects:
{effects.replace("            -", "                -")}
    """
    html = html_of(site_of(drawing), "en/briefings/one.html")
    found = re.findall(r'<p class="way is-[a-z-]+">\s*(<svg.*?</svg>)\s*<span>(.*?)</span>', html, re.DOTALL)
    assert len(found) == len({shape for shape, _ in found}) == len({word for _, word in found}) == len(WAYS)


def test_the_same_programme_is_always_told_alike(wording: Words, real_lists: Site) -> None:
    lists = real_lists.corpus.vocabularies
    programme = block(Programme, {**FULL, "effects": [{"outcome": "A", "measure": "M", "value": 1.5, "no_effect": 1}]})
    assert told(programme, wording["en"], lists) == told(programme, wording["en"], lists)


def test_a_listing_says_how_much_is_known_of_what_a_programme_takes(site_of: Callable[..., Site]) -> None:
    site = site_of(BARE)
    assert html_of(site, "en/kinds/programme.html").count("What you would need to run it: ") == 2
    assert "What you would need to run it: 0 of 8 reported" in html_of(site, "en/kinds/programme.html")
    assert "to run it" not in html_of(site, "en/kinds/research.html")
