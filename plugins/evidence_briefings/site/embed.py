"""A record as a small card on pages of other people: in a frame, or as HTML to copy. And the page that gives both.

A card stands by itself: no script, one small style sheet, nothing that a sandbox forbids. Its links open in a new tab,
for whoever reads it sits in front of something else, perhaps half a case note. See
``plugins/decisions/0019-cards-for-other-peoples-pages.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from ..content.localised import LANGUAGES
from ..content.model import Briefing
from .addresses import Links, address
from .metadata import LICENCE
from .page import Maker, Page
from .postcard import DeckMaker, lines
from .wording import Wording, filled, marked

STYLES = ("takeaways.css", "embed.css")
SCRIPT = "embed-code.js"
NO_ADDRESS = "https://SITE-ADDRESS/"
"""What stands in code to copy where a site does not know its address; the script puts it in, if the page has one."""
FIRST = ("cy", "en")
"""The order of the languages where a card has both, as on the page of the choice."""

_SANDBOX = "allow-popups allow-popups-to-escape-sandbox"
_WIDTH = 300.0
"""How wide the lines of a card are in a narrow column, in pixels, by which its height is reckoned."""

Render = Callable[[str, str, Links, Mapping[str, Any]], str]
"""Renders a template in a language, with links, and a context."""


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says in one language. ``alone`` is False where the card in the other language says the same text."""

    briefing: Briefing
    language: str
    stamp: Sequence[Markup]
    url: str
    """The link to the page of the record."""
    successor: Briefing | None = None
    successor_url: str | None = None
    untranslated: bool = False
    """Whether the text is there in the other language only."""
    alone: bool = True


class EmbedMaker(Maker):
    """Makes the cards of one language. ``embeds`` is whether the site offers any."""

    embeds: bool = True

    def embed_card(self, briefing: Briefing, links: Links, *, alone: bool = True) -> Card:
        """Return the card of a record, its links as ``links`` makes them."""
        lists = self.corpus.vocabularies
        stamp = list(DeckMaker(self.wording, lists, self.corpus.schemes).stamp(briefing))
        successor = self.collection.shown.get(briefing.superseded_by or "")
        there = links.to(address("briefing", self.language, successor.id)) if successor is not None else None
        untranslated = self._translation(briefing)["state"] == "missing"
        url = links.to(address("briefing", self.language, briefing.id))
        return Card(briefing, self.language, stamp, url, successor, there, untranslated, alone or not untranslated)

    def embed_code(self, briefing: Briefing, others: Mapping[str, EmbedMaker]) -> Page:
        """Return the page that gives the code of a card; ``others`` has the maker of each language."""
        links = Links(address("embed-code", self.language, briefing.id), self.language)
        root = self.site_url.rstrip("/") + "/" if self.site_url else NO_ADDRESS
        one = self.copied(briefing, root)
        both = Markup("\n").join([others[language].copied(briefing, root, alone=False) for language in FIRST])
        title = briefing.title.best(self.language)[0]
        frames = [
            frame(root + address(key, self.language, briefing.id), title, height)
            for key, height in (
                ("embed-both", max(height_of(briefing, language) for language in LANGUAGES)),
                ("embed", height_of(briefing, self.language)),
            )
        ]
        context = {
            "b": briefing,
            "card": self.embed_card(briefing, links),
            "embed_both": links("embed-both", briefing.id),
            "frame_both": frames[0],
            "frame_one": frames[1],
            "html_both": "".join(both),
            "html_one": "".join(one),
            "root": None if self.site_url else links.to(""),
            "no_address": NO_ADDRESS,
            "licence": LICENCE,
        }
        heading = self.wording.gettext("Put this on your own pages: %(title)s") % {"title": title}
        # It says again what the briefing says: whoever searches is to find the briefing.
        about = {"noindex": True, "styles": list(STYLES), "scripts": [] if self.site_url else [SCRIPT]}
        key = self.record_key(briefing)
        return self.page("embed-code", (briefing.id,), "embed-code", heading, context, about=about, key_of=key)

    def copied(self, briefing: Briefing, root: str, *, alone: bool = True) -> Markup:
        """Return the card as HTML that needs nothing else: no style, no script, whole addresses below ``root``."""
        _, language = self.wording.gettext, self.language
        card = self.embed_card(briefing, Links("", language), alone=alone)
        url = root + card.url
        pieces = [Markup("<p>{}</p>").format(not_translated(self.wording))] if card.untranslated else []
        if card.alone:
            doing = filled(_("One thing you can do: %(message)s"), message=marked(briefing.messages[0].text, language))
            pieces += [
                Markup('<h3><a href="{}">{}</a></h3>').format(url, marked(briefing.title, language)),
                Markup("<p><strong>{}</strong></p>").format(marked(briefing.bottom_line, language)),
                Markup("<p>{}</p>").format(doing),
            ]
        pieces.append(Markup("<ul>{}</ul>").format(Markup("").join(map(Markup("<li>{}</li>").format, card.stamp))))
        kept = filled(_("Kept by: %(team)s."), team=marked(briefing.owner.team, language))
        licence = Markup('<a rel="license" href="{}">{}</a>').format(LICENCE, "CC BY 4.0")
        more = Markup('<a href="{}">{}</a>').format(url, _("Read the whole briefing"))
        source = Markup("<p>{} {}. {} {}</p>").format(more, _("Evidence briefings"), kept, licence)
        return Markup('<div lang="{}">{}</div>').format(language, Markup("\n").join(["", *pieces, source, ""]))


