"""The briefings command, as it is typed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from evidence_briefings.cli import main
from evidence_briefings.content.problems import CATALOGUE
from jsonschema import Draft202012Validator
from tiny import PROJECT, TODAY, problems_of, record, tiny_site, translation, write

Run = Callable[..., Result]
COMMAND = Path(sys.executable).parent / "briefings"
GOOD = {"briefings/one.yml": record(), "briefings/one.cy.yml": translation()}
WRONG = record("topics: [fosterin]\n")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a site with one good record, and stand in its folder."""
    folder = tiny_site(tmp_path / "site", GOOD)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def run() -> Run:
    """Run the command in this process; an exception that it does not handle fails the test."""

    def ran(*args: str) -> Result:
        # The day is part of the input of whatever judges dates.
        dated = [*args, "--today", str(TODAY)] if args[0] == "check" and "--today" not in args else args
        return CliRunner().invoke(main, dated, catch_exceptions=False)

    return ran


# --- check ---


def test_a_good_site_has_no_problems_and_exit_status_0(site: Path, run: Run) -> None:
    result = run("check")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "2 files checked: no problems\n"
    assert run("check", "--strict").exit_code == 0


def test_an_error_has_exit_status_1_and_stands_on_one_line(site: Path, run: Run) -> None:
    write(site, {"briefings/two.yml": WRONG})
    result = run("check")
    assert result.exit_code == 1
    assert (
        'briefings/two.yml:1:10: error[unknown-topic]: "fosterin" is not in briefings/_vocabulary/topics.yml '
        '(children, fostering, learning-disability). Did you mean "fostering"?\n'
    ) in result.stdout
    assert "1 error and 1 warning in 3 files" in result.stderr


def test_a_warning_counts_only_when_it_is_asked_to(site: Path, run: Run) -> None:
    write(site, {"briefings/two.yml": record()})
    assert run("check").exit_code == 0
    assert run("check", "--strict").exit_code == 1


def test_the_day_may_be_given(site: Path, run: Run) -> None:
    assert "overdue-review" in run("check", "--today", "2030-01-01").stdout
    assert "overdue-review" not in run("check", "--today", "2027-11-01").stdout


@pytest.mark.parametrize("arguments", [["--today", "tomorrow"], ["--format", "xml"], ["--nothing"], ["nowhere.yml"]])
def test_what_cannot_be_done_has_exit_status_2(arguments: list[str], site: Path, run: Run) -> None:
    result = CliRunner().invoke(main, ["check", *arguments], catch_exceptions=False)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr


def test_a_folder_without_briefings_has_exit_status_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("check")
    assert result.exit_code == 2
    assert 'no folder "briefings"' in result.stderr


