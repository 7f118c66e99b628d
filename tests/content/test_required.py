"""Welsh that has to be there: missing or outdated, it is an error, where somebody says so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from evidence_briefings.cli import main
from evidence_briefings.content.required import with_welsh_required
from tiny import TODAY, corpus_of, record, translation, write

Site = Callable[..., Path]


@pytest.mark.parametrize(
    ("pair", "code"),
    [
        (None, "missing-translation-file"),
        (translation("title:\n"), "missing-translation"),
        (translation("bottom_line: It helps some people.\n"), "untranslated-text"),
        (translation(without=("title",)), "missing-translation"),
    ],
)
def test_welsh_that_is_missing_is_an_error(pair: str | None, code: str, site_folder: Site) -> None:
    files = {"briefings/one.yml": record()} | ({"briefings/one.cy.yml": pair} if pair else {})
    corpus = corpus_of(site_folder(files))
    assert not corpus.errors
    assert [problem.code for problem in with_welsh_required(corpus).errors] == [code]


def test_welsh_that_is_out_of_date_is_an_error(site_folder: Site) -> None:
    site = site_folder({"briefings/one.yml": record("title: Another\n"), "briefings/one.cy.yml": translation()})
    assert [problem.code for problem in with_welsh_required(corpus_of(site)).errors] == ["outdated-translation"]


def test_a_record_in_welsh_may_do_without_its_english(site_folder: Site) -> None:
    site = site_folder(
        {
            "briefings/one.yml": record("language: cy\n"),
            "briefings/two.yml": record("language: cy\n"),
            "briefings/two.en.yml": translation("title:\n"),
        }
    )
    assert not with_welsh_required(corpus_of(site)).errors


def test_the_command_and_the_settings_ask_for_it(site_folder: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site = site_folder({"briefings/one.yml": record()})
    monkeypatch.chdir(site)

    def exit_code(*more: str) -> int:
        return CliRunner().invoke(main, ["check", "--today", str(TODAY), *more], catch_exceptions=False).exit_code

    assert (exit_code(), exit_code("--require-cy")) == (0, 1)
    write(site, {"mkdocs.yml": "plugins:\n  - evidence-briefings: {require_cy: true}\n"})
    assert exit_code() == 1
