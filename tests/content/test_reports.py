"""Problems as lines, as JSON and as annotations."""

from __future__ import annotations

import json

import pytest
from evidence_briefings.content.problems import CATALOGUE, Mark, define, define_from_docstring, printable
from evidence_briefings.content.reports import Report, below

ERROR = CATALOGUE["unknown-topic"].at(Mark("briefings/a,b:c.yml", 3, 7), '100 % of "x"\nis, not: here')
WARNING = CATALOGUE["too-long"].at(Mark("briefings/one.yml", 1, 1), "Too long.")


def test_a_line_holds_place_severity_code_and_message_and_no_line_break() -> None:
    assert Report((ERROR,), 1).render("text") == (
        'briefings/a,b:c.yml:3:7: error[unknown-topic]: 100 % of "x"\\nis, not: here\n'
    )


def test_an_annotation_is_escaped_as_its_reader_expects() -> None:
    assert Report((ERROR,), 1).render("github") == (
        '::error file=briefings/a%2Cb%3Ac.yml,line=3,col=7,title=unknown-topic::100 %25 of "x"\\nis, not: here\n'
    )


def test_the_json_holds_every_part_and_what_to_do() -> None:
    data = json.loads(Report((ERROR, WARNING), 2).render("json"))
    assert data["summary"] == {"files": 2, "errors": 1, "warnings": 1, "excused": 0}
    assert data["problems"][1] == {
        "path": "briefings/one.yml",
        "line": 1,
        "column": 1,
        "severity": "warning",
        "code": "too-long",
        "message": "Too long.",
        "fix": CATALOGUE["too-long"].fix,
    }


@pytest.mark.parametrize(("style", "expected"), [("text", ""), ("github", "")])
def test_no_problems_are_no_lines(style: str, expected: str) -> None:
    assert Report((), 3).render(style) == expected


def test_the_summary_counts_one_and_many_rightly() -> None:
    assert Report((), 1).summary() == "1 file checked: no problems"
    assert Report((ERROR, WARNING), 2).summary().startswith("1 error and 1 warning in 2 files")


@pytest.mark.parametrize(
    ("chosen", "kept"),
    [
        (None, 2),
        ([], 0),
        (["."], 2),
        (["briefings"], 2),
        (["briefings/"], 2),
        (["briefings/one.yml"], 1),
        (["briefings/one"], 0),
        (["brief"], 0),
    ],
)
def test_only_the_problems_below_the_chosen_paths_are_kept(chosen: list[str] | None, kept: int) -> None:
    assert len(below([ERROR, WARNING], chosen)) == kept


def test_a_message_never_floods_the_terminal() -> None:
    problem = CATALOGUE["unknown-topic"].at(Mark("one.yml"), f'"{"x" * 500_000}" is not there. Did you mean "y"?')
    assert len(str(problem)) < 2_000
    assert str(problem).endswith('Did you mean "y"?')


@pytest.mark.parametrize("text", ["\x1b[31m", "\u202e", "\u2028", "\udcff", "\x00", "\r", "\x85", "\ue000"])
def test_what_a_terminal_would_act_on_is_shown_as_an_escape(text: str) -> None:
    assert printable(text).isprintable()
    assert printable(text) != text


def test_welsh_and_emoji_are_shown_as_they_are() -> None:
    assert printable("tŷ ŵy 🏴") == "tŷ ŵy 🏴"


def test_a_code_is_defined_once_and_with_its_help() -> None:
    with pytest.raises(ValueError, match="twice"):
        define("unknown-topic", ERROR.severity, when="x", fix="y")
    with pytest.raises(ValueError, match="When"):
        define_from_docstring("new-code", ERROR.severity, printable)
    assert "new-code" not in CATALOGUE


@pytest.mark.parametrize("code", CATALOGUE.values(), ids=CATALOGUE)
def test_the_help_of_every_code_is_whole_sentences(code: object) -> None:
    for text in (code.when, code.fix):  # type: ignore[attr-defined]
        assert len(text) > 10
        assert "  " not in text
        assert "\n" not in text
    assert code.when.endswith(".")  # type: ignore[attr-defined]


def test_a_code_quality_report_has_all_that_gitlab_asks_for() -> None:
    [first, second] = json.loads(Report((ERROR, WARNING), 2).render("gitlab"))
    for entry in (first, second):
        assert entry.keys() == {"description", "check_name", "fingerprint", "severity", "location"}
        assert entry["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert len(entry["fingerprint"]) == 64
    assert first["location"] == {"path": "briefings/a,b:c.yml", "lines": {"begin": 3}}
    assert (first["check_name"], first["severity"], second["severity"]) == ("unknown-topic", "major", "minor")
    assert json.loads(Report((), 2).render("gitlab")) == []


def test_a_fingerprint_stays_when_lines_move_and_is_never_given_twice() -> None:
    def fingerprints(*lines: int) -> list[str]:
        problems = [CATALOGUE["too-long"].at(Mark("briefings/one.yml", line, 1), "Too long.") for line in lines]
        return [entry["fingerprint"] for entry in json.loads(Report(tuple(problems), 1).render("gitlab"))]

    assert fingerprints(3, 9) == fingerprints(4, 20)
    assert len(set(fingerprints(3, 9, 12))) == 3


def test_a_summary_shows_what_authors_wrote_as_it_is() -> None:
    hostile = CATALOGUE["too-long"].at(Mark("briefings/a|b.yml", 2, 1), "<img src=x> @all [x](https://e.org) `|` **b**")
    table = Report((hostile,), 1).markdown().splitlines()[-1]
    assert table == (
        r"| warning | briefings/a\|b.yml:2 | &lt;img src=x&gt; &#64;all \[x\](https&#58;//e.org) \`\|\` \*\*b\*\* |"
    )


def test_a_summary_of_very_many_problems_names_the_first_and_counts_the_rest() -> None:
    many = tuple(CATALOGUE["too-long"].at(Mark("briefings/one.yml", line), "Too long.") for line in range(1, 1301))
    text = Report(many, 1).markdown()
    assert text.count("| warning |") == 200
    assert "And 1,100 more" in text
