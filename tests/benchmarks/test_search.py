"""What the search costs, at 1,000 and at 10,000 synthetic briefings: bytes, and ratios to whole lunr indexes.

Nothing is measured in seconds: both sides run on the same machine, one after the other. ``search_table.py`` measures
more, and more peers, for the documentation.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from playwright.sync_api import Browser

from .conftest import Large, Whole
from .search.meter import Traffic, traffic, visit
from .search.sites import ASK, RESULT
from .search.texts import longer_queries, queries

BUDGETS: Mapping[str, Any] = tomllib.loads((Path(__file__).parent / "budgets.toml").read_text("utf-8"))["search"]
SIZES = (1000, 10000)
PAGE = "en/search.html"
PEER_RESULT = "#results li"


@dataclass(frozen=True)
class Visited:
    """What a first visit brought until ten results stood, what came after, and what one more word brought."""

    results: Traffic
    rest: Traffic
    further: Traffic


def first_visit(chromium: Browser, site: Large, word: str, next_word: str) -> Visited:
    """Follow a link to the results of one word with an empty cache, then ask for another word."""
    with visit(chromium, RESULT) as reader:
        site.log.lines()
        reader.page.goto(f"{site.url}{PAGE}?q={word}", wait_until="commit")
        moment = reader.first_result()
        requests = site.log.quiet(reader.page)
        asked = reader.asked_before(moment)
        before = [request for request in requests if request[0].split("?")[0] in asked]
        after = [request for request in requests if request[0].split("?")[0] not in asked]
        reader.page.fill("#q", next_word)
        return Visited(traffic(before), traffic(after), site.log.settled(reader.page))


@pytest.fixture(scope="module", params=SIZES)
def site(request: pytest.FixtureRequest, large: Callable[[int], Large]) -> Large:
    """Return a site with an English search."""
    return large(request.param)


@pytest.fixture(scope="module")
def visits(site: Large, chromium: Browser) -> list[Visited]:
    """Return a dozen or two of first visits, each with one common or rare word and then with another."""
    words = queries(site.texts, 24 if site.count == SIZES[0] else 12)
    return [first_visit(chromium, site, word, words[place - 7]) for place, word in enumerate(words)]


def test_the_first_results_of_a_first_visit_are_light(
    site: Large, visits: list[Visited], record_property: Callable[[str, object], None]
) -> None:
    bytes_sent = median(one.results.bytes for one in visits)
    record_property("first visit", [visits[0], visits[-1]])
    assert bytes_sent <= BUDGETS[str(site.count)]["first_results"], visits


def test_a_further_word_is_light(site: Large, visits: list[Visited]) -> None:
    assert median(one.further.bytes for one in visits) <= BUDGETS[str(site.count)]["further_word"], visits


@pytest.fixture(scope="module")
def peer(site: Large, whole: Callable[[int], Whole]) -> Whole:
    """Return a whole lunr index of the same documents."""
    return whole(site.count)


def test_making_an_index_takes_a_small_part_of_lunr_pys_time(site: Large, peer: Whole) -> None:
    share = site.ours.seconds / peer.theirs.seconds
    assert share <= BUDGETS[str(site.count)]["share_of_lunr_py"], (site.ours, peer.theirs)


def test_making_an_index_takes_less_memory_than_lunr_py(site: Large, peer: Whole) -> None:
    assert site.ours.memory <= peer.theirs.memory, (site.ours, peer.theirs)


def test_a_query_takes_no_longer_than_in_one_whole_lunr_index(site: Large, peer: Whole, chromium: Browser) -> None:
    asked = longer_queries(site.texts, 60)
    speeds = []
    for address, result, script in ((site.url + PAGE, RESULT, ASK), (peer.url, PEER_RESULT, "")):
        with visit(chromium, result) as reader:
            reader.page.goto(f"{address}?q={asked[0].split()[0]}")
            reader.first_result()
            if script:
                reader.page.evaluate(script)
            speeds.append(reader.warm(asked))
    ours, theirs = speeds
    assert ours.median / theirs.median <= BUDGETS[str(site.count)]["share_of_lunr_js"], speeds
