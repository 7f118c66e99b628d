"""What a digest says in one language: its heading, its groups, and of each record what people need to go on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..content.localised import OTHER, Localised
from ..content.model import Briefing
from .addresses import address
from .changes import Event, What
from .digest import GROUPS, Digest, Sender
from .references import one_line
from .site import Site


@dataclass(frozen=True, slots=True)
class Item:
    """What is told of one record. ``title`` is one line; ``facts`` begin with whether it applies in Wales."""

    briefing: Briefing
    title: str
    url: str
    notes: Sequence[Localised]
    message: Localised
    facts: Sequence[str]


@dataclass(frozen=True, slots=True)
class Group:
    """The records under one heading; ``more`` says how many there are besides, or is None."""

    heading: str
    about: str | None
    items: Sequence[Item]
    more: str | None


class Telling:
    """A digest in one language, with links to the site at ``site_url``."""

    def __init__(self, site: Site, digest: Digest, language: str, site_url: str, sender: Sender) -> None:
        self.language = language
        self.sender = sender
        self._site = site
        self._digest = digest
        self._root = site_url.rstrip("/") + "/"
        self._wording = site.wording[language]

    @property
    def name(self) -> str:
        """What the site is called."""
        return self._wording.gettext("Evidence briefings")

    @property
    def heading(self) -> str:
        """That it says what is new, and of what."""
        terms = [term.label(self.language) for term in (self._digest.topic, self._digest.audience) if term is not None]
        return one_line(": ".join([self._wording.gettext("What is new"), *([", ".join(terms)] if terms else [])]))

    @property
    def period(self) -> str:
        """The first day and the last."""
        days = [self._wording.day(day) for day in (self._digest.since, self._digest.until)]
        return " – ".join(dict.fromkeys(days))

    @property
    def introduction(self) -> str:
        """What these briefings are."""
        _ = self._wording.gettext
        return _(
            "Short briefings on evidence for social care. Each says whether it applies in Wales and how sure we can be."
        )

    @property
    def tally(self) -> str:
        """How many records there are under each heading."""
        headings = self._headings()
        return " · ".join(f"{headings[what][0]}: {len(of)}" for what, of in self._digest.groups.items() if of)

    @property
    def all_url(self) -> str:
        """Where all records stand that the digest could be about."""
        topic, audience = self._digest.topic, self._digest.audience
        if topic is not None:
            return self.url("topic", topic.id)
        return self.url("briefings") if audience is None else self.url("audience", audience.id)

    def url(self, key: str, *ids: str) -> str:
        """Return the whole address of a page."""
        return self._root + address(key, self.language, *ids)

    def text(self, text: Localised) -> str:
        """Return a text on one line, in the other language if there is no other."""
        return one_line(text.best(self.language)[0])

    def groups(self, most: int) -> list[Group]:
        """Return what is told, at most so many records under each heading."""
        return [self._group(what, events, most) for what, events in self._digest.groups.items() if events]

    def foot(self) -> Iterator[str]:
        """Yield the sentences at the end: who sends it, how to stop it, what it does not do."""
        _ = self._wording.gettext
        if self._has_drafts():
            yield _("No translator has checked some of these texts yet.")
        name = self.sender.name(self.language)
        if name is not None:
            yield _("Sent by: %(name)s.") % {"name": name}
        yield _(
            "You get this because you are on a list that the sender keeps. To stop it, answer this e-mail and say so."
        )
        yield _("There is no picture in it and nothing that tells anybody whether you have read it.")

    def _headings(self) -> Mapping[What, tuple[str, str | None]]:
        _ = self._wording.gettext
        return {
            "published": (_("New briefings"), None),
            "changed": (_("Changed briefings"), None),
            "reviewed": (_("Checked again"), _("Somebody has reviewed these. No change is noted.")),
        }

    def _group(self, what: What, events: Sequence[Event], most: int) -> Group:
        _ = self._wording.gettext
        heading, about = self._headings()[what]
        rest = len(events) - most
        more = _("Further briefings that are not named here: %(count)s") % {"count": rest} if rest > 0 else None
        return Group(heading, about, [self._item(event) for event in events[:most]], more)

    def _item(self, event: Event) -> Item:
        briefing = event.briefing
        message = self._digest.message_of(briefing).text
        url = self.url("briefing", briefing.id)
        return Item(briefing, self.text(briefing.title), url, event.notes, message, list(self._facts(briefing)))

    def _facts(self, briefing: Briefing) -> Iterator[str]:
        language, lists = self.language, self._site.corpus.vocabularies
        answer = briefing.relevance.applies_to["wales"].applies
        yield f"{lists['places']['wales'].label(language)}: {lists['applies'][answer].label(language)}"
        sure = (
            ("kinds", briefing.kind)
            if briefing.evidence.base == "not-applicable"
            else ("bases", briefing.evidence.base)
        )
        yield lists[sure[0]][sure[1]].label(language)
        minutes = self._site.minutes(briefing, language)
        yield self._wording.ngettext("%(num)s minute", "%(num)s minutes", minutes) % {"num": minutes}
        if briefing.title.get(language) is None:
            other = OTHER[language]
            yield self._wording.gettext("In English") if other == "en" else self._wording.gettext("In Welsh")

    def _has_drafts(self) -> bool:
        told = [event.briefing.translation for what in GROUPS for event in self._digest.groups[what]]
        return any(each is not None and (each.language, each.status) == (self.language, "draft") for each in told)
