"""Pictures of effects: what shares an axis, where marks stand, and what is never guessed."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from evidence_briefings.content.blocks import Effect
from evidence_briefings.site.forest import TICKS, forests
from hypothesis import given
from hypothesis import strategies as st

ODDS = {"measure": "Odds ratio", "no_effect": 1}
MINUTES = {"measure": "Difference", "unit": "minutes"}


def effects(*values: dict[str, Any]) -> list[Effect]:
    return [Effect.model_validate({"outcome": "A", **value}, context={"language": "en"}) for value in values]


def share(place: str) -> float:
    return float(place.removesuffix("%"))


def test_each_measure_and_unit_has_an_axis_of_its_own() -> None:
    found = forests(
        effects(
            {**ODDS, "value": 0.8, "ci_low": 0.7, "ci_high": 0.9},
            {**MINUTES, "value": 12, "no_effect": 0},
            {**MINUTES, "unit": "days", "value": 3, "no_effect": 0},
            {**ODDS, "measure": "odds  Ratio", "value": 1.8},
        ),
        "en",
    )
    assert [len(each.rows) for each in found] == [2, 1, 1]
    assert [each.unit and each.unit.en for each in found] == [None, "minutes", "days"]


@pytest.mark.parametrize(
    "effect",
    [
        {"value": 3, "ci_low": 1, "ci_high": 5},  # nobody knows of what
        {**MINUTES},  # no figure
        {**MINUTES, "n": 12},
        {**MINUTES, "value": 3},  # one figure beside nothing
        {**MINUTES, "value": 3, "no_effect": 3},
        {**MINUTES, "ci_low": 3},  # an open end
    ],
)
def test_what_cannot_be_shown_makes_no_picture(effect: dict[str, Any]) -> None:
    assert forests(effects(effect), "en") == []


def test_an_effect_without_a_figure_is_in_the_table_only() -> None:
    (found,) = forests(effects({**ODDS, "value": 0.8}, {**ODDS, "direction": "better"}), "en")
    assert len(found.rows) == 1


def test_the_line_of_no_difference_stands_where_the_record_says_and_nowhere_else() -> None:
    (ratio,) = forests(effects({**ODDS, "value": 0.8}), "en")
    assert (ratio.no_effect, ratio.ratio) == ("1", True)
    (difference,) = forests(effects({**MINUTES, "value": 3, "no_effect": 0}), "en")
    assert (difference.no_effect, difference.ratio) == ("0", False)
    (unknown,) = forests(effects({"measure": "Odds ratio", "value": 0.8, "ci_low": 0.5, "ci_high": 1.2}), "en")
    assert (unknown.no_effect, unknown.no_effect_at, unknown.ratio) == (None, None, False)


def test_effects_of_one_measure_share_the_line_unless_they_disagree() -> None:
    (shared,) = forests(effects({**ODDS, "value": 0.8}, {"measure": "Odds ratio", "value": 0.9}), "en")
    assert shared.no_effect == "1"
    (torn,) = forests(effects({**ODDS, "value": 0.8}, {**ODDS, "no_effect": 0, "value": 0.9}), "en")
    assert torn.no_effect_at is None


def test_half_and_double_are_equally_far_from_one() -> None:
    (found,) = forests(effects({**ODDS, "value": 0.5}, {**ODDS, "value": 2}), "en")
    middle = share(found.no_effect_at or "")
    half, double = (share(row.at or "") for row in found.rows)
    assert middle - half == pytest.approx(double - middle)


def test_places_are_the_same_bytes_everywhere() -> None:
    (found,) = forests(effects({**MINUTES, "value": 0.3, "ci_low": -0.1, "ci_high": 0.7, "no_effect": 0}), "en")
    assert (found.rows[0].low, found.rows[0].at, found.rows[0].high) == ("14.8%", "50%", "85.2%")
    assert [(tick.label, tick.at) for tick in found.ticks] == [
        ("\u22120.2", "6%"),
        ("0", "23.6%"),
        ("0.2", "41.2%"),
        ("0.4", "58.8%"),
        ("0.6", "76.4%"),
        ("0.8", "94%"),
    ]


def test_long_labels_stand_at_the_ends_only_and_within_the_picture() -> None:
    (found,) = forests(effects({**MINUTES, "value": 2_000_000, "ci_low": 1_000_000, "ci_high": 3_400_000}), "en")
    assert [(tick.label, tick.anchor) for tick in found.ticks] == [("1,000,000", "start"), ("4,000,000", "end")]


def test_figures_that_no_label_has_room_for_make_no_picture() -> None:
    assert forests(effects({**MINUTES, "value": 1e300, "ci_low": 0, "ci_high": 1e301}), "en") == []


NUMBERS = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False),
    st.decimals(-100, 100, places=2).map(float),
    st.sampled_from([0.0, 1.0, -0.0, 5e-324, 1.7e308, -1.7e308, 1e-7]),
)


@given(
    st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS, st.one_of(st.none(), st.just(1.0), NUMBERS)), min_size=1, max_size=5)
)
def test_whatever_the_figures_every_mark_is_within_the_picture_and_in_its_order(
    drawn: list[tuple[float, float, float, float | None]],
) -> None:
    group = []
    for *figures, none_at in drawn:
        low, value, high = sorted(figures)
        group.append({"measure": "M", "value": value, "ci_low": low, "ci_high": high, "no_effect": none_at})
    for found in forests(effects(*group), "en"):
        assert 2 <= len(found.ticks) <= TICKS + 1
        assert all(before < after for before, after in pairwise([share(tick.at) for tick in found.ticks]))
        for row in found.rows:
            places = [share(place or "") for place in (row.low, row.at, row.high)]
            assert places == sorted(places)
            assert all(0 <= place <= 100 for place in places)
