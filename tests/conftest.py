"""Fixtures and options that all tests share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from evidence_briefings.site.site import Options, Site, make_site
from evidence_briefings.site.wording import Wording, read_wording
from hypothesis import HealthCheck, settings
from tiny import PROJECT, corpus_of, tiny_site

THEME = PROJECT / "theme_overrides"

settings.register_profile(
    "project", deadline=None, derandomize=True, max_examples=120, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("deep", settings.get_profile("project"), derandomize=False, max_examples=3000)
settings.load_profile("project")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="Write what is found into the golden files.")
    parser.addoption(
        "--record-accessibility", action="store_true", help="Write the record that the accessibility statement needs."
    )


@pytest.fixture
def site_folder(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes a tiny site (see ``tiny``) into a new folder and returns the folder."""

    def written(site: str | Mapping[str, str | bytes] = "", *, lists: str = "tiny") -> Path:
        return tiny_site(tmp_path / "site", site, lists=lists)

    return written


@pytest.fixture
def project() -> Path:
    """Return the project's own folder. Nothing may be written there."""
    return PROJECT


@pytest.fixture(scope="session")
def wording() -> Mapping[str, Wording]:
    """Return the project's own wording by language."""
    return read_wording(THEME / "locales")


@pytest.fixture
def site_of(site_folder: Callable[..., Path], wording: Mapping[str, Wording]) -> Callable[..., Site]:
    """Return a function that makes the site of a drawing in memory, which must have no errors."""

    def made(drawing: str = "", *, site_url: str | None = None, drafts: bool = False, lists: str = "tiny") -> Site:
        corpus = corpus_of(site_folder(drawing, lists=lists))
        assert not corpus.errors
        return make_site(corpus, Options([THEME], site_url, drafts), wording)

    return made


@pytest.fixture(scope="session")
def real_lists(tmp_path_factory: pytest.TempPathFactory, wording: Mapping[str, Wording]) -> Site:
    """Return a site of one record, ``one``, with the project's own vocabularies, schemes and repositories."""
    drawing = "briefings/\n  one.cy.yml\n  one.yml +\n    title: A record\n"
    corpus = corpus_of(tiny_site(tmp_path_factory.mktemp("real-lists"), drawing, lists="real"))
    assert not corpus.errors
    return make_site(corpus, Options([THEME]), wording)
