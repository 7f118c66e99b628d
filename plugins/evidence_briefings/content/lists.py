"""A file that is a list, beside the records: its entries, or what is wrong with it as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .nodes import Node, parse
from .problems import Mark, Problem
from .reading import WRONG_TYPE
from .records import read_text


def read_list(path: Path, shown: str, message: str) -> tuple[Sequence[Node], list[Problem]]:
    """Return the entries of the list in a file that may be absent, and its faults; ``message`` is said of no list."""
    if not path.exists():
        return (), []
    text, fault = read_text(path, shown)
    if fault is not None:
        return (), [fault]
    tree, problems = parse(text, shown)
    if tree is None or not isinstance(tree.value, list):
        return (), problems or [WRONG_TYPE.at(Mark(shown), message)]
    return tree.value, problems
