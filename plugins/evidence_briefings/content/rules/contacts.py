"""Rules about whom readers are asked to write to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..problems import Severity
from .subject import Found, Subject, rule

FREE_MAIL = frozenset(
    """gmail.com googlemail.com hotmail.com hotmail.co.uk outlook.com live.com live.co.uk msn.com yahoo.com
    yahoo.co.uk ymail.com icloud.com me.com mac.com aol.com aol.co.uk btinternet.com btopenworld.com talktalk.net
    sky.com virginmedia.com ntlworld.com blueyonder.co.uk protonmail.com proton.me gmx.com gmx.co.uk mail.com
    zoho.com yandex.com tiscali.co.uk""".split()
)
"""Domains that give addresses to private persons."""

_PERSON = re.compile(r"[a-z]{1,20}[._][a-z'-]{2,}\Z", re.IGNORECASE)
_ROLE = re.compile(
    r"(?i)team|info|evidence|contact|enquir|help|office|admin|research|policy|service|council|social|care|library|"
    r"comms|communication|briefing|feedback|tim|ymholiad|gwybodaeth|cyswllt|tystiolaeth|press|media|web|support|hello"
)
_ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")


@rule("private-contact", Severity.WARNING)
def private_contact(subject: Subject) -> Iterator[Found]:
    """Report an address that looks like a person's own.

    When: An e-mail address is at a provider of private mailboxes, or looks like first.last@. People leave; the page
    stays, and a private address does not belong on it.
    Fix: Give the mailbox of a team or a role, such as evidence@example.org.
    """
    for leaf in subject.leaves:
        if leaf.loc[-1] == "email" and (why := _looks_private(leaf.value)):
            yield leaf.loc, f'"{leaf.value}" {why}. Give the mailbox of a team or a role.'
    for file, leaf in subject.texts:
        if "@" not in leaf.value:
            continue
        for match in _ADDRESS.finditer(leaf.value):
            if why := _looks_private(match[0]):
                yield file.mark_in_text(leaf.loc, match[0]), f'"{match[0]}" {why}. Give a team\'s mailbox.'


def _looks_private(address: str) -> str | None:
    local, _, domain = address.rpartition("@")
    if domain.casefold() in FREE_MAIL:
        return "is at a provider of private mailboxes"
    if _PERSON.match(local) and not _ROLE.search(local):
        return "looks like one person's address"
    return None
