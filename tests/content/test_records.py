"""Files as records: which are read, and what is said of those that cannot be."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from evidence_briefings.content.records import MAX_BYTES, find_records, read_record, split_name
from tiny import RECORD, corpus_of, problems_of, record, tiny_site

Site = Callable[..., Path]


@contextmanager
def ordinary_user() -> Iterator[None]:
    """Give up the rights of root for a while: root may read everything."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Make a folder that any user can reach, as pytest's own cannot be."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("fostering.yml", ("fostering", None)),
        ("fostering.cy.yml", ("fostering", "cy")),
        ("fostering.en.yml", ("fostering", "en")),
        ("a.b.yml", ("a.b", None)),
        (".cy.yml", ("", "cy")),
    ],
)
def test_the_name_of_a_file_gives_its_id_and_language(name: str, expected: tuple[str, str | None]) -> None:
    assert split_name(name) == expected


def test_records_are_found_in_folders_but_not_behind_underscores_or_dots(site_folder: Site) -> None:
    root = site_folder(
        """
        briefings/
          b.yml
          a.yml
          adults/
            deep/
              c.yml
          _drafts/
            d.yml
          .git/
            e.yml
          _f.yml
          .g.yml
        """
    )
    found = [item.path.relative_to(root / "briefings").as_posix() for item in find_records(root / "briefings", root)]
    assert found == ["a.yml", "b.yml", "adults/deep/c.yml"]


def test_a_folder_named_like_a_record_is_a_folder(site_folder: Site) -> None:
    root = site_folder(
        """
        briefings/
          two.yml/
            one.cy.yml
            one.yml
        """
    )
    assert list(corpus_of(root).briefings) == ["one"]


def test_a_link_to_a_record_beside_it_is_followed(site_folder: Site) -> None:
    root = site_folder(
        """
        briefings/
          one.yml
          two.yml -> one.yml
        """
    )
    assert list(corpus_of(root).briefings) == ["one", "two"]


def test_a_folder_that_links_to_itself_ends(site_folder: Site) -> None:
    root = site_folder("briefings/\n  round -> .\n  one.cy.yml\n  one.yml")
    assert [line.split(": ")[1] for line in problems_of(root)] == ["error[outside-link]"]


@pytest.mark.parametrize("what", ["file", "folder", "pair", "list"])
def test_what_may_not_be_read_is_reported_and_hides_nothing_else(what: str, open_folder: Path) -> None:
    site = tiny_site(open_folder / "site", "briefings/\n  far/\n    two.yml\n  one.yml\n  one.cy.yml\n  three.yml")
    names = {"file": "three.yml", "folder": "far", "pair": "one.cy.yml", "list": "_vocabulary/designs.yml"}
    path = site / "briefings" / names[what]
    path.chmod(0)
    try:
        with ordinary_user():
            corpus = corpus_of(site)
    finally:
        path.chmod(0o755)
    unread = [str(problem) for problem in corpus.problems if problem.code == "unreadable-file"]
    assert [line.split(": ")[0] for line in unread] == [f"briefings/{names[what]}:1:1"]
    assert "one" in corpus.briefings


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty-file"),
        (b"\xef\xbb\xbf", "empty-file"),
        (b"\n \n# nothing\n", "empty-file"),
        (b"- a\n- b\n", "not-a-record"),
        (b"42", "not-a-record"),
        (b"\x00" * 100, "yaml-syntax"),
        (b"\x7fELF\x02\x01\x01", "yaml-syntax"),
        (b"kind: caf\xe9\n", "not-utf8"),
        ("kind: research".encode("utf-16"), "not-utf8"),
        ("kind: research".encode("utf-16-be"), "yaml-syntax"),
        (b"PK\x03\x04\xff\xfe", "not-utf8"),
        (b"kind: \xed\xa0\x80\n", "not-utf8"),
        (b"a" * (MAX_BYTES + 1), "file-too-large"),
        (b"# " + b"a" * 10 * 1024 * 1024, "file-too-large"),
        (b"\tkind: research", "yaml-syntax"),
    ],
)
def test_a_file_that_is_no_record_is_one_problem(content: bytes, code: str, tmp_path: Path) -> None:
    path = tmp_path / "one.yml"
    path.write_bytes(content)
    file = read_record(path, tmp_path)
    assert [problem.code for problem in file.problems] == [code]
    assert file.node is None


