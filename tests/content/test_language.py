"""How plain a text is: the measures, the limits that a site sets, and what is found at which place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from evidence_briefings.cli import main
from evidence_briefings.content.corpus import Corpus, read_corpus
from evidence_briefings.content.phrases import mutated
from evidence_briefings.content.problems import Severity
from evidence_briefings.content.readability import lix, long_share, reading_age
from evidence_briefings.content.sentences import sentences
from evidence_briefings.content.thresholds import LIMITS, ThresholdError, Thresholds, read_thresholds
from tiny import PROJECT, TODAY, record, translation, write

Site = Callable[..., Path]
Found = Callable[..., list[tuple[str, int, int]]]
CONFIG = "plugins:\n  - evidence-briefings:\n      plain_language: {}\n"
LISTS = {
    f"briefings/_vocabulary/{name}.yml": (PROJECT / f"briefings/_vocabulary/{name}.yml").read_text(encoding="utf-8")
    for name in ("preferred-terms", "certainty", "plain-words")
}


@pytest.fixture(scope="module")
def real() -> Corpus:
    """Return the project's own records."""
    return read_corpus(PROJECT / "briefings", today=TODAY)


@pytest.fixture
def found(site_folder: Site) -> Found:
    """Return a function that gives (code, line, column) of the warnings about language in a record or its Welsh."""

    def placed(lines: str, pair: str = "", **limits: int) -> list[tuple[str, int, int]]:
        files = {"briefings/one.yml": record(lines + "\n"), "briefings/one.cy.yml": translation(pair + "\n")}
        site = site_folder({**LISTS, **files})
        corpus = read_corpus(site / "briefings", today=TODAY, thresholds=Thresholds(limits))
        name = "briefings/one.cy.yml" if pair else "briefings/one.yml"
        own = [each for each in corpus.problems if each.mark.path == name and "translation" not in each.code]
        return [(each.code, each.mark.line, each.mark.column) for each in own]

    return placed


# --- our own records ---


def test_our_records_are_as_plain_as_we_ask_of_others(real: Corpus) -> None:
    assert [str(problem) for problem in real.problems] == []
    assert len(real.excused) < 10


def test_no_limit_is_so_wide_that_a_stricter_one_would_find_nothing(real: Corpus) -> None:
    limits = {code: round(usual * 0.8) for code, (usual, *_) in LIMITS.items()}
    stricter = read_corpus(real.root, today=TODAY, thresholds=Thresholds(limits))
    found = {problem.code for problem in stricter.problems}
    assert found == {code for code in LIMITS if code != "plain-reading-age"}
    assert {problem.severity for problem in stricter.problems} == {Severity.WARNING}


def test_whoever_types_a_word_to_avoid_finds_the_preferred_ones_too(real: Corpus) -> None:
    for language in ("en", "cy"):
        typed = {word.casefold() for group in real.vocabularies.synonyms for word in getattr(group, language)}
        for term in real.vocabularies.preferred:
            # Search passes over articles, and knows plurals by itself.
            words = {word.casefold().removeprefix("the ") for word in term.avoid.get(language)}
            assert words & typed or {f"{word}s" for word in words} & typed or term.id == "the-disabled", term.id


# --- where and what ---


def test_a_sentence_of_forty_words_in_a_summary_is_found_where_it_begins(found: Found) -> None:
    long = "It " + "goes " * 38 + "on."
    lines = f"summary: >-\n  It goes on. And it goes\n  on. {long[:60]}\n  {long[60:]}"
    assert found(lines)[0] == ("long-sentence", 3, 7)
    assert found("", f"summary: |\n  Un. {long}")[0] == ("long-sentence", 2, 7)


def test_of_two_sentences_that_begin_alike_each_is_found_at_its_place(found: Found) -> None:
    long = "It goes on and on and on and on " * 4 + "so."
    assert found(f"body: |\n  {long}\n\n  {long}") == [("long-sentence", 2, 3), ("long-sentence", 4, 3)]


def test_a_text_written_with_escapes_is_found_at_its_beginning(found: Found) -> None:
    assert found('body: "One.\\n\\nIt ' + "goes " * 38 + 'on."') == [("long-sentence", 1, 7)]


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        ("summary: This proves it.", ["certainty"]),
        ("summary: Nothing here proves it.", []),
        ("summary: Does it work? It definitely does.", ["certainty"]),
        ("summary: It isn\u2019t proof that it works.", []),
        ('summary: They say that it "will reduce" harm.', []),
        ("questions: [Will it definitely help?]", []),
        ("summary: We utilise it.", ["unwieldy-words"]),
        ("summary: Service users were asked.", ["preferred-term"]),
        ("voices: [{quote: We utilise service users., speaker_role: Parent, consent: published, source: X}]", []),
    ],
)
def test_words_are_found_where_they_mislead(lines: str, codes: list[str], found: Found) -> None:
    assert [code for code, _, _ in found(lines)] == codes


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        ("summary: Gofynnwyd i ddefnyddwyr gwasanaethau.", ["preferred-term"]),
        ("summary: Mae hyn yn profi bod y rhaglen yn gweithio.", ["certainty"]),
        ("summary: Nid yw hyn yn profi bod y rhaglen yn gweithio.", []),
        ("summary: Dylid wneud defnydd o hyn.", ["unwieldy-words"]),
        ("summary: Gofynnwch i'r CThEF a'r BPRh.", ["unexplained-acronym", "unexplained-acronym"]),
        ("summary: Gofynnwch i'r bwrdd (BPRh). Mae gan y BPRh dri aelod.", []),
    ],
)
def test_welsh_words_are_found_by_their_own_list_and_mutated(lines: str, codes: list[str], found: Found) -> None:
    assert [code for code, _, _ in found("", lines)] == codes


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("profi", ["profi", "brofi", "mhrofi", "phrofi"]),
        ("gwella", ["gwella", "wella", "ngwella"]),
        ("llawer", ["llawer", "lawer"]),
        ("chwilio", ["chwilio"]),
        ("anodd", ["anodd"]),
    ],
)
def test_a_welsh_word_mutates_by_its_first_consonant(word: str, forms: list[str]) -> None:
    assert mutated(word) == forms


