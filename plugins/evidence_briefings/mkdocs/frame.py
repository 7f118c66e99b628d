"""The frame around every page: header and footer, rendered once for all pages of a folder and language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jinja2 import Environment
from markupsafe import escape

from ..site.addresses import Links
from ..site.products import PRODUCTS, product_words
from ..site.wording import Wording

_ALTERNATE = "@@alternate@@"


@dataclass(frozen=True, slots=True)
class Frame:
    """The header and the footer of one page, as HTML."""

    header: str
    footer: str


@dataclass
class Frames:
    """Makes the frames of a build. ``environment`` is the theme's own, ``products`` are the forms the site offers.

    ``team_pages`` says whether the site has the pages for those who keep it.
    """

    environment: Environment
    wording: Mapping[str, Wording]
    products: Sequence[str] = PRODUCTS
    team_pages: bool = True
    _made: dict[tuple[str, str, bool], Frame] = field(default_factory=dict)

    def frame(self, links: Links, alternate: str | None) -> Frame:
        """Return the frame of a page that has ``links``, with the link to its pair in the other language if any."""
        key = (links.language, links.folder, alternate is not None)
        if key not in self._made:
            self._made[key] = self._make(links, _ALTERNATE if alternate is not None else None)
        made = self._made[key]
        link = str(escape(alternate))  # a hand-written page may name its pair itself
        return Frame(made.header.replace(_ALTERNATE, link), made.footer.replace(_ALTERNATE, link))

    def sheet(self, links: Links, form: str, record_id: str, alternate: str) -> Frame:
        """Return the small frame of a page that is one ``form`` of a record, and made to be printed."""
        words = product_words(self.wording[links.language])
        forms = [(key, words[key], links(key, record_id)) for key in self.products]
        context = {**self._context(links, alternate), "form": form, "forms": forms}
        context["back"] = links("briefing", record_id)
        return Frame(self.environment.get_template("partials/header-sheet.html").render(context), "")

    def _context(self, links: Links, alternate: str | None) -> dict[str, Any]:
        return {
            "lang": links.language,
            "other_lang": "en" if links.language == "cy" else "cy",
            "i18n": self.wording[links.language],
            "link": links,
            "alternate": alternate,
            "team_pages": self.team_pages,
        }

    def _make(self, links: Links, alternate: str | None) -> Frame:
        context = self._context(links, alternate)
        header, footer = (
            self.environment.get_template(f"partials/{name}.html").render(context) for name in ("header", "footer")
        )
        return Frame(header, footer)
