"""Files written whole: somebody who looks at one, or an interrupted command, finds the old one or the new one."""

from __future__ import annotations

import codecs
import os
from collections.abc import Mapping
from pathlib import Path


def write_whole(files: Mapping[Path, bytes]) -> None:
    """Write files, each aside first: when one cannot be written, none is changed."""
    made: list[tuple[Path, Path]] = []
    try:
        for path, content in files.items():
            aside = path.with_name(f".{path.name}.new")
            made.append((aside, path))
            aside.write_bytes(content)
            if path.exists():
                aside.chmod(path.stat().st_mode)
        for aside, path in made:
            os.replace(aside, path)  # noqa: PTH105 (says what it does better than Path.replace)
    finally:
        for aside, _ in made:
            aside.unlink(missing_ok=True)


def as_before(path: Path, text: str) -> bytes:
    """Return a text as bytes, with the mark at its beginning that the file on disk has."""
    there = path.exists() and path.read_bytes()[:3] == codecs.BOM_UTF8
    return (codecs.BOM_UTF8 if there else b"") + text.encode("utf-8")
