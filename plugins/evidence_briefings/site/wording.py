"""The words of the interface: catalogues, dates and counts in each language."""

from __future__ import annotations

import gettext
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from babel.dates import format_date, get_month_names
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from markupsafe import Markup, escape

from ..content.localised import LANGUAGES, Localised

LOCALES = {"en": "en_GB", "cy": "cy"}


class WordingError(ValueError):
    """A catalogue cannot be used; the message names its file and what is wrong."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The interface texts of one language. The English texts are the message ids themselves."""

    language: str
    catalogue: gettext.NullTranslations

    def gettext(self, message: str) -> str:
        """Return the text of the interface for an English message."""
        return self.catalogue.gettext(message)

    def ngettext(self, one: str, many: str, number: int) -> str:
        """Return the text for a number; Welsh has six forms."""
        return self.catalogue.ngettext(one, many, number)

    def pgettext(self, context: str, message: str) -> str:
        """Return the text for a message that means different things in different places."""
        return self.catalogue.pgettext(context, message)

    def npgettext(self, context: str, one: str, many: str, number: int) -> str:
        """Return the text for a number and a context."""
        return self.catalogue.npgettext(context, one, many, number)

    def day(self, value: date | str) -> str:
        """Return a date in words: 20 November 2026. Takes also 2026 or 2026-11 as written for projects."""
        return _day(value, LOCALES[self.language])

    def months(self) -> list[str]:
        """Return the names of the months as they stand in a date, January first."""
        names = get_month_names("wide", "format", LOCALES[self.language])
        return [names[number] for number in range(1, 13)]


def joined(parts: Iterable[Markup], between: str = " ") -> Markup:
    """Return pieces of HTML one after the other; ``between`` stands for itself in HTML."""
    # Markup's own join escapes every piece once more, and there are hundreds of thousands.
    return Markup(between.join(parts))  # noqa: S704


def filled(form: str, **values: object) -> Markup:
    """Return a message as HTML with values in its places, each escaped unless it is HTML already."""
    return Markup(_as_html(form) % {name: escape(value) for name, value in values.items()})  # noqa: S704


@cache
def _as_html(form: str) -> str:
    return str(escape(form))


def marked(text: Localised, language: str) -> Markup:
    """Return a text as HTML for a page in ``language``; one that is not in it is marked as being in the other."""
    words, spoken = text.best(language)
    safe = escape(words)
    return safe if spoken == language else Markup(f'<span lang="{spoken}">{safe}</span>')  # noqa: S704


@cache  # a site has few different days, and each page says five of them
def _day(value: date | str, locale: str) -> str:
    if isinstance(value, date):
        return format_date(value, "d MMMM y", locale=locale)
    parts = [int(part) for part in value.split("-")]
    pattern = ("y", "MMMM y", "d MMMM y")[len(parts) - 1]
    year, month, day = (*parts, 1, 1)[:3]
    return format_date(date(year, month, day), pattern, locale=locale)


def read_wording(folder: Path) -> dict[str, Wording]:
    """Return the wording of each language from ``<folder>/<language>.po``; English needs no file.

    Raises ``OSError`` when the Welsh catalogue cannot be read, and ``WordingError`` when it is broken: a site without
    it would not be bilingual.
    """
    wording: dict[str, Wording] = {}
    for language in LANGUAGES:
        path = folder / f"{language}.po"
        if language == "en" and not path.exists():
            wording[language] = Wording(language, gettext.NullTranslations())
        else:
            wording[language] = Wording(language, _catalogue(path, language))
    return wording


def _catalogue(path: Path, language: str) -> gettext.GNUTranslations:
    try:
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language, abort_invalid=True)
        # A wrong placeholder would fail on some page, perhaps on one that is there next year only.
        faults = [f"line {message.lineno}: {fault}" for message in catalogue for fault in message.check(catalogue)]
        compiled = io.BytesIO()
        write_mo(compiled, catalogue)
        compiled.seek(0)
        translations = gettext.GNUTranslations(compiled)
    except (PoFileError, ValueError, IndexError) as error:
        raise WordingError(f"{path}: {error}") from None
    if faults:
        raise WordingError(f"{path}, {faults[0]}")
    return translations
