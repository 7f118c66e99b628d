"""Fixtures of the tests of what readers get: sites made in memory, with the project's own templates and words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from evidence_briefings.site.site import Options, Site, make_site
from evidence_briefings.site.wording import Wording, read_wording
from tiny import PROJECT, corpus_of

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
