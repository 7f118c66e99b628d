"""From a page's template and data to the HTML inside ``<main>``. One renderer serves one language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from ..content.localised import Localised
from ..content.markdown import MarkdownReader
from ..content.vocabulary import Vocabularies
from .addresses import Links
from .wording import Wording

HEADING_SHIFT = 1
"""How far headings of a body move down: its ## stands below the page's own h2."""


class Renderer:
    """Renders the templates of ``pages/`` in one language.

    Template filters: ``say`` (a text as HTML, marked if it is in the other language), ``plain`` (as a bare string),
    ``markdown`` (as block HTML), ``missing``, ``term``, ``term_plural``, ``about``, ``in_place``, ``day``.
    """

    def __init__(
        self, folders: Iterable[Path], wording: Wording, vocabularies: Vocabularies, reader: MarkdownReader
    ) -> None:
        self.language = wording.language
        self._wording = wording
        self._vocabularies = vocabularies
        self._reader = reader
        self._environment = Environment(
            loader=FileSystemLoader([str(folder) for folder in folders]),
            autoescape=True,
            undefined=StrictUndefined,  # a misspelt name must fail the build, not print nothing
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
            auto_reload=False,
        )
        self._environment.install_gettext_callables(  # type: ignore[attr-defined]
            wording.gettext, wording.ngettext, newstyle=True, pgettext=wording.pgettext, npgettext=wording.npgettext
        )
        self._environment.filters.update(
            say=self.say,
            plain=self.plain,
            markdown=self.markdown,
            missing=self.missing,
            term=self.term,
            term_plural=self.term_plural,
            about=self.about,
            in_place=self.in_place,
            day=wording.day,
        )
        self._environment.globals.update(lang=self.language, other_lang="cy" if self.language == "en" else "en")

    def render(self, template: str, links: Links, context: Mapping[str, Any]) -> str:
        """Return the HTML of a template. Raises Jinja's ``TemplateError`` for a broken one."""
        return self._environment.get_template(template).render({**context, "link": links})

    def say(self, text: Localised) -> Markup:
        """Return a text as HTML; one that is only there in the other language is marked as being in it."""
        words, language = text.best(self.language)
        safe = escape(words)
        return safe if language == self.language else Markup('<span lang="{}">{}</span>').format(language, safe)

    def plain(self, text: Localised) -> str:
        """Return a text as a bare string, for attributes and titles."""
        return text.best(self.language)[0]

    def markdown(self, text: Localised) -> Markup:
        """Return a text's Markdown as block HTML, marked if it is in the other language."""
        words, language = text.best(self.language)
        html = Markup(self._reader.html(words, shift=HEADING_SHIFT))  # noqa: S704 (the reader lets no HTML through)
        return html if language == self.language else Markup('<div lang="{}">{}</div>').format(language, html)

    def missing(self, text: Localised) -> bool:
        """Return whether a text is missing in the page's language."""
        return text.get(self.language) is None

    def term(self, term_id: str, vocabulary: str) -> str:
        """Return the label of a term."""
        return self._vocabularies[vocabulary][term_id].label(self.language)

    def term_plural(self, term_id: str, vocabulary: str) -> str:
        """Return the plural label of a term, or the label where it has none."""
        term = self._vocabularies[vocabulary][term_id]
        return term.plural.get(self.language) if term.plural is not None else term.label(self.language)

    def about(self, term_id: str, vocabulary: str) -> str:
        """Return the plain explanation of a term, or an empty string."""
        term = self._vocabularies[vocabulary][term_id]
        return term.about.get(self.language) if term.about is not None else ""

    def in_place(self, term_id: str) -> str:
        """Return "in Wales" or "yng Nghymru"."""
        term = self._vocabularies["places"][term_id]
        return term.inside.get(self.language) if term.inside is not None else term.label(self.language)
