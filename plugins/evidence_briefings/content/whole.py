"""Files written whole: somebody who looks at one, or an interrupted command, finds the old one or the new one."""

from __future__ import annotations

import codecs
import os
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path


def save(path: Path, content: bytes | str | Iterable[bytes]) -> None:
    """Write a file beside its place, in pieces if it comes so, and put it there when it is complete.

    It has the rights of the file that was there, or those of any new file. Folders on the way are made.
    """
    write_whole({path: content.encode("utf-8") if isinstance(content, str) else content})


def write_whole(files: Mapping[Path, bytes | Iterable[bytes]]) -> None:
    """Write files, each aside first: when one cannot be written, none is changed."""
    made: list[tuple[Path, Path]] = []
    with ExitStack() as leaving:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
            aside = Path(name)
            leaving.callback(aside.unlink, missing_ok=True)
            with os.fdopen(handle, "wb") as file:
                file.writelines([content] if isinstance(content, bytes) else content)
                file.flush()
                os.fsync(file.fileno())
            aside.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
            made.append((aside, path))
        for aside, path in made:
            os.replace(aside, path)  # noqa: PTH105 (says what it does better than Path.replace)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def as_before(path: Path, text: str) -> bytes:
    """Return a text as bytes, with the mark at its beginning that the file on disk has."""
    there = path.exists() and path.read_bytes()[:3] == codecs.BOM_UTF8
    return (codecs.BOM_UTF8 if there else b"") + text.encode("utf-8")
