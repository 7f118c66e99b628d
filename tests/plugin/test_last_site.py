"""The last good site: it stays as it is, byte for byte, until a build has succeeded."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tiny import record

from .sites import COMMANDS, built, contents, run

CHECK = [sys.executable, "-m", "evidence_briefings.cli", "check"]
BROKEN = {
    "briefings/one.yml": record('title: ""\ntopics: [nowhere]\n'),
    "briefings/two.yml": "kind: [\n",
    "briefings/three.yml": record("kind: researhc\npublished: 2026-13-01\nnothing: here\n"),
    "briefings/Four.yml": "",
}


def spoil(folder: Path) -> None:
    for name, text in BROKEN.items():
        (folder / name).write_text(text, encoding="utf-8")


def lines(text: str, severity: str = "") -> list[str]:
    """Return the lines of problems, without what MkDocs' own log puts before them."""
    found = [line.removeprefix("ERROR   -  ").removeprefix("ERROR    -  ") for line in text.splitlines()]
    return [line for line in found if f" {severity}" in line and line.startswith("briefings/") and "[" in line]


@pytest.mark.parametrize("runner", COMMANDS)
def test_a_build_with_errors_prints_the_lines_of_the_check_and_leaves_the_site(
    copy_of_good: Path, good: Path, runner: str
) -> None:
    spoil(copy_of_good)
    checked = run(copy_of_good, CHECK)
    done = run(copy_of_good, COMMANDS[runner])
    errors = lines(checked.stdout, "error[")
    assert len(errors) >= 5
    assert lines(done.stderr + done.stdout) == errors
    assert done.returncode == checked.returncode == 1
    assert "Traceback" not in done.stderr
    assert contents(copy_of_good / "site") == contents(good / "site")


@pytest.mark.parametrize("runner", COMMANDS)
def test_a_strict_build_with_warnings_prints_them_and_leaves_the_site(
    copy_of_good: Path, good: Path, runner: str
) -> None:
    (copy_of_good / "briefings/one.yml").write_text(record("title: It is by the ABC\n"), encoding="utf-8")
    checked = run(copy_of_good, CHECK, "--strict")
    done = run(copy_of_good, COMMANDS[runner], "--strict")
    assert lines(done.stderr + done.stdout) == lines(checked.stdout) != []
    assert done.returncode == checked.returncode == 1
    assert contents(copy_of_good / "site") == contents(good / "site")


def finished(folder: Path) -> None:
    """Make the records so good that a strict build has nothing to say of them."""
    for path in (folder / "briefings").glob("*.yml"):
        path.unlink()
    (folder / "site_src/en/about.md").write_text("# About us\n", encoding="utf-8")


@pytest.mark.parametrize("runner", COMMANDS)
def test_a_strict_build_with_a_warning_about_a_handwritten_page_leaves_the_site(
    copy_of_good: Path, good: Path, runner: str
) -> None:
    finished(copy_of_good)
    assert run(copy_of_good, COMMANDS[runner], "--strict", "--site-dir", "good").returncode == 0
    (copy_of_good / "site_src/en/about.md").write_text("# About\n\n[nowhere](nowhere.md)\n", encoding="utf-8")
    done = run(copy_of_good, COMMANDS[runner], "--strict")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert contents(copy_of_good / "site") == contents(good / "site")


@pytest.mark.parametrize(
    ("runner", "template"),
    [
        ("mkdocs", "pages/listing.html"),
        ("briefings", "pages/briefing.html"),
        ("properdocs", "main.html"),
        ("briefings", "partials/footer.html"),
    ],
)
def test_a_broken_template_leaves_the_site(copy_of_good: Path, good: Path, runner: str, template: str) -> None:
    with (copy_of_good / "theme_overrides" / template).open("a", encoding="utf-8") as file:
        file.write("{{ 1 + 'one' }}")
    done = run(copy_of_good, COMMANDS[runner])
    assert done.returncode != 0
    assert contents(copy_of_good / "site") == contents(good / "site")
    assert sorted(path.name for path in copy_of_good.iterdir() if path.name.startswith(".")) in ([], [".cache"])


