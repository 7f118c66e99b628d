"""Changes to a file that somebody else wrote."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from difflib import ndiff
from typing import Any

import pytest
from evidence_briefings.content.editing import REMOVED, EditError, edited
from evidence_briefings.content.nodes import Node, parse
from evidence_briefings.content.weaving import bare
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tiny import PROJECT

FILE = """\
# ours
title: "Short breaks"   # the working title
topics: [fostering,   carers]

messages:
- text: >-
    Ask carers what they
    need.
  audiences:   [frontline]
# the end
"""


def test_only_what_changes_is_written() -> None:
    assert edited(FILE, {("title",): "Short pauses"}) == FILE.replace('"Short breaks"', '"Short pauses"')


def test_a_list_grows_where_it_stands() -> None:
    found = edited(FILE, {("topics", 2): "leaving-care"})
    assert found == FILE.replace("topics: [fostering,   carers]", "topics: [fostering, carers, leaving-care]")


def test_a_new_key_comes_last_and_a_removed_one_leaves_the_others() -> None:
    found = edited(FILE, {("reviewed",): date(2026, 11, 1), ("topics",): REMOVED})
    assert "topics" not in found
    assert "reviewed: 2026-11-01\n" in found
    assert '# ours\ntitle: "Short breaks"   # the working title\n' in found
    assert "  audiences:   [frontline]\n" in found


def test_line_ends_and_a_mark_at_the_beginning_stay() -> None:
    text = "\ufeff" + FILE.replace("\n", "\r\n")
    assert edited(text, {("title",): "Short pauses"}) == text.replace('"Short breaks"', '"Short pauses"')


@pytest.mark.parametrize("edits", [{("messages", 7, "text"): "x"}, {("title", "text"): "x"}])
def test_a_place_that_is_not_there_is_refused(edits) -> None:
    with pytest.raises(EditError):
        edited(FILE, edits)


def test_a_file_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(EditError, match="cannot be read"):
        edited("a: [", {("title",): "x"})


# --- laws over the project's own records ---

RECORDS = sorted(
    path for path in (PROJECT / "briefings").rglob("*.yml") if not any(part.startswith("_") for part in path.parts)
)
TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=40),
    st.sampled_from(
        [
            *["A: b # c", "yes", "null", "12", "2020-01-01", "- x", "'q'", '"dq"', "{a}", "*c", "%e", "@g", "# x", "~"],
            *["a\nb\n\n## c\n", "---\nx", "... y", " #lead\n  indented\nback", "tab\there", "a  b", "\\n"],
            *["x" * 150, "word " * 40, "long: " + "word: " * 40],
        ]
    ),
).filter(str.strip)


def values(node: Node, loc: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Node]]:
    """Yield the place of every value of a tree, single ones and others."""
    below = node.value.items() if isinstance(node.value, dict) else ()
    below = enumerate(node.value) if isinstance(node.value, list) else below
    for step, child in below:
        yield (*loc, step), child
        yield from values(child, (*loc, step))


def tree_of(text: str) -> Node:
    tree, problems = parse(text, "")
    assert tree is not None
    assert not problems
    return tree


def said(text: str) -> object:
    return bare(tree_of(text).plain())


@given(st.data())
@settings(max_examples=60)
def test_any_text_of_any_record_may_change_and_every_other_line_stays(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(RECORDS)).read_bytes().decode("utf-8")
    loc, node = data.draw(
        st.sampled_from([(loc, node) for loc, node in values(tree_of(text)) if type(node.value) is str])
    )
    new = data.draw(TEXTS)
    found = edited(text, {loc: new})
    before, after = text.splitlines(keepends=True), found.splitlines(keepends=True)
    rest = before[max(node.end, node.line) :]
    assert after[: node.line - 1] == before[: node.line - 1]
    assert rest == after[len(after) - len(rest) :]
    changed = tree_of(found).find(loc)
    assert changed is not None
    assert str(changed.value).strip() == new.strip()


@given(st.data())
@settings(max_examples=40)
def test_a_list_may_grow_or_shrink_and_nothing_else_changes(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(RECORDS)).read_bytes().decode("utf-8")
    lists = [(loc, node.value) for loc, node in values(tree_of(text)) if isinstance(node.value, list) and node.value]
    assume(lists)
    loc, items = data.draw(st.sampled_from(lists))
    number = data.draw(st.integers(0, len(items)))
    edits = {(*loc, number): REMOVED if number < len(items) else data.draw(TEXTS)}
    found = edited(text, edits)
    expected = said(text)
    place: Any = expected
    for step in loc:
        place = place[step]
    place[number : number + 1] = [] if number < len(items) else [str(edits[*loc, number]).strip()]
    assert said(found) == expected
    gone = [line for line in ndiff(text.splitlines(), found.splitlines()) if line.startswith("- ")]
    assert len(gone) <= text.count("\n") - found.count("\n") + 2
    comments = [line.split(" #")[-1] for line in text.splitlines() if " #" in line or line.startswith("#")]
    assert all(comment in found for comment in comments)


# --- files as people write them ---

COMMENTED = """\
# c0

