"""The messages of a digest: HTML and plain text, both in one e-mail that opens as a draft, and a text for Teams.

The HTML is for programs that know little: tables, styles on the elements, nothing from elsewhere. See
``theme_overrides/pages/_digest.html``. The same digest gives the same bytes: nothing is taken from a clock.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, time
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import css_inline
from markupsafe import Markup

from .digest import Digest, Sender
from .page import Page
from .site import Site
from .telling import Telling

LARGEST = 95_000
"""Bytes of HTML that are not exceeded: Gmail hides what comes after 102 kB."""
MOST = 25
"""How many records are told of under each heading at most; the rest is a link away."""
MOST_IN_TEAMS = 10
"""The same for the text for Teams."""
PARTS: Mapping[str, tuple[str, str]] = {"cy": ("cymraeg", "Cymraeg"), "en": ("english", "English")}
"""Where each language begins in a message in both, and its own name for itself."""
_HERE = Path(__file__).parent
_INLINER = css_inline.CSSInliner(keep_style_tags=False, keep_at_rules=False, load_remote_stylesheets=False)


class Mailing:
    """A digest in ``languages``, in their order, with links to the site at ``site_url``."""

    def __init__(self, site: Site, digest: Digest, languages: Sequence[str], site_url: str, sender: Sender) -> None:
        self._site = site
        self._digest = digest
        self._host = urlsplit(site_url).hostname or "localhost"
        self._sender = sender
        self._tellings = [Telling(site, digest, language, site_url, sender) for language in languages]

    @property
    def subject(self) -> str:
        """The subject line, in all languages."""
        return " | ".join(f"{telling.name}: {telling.heading}" for telling in self._tellings)

    def files(self) -> dict[str, bytes]:
        """Return every message by the name of its file."""
        html, text = self.html(), self.text()
        return {
            "digest.html": html.encode("utf-8"),
            "digest.txt": text.encode("utf-8"),
            "digest.eml": self.eml(html, text),
            "teams.txt": self.teams().encode("utf-8"),
        }

    def html(self) -> str:
        """Return the whole e-mail as HTML, with as many records as fit."""
        most = MOST
        while len((html := self._html(most)).encode("utf-8")) > LARGEST and most > 1:
            most -= 1
        return html

    def text(self) -> str:
        """Return the e-mail as plain text: a paragraph is a line, which every program breaks as it needs."""
        return "\n\n\n".join("\n".join(self._text(telling)) for telling in self._tellings) + "\n"

    def teams(self) -> str:
        """Return a short text to paste into Teams or a page of news."""
        return "\n\n---\n\n".join("\n".join(self._teams(telling)) for telling in self._tellings) + "\n"

    def eml(self, html: str, text: str) -> bytes:
        """Return the e-mail as a file that Outlook and others open as a draft that is ready to be addressed."""
        digest = hashlib.sha256(f"{self.subject}\0{html}\0{text}".encode()).hexdigest()
        message = EmailMessage(policy=SMTP)
        message["Subject"] = self.subject
        if self._sender.email is not None:
            message["From"] = Address(self._sender.name(self._tellings[0].language) or "", addr_spec=self._sender.email)
        message["Date"] = format_datetime(datetime.combine(self._digest.until, time(9), UTC))
        message["Message-ID"] = f"<{digest[:32]}@{self._host}>"
        message["X-Unsent"] = "1"
        message.set_content(text, charset="utf-8", cte="quoted-printable")
        message.add_alternative(html, subtype="html", charset="utf-8", cte="quoted-printable")
        message["Content-Language"] = ", ".join(telling.language for telling in self._tellings)
        message.set_boundary(f"=_{digest[32:]}")
        return message.as_bytes()

    def _html(self, most: int) -> str:
        parts = [
            (*PARTS[telling.language], telling.language, self._rendered("_digest.html", telling, most))
            for telling in self._tellings
        ]
        context = {
            "parts": parts,
            "subject": self.subject,
            "light": _style("digest.css"),
            "dark": _style("digest-dark.css"),
        }
        whole = self._page("_digest_shell.html", self._tellings[0].language, context)
        return _INLINER.inline(whole).strip() + "\n"

    def _rendered(self, template: str, telling: Telling, most: int) -> Markup:
        context = {"telling": telling, "groups": telling.groups(most), "foot": list(telling.foot())}
        return Markup(self._page(template, telling.language, context))  # noqa: S704 (escaped by our own renderer)

    def _page(self, template: str, language: str, context: Mapping[str, Any]) -> str:
        # Its links are absolute: where it stands does not matter.
        return self._site.html(Page("", language, template, "", context, {}))

    def _text(self, telling: Telling) -> Iterator[str]:
        """Yield the lines of the plain e-mail in one language."""
        _ = self._site.wording[telling.language].gettext
        title = f"{telling.name}: {telling.heading}"
        yield from (title, "=" * len(title), telling.period)
        if telling is not self._tellings[-1]:
            yield self._site.wording["en"].gettext("The English follows the Welsh.")
        yield from ("", telling.introduction, telling.tally)
        for group in telling.groups(MOST):
            yield from ("", "", group.heading, "-" * len(group.heading), *filter(None, [group.about]))
            for item in group.items:
                yield from ("", item.title, telling.text(item.briefing.bottom_line))
                if item.notes:
                    yield " ".join([_("What was changed?"), *map(telling.text, item.notes)])
                yield f"{_('What can I do?')} {telling.text(item.message)}"
                yield from (" | ".join(item.facts), item.url)
            if group.more is not None:
                yield from ("", group.more, telling.all_url)
        yield from ("", "", "-- ", *telling.foot())
        yield f"{_('All briefings')}: {telling.url('briefings')}"
        yield f"{_('Follow what is new')}: {telling.url('follow')}"

    def _teams(self, telling: Telling) -> Iterator[str]:
        """Yield the lines of the text for Teams in one language: titles, bottom lines, links."""
        _ = self._site.wording[telling.language].gettext
        yield from (f"{telling.name}: {telling.heading}", telling.period)
        for group in telling.groups(MOST_IN_TEAMS):
            yield from ("", f"{group.heading}:")
            for item in group.items:
                yield from ("", f"- {item.title}", f"  {telling.text(item.briefing.bottom_line)}")
                if item.notes:
                    yield " ".join([f"  {_('What was changed?')}", *map(telling.text, item.notes)])
                yield from (f"  {item.facts[0]}", f"  {item.url}")
            if group.more is not None:
                yield from ("", f"- {group.more}", f"  {telling.all_url}")


@cache
def _style(name: str) -> Markup:
    return Markup((_HERE / name).read_text(encoding="utf-8"))  # noqa: S704 (our own)
