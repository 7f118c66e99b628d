"""Typing into the search of a 10,000-briefing site that lies in a folder, on a machine made six times slower."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest
from evidence_briefings.search.english import STOP_WORDS, english_terms
from playwright.sync_api import Browser, Page

from .conftest import Large
from .search.meter import LOOP, visit
from .search.sites import RESULT
from .search.texts import Text

SLOWED = 6
TOPIC = "finding-evidence"
PAUSE = 150
"""Milliseconds between two letters: a quick typist's."""
STEPS = 15_000_000
"""Steps of a simple loop on the same slowed page: no task of the search may take as long as that many.

Measured: they take about 100 milliseconds there, and a wait below a tenth of a second is not noticed (Miller 1968).
"""
_WATCH = """
window.tasks = [];
new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map(({ startTime, duration }) =>
  [startTime, duration]))).observe({ type: "longtask", buffered: true });
"""
_ANSWERED = """
(text) => {
  const part = (name) => document.querySelector(`[data-part=${name}]`);
  return part("asked").textContent === text && part("found").getAttribute("aria-busy") === "false";
}
"""
_FOUND = """
async ([text, filters]) => {
  const search = await EvidenceSearch.open({ language: "en" });
  const { results, capped } = await search.search(text, { filters, limit: 10000, facets: false });
  return { capped, ids: results.map(({ id }) => id), scores: results.map(({ score }) => score) };
}
"""
_SHOWN = """
() => ({
  number: Number(document.querySelector("[data-part=tally]").textContent.replace(/\\D/g, "")),
  first: Array.from(document.querySelectorAll("[data-part=results] h3 a"), (link) =>
    link.href.replace(/.*\\/|\\.html$/g, "")),
})
"""


@dataclass(frozen=True)
class Typed:
    """What three letters brought.

    ``number`` and ``first`` are what the page showed: how many results, and the ids of the first of them. ``waited``
    is how many milliseconds after the last letter it did; ``longest`` the longest task meanwhile, or 0 below 50.
    """

    letters: str
    number: int
    first: list[str]
    waited: float
    longest: float
    answer: dict[str, Any]


@dataclass(frozen=True)
class Typing:
    """What was typed, and how long the loop took on the same slowed page, in milliseconds."""

    typed: list[Typed]
    loop: float


@pytest.fixture(scope="module")
def site(large: Callable[[int], Large]) -> Large:
    """Return the site."""
    return large(10000)


@pytest.fixture(scope="module")
def typing(site: Large, chromium: Browser) -> Typing:
    """Type a few beginnings of words where the results are filtered by a topic, on three visits.

    What else the machine does only ever adds: of the three longest tasks the shortest is the nearest to the truth.
    """
    letters = beginnings(site.texts, 5)
    visits = [visited(chromium, f"{site.folder.as_uri()}/en/search.html?topic={TOPIC}", letters) for _ in range(3)]
    typed = [
        replace(same[0], waited=min(one.waited for one in same), longest=min(one.longest for one in same))
        for same in zip(*(typed for typed, _ in visits), strict=True)
    ]
    return Typing(typed, min(loop for _, loop in visits))


def visited(chromium: Browser, address: str, beginnings: list[str]) -> tuple[list[Typed], float]:
    """Return what was typed on one visit, and how long the loop took there."""
    with visit(chromium, RESULT, slowed=SLOWED, script=_WATCH) as reader:
        page = reader.page
        page.goto(address, wait_until="load")
        reader.first_result()
        page.wait_for_timeout(2000)  # a reader looks at the page before typing
        typed = [typed_into(page, letters) for letters in beginnings]
        loop = page.evaluate(LOOP, STEPS)
        reader.cdp.send("Emulation.setCPUThrottlingRate", {"rate": 1})
        return [replace(one, answer=page.evaluate(_FOUND, [one.letters, {"topic": [TOPIC]}])) for one in typed], loop


def typed_into(page: Page, letters: str) -> Typed:
    page.fill("#q", "")
    page.wait_for_function(_ANSWERED, arg="")
    page.wait_for_timeout(500)
    page.evaluate("window.tasks.length = 0")
    page.keyboard.type(letters, delay=PAUSE)
    began = page.evaluate("performance.now()")
    page.wait_for_function(_ANSWERED, arg=letters, polling=10)
    waited = page.evaluate("performance.now()") - began
    page.wait_for_timeout(500)
    shown = page.evaluate(_SHOWN)
    longest = max((duration for _, duration in page.evaluate("window.tasks")), default=0)
    return Typed(letters, shown["number"], shown["first"], waited, longest, {})


def reference(site: Large, letters: str) -> set[str]:
    """Return the briefings of the topic with a word that begins so, by looking at every word of every one."""
    topics = site.corpus.vocabularies["topics"]
    there = {
        briefing.id
        for briefing in site.corpus.briefings.values()
        if any(TOPIC in topics.with_ancestors(topic) for topic in briefing.topics)
    }
    return {
        text.id
        for text in site.texts
        if text.id in there and any(word.startswith(letters) and word not in STOP_WORDS for word in text.words)
    }


def beginnings(texts: Sequence[Text], count: int) -> list[str]:
    """Return three letters each that common words begin with, five to twenty words of them.

    Where more words begin so, the search takes some and says so. Only beginnings that the stems of the words keep are
    taken: what a stem leaves off cannot be compared letter by letter.
    """
    holding = Counter(word for text in texts for word in text.words)
    words: dict[str, list[str]] = {}
    for word in sorted(holding):
        if len(word) > 3 and word.isascii() and word.isalpha() and word not in STOP_WORDS:
            words.setdefault(word[:3], []).append(word)
    usable = [
        letters
        for letters, some in words.items()
        if 5 <= len({term for word in some for term in english_terms(word)}) <= 20
        and all(term.startswith(letters) for word in some for term in english_terms(word))
    ]
    return sorted(usable, key=lambda letters: -max(holding[word] for word in words[letters]))[:count]


def test_three_letters_find_what_they_should_within_the_filter(site: Large, typing: Typing) -> None:
    for typed in typing.typed:
        assert not typed.answer["capped"]
        assert set(typed.answer["ids"]) == reference(site, typed.letters), typed.letters


def test_the_page_says_how_many_there_are_and_shows_the_first_ten(typing: Typing) -> None:
    for typed in typing.typed:
        assert (typed.number, typed.first) == (len(typed.answer["ids"]), typed.answer["ids"][:10]), typed.letters


def test_the_results_of_three_letters_are_ranked(typing: Typing) -> None:
    for typed in typing.typed:
        scores = typed.answer["scores"]
        assert scores == sorted(scores, reverse=True), typed.letters
        assert scores[0] > scores[-1], typed.letters


def test_typing_never_waits_visibly(typing: Typing) -> None:
    assert max(typed.longest for typed in typing.typed) <= typing.loop, typing
