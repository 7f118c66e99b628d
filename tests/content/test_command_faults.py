"""The briefings command where something is in its way: one message, exit status 2, and never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from evidence_briefings import choosing
from evidence_briefings.cli import main
from tiny import TODAY, record, tiny_site, translation, write

GOOD = {"briefings/one.yml": record(), "briefings/one.cy.yml": translation()}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tiny_site(tmp_path / "site", GOOD)
    monkeypatch.chdir(folder)
    return folder


def run(*args: str) -> Result:
    return CliRunner().invoke(main, args, catch_exceptions=False)


def refused(*args: str) -> str:
    result = run(*args)
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    return result.stderr


# --- what the file system refuses ---


def test_a_folder_that_is_a_file_is_named(site: Path) -> None:
    write(site, {"briefings/pub.yml": record()})
    message = refused("new", "x", "--folder", "pub.yml")
    assert message.startswith("Error: ")
    assert "pub.yml" in message
    assert message.count("\n") == 1


def test_a_folder_whose_name_is_too_long_is_refused(site: Path) -> None:
    assert "name too long" in refused("new", "x", "--folder", "a" * 300)


def test_a_record_may_be_begun_in_the_last_year_of_the_calendar(site: Path) -> None:
    assert run("new", "x", "--today", "9999-12-31").exit_code == 0
    assert "review_by: 9999-12-31\n" in (site / "briefings/x.yml").read_text("utf-8")


def test_a_schema_that_is_no_text_is_not_current(site: Path) -> None:
    write(site, {"briefings/_schema/briefing.schema.json": b"\xff\xfe"})
    result = run("schema", "--check")
    assert result.exit_code == 1
    assert "not current" in result.stderr


@pytest.mark.parametrize("path", ["briefings/_schema", "briefings/_schema/briefing.schema.json/x"])
def test_a_schema_that_cannot_be_written_is_a_message(site: Path, path: str) -> None:
    write(site, {path: "in the way"})
    assert "_schema" in refused("schema", "--write")


# --- paths that are no records ---


def test_a_folder_without_any_record_is_refused(site: Path) -> None:
    write(site, {"notes/a.txt": "A", "briefings/empty/_later.yml": record()})
    for path in ("notes", "briefings/empty", "briefings/empty/_later.yml"):
        assert f"there is no record at {path}" in refused("check", path)


def test_a_site_without_any_record_has_no_problem(site: Path) -> None:
    for path in (site / "briefings").glob("*.yml"):
        path.unlink()
    assert run("check").exit_code == 0


def test_the_whole_machine_may_be_named(site: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "evidence_briefings.cli", "check", "/", "--today", str(TODAY)],
        capture_output=True,
        check=False,
        text=True,
        timeout=120,
    )
    assert (done.returncode, done.stderr) == (0, "2 files checked: no problems\n")


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="only Linux shows processes as folders")
def test_processes_are_no_records(site: Path) -> None:
    assert "there is no record at /proc/self" in refused("check", "/proc/self")


def test_a_search_outside_comes_to_an_end(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(site.parent, {"far/a/b/c/d.yml": record()})
    monkeypatch.setattr(choosing, "MAX_FOLDERS", 3)
    assert "holds more than 3 folders" in refused("check", "../far")


@pytest.mark.skipif(os.geteuid() == 0, reason="everything is open to root")
def test_a_folder_outside_that_cannot_be_read_is_passed_over(site: Path) -> None:
    write(site.parent, {"far/shut/a.yml": record(), "far/b.yml": record()})
    (site.parent / "far/shut").chmod(0)
    assert "1 file" in run("check", "../far").stderr


def test_the_records_of_another_site_below_are_not_judged_by_the_lists_of_this_one(site: Path) -> None:
    tiny_site(site.parent / "far/other", {"briefings/a.yml": record("topics: [nowhere]\n")})
    write(site.parent, {"far/b.yml": record()})
    assert "unknown-topic" not in run("check", "../far").stdout


def test_the_lists_that_are_reported_on_are_counted(site: Path) -> None:
    lists = len(list((site / "briefings/_vocabulary").glob("*.yml")))
    assert run("check", "briefings/_vocabulary").stderr == f"{lists} files checked: no problems\n"
    assert run("check", "briefings/_vocabulary/topics.yml").stderr == "1 file checked: no problems\n"


# --- options that exclude each other ---


@pytest.mark.parametrize("args", [("translate", "--all", "one"), ("translate",), ("schema", "--write", "--check")])
def test_options_that_exclude_each_other_are_a_usage_error(site: Path, args: tuple[str, ...]) -> None:
    assert "Usage: " in refused(*args)


def test_all_translations_goes_on_past_what_cannot_be_done(site: Path) -> None:
    unstamped = translation("translation: {status: draft}\n")
    write(
        site,
        {
            "briefings/a.yml": "title: [",
            "briefings/b.yml": record(),
            "briefings/c.yml": record(),
            "briefings/c.cy.yml": unstamped,
        },
    )
    result = run("translate", "--all", "--stamp")
    assert result.exit_code == 1
    assert "briefings/c.cy.yml\n" in result.stdout
    assert "2 of 4 records were left as they are:\n  briefings/a.yml cannot be read" in result.stderr
    assert "briefings/b.yml has no translation yet" in result.stderr


# --- the folder of the records ---


SETTINGS = [
    "plugins: [{evidence-briefings: {records: papers}}]\n",
    "plugins:\n  evidence-briefings:\n    records: papers\n",
    "hooks: !ENV [X, []]\na: !!python/name:os.system\nplugins:\n- search\n- evidence-briefings: {records: papers/}\n",
]


@pytest.mark.parametrize("settings", SETTINGS)
def test_the_settings_name_the_folder_of_the_records_for_every_command(site: Path, settings: str) -> None:
    (site / "briefings").rename(site / "papers")
    write(site, {"mkdocs.yml": settings, "papers/two.yml": record("topics: [nowhere]\n")})
    assert "papers/two.yml:1:10: error[unknown-topic]" in run("check").stdout
    assert "papers/two.yml:1:10" in run("check", "papers").stdout
    assert run("new", "three").stdout == "papers/three.yml\n"
    assert run("translate", "two").stdout == "papers/two.cy.yml\n"
    assert "wrote papers/_schema" in run("schema", "--write").stderr


def test_the_records_may_lie_deeper_than_their_settings(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (site / "content").mkdir()
    (site / "briefings").rename(site / "content/papers")
    write(site, {"mkdocs.yml": "plugins: [{evidence-briefings: {records: content/papers}}]\n"})
    assert run("check", "content/papers", "--today", str(TODAY)).stderr == "2 files checked: no problems\n"
    monkeypatch.chdir(site / "content/papers")
    assert run("new", "three", "--folder", "adults").stdout.endswith("content/papers/adults/three.yml\n")


@pytest.mark.parametrize("settings", ["plugins: [", "", "- a\n", "plugins: 7\n", "plugins: [{evidence-briefings: }]\n"])
def test_settings_that_say_nothing_mean_briefings(site: Path, settings: str) -> None:
    write(site, {"mkdocs.yml": settings})
    assert run("check", "--today", str(TODAY)).stderr == "2 files checked: no problems\n"


def test_a_site_whose_own_folder_is_called_briefings_is_found(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(site.rename(tmp_path / "briefings"))
    write(Path.cwd(), {"mkdocs.yml": "plugins: [evidence-briefings]\n"})
    assert run("check", "--today", str(TODAY)).stderr == "2 files checked: no problems\n"
