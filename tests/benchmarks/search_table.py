"""Measure the search beside three others and write the table of the documentation: ``make benchmarks``.

This takes some minutes, and what it finds depends on the machine, so no test runs it; budgets are in test_search.py.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from browser.serving import Nginx
from browser.watching import launched
from playwright.sync_api import Browser, Error, sync_playwright
from tiny import PROJECT

from .search.building import Cost, cost_of, index_of, lunr_index, site_of
from .search.corpus import synthetic_corpus
from .search.meter import Log, Speed, Traffic, in_the_page, traffic, visit
from .search.peers import MATERIAL_SCRIPT, write_lunr_site, write_material_site, write_pagefind_site
from .search.sites import ASK, RESULT, build_small_site, write_large_site
from .search.texts import Text, longer_queries, queries, texts_of

TARGET = PROJECT / "plugins" / "docs" / "search-measured.md"
SIZES = (1000, 10000)
SLOWED = 4
ROUNDS = 5
SLOW_LINE = {"latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 94_000, "offline": False}
"""A slow phone line: 1.6 Mbit/s, 150 ms each way, in Chromium's units."""
PATIENCE = 400_000
"""Milliseconds that a first result may take."""


@dataclass(frozen=True)
class Rival:
    """A search to measure. ``result`` is the selector of a result on its ``page``.

    ``before`` runs before anything of the page, ``after`` before the page is asked anything (see ``peers.py``).
    """

    name: str
    page: str
    result: str
    before: str = ""
    after: str = ""


RIVALS = (
    Rival("this search", "en/search.html", RESULT, after=ASK),
    Rival("Pagefind 1.5", "index.html", "#results li"),
    Rival("lunr.js 2.3.9, whole", "index.html", "#results li"),
    Rival("Material's search", "index.html", ".md-search-result__item", before=in_the_page() + MATERIAL_SCRIPT),
)


@dataclass(frozen=True)
class Row:
    """What one search costs: milliseconds for the first result, on a slowed machine and on a slow line as well."""

    first: Traffic
    everything: Traffic
    first_result: float
    on_a_slow_line: float | None
    heap: int
    warm: Speed
    further: float
    in_a_folder: bool


def measured(
    browser: Browser, rival: Rival, url: str, folder: Path, log: Log, words: list[str], asked: list[str]
) -> Row:
    """Return what a search costs whose site is in ``folder`` and served at ``url``."""
    page = url + rival.page
    first, everything, times = [], [], []
    for word in words[:ROUNDS]:
        with visit(browser, rival.result, slowed=SLOWED, script=rival.before) as reader:
            reader.page.set_default_timeout(PATIENCE)
            log.lines()
            reader.page.goto(f"{page}?q={word}", wait_until="commit")
            moment = reader.first_result()
            requests = log.quiet(reader.page)
            before = reader.asked_before(moment)
            first.append(traffic([one for one in requests if one[0].split("?")[0] in before]))
            everything.append(traffic(requests))
            times.append(moment)
    with visit(browser, rival.result, script=rival.before) as reader:
        reader.page.goto(f"{page}?q={words[0]}", wait_until="commit")
        reader.first_result()
        log.quiet(reader.page)
        heap = reader.heap()
        if rival.after:
            reader.page.evaluate(rival.after)
        further = []
        for word in words[ROUNDS:]:
            reader.page.evaluate("(word) => ask(word)", word)
            further.append(log.settled(reader.page).bytes)
        warm = reader.warm(asked)
    return Row(
        _middle(first),
        _middle(everything),
        median(times),
        _on_a_slow_line(browser, rival, page, words[0]),
        heap,
        warm,
        median(further),
        _answers(browser, rival, f"{folder.as_uri()}/{rival.page}?q={words[0]}"),
    )


