"""The scales of the eleven repositories: each has a record that uses it right, and one that is told that it does not.

One scale that belongs to none of them is awkward on purpose: eight results in no order, some of them harmful.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from evidence_briefings.content.corpus import Corpus, read_corpus
from tiny import PROJECT, TODAY, corpus_of, problems_of, tiny_site

Site = Callable[..., Path]

CRIME = """\
id: crime-effect
owner: A college
title: {en: Effect on crime, cy: Effaith ar droseddau}
kind: nominal
measures: effect
better: none
codes: ours
levels:
  - {code: all-fell, label: {en: Every study found less crime, cy: Llai o droseddau ym mhob astudiaeth}}
  - {code: overall-fell, label: {en: Less crime overall, cy: Llai o droseddau at ei gilydd}}
  - {code: some-fell, label: {en: Some found less crime, cy: Llai o droseddau mewn rhai}}
  - {code: none-changed, label: {en: No change, cy: Dim newid}, reason: no_effect}
  - {code: both, label: {en: Some found less and some more, cy: Llai mewn rhai a mwy mewn eraill}}
  - {code: overall-rose, label: {en: More crime overall, cy: Mwy o droseddau at ei gilydd}, harm: yes}
  - {code: some-rose, label: {en: Some found more crime, cy: Mwy o droseddau mewn rhai}, harm: yes}
  - {code: all-rose, label: {en: Every study found more crime, cy: Mwy o droseddau ym mhob astudiaeth}, harm: yes}
"""


class Use(NamedTuple):
    """What a record says of a scheme after ``scheme:``; for a wrong one the code, the column and what is said."""

    scheme: str
    right: str
    wrong: str
    code: str
    said: str


USES = [
    Use("eif-strength", 'value: 3, modifier: "+"', "value: 5", "unknown-rating-value", '"5" is not a value of'),
    Use("eif-strength", "value: NE", 'value: 3, modifier: "-"', "modifier-not-allowed", "it has +."),
    Use("eif-cost", "value: 2", "value: 6", "unknown-rating-value", "(1, 2, 3, 4, 5)"),
    Use("wwcsc-effect", "value: mixed", "value: mixd", "unknown-rating-value", 'Did you mean "mixed"?'),
    Use("wwcsc-strength", "value: 0", "value: 6", "unknown-rating-value", "(0, 1, 2, 3, 4, 5)"),
    Use("eef-cost", "value: 3", "value: £££", "unknown-rating-value", '"£££" is not a value of'),
    Use(
        "eef-padlocks",
        "value: 5, criteria_scores: {recency: up}",
        "value: 5, criteria_scores: {age: up}",
        "unknown-criterion",
        '"age" is not a criterion of eef-padlocks (setting, independence, recency, variation)',
    ),
    Use("eef-months", "value: -2", "value: some", "unknown-rating-value", "(a number, no-figure)"),
    Use(
        "yef-impact", "value: harmful", "value: 3", "unknown-rating-value", "(harmful, no-effect, low, moderate, high)"
    ),
    Use(
        "yef-quality",
        "value: 4, criteria_scores: {studies: 12, directness: direct}",
        "value: 4, criteria_scores: {study: 12}",
        "unknown-criterion",
        'Did you mean "studies"?',
    ),
    Use("yef-cost", "value: moderate", "value: very-low", "unknown-rating-value", "(low, moderate, high)"),
    Use("youth-employment-impact", "value: Good", 'value: Good, modifier: "+"', "modifier-not-allowed", "it has none."),
    Use("youth-employment-strength", "value: low", "value: medium", "unknown-rating-value", "(low, moderate, high)"),
    Use("youth-employment-cost", "value: Low", 'value: Low, modifier: "-"', "modifier-not-allowed", "it has none."),
    Use(
        "evidence-4-impact",
        "value: strong, context: primary",
        "value: strong",
        "missing-rating-context",
        "add context (primary, secondary).",
    ),
    Use(
        "evidence-4-impact",
        "value: not-evaluated, context: secondary",
        "value: strong, context: tertiary",
        "unknown-rating-context",
        '"tertiary" is not a context of evidence-4-impact (primary, secondary).',
    ),
    Use("nice-product-type", "value: guidance", "value: published", "unknown-rating-value", "(guidance, advice)"),
    Use("blueprints-certification", "value: model-plus", "value: 3", "unknown-rating-value", "promising, model,"),
    Use("blueprints-certification", "value: harmful", "value: harm", "unknown-rating-value", 'mean "harmful"?'),
    Use("blueprints-readiness", "value: ready-for-scale", "value: model", "unknown-rating-value", "ready-for-scale)"),
    Use("cebc-scientific", "value: 1", "value: 0", "unknown-rating-value", "(1, 2, 3, 4, 5, NR)"),
    Use("cebc-scientific", "value: NR", "value: 1, rated_on: 2019", "outdated-rating", "2019 is before the present"),
    Use("cebc-relevance", "value: medium", "value: 2", "unknown-rating-value", "(low, medium, high)"),
    Use("cebc-measurement-tools", "value: A", "value: D", "unknown-rating-value", "(C, B, A)"),
    Use("wsipp-definition", 'value: "null"', "value: none", "unknown-rating-value", "(poor, null, promising,"),
    Use("wsipp-cost-beneficial", "value: 62", "value: 101", "unknown-rating-value", "(a number from 0 to 100)"),
    Use("wsipp-manual", "value: no", "value: maybe", "unknown-rating-value", "(no, yes)"),
    Use("wsipp-diversity", "value: 40 per cent", 'value: x, modifier: "+"', "modifier-not-allowed", "it has none."),
    Use("crime-effect", "value: both", "value: fell", "unknown-rating-value", "all-fell, overall-fell, some-fell,"),
]


@pytest.fixture(scope="module")
def real() -> Corpus:
    """Return the project's own real."""
    return read_corpus(PROJECT / "briefings", today=TODAY)


