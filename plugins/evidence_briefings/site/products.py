"""One record in other forms, each a page of its own to be printed: a card, a page for leaders, plain words and more.

They are made with the other things that readers take away (see ``takeaways``), so that MkDocs keeps none of them, and
stand in a frame with a small head.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from ..content.blocks import Message
from ..content.localised import Localised
from ..content.model import Briefing
from ..content.suggest import did_you_mean
from .addresses import Links, address
from .media import media_cards
from .page import Maker, Page
from .programmes import told
from .ratings import shown_ratings
from .stories import balance_of
from .story_pages import STYLE
from .wording import Wording

PRODUCTS = ("card", "leaders", "plain", "supervision", "team", "large-print")
"""The keys of the forms, in the order readers see them; each is the key of an address and the name of a template."""
STYLES = ("products.css",)
VOICES = 2
"""How many voices the page for leaders quotes; it says how many more there are."""
LEADING = frozenset({"leaders", "elected-members"})
"""Audiences whose messages stand on the page for leaders."""

ROOM: Mapping[str, Sequence[int]] = {
    "card": (1340, 1640, 1950, 2350, 2700, 3000),
    "leaders": (730, 920, 1200, 1690, 2130, 2480),
    "plain": (740, 1005, 1170),
    "supervision": (1260, 1340, 1650, 1950, 2290, 2500),
}
"""How many signs fit on one side of A4 in each size of type, the largest first. Measured on printed pages."""
OF_A_PART = 40
"""What a paragraph takes of that room besides its signs: its last line, which is not full, and the space above."""
OF_A_MESSAGE = 120
"""What a message takes besides: the line that says whom it is for."""


class ProductError(ValueError):
    """What ``mkdocs.yml`` says about products cannot be used; the message says what is wrong."""


def read_products(value: object) -> tuple[str, ...]:
    """Return the forms that a site offers, in its order; without a list (None) all. Raises ``ProductError``."""
    if value is None:
        return PRODUCTS
    known = f"It is a list of these: {', '.join(PRODUCTS)}"
    if not isinstance(value, list):
        raise ProductError(f"products in mkdocs.yml is no list. {known}")
    for name in value:
        if not isinstance(name, str) or name not in PRODUCTS:
            raise ProductError(f'products in mkdocs.yml names "{name}".{did_you_mean(str(name), PRODUCTS)} {known}')
        if value.count(name) > 1:
            raise ProductError(f'products in mkdocs.yml names "{name}" twice')
    return tuple(value)


def product_words(wording: Wording) -> dict[str, str]:
    """Return what readers call each form, by its key."""
    _ = wording.gettext
    return {
        "card": _("Two-minute card"),
        "leaders": _("One page for leaders"),
        "plain": _("In plain words"),
        "supervision": _("Supervision sheet"),
        "team": _("Team-meeting pack"),
        "large-print": _("Large print"),
    }


@dataclass(frozen=True, slots=True)
class Fit:
    """How a form is to fit on one side: ``size`` of type, 0 for the largest, and whether it does (``one_side``)."""

    size: int
    one_side: bool


class ProductMaker(Maker):
    """Makes the forms of the records of one language. ``products`` are those that the site offers."""

    products: Sequence[str] = PRODUCTS

    def product_pages(self, briefing: Briefing, version: str) -> Iterator[Page]:
        """Yield every form of a record; ``version`` stands on each of them."""
        words = product_words(self.wording)
        for form in self.products:
            yield self.product(form, briefing, version, words[form])

    def product(self, form: str, briefing: Briefing, version: str, words: str) -> Page:
        """Return one form of a record, called ``words``."""
        path = address(form, self.language, briefing.id)
        links = Links(path, self.language)
        lists = self.corpus.vocabularies
        context = {
            "b": briefing,
            "form": form,
            "words": words,
            "version": version,
            "url": self.absolute(path),
            "fit": partial(fit, form, briefing, self.language) if form in ROOM else None,
            "translation": self._translation(briefing),
            "successor": self.collection.successor(briefing),
            "ratings_of": partial(shown_ratings, schemes=self.corpus.schemes, wording=self.wording, links=links),
            "told": partial(told, briefing.programme, self.wording, lists) if briefing.programme is not None else None,
        }
        styles = list(STYLES)
        if form == "leaders":
            context |= {"voices": VOICES, "for_leaders": for_leaders(briefing)}
        if form == "large-print":
            context |= {
                "related": self.related(briefing),
                "balance": balance_of(briefing, self.named(briefing)),
                "media_of": partial(media_cards, briefing, self.corpus.media, links),
            }
            styles += ["media.css"] if briefing.media else []
            styles += [STYLE] if briefing.balance is not None else []
            styles += ["programme.css"] if briefing.programme is not None else []
        form_and_title = self.wording.gettext("%(form)s: %(title)s")
        title = form_and_title % {"form": words, "title": briefing.title.best(self.language)[0]}
        # They say again what the briefing says: whoever searches is to find the briefing.
        about = {"noindex": True, "styles": styles, "frame": "sheet"}
        key = (version, self.record_key(briefing))
        return self.page(form, (briefing.id,), f"sheet-{form}", title, context, about=about, key_of=key)


def for_leaders(briefing: Briefing) -> list[Message]:
    """Return the messages of a record that are for leaders or elected members, by themselves or among others."""
    return [message for message in briefing.messages if LEADING.intersection(message.audiences)]


def fit(form: str, briefing: Briefing, language: str) -> Fit:
    """Return the size of type in which a form fits on one side of A4, as far as one does."""
    signs = length(form, briefing, language)
    for size, room in enumerate(ROOM[form]):
        if signs <= room:
            return Fit(size, one_side=True)
    # Readers of plain words are not asked to read smaller type only to save a sheet.
    return Fit(0 if form == "plain" else len(ROOM[form]) - 1, one_side=False)


def length(form: str, briefing: Briefing, language: str) -> int:
    """Return how much room a form takes, in signs."""
    messages = {"leaders": for_leaders(briefing), "plain": []}.get(form, briefing.messages)
    texts = [*_texts(form, briefing), *(message.text for message in messages)]
    unwritten = OF_A_MESSAGE if form in ("leaders", "plain") and getattr(briefing, form) is None else 0  # is said so
    return sum(len(text.best(language)[0]) + OF_A_PART for text in texts) + OF_A_MESSAGE * len(messages) + unwritten


def _texts(form: str, briefing: Briefing) -> Iterator[Localised]:
    """Yield the texts of a record, but for its messages, that stand on a form which is to fit on one side."""
    yield briefing.title
    if form == "plain":
        plain = briefing.plain
        yield from (plain.about, *plain.found, *plain.means, *plain.ask) if plain is not None else (briefing.summary,)
        return
    if form != "leaders" or briefing.leaders is None:
        yield briefing.bottom_line
    programme = briefing.programme
    if programme is not None and programme.adapted_without_evaluation is not None:
        yield programme.adapted_without_evaluation.note
    if form == "leaders":
        yield from _texts_for_leaders(briefing)
    if form == "supervision":
        yield from briefing.questions
        return
    note = briefing.relevance.applies_to["wales"].note
    yield from [note] if note is not None else []
    yield briefing.evidence.limitations[0]


def _texts_for_leaders(briefing: Briefing) -> Iterator[Localised]:
    leaders, programme = briefing.leaders, briefing.programme
    if leaders is not None:
        yield from (text for text in (leaders.outcome, leaders.cost, leaders.decision) if text is not None)
    for voice in briefing.voices[:VOICES]:
        yield from (text for text in (voice.said, voice.quote, voice.speaker_role, voice.source) if text is not None)
    if programme is not None:
        for effect in programme.effects:
            yield effect.plain or effect.outcome  # the outcome stands beside it
        for cost in programme.costs:
            yield from (text for text in (cost.per, cost.note) if text is not None)
