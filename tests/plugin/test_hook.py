"""Before each commit: the staged briefings are checked, as they are staged."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from evidence_briefings.cli import main
from tiny import PROJECT, record, tiny_site, translation, write

GOOD = {"briefings/one.yml": record(), "briefings/one.cy.yml": translation()}
WRONG = record("topics: [fosterin]\n")
ENV = {
    **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "An author",
    "GIT_AUTHOR_EMAIL": "author@example.org",
    "GIT_COMMITTER_NAME": "An author",
    "GIT_COMMITTER_EMAIL": "author@example.org",
}
Git = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a repository whose one commit holds good records; its name has a space. Stand in it."""
    folder = tiny_site(tmp_path / "our briefings", GOOD)
    monkeypatch.chdir(folder)
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    _git(folder, "init", "--quiet", "--initial-branch=main")
    _git(folder, "add", "briefings")
    assert _git(folder, "commit", "--quiet", "-m", "Begin").returncode == 0
    return folder


@pytest.fixture
def git(folder: Path) -> Git:
    """Return a function that runs Git in the repository."""
    return lambda *arguments: _git(folder, *arguments)


@pytest.fixture
def hooked(folder: Path) -> Path:
    """Return the repository with the hook in place, and with the commands where the hook looks for them."""
    shutil.copytree(PROJECT / "plugins" / "hooks", folder / "plugins" / "hooks")
    shutil.copy(PROJECT / "Makefile", folder / "Makefile")
    python = folder / ".venv" / "bin" / "python"
    write(folder, {".venv/bin/python": f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', ".gitignore": "/.venv/\n"})
    python.chmod(0o755)
    assert _make(folder).returncode == 0
    return folder


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *arguments], cwd=folder, env=ENV, capture_output=True, text=True, check=False)


def _make(folder: Path) -> subprocess.CompletedProcess[str]:
    # -o: what would install the commands counts as done.
    command = ["make", "--no-print-directory", "-o", ".venv/.package", "hook"]
    return subprocess.run(command, cwd=folder, env=ENV, capture_output=True, text=True, check=False)


def staged(*arguments: str) -> tuple[int, list[str]]:
    """Return exit status and the places and codes of what ``briefings check --staged`` reports."""
    done = CliRunner().invoke(main, ["check", "--staged", *arguments], catch_exceptions=False)
    return done.exit_code, [line.partition("]")[0] + "]" for line in done.stdout.splitlines()]


def test_a_real_commit_passes_when_it_is_good_and_is_refused_when_it_is_not(hooked: Path, git: Git) -> None:
    write(hooked, {"briefings/a folder/two.yml": WRONG})
    git("add", "briefings")
    refused = git("commit", "-m", "Add a second one")
    assert refused.returncode == 1
    assert "briefings/a folder/two.yml:1:10: error[unknown-topic]" in refused.stdout + refused.stderr
    assert "Nothing was committed" in refused.stderr
    assert git("log", "--format=%s").stdout == "Begin\n"
    # Mended in the folder, but not staged: the commit would still be wrong.
    write(hooked, {"briefings/a folder/two.yml": record()})
    assert git("commit", "-m", "Add a second one").returncode == 1
    assert git("commit", "-m", "Add a second one", "--", "briefings/a folder/two.yml").returncode == 0
    assert git("log", "--format=%s").stdout == "Add a second one\nBegin\n"


def test_what_is_wrong_only_in_the_folder_does_not_matter(folder: Path, git: Git) -> None:
    write(folder, {"briefings/two.yml": record()})
    git("add", "briefings")
    write(folder, {"briefings/two.yml": WRONG, "briefings/three.yml": "{"})
    assert staged()[0] == 0
    assert (folder / "briefings/two.yml").read_text("utf-8") == WRONG


def test_what_was_wrong_before_in_other_files_does_not_stop_a_commit(folder: Path, git: Git) -> None:
    write(folder, {"briefings/old.yml": WRONG})
    git("add", "briefings")
    git("commit", "--no-verify", "-m", "Something wrong")
    write(folder, {"briefings/two.yml": record()})
    git("add", "briefings")
    assert staged()[0] == 0


def test_a_record_that_is_taken_away_must_not_be_named_by_another(folder: Path, git: Git) -> None:
    write(folder, {"briefings/two.yml": record("related: [one]\n")})
    git("add", "briefings")
    git("commit", "-m", "Two")
    git("rm", "--quiet", "briefings/one.yml", "briefings/one.cy.yml")
    assert staged() == (1, ["briefings/two.yml:1:11: error[broken-related]"])


def test_a_record_may_be_moved_and_one_that_nobody_names_deleted(folder: Path, git: Git) -> None:
    (folder / "briefings" / "kept aside").mkdir()
    git("mv", "briefings/one.yml", "briefings/kept aside/one.yml")
    git("mv", "briefings/one.cy.yml", "briefings/kept aside/one.cy.yml")
    assert staged()[0] == 0
    git("commit", "-m", "Move")
    git("rm", "--quiet", "-r", "briefings/kept aside")
    assert staged()[0] == 0


def test_a_list_that_loses_a_term_is_judged_by_the_records_that_use_it(folder: Path, git: Git) -> None:
    topics = folder / "briefings" / "_vocabulary" / "topics.yml"
    topics.write_text(topics.read_text("utf-8").replace("- {id: fostering", "- {id: foster"), encoding="utf-8")
    git("add", "briefings")
    status, found = staged()
    assert status == 1
    assert any(line.endswith("error[unknown-topic]") and "one.yml" in line for line in found)


def test_paths_are_shown_from_where_the_author_stands(folder: Path, git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, {"briefings/two.yml": WRONG, "briefings/two.cy.yml": translation()})
    git("add", "briefings")
    monkeypatch.chdir(folder / "briefings")
    assert staged() == (1, ["briefings/two.yml:1:10: error[unknown-topic]"])
    assert Path.cwd() == folder / "briefings"


def test_with_nothing_staged_there_is_nothing_to_check(folder: Path) -> None:
    assert staged() == (0, [])


def test_without_a_repository_it_says_so(site_folder: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site_folder())
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(Path.cwd().parent))
    done = CliRunner().invoke(main, ["check", "--staged"], catch_exceptions=False)
    assert done.exit_code == 2
    assert "not a git repository" in done.stderr


def test_a_hook_of_somebody_else_is_left_alone(hooked: Path) -> None:
    hook = hooked / ".git" / "hooks" / "pre-commit"
    again = _make(hooked)
    assert (again.returncode, "is there already" in again.stdout) == (0, True)
    hook.write_text("#!/bin/sh\necho mine\n", encoding="utf-8")
    refused = _make(hooked)
    assert refused.returncode != 0
    assert "not ours" in refused.stderr
    assert hook.read_text("utf-8") == "#!/bin/sh\necho mine\n"


def test_those_who_use_pre_commit_get_the_same_check() -> None:
    [offered] = yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    [here] = yaml.safe_load((PROJECT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]
    for hook in (offered, here["hooks"][0]):
        assert {"id", "name", "entry", "language", "files"} <= hook.keys()
        assert hook["entry"].endswith("briefings check --staged")
        assert hook["pass_filenames"] is False