@pytest.fixture(scope="module")
def problems(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[str]]:
    """Return the problems of a site that uses each scale right and wrong, by the name of the file."""
    drawing = "briefings/\n"
    for number, use in enumerate(USES):
        for name, rest in ((f"right-{number}", use.right), (f"wrong-{number}", use.wrong)):
            lines = ["# a comment", "ratings:", f"  - scheme: {use.scheme}", *(f"    {line}" for line in _lines(rest))]
            drawing += f"  {name}.cy.yml\n  {name}.yml +\n" + "".join(f"    {line}\n" for line in lines)
    site = tiny_site(tmp_path_factory.mktemp("scales"), drawing, lists="real")
    (site / "briefings/_ratings/crime-effect.yml").write_text(CRIME, encoding="utf-8")
    found: dict[str, list[str]] = {}
    for problem in problems_of(site):
        found.setdefault(problem.split(":")[0].removeprefix("briefings/"), []).append(problem)
    return found


def _lines(rest: str) -> list[str]:
    """Return the keys of a rating, each on a line of its own."""
    head, brace, scores = rest.partition(", criteria_scores: ")
    keys = head.split(", ")
    return [*keys, f"criteria_scores: {scores}"] if brace else keys


def test_nothing_else_is_wrong_with_the_site(problems: Mapping[str, list[str]]) -> None:
    # The project's topics name records to start with, and this site does not have them.
    there = problems.keys() - {"_vocabulary/topics.yml"}
    assert there == {f"wrong-{number}.yml" for number in range(len(USES))}


@pytest.mark.parametrize("number", range(len(USES)), ids=lambda number: f"{USES[number].scheme} {USES[number].right}")
def test_a_record_may_use_the_scale_as_its_owner_does(number: int, problems: Mapping[str, list[str]]) -> None:
    assert f"right-{number}.yml" not in problems


@pytest.mark.parametrize("number", range(len(USES)), ids=lambda number: f"{USES[number].scheme} {USES[number].wrong}")
def test_a_record_that_uses_the_scale_otherwise_is_told_at_the_line(
    number: int, problems: Mapping[str, list[str]]
) -> None:
    use = USES[number]
    [problem] = problems[f"wrong-{number}.yml"]
    line = 3 if use.code == "missing-rating-context" else 3 + len(_lines(use.wrong))
    assert problem.startswith(f"briefings/wrong-{number}.yml:{line}:")
    assert f"[{use.code}]: " in problem
    assert use.said in problem


def test_every_scale_of_the_eleven_repositories_is_used_right_and_wrong(real: Corpus) -> None:
    assert {use.scheme for use in USES} - {"crime-effect"} == set(real.schemes)
    assert len(real.schemes) == 24


def test_every_scheme_is_a_scale_of_a_repository_and_each_has_some(real: Corpus) -> None:
    assert len(real.repositories) == 11
    assert {scale for each in real.repositories for scale in each.scales} == set(real.schemes)
    assert all(each.scales for each in real.repositories)


@pytest.mark.parametrize(
    ("scheme", "value", "state"),
    [
        ("evidence-4-impact", "not-evaluated", "not_rated"),
        ("cebc-scientific", "NR", "not_rated"),
        ("eef-months", "no-figure", "not_rated"),
        ("blueprints-certification", "inconclusive", "unknown"),
        ("blueprints-certification", "insufficient", "unknown"),
        ("eif-strength", "NE", "no_effect"),
        ("wwcsc-effect", "no-effect", "no_effect"),
        ("blueprints-certification", "ineffective", "no_effect"),
        ("eef-months", "0", "no_effect"),
        ("eef-months", "-1", "harmful"),
        ("wwcsc-effect", "negative", "harmful"),
        ("yef-impact", "harmful", "harmful"),
        ("cebc-scientific", "5", "harmful"),
        ("blueprints-certification", "not-dissemination-ready", "not_ready"),
        ("eef-months", "+4", None),
        ("wsipp-cost-beneficial", "0", None),
        ("eif-strength", "NL2", None),
    ],
)
def test_not_rated_unknown_no_effect_and_harmful_are_told_apart(
    scheme: str, value: str, state: str | None, real: Corpus
) -> None:
    assert real.schemes[scheme].state_of(value) == state


def test_a_context_that_is_a_code_is_not_a_text_to_translate(site_folder: Site) -> None:
    drawing = """
        briefings/
          one.cy.yml
          one.yml +
            ratings:
              - {scheme: evidence-4-impact, value: strong, context: primary}
              - {scheme: eif-strength, value: 3, context: Reading at age six}
    """
    translation = corpus_of(site_folder(drawing, lists="real")).briefings["one"].translation
    assert translation is not None
    assert translation.missing == ("ratings[1].context",)
