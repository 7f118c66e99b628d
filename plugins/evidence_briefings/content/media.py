"""Films, recordings and other files that stand beside the records and are shown with them: ``briefings/_media``."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

FOLDER = "_media"
MAX_PATH = 120
"""The longest path of a file: addresses on a network drive must stay below 260 characters in all."""

_PATH = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(?:[./][A-Za-z0-9_-]+)*\Z")

FILMS = ("mp4", "webm")
SOUNDS = ("mp3", "m4a", "ogg", "wav")
PICTURES = ("jpg", "jpeg", "png", "webp", "svg")
PAPERS = ("pdf", "docx", "odt", "rtf", "txt", "epub", "brf", "zip")
"""By what browsers and readers do with a file, the endings of its name; ``brf`` is Braille, ready to emboss."""
ENDINGS = (*FILMS, *SOUNDS, *PICTURES, *PAPERS)

MEDIA_BYTES = 50 * 1024 * 1024
"""More than this few phones fetch, and few repositories want to keep."""


@dataclass(frozen=True, slots=True)
class MediaFile:
    """One file of the folder. ``fault`` says why it cannot be published, or is None; ``stamp`` changes with it."""

    path: Path
    size: int
    stamp: tuple[int, int]
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class MediaFolder:
    """All files below the folder, by their path as records write it. ``shown`` is the folder as named in messages."""

    shown: str
    files: Mapping[str, MediaFile] = field(default_factory=dict)


NO_MEDIA = MediaFolder("briefings/_media")
"""The folder of a site that has none."""


def ending_of(path: str) -> str:
    """Return the ending of a file's name in small letters, without the dot."""
    return path.rpartition("/")[2].rpartition(".")[2].lower()


def read_media(root: Path, shown: str, before: MediaFolder | None = None) -> MediaFolder:
    """Return the media folder below ``root``; what has not changed since ``before`` is not looked into again.

    What is no ordinary file, or lies elsewhere by way of a link, is there and has a fault.
    """
    folder = root / FOLDER
    real_root = str(Path(os.path.realpath(root), FOLDER))
    files: dict[str, MediaFile] = {}
    for here, folders, names in os.walk(folder):
        folders.sort()
        # A link to a folder is not followed: whatever is behind it lies elsewhere.
        for name in sorted([*names, *(each for each in folders if Path(here, each).is_symlink())]):
            path = Path(here, name)
            key = path.relative_to(folder).as_posix()
            files[key] = _read(path, real_root, before.files.get(key) if before is not None else None)
    same = before is not None and before.files == files and before.shown == shown
    return before if before is not None and same else MediaFolder(shown, files)


def _read(path: Path, real_root: str, before: MediaFile | None) -> MediaFile:
    try:
        status = path.stat()
    except OSError as error:
        return MediaFile(path, 0, (0, 0), f"cannot be read: {error.strerror}")
    stamp = status.st_mtime_ns, status.st_ino
    if before is not None and (before.size, before.stamp) == (status.st_size, stamp):
        return before
    fault = None
    if not Path(os.path.realpath(path)).is_relative_to(real_root):
        fault = "is a link to something outside the folder, which others would not have"
    elif not path.is_file():
        fault = "is not an ordinary file"
    elif ending_of(path.name) == "vtt":
        fault = _caption_fault(path)
    return MediaFile(path, status.st_size, stamp, fault)


def _caption_fault(path: Path) -> str | None:
    """Return what is wrong with a file of captions.

    The format: https://www.w3.org/TR/webvtt1/#file-structure
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        return f"cannot be read: {error.strerror}"
    except UnicodeDecodeError:
        return 'is not UTF-8 text. Save it as "UTF-8"'
    if not re.match(r"WEBVTT(?:[ \t\r\n]|\Z)", text):
        return 'does not begin with the line "WEBVTT"'
    return None if "-->" in text else "holds no captions: lines such as 00:00:01.000 --> 00:00:04.000"


def is_media_path(value: str) -> bool:
    """Return whether a file may be named so: what is safe in an address on any system, and no way up."""
    return _PATH.match(value) is not None and len(value) <= MAX_PATH


def _media_path(value: str) -> str:
    if not is_media_path(value):
        raise PydanticCustomError(
            "bad_media_file",
            "is not the path of a file below briefings/_media: letters a-z, digits, hyphens, as in visits/film.mp4",
        )
    return value


MediaPath = Annotated[str, AfterValidator(_media_path)]
"""The path of a file below ``briefings/_media``: no spaces, no way up."""
