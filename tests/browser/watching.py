"""Pages of a real Chromium that note whatever a reader's browser would complain about or send elsewhere."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Playwright

ARGUMENTS = """
    --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
    --disable-component-update --disable-sync --force-color-profile=srgb
""".split()
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def launched(playwright: Playwright) -> Browser:
    """Return a Chromium that has been started."""
    return playwright.chromium.launch(executable_path=chromium_program(), args=ARGUMENTS)


def chromium_program() -> str:
    """Return the path of the Chromium that $CHROMIUM names, else of the machine's own."""
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    assert program, "there is no Chromium here: make test installs one, or set CHROMIUM to the program"
    return program


WITHOUT_WORKERS = "Object.defineProperty(Navigator.prototype, 'serviceWorker', { get: () => undefined })"
"""Makes a browser one that has no service workers, as over plain http."""


@dataclass
class Watch:
    """Opens pages and notes what they do. ``origins`` are the beginnings of the addresses that belong to the site."""

    browser: Browser
    origins: tuple[str, ...]
    complaints: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    _contexts: list[BrowserContext] = field(default_factory=list)

    def page(self, *, width: int = 1280, height: int = 900, javascript: bool = True, **options: Any) -> Page:
        """Return a new page in a profile of its own; ``options`` are those of Playwright's ``new_context``.

        It has no service worker: that would answer in the place of a server that a test has prepared, and fetch
        behind the back of one that counts. test_offline.py has browsers with workers.
        """
        context = self.browser.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=javascript, **options
        )
        context.set_default_timeout(10_000)
        if javascript:
            context.add_init_script(WITHOUT_WORKERS)
        context.on("request", lambda request: self._note_request(request.url))
        context.on("console", lambda message: self.complaints.append(f"{message.type}: {message.text}"))
        context.on("weberror", lambda problem: self.complaints.append(f"error: {problem.error}"))
        self._contexts.append(context)
        return context.new_page()

    def close(self) -> None:
        """Close every page that was opened."""
        for context in self._contexts:
            context.close()

    def _note_request(self, url: str) -> None:
        if not url.startswith((*self.origins, "data:", "blob:")):
            self.elsewhere.append(url)
