"""The search files of a preview: brought up to date as a whole, and by the last of several edits."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from evidence_briefings.mkdocs import search
from evidence_briefings.mkdocs.search import SearchFolder
from evidence_briefings.search.facets import DEFAULT
from evidence_briefings.site.site import Site

from .sites import contents

Made = Callable[..., Site]
PATIENCE = 60
"""Seconds after which a change that has not come is taken for one that never will. Nothing is measured with it."""


def site_with(site_of: Made, title: str) -> Site:
    return site_of(f"briefings/\n  one.yml +\n    title: {title}\n  two.yml\n")


def shown(site: Site, folder: Path) -> SearchFolder:
    """Return the search of a site whose files stand in ``folder``."""
    found = SearchFolder()
    found.write(site, DEFAULT, folder)
    found.finish()
    return found


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "DELAY", 0.0)


def test_after_an_update_there_is_all_that_a_full_build_writes(site_of: Made, tmp_path: Path) -> None:
    before, after = site_with(site_of, "First"), site_with(site_of, "Second")
    folder = shown(before, tmp_path / "shown")
    shown(after, tmp_path / "fresh")
    folder.follow(before, after, tmp_path / "shown")
    fresh = contents(tmp_path / "fresh")
    until(lambda: fresh.items() <= contents(tmp_path / "shown").items())


def test_the_last_of_several_edits_is_the_one_that_is_found(site_of: Made, tmp_path: Path) -> None:
    sites = [site_with(site_of, title) for title in ("First", "Second", "Third")]
    folder = shown(sites[0], tmp_path / "shown")
    shown(sites[-1], tmp_path / "fresh")
    for before, after in pairwise(sites):
        folder.follow(before, after, tmp_path / "shown")
    fresh = contents(tmp_path / "fresh")
    until(lambda: fresh.items() <= contents(tmp_path / "shown").items())
    assert not any(b"Second" in content for content in contents(tmp_path / "shown").values())


def test_an_edit_that_changes_nothing_that_is_listed_writes_nothing(site_of: Made, tmp_path: Path) -> None:
    site = site_with(site_of, "First")
    folder = shown(site, tmp_path)
    folder.follow(site, site.with_corpus(site.corpus), tmp_path)
    assert folder._timer is None


def test_work_that_is_held_writes_nothing_until_it_is_taken_up_again(site_of: Made, tmp_path: Path) -> None:
    before, after = site_with(site_of, "First"), site_with(site_of, "Second")
    folder = shown(before, tmp_path)
    old = contents(tmp_path)
    folder.follow(before, after, tmp_path)
    folder.hold()
    assert folder._timer is not None
    folder._timer.join()
    assert contents(tmp_path) == old
    folder.resume()
    until(lambda: any(b"Second" in content for content in contents(tmp_path).values()))


def test_a_fault_is_said_in_words_and_the_next_edit_tries_again(
    site_of: Made, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before, after = site_with(site_of, "First"), site_with(site_of, "Second")
    folder = shown(before, tmp_path / "shown")
    (tmp_path / "shown").rename(tmp_path / "away")
    with caplog.at_level(logging.ERROR):
        folder.follow(before, after, tmp_path / "shown")
        until(lambda: bool(caplog.messages))
    assert "The search does not know the last edits: " in caplog.messages[0]
    assert "No such file or directory" in caplog.messages[0]
    assert caplog.records[0].exc_info is None
    (tmp_path / "away").rename(tmp_path / "shown")
    folder.follow(after, after, tmp_path / "shown")
    until(lambda: any(b"Second" in content for content in contents(tmp_path / "shown").values()))