@pytest.mark.parametrize(
    ("here", "paths", "reported"),
    [
        (".", [], ["a", "b"]),
        (".", ["."], ["a", "b"]),
        (".", ["briefings"], ["a", "b"]),
        (".", ["briefings/"], ["a", "b"]),
        (".", ["briefings/adults"], ["b"]),
        (".", ["briefings/a.yml"], ["a"]),
        (".", ["./briefings/a.yml", "briefings/adults/b.yml"], ["a", "b"]),
        (".", ["briefings/adults/../a.yml"], ["a"]),
        (".", ["briefings/one.yml"], []),
        ("briefings", [], ["a", "b"]),
        ("briefings", ["a.yml"], ["a"]),
        ("briefings", [".."], ["a", "b"]),
        ("briefings/adults", ["."], ["b"]),
        ("briefings/adults", ["../a.yml"], ["a"]),
        ("briefings/adults", [".."], ["a", "b"]),
        ("..", ["site"], ["a", "b"]),
        ("..", ["site/briefings/a.yml"], ["a"]),
        ("..", ["site/briefings"], ["a", "b"]),
    ],
)
def test_paths_choose_what_is_reported_from_wherever_they_are_typed(
    here: str, paths: list[str], reported: list[str], site: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(site, {"briefings/a.yml": WRONG, "briefings/adults/b.yml": WRONG})
    monkeypatch.chdir(site / here)
    result = run("check", *paths)
    names = [Path(line.split(":")[0]).stem for line in result.stdout.splitlines() if "error" in line]
    assert names == reported
    assert result.exit_code == (1 if reported else 0)


def test_an_absolute_path_chooses_too(site: Path, run: Run) -> None:
    write(site, {"briefings/a.yml": WRONG, "briefings/b.yml": WRONG})
    assert run("check", str(site / "briefings" / "a.yml")).stdout.count("error[") == 1


def test_a_file_outside_is_checked_against_the_lists_of_this_site(site: Path, run: Run) -> None:
    write(site.parent, {"draft.yml": WRONG})
    result = run("check", "../draft.yml")
    assert result.exit_code == 1
    assert "draft.yml:1:10: error[unknown-topic]" in result.stdout
    assert "one.yml" not in result.stdout


def test_a_folder_outside_is_checked_whole(site: Path, run: Run) -> None:
    write(site.parent, {"drafts/a.yml": WRONG, "drafts/deep/b.yml": WRONG})
    assert run("check", "../drafts").stdout.count("error[unknown-topic]") == 2


def test_a_vocabulary_may_be_checked_alone(site: Path, run: Run) -> None:
    write(site, {"briefings/_vocabulary/designs.yml": "- {id: survey}\n", "briefings/a.yml": WRONG})
    result = run("check", "briefings/_vocabulary/designs.yml")
    assert {line.split(":")[0] for line in result.stdout.splitlines()} == {"briefings/_vocabulary/designs.yml"}


def test_the_json_format_is_one_document(site: Path, run: Run) -> None:
    write(site, {"briefings/two.yml": WRONG})
    data = json.loads(run("check", "--format", "json").stdout)
    assert data["summary"] == {"files": 3, "errors": 1, "warnings": 1, "excused": 0}
    assert [problem["code"] for problem in data["problems"]] == ["missing-translation-file", "unknown-topic"]


def test_the_json_format_is_a_document_without_problems_too(site: Path, run: Run) -> None:
    assert json.loads(run("check", "--format", "json").stdout)["problems"] == []


def test_the_github_format_is_one_annotation_a_line(site: Path, run: Run) -> None:
    write(site, {"briefings/two.yml": WRONG})
    lines = run("check", "--format", "github").stdout.splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("::error file=briefings/two.yml,line=1,col=10,title=unknown-topic::")


@pytest.mark.parametrize("style", ["text", "json", "github"])
def test_names_that_are_not_text_are_printed_all_the_same(style: str, site: Path) -> None:
    Path(os.fsdecode(os.fsencode(site / "briefings") + b"/\xff.yml")).write_text("kind: [", encoding="utf-8")
    done = subprocess.run([COMMAND, "check", "--format", style], capture_output=True, check=False)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert b"bad-id" in done.stdout


def test_the_installed_command_writes_data_to_one_stream_and_messages_to_the_other(site: Path) -> None:
    write(site, {"briefings/two.yml": WRONG})
    done = subprocess.run(
        [COMMAND, "check", "--today", str(TODAY)], capture_output=True, check=False, text=True, encoding="utf-8"
    )
    assert done.returncode == 1
    assert all(": error[" in line or ": warning[" in line for line in done.stdout.splitlines())
    assert done.stderr.count("\n") == 1


def test_the_command_prints_welsh_where_the_system_knows_only_ascii(site: Path) -> None:
    write(site, {"briefings/two.yml": record("topics: [tŷ]\n")})
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run([COMMAND, "check"], capture_output=True, check=False, env=environment)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert b"unknown-topic" in done.stdout


# --- explain ---


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_code_is_explained(code: str, run: Run) -> None:
    result = run("explain", code)
    assert result.exit_code == 0
    assert (
        result.stdout
        == f"{code} ({CATALOGUE[code].severity})\n\nWhen: {CATALOGUE[code].when}\n\nFix: {CATALOGUE[code].fix}\n"
    )


def test_without_a_code_all_are_listed(run: Run) -> None:
    lines = run("explain").stdout.splitlines()
    assert [line.split()[0] for line in lines] == sorted(CATALOGUE)


def test_an_unknown_code_suggests_the_nearest(run: Run) -> None:
    result = run("explain", "unknown-topics")
    assert result.exit_code == 2
    assert 'Did you mean "unknown-topic"?' in result.stderr


# --- schema ---


class Words(yaml.CSafeLoader):
    """Reads YAML as editors do (1.2): yes, no and dates are words."""


Words.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":bool", ":timestamp"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def schema_faults(schema: str, text: str) -> list[str]:
    found = Draft202012Validator(json.loads(schema)).iter_errors(yaml.load(text, Loader=Words))
    return [f"{error.json_path}: {error.message}" for error in found]


def test_the_schemas_are_schemas(site: Path, run: Run) -> None:
    for arguments in ([], ["--translation"]):
        Draft202012Validator.check_schema(json.loads(run("schema", *arguments).stdout))


def test_the_schema_takes_every_real_record_and_translation(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT)
    schemas = {False: run("schema").stdout, True: run("schema", "--translation").stdout}
    for path in sorted((PROJECT / "briefings").glob("[!_]*/*.yml")):
        is_pair = path.name.endswith((".cy.yml", ".en.yml"))
        assert not schema_faults(schemas[is_pair], path.read_text(encoding="utf-8")), path.name


def test_the_schema_takes_what_the_check_takes(site: Path, run: Run) -> None:
    golden = (PROJECT / "tests/golden/check/good.every-block.txt").read_text(encoding="utf-8")
    drawing = golden.partition("--- site ---\n")[2].partition("--- problems ---\n")[0]
    write(site, drawing)
    assert not schema_faults(run("schema").stdout, (site / "briefings/one.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("value", ["2020", "2020-10", "2020-10-01"])
def test_the_schema_takes_a_year_without_quotes(value: str, site: Path, run: Run) -> None:
    text = record(f"kind: project\nproject: {{status: planned, starts: {value}}}\n")
    assert not schema_faults(run("schema").stdout, text)


@pytest.mark.parametrize(
    "change",
    [
        "topics: [nowhere]",
        "colour: blue",
        "title: [a]",
        "relevance: {evidence_from: [wales], applies_to: {england: yes}}",
        "messages: []",
    ],
)
def test_the_schema_refuses_what_the_check_refuses(change: str, site: Path, run: Run) -> None:
    assert schema_faults(run("schema").stdout, record(change + "\n"))


def test_a_record_that_lacks_a_field_is_refused_by_the_schema(site: Path, run: Run) -> None:
    assert schema_faults(run("schema").stdout, record(without=("title",)))


def test_the_schemas_are_written_and_found_current(site: Path, run: Run) -> None:
    assert run("schema", "--check").exit_code == 1
    assert run("schema", "--write").exit_code == 0
    assert run("schema", "--check").exit_code == 0
    assert (site / "briefings/_schema/briefing.schema.json").read_text(encoding="utf-8") == run("schema").stdout


def test_a_schema_is_out_of_date_when_a_term_is_new(site: Path, run: Run) -> None:
    run("schema", "--write")
    write(site, {"briefings/_vocabulary/designs.yml": "- {id: poll, en: Poll, cy: Pôl}\n"})
    result = run("schema", "--check")
    assert result.exit_code == 1
    assert "briefing.schema.json" in result.stderr


def test_the_schemas_of_the_project_are_current(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT)
    assert run("schema", "--check").exit_code == 0


# --- new ---


def test_a_new_record_says_where_it_is_and_what_is_missing(site: Path, run: Run) -> None:
    result = run("new", "short-breaks", "--folder", "children")
    assert result.stdout == "briefings/children/short-breaks.yml\n"
    assert "Still missing: title, bottom_line, summary" in result.stderr
    assert (site / "briefings/children/short-breaks.yml").is_file()
    assert any("briefings/children/short-breaks.yml" in line for line in problems_of(site))


def test_the_name_may_be_given_with_its_ending(site: Path, run: Run) -> None:
    assert run("new", "short-breaks.yml").stdout == "briefings/short-breaks.yml\n"


def test_the_modeline_of_a_new_record_leads_to_the_schema(site: Path, run: Run) -> None:
    run("schema", "--write")
    for folder in ("", "a", "a/b"):
        name = f"new-{len(folder)}"
        run("new", name, "--folder", folder)
        path = site / "briefings" / folder / f"{name}.yml"
        modeline = path.read_text(encoding="utf-8").splitlines()[0]
        assert (path.parent / modeline.partition("$schema=")[2]).is_file()


@pytest.mark.parametrize(
    "arguments",
    [
        ["one"],
        ["one", "--folder", "adults"],
        ["taken"],
        ["Short"],
        ["a/b"],
        ["con"],
        ["short-breaks", "--kind", "reserch"],
        ["short-breaks", "--folder", "../outside"],
        ["short-breaks", "--folder", "/tmp"],
        ["short-breaks", "--folder", "_drafts"],
        [""],
    ],
)
def test_what_cannot_be_begun_changes_nothing(arguments: list[str], site: Path, run: Run) -> None:
    (site / "briefings/taken.yml").symlink_to("nowhere")
    before = sorted(path.as_posix() for path in site.parent.rglob("*"))
    result = run("new", *arguments)
    assert result.exit_code == 2
    assert result.stderr
    assert sorted(path.as_posix() for path in site.parent.rglob("*")) == before
    assert (site / "briefings/one.yml").read_text(encoding="utf-8") == record()


def test_an_unknown_kind_suggests_the_nearest(site: Path, run: Run) -> None:
    assert 'Did you mean "research"?' in run("new", "short-breaks", "--kind", "reserch").stderr


# --- translate ---


def test_a_translation_is_begun_beside_its_record(site: Path, run: Run) -> None:
    write(site, {"briefings/adults/two.yml": record()})
    result = run("translate", "two")
    assert result.stdout == "briefings/adults/two.cy.yml\n"
    assert all("[missing-translation]" in line or "unstamped" in line for line in problems_of(site))


def test_a_record_in_welsh_gets_an_english_file(site: Path, run: Run) -> None:
    write(site, {"briefings/two.yml": record("language: cy\n")})
    assert run("translate", "two").stdout == "briefings/two.en.yml\n"


def test_a_translation_that_is_there_gets_what_it_lacks(site: Path, run: Run) -> None:
    text = translation("title:\n")
    write(site, {"briefings/one.cy.yml": text})
    result = run("translate", "one")
    assert '[missing-translation]: the Welsh of "title" is missing' in result.stdout
    assert (site / "briefings/one.cy.yml").read_text(encoding="utf-8") == "# A good record\n" + text
    assert run("translate", "one").stdout == result.stdout.replace(":1:1:", ":2:1:")


def test_a_translation_is_marked_where_its_original_has_changed(site: Path, run: Run) -> None:
    write(site, {"briefings/one.yml": record("title: A better record\n")})
    result = run("translate", "one")
    assert "changed since: title" in result.stderr
    text = (site / "briefings/one.cy.yml").read_text(encoding="utf-8")
    assert '# changed since: the English is now: "A better record"\ntitle: Cofnod da\n' in text
    run("translate", "one", "--stamp")
    assert (site / "briefings/one.cy.yml").read_text(encoding="utf-8").startswith("title: Cofnod da\n")


def test_a_finished_translation_is_said_to_be_so(site: Path, run: Run) -> None:
    result = run("translate", "one")
    assert (result.stdout, result.exit_code) == ("", 0)
    assert "complete and up to date" in result.stderr


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_stamp_keeps_the_rest_of_the_file_byte_for_byte(mark: bytes, end: str, site: Path, run: Run) -> None:
    rest = "# Pennawd\ntitle: 'Tŷ'   # nodyn\n\n\nsummary: >-\n  Crynodeb\n  arall  \n\n# diwedd\n".replace("\n", end)
    block = f"translation: {{status: reviewed}}{end}"
    write(site, {"briefings/one.cy.yml": mark + (block + rest).encode()})
    result = run("translate", "one", "--stamp")
    content = (site / "briefings/one.cy.yml").read_bytes()
    assert result.stdout == "briefings/one.cy.yml\n"
    assert content.startswith(mark + f"translation:{end}  status: reviewed{end}  of: >-{end}".encode())
    assert content.endswith(rest.encode())
    assert "outdated" not in "".join(problems_of(site))


def test_a_stamp_that_changes_nothing_writes_nothing(site: Path, run: Run) -> None:
    run("translate", "one", "--stamp")
    before = (site / "briefings/one.cy.yml").stat().st_mtime_ns
    assert run("translate", "one", "--stamp").stdout == ""
    assert (site / "briefings/one.cy.yml").stat().st_mtime_ns == before


def test_all_translations_are_stamped_at_once(site: Path, run: Run) -> None:
    unstamped = translation("translation: {status: draft}\n")
    write(site, {"briefings/one.cy.yml": unstamped, "briefings/two.yml": record(), "briefings/two.cy.yml": unstamped})
    assert run("translate", "--all", "--stamp").exit_code == 0
    assert not problems_of(site)


@pytest.mark.parametrize(
    ("arguments", "files"),
    [
        ([], {}),
        (["onee"], {}),
        (["one", "--stamp", "--export", "a.xlf"], {}),
        (["one", "--partial"], {}),
        (["one", "--export", "a.pdf"], {}),
        (["one", "--import", "nowhere.xlf"], {}),
        (["one", "--import", "briefings/one.yml"], {}),
        (["two", "--stamp"], {"briefings/two.yml": record()}),
        (["one", "--stamp"], {"briefings/one.cy.yml": "title: ["}),
        (["one", "--stamp"], {"briefings/one.cy.yml": "{title: Teitl}\n"}),
        (["one"], {"briefings/one.yml": "title: ["}),
    ],
)
def test_what_cannot_be_translated_changes_nothing(
    arguments: list[str], files: dict[str, str], site: Path, run: Run
) -> None:
    write(site, files)
    before = {path: path.read_bytes() for path in site.rglob("*.yml")}
    result = run("translate", *arguments)
    assert result.exit_code == 2
    assert result.stderr
    assert {path: path.read_bytes() for path in site.rglob("*.yml")} == before


# --- help ---


@pytest.mark.parametrize("name", [None, *main.commands])
def test_every_help_text_has_an_example(name: str | None, run: Run) -> None:
    text = (
        run(*([name] if name else []), "--help").stdout
        if name != "check"
        else CliRunner().invoke(main, ["check", "-h"]).stdout
    )
    assert "Example" in text
    assert f"briefings {name or 'check'}" in text


def test_the_version_is_said(run: Run) -> None:
    assert run("--version").stdout.startswith("briefings, version ")
