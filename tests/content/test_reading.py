"""From a tree to a model: each fault of the shape at its place, with what belongs there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from evidence_briefings.content.model import Briefing
from evidence_briefings.content.shapes import shape_of_model
from evidence_briefings.content.suggest import nearest
from pydantic import ValidationError
from tiny import corpus_of, record, translation

Site = Callable[..., Path]


def read(site_folder: Site, lines: str) -> Briefing:
    corpus = corpus_of(site_folder({"briefings/one.yml": record(lines + "\n")}))
    assert not [str(problem) for problem in corpus.errors]
    return corpus.briefings["one"]


def errors(site_folder: Site, lines: str) -> list[str]:
    corpus = corpus_of(site_folder({"briefings/one.yml": record(lines + "\n")}))
    return [str(problem).removeprefix("briefings/one.yml:") for problem in corpus.errors]


@pytest.mark.parametrize("title", ["2024", "yes", "1.5", "2026-11-01", "true", "0x1F", "1_000"])
def test_a_title_that_looks_like_something_else_is_text(title: str, site_folder: Site) -> None:
    assert read(site_folder, f"title: {title}").title.en == title


def test_a_number_is_read_from_its_words(site_folder: Site) -> None:
    briefing = read(
        site_folder,
        "kind: programme\n"
        'programme: {costs: [{low: 100, high: "200.50", currency: GBP, price_year: 2020}], '
        "effects: [{outcome: A, unit: points, value: -0.3, n: 12}]}\n"
        "sources: [{title: A report, year: 2020}]",
    )
    programme = briefing.programme
    assert programme is not None
    assert (programme.costs[0].low, programme.costs[0].high) == (100.0, 200.5)
    assert (programme.effects[0].value, programme.effects[0].n) == (-0.3, 12)
    assert briefing.sources[0].year == 2020


@pytest.mark.parametrize("year", ["c. 2020", "2020-21", "20 20", "MMXX", "two", "9" * 5000])
def test_a_year_that_is_no_number_is_reported_with_what_was_written(year: str, site_folder: Site) -> None:
    [line] = errors(site_folder, f"sources: [{{title: A report, year: {year}}}]")
    assert line.startswith('1:35: error[wrong-type]: "sources[0].year" must be a whole number')
    assert year[:30] in line
    assert len(line) < 300


@pytest.mark.parametrize("value", ["nan", ".inf", "inf", "-inf", "a lot", "1,5"])
def test_a_figure_is_a_finite_number(value: str, site_folder: Site) -> None:
    found = errors(site_folder, f'kind: programme\nprogramme: {{effects: [{{outcome: A, value: "{value}"}}]}}')
    assert len(found) == 1
    assert "[wrong-type]" in found[0]


def test_every_fault_of_a_record_is_reported_at_once(site_folder: Site) -> None:
    found = errors(site_folder, "title:\ntopics: x\nmessages: [{txt: a}]\nsources: [{year: x, url: y}]\ncolour: blue")
    assert [line.split(":")[0] for line in found] == ["1", "2", "3", "3", "4", "4", "4", "5"]


def test_a_missing_field_of_a_list_is_placed_at_its_item(site_folder: Site) -> None:
    [line] = errors(site_folder, "sources:\n  - {title: A}\n  - {year: 2020}")
    assert line == '3:5: error[missing-field]: "sources[1].title" is missing. Add it.'


def test_an_empty_item_of_a_list_is_reported(site_folder: Site) -> None:
    [line] = errors(site_folder, "questions:\n  - Why?\n  -")
    assert line.startswith('3:4: error[wrong-type]: "questions[1]" must be text, but here it is nothing')


def test_an_empty_key_that_may_be_left_out_is_no_fault(site_folder: Site) -> None:
    briefing = read(site_folder, "body:\nquestions:\nprogramme:\ncontact: ~")
    assert (briefing.body, briefing.questions, briefing.contact) == (None, [], None)


def test_a_fault_inside_an_alias_is_placed_at_its_anchor(site_folder: Site) -> None:
    found = errors(site_folder, "owner: &o {team: A, emial: x}\ncontact: *o")
    assert [line.partition(" Did")[0] for line in found] == [
        '1:12: error[unknown-key]: "team" is not a key of "contact".',
        '1:21: error[unknown-key]: "emial" is not a key of "contact".',
        '1:21: error[unknown-key]: "emial" is not a key of "owner".',
        '2:10: error[missing-field]: "contact.role" is missing. Add it.',
    ]


def test_a_briefing_cannot_be_changed(site_folder: Site) -> None:
    with pytest.raises(ValidationError):
        read(site_folder, "").title = None  # type: ignore[assignment, misc]


def test_the_last_change_is_the_latest_of_all_dates(site_folder: Site) -> None:
    assert read(site_folder, "changes: [{date: 2026-11-20, note: A}]").last_changed.isoformat() == "2026-11-20"
    assert read(site_folder, "").last_changed.isoformat() == "2026-11-01"


@pytest.mark.parametrize(
    ("source", "free"),
    [
        ("{title: A}", None),
        ("{title: A, url: 'https://example.org/a'}", None),
        ("{title: A, url: 'https://example.org/a', access: paywalled}", None),
        ("{title: A, url: 'https://example.org/a', access: open}", "https://example.org/a"),
        ("{title: A, doi: 10.1000/1, access: open}", "https://doi.org/10.1000/1"),
        (
            "{title: A, url: 'https://example.org/a', access: paywalled, open_url: 'https://example.org/b'}",
            "https://example.org/b",
        ),
    ],
)
def test_a_free_copy_is_known_only_where_the_record_says_so(source: str, free: str | None, site_folder: Site) -> None:
    assert read(site_folder, f"sources: [{source}]").sources[0].free_url == free


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("fosterin", "fostering"),
        ("FOSTERING", "fostering"),
        ("learning disability", "learning-disability"),
        ("zzz", None),
        ("", None),
    ],
)
def test_the_nearest_word_is_one_or_two_slips_away(word: str, expected: str | None) -> None:
    assert nearest(word, ["fostering", "learning-disability", "children"]) == expected


def test_nothing_is_near_where_nothing_is_known() -> None:
    assert nearest("fostering", []) is None


@pytest.mark.parametrize("lines", ["questions:\n  - What works: and why?", "title:\n  What works: and why?"])
def test_a_text_with_a_colon_is_to_be_quoted(lines: str, site_folder: Site) -> None:
    [line] = errors(site_folder, lines)
    assert 'Put text that holds ": " between double quotes: "What works: and why?"' in line


def test_the_yes_of_other_yaml_is_written_yes(site_folder: Site) -> None:
    [line] = errors(
        site_folder,
        "evidence: {knowledge: [research], base: single-study, limitations: [Small.], peer_reviewed: true}",
    )
    assert '(yes, no, not-reported). Did you mean "yes"?' in line


def test_a_wrong_date_is_quoted(site_folder: Site) -> None:
    [line] = errors(site_folder, "published: 1 May 2026")
    assert '"published" ("1 May 2026") is not a date' in line


def test_a_missing_field_says_what_belongs_there() -> None:
    for name, shape in shape_of_model(Briefing).fields.items():
        assert not shape.required or shape.about or shape.kind in ("block", "list"), name


def test_a_key_indented_with_wide_spaces_is_told_so(site_folder: Site) -> None:
    found = errors(site_folder, "questions: [Why?]\n\u00a0\u00a0body: A text")
    assert '"body" is indented with non-breaking spaces' in "".join(found)


def errors_of_lists(site_folder: Site, files: dict[str, str]) -> list[str]:
    return [str(problem) for problem in corpus_of(site_folder(files)).errors]


def test_an_entry_of_a_list_is_not_called_a_record(site_folder: Site) -> None:
    text = "- {id: survey, en: Survey, cy: Arolwg, colour: red}\n- {id: interviews, en: I, cy: C}\n"
    [line] = errors_of_lists(site_folder, {"briefings/_vocabulary/designs.yml": text})
    assert '"colour" is not a key of this entry.' in line


SCHEME = """
id: money
owner: A
title: {en: T, cy: T}
kind: quantity
measures: cost
better: none
"""


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("colour: red", '"colour" is not a key of a rating scheme.'),
        ("unit: {en: pounds}", '"unit.cy" is missing.'),
        ("note: [pounds]", '"note" must be text, but here it is a list.'),
        ("unit: {en: pounds, cy: punnoedd, de: Pfund}", '"de" is not a key of "unit".'),
    ],
)
def test_a_scheme_is_told_about_its_own_words(line: str, said: str, site_folder: Site) -> None:
    [found] = errors_of_lists(site_folder, {"briefings/_ratings/money.yml": SCHEME + line + "\n"})
    assert said in found


def test_the_pair_of_a_record_with_a_misspelt_key_keeps_its_text(site_folder: Site) -> None:
    misspelt = record("bottomline: It helps.\n", without=("bottom_line",))
    for pair in (translation(), translation("bottomline: Mae.\n", without=("bottom_line",))):
        found = errors_of_lists(site_folder, {"briefings/one.yml": misspelt, "briefings/one.cy.yml": pair})
        assert {line.split(":")[0] for line in found} == {"briefings/one.yml"}
