"""The sites that the browser tests look at, each built once for a whole test run by the project's own command."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tiny import PROJECT


def project_with(folder: Path, records: Path | None = None) -> Path:
    """Return ``folder`` as a project: our settings, theme and hand-written pages, and ``records`` if given."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(PROJECT / "mkdocs.yml", folder / "mkdocs.yml")
    for name in ("theme_overrides", "site_src"):
        (folder / name).symlink_to(PROJECT / name)
    if records is not None:
        (folder / "briefings").symlink_to(records)
    return folder


def build(folder: Path) -> Path:
    """Build the project in ``folder`` and return the folder of the built site."""
    command = [sys.executable, "-m", "evidence_briefings.cli", "build"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    said = (done.stdout + done.stderr).splitlines()
    assert done.returncode == 0, "\n".join(["the site could not be built:", *said[:10], *said[-3:]])
    return folder / "site"


def built_once(shared: Path, name: str, make: Callable[[Path], Path]) -> Path:
    """Return the site ``name`` in the ``shared`` folder; the first of several test processes to ask builds it."""
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = shared / f"{name}.done"
        if not done.exists():
            done.write_text(str(make(shared / name)), encoding="utf-8")
        return Path(done.read_text(encoding="utf-8"))


def shared_folder(own: Path) -> Path:
    """Return the folder that all test processes of a run share, given the base folder of this one."""
    return own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own
