"""Asking about a record and saying what is wrong with it: e-mail links that fill in what the answer needs to know."""

from __future__ import annotations

from urllib.parse import quote

from ..content.model import Briefing
from .references import one_line
from .version import version_of
from .wording import Wording

_NEW_LINE = "\r\n"
"""In an e-mail link lines end so, as in e-mail (RFC 6068, section 5)."""


def question_address(briefing: Briefing, wording: Wording, place: str) -> str | None:
    """Return the e-mail link by which to ask about a record, or None where nobody gives an address to write to.

    It leads to the contact of the record, else to those who keep it. ``place`` is where the page is: its absolute
    address, or its path below the site's root where it has none (``plugins/browser/src/keep.mjs`` then puts the
    address in its place at which the page is read).
    """
    contact, owner = briefing.contact, briefing.owner
    to = (contact.email if contact is not None else None) or owner.email
    subject = wording.gettext("Question: %(title)s")
    return _link(to, subject, briefing, wording, place)


def correction_address(briefing: Briefing, wording: Wording, place: str) -> str | None:
    """Return the e-mail link by which to tell those who keep a record what is wrong with it, or None."""
    subject = wording.gettext("Something is wrong: %(title)s")
    return _link(briefing.owner.email, subject, briefing, wording, place)


def _link(to: str | None, subject: str, briefing: Briefing, wording: Wording, place: str) -> str | None:
    if to is None:
        return None
    language = wording.language
    title = one_line(briefing.title.best(language)[0])
    version = wording.gettext("Version: %(version)s") % {"version": version_of(briefing)}
    # Room to write comes first. Two thousand pages carry this twice: it says no more than the answer needs.
    body = _NEW_LINE.join(["", "", place, f"{version} ({language})"])
    return f"mailto:{quote(to, safe='@')}?subject={_encoded(subject % {'title': title})}&body={_encoded(body)}"


def _encoded(text: str) -> str:
    # Nothing is left as it is that could end the subject and begin another field.
    return quote(text, safe=":,()")
