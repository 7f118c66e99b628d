"""What one record's postcards say, and in what size of type a message fits on its card."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from ..content.localised import Localised
from ..content.model import NATIONS, Briefing
from ..content.schemes import Scheme
from ..content.vocabulary import Vocabularies
from .addresses import Links
from .qr import Code, qr_code
from .ratings import ShownRating, shown_ratings
from .wording import Wording, filled, joined, marked

PICTURES = 4
"""How many pictures there are; all cards of one record have the same."""
ANSWERS = ("yes", "partly", "no", "unknown")
"""Whether a briefing applies in a nation, in the order that cards say it."""
RATINGS = 2
"""How many ratings a card has room for; it says how many more there are."""

SIZES = ((7.0, 3.0), (6.2, 3.0), (5.3, 3.0), (4.6, 3.0), (3.9, 2.75), (4.6, 2.5), (2.9, 2.5))
"""The sizes of type of a message and of what stands beside it, in millimetres, as in ``assets/postcards.css``.

The last but one is for a short message beside which much has to be said.
"""
WIDTH, NARROW = 87.0, 57.0
"""How wide the lines of a card are, and those beside the code."""
HEIGHT = 99.0
"""How high all lines together may be: a card without its margins, address, gaps, and a picture that can be seen."""
CODE = 26.0
"""How high the code is."""


@dataclass(slots=True)
class Deck:
    """The cards of one record in one language. ``packed`` has them once they have been rendered, in its order.

    They wait for a dozen lists; of a thousand records they weigh as much as all else, so they wait compressed.

    ``address`` is that of the record's page, or None for a site that has no fixed one: then there is no code either,
    and ``link`` is for the script that finds both. ``stamp`` has the lines that keep a message honest. ``sizes`` has
    the size of type of each message, 1 the largest.
    """

    briefing: Briefing
    picture: int
    address: str | None
    link: str
    code: Code | None
    stamp: Sequence[Markup]
    sizes: Sequence[int]
    packed: bytes | None = None

    def keep(self, cards: Iterable[str]) -> None:
        """Keep the rendered cards, and let go of what only they needed."""
        self.packed = zlib.compress("\0".join(cards).encode("utf-8"), 1)
        self.stamp = ()

    def cards(self) -> list[Markup]:
        """Return the rendered cards. Raises ``ValueError`` before they have been."""
        if self.packed is None:
            message = "the cards have not been rendered"
            raise ValueError(message)
        # They were escaped when they were rendered.
        return [Markup(card) for card in zlib.decompress(self.packed).decode("utf-8").split("\0")]  # noqa: S704


@dataclass(frozen=True, slots=True)
class DeckMaker:
    """Makes the decks of one language."""

    wording: Wording
    vocabularies: Vocabularies
    schemes: Mapping[str, Scheme]

    def deck(self, briefing: Briefing, link: str, url: str | None) -> Deck:
        """Return the cards of a record."""
        language = self.wording.language
        stamp = list(self.stamp(briefing))
        title, said = briefing.title.best(language)[0], [line.striptags() for line in stamp]
        audiences = self.vocabularies["audiences"]
        sizes = [
            size_of(
                message.text.best(language)[0],
                ", ".join(audiences[id].label(language) for id in message.audiences or briefing.audiences),
                title,
                said,
            )
            for message in briefing.messages
        ]
        code = qr_code(url) if url is not None else None
        return Deck(briefing, sum(map(ord, briefing.id)) % PICTURES, url, link, code, stamp, sizes)

    def stamp(self, briefing: Briefing) -> Iterator[Markup]:
        """Yield whether it is kept, where it applies, what it rests on, how others rate it, how old it is."""
        _, language = self.wording.gettext, self.wording.language
        if briefing.is_archived:
            yield escape(_("No longer kept up to date."))
        yield self._places(briefing)
        base = self.vocabularies["bases"][briefing.evidence.base]
        sure = [escape(base.about.get(language) if base.about is not None else base.label(language))]
        if briefing.programme is not None and briefing.programme.adapted_without_evaluation is not None:
            sure.append(escape(_("Changed since it was tested.")))
        yield joined(sure)
        # Where there is no room for all, harm goes before: it must not be what a card leaves out.
        ratings = shown_ratings(briefing, self.schemes, self.wording, Links("", language))
        ratings.sort(key=lambda rating: not rating.harm)
        told = [rating for number, rating in enumerate(ratings) if number < RATINGS or rating.harm]
        yield from map(self._rating, told)
        if len(told) < len(ratings):
            yield filled(_("More ratings on its page: %(count)s"), count=len(ratings) - len(told))
        reviewed = filled(_("Reviewed: %(date)s"), date=self.wording.day(briefing.reviewed))
        due = filled(_("Next review due: %(date)s."), date=self.wording.day(briefing.review_by))
        translation = briefing.translation
        draft = translation is not None and translation.language == language and translation.status == "draft"
        yield joined([reviewed + ".", due, *([escape(_("Draft translation."))] if draft else [])])

    def _places(self, briefing: Briefing) -> Markup:
        """Return where it applies: Wales first, then the others, those of one answer together."""
        said = briefing.relevance.applies_to
        answers = {nation: said[nation].applies if nation in said else "unknown" for nation in NATIONS}
        first, *others = NATIONS
        grouped = [(answer, [nation for nation in others if answers[nation] == answer]) for answer in ANSWERS]
        wales = filled("%(what)s: %(more)s", what=self._nations([first]), more=self._answer(answers[first]))
        rest = [
            filled("%(what)s: %(more)s", what=self._nations(nations), more=self._answer(answer))
            for answer, nations in grouped
            if nations
        ]
        return joined([Markup("<b>{}</b>").format(wales), *rest], "; ")

    def _nations(self, nations: Sequence[str]) -> str:
        return ", ".join(self.vocabularies["places"][nation].label(self.wording.language) for nation in nations)

    def _answer(self, answer: str) -> str:
        return self.vocabularies["applies"][answer].label(self.wording.language)

    def _rating(self, rating: ShownRating) -> Markup:
        """Return a rating in one line, with what was rated."""
        told = escape(rating.value_label)
        if rating.spoken is not None:
            told = Markup(f'<span lang="{rating.spoken}">{told}</span>')  # noqa: S704
        if rating.context is not None:
            context = rating.context
            words = marked(context, self.wording.language) if isinstance(context, Localised) else escape(context)
            told = filled("%(what)s (%(more)s)", what=told, more=words)
        line = filled("%(what)s: %(more)s", what=rating.scheme.title, more=told)
        return joined([line + ".", escape(self.wording.gettext("Not verified."))]) if rating.unverified else line


def size_of(message: str, whom: str, title: str, stamp: Sequence[str]) -> int:
    """Return in which of SIZES, 1 the largest, a message fits with all that stands beside it.

    Lines are reckoned with letters of a mean width, and printed to see. ``assets/my-postcards.js`` reckons the same.
    """
    for number, (large, small) in enumerate(SIZES, 1):
        beside = sum(lines(line, NARROW, small * 0.5) * small * 1.3 + 0.8 for line in stamp)
        height = (
            lines(message, WIDTH, large * 0.56) * large * 1.22
            + lines(whom, WIDTH, small * 0.5) * small * 1.3
            + lines(title, WIDTH, 1.9) * 4.25
            + max(beside, CODE)
        )
        if height <= HEIGHT:
            return number
    return len(SIZES)


def lines(text: str, width: float, letter: float) -> int:
    """Return how many lines a text takes, given how wide lines and letters are."""
    room = int(width / letter)
    count, used = 1, 0
    for word in text.split():
        length = len(word)
        if used and used + 1 + length > room:
            count, used = count + 1, 0
        used += length + (1 if used else 0)
        # A word longer than a line is broken.
        count, used = count + (used - 1) // room, (used - 1) % room + 1
    return count