@pytest.mark.parametrize(
    "mistake", ["{% if %}", "{{ 1 + 'one' }}", "{{ no_such_name }}", "{% include 'nowhere.html' %}"]
)
def test_a_broken_template_is_named_without_a_traceback(copy_of_good: Path, mistake: str) -> None:
    with (copy_of_good / "theme_overrides/pages/listing.html").open("a", encoding="utf-8") as file:
        file.write(mistake)
    done = run(copy_of_good, COMMANDS["briefings"])
    assert "listing.html" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_first_build_with_errors_makes_no_site(site: Callable[..., Path]) -> None:
    folder = site()
    spoil(folder)
    before = sorted(path.name for path in folder.iterdir())
    assert run(folder, COMMANDS["briefings"]).returncode == 1
    assert sorted(path.name for path in folder.iterdir()) == before


def killed_after(folder: Path, seconds: float) -> None:
    """Begin a build and kill it, and whatever it has begun, after a while."""
    process = subprocess.Popen(
        COMMANDS["mkdocs"], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_a_build_that_is_killed_leaves_a_whole_site_and_does_not_harm_the_next_one(copy_of_good: Path) -> None:
    began = time.monotonic()
    old = contents(built(copy_of_good))
    usual = time.monotonic() - began
    moments = random.Random(7)
    for number in range(4):
        (copy_of_good / "briefings/one.yml").write_text(record(f"title: Title {number}\n"), encoding="utf-8")
        killed_after(copy_of_good, usual * moments.uniform(0.2, 1.05))
        left = contents(copy_of_good / "site")
        new = contents(built(copy_of_good))
        assert left in (old, new)
        assert new != old
        old = new
    assert [path.name for path in copy_of_good.iterdir() if path.name.startswith(".")] in ([], [".cache"])


def test_a_build_that_is_killed_while_it_writes_leaves_a_whole_site(copy_of_good: Path, good: Path) -> None:
    (copy_of_good / "briefings/one.yml").write_text(record("title: Another title\n"), encoding="utf-8")
    process = subprocess.Popen(
        COMMANDS["mkdocs"], cwd=copy_of_good, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    unfinished = copy_of_good / ".site.building"
    while not (unfinished / "en").exists() and process.poll() is None:
        time.sleep(0.005)
    process.kill()
    process.wait()
    assert unfinished.exists()
    assert contents(copy_of_good / "site") == contents(good / "site")
    assert "Another title" in (built(copy_of_good) / "en/briefings/one.html").read_text("utf-8")
    assert not unfinished.exists()


@pytest.mark.parametrize("records_are_good", [True, False])
def test_a_build_that_was_killed_between_the_two_halves_of_the_exchange_is_put_right(
    copy_of_good: Path, good: Path, records_are_good: bool
) -> None:
    (copy_of_good / "site").rename(copy_of_good / ".site.old")
    if not records_are_good:
        spoil(copy_of_good)
    assert (run(copy_of_good, COMMANDS["briefings"]).returncode == 0) == records_are_good
    assert contents(copy_of_good / "site") == contents(good / "site")


def test_files_of_an_older_build_do_not_stay(copy_of_good: Path) -> None:
    (copy_of_good / "briefings/two.yml").unlink()
    (copy_of_good / "briefings/one.yml").write_text(record("title: The first\n"), encoding="utf-8")
    (copy_of_good / "site/stray.html").write_text("stray", encoding="utf-8")
    result = built(copy_of_good)
    assert not (result / "stray.html").exists()
    assert not (result / "en/briefings/two.html").exists()


def test_a_folder_that_cannot_be_written_beside_is_said_in_one_line(copy_of_good: Path) -> None:
    (copy_of_good / "file").write_text("", encoding="utf-8")
    done = run(copy_of_good, COMMANDS["briefings"], "--site-dir", "file/site")
    assert done.returncode != 0
    assert "Nothing was built." in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_folder_of_records_is_said_in_one_line(copy_of_good: Path, good: Path) -> None:
    (copy_of_good / "briefings").rename(copy_of_good / "elsewhere")
    done = run(copy_of_good, COMMANDS["mkdocs"])
    assert done.returncode != 0
    assert "there is no folder briefings beside mkdocs.yml" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert contents(copy_of_good / "site") == contents(good / "site")
