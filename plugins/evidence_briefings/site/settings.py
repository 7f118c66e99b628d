"""Reading settings: the page where readers choose how pages look, and the sheet that does the same on any page."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from ..content.localised import LANGUAGES
from .addresses import Links
from .page import Maker, Page

SHEET = "_settings_sheet.html"
"""The template of the sheet. No page carries it: it travels in a script that is fetched when it is first opened."""


class SettingsMaker(Maker):
    """Makes the page of the reading settings of one language."""

    def settings(self) -> Page:
        """Return the page of the reading settings. Its form is the sheet's: see ``pages/_settings.html``."""
        _ = self.wording.gettext
        about = {"styles": ["settings.css"], "scripts": ["settings.js"]}
        description = _("Choose the paper, the letters and the space that suit your eyes. Every page will follow.")
        return self.page("settings", (), "settings", _("Reading settings"), {}, description=description, about=about)


def sheet_path(language: str) -> str:
    """Return the path of the script that brings the sheet in a language, below the site's root."""
    return f"assets/settings-{language}.js"


def sheet_scripts(render: Callable[[str, Links, str], str]) -> Iterator[tuple[str, list[str]]]:
    """Yield path and text of the script with the sheet in each language.

    ``render(template, links, language)`` makes its HTML. It is made of words of the catalogue alone, and of
    nothing that anybody has written into a record.
    """
    for language in LANGUAGES:
        path = sheet_path(language)
        html = " ".join(render(SHEET, Links(path, language), language).split())
        yield path, [f"window.briefingsSheet = {json.dumps(html)};\n"]
