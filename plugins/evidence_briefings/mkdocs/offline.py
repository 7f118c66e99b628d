"""The worker of a site and its lists, written when all other files stand."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from ..site.offline import WORKER, offline_files, removing_worker
from ..site.site import Site


def write_offline(site: Site, config: MkDocsConfig) -> None:
    """Write what readers need to keep pages; where they may not, the worker that takes away what they have kept."""
    folder = Path(config.site_dir)
    if not config.theme["offline"]:
        _write(folder / WORKER, removing_worker())
        return
    for path, text in offline_files(folder, site.collection, site.wording):
        _write(folder / path, text)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