@pytest.mark.parametrize(
    ("text", "private"),
    [
        ("Ring 07700 900123.", True),
        ("Ring +44 7700 900123.", True),
        ("Ring 0044 (0) 7700 900 123.", True),
        ("Ring 029 2018 0123.", False),
        ("Jane Smith, 029 2018 0123.", True),
        ("Jane Smith leads it. Ring 029 2018 0123.", False),
        ("Cardiff Council: 029 2018 0123.", False),
        ("Jane Smith, 0300 123 4567.", False),
        ("Jane Smith, 0800 123 4567.", False),
        ("https://example.org/07700900123", False),
        ("RF07700900123", False),
        ("In 2014 and 2016 it was 11,500 and 12,600 a year.", False),
        ("Smith, of 12 Elm Road, Cardiff CF10 1AA.", True),
        ("Offices: 12 Elm Road, Cardiff CF10 1AA.", False),
        ("They were born in 1990.", False),
        ("Date of birth: 3/5/1990.", True),
    ],
)
def test_what_is_private_is_told_from_what_is_an_office(text: str, private: bool, found: Found) -> None:
    codes = [code for code, _, _ in found(f"body: |\n  {text}")]
    assert codes == ["personal-data"] * private


def test_the_name_beside_a_number_is_not_repeated(site_folder: Site) -> None:
    site = site_folder({"briefings/one.yml": record("body: Jane Smith, 029 2018 0123.\n")})
    messages = [problem.message for problem in read_corpus(site / "briefings", today=TODAY).problems]
    assert not any("Smith" in message for message in messages)


# --- measures ---


def test_the_measures_know_hard_from_easy() -> None:
    easy = list(sentences("We sat down with the team and asked them what they do each day. " * 9))
    hard = list(sentences("Organisational transformation necessitates multidisciplinary collaboration. " * 20))
    assert reading_age(easy, "en", over=9) is None
    assert (reading_age(hard, "en", over=15) or 0) > 20
    assert lix(easy, "en") < 30
    assert lix(hard, "en") > 60


def test_textstat_counts_the_syllables_where_they_decide() -> None:
    text = list(
        sentences("The idea of area radio media is a real medium. " * 3 + "Organisational evaluations differ. " * 6)
    )
    ages = {over: reading_age(text, "en", over=over) for over in range(9, 25)}
    known = [age for age in ages.values() if age is not None]
    assert known
    assert all(age is None or age > over for over, age in ages.items())


@pytest.mark.parametrize(
    ("words", "share"), [("ymchwil", 0), ("llwyddo", 0), ("cymdeithas", 100), ("nghymdeithas", 100), ("sy'n", 0)]
)
def test_a_welsh_digraph_is_one_letter(words: str, share: int) -> None:
    assert long_share(words, "cy") == share


def test_a_welsh_text_has_the_lix_of_its_english(real: Corpus) -> None:
    def mean(language: str) -> float:
        bodies = [body.get(language) for briefing in real.briefings.values() if (body := briefing.body) is not None]
        found = [lix(list(sentences(body)), language) for body in bodies if body]
        return sum(found) / len(found)

    assert abs(mean("cy") - mean("en")) < 1.5


# --- limits ---


def test_a_site_sets_its_own_limits(found: Found) -> None:
    assert found("summary: " + "word " * 15 + "end.") == []
    assert found("summary: " + "word " * 15 + "end.", **{"long-sentence": 15}) == [("long-sentence", 1, 10)]


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("long-sentence", "must be a block"),
        ({"long-sentense": 3}, 'Did you mean "long-sentence"?'),
        ({"colour": 3}, "There are: certainty"),
        ({"long-sentence": 3}, 'long-sentence must be 10 to 60 words, or no; not "3"'),
        ({"long-sentence": "many"}, "must be 10 to 60 words"),
        ({"reading-age": True}, "must be 9 to 22 years"),
        ({"certainty": 3}, "certainty must be yes or no"),
    ],
)
def test_a_limit_that_cannot_be_meant_is_refused(said: object, message: str) -> None:
    with pytest.raises(ThresholdError) as error:
        read_thresholds(said)
    assert message in str(error.value)


def test_the_check_reads_the_limits_of_mkdocs_yml(site_folder: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    text = record("summary: " + "word " * 15 + "definitely.\n")
    site = site_folder({**LISTS, "briefings/one.yml": text, "briefings/one.cy.yml": translation()})
    monkeypatch.chdir(site)

    def codes(said: str) -> list[str]:
        write(site, {"mkdocs.yml": CONFIG.format(said)})
        result = CliRunner().invoke(main, ["check", "briefings/one.yml", "--today", str(TODAY)])
        return [line.split("[")[1].split("]")[0] for line in result.stdout.splitlines()]

    assert codes("") == ["certainty"]
    assert codes("{long-sentence: 12}") == ["long-sentence", "certainty"]
    assert codes("{certainty: no}") == []


def test_the_check_does_not_run_with_limits_that_cannot_be_meant(
    site_folder: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = site_folder({"mkdocs.yml": CONFIG.format("{long-sentense: 25}"), "briefings/one.yml": record()})
    monkeypatch.chdir(site)
    result = CliRunner().invoke(main, ["check"])
    assert result.exit_code == 2
    assert "mkdocs.yml: plain_language has no key" in result.stderr
    assert "Did you mean" in result.stderr
