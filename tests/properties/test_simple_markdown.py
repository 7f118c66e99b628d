"""A law of Markdown: what is read without the library reads as the library reads it."""

from __future__ import annotations

import itertools

from evidence_briefings.content.markdown import MarkdownReader, simple_html
from hypothesis import given, settings
from hypothesis import strategies as st

READER = MarkdownReader()
PIECES = """a word Two~words. **b** **bold~words.**~x **~x** * ** *** -~ -~a #~ ##~ ###~h # | || ||| ~ ~~ 1.~ 1)~x = == ---
--- -~-~- +~a é ' " (c) ! £5 : a:~b **a**b x**y**z - . $ ; {:~.c} *[a]:~b [^1] -~**b** -~1.~x -~#~x 10~x 2020.~x % ^ { }
@ \u00a0 \u2028 \t _ & < > ` \\ [a](b)""".split()  # fmt: skip
TEXTS = st.lists(
    st.sampled_from([piece.replace("~", " ").replace("|", "\n") for piece in PIECES]), min_size=1, max_size=10
).map("".join)


def by_the_library(text: str, shift: int) -> str:
    READER._safe.guard.shift = shift
    return str(READER._markdown.reset().convert(text))


@settings(max_examples=1500)
@given(TEXTS, st.integers(0, 2))
def test_a_simple_text_reads_as_the_library_reads_it(text: str, shift: int) -> None:
    found = simple_html(text, shift)
    assert found is None or found == by_the_library(text, shift)


@settings(max_examples=300)
@given(
    st.lists(
        st.sampled_from(["## A heading", "Some **bold** words.", "Two\nlines", "- one\n- two", "### Below"]), min_size=1
    )
)
def test_texts_of_the_usual_kind_are_read_without_the_library_or_as_it_does(blocks: list[str]) -> None:
    text = "\n\n".join(blocks)
    lists_meet = any(one.startswith("-") and two.startswith("-") for one, two in itertools.pairwise(blocks))
    found = simple_html(text, 1)
    assert (found is None) == lists_meet
    assert found in (None, by_the_library(text, 1))