def _middle(visits: Sequence[Traffic]) -> Traffic:
    return sorted(visits, key=lambda one: one.bytes)[len(visits) // 2]


def _on_a_slow_line(browser: Browser, rival: Rival, page: str, word: str) -> float | None:
    with visit(browser, rival.result, slowed=SLOWED, script=rival.before) as reader:
        reader.page.set_default_timeout(PATIENCE)
        reader.cdp.send("Network.enable")
        reader.cdp.send("Network.emulateNetworkConditions", SLOW_LINE)
        reader.page.goto(f"{page}?q={word}", wait_until="commit")
        return reader.first_result()


def _answers(browser: Browser, rival: Rival, address: str) -> bool:
    """Return whether a result comes from a file."""
    with visit(browser, rival.result) as reader:
        reader.page.goto(address, wait_until="commit")
        try:
            reader.page.wait_for_selector(rival.result, state="attached", timeout=20_000)
        except Error:
            return False
        return True


@contextmanager
def served(place: Path, folders: list[Path]) -> Iterator[tuple[list[str], Log]]:
    """Serve folders; yield their addresses and what notes the requests."""
    log = Log(place / "access.log")
    server = Nginx(place, {str(number): folder for number, folder in enumerate(folders)}, policy=None, log=log.path)
    try:
        yield list(server.urls.values()), log
    finally:
        server.stop()


def table(rows: dict[str, Row]) -> str:
    """Return the Markdown table of one size."""
    head = [
        "search",
        "to the first results",
        "in all",
        "requests",
        "a further word",
        "first result",
        "on a slow line as well",
        "heap",
        "warm query, p90",
        "from a folder",
    ]
    lines = [f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    for name, row in rows.items():
        cells = [
            name,
            _kilobytes(row.first.bytes),
            _kilobytes(row.everything.bytes),
            str(row.everything.requests),
            _kilobytes(row.further),
            _seconds(row.first_result),
            _seconds(row.on_a_slow_line),
            f"{row.heap / 1e6:.1f} MB",
            f"{row.warm.median:.1f} ms, {row.warm.p90:.1f} ms",
            "yes" if row.in_a_folder else "no",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _kilobytes(size: float) -> str:
    return f"{size / 1000:,.1f} kB" if size < 1e6 else f"{size / 1e6:,.2f} MB"


def _seconds(milliseconds: float | None) -> str:
    return "–" if milliseconds is None else f"{milliseconds / 1000:.2f} s"


def costs(ours: Cost, theirs: Cost) -> str:
    """Return a sentence on what making the index costs."""
    return (
        f"Making the English index takes {ours.seconds:.1f} s of processor time and {ours.memory / 1000:.0f} MB; "
        f"lunr.py takes {theirs.seconds:.1f} s and {theirs.memory / 1000:.0f} MB for the same documents "
        f"({theirs.seconds / ours.seconds:.1f} times the time)."
    )


def section(place: Path, browser: Browser, count: int, small: Path) -> str:
    """Measure everything at one size; return its part of the document."""
    corpus = synthetic_corpus(PROJECT / "briefings", count)
    texts: list[Text] = texts_of(corpus, "en")
    site = site_of(corpus)
    ours = cost_of(lambda: index_of(site, "en"), lambda files: write_large_site(place / "ours", small, files))
    theirs = cost_of(lambda: lunr_index(texts))
    folders = [
        place / "ours",
        write_pagefind_site(place / "pagefind", texts),
        write_lunr_site(place / "lunr", texts),
        write_material_site(place / "material", texts),
    ]
    words = queries(texts, 25)
    # Every fifth for the first visits: common and rare ones.
    words = words[2::5] + [word for number, word in enumerate(words) if number % 5 != 2]
    rows = {}
    with served(place, folders) as (urls, log):
        for rival, url, folder in zip(RIVALS, urls, folders, strict=True):
            rows[rival.name] = measured(browser, rival, url, folder, log, words, longer_queries(texts, 60))
            sys.stderr.write(f"{count} {rival.name}: {rows[rival.name]}\n")
    return f"## {count:,} briefings\n\n{table(rows)}\n\n{costs(ours, theirs)}\n"


ABOUT = f"""\
# The search, measured

Written by `make benchmarks`: do not edit. Budgets that every test run checks are in
`tests/benchmarks/budgets.toml`.

The briefings are synthetic: as long as real ones, with words by Zipf's law (see `tests/benchmarks/search/`). All
searches hold the same documents with the same fields, and show ten results with title and bottom line. They are
served by nginx with gzip; bytes include the headers of the answers, and of our page its HTML, style sheet and scripts
too, but not its font. *To the first results* counts what a page has asked for when its first result stands, *in all*
what comes until nothing more does; *a further word* is the median of twenty common and rare words, asked one after
the other. *First result* is on a processor made {SLOWED} times slower, the median of {ROUNDS} words; the *slow line*
has 1.6 Mbit/s and 150 ms. *Heap* is what JavaScript holds after a collection. A *warm query* has all it needs, and the
processor is not slowed: the median of 60 queries of one to three words, and what one in ten exceeds.

Our search also counts its filters and marks words in that time. Pagefind and Material run their search in a worker,
which can neither be slowed nor weighed with the page, so here they run in the page, as both can.

"""


def main() -> None:
    """Write the document."""
    sizes = [int(argument) for argument in sys.argv[1:]] or SIZES
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = launched(playwright)
        small = build_small_site(Path(folder) / "small")
        parts = []
        for count in sizes:
            place = Path(folder) / str(count)
            place.mkdir()
            parts.append(section(place, browser, count, small))
        browser.close()
    TARGET.write_text(ABOUT + "\n".join(parts), encoding="utf-8")


if __name__ == "__main__":
    main()
