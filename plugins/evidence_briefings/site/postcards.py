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

from markupsafe import Markup, escape

from ..content.localised import OTHER, Localised
from ..content.model import NATIONS, Briefing
from ..content.vocabulary import Task
from .addresses import Links, address, numbered
from .page import Later, Maker, Page
from .qr import Code, qr_code
from .ratings import ShownRating, shown_ratings
from .stories import Story, serving
from .wording import filled, marked

PER_SHEET = 4
PER_PART = 60
"""How many cards of a long list one page holds: fifteen sheets, and for a phone no more than a long briefing."""
PICTURES = 4
"""How many pictures there are for cards; all of one record have the same."""
SIZES = (95, 150, 220, 330, 480)
"""Up to so many signs a message stands in the largest type, the next, and so on. Found by printing it."""
BESIDE = 220
"""How many signs may stand beside a message before they take room from it: for whom, title, strength, ratings."""
ANSWERS = ("yes", "partly", "no", "unknown")
"""Whether a briefing applies in a nation, in the order that cards say it."""
RATINGS = 2
"""How many ratings a card has room for; it says how many more there are."""
STYLE = "postcards.css"
SCRIPT = "postcards.js"
CODE_SCRIPT = "qr.js"
"""Makes the codes of a site that has no fixed address while it is read."""


@dataclass(slots=True)
class Deck:
    """The cards of one record in one language. ``html`` has them once they have been rendered, in its order.

    ``address`` is that of the record's page, or None for a site that has no fixed one: then there is no code either,
    and ``link`` is for the script that finds both.
    """

    briefing: Briefing
    picture: int
    address: str | None
    link: str
    code: Code | None
    places: Sequence[tuple[str, Sequence[str]]]
    """(Answer, nations) for Wales, then for the others, those of one answer together."""
    sure: str
    """What it rests on."""
    ratings: Sequence[Markup]
    """The ratings there is room for, in the words of their schemes; one of harm is always among them."""
    draft: bool
    """Whether no translator has checked the words."""
    sizes: Sequence[int]
    """The size of type of each message, 1 the largest."""
    html: Sequence[Markup] | None = None

    @property
    def more_ratings(self) -> int:
        """How many ratings there is no room for."""
        return len(self.briefing.ratings) - len(self.ratings)


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
            "sizes": [BESIDE, *SIZES],
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
        url = self.absolute(path)
        links = Links(address("postcards", self.language, briefing.id), self.language)
        told = sorted(shown_ratings(briefing, self.corpus.schemes, self.wording, links), key=lambda one: not one.harm)
        base = self.corpus.vocabularies["bases"][briefing.evidence.base]
        translation = briefing.translation
        made = decks[key] = Deck(
            briefing,
            sum(map(ord, briefing.id)) % PICTURES,
            url,
            links.to(path),
            qr_code(url) if url is not None else None,
            _places(briefing),
            base.about.get(self.language) if base.about is not None else base.label(self.language),
            [self._rating(rating) for number, rating in enumerate(told) if number < RATINGS or rating.harm],
            translation is not None and translation.language == self.language and translation.status == "draft",
            [],
        )
        beside = (
            len(briefing.title.best(self.language)[0])
            + len(made.sure)
            + sum(len(line.striptags()) for line in made.ratings)
        )
        made.sizes = [
            size_of(
                len(message.text.best(self.language)[0]), beside + self._whom(message.audiences or briefing.audiences)
            )
            for message in briefing.messages
        ]
        return made

    def _rating(self, rating: ShownRating) -> Markup:
        """Return a rating in one line, with what was rated."""
        told = escape(rating.value_label)
        if rating.spoken is not None:
            told = Markup(f'<span lang="{rating.spoken}">{told}</span>')  # noqa: S704
        if rating.context is not None:
            context = rating.context
            context = marked(context, self.language) if isinstance(context, Localised) else escape(context)
            told = filled("%(what)s (%(more)s)", what=told, more=context)
        line = filled("%(what)s: %(more)s", what=rating.scheme.title, more=told)
        return (
            filled("%(what)s. %(more)s", what=line, more=self.wording.gettext("Not verified."))
            if rating.unverified
            else line
        )

    def _whom(self, audiences: Sequence[str]) -> int:
        """Return how many signs it takes to say for whom a message is."""
        terms = self.corpus.vocabularies["audiences"]
        return sum(len(terms[id].label(self.language)) + 2 for id in audiences)

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


def size_of(message: int, beside: int) -> int:
    """Return the size of type of a message of so many signs, 1 the largest; small type takes half as much room.

    ``assets/my-postcards.js`` works it out the same way.
    """
    weight = message + max(0, beside - BESIDE) // 2
    return 1 + sum(weight > most for most in SIZES)


def _places(briefing: Briefing) -> list[tuple[str, list[str]]]:
    said = briefing.relevance.applies_to
    answers = {nation: said[nation].applies if nation in said else "unknown" for nation in NATIONS}
    first, *others = NATIONS
    grouped = [(answer, [nation for nation in others if answers[nation] == answer]) for answer in ANSWERS]
    return [(answers[first], [first]), *((answer, nations) for answer, nations in grouped if nations)]


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
