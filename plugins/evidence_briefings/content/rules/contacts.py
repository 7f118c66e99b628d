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

_PERSON = re.compile(r"[^\W\d_]{1,20}[._-][^\W\d_][\w'\u2019-]+\Z")
_ROLES = frozenset(
    """admin administration adult adults advice applications briefing briefings bulletin care central centre
    childcare children childrens chief comms communication communications communities community complaints
    conference consultation consultations contact contactus council data desk digital direct directorate duty
    education editor enquiries enquiry equality events evidence exec executive families family feedback finance foi
    foster fostering general governance group hello help helpdesk helpline hr hub info information inquiries
    insight it journal justice knowledge learning legal library mail mailbox media membership network news
    newsletter no noreply office officer online partnership partnerships performance planning policy post practice
    press privacy programme programmes project projects protection public publications quality reception records
    referrals regional reply research researchers review safeguarding school secretariat secretary service services
    social study support survey team teams training unit university web webmaster website welfare wellbeing work
    workforce youth
    adran addysg adnoddau blant cyfathrebu cyffredinol cymdeithasol cymorth cyngor cymraeg cyswllt cysylltu data
    digwyddiadau dysgu gofal gofalwyr gwasanaeth gwasanaethau gwaith gwe gwybodaeth gwyn gwynion helo hyfforddiant
    iaith ieuenctid llyfrgell maethu newyddion oedolion pencadlys plant polisi post prosiect swyddfa teulu teuluoedd
    tystiolaeth ymarfer ymchwil ymholiad ymholiadau""".split()
)
"""Words of the names of teams and roles. Not among them is tim: it is Welsh for a team, and a man's name."""
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
    if _PERSON.match(local) and not _ROLES.intersection(re.split(r"[._-]", local.casefold())):
        return "looks like one person's address"
    return None
