"""Lists of an author's file whose items move, go or come, and long lines that stay lines."""

from __future__ import annotations

from evidence_briefings.content.editing import Kept, Rearranged, edited

LIST = """\
title: A  # why
messages:
  # the first
  - text: one
    audiences: [x]  # for x
  - text: two
  - text: three

# About topics
topics: [a, b]
"""


def test_an_item_in_the_middle_goes_and_every_comment_stays():
    found = edited(LIST, {("messages",): Rearranged((Kept(0), Kept(2)))})
    assert found == LIST.replace("  - text: two\n", "")


def test_the_last_item_goes_and_the_comment_above_the_next_key_stays():
    found = edited(LIST, {("messages",): Rearranged((Kept(0), Kept(1)))})
    assert found == LIST.replace("  - text: three\n", "")


def test_a_new_item_stands_between_two_others():
    found = edited(LIST, {("messages",): Rearranged((Kept(0), {"text": "new"}, Kept(1), Kept(2)))})
    assert found == LIST.replace("  - text: two\n", "  - text: new\n  - text: two\n")


def test_items_change_places_and_what_is_in_them_goes_along():
    found = edited(LIST, {("messages",): Rearranged((Kept(0), Kept(2), Kept(1))), ("messages", 1, "text"): "four"})
    assert found == LIST.replace("- text: two\n  - text: three", "- text: four\n  - text: two")


def test_only_the_line_changes_in_which_a_word_of_a_folded_text_changes():
    text = "summary: >-\n  One line of words that goes\n  on in a second line of words\n  and in a third.\nb: c\n"
    found = edited(text, {("summary",): "One line of words that goes on in a NEW line of words and in a third. More."})
    assert found == text.replace("second", "NEW").replace("third.", "third. More.")


def test_a_long_text_in_one_line_stays_in_one_line():
    text = f"a: b\nsummary: {'word ' * 40}end\n"
    found = edited(text, {("summary",): f"{'word ' * 40}other"})
    assert found == text.replace(" end", " other")


def test_quotes_stay():
    assert edited('title: "A: b"\n', {("title",): "A: c"}) == 'title: "A: c"\n'