title: T  # c1
# c2
messages:  # c3
  # c4
  - text: one  # c5
    # c6

    # c7
    audiences: [a, b]  # c8
  # c9
  - text: >-  # c10
      two
      lines
  # c11
summary: |
  a

  b

# c12
last: x # c13
# end"""


@pytest.mark.parametrize(
    ("edits", "gone", "new"),
    [
        ({("messages", 0, "text"): "ONE"}, ["  - text: one  # c5"], ["  - text: ONE  # c5"]),
        ({("messages", 2): {"text": "three"}}, [], ["  - text: three"]),
        ({("messages", 1): REMOVED}, ["  - text: >-  # c10", "      two", "      lines"], []),
        ({("title",): REMOVED}, ["title: T  # c1"], []),
        ({("last",): REMOVED}, ["last: x # c13"], []),
        ({("summary",): "a\n\nc"}, ["  b"], ["  c"]),
        ({("messages", 1, "text"): "short"}, ["      two", "      lines"], ["      short"]),
        ({("new",): [1]}, [], ["new:", "  - 1"]),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_comments_stay_where_they_are(edits, gone: list[str], new: list[str], line_end: str) -> None:
    text = COMMENTED.replace("\n", line_end)
    found = edited(text, edits)
    changes = [line for line in ndiff(COMMENTED.splitlines(), found.splitlines()) if line[0] in "+-"]
    assert sorted(changes) == sorted([f"- {line}" for line in gone] + [f"+ {line}" for line in new])
    assert found.count("\n") == found.count(line_end)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("a: plain text\n  that goes on\nc: 2\n", "a: plain text\n  that goes on\n"),
        (
            "a: {x: 1,\n    y: 2,   # why\n  z: 3}\nc: [ one ,two,\n  three ]\n",
            "a: {x: 1,\n    y: 2,   # why\n  z: 3}\n",
        ),
        ("a:\n- x\n-   y\n-\n  z\nc: 3\n", "a:\n- x\n-   y\n-\n  z\n"),
        ("a:\n      b:\n         d: 2\nc: 3\n", "a:\n      b:\n         d: 2\n"),
        ("a:\t1\nb: x\t# why\nc: 2\n", "a:\t1\nb: x\t# why\n"),
        ("a: 1\r\nb: 2\nc: 3\r\n", "a: 1\r\nb: 2\n"),
        ("%YAML 1.2\n---\na: 1\nc: 2\n...\n", "%YAML 1.2\n---\na: 1\n"),
        ("a: &x {k: v}\nb: *x\nc: 1\n", "a: &x {k: v}\nb: *x\n"),
        ("a: 2001-12-14t21:59:43.10-05:00\nb: 1.50\nc: 1\n", "a: 2001-12-14t21:59:43.10-05:00\nb: 1.50\n"),
        ("# only\n# comments", "# only\n# comments\n"),
        ("", ""),
    ],
)
def test_unusual_ways_of_writing_stay_as_they_are(text: str, rest: str) -> None:
    assert edited(text, {("c",): "new"}).replace("...\n", "") in (f"{rest}c: new\n", f"{rest}c: new\r\n")


def test_a_change_below_an_unusual_indent_follows_it() -> None:
    text = "a:\n      b:\n         d: 2\nc: 3\n"
    assert edited(text, {("a", "e"): "x"}) == "a:\n      b:\n         d: 2\n      e: x\nc: 3\n"


def test_a_change_that_is_none_leaves_every_byte() -> None:
    text = COMMENTED.replace("\n", "\r\n")
    assert edited(text, {("title",): "T", ("nothing",): REMOVED}) == text


@pytest.mark.parametrize(
    "text",
    ["a: 1\n---\nb: 2\n", "a: 1\na: 2\n", "a: \x07\n", "a: '\ud800'\n", "a: !x 1\n", "- a\n", "a", "a: [", "a:\n" * 3],
)
def test_a_file_that_has_no_place_for_a_change_is_refused(text: str) -> None:
    with pytest.raises(EditError):
        edited(text, {("c",): "new"})


@pytest.mark.parametrize("value", ["a\x07b", "\ud800", "\x00"])
def test_a_text_that_no_file_can_hold_is_refused(value: str) -> None:
    with pytest.raises(EditError):
        edited(FILE, {("title",): value})


def test_a_change_needs_a_place() -> None:
    with pytest.raises(EditError):
        edited(FILE, {(): "x"})
