"""My reading: the page of the list that a reader keeps in a browser, and the words of the buttons that fill it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from .addresses import address
from .page import Maker, Page
from .wording import Wording

WORDS_OF_BUTTONS = "keep-{}.js"
"""The name, below assets, of the script that says the words of the buttons on a briefing's page in one language."""
SCRIPTS: Mapping[str, tuple[str, str]] = {
    language: (WORDS_OF_BUTTONS.format(language), "keep.js") for language in ("en", "cy")
}
"""The scripts of a briefing's page. The words stand in a file, for on each of thousands of pages they would weigh."""


class ReadingMaker(Maker):
    """Makes the page of the reader's own list, in one language."""

    def my_reading(self) -> Page:
        """Return the page of the reader's own list, which a script fills in from what the browser keeps."""
        _ = self.wording.gettext
        context = {
            "months": self.wording.months(),
            "path_en": address("briefing", "en", "{}"),
            "path_cy": address("briefing", "cy", "{}"),
            "site": self.absolute("") or "",
        }
        # The same empty page for everybody: there is nothing in it that a search could find.
        about = {"styles": ["my-reading.css"], "scripts": ["my-reading.js"], "noindex": True}
        description = _("Briefings you have saved, what you read and what you thought. Kept in this browser only.")
        return self.page("my-reading", (), "my-reading", _("My reading"), context, description=description, about=about)


def words_of_buttons(wordings: Mapping[str, Wording]) -> Iterator[tuple[str, list[str]]]:
    """Yield path and text of the script with the words of the buttons, for each language."""
    for language, wording in wordings.items():
        words = json.dumps(_words(wording), ensure_ascii=True, sort_keys=True, separators=(",", ":"))
        yield f"assets/{WORDS_OF_BUTTONS.format(language)}", [f"window.BriefingsWords={words};\n"]


def _words(wording: Wording) -> dict[str, str]:
    """Return the words that ``plugins/browser/src/keep.mjs`` asks for, and the address of the list."""
    _ = wording.gettext
    return {
        "list": address("my-reading", wording.language),
        "mine": _("Open my reading"),
        "save": _("Save to my reading"),
        "saved": _("Saved to my reading"),
        "kept": _("Saved. It is kept in this browser only."),
        "removed": _("Taken off my reading."),
        "hasMore": _("You have ticked this as read, or written a note on it. You can remove it in “My reading”."),
        "read": _("I have read this"),
        "wasRead": _("Noted in “My reading”. It is kept in this browser only."),
        "notRead": _("No longer noted as read."),
        "share": _("Share"),
        "notShared": _("It could not be shared from here. Copy the link instead."),
        "copy": _("Copy the link"),
        "copied": _("Copied"),
        "blocked": _(
            "Not saved: this browser lets no page keep anything here. Copy the link or print the page instead."
        ),
        "full": _("Not saved: there is no room left in what this browser keeps for this site."),
    }
