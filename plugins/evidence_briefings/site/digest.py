"""A digest: what is new in a period, to be sent to people by the organisation's own mail, and put where they are.

What stands in it comes from the records alone; ``site/mailing.py`` makes the messages of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from email.headerregistry import Address
from typing import Any

from pydantic import TypeAdapter, ValidationError

from ..content.blocks import Message
from ..content.fields import Email
from ..content.localised import LANGUAGES, OTHER
from ..content.model import Briefing
from ..content.problems import printable
from ..content.vocabulary import Term
from .changes import Event, What, newest_first
from .collection import Collection
from .references import one_line

GROUPS: Sequence[What] = ("published", "changed", "reviewed")
"""What is told, in this order. A record stands in one group only: the first that it belongs to."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What happened from ``since`` to ``until``, both days included, to the records of a topic and of an audience."""

    since: date
    until: date
    topic: Term | None
    audience: Term | None
    groups: Mapping[What, Sequence[Event]]

    @property
    def count(self) -> int:
        """How many records it tells of."""
        return sum(map(len, self.groups.values()))

    def message_of(self, briefing: Briefing) -> Message:
        """Return the one practice message to tell: the first that is meant for the audience, else the first."""
        audience = self.audience
        meant = [each for each in briefing.messages if audience is not None and audience.id in each.audiences]
        return [*meant, *briefing.messages][0]


def digest_of(
    collection: Collection, since: date, until: date, topic: Term | None = None, audience: Term | None = None
) -> Digest:
    """Return what is new in a period; ``topic`` takes in those below it."""
    asked = {(name, term.id) for name, term in (("topics", topic), ("audiences", audience)) if term is not None}
    groups: dict[What, dict[str, Event]] = {what: {} for what in GROUPS}
    for event in newest_first(collection):
        if since <= event.day <= until and asked <= set(collection.terms_of(event.briefing)):
            group = groups[event.what]
            later = group.get(event.briefing.id)
            # Two days with changes in one period are told together, under the later one.
            notes = event.notes if later is None else (*later.notes, *event.notes)
            group[event.briefing.id] = replace(event if later is None else later, notes=notes)
    told: set[str] = set()
    found: dict[What, Sequence[Event]] = {}
    for what, group in groups.items():
        found[what] = [event for id, event in group.items() if id not in told]
        told |= group.keys()
    return Digest(since, until, topic, audience, found)


class SenderError(ValueError):
    """What mkdocs.yml or the command line says of the sender cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends a digest: a team's name in each language, and its mailbox. Both may be missing."""

    names: Mapping[str, str]
    email: str | None = None

    def name(self, language: str) -> str | None:
        """Return the name in a language, else in the other one, or None."""
        return self.names.get(language) or self.names.get(OTHER[language])


def read_sender(value: Any, name: str | None = None, email: str | None = None) -> Sender:
    """Return the sender that mkdocs.yml names; ``name`` and ``email``, where given, count instead.

    ``value`` is ``{name: ..., email: ...}`` with a name that is one text or ``{en: ..., cy: ...}``, or None. Raises
    ``SenderError``.
    """
    said = value if value is not None else {}
    if not isinstance(said, dict) or not said.keys() <= {"name", "email"}:
        raise SenderError("sender: in mkdocs.yml holds name: and email: and nothing else")
    names = name if name is not None else said.get("name")
    named = dict.fromkeys(LANGUAGES, names) if isinstance(names, str) else names or {}
    if not isinstance(named, dict) or not named.keys() <= set(LANGUAGES) or not _texts(named.values()):
        raise SenderError("the name of the sender is a text, or one for each language: {en: ..., cy: ...}")
    address = email if email is not None else said.get("email")
    try:
        checked = TypeAdapter(Email | None).validate_python(address)
    except ValidationError as error:
        raise SenderError(f"the e-mail address of the sender: {error.errors()[0]['msg']}") from None
    if checked is not None and not _can_be_sent_from(checked):
        raise SenderError(f"the e-mail address of the sender: {printable(checked)} cannot stand in an e-mail")
    return Sender({language: one_line(text) for language, text in named.items()}, checked)


def _can_be_sent_from(address: str) -> bool:
    """Return whether mail programs everywhere know an address: letters beyond ASCII before the @ they do not."""
    try:
        return address.isascii() and address.isprintable() and bool(Address(addr_spec=address).username)
    except ValueError:
        return False


def _texts(values: Iterable[object]) -> bool:
    return all(isinstance(value, str) and value.strip() for value in values)
