"""Whether the right briefings come first: real queries against the project's own records.

``relevance_en.tsv`` and ``relevance_cy.tsv`` hold what people would type and which briefings ought to be found.
"""

from __future__ import annotations

from datetime import date
from math import log2
from pathlib import Path
from statistics import mean

import pytest
from benchmarks.search.building import index_of, site_of
from benchmarks.search.texts import texts_of
from evidence_briefings.content.corpus import Corpus, read_corpus
from tiny import PROJECT

from .answers import answers, lunr_answers

HERE = Path(__file__).parent
Judged = dict[str, list[str]]


def judged(language: str) -> Judged:
    lines = (HERE / f"relevance_{language}.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return {query: ids.split() for query, ids in rows}


def ndcg(found: list[str], wanted: list[str], depth: int = 10) -> float:
    """Return the normalised discounted cumulative gain (Järvelin & Kekäläinen 2002); each wanted one counts alike."""
    gained = sum(1 / log2(place + 2) for place, id in enumerate(found[:depth]) if id in wanted)
    return gained / sum(1 / log2(place + 2) for place in range(min(len(wanted), depth)))


def success(found: dict[str, list[str]], wanted: Judged, depth: int) -> float:
    """Return the share of queries that have a wanted briefing among the first ``depth``."""
    return mean(not set(ids).isdisjoint(found[query][:depth]) for query, ids in wanted.items())


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """Return the project's own records."""
    return read_corpus(PROJECT / "briefings", today=date(2026, 12, 1))


@pytest.fixture(scope="module")
def indexes(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the indexes of the project's own records."""
    folder = tmp_path_factory.mktemp("relevance")
    for language in ("en", "cy"):
        for path, text in index_of(site_of(corpus), language).items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="ascii")
    return folder


@pytest.fixture(scope="module")
def found(indexes: Path) -> dict[str, dict[str, list[str]]]:
    """Return what our search finds for every query, by language."""
    return {
        language: dict(zip(judged(language), answers(indexes, language, list(judged(language))), strict=True))
        for language in ("en", "cy")
    }


@pytest.mark.parametrize("language", ["en", "cy"])
def test_every_briefing_that_a_query_wants_is_there(corpus: Corpus, language: str) -> None:
    assert {id for ids in judged(language).values() for id in ids} <= corpus.briefings.keys()


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_order_of_results_is_no_worse_than_that_of_whole_lunr(
    found: dict[str, dict[str, list[str]]], corpus: Corpus, language: str
) -> None:
    wanted = judged(language)
    peer = dict(zip(wanted, lunr_answers(texts_of(corpus, language), list(wanted)), strict=True))
    ours, theirs = (mean(ndcg(by[query], ids) for query, ids in wanted.items()) for by in (found[language], peer))
    assert ours >= theirs, {
        query: (found[language][query][:5], peer[query][:5])
        for query, ids in wanted.items()
        if ndcg(found[language][query], ids) < ndcg(peer[query], ids)
    }


def test_an_english_query_has_what_it_wants_among_the_first_three(found: dict[str, dict[str, list[str]]]) -> None:
    wanted = judged("en")
    assert success(found["en"], wanted, 3) >= 0.95, missed(found["en"], wanted, 3)


def test_a_welsh_query_has_what_it_wants_among_the_first_five(found: dict[str, dict[str, list[str]]]) -> None:
    wanted = judged("cy")
    assert success(found["cy"], wanted, 5) >= 0.95, missed(found["cy"], wanted, 5)


def missed(found: dict[str, list[str]], wanted: Judged, depth: int) -> dict[str, list[str]]:
    return {query: found[query][:depth] for query, ids in wanted.items() if set(ids).isdisjoint(found[query][:depth])}
