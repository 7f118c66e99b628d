"""YAML read with line marks: every value where the author put it, and nothing but text."""

from __future__ import annotations

import pytest
from evidence_briefings.content.nodes import MAX_DEPTH, Node, parse


def tree(text: str) -> Node:
    node, problems = parse(text, "one.yml")
    assert not problems
    assert node is not None
    return node


def lines(text: str) -> list[str]:
    return [str(problem) for problem in parse(text, "one.yml")[1]]


@pytest.mark.parametrize(
    "word", ["yes", "no", "on", "off", "NO", "true", "False", "42", "1.5", "1e3", "0x1F", "2026-11-01"]
)
def test_a_word_without_quotes_stays_text(word: str) -> None:
    assert tree(f"a: {word}").plain() == {"a": word}


@pytest.mark.parametrize("nothing", ["", "~", "null", "Null", "NULL"])
def test_a_key_without_a_value_is_left_out(nothing: str) -> None:
    assert tree(f"a: {nothing}\nb: c").plain() == {"b": "c"}


@pytest.mark.parametrize("quoted", ['""', "''", '"~"', "'null'"])
def test_a_quoted_nothing_is_text(quoted: str) -> None:
    assert tree(f"a: {quoted}").plain() == {"a": quoted[1:-1]}


@pytest.mark.parametrize(
    ("text", "loc", "place"),
    [
        ("a: b", ("a",), (1, 4)),
        ("a:\n  - b\n  -   c", ("a", 1), (3, 7)),
        ("a: [b, {c: d}]", ("a", 1, "c"), (1, 12)),
        ("a: >-\n  one\n  two", ("a",), (1, 4)),
        ('"a b":   "c"', ("a b",), (1, 10)),
        ("# first\r\n\r\na:\r\n  b: c\r\n", ("a", "b"), (4, 6)),
        ("a: [🏴, 👩‍👩‍👧, c]", ("a", 2), (1, 15)),
        ("a: [ŵ, c]", ("a", 1), (1, 8)),
    ],
)
def test_a_value_is_found_where_it_stands(text: str, loc: tuple[str | int, ...], place: tuple[int, int]) -> None:
    assert tree(text).place(loc) == place


@pytest.mark.parametrize(
    ("loc", "place"),
    [
        (("a", "b", "c"), (2, 3)),  # b has no value: its key
        (("a", "missing"), (2, 3)),  # not there: the block it is missing from
        (("list", 5), (3, 7)),
        (("missing", "deeper"), (1, 1)),
    ],
)
def test_what_is_not_there_is_placed_at_the_nearest_thing_above(
    loc: tuple[str | int, ...], place: tuple[int, int]
) -> None:
    assert tree("a:\n  b:\nlist: [x]").place(loc) == place


def test_the_place_of_a_key_is_not_that_of_its_value() -> None:
    node = tree("a:\n  b:   c")
    assert node.place(("a", "b"), of_key=True) == (2, 3)
    assert node.place(("a", "b")) == (2, 8)


def test_an_alias_has_the_value_of_its_anchor_and_a_place_of_its_own() -> None:
    node = tree("a: &x [one]\nb: *x")
    assert node.plain() == {"a": ["one"], "b": ["one"]}
    assert node.place(("b",)) == (2, 4)


def test_the_first_of_two_equal_keys_is_kept_and_the_second_reported() -> None:
    node, problems = parse("a: one\nb: x\na: two", "one.yml")
    assert node is not None
    assert node.plain() == {"a": "one", "b": "x"}
    assert [(problem.code, problem.mark.line) for problem in problems] == [("duplicate-key", 3)]


def test_equal_keys_are_found_however_they_are_quoted() -> None:
    assert len(lines("a: one\n\"a\": two\n'a': three")) == 2


def test_nesting_is_allowed_to_the_limit_and_no_further() -> None:
    assert not lines("[" * MAX_DEPTH + "]" * MAX_DEPTH)
    assert "[yaml-nesting]" in lines("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))[0]


@pytest.mark.parametrize("opening", ["[", "{", "- ", "? ", "a: {", "[{a: "])
def test_a_hundred_thousand_openings_are_one_problem(opening: str) -> None:
    assert len(lines(opening * 100_000)) == 1


def test_a_wide_list_is_read_whole() -> None:
    assert len(tree("[" + "a, " * 40_000 + "a]").plain()) == 40_001


def test_a_very_long_line_is_read_whole() -> None:
    assert len(tree("a: " + "word " * 80_000).plain()["a"]) == 399_999


@pytest.mark.parametrize(
    "bomb",
    [
        "a: &a [x,x,x,x,x,x,x,x,x,x]\n"
        + "\n".join(f"{b}: &{b} [{','.join([f'*{a}'] * 10)}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)),
        "a: &a {p: x, q: x}\n"
        + "\n".join(
            f"k{n}: &k{n} {{p: *{'a' if n == 0 else f'k{n - 1}'}, q: *{'a' if n == 0 else f'k{n - 1}'}}}"
            for n in range(40)
        ),
    ],
    ids=["lists", "blocks"],
)
def test_aliases_that_unfold_too_far_are_one_problem(bomb: str) -> None:
    found = lines(bomb)
    assert len(found) == 1
    assert "[yaml-alias]" in found[0]


def test_the_syntax_of_yaml_is_reported_at_its_line_with_advice() -> None:
    [line] = lines('a: b\nc: "d')
    assert line.startswith("one.yml:2:4: error[yaml-syntax]: ")
    assert "the quote that opens here is never closed. (This is not YAML: " in line


@pytest.mark.parametrize("char", ["\x00", "\x07", "\x1b", "\x7f", "\ufffe"])
def test_a_control_character_is_reported_at_its_place(char: str) -> None:
    [line] = lines(f"a: b\nc: d{char}e\n")
    assert line.startswith("one.yml:2:5: error[yaml-syntax]: the control character U+")


@pytest.mark.parametrize("escape", [r"\0", r"\x07", r"\e", r"\r", r"\u009f", r"\uFFFE"])
def test_a_control_character_written_as_an_escape_is_reported_too(escape: str) -> None:
    [line] = lines(f'a: b\nc: "d{escape}e"\n')
    assert line.startswith("one.yml:2:4: error[yaml-syntax]: the control character U+")


@pytest.mark.parametrize("escape", [r"\t", r"\n", r"\"", r"\u0175", r"\U0001F600"])
def test_other_escapes_are_text(escape: str) -> None:
    assert not lines(f'a: "{escape}"')


@pytest.mark.parametrize("tag", ["!!python/name:os.system", "!x", "!!int", "!<tag:example.org,2000:x>"])
def test_a_tag_is_a_problem_and_is_never_run(tag: str) -> None:
    [line] = lines(f"a: {tag} b")
    assert "[yaml-tag]" in line


def test_a_directive_and_a_marker_before_the_record_are_allowed() -> None:
    assert tree("%YAML 1.2\n---\na: b\n...\n").plain() == {"a": "b"}


@pytest.mark.parametrize("text", ["", "\n\n", "# only\n# comments\n", "---\n", "--- ~\n"])
def test_nothing_is_no_problem_here_and_no_value(text: str) -> None:
    node, problems = parse(text, "one.yml")
    assert not problems
    assert node is None or node.value is None
