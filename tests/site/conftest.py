"""Fixtures of the tests of what readers get: sites made in memory, with the project's own templates and words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from evidence_briefings.site.site import Options, Site, make_site
from evidence_briefings.site.wording import Wording, read_wording
from tiny import PROJECT, corpus_of, tiny_site

THEME = PROJECT / "theme_overrides"


@pytest.fixture(scope="session")
def wording() -> Mapping[str, Wording]:
    """Return the project's own wording by language."""
    return read_wording(THEME / "locales")


@pytest.fixture
def site_of(site_folder: Callable[..., Path], wording: Mapping[str, Wording]) -> Callable[..., Site]:
    """Return a function that makes the site of a drawing (see ``tiny``), which must have no errors."""

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
