"""What readers take away, written straight into the folder of a site: MkDocs would keep every file until the last page.

Among it are pages, the business-case extracts most of all. They stand in the theme's shell like all others, but the
shell is rendered once for pages of one kind, and filled.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation

from ..site.addresses import Links, absolute, address
from ..site.page import Page
from ..site.site import Site
from ..site.takeaways import Bundle
from ..site.wording import Wording
from .frame import Frame, Frames

_PLACE = re.compile(r"@@([a-z_]+)@@")
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_TRUNC


class Shell:
    """Puts a page that MkDocs does not know into the theme's shell."""

    def __init__(self, env: Environment, config: MkDocsConfig, wording: Mapping[str, Wording], frames: Frames) -> None:
        self._env, self._config, self._wording, self._frames = env, config, wording, frames
        self._made: dict[tuple[object, ...], list[str]] = {}

    def whole(self, page: Page, html: str) -> str:
        """Return the whole document of a page whose ``<main>`` holds ``html``."""
        fixed = ("lang", "section", "template_kind", "frame")
        places = {name: value for name, value in page.meta.items() if isinstance(value, str) and name not in fixed}
        pair = absolute(page.about.get("alternate"), page.path, self._config.site_url)
        if pair is not None:
            places["pair_url"] = pair
        folder, _, name = page.path.rpartition("/")
        key = (page.template, folder, frozenset(places), tuple(page.meta.get("styles", ())))
        pieces = self._made.get(key)
        if pieces is None:
            pieces = self._made[key] = _PLACE.split(self._render(page, places, folder))
        places |= {"content": Markup(html), "name": name.removesuffix(".html")}  # noqa: S704 (our own renderer has escaped it)
        return "".join([escape(places[piece]) if number % 2 else piece for number, piece in enumerate(pieces)])

    def _render(self, page: Page, places: Mapping[str, object], folder: str) -> str:
        """Return the shell with places for what differs between pages of one kind."""
        url = f"{folder}/@@name@@.html"
        root = self._config.site_url
        meta = {**page.meta, **{name: f"@@{name}@@" for name in places}}
        stub = SimpleNamespace(
            url=url,
            canonical_url=f"{root.rstrip('/')}/{url}" if root else None,
            title="@@title@@",
            content="@@content@@",
            meta=meta,
            toc=None,
        )
        context: dict[str, Any] = {**get_context(Navigation([], []), [], self._config, stub)}  # type: ignore[arg-type]
        links = page.links
        context |= {
            "i18n": self._wording[page.language],
            "link": links,
            "frame": self._frame(page, links),
            "pair_url": "@@pair_url@@" if "pair_url" in places else None,
        }
        return self._env.get_template("main.html").render(context)

    def _frame(self, page: Page, links: Links) -> Frame:
        if page.about.get("frame") == "sheet":
            return self._frames.sheet(links, str(page.about["section"]), "@@name@@", "@@alternate@@")
        return self._frames.frame(links, "@@alternate@@")


class TakeAwayFolder:
    """Keeps what readers take away below the folder of a site."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self._known: dict[tuple[str, ...], Bundle] = {}

    def write(self, site: Site, folder: Path) -> None:
        """Write everything into a new folder in which the data files stand, each file as soon as it is made."""
        with (folder / address("data", "en")).open(encoding="utf-8") as lines:
            for path, text in site.records_apart(lines):
                _write(folder, path, text)
        for bundle in site.take_aways():
            self._write(bundle, site, folder)

    def keep(self, site: Site) -> None:
        """Take what a site has written for what is there; ``follow`` goes on from it."""
        self._known = {bundle.name: bundle for bundle in site.take_aways(keep=True)}

    def follow(self, site: Site, folder: Path) -> None:
        """Write what has changed, and remove what nothing makes any more. The data files have been made anew."""
        before, now = self._known, {bundle.name: bundle for bundle in site.take_aways(keep=True)}
        changed = [name for name in now if name not in before or before[name].key != now[name].key]
        gone = [name for name in before if name not in now]
        # A record may have let go of an id that it had before. All else keeps its addresses.
        for name in [*gone, *(name for name in changed if name[0] == "record" and name in before)]:
            for made in before[name].make():
                (folder / (made.path if isinstance(made, Page) else made[0])).unlink(missing_ok=True)
        for name in changed:
            self._write(now[name], site, folder)
        self._known = now

    def _write(self, bundle: Bundle, site: Site, folder: Path) -> None:
        for made in bundle.make():
            if isinstance(made, Page):
                _write(folder, made.path, self._shell.whole(made, site.html(made)))
            else:
                _write(folder, *made)


def _write(folder: Path, path: str, text: str | bytes) -> None:
    # Ten thousand files: pathlib would take as long as all else.
    target = f"{folder}/{path}"
    try:
        file = os.open(target, _FLAGS, 0o666)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(target), exist_ok=True)  # noqa: PTH103, PTH120
        file = os.open(target, _FLAGS, 0o666)
    try:
        whole = text.encode("utf-8") if isinstance(text, str) else text
        while whole:
            whole = whole[os.write(file, whole) :]
    finally:
        os.close(file)
