"""Laws of packing: what goes in comes out, in signs that are safe everywhere. Examples are in twins.json."""

from __future__ import annotations

import json

import pytest
from evidence_briefings.search.packing import SIGNS, front_coded, gaps, pack, unpack
from hypothesis import given
from hypothesis import strategies as st

from .unpacked import from_front

numbers = st.lists(st.integers(0, 10**12))


@given(numbers)
def test_numbers_come_back_as_they_were(row: list[int]) -> None:
    assert unpack(pack(row)) == row


@given(numbers, numbers)
def test_two_rows_packed_one_after_the_other_are_one_row(first: list[int], second: list[int]) -> None:
    assert pack(first) + pack(second) == pack(first + second)


@given(st.sets(st.integers(0, 10**6)))
def test_gaps_lead_back_to_the_row(found: set[int]) -> None:
    row = sorted(found)
    place, back = -1, []
    for gap in gaps(row):
        place += gap + 1
        back.append(place)
    assert back == row


@given(st.sets(st.text(max_size=120)))
def test_front_coded_words_come_back_as_they_were(words: set[str]) -> None:
    assert from_front(front_coded(sorted(words))) == sorted(words)


def test_no_sign_is_escaped_in_json() -> None:
    assert len(SIGNS) == 92
    assert json.dumps(SIGNS) == f'"{SIGNS}"'
    assert list(SIGNS) == sorted(SIGNS)


def test_the_smallest_numbers_take_one_sign() -> None:
    assert [len(pack([number])) for number in (0, 45, 46, 2115, 2116)] == [1, 1, 2, 2, 3]


def test_a_number_below_nought_cannot_be_packed() -> None:
    with pytest.raises(ValueError, match="-1 cannot be packed"):
        pack([3, -1])
