"""Practice messages as postcards, four to a sheet of A4, each with its strength, its places, its date and the way back.

The cards of one record, and those of a topic, an audience or a task, which trainers print as a set.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeAlias

from ..content.localised import OTHER
from ..content.model import Briefing
from ..content.vocabulary import Task
from .addresses import Links, address, numbered
from .page import Later, Maker, Page
from .postcard import PICTURES, SIZES, Deck, DeckMaker
from .stories import Story, serving

PER_SHEET = 4
PER_PART = 60
"""How many cards of a long list one page holds: fifteen sheets, and for a phone no more than a long briefing."""
STYLE = "postcards.css"
SCRIPT = "postcards.js"
CODE_SCRIPT = "qr.js"
"""Makes the codes of a site that has no fixed address while it is read."""


Decks: TypeAlias = MutableMapping[tuple[str, str], Deck]
"""Decks by the id of the record and language. A record stands in a dozen lists, and its code takes a millisecond."""
Chosen: TypeAlias = tuple[tuple[Briefing, tuple[int, ...]], ...]
"""Records with the numbers of those of their messages that are meant, from 0."""


@dataclass(frozen=True, slots=True)
class Set:
    """One part of the cards of a topic, an audience or a task, with all that its page depends on.

    ``key`` is that of the page, ``listing`` that of the page whose records these are.
    """

    key: str
    listing: str
    id: str
    label: str
    kind: str
    chosen: Chosen
    number: int
    parts: int
    total: int


class PostcardMaker(Maker):
    """Makes the pages of postcards of one language."""

    def postcards(self, briefing: Briefing, decks: Decks) -> Page:
        """Return the cards of one record."""
        links = Links(address("postcards", self.language, briefing.id), self.language)
        heading = self.wording.gettext("Postcards: %(title)s") % {"title": briefing.title.best(self.language)[0]}
        chosen: Chosen = ((briefing, tuple(range(len(briefing.messages)))),)
        crumb = (briefing.title.best(self.language)[0], links("briefing", briefing.id))
        context = partial(self._filled, chosen, decks, heading=heading, crumb=crumb, archived=briefing.is_archived)
        return self._page("postcards", briefing.id, heading, context, briefing)

    def postcard_sets(self) -> Iterator[Set]:
        """Yield the cards of each topic, audience and task that has records, in parts."""
        _ = self.wording.gettext
        for name, key, kind in (
            ("topics", "topic", _("Topics")),
            ("audiences", "audience", _("Who it is for")),
            ("tasks", "task", _("What do you need to do?")),
        ):
            for term in self.corpus.vocabularies[name]:
                entries = self.collection.with_term(name, term.id, self.language)
                whom: frozenset[str] = frozenset([term.id] if name == "audiences" else [])
                if isinstance(term, Task):
                    whom = frozenset(term.gathers.audiences)
                    entries.sort(key=partial(serving, term.id))
                story = Story(entries, self.collection.shown, (), whom)
                cards = [(briefing, number) for briefing in entries for number in _meant(briefing, story)]
                parts = [tuple(cards[start : start + PER_PART]) for start in range(0, len(cards), PER_PART)]
                label = term.plural.get(self.language) if term.plural is not None else term.label(self.language)
                for number, part in enumerate(parts or [()] if entries else [], 1):
                    chosen = _by_record(part)
                    yield Set(
                        f"{key}-postcards", key, term.id, label, kind, chosen, number, len(parts) or 1, len(cards)
                    )

    def postcard_set(self, part: Set, decks: Decks) -> Page:
        """Return one part of the cards of a topic, an audience or a task."""
        first = address(part.key, self.language, part.id)
        pair = address(part.key, OTHER[self.language], part.id)
        links = Links(first, self.language)
        heading = self.wording.gettext("Postcards: %(title)s") % {"title": part.label}
        # A topic and an audience may have the same name.
        title = f"{heading} – {part.kind}"
        if part.number > 1:
            title = self.wording.gettext("%(heading)s (part %(part)s)") % {"heading": title, "part": part.number}
        context = partial(
            self._filled,
            part.chosen,
            decks,
            heading=heading,
            crumb=(part.label, links(part.listing, part.id)),
            part=part.number,
            parts=part.parts,
            total=part.total,
            previous=links.to(numbered(first, part.number - 1)) if part.number > 1 else None,
            next=links.to(numbered(first, part.number + 1)) if part.number < part.parts else None,
        )
        paths = (numbered(first, part.number), numbered(pair, part.number))
        return self._page(part.key, part.id, title, context, part, paths)

    def my_postcards(self) -> Page:
        """Return the page whose script makes cards of what a reader has saved in this browser."""
        links = Links(address("my-postcards", self.language), self.language)
        context = {
            "root": links.to(""),
            "site": self.site_url.rstrip("/") + "/" if self.site_url else None,
            "sizes": SIZES,
            "pictures": range(PICTURES),
        }
        about = {"noindex": True, "styles": [STYLE], "scripts": [CODE_SCRIPT, "my-postcards.js", SCRIPT]}
        title = self.wording.gettext("Postcards of what I saved")
        return self.page("my-postcards", (), "my-postcards", title, context, about=about)

    def deck(self, briefing: Briefing, decks: Decks) -> Deck:
        """Return the cards of a record, kept in ``decks`` for the next list that it stands in."""
        key = briefing.id, self.language
        known = decks.get(key)
        if known is not None and known.briefing is briefing:
            return known
        path = address("briefing", self.language, briefing.id)
        links = Links(address("postcards", self.language, briefing.id), self.language)
        maker = DeckMaker(self.wording, self.corpus.vocabularies, self.corpus.schemes)
        made = decks[key] = maker.deck(briefing, links.to(path), self.absolute(path))
        return made

    def _page(
        self,
        key: str,
        id: str,
        title: str,
        context: Any,
        key_of: object,
        paths: tuple[str, str] | None = None,
    ) -> Page:
        # It says again what the briefings say: whoever searches is to find these.
        scripts = [SCRIPT] if self.site_url else [CODE_SCRIPT, SCRIPT]
        about = {"noindex": True, "styles": [STYLE], "scripts": scripts}
        return self.page(key, (id,), "postcards", title, Later(context), about=about, key_of=key_of, paths=paths)

    def _filled(self, chosen: Chosen, decks: Decks, **more: Any) -> dict[str, Any]:
        """Return what the template is given; the cards are made when the page is."""
        shown = [(self.deck(briefing, decks), numbers) for briefing, numbers in chosen]
        here = sum(len(numbers) for _, numbers in chosen)
        return {
            "decks": shown,
            "pictures": sorted({deck.picture for deck, _ in shown}),
            "count": here,
            "sheets": -(-here // PER_SHEET),
            "archived": False,
            "part": 1,
            "parts": 1,
            "total": here,
            "previous": None,
            "next": None,
            **more,
        }


def _meant(briefing: Briefing, story: Story) -> list[int]:
    """Return the numbers of the messages of a record that are for the readers of a list."""
    if not story.whom:
        return list(range(len(briefing.messages)))
    theirs = {id(message) for message in story.for_them(briefing)}
    return [number for number, message in enumerate(briefing.messages) if id(message) in theirs]


def _by_record(cards: Sequence[tuple[Briefing, int]]) -> Chosen:
    """Return cards, in their order, by the record they are from."""
    groups = groupby(cards, key=lambda card: card[0].id)
    return tuple((those[0][0], tuple(map(itemgetter(1), those))) for those in (list(group) for _, group in groups))
