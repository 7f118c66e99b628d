"""The rules, at their edges: what is just good and what is just not. The goldens show each of them at work."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest
from evidence_briefings.content.rules.wording import count_words
from evidence_briefings.content.sentences import sentences
from tiny import TODAY, corpus_of, record, translation

Site = Callable[..., Path]
Codes = Callable[..., list[str]]


@pytest.fixture
def codes(site_folder: Site) -> Codes:
    """Return a function that gives the codes of a record that begins with these lines, without its missing Welsh."""

    def found(lines: str, pair: str | None = None, today: date = TODAY) -> list[str]:
        files = {"briefings/one.yml": record(lines + "\n"), "briefings/two.yml": record()}
        if pair is not None:
            files["briefings/one.cy.yml"] = translation(pair + "\n")
        problems = corpus_of(site_folder(files), today).problems
        others = ("missing-translation-file", "missing-translation", "outdated-translation")
        own = [problem for problem in problems if problem.mark.path.startswith("briefings/one.")]
        return [problem.code for problem in own if problem.code not in others]

    return found


def in_body(*lines: str) -> str:
    return "body: |\n" + "".join(f"  {line}\n" for line in lines)


@pytest.mark.parametrize(
    ("starts", "ends", "wrong"),
    [
        ("2020", "2020", False),
        ("2020", "2020-01", False),
        ("2020-11", "2020", False),
        ("2020-11", "2020-11-01", False),
        ("2020-11-30", "2020-11", False),
        ("2020-11", "2020-10-31", True),
        ("2021", "2020-12-31", True),
        ("2020-12-31", "2020-12-30", True),
    ],
)
def test_parts_of_dates_are_compared_by_what_both_have(starts: str, ends: str, wrong: bool, codes: Codes) -> None:
    found = codes(f"kind: project\nproject: {{status: completed, starts: {starts}, ends: {ends}}}")
    assert ("dates-out-of-order" in found) is wrong


@pytest.mark.parametrize("status", ["published", "draft"])
def test_a_review_is_overdue_the_day_after_it_was_due(status: str, codes: Codes) -> None:
    assert "overdue-review" not in codes(f"status: {status}", today=date(2027, 11, 1))
    assert "overdue-review" in codes(f"status: {status}", today=date(2027, 11, 2))


def test_an_archived_record_is_never_overdue(codes: Codes) -> None:
    assert "overdue-review" not in codes("status: archived\nsuperseded_by: two", today=date(2040, 1, 1))


def test_a_date_that_is_no_date_is_reported_once_and_not_compared(codes: Codes) -> None:
    assert codes("reviewed: soon") == ["bad-date"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("one", 1),
        ("one  two\nthree", 3),
        ("- \u2013 -", 0),
        ("24/7 care-home 3.5%", 3),
        ("mae'r tŷ \u2019ma", 3),
        ("- a **bold** one", 3),
        ("a\u00a0b", 2),
    ],
)
def test_a_word_is_a_run_of_signs_with_a_letter_or_digit(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("key", "unit", "limit"),
    [("title", "x" * 4 + " ", 100 // 5), ("bottom_line", "word. ", 30), ("summary", "word. ", 80)],
)
def test_a_text_may_be_as_long_as_its_limit_and_no_longer(key: str, unit: str, limit: int, codes: Codes) -> None:
    assert codes(f"{key}: {unit * limit}") == []
    assert codes(f"{key}: {unit * (limit + 1)}") == ["too-long"]


def test_a_translation_has_the_same_limits(codes: Codes) -> None:
    assert codes("", pair="bottom_line: " + "gair. " * 31) == ["too-long"]


@pytest.mark.parametrize(
    "text",
    [
        "The NHS helps.",
        "Several NHSs.",
        "World War II and Part IV.",
        "Adverse childhood experiences (ACEs) matter. ACE scores do too.",
        "ACEs (adverse childhood experiences) matter.",
        "It is 5 C and 3 KG? No: kg.",
        "See https://example.org/ABC/DEF for it.",
        "Write to ABC@example.org please.",
        "A and I.",
        "Funded under NIHR132734 and RES0001.",
        "CO2 and H2O.",
        "It cost 5 GBP.",
        "Files of 20 GB.",
        "## WHAT WE FOUND",
        "The office in CF10 1AA.",
    ],
)
def test_capitals_that_a_reader_knows_or_is_told_are_good(text: str, codes: Codes) -> None:
    found = codes(in_body(text))
    assert ("unexplained-acronym" in found) is ("KG" in text)


def test_an_acronym_with_a_number_is_known_by_its_letters(site_folder: Site) -> None:
    glossary = "- {id: c, en: {term: C, meaning: M, acronym: COVID-19}, cy: {term: C, meaning: M}}\n"
    text = record(in_body("In COVID times, COVID-19 and COVID19."))
    site = site_folder({"briefings/_vocabulary/glossary.yml": glossary, "briefings/one.yml": text})
    found = [problem.message for problem in corpus_of(site).problems if problem.code == "unexplained-acronym"]
    assert found == ['"COVID19" is not explained here and is not in the glossary.']


@pytest.mark.parametrize(
    "text", ["Ask the SDS team.", "SDS's rules", "(see below) SDS", "Two SDSs", "SDS-based", "'SDS'"]
)
def test_capitals_that_nobody_explains_are_reported(text: str, codes: Codes) -> None:
    assert codes(in_body(text)) == ["unexplained-acronym"]


def test_an_acronym_is_explained_for_one_language_at_a_time(codes: Codes) -> None:
    explained = "summary: Self-directed support (SDS) helps."
    assert codes(explained, pair="summary: Mae SDS yn helpu.") == ["unexplained-acronym"]
    assert codes(explained, pair="summary: Mae cymorth hunangyfeiriedig (SDS) yn helpu.") == []


@pytest.mark.parametrize(
    "field", ["keywords: [SDS]", "evidence: {knowledge: [research], base: single-study, limitations: [x], funder: SDS}"]
)
def test_names_and_search_words_need_no_explanation(field: str, codes: Codes) -> None:
    assert codes(field) == []


@pytest.mark.parametrize(
    ("address", "private"),
    [
        ("evidence@example.org", False),
        ("evidence.team@example.gov.wales", False),
        ("gofal.cymdeithasol.tim@example.cymru", False),
        ("adults@example.org", False),
        ("jane.jones@example.gov.wales", True),
        ("j.jones@example.gov.wales", True),
        ("evidence@gmail.com", True),
        ("Evidence@GMAIL.com", True),
        ("evidence@notgmail.com", False),
        ("tim.jones@example.org", True),
        ("joe.webb@example.org", True),
        ("martin.timothy@example.org", True),
        ("jane-jones2@example.org", True),
        ("siân.davies@example.cymru", True),
        ("team.evidence@example.org", False),
        ("childrens.hub@example.org", False),
        ("data.protection@example.org", False),
        ("tim.tystiolaeth@example.cymru", False),
    ],
)
def test_a_mailbox_is_a_teams_or_a_persons(address: str, private: bool, codes: Codes) -> None:
    expected = ["private-contact"] if private else []
    assert codes(f"owner: {{team: Evidence team, email: {address}}}") == expected
    assert codes(in_body(f"Write to {address}.")) == expected


@pytest.mark.parametrize(
    "text",
    [
        "<b>bold</b>",
        "</p>",
        "<br/>",
        "<!-- later -->",
        "<img src=x>",
        '<a href="https://example.org">x</a>',
        "line<br>break",
    ],
)
def test_html_is_reported(text: str, codes: Codes) -> None:
    assert codes(in_body(text)) == ["raw-html"]


@pytest.mark.parametrize(
    "text",
    [
        "p < 0.05 and n > 3",
        "<https://example.org>",
        "<team@example.org>",
        "`<b>`",
        "a <- b",
        "I <3 it",
        "[a](<https://example.org/b>)",
        "x<5>y",
    ],
)
def test_what_only_looks_like_html_is_good(text: str, codes: Codes) -> None:
    assert codes(in_body(text)) == []


def test_html_in_code_over_several_lines_is_good(codes: Codes) -> None:
    assert codes(in_body("```", "<b>", "```", "text")) == []


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        (["## A", "### B", "## C", "### D", "#### E"], 0),
        (["### A"], 1),
        (["# A"], 1),
        (["## A", "#### B"], 1),
        (["## A", "#### B", "##### C"], 1),
        (["A", "==="], 1),
        (["A", "---"], 0),
        (["    # code"], 0),
        (["#tag"], 1),
        (["\\#tag"], 0),
        (["- ## A", "", "> #### B"], 1),
        (["```", "# no", "```"], 0),
        (["~~~", "# no", "~~~"], 0),
        (["text", "", "---", "", "text"], 0),
    ],
)
def test_headings_begin_at_two_and_go_down_by_one(lines: list[str], wrong: int, codes: Codes) -> None:
    # A line before them, so that YAML takes the indent of code for text.
    spaced: Iterable[str] = [part for line in lines for part in ([line, ""] if line.startswith("#") else [line])]
    assert codes(in_body("first", "", *spaced)) == ["heading-level"] * wrong


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One. Two! Three? Four\u2026 Five", ["One.", "Two!", "Three?", "Four\u2026", "Five"]),
        ("A long\none.", ["A long one."]),
        ("About:\n- one\n- two\n  more\n\nThree", ["About:", "one", "two more", "Three"]),
        ("## Head\nText\n### Head\n\nText", ["Head", "Text", "Head", "Text"]),
        ("1. One\n2) Two", ["One", "Two"]),
        ("> Quoted\n> on", ["Quoted", "on"]),
        ("It fell in\n2020. Yes", ["It fell in 2020.", "Yes"]),
        ('He said "No." Then (yes.) So.', ['He said "No.', "Then (yes.", "So."]),
        ("It cost 3.5 of them.", ["It cost 3.5 of them."]),
        (" \n ", []),
    ],
)
def test_a_text_falls_into_its_sentences(text: str, found: list[str]) -> None:
    assert list(sentences(text)) == found


@pytest.mark.parametrize("words", [30, 31])
def test_a_sentence_has_up_to_30_words(words: int, codes: Codes) -> None:
    assert codes(in_body("Short. " + "word " * (words - 1) + "end. Short.")) == ["long-sentence"] * (words - 30)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Each service user", True),
        ("Each Service\u00a0Users", False),
        ("A self-service user", False),
        ("A service user-led group", False),
        ("A \u201cservice user\u201d", False),
        ("The LAC review", True),
        ("Lac la Biche", False),
        ("They aren't here", True),
        ("They aren\u2019t here", True),
    ],
)
def test_words_to_avoid_are_found_as_whole_words(text: str, found: bool, site_folder: Site) -> None:
    avoided = "- {avoid: {en: [service user, LAC, aren't]}, prefer: {en: other, cy: arall}}\n"
    glossary = "- {id: lac, en: {term: L, meaning: M, acronym: LAC}, cy: {term: L, meaning: M}}\n"
    files = {"preferred-terms": avoided, "glossary": glossary}
    lists = {f"briefings/_vocabulary/{name}.yml": content for name, content in files.items()}
    site = site_folder({**lists, "briefings/one.yml": record(in_body(text)), "briefings/one.cy.yml": translation()})
    assert ("preferred-term" in {problem.code for problem in corpus_of(site).problems}) is found


@pytest.mark.parametrize(
    ("lines", "lost"),
    [
        ("bottom_line: Form #12", True),
        ("bottom_line: Form\t#12", True),
        ("bottom_line: Form  # a comment", False),
        ("bottom_line: Form#12", False),
        ("bottom_line: 'Form #12'", False),
        ("bottom_line: >-\n  Form #12", False),
        ("bottom_line:\n  Form #12", True),
        ("bottom_line: Form\n  and #12", True),
        ("reviewed: 2026-11-01 # the day", False),
        ("body:\n  ## One\n  Text", True),
        ("body:\n  Text\n\n  ## One", True),
        ("body:\n## a comment\n  Text", False),
        ("body: |\n  ## One", False),
        ("body:\n  # a comment\n  Text", False),
        ("body:\n  'Text'  # a comment\n  ", False),
    ],
)
def test_what_yaml_takes_for_a_comment_is_reported(lines: str, lost: bool, codes: Codes) -> None:
    assert codes(lines) == ["lost-after-hash"] * lost


@pytest.mark.parametrize("status", ["draft", "published"])
def test_only_an_archived_record_has_a_successor(status: str, codes: Codes) -> None:
    assert codes(f"status: {status}\nsuperseded_by: two") == ["successor-of-current"]
    assert codes("status: archived\nsuperseded_by: two") == []


def test_a_record_is_not_its_own_successor(codes: Codes) -> None:
    assert codes("status: archived\nsuperseded_by: one") == ["broken-successor"]


def test_a_block_without_a_value_is_not_there(codes: Codes) -> None:
    assert codes("kind: programme\nprogramme:") == ["block-of-kind"]
    assert codes("kind: research\nprogramme:") == []


def test_a_successor_that_leads_into_a_circle_of_others_is_reported(site_folder: Site) -> None:
    site = site_folder(
        """
        briefings/
          one.yml +
            status: archived
            superseded_by: two
          three.yml +
            status: archived
            superseded_by: two
          two.yml +
            status: archived
            superseded_by: three
        """
    )
    circles = [problem.mark.path for problem in corpus_of(site).problems if problem.code == "broken-successor"]
    assert circles == ["briefings/one.yml", "briefings/three.yml", "briefings/two.yml"]


@pytest.mark.parametrize("kind", ["research", "synthesis", "guidance", "lived-experience"])
def test_kinds_without_a_block_have_none(kind: str, codes: Codes) -> None:
    assert codes(f"kind: {kind}") == []
    assert codes(f"kind: {kind}\npractice_example: {{where: Cardiff}}") == ["block-of-kind"]


def test_an_unknown_kind_is_one_problem(codes: Codes) -> None:
    assert codes("kind: nothing\nproject: {status: planned}") == ["unknown-kind"]


@pytest.mark.parametrize("wales", ["yes", "partly", "no", "unknown", "{applies: no}", "{applies: partly, note: Some.}"])
def test_wales_is_said_by_a_word_or_a_block(wales: str, codes: Codes) -> None:
    assert codes(f"relevance: {{evidence_from: [uk], applies_to: {{wales: {wales}}}}}") == []


@pytest.mark.parametrize("applies", ["{}", "{wales: }", "{wales: ~}", "{england: yes}"])
def test_a_record_that_is_silent_about_wales_is_wrong(applies: str, codes: Codes) -> None:
    assert codes(f"relevance: {{evidence_from: [uk], applies_to: {applies}}}") == ["wales-not-said"]


def test_a_rule_still_looks_at_what_is_good_in_a_record_with_a_wrong_value(codes: Codes) -> None:
    found = codes("published: soon\nrelated: [nowhere]\nsummary: <b>bold</b>")
    assert set(found) == {"bad-date", "broken-related", "raw-html"}


def test_the_same_word_in_two_lists_is_no_repetition(codes: Codes) -> None:
    assert codes("messages: [{text: A, audiences: [frontline]}, {text: B, audiences: [frontline]}]") == []