def test_a_file_of_exactly_the_largest_size_is_read(tmp_path: Path) -> None:
    path = tmp_path / "one.yml"
    path.write_bytes(RECORD.encode() + b"#" * (MAX_BYTES - len(RECORD.encode())))
    assert not read_record(path, tmp_path).problems


def test_a_byte_order_mark_moves_no_column(site_folder: Site) -> None:
    site = site_folder({"briefings/one.yml": b"\xef\xbb\xbf" + record("topics: [nowhere]\n").encode()})
    assert any(line.startswith("briefings/one.yml:1:10: error[unknown-topic]") for line in problems_of(site))


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_the_line_ends_of_other_systems_change_no_line_number(end: str, site_folder: Site) -> None:
    text = record("topics: [nowhere]\nkind: reserch\n").replace("\n", end)
    root = site_folder({"briefings/one.yml": text.encode()})
    assert [line.rpartition(": error")[0] for line in problems_of(root) if "error" in line] == [
        "briefings/one.yml:1:10",
        "briefings/one.yml:2:7",
    ]


@pytest.mark.parametrize(
    "name", ["New.yml", "a b.yml", "a_b.yml", "-a.yml", "a-.yml", "a--b.yml", "é.yml", "a.b.yml", ".cy.yml"]
)
def test_a_name_that_is_no_id_is_reported(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(RECORD, encoding="utf-8")
    assert [problem.code for problem in read_record(path, tmp_path).problems] == ["bad-id"]


@pytest.mark.parametrize("name", ["index", "con", "nul", "aux", "prn", "com1", "lpt9", "a" * 81])
def test_a_name_that_some_systems_cannot_have_is_reported(name: str, tmp_path: Path) -> None:
    for suffix in (".yml", ".cy.yml"):
        path = tmp_path / (name + suffix)
        path.write_text(RECORD, encoding="utf-8")
        assert [problem.code for problem in read_record(path, tmp_path).problems] == ["bad-id"]


def test_a_name_that_is_not_even_text_is_one_printable_line(site_folder: Site) -> None:
    root = site_folder()
    Path(os.fsdecode(os.fsencode(root / "briefings") + b"/\xff\n\x1b[31m.yml")).write_text(RECORD, encoding="utf-8")
    lines = problems_of(root)
    assert lines
    assert all(line.isprintable() for line in lines)


def test_one_broken_file_hides_no_other(site_folder: Site) -> None:
    root = site_folder(
        {
            "briefings/a.yml": b"\xff",
            "briefings/b.yml": "[" * 1000,
            "briefings/good.yml": record(),
            "briefings/z.yml": "",
        }
    )
    corpus = corpus_of(root)
    assert list(corpus.briefings) == ["good"]
    assert {problem.mark.path for problem in corpus.errors} == {"briefings/a.yml", "briefings/b.yml", "briefings/z.yml"}


def test_words_in_a_folded_text_are_found_at_their_own_line(tmp_path: Path) -> None:
    path = tmp_path / "one.yml"
    path.write_text("summary: >-\n  one two\n  three four\nbody: |\n  three\n", encoding="utf-8")
    file = read_record(path, tmp_path)
    assert (file.mark_in_text(("summary",), "four").line, file.mark_in_text(("summary",), "four").column) == (3, 9)


def test_words_that_a_fold_breaks_are_placed_at_their_text_and_not_in_another_one(tmp_path: Path) -> None:
    path = tmp_path / "one.yml"
    path.write_text("summary: >-\n  one two\n  three four\nbody: |\n  two three\n", encoding="utf-8")
    mark = read_record(path, tmp_path).mark_in_text(("summary",), "two three")
    assert (mark.line, mark.column) == (1, 10)
