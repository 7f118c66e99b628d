"""Files written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def save(path: Path, content: bytes | str) -> None:
    """Write a file beside its place and put it there when it is complete: nobody ever finds half of it."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    path.parent.mkdir(parents=True, exist_ok=True)
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
    handle, aside = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(aside).chmod(mode)
        os.replace(aside, path)  # noqa: PTH105 (Path.replace is the same, and says less)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
