"""What the benchmarks of the search share: sites of 1,000 and of 10,000 briefings, made once, and a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from browser.serving import Nginx
from browser.watching import launched
from evidence_briefings.content.corpus import Corpus
from playwright.sync_api import Browser, sync_playwright
from tiny import PROJECT

from .search.building import Cost, cost_of, index_of, lunr_index, site_of
from .search.corpus import synthetic_corpus
from .search.meter import Log
from .search.peers import write_lunr_page
from .search.sites import build_small_site, write_large_site
from .search.texts import Text, texts_of

LONG = 20.0
"""Seconds of processor time from which a run is long enough to even out what else the machine does."""


@dataclass(frozen=True)
class Large:
    """A site of ``count`` synthetic briefings, whose search is English. ``ours`` is what making its index cost.

    ``url`` serves ``folder`` with gzip and no more headers than nginx sends by itself; ``log`` notes each request.
    """

    count: int
    folder: Path
    corpus: Corpus
    texts: list[Text]
    ours: Cost
    url: str
    log: Log


@dataclass(frozen=True)
class Whole:
    """A page with one whole lunr index of the same documents, and what making that index with lunr.py cost."""

    theirs: Cost
    url: str


def cheapest(first: Cost, work: Callable[[], object]) -> Cost:
    """Return the cheapest of several runs of what takes no minute: one alone measures the machine's other work."""
    more = 4 if first.seconds < LONG / 2 else 2 if first.seconds < LONG else 0
    runs = [first, *(cost_of(work) for _ in range(more))]
    return min(runs, key=lambda cost: cost.seconds)


@pytest.fixture(scope="session")
def servers() -> Iterator[list[Nginx]]:
    """Return the list of what is to be stopped in the end."""
    running: list[Nginx] = []
    yield running
    for server in running:
        server.stop()


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory, servers: list[Nginx]) -> Callable[[int], Large]:
    """Return a function that gives the site of a number of briefings."""
    small: list[Path] = []

    @cache
    def made(count: int) -> Large:
        place = tmp_path_factory.mktemp(f"search-{count}-")
        if not small:
            small.append(build_small_site(tmp_path_factory.mktemp("small") / "site"))
        corpus = synthetic_corpus(PROJECT / "briefings", count)
        folder = place / "ours"
        site = site_of(corpus)
        cost = cost_of(lambda: index_of(site, "en"), lambda files: write_large_site(folder, small[0], files))
        cost = cheapest(cost, lambda: index_of(site, "en"))
        log = Log(place / "access.log")
        servers.append(Nginx(place, {"ours": folder}, policy=None, log=log.path))
        return Large(count, folder, corpus, texts_of(corpus, "en"), cost, servers[-1].urls["ours"], log)

    return made


@pytest.fixture(scope="session")
def whole(
    tmp_path_factory: pytest.TempPathFactory, servers: list[Nginx], large: Callable[[int], Large]
) -> Callable[[int], Whole]:
    """Return a function that gives the whole lunr index of the same documents as ``large``."""

    @cache
    def made(count: int) -> Whole:
        place = tmp_path_factory.mktemp(f"whole-{count}-")
        folder, texts = place / "lunr", large(count).texts
        # lunr.js loads what lunr.py has made. For what is measured here their stemmers differ in nothing.
        cost = cost_of(lambda: lunr_index(texts), lambda index: write_lunr_page(folder, texts, index))
        cost = cheapest(cost, lambda: lunr_index(texts))
        servers.append(Nginx(place, {"lunr": folder}, policy=None))
        return Whole(cost, servers[-1].urls["lunr"])

    return made


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return a browser."""
    with sync_playwright() as playwright:
        browser = launched(playwright)
        yield browser
        browser.close()