@dataclass(frozen=True, slots=True)
class EmbedFiles:
    """Makes the documents that stand in frames. ``makers`` has the maker of each language."""

    makers: Mapping[str, EmbedMaker]
    render: Render

    def of(self, briefing: Briefing) -> Iterator[tuple[str, str]]:
        """Yield path and text of the card in both languages, and in each; at the ids that it had before too."""
        for key, language, shown in (("embed-both", FIRST[0], FIRST), *(("embed", one, (one,)) for one in LANGUAGES)):
            path = address(key, language, briefing.id)
            text = self._document(briefing, path, shown)
            # A frame that stands on somebody's page goes on showing the record when it is renamed.
            for id in (briefing.id, *briefing.was):
                yield address(key, language, id), text

    def _document(self, briefing: Briefing, path: str, languages: Sequence[str]) -> str:
        alone = len(languages) == 1
        first = languages[0]
        links = Links(path, first)
        cards = [
            self.render(
                "_embed.html",
                language,
                links,
                {"card": self.makers[language].embed_card(briefing, links, alone=alone), "level": 1},
            )
            for language in languages
        ]
        page = address("briefing", first, briefing.id)
        context = {
            "title": " · ".join(dict.fromkeys(briefing.title.best(language)[0] for language in languages)),
            "cards": [Markup(card) for card in cards],  # noqa: S704 (our own renderer has escaped it)
            "style": links.to("assets/embed.css"),
            "icon": links.to("assets/images/favicon.svg"),
            "canonical": self.makers[first].absolute(page) or links.to(page),
        }
        return self.render("embed.html", first, links, context)


def frame(url: str, title: str, height: int) -> str:
    """Return the element that shows a card in a frame."""
    element = Markup(
        '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy" referrerpolicy="no-referrer" sandbox="{}">'
        "</iframe>"
    ).format(url, title, height, _SANDBOX)
    return "".join(element)  # text that is to be shown, no HTML of our page


def height_of(briefing: Briefing, language: str) -> int:
    """Return how many pixels high a frame must be to show a card in a narrow column; where it is too low, it scrolls.

    Reckoned with letters of a mean width, and looked at. A ladder of few heights, so that it rarely changes.
    """
    title = lines(briefing.title.best(language)[0], _WIDTH, 10.5) * 25
    lead = lines(briefing.bottom_line.best(language)[0], _WIDTH, 8.6) * 26
    message = lines(briefing.messages[0].text.best(language)[0], _WIDTH, 8.2) * 24
    stamp = 210 + 46 * min(len(briefing.ratings), 3)
    return -(-(title + lead + message + stamp + 190) // 20) * 20


def not_translated(wording: Wording) -> Markup:
    """Return what is said where the text stands in the other language only."""
    _ = wording.gettext
    if wording.language == "cy":
        return escape(_("This briefing is not yet in Welsh. It stands here in English."))
    return escape(_("This briefing is not yet in English. It stands here in Welsh."))
