"""What an author is told about text that is not YAML: advice first, at the line to change."""

from __future__ import annotations

import pytest
from evidence_briefings.content.nodes import parse

CASES = {
    "a quote left open": ('title: "never\nsummary: x\nbody: y\n', "1:8", "the quote that opens here is never closed"),
    "a quote closed by the next": (
        '- text: "a\n- text: "b"\n',
        "2:10",
        "the quote that opens at line 1 ends before this, but text goes on",
    ),
    "a quote in quotes": ('title: "She said "yes""\n', "1:19", "the quote that opens at line 1 ends before this"),
    "a merge": ("a: b\n<<<<<<< HEAD\nc: d\n=======\nc: e\n>>>>>>> x\n", "2:1", "<<<<<<< is a mark of a merge"),
    "half a merge": ("a: b\n=======\nc: e\n>>>>>>> x\n", "2:1", "======= is a mark of a merge"),
    "curly quotes": ("title: “What works: and why”\n", "1:8", "curly quotes are letters"),
    "curly quotes in a list": ("topics: [“a, b: c: d]\n", "1:10", "curly quotes are letters"),
    "wide spaces": ("a:\n  b: c\n\u00a0\u00a0d: e: f\n", "3:1", "indented with non-breaking spaces"),
    "a colon in a text": ("title: What works: and why\n", "1:18", 'put text that holds ": " between double quotes'),
    "curly quotes above": ('title: “Yes” they say\nbody: "never\nbase: x\n', "2:7", "the quote that opens here"),
    "a deeper key": ("a: b\n c: d\n", "2:3", "check the indent"),
    "no colon": ("a: b\nc d\n", "2:1", "neither key: value nor part of the text above"),
    "an open bracket": ("a: [b, c\nd: e\n", "1:4", "the bracket [ that opens here is not closed"),
    "an open brace": ("a: {b: c\nd: e\n", "1:4", "the bracket { that opens here is not closed"),
    "a sign": ("a: @x\n", "1:4", "between double quotes"),
    "a tab": ("a:\n\tb: c\n", "2:1", "indent with spaces, not tabs"),
}


@pytest.mark.parametrize("name", CASES)
def test_advice_comes_first_and_names_the_place_to_change(name: str) -> None:
    text, place, advice = CASES[name]
    [problem] = parse(text, "one.yml")[1]
    line = str(problem)
    assert line.startswith(f"one.yml:{place}: error[yaml-syntax]: ")
    assert advice in line
    assert line.index(advice) < line.index("(This is not YAML: ")


def test_marks_of_a_merge_inside_a_text_are_part_of_it() -> None:
    node, problems = parse("body: |\n  <<<<<<< HEAD\n  =======\n", "one.yml")
    assert node is not None
    assert not problems
