"""A site's own list of Welsh words: what is read of it, and what is said of the rest."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from evidence_briefings.content.lexicon import MAX_REPORTED, LexiconFile, read_lexicon
from tiny import corpus_of

Site = Callable[..., Path]
NAME = "briefings/_vocabulary/welsh-lexicon.tsv"


def read(site_folder: Site, content: bytes) -> tuple[LexiconFile | None, list[str]]:
    folder = site_folder({NAME: content})
    found, problems = read_lexicon(folder / "briefings", folder)
    return found, [str(problem) for problem in problems]


@pytest.mark.parametrize(
    ("content", "entries"),
    [
        (b"", []),
        (b"# a note\n\n  \n", []),
        (b"phlant\tplentyn\nblant\tplentyn", [("phlant", "plentyn"), ("blant", "plentyn")]),
        (b"\xef\xbb\xbfphlant\tplentyn\r\n", [("phlant", "plentyn")]),
        (b" phlant \t plentyn \tnoun\tplural\n", [("phlant", "plentyn")]),
        ("tŷ\ttŷ\n".encode(), [("tŷ", "tŷ")]),
    ],
)
def test_each_line_is_a_form_a_tab_and_its_dictionary_form(
    site_folder: Site, content: bytes, entries: list[tuple[str, str]]
) -> None:
    found, problems = read(site_folder, content)
    assert problems == []
    assert found is not None
    assert list(found.entries()) == entries


def test_a_line_that_is_wrong_is_left_out_and_the_others_are_read(site_folder: Site) -> None:
    found, problems = read(site_folder, b"phlant plentyn\nblant\tplentyn\n\xff\tx\n")
    assert found is not None
    assert list(found.entries()) == [("blant", "plentyn")]
    assert [line.split(": ")[0] for line in problems] == [f"{NAME}:1:1", f"{NAME}:3:1"]


def test_a_list_in_another_format_is_not_reported_line_by_line_to_its_end(site_folder: Site) -> None:
    _, problems = read(site_folder, b"phlant,plentyn\n" * 5000)
    assert len(problems) == MAX_REPORTED + 1
    assert problems[-1].endswith(f"{5000 - MAX_REPORTED} more lines below are left out too.")


def test_a_site_without_the_list_has_none(site_folder: Site) -> None:
    folder = site_folder()
    assert read_lexicon(folder / "briefings", folder) == (None, [])
    assert corpus_of(folder).lexicon is None


@pytest.mark.parametrize("drawn", ["welsh-lexicon.tsv fifo", "welsh-lexicon.tsv/\n      x.yml"])
def test_what_is_no_ordinary_file_is_reported_and_not_waited_for(site_folder: Site, drawn: str) -> None:
    corpus = corpus_of(site_folder(f"briefings/\n  _vocabulary/\n    {drawn}\n"))
    assert [problem.code for problem in corpus.errors] == ["unreadable-file"]
    assert corpus.lexicon is None


def test_another_list_is_not_equal_to_the_one_before(site_folder: Site) -> None:
    first, _ = read(site_folder, b"phlant\tplentyn\n")
    again, _ = read(site_folder, b"phlant\tplentyn\n")
    other, _ = read(site_folder, b"phlant\tplant\n")
    assert first == again != other
