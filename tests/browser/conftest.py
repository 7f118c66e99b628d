"""Fixtures of the browser tests: the built sites, an nginx that serves them, one Chromium for each test process."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from browser.building import build, built_once, project_with, shared_folder
from browser.hostile import hostile_records
from browser.searching import Place
from browser.serving import Nginx
from browser.showcase import showcase_records
from browser.tally import RECORD, Tally
from browser.watching import Watch, launched
from playwright.sync_api import Browser, Page, sync_playwright
from tiny import PROJECT


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the folders of the built sites.

    ``real`` holds the project's own records; ``showcase`` records in every state a page knows; ``hostile`` records
    whose texts try to do harm.
    """
    shared = shared_folder(tmp_path_factory.getbasetemp())

    def drawn(records: Path) -> Path:
        return build(project_with(records))

    return {
        "real": built_once(shared, "real", lambda to: build(project_with(to, PROJECT / "briefings"))),
        "showcase": built_once(shared, "showcase", lambda to: drawn(showcase_records(to))),
        "hostile": built_once(shared, "hostile", lambda to: drawn(hostile_records(to))),
    }


@pytest.fixture(scope="session")
def real(sites: dict[str, Path]) -> Path:
    """Return the folder of the project's own site."""
    return sites["real"]


@pytest.fixture(scope="session")
def urls(sites: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Return the http addresses of the sites by name, each with a slash at its end."""
    server = Nginx(tmp_path_factory.mktemp("nginx"), sites)
    yield server.urls
    server.stop()


@pytest.fixture(scope="session")
def tally(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Tally]:
    """Return the tally of the accessibility tests; with ``--record-accessibility`` it is written in the end."""
    found = Tally(chromium.version)
    yield found
    if request.config.getoption("--record-accessibility"):
        found.write(RECORD, date.today())


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return the browser of this test process."""
    with sync_playwright() as playwright:
        browser = launched(playwright)
        yield browser
        browser.close()


@pytest.fixture(params=["on a server in English", "in a folder in Welsh"])
def place(request: pytest.FixtureRequest, real: Path, urls: dict[str, str]) -> Place:
    """Return the project's own site in both languages and from both kinds of address, in two steps in place of four."""
    in_a_folder = "folder" in request.param
    return Place(real.as_uri() + "/", "cy") if in_a_folder else Place(urls["real"], "en")


@pytest.fixture
def watch(chromium: Browser, sites: dict[str, Path], urls: dict[str, str]) -> Iterator[Watch]:
    """Return an opener of pages; afterwards the console must have stayed empty and no request have left the site."""
    origins = (*urls.values(), *(folder.as_uri() + "/" for folder in sites.values()))
    watching = Watch(chromium, origins)
    yield watching
    watching.close()
    assert watching.elsewhere == []
    assert watching.complaints == []


@pytest.fixture
def page(watch: Watch) -> Page:
    """Return a page of 1280 by 900 pixels with JavaScript, in light colours."""
    return watch.page(color_scheme="light")
