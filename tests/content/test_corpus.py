"""The corpus: everything read, checked and paired, however often it is read."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from evidence_briefings.content.corpus import Reader, read_corpus
from evidence_briefings.content.problems import Severity
from tiny import PROJECT, TODAY, corpus_of, problems_of, record, translation, write

Site = Callable[..., Path]


def test_a_briefing_exists_only_if_its_record_has_no_errors(site_folder: Site) -> None:
    corpus = corpus_of(
        site_folder(
            {
                "briefings/good.yml": record(),
                "briefings/warned.yml": record("status: archived\n"),
                "briefings/wrong.yml": record("topics: [nowhere]\n"),
            }
        )
    )
    assert list(corpus.briefings) == ["good", "warned"]
    assert list(corpus.files) == ["good", "warned", "wrong"]


def test_briefings_are_in_the_order_of_their_ids_wherever_they_lie(site_folder: Site) -> None:
    corpus = corpus_of(site_folder("briefings/\n  c.yml\n  z/\n    a.yml\n  b/\n    d.yml"))
    assert list(corpus.briefings) == ["a", "c", "d"]


def test_problems_are_sorted_by_path_and_line_and_each_stands_once(site_folder: Site) -> None:
    site = site_folder({f"briefings/{name}.yml": "topics: [x, y]\nkind: k\nkind: k\n" for name in "cab"})
    problems = corpus_of(site).problems
    assert list(problems) == sorted(set(problems))
    assert [problem.mark.path for problem in problems] == sorted(problem.mark.path for problem in problems)


def test_errors_and_warnings_together_are_the_problems(site_folder: Site) -> None:
    corpus = corpus_of(site_folder({"briefings/one.yml": record("topics: [x]\nstatus: archived\n")}))
    assert {problem.severity for problem in corpus.errors} == {Severity.ERROR}
    assert {problem.severity for problem in corpus.warnings} == {Severity.WARNING}
    assert len(corpus.errors) + len(corpus.warnings) == len(corpus.problems)


def test_a_translation_belongs_to_its_record_in_any_folder(site_folder: Site) -> None:
    assert not problems_of(site_folder("briefings/\n  a/\n    one.yml\n    one.cy.yml"))


def test_a_site_without_records_or_lists_is_read_without_raising(tmp_path: Path) -> None:
    (tmp_path / "briefings").mkdir()
    corpus = corpus_of(tmp_path)
    assert not corpus.briefings
    assert {problem.code for problem in corpus.problems} == {"missing-vocabulary"}


def test_a_folder_that_is_not_there_is_read_without_raising(tmp_path: Path) -> None:
    assert not read_corpus(tmp_path / "nowhere", today=TODAY).briefings


EDITS: dict[str, dict[str, str | bytes | None]] = {
    "a text": {"briefings/one.yml": record("title: Another title entirely\n")},
    "a translation": {"briefings/one.cy.yml": translation("title: Teitl arall yn llwyr\n")},
    "a translation that is gone": {"briefings/one.cy.yml": None},
    "a record that is gone": {"briefings/one.yml": None},
    "a new record": {"briefings/three.yml": record()},
    "a record made broken": {"briefings/one.yml": "title: ["},
    "a term that is gone": {"briefings/_vocabulary/topics.yml": "- {id: children, en: Children, cy: Plant}\n"},
    "a list that is gone": {"briefings/_vocabulary/topics.yml": None},
    "a label": {"briefings/_vocabulary/glossary.yml": "[]\n"},
    "a scheme that is gone": {"briefings/_ratings/stars.yml": None},
    "the record another one is related to": {"briefings/two.yml": None},
    "the successor of another one": {"briefings/two.yml": record("status: archived\nsuperseded_by: one\n")},
    "a successor that leads back": {"briefings/two.yml": record("status: archived\nsuperseded_by: old\n")},
    "a record that moved to a folder": {"briefings/one.yml": None, "briefings/adults/one.yml": record()},
    "the same id in a folder": {"briefings/adults/one.yml": record("title: The other\n")},
    "a language": {"briefings/two.yml": record("language: cy\n")},
    "a record that takes an old id": {"briefings/formerly.yml": record()},
    "another record that claims an old id": {"briefings/two.yml": record("was: [formerly]\n")},
}
START: dict[str, str | bytes] = {
    "briefings/one.yml": record(
        "related: [two]\nratings: [{scheme: stars, value: 2}]\nsummary: The NHS.\nwas: [formerly]\n"
    ),
    "briefings/one.cy.yml": translation(),
    "briefings/two.yml": record(),
    "briefings/old.yml": record("status: archived\nsuperseded_by: two\n"),
}


def edit(site: Path, changes: dict[str, str | bytes | None]) -> None:
    for name, text in changes.items():
        if text is None:
            (site / name).unlink()
        else:
            write(site, {name: text})
            later = (site / name).stat().st_mtime_ns + 1_000_000
            os.utime(site / name, ns=(later, later))


@pytest.mark.parametrize("changes", EDITS.values(), ids=EDITS)
def test_a_second_reading_gives_exactly_what_a_first_one_would(
    changes: dict[str, str | bytes | None], site_folder: Site
) -> None:
    site = site_folder(START)
    reader = Reader(site / "briefings", site)
    before = reader.read(today=TODAY)
    edit(site, changes)
    again = reader.read(today=TODAY)
    assert again == corpus_of(site)
    assert again != before


def test_what_is_undone_is_as_it_was(site_folder: Site) -> None:
    site = site_folder(START)
    files = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*.yml")}
    reader = Reader(site / "briefings", site)
    before = reader.read(today=TODAY)
    for changes in EDITS.values():
        edit(site, changes)
        reader.read(today=TODAY)
        edit(site, {name: files.get(name) for name in changes})
    assert reader.read(today=TODAY) == before


def test_another_day_is_judged_anew(site_folder: Site) -> None:
    site = site_folder("briefings/\n  one.cy.yml\n  one.yml")
    reader = Reader(site / "briefings", site)
    assert not reader.read(today=TODAY).problems
    [problem] = reader.read(today=TODAY.replace(year=2030)).problems
    assert problem.code == "overdue-review"


def test_a_record_is_not_examined_again_when_nothing_of_it_has_changed(site_folder: Site) -> None:
    site = site_folder(START)
    reader = Reader(site / "briefings", site)
    first = reader.read(today=TODAY).briefings
    edit(site, {"briefings/two.yml": record("title: Another\n")})
    second = reader.read(today=TODAY).briefings
    assert second["one"] is first["one"]
    assert second["two"] is not first["two"]


def test_every_real_record_is_read_without_errors() -> None:
    corpus = read_corpus(PROJECT / "briefings", today=TODAY)
    assert not [str(problem) for problem in corpus.errors]
    assert set(corpus.briefings) == set(corpus.files)


def test_every_kind_of_record_is_used_and_every_record_has_its_other_language() -> None:
    corpus = read_corpus(PROJECT / "briefings", today=TODAY)
    assert {briefing.kind for briefing in corpus.briefings.values()} == set(corpus.vocabularies["kinds"].terms)
    assert set(corpus.pairs) == set(corpus.files)


@pytest.mark.parametrize(
    "odd",
    [
        "_vocabulary/\n    designs.yml -\n    designs.yml fifo",
        "_vocabulary/\n    designs.yml -\n    designs.yml -> designs.yml",
        "_vocabulary/\n    designs.yml -\n    designs.yml/\n      x.yml |\n        a: b",
        '_vocabulary/\n    designs.yml = b"\\xff"',
        "_vocabulary/\n    designs.yml |\n      - {id: [x], en: {a: b}, cy: ~, parent: 3}\n      - ~",
        "_ratings/\n    odd.yml fifo",
        "_ratings/\n    odd.yml/\n      x.yml |\n        a: b",
        "_ratings/\n    odd.yml |\n      id: odd\n      levels: {a: b}\n      bands: [{code: 1, min: .inf}]",
    ],
)
def test_whatever_stands_in_place_of_a_list_the_records_are_still_checked(odd: str, site_folder: Site) -> None:
    site = site_folder(f"briefings/\n  one.cy.yml\n  one.yml +\n    topics: [nowhere]\n  {odd}")
    found = {(problem.mark.path.split("/")[1], problem.code) for problem in corpus_of(site).errors}
    assert ("one.yml", "unknown-topic") in found
    assert len(found) > 1


def test_a_file_in_place_of_the_records_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "briefings").write_text("kind: research", encoding="utf-8")
    assert problems_of(tmp_path)[0].startswith("briefings:1:1: error[unreadable-file]")
