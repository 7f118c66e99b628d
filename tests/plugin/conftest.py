"""Fixtures of the tests of whole sites."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from .sites import SITE, built, whole_site


@pytest.fixture
def site(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes a whole site into a new folder and returns it."""

    def written(drawing: str = SITE, config: str = "") -> Path:
        return whole_site(tmp_path / "whole", drawing, config)

    return written


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a site that was built once. To be read only."""
    folder = whole_site(tmp_path_factory.mktemp("good"), config="\nsite_url: https://example.org/evidence/\n")
    built(folder)
    return folder


@pytest.fixture
def copy_of_good(good: Path, tmp_path: Path) -> Path:
    """Return a copy of the site that was built once, with its result."""
    return Path(shutil.copytree(good, tmp_path / "copy"))
