"""Whole numbers and sorted words as short rows of ASCII signs. plugins/browser/FORMAT.md says how."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

SIGNS = "!" + "".join(chr(code) for code in range(ord("#"), ord("~") + 1) if chr(code) != "\\")
"""The 92 signs, in the order of their values: ASCII from ``!`` to ``~`` but for what JSON escapes."""

_HALF = 46
_MOST = len(SIGNS) - 1
_VALUES = {sign: value for value, sign in enumerate(SIGNS)}


class _Signs(dict[int, str]):
    """The signs of each number, made when it is first asked for."""

    def __missing__(self, number: int) -> str:
        if number < 0:
            raise ValueError(f"{number} cannot be packed: numbers go from 0 upwards.")
        rest, digit = divmod(number, _HALF)
        self[number] = signs = SIGNS[digit + _HALF] + self[rest] if rest else SIGNS[digit]
        return signs


signs = _Signs()
"""The signs of a number, by number. A table, because looking up is what most of packing is."""


def pack(numbers: Iterable[int]) -> str:
    """Return whole numbers from 0 upwards as signs; raises ``ValueError`` below 0."""
    return "".join(map(signs.__getitem__, numbers))


def unpack(packed: str) -> list[int]:
    """Return the numbers that ``pack`` was given; raises ``KeyError`` for a sign that is none."""
    numbers: list[int] = []
    number, weight = 0, 1
    for sign in packed:
        value = _VALUES[sign]
        if value < _HALF:
            numbers.append(number + value * weight)
            number, weight = 0, 1
        else:
            number += (value - _HALF) * weight
            weight *= _HALF
    return numbers


def gaps(numbers: Sequence[int]) -> list[int]:
    """Return an ascending row as its first number and then how many numbers are skipped before each next one."""
    return [*numbers[:1], *(after - before - 1 for before, after in pairwise(numbers))]


def front_coded(words: Iterable[str]) -> list[str]:
    """Return sorted words, each as one sign, how many characters it shares with the one before, and its rest."""
    coded: list[str] = []
    before = ""
    for word in words:
        coded.append(after(before, word))
        before = word
    return coded


def after(before: str, word: str) -> str:
    """Return ``word`` as one sign, how many characters (at most 91) it begins with of ``before``, and its rest."""
    shared = 0
    for mine, other in zip(word, before, strict=False):
        if mine != other or shared == _MOST:
            break
        shared += 1
    return SIGNS[shared] + word[shared:]
