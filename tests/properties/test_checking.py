"""Laws of the checks: whatever the input, problems at a line, never an exception, and the rest still read."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import yaml
from evidence_briefings.content.corpus import Corpus, Reader
from evidence_briefings.content.model import Briefing
from evidence_briefings.content.nodes import Node, parse
from evidence_briefings.content.problems import CATALOGUE, Problem, printable
from evidence_briefings.content.schema import as_text
from evidence_briefings.content.shapes import path_of, shape_of_model
from evidence_briefings.content.translation import digest, fingerprint, translatable
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny import RECORD, TRANSLATION, corpus_of, record, tiny_site

FIELDS = sorted(shape_of_model(Briefing).fields)
WORDS = st.text(max_size=12) | st.sampled_from(
    ["yes", "no", "~", "", "wales", "fostering", "one", "javascript:x", "2026-11-01", "2026-02-30", "5", "x" * 300]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS | st.sampled_from(FIELDS), inner, max_size=4),
    max_leaves=12,
)
YAML_SIGNS = st.text(alphabet=" \n\t-:?[]{},&*!|>'\"%@`#~<=.\\abk0é🏴\x00\x85\u2028", max_size=80)


def checked(record_content: bytes, pair_content: bytes | None = None) -> Corpus:
    """Return the corpus of a site with one good record and, beside it, files with this content."""
    with tempfile.TemporaryDirectory() as folder:
        site = tiny_site(Path(folder), "briefings/\n  good.cy.yml\n  good.yml")
        (site / "briefings/odd.yml").write_bytes(record_content)
        if pair_content is not None:
            (site / "briefings/odd.cy.yml").write_bytes(pair_content)
        return corpus_of(site)


def assert_lawful(corpus: Corpus, *contents: bytes) -> None:
    assert "good" in corpus.briefings
    lines = max(content.count(b"\n") + content.count(b"\r") + 4 * len(contents) + 8 for content in contents)
    for problem in corpus.problems:
        assert problem.code in CATALOGUE
        assert problem.mark.path.startswith("briefings/odd.")
        assert 1 <= problem.mark.line <= lines + 200
        assert problem.mark.column >= 1
        assert str(problem).isprintable()
        assert "\n" not in str(problem)
    broken = {problem.mark.path for problem in corpus.errors}
    assert ("odd" in corpus.briefings) == (not broken)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_record_or_problems(content: bytes) -> None:
    assert_lawful(checked(content), content)


@given(YAML_SIGNS | st.text(max_size=80))
def test_any_text_is_a_record_or_problems(text: str) -> None:
    content = text.encode("utf-8", "surrogatepass")
    assert_lawful(checked(content), content)


@given(st.dictionaries(st.sampled_from(FIELDS) | WORDS, VALUES, max_size=8), st.booleans())
def test_any_structure_is_a_record_or_problems(data: dict[str, object], flow: bool) -> None:
    content = yaml.safe_dump(data, allow_unicode=True, default_flow_style=flow).encode("utf-8", "surrogatepass")
    assert_lawful(checked(content), content)


@given(st.sampled_from(FIELDS), VALUES)
def test_any_value_of_any_field_is_good_or_a_problem(field: str, value: object) -> None:
    line = yaml.safe_dump({field: value}, allow_unicode=True).encode("utf-8", "surrogatepass")
    content = line + record(without=(field,)).encode()
    assert_lawful(checked(content), content)


@given(st.sampled_from([*FIELDS, "translation"]), VALUES)
def test_any_value_in_a_translation_is_good_or_a_problem(field: str, value: object) -> None:
    pair = yaml.safe_dump({field: value}, allow_unicode=True).encode("utf-8", "surrogatepass")
    corpus = checked(RECORD.encode(), pair + TRANSLATION.encode())
    assert "good" in corpus.briefings


@given(st.integers(0, len(RECORD)), st.integers(0, 6), YAML_SIGNS.filter(lambda text: len(text) < 8), st.booleans())
@settings(max_examples=300)
def test_a_change_anywhere_in_a_good_record_never_raises(place: int, cut: int, put: str, of_pair: bool) -> None:
    text = TRANSLATION if of_pair else RECORD
    changed = (text[:place] + put + text[place + cut :]).encode("utf-8")
    corpus = checked(RECORD.encode(), changed) if of_pair else checked(changed)
    assert "good" in corpus.briefings
    assert all(str(problem).isprintable() for problem in corpus.problems)


@given(st.lists(st.sampled_from("[{-?&*a: \n"), max_size=400).map("".join))
def test_any_nesting_ends(text: str) -> None:
    parse(text, "one.yml")
    parse("- " * 3 + text * 50, "one.yml")


@given(st.integers(1, 60), st.integers(1, 12))
def test_any_bomb_of_aliases_ends(depth: int, width: int) -> None:
    lines = ["a0: &a0 x"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * width)}]" for n in range(1, depth + 1)]
    node, problems = parse("\n".join(lines), "one.yml")
    assert (node is None) == bool(problems)


@given(VALUES)
def test_what_yaml_says_is_what_is_read(value: object) -> None:
    """All single values are text here; apart from that our tree holds what any YAML reader finds."""
    text = yaml.safe_dump({"key": value}, allow_unicode=True)
    node, problems = parse(text, "one.yml")
    if not problems:
        assert node is not None
        expected = yaml.load(text, Loader=yaml.BaseLoader)
        assert as_words(node) == expected


def as_words(node: Node) -> object:
    if isinstance(node.value, dict):
        return {key: as_words(below) for key, below in node.value.items()}
    if isinstance(node.value, list):
        return [as_words(below) for below in node.value]
    return "null" if node.value is None else node.value


@given(st.binary(max_size=120), st.binary(max_size=60))
@settings(max_examples=40)
def test_two_checks_say_the_same(content: bytes, pair: bytes) -> None:
    def without_folder(corpus: Corpus) -> tuple[tuple[Problem, ...], object]:
        return corpus.problems, corpus.briefings

    assert without_folder(checked(content, pair)) == without_folder(checked(content, pair))


@given(
    st.lists(
        st.tuples(st.sampled_from(["one", "two", "one.cy"]), st.sampled_from(["good", "changed", "broken", "gone"])),
        min_size=1,
        max_size=6,
    ),
    st.dates(date(2026, 1, 1), date(2028, 1, 1)),
)
@settings(max_examples=40)
def test_a_reader_that_remembers_reads_what_a_new_one_does(edits: list[tuple[str, str]], day: date) -> None:
    texts = {"good": "", "changed": "title: Changed for good\n", "broken": "title: [\n"}
    with tempfile.TemporaryDirectory() as folder:
        site = tiny_site(Path(folder), "briefings/\n  one.yml +\n    related: [two]")
        reader = Reader(site / "briefings", site)
        for name, what in edits:
            path = site / "briefings" / f"{name}.yml"
            path.unlink(missing_ok=True)
            if what != "gone":
                # Another length each time: two edits may fall into one tick of the file system's clock.
                path.write_text(
                    record(texts[what]) + "#" * len(list(site.rglob("*"))) + f"{edits.index((name, what))}\n"
                )
            assert reader.read(today=day) == corpus_of(site, day)


@given(st.integers(0, 5), st.text(alphabet="abc ŵŷ", min_size=1).filter(lambda text: text.strip()))
def test_a_change_of_one_text_outdates_exactly_that_text(which: int, words: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        site = tiny_site(Path(folder), "briefings/\n  one.cy.yml\n  one.yml")
        before = corpus_of(site).files["one"]
        loc, old, _ = list(translatable(before))[which]
        (site / "briefings/one.yml").write_text(RECORD.replace(old, f'"{words}"'), encoding="utf-8")
        corpus = corpus_of(site)
        after = fingerprint(corpus.files["one"])
    translation = corpus.briefings["one"].translation
    assert translation is not None
    assert translation.outdated == (() if words.split() == old.split() else (path_of(loc),))
    assert not translation.missing
    assert (after == fingerprint(before)) == (not translation.outdated)


@given(st.text(), st.text())
def test_only_white_space_may_differ_between_texts_of_one_digest(one: str, two: str) -> None:
    place = ("title",)
    clean = one.encode("utf-8", "replace").decode(), two.encode("utf-8", "replace").decode()
    same = clean[0].split() == clean[1].split()
    assert (digest(place, clean[0]) == digest(place, clean[1])) == same


@given(st.text())
def test_printable_text_is_one_line_and_is_left_alone_when_it_is_printed_again(text: str) -> None:
    shown = printable(text)
    assert shown.isprintable()
    assert len(shown.splitlines()) <= 1
    assert printable(shown) == shown


@given(st.dictionaries(st.text(), st.text(), max_size=3))
def test_a_schema_is_plain_ascii(data: dict[str, str]) -> None:
    assert as_text(data).isascii()
