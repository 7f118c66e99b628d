"""The page that says in which forms briefings come, and which briefings have which of the rarer ones."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from ..content.model import Briefing
from ..content.products import Format
from .addresses import Links, address
from .media import Card, format_card, media_key
from .page import Maker, Page


class FormatsMaker(Maker):
    """Makes the page of other forms of one language."""

    def formats_page(self) -> Page:
        """Return the page of all forms: what every briefing has, and what only some have."""
        _ = self.wording.gettext
        links = Links(address("formats", self.language), self.language)
        having = [briefing for briefing in self.collection.latest[self.language] if briefing.formats]
        context: dict[str, Any] = {"kinds": partial(self._kinds, having, links), "total": len(self.collection.listed)}
        title = _("Other forms of our briefings")
        description = _("Large print, plain words, Easy Read, sign language, audio and Braille: what there is.")
        folder = self.corpus.media
        key = (len(self.collection.listed), [(briefing, media_key(briefing, folder)) for briefing in having])
        about = {"styles": ["media.css"]}
        return self.page("formats", (), "formats", title, context, description=description, about=about, key_of=key)

    def _kinds(self, having: list[Briefing], links: Links) -> list[tuple[str, list[tuple[Briefing, Card]]]]:
        """Return (kind, [(record, its form)]) in the order of the list of kinds, those that nobody has among them."""
        kinds = self.corpus.vocabularies["format-kinds"]
        return [(kind.id, [*self._of_kind(kind.id, having, links)]) for kind in kinds]

    def _of_kind(self, kind: str, having: list[Briefing], links: Links) -> Iterator[tuple[Briefing, Card]]:
        for briefing in having:
            forms: list[Format] = briefing.formats
            for form in forms:
                if form.kind == kind:
                    yield briefing, format_card(form, self.corpus.media, links)
