"""Changes to a file that somebody else wrote."""

from __future__ import annotations

from datetime import date

import pytest
from evidence_briefings.content.editing import REMOVED, EditError, edited

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
