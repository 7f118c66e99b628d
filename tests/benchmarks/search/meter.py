"""What a search costs a reader: bytes, requests, memory and time, in a real Chromium with a real nginx before it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from urllib.parse import urlsplit

from browser.watching import WITHOUT_WORKERS
from playwright.sync_api import Browser, CDPSession, Page

FONTS = (".woff2", ".woff", ".ttf")
_QUIET = 0.25
"""Seconds without a request after which a page has got what it asked for."""
_FIRST_RESULT = """
window.firstResult = new Promise((resolve) => {{
  new MutationObserver((_, observer) => {{
    if (document.querySelector({selector!r})) {{ resolve(performance.now()); observer.disconnect(); }}
  }}).observe(document, {{ childList: true, subtree: true }});
}});
"""
_IN_THE_PAGE = """
// Chromium can neither slow down nor weigh a worker together with its page. Material has this arrangement itself, for
// file://: the worker's script runs in a frame of the page.
window.Worker = class extends EventTarget {
  constructor(url) {
    super();
    window.Worker.last = this;
    const frame = document.createElement("iframe");
    frame.hidden = true;
    this.waiting = [];
    const begin = () => {
      document.body.append(frame);
      const inside = frame.contentWindow;
      inside.postMessage = (data) => {
        const event = new MessageEvent("message", { data });
        this.dispatchEvent(event);
        if (this.onmessage) this.onmessage(event);
      };
      inside.importScripts = () => {};
      const script = inside.document.createElement("script");
      script.src = url;
      script.onload = () => { this.inside = inside; this.waiting.splice(0).forEach((data) => this.postMessage(data)); };
      inside.document.body.append(script);
    };
    if (document.body) begin(); else addEventListener("DOMContentLoaded", begin);
  }
  postMessage(data) {
    if (!this.inside) { this.waiting.push(data); return; }
    const event = new this.inside.MessageEvent("message", { data });
    queueMicrotask(() => { this.inside.dispatchEvent(event); });
  }
  terminate() {}
};
"""
_ASKED = """
(moment) => [location.href, ...performance.getEntriesByType("resource")
  .filter(({ startTime }) => startTime <= moment).map(({ name }) => name)]
"""
_ASK = """
async ([queries, rounds]) => {
  const times = [];
  for (const query of queries) {
    await ask(query);
    const taken = [];
    for (let round = 0; round < rounds; round++) {
      const began = performance.now();
      await ask(query);
      taken.push(performance.now() - began);
    }
    times.push(taken.sort((one, other) => one - other)[rounds >> 1]);
  }
  return times;
}
"""
LOOP = """
(steps) => {
  const times = [];
  for (let round = 0; round < 5; round++) {
    const began = performance.now();
    let sum = 0;
    for (let step = 0; step < steps; step++) sum += step % 7;
    times.push(performance.now() - began + (sum < 0));
  }
  return Math.min(...times);
}
"""
"""Tells how long a machine takes for a number of simple steps, in milliseconds: the best of five rounds."""


@dataclass(frozen=True, slots=True)
class Traffic:
    """What went over the line: bytes with headers as they were sent (gzip), without fonts; and the fonts."""

    bytes: int
    requests: int
    fonts: int = 0


@dataclass(frozen=True, slots=True)
class Speed:
    """Milliseconds of warm queries."""

    median: float
    p90: float


class Log:
    """The lines that an nginx writes into ``path``: see ``browser.serving.Nginx``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen = 0

    def lines(self) -> list[tuple[str, int]]:
        """Return (address, bytes) of each request since the last call."""
        text = self.path.read_text(encoding="utf-8") if self.path.exists() else ""
        new, self._seen = text[self._seen :], len(text)
        return [(line.split()[0], int(line.split()[1])) for line in new.splitlines()]

    def settled(self, page: Page) -> Traffic:
        """Wait until nothing more comes, and return what has come since the last call."""
        return traffic(self.quiet(page))

    def quiet(self, page: Page) -> list[tuple[str, int]]:
        """Wait until nothing more comes, and return (address, bytes) of what has come since the last call."""
        gathered: list[tuple[str, int]] = []
        until = time.monotonic() + _QUIET
        while time.monotonic() < until:
            page.wait_for_timeout(50)
            new = self.lines()
            if new:
                until = time.monotonic() + _QUIET
            gathered += new
        return gathered


def traffic(requests: Sequence[tuple[str, int]]) -> Traffic:
    """Return the sum of requests: (address, bytes) each."""
    fonts = sum(size for address, size in requests if address.split("?")[0].endswith(FONTS))
    ours = [size for address, size in requests if not address.split("?")[0].endswith(FONTS)]
    return Traffic(sum(ours), len(ours), fonts)


@dataclass(slots=True)
class Visit:
    """A page in a profile of its own that watches for the first result."""

    page: Page
    cdp: CDPSession
    _factor: int

    def first_result(self) -> float:
        """Wait for a result to stand on the page; return how many milliseconds after the visit began it did."""
        return float(self.page.evaluate("window.firstResult"))

    def asked_before(self, moment: float) -> set[str]:
        """Return the addresses, without the server, of what the page had asked for at a moment of its life."""
        asked = self.page.evaluate(_ASKED, moment)
        return {urlsplit(url).path for url in asked}

    def heap(self) -> int:
        """Return the bytes that JavaScript holds on the page after a collection, its typed arrays and texts too."""
        self.cdp.send("Emulation.setCPUThrottlingRate", {"rate": 1})
        for _ in range(3):
            self.cdp.send("HeapProfiler.collectGarbage")
        usage: dict[str, Any] = self.cdp.send("Runtime.getHeapUsage")
        self.cdp.send("Emulation.setCPUThrottlingRate", {"rate": self._factor})
        return int(usage["usedSize"] + usage.get("backingStorageSize", 0))

    def warm(self, queries: Sequence[str], rounds: int = 5) -> Speed:
        """Return the speed of the page's ``ask`` for queries each asked before: the median of the rounds."""
        times = self.page.evaluate(_ASK, [list(queries), rounds])
        return Speed(median(times), quantiles(times, n=10)[-1])


@contextmanager
def visit(browser: Browser, result: str, *, slowed: int = 1, script: str = "") -> Iterator[Visit]:
    """Open an empty page that waits for an element that the selector ``result`` matches.

    ``slowed`` is how many times slower the processor is to be; ``script`` runs before the page's own.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    try:
        context.set_default_timeout(120_000)
        # What a worker fetches afterwards, for a day without a signal, is no part of a search.
        context.add_init_script(WITHOUT_WORKERS)
        page = context.new_page()
        page.add_init_script(_FIRST_RESULT.format(selector=result) + script)
        cdp = context.new_cdp_session(page)
        cdp.send("Emulation.setCPUThrottlingRate", {"rate": slowed})
        yield Visit(page, cdp, slowed)
    finally:
        context.close()


def in_the_page() -> str:
    """Return a script that makes workers run in the page's own thread, so that they are slowed down and weighed."""
    return _IN_THE_PAGE
