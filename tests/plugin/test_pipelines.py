"""The ready-made pipelines: valid by the published schemas, careful with what they may do, and their own steps run."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from check_jsonschema.builtin_schemas import get_builtin_schema
from jsonschema.validators import validator_for
from ruamel.yaml import YAML
from tiny import PROJECT, record, tiny_site, translation, write

WORKFLOWS = sorted((PROJECT / ".github" / "workflows").glob("*.yml"))
GITLAB = PROJECT / ".gitlab-ci.yml"
PINNED = re.compile(r"uses: actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")
GH = """#!/bin/sh
echo "$@" >> "$GH_SAID"
case "$1 $2" in "issue list") cat "$GH_OPEN";; esac
"""
Run = Callable[..., subprocess.CompletedProcess[str]]


def read(path: Path) -> Any:
    """Return a YAML 1.2 file: "on" is a word, as GitHub reads it."""
    return YAML(typ="safe", pure=True).load(path)


def steps(path: Path) -> Iterator[dict[str, Any]]:
    for job in read(path)["jobs"].values():
        yield from job["steps"]


def script(path: Path, name: str) -> str:
    """Return the shell of a step of a workflow."""
    [found] = [step["run"] for step in steps(path) if step.get("name") == name]
    return str(found)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a tiny site with the commands where the pipelines look for them, and a make that installs nothing."""
    folder = tiny_site(tmp_path / "site", {"briefings/one.yml": record(), "briefings/one.cy.yml": translation()})
    briefings = f'#!/bin/sh\nexec "{sys.executable}" -m evidence_briefings.cli "$@"\n'
    write(folder, {".venv/bin/briefings": briefings, "bin/make": "#!/bin/sh\n", "bin/gh": GH, "open": ""})
    for name in (".venv/bin/briefings", "bin/make", "bin/gh"):
        (folder / name).chmod(0o755)
    return folder


@pytest.fixture
def bash(folder: Path) -> Run:
    """Return a function that runs a script as GitHub runs one: it ends at the first command that fails."""

    def ran(text: str, **env: str) -> subprocess.CompletedProcess[str]:
        ours = {"PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "GITHUB_STEP_SUMMARY": str(folder / "summary.md")}
        ours |= {"GH_SAID": str(folder / "said"), "GH_OPEN": str(folder / "open")}
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", text],
            cwd=folder,
            env={**os.environ, **ours, **env},
            capture_output=True,
            text=True,
            check=False,
        )

    return ran


@pytest.mark.parametrize(
    ("schema", "path"),
    [
        *(("vendor.github-workflows", path) for path in WORKFLOWS),
        ("vendor.dependabot", PROJECT / ".github" / "dependabot.yml"),
        ("vendor.gitlab-ci", GITLAB),
    ],
    ids=lambda value: value.name if isinstance(value, Path) else "",
)
def test_each_file_is_valid_by_its_published_schema(schema: str, path: Path) -> None:
    judged = get_builtin_schema(schema)
    faults = validator_for(judged)(judged).iter_errors(read(path))
    assert [fault.message for fault in faults] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_uses_only_pinned_official_actions_and_may_do_only_what_its_jobs_need(path: Path) -> None:
    text, data = path.read_text("utf-8"), read(path)
    assert [line.strip() for line in text.splitlines() if "uses:" in line and not PINNED.search(line)] == []
    assert data["permissions"] == {}
    assert "secrets." not in text
    assert "pull_request_target" not in text
    for job in data["jobs"].values():
        assert "timeout-minutes" in job
        assert not {"write-all", "read-all"} & {str(job["permissions"])}
    for step in steps(path):
        if "checkout" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_no_word_of_an_author_becomes_part_of_a_script(path: Path) -> None:
    # An expression is put into the text of a script before a shell reads it: whatever comes in, comes by a variable.
    assert [step["run"] for step in steps(path) if "${{" in step.get("run", "")] == []


def test_publishing_waits_for_the_owner_to_say_so() -> None:
    publish = read(PROJECT / ".github" / "workflows" / "briefings.yml")["jobs"]["publish"]
    assert publish["if"].startswith("vars.PUBLISH_PAGES == 'yes' && github.event_name != 'pull_request'")
    [rule] = read(GITLAB)["pages"]["rules"]
    assert rule["if"].startswith('$PUBLISH_PAGES == "yes" && $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH')


def test_every_script_is_one_that_a_shell_can_read() -> None:
    scripts = [step["run"] for path in WORKFLOWS for step in steps(path) if "run" in step]
    jobs = [job for job in read(GITLAB).values() if isinstance(job, dict) and "script" in job]
    scripts += ["\n".join(job["script"]) for job in jobs]
    assert len(scripts) > 8
    for text in scripts:
        done = subprocess.run(["bash", "-n"], input=text, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, ""), text


