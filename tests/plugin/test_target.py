"""Where a site may be put: never in the place of what people wrote, and a link stays a link."""

from __future__ import annotations

from pathlib import Path

import pytest

from .sites import COMMANDS, built, contents, run


@pytest.mark.parametrize("target", ["briefings", "briefings/inside", "theme_overrides", "theme_overrides/assets"])
def test_a_site_is_not_built_in_the_place_of_its_sources(copy_of_good: Path, target: str) -> None:
    before = contents(copy_of_good)
    done = run(copy_of_good, COMMANDS["briefings"], "--site-dir", target)
    assert done.returncode != 0
    assert "Nothing was built" in done.stderr
    assert contents(copy_of_good) == before


def test_a_file_in_the_place_of_the_site_is_left_alone(copy_of_good: Path) -> None:
    (copy_of_good / "public").write_text("mine", encoding="utf-8")
    done = run(copy_of_good, COMMANDS["briefings"], "--site-dir", "public")
    assert done.returncode == 1
    assert "it is a file" in done.stderr
    assert "Traceback" not in done.stderr
    assert (copy_of_good / "public").read_text("utf-8") == "mine"


def test_a_linked_site_folder_is_filled_behind_its_link(copy_of_good: Path) -> None:
    (copy_of_good / "real").mkdir()
    (copy_of_good / "public").symlink_to("real")
    for _ in range(2):
        done = run(copy_of_good, COMMANDS["briefings"], "--site-dir", "public")
        assert done.returncode == 0, done.stderr
        assert (copy_of_good / "public").is_symlink()
        assert (copy_of_good / "real/index.html").is_file()


def test_hidden_files_of_the_site_folder_outlive_a_build(copy_of_good: Path) -> None:
    (copy_of_good / "site/.nojekyll").write_text("", encoding="utf-8")
    (copy_of_good / "site/.git").mkdir()
    (copy_of_good / "site/.git/HEAD").write_text("ref: main", encoding="utf-8")
    (copy_of_good / "site/stale.html").write_text("", encoding="utf-8")
    site = built(copy_of_good)
    assert (site / ".nojekyll").is_file()
    assert (site / ".git/HEAD").read_text("utf-8") == "ref: main"
    assert not (site / "stale.html").exists()
