"""A record that begins with what is known: by options, and by answers on a terminal."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pytest
from click.testing import CliRunner, Result
from evidence_briefings.cli import main
from evidence_briefings.content.asking import QUESTIONS
from evidence_briefings.content.model import Briefing
from evidence_briefings.content.nodes import parse
from evidence_briefings.content.shapes import shape_at
from tiny import PROJECT, TODAY, corpus_of, problems_of, record, tiny_site

EVERYTHING = [
    *["--title", "Short breaks: what helps?", "--bottom-line", "They help.", "--summary", "Two studies # and more."],
    *[
        "--message",
        "Ask people: what helps?",
        "--message",
        "Plan early.",
        "--topic",
        "fostering",
        "--topic",
        "Children",
    ],
    *["--audience", "frontline", "--evidence-from", "Wales", "--applies", "wales=partly: another law"],
    *["--applies", "england=yes", "--knowledge", "research", "--base", "single-study", "--peer-reviewed", "yes"],
    *[
        "--limitation",
        "It was small.",
        "--source",
        "A report = b=open",
        "--source",
        "Another",
        "--owner",
        "Evidence team",
    ],
    *["--review-by", "2027-06-01"],
]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tiny_site(tmp_path / "site", {"briefings/one.yml": record()})
    monkeypatch.chdir(folder)
    return folder


def new(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["new", *arguments, "--today", str(TODAY)], catch_exceptions=False)


def said(site: Path, record_id: str) -> dict:
    tree, problems = parse((site / f"briefings/{record_id}.yml").read_text("utf-8"), "")
    assert tree is not None
    assert not problems
    return tree.plain()


def test_a_record_with_every_answer_has_no_error(site: Path) -> None:
    result = new(*EVERYTHING)
    assert result.stdout == "briefings/short-breaks-what-helps.yml\n"
    assert "Nothing that is needed is missing." in result.stderr
    about = [problem for problem in problems_of(site) if "short-breaks" in problem]
    assert [problem for problem in about if "missing-tr" not in problem and "open-without" not in problem] == []
    briefing = corpus_of(site).briefings["short-breaks-what-helps"]
    assert [message.text.original for message in briefing.messages] == ["Ask people: what helps?", "Plan early."]
    assert briefing.topics == ["fostering", "children"]
    assert briefing.relevance.applies_to["wales"].note is not None
    assert briefing.relevance.applies_to["scotland"].applies == "unknown"
    assert [(source.title, source.access) for source in briefing.sources] == [
        ("A report = b", "open"),
        ("Another", "unknown"),
    ]
    assert str(briefing.review_by) == "2027-06-01"
    assert briefing.status == "draft"


def test_what_is_left_out_stays_missing_and_the_comments_stay(site: Path) -> None:
    new("short-breaks", "--title", "Short breaks", "--topic", "fostering", "--message", "Ask.")
    text = (site / "briefings/short-breaks.yml").read_text("utf-8")
    assert "title: Short breaks\n" in text
    assert "topics: [fostering]       # 1 or more of\n" in text
    assert "audiences: []             # MISSING: 1 or more of\n" in text
    assert re.search(r"^bottom_line: +# MISSING: ", text, re.MULTILINE)
    assert "# voices:" in text
    codes = {problem.code for problem in corpus_of(site).problems if "short-breaks" in problem.mark.path}
    assert codes == {"missing-field", "missing-translation-file"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["x", "--topic", "fosterin"], 'Did you mean "fostering"?'),
        (["x", "--applies", "wales"], "wales=partly"),
        (["x", "--applies", "wale=yes"], 'Did you mean "wales"?'),
        (["x", "--applies", "wales=perhaps"], "applies.yml"),
        (["x", "--base", "one"], "bases.yml"),
        (["x", "--review-by", "soon"], "2026-11-01"),
        (["--topic", "fostering"], "--title"),
        (["--title", "!!!"], "--title"),
        (["x", "--title", "a\x07b"], "cannot"),
    ],
)
def test_a_wrong_answer_is_a_message_and_no_file(arguments: list[str], message: str, site: Path) -> None:
    result = new(*arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())
    assert [path.name for path in (site / "briefings").glob("*.yml")] == ["one.yml"]


def test_every_question_has_a_place_in_the_record_and_words_in_both_languages() -> None:
    assert all(shape_at(Briefing, question.loc) is not None for question in QUESTIONS)
    assert all(
        question.asked[language] and question.about[language] for question in QUESTIONS for language in ("en", "cy")
    )


# --- on a terminal ---

ENTER, SPACE, DOWN = "\r", " ", "\x1b[B"


@pytest.fixture
def terminal(site: Path) -> Iterator[Callable[..., pexpect.spawn]]:
    """Return a function that runs the command on a terminal of its own."""
    started: list[pexpect.spawn] = []
    environment = {
        **os.environ,
        "PYTHONPATH": str(PROJECT / "plugins"),
        "PROMPT_TOOLKIT_NO_CPR": "1",
        "TERM": "xterm",
        "PROMPT_TOOLKIT_COLOR_DEPTH": "DEPTH_1_BIT",
    }

    def run(*arguments: str) -> pexpect.spawn:
        command = ["-m", "evidence_briefings.cli", "new", *arguments, "--today", str(TODAY)]
        child = pexpect.spawn(
            sys.executable, command, cwd=str(site), env=environment, timeout=20, encoding="utf-8", dimensions=(50, 200)
        )
        child.delaybeforesend = 0.05
        started.append(child)
        return child

    yield run
    for child in started:
        child.close(force=True)


def test_a_record_is_written_step_by_step(terminal, site: Path) -> None:
    child = terminal()
    for wanted, typed in [
        ("what sort of record", ENTER),
        ("Title", "Short breaks" + ENTER),
        ("address", ENTER),
        ("Bottom line", "They help." + ENTER),
        ("Summary", ENTER),
        ("Practice message 1", "Ask: what helps?" + ENTER),
        ("Practice message 2", ENTER),
        ("Topics", SPACE + ENTER),
        ("Audiences", SPACE + DOWN + SPACE + ENTER),
        ("evidence is from", ENTER),
        ("apply in Wales", ENTER),
        ("apply in England", ENTER),
        ("apply in Scotland", ENTER),
        ("apply in Northern", ENTER),
        ("What it rests on", SPACE + ENTER),
        ("How much evidence", ENTER),
        ("Designs", ENTER),
        ("Peer reviewed", ENTER),
        ("Limitation 1", ENTER),
        ("Source 1", "A report" + ENTER),
        ("everybody read it", ENTER),
        ("Source 2", ENTER),
        ("Owner", ENTER),
        ("Review by", ENTER),
    ]:
        child.expect(wanted)
        child.send(typed)
    child.expect("Still missing: ([^.]*)")
    assert child.match[1].split(", ") == ["summary", "evidence_from", "base", "limitations", "team"]
    child.expect(pexpect.EOF)
    found = said(site, "short-breaks")
    assert found["title"] == "Short breaks"
    assert found["messages"] == [{"text": "Ask: what helps?"}]
    assert len(found["topics"]) == 1
    assert len(found["audiences"]) == 2
    assert found["sources"] == [{"title": "A report", "access": "unknown"}]


def test_ctrl_c_keeps_what_was_answered(terminal, site: Path) -> None:
    child = terminal("--language", "cy", "--kind", "research")
    child.expect("Teitl")
    child.send("Seibiannau byr" + ENTER)
    child.expect("seibiannau-byr")
    child.send(ENTER)
    child.expect("brif neges")
    child.send("\x03")
    child.expect("hyd yn hyn")
    child.send(ENTER)
    child.expect("Still missing: bottom_line")
    child.expect(pexpect.EOF)
    found = said(site, "seibiannau-byr")
    assert found["title"] == "Seibiannau byr"
    assert found["language"] == "cy"
    assert "bottom_line" not in found