def test_the_check_of_a_pull_request_marks_the_line_and_leaves_a_table(folder: Path, bash: Run) -> None:
    step = script(PROJECT / ".github" / "workflows" / "briefings.yml", "Check every briefing")
    assert bash(step).returncode == 0
    write(folder, {"briefings/two.yml": record("topics: [fosterin]\n")})
    done = bash(step)
    assert done.returncode == 1
    assert "::error file=briefings/two.yml,line=1,col=10,title=unknown-topic::" in done.stdout
    summary = (folder / "summary.md").read_text("utf-8")
    assert "2 files checked: no problems" in summary
    assert "| error | briefings/two.yml:1 |" in summary


def test_a_table_that_cannot_be_written_is_no_fault_of_the_briefings(folder: Path, bash: Run) -> None:
    done = bash(".venv/bin/briefings check --summary no/such/folder.md")
    assert (done.returncode, "no/such/folder.md" in done.stderr) == (2, True)


def test_the_page_of_the_run_says_where_the_preview_is(folder: Path, bash: Run) -> None:
    step = script(PROJECT / ".github" / "workflows" / "briefings.yml", "Say where it is")
    assert bash(step, PREVIEW="https://example.org/artifacts/1").returncode == 0
    assert "(https://example.org/artifacts/1)" in (folder / "summary.md").read_text("utf-8")


def test_the_check_of_a_merge_request_leaves_a_report_even_when_it_fails(folder: Path, bash: Run) -> None:
    write(folder, {"briefings/two.yml": record("topics: [fosterin]\n")})
    done = bash("\n".join(read(GITLAB)["check"]["script"]))
    assert done.returncode == 1
    assert "briefings/two.yml:1:10: error[unknown-topic]" in done.stdout
    report = json.loads((folder / "gl-code-quality-report.json").read_text("utf-8"))
    assert ("unknown-topic", "briefings/two.yml") in [
        (entry["check_name"], entry["location"]["path"]) for entry in report
    ]


def test_one_issue_lists_the_reviews_that_are_due_and_is_closed_when_none_is(folder: Path, bash: Run) -> None:
    path = PROJECT / ".github" / "workflows" / "reviews.yml"
    look, tell = script(path, "List what is due"), script(path, "Open the issue, bring it up to date, or close it")

    def told(dates: str, open_issue: str) -> str:
        write(folder, {"briefings/one.yml": record(dates), "open": open_issue, "said": "", "summary.md": ""})
        assert bash(look).returncode == 0
        assert bash(tell, TITLE="Reviews", GH_TOKEN="x", GH_REPO="a/b").returncode == 0
        return (folder / "said").read_text("utf-8").splitlines()[-1]

    overdue = "published: 2019-01-01\nreviewed: 2019-01-01\nreview_by: 2020-01-01\n"
    later = "published: 2019-01-01\nreviewed: 2019-01-01\nreview_by: 2199-01-01\n"
    assert told(overdue, "") == "issue create --title Reviews --body-file due.md"
    assert "    briefings/one.yml" in (folder / "due.md").read_text("utf-8")
    assert "    briefings/one.yml" in (folder / "summary.md").read_text("utf-8")
    assert told(overdue, "6\tOther\n7\tReviews\n8\tReviews\n") == "issue edit 7 --body-file due.md"
    assert told(later, "7\tReviews\n").startswith("issue close 7")
    assert told(later, "").startswith("issue list")


def test_a_list_of_reviews_that_cannot_be_made_is_a_failure_and_no_empty_list(folder: Path, bash: Run) -> None:
    (folder / "briefings").rename(folder / "elsewhere")
    path = PROJECT / ".github" / "workflows" / "reviews.yml"
    assert bash(script(path, "List what is due")).returncode == 2


def test_the_schedule_at_gitlab_fails_when_a_review_is_due_and_leaves_appointments(folder: Path, bash: Run) -> None:
    steps = "\n".join(read(GITLAB)["reviews due"]["script"])
    dates = "published: 2019-01-01\nreviewed: 2019-01-01\nreview_by: {}\n"
    write(folder, {"briefings/one.yml": record(dates.format("2020-01-01"))})
    done = bash(steps)
    assert (done.returncode, "briefings/one.yml" in done.stdout) == (1, True)
    assert (folder / "reviews.ics").read_text("utf-8").startswith("BEGIN:VCALENDAR")
    write(folder, {"briefings/one.yml": record(dates.format("2199-01-01"))})
    assert bash(steps).returncode == 0
