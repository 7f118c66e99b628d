"""The launch pack: a poster in both languages, and words to paste where colleagues and partners will see them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from .addresses import Links, address
from .embed import FIRST, NO_ADDRESS, SCRIPT
from .page import Later, Maker, Page
from .qr import qr_code
from .wording import Wording


@dataclass(frozen=True, slots=True)
class Paste:
    """Words for one place. ``signs`` counts them as a network does: every letter and space, the address included."""

    id: str
    heading: str
    paragraphs: Sequence[str]

    @property
    def signs(self) -> int:
        """How many signs it has; without the address, where the site has none."""
        return len("\n".join(self.paragraphs).replace(NO_ADDRESS, ""))


class LaunchMaker(Maker):
    """Makes the launch pack. ``wordings`` has the words of both languages: the poster is for the readers of both."""

    wordings: Mapping[str, Wording] | None = None
    team_pages: bool = True

    def launch_pack(self) -> Page:
        """Return the page of the launch pack."""
        _ = self.wording.gettext
        listed = self.collection.listed
        drafts = [b for b in listed if b.translation is not None and b.translation.status != "reviewed"]
        about = {"noindex": True, "styles": ["launch.css"], "scripts": [] if self.site_url else [SCRIPT]}
        context = Later(partial(self._pack, len(listed), len(drafts)))
        title = _("Launch pack: tell people that the briefings are there")
        key = (len(listed), len(drafts))
        return self.page("launch-pack", (), "launch-pack", title, context, about=about, key_of=key)

    def _pack(self, total: int, drafts: int) -> dict[str, Any]:
        links = Links(address("launch-pack", self.language), self.language)
        home = (self.absolute(address("home", self.language))) or NO_ADDRESS
        words = self.wordings or {self.language: self.wording}
        return {
            "posters": [poster_words(words[language]) for language in FIRST if language in words],
            "typed": self.site_url.rstrip("/").partition("://")[2] if self.site_url else None,
            "code": qr_code(self.site_url.rstrip("/") + "/") if self.site_url else None,
            "pastes": list(pastes(self.wording, home, total)),
            "total": total,
            "drafts": drafts,
            "root": None if self.site_url else links.to(""),
            "no_address": NO_ADDRESS,
        }


def poster_words(wording: Wording) -> dict[str, Any]:
    """Return the words of the poster in one language."""
    _ = wording.gettext
    return {
        "language": wording.language,
        "name": _("Evidence briefings"),
        "headline": _("What does the evidence say?"),
        "about": _("Short briefings on evidence for social care in Wales. Each one says:"),
        "points": [
            _("what was found, in a sentence"),
            _("whether it applies in Wales"),
            _("what you can do"),
            _("how sure we can be, and what nobody knows yet"),
        ],
        "free": _("Free, in Welsh and in English. No account, no cookies, no tracking."),
        "find": _("Scan the code, or type:"),
        "write": _("You will find them at:"),
    }


def pastes(wording: Wording, url: str, total: int) -> Iterator[Paste]:
    """Yield the words for each place. Every claim in them is one that the site keeps."""
    _ = wording.gettext
    there = _("There is now a site with short briefings on evidence for social care in Wales, in Welsh and in English.")
    each = _(
        "Each briefing says what was found, whether it applies in Wales, what you can do and how sure we can be. "
        "It names its sources and what is not known."
    )
    free = _(
        "You need no account. The site sets no cookies and tracks nobody. "
        "Its words are free to reuse if you say where they come from (CC BY 4.0)."
    )
    faults = _("If something is missing or wrong, each briefing says whom to tell.")
    count = _("Briefings so far: %(count)s.") % {"count": total}
    subject = _("Subject: %(subject)s") % {"subject": _("Evidence briefings for social care in Wales")}
    yield Paste("mail", _("E-mail"), [subject, _("Dear colleagues,"), f"{there} {url}", each, free, faults])
    yield Paste(
        "news", _("News on an intranet"), [_("What does the evidence say?"), f"{there} {count}", each, free, url]
    )
    yield Paste("chat", _("Message in Teams"), [f"{there} {each} {url}"])
    first = _("What does the evidence say? Short briefings for social care in Wales, in Welsh and in English.")
    second = _("Does it apply in Wales? Each of our evidence briefings says so, and says what is not known.")
    yield Paste("post-1", _("Post on a social network: first"), [f"{first} {url}"])
    yield Paste("post-2", _("Post on a social network: second"), [f"{second} {url}"])
    about = _(
        "Evidence briefings are short summaries of evidence for social care in Wales, in Welsh and in English. "
        "Each names its sources, its limits and the day of its last review."
    )
    yield Paste("partner", _("About us, for partners"), [f"{about} {url}"])
