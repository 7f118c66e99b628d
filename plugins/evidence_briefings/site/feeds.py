"""Feeds: what is new and what has changed, for programs that look now and then. Atom 1.0 (RFC 4287) and JSON Feed 1.1.

Each language has a feed of everything and one of each topic and each audience. An entry is a record that was published
or a day on which it was changed; its dates are those of the record, so that the same records give the same bytes.
The page that says how to follow them is made here too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

from markupsafe import Markup

from ..content.localised import OTHER, Localised
from ..content.model import NATIONS
from ..content.vocabulary import Term
from .addresses import Links, address, beside, relative
from .changes import Event, newest_first
from .metadata import LICENCE
from .page import Maker, Page
from .wording import joined, marked

MOST = 50
"""How many entries the feed of everything has at most."""
MOST_OF_ONE = 20
"""How many entries the feed of one topic or one audience has at most. There are a hundred of these."""
FOLLOWED: Mapping[str, str] = {"topic": "topics", "audience": "audiences"}
"""The lists whose terms have feeds, by the keys of the pages these stand beside."""
ATOM, JSON = ".xml", ".json"
ATOM_TYPE, JSON_TYPE = "application/atom+xml", "application/feed+json"
STYLE, SCRIPT = "follow.css", "follow.js"

_NEVER = date(1970, 1, 1)
"""When a feed without entries was last changed: it must say so, and the day of the build says nothing."""
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Feed:
    """The feed of everything, or of one ``term`` whose page has the ``key``."""

    key: str
    term: Term | None = None

    def page(self, language: str) -> str:
        """Return the path of the page that shows in full what the feed lists."""
        return address("home", language) if self.term is None else address(self.key, language, self.term.id)

    def path(self, language: str, ending: str) -> str:
        """Return the path of the feed in one format."""
        if self.term is None:
            return address("feed" if ending == ATOM else "feed-json", language)
        return beside(self.page(language), ending)

    @property
    def lists(self) -> tuple[str, str] | None:
        """The (list, term) whose records it lists, None for everything."""
        return None if self.term is None else (FOLLOWED[self.key], self.term.id)

    @property
    def anchor(self) -> str:
        """The id of its place on the page that lists all feeds."""
        return "everything" if self.term is None else f"{self.key}-{self.term.id}"


class FeedMaker(Maker):
    """Makes the feeds of one language, and the page that explains them."""

    def feeds(self) -> list[Feed]:
        """Return all feeds of the site: one of everything, one for each topic and each audience."""
        lists = self.corpus.vocabularies
        return [Feed("feed"), *(Feed(key, term) for key, name in FOLLOWED.items() for term in lists[name])]

    def entries(self) -> Mapping[tuple[str, str] | None, Sequence[Event]]:
        """Return what each feed lists, newest first, by (list, term); under None what the feed of everything does.

        A review that changed nothing is no news.
        """
        found: dict[tuple[str, str] | None, list[Event]] = {None: []}
        for event in newest_first(self.collection):
            if event.what == "reviewed":
                continue
            if len(found[None]) < MOST:
                found[None].append(event)
            for term in self.collection.terms_of(event.briefing):
                if term[0] in FOLLOWED.values() and len(of_term := found.setdefault(term, [])) < MOST_OF_ONE:
                    of_term.append(event)
        return found

    def feed_files(self, feed: Feed, events: Sequence[Event]) -> Iterator[tuple[str, str]]:
        """Yield path and text of a feed in each format."""
        contents = [self._content(event) for event in events]
        yield feed.path(self.language, ATOM), self._atom(feed, events, contents)
        yield feed.path(self.language, JSON), self._json(feed, events, contents)

    def feed_links(self, feed: Feed) -> list[tuple[str, str, str]]:
        """Return (type, title, path below the site's root) of a feed's formats, for the head of a page."""
        title = self._title(feed)
        return [
            (ATOM_TYPE, title, feed.path(self.language, ATOM)),
            (JSON_TYPE, title, feed.path(self.language, JSON)),
        ]

    def follow(self) -> Page:
        """Return the page that says what a feed is and how to follow one, and lists them all."""
        _ = self.wording.gettext
        links = Links(address("follow", self.language), self.language)
        lists = [
            (heading, [self._offer(Feed(key, term), links) for term in self._in_order(FOLLOWED[key])])
            for key, heading in (("topic", _("Topics")), ("audience", _("Who it is for")))
        ]
        context = {"everything": self._offer(Feed("feed"), links), "lists": lists, "most": MOST, "fewer": MOST_OF_ONE}
        title = _("Follow what is new")
        description = _("Hear of new briefings and of changes without having to look. No account, no e-mail address.")
        about = {"styles": [STYLE], "scripts": [SCRIPT], "feeds": self.feed_links(Feed("feed"))}
        return self.page("follow", (), "follow", title, context, description=description, about=about)

    def _in_order(self, name: str, parent: str | None = None) -> Iterator[Term]:
        """Yield the terms of a list, each followed by those below it."""
        for term in self.terms(name, parent):
            yield term
            yield from self._in_order(name, term.id)

    def _offer(self, feed: Feed, links: Links) -> dict[str, Any]:
        term = feed.term
        return {
            "anchor": feed.anchor,
            "label": self.wording.gettext("Everything") if term is None else term.label(self.language),
            "page": links("briefings") if term is None else links(feed.key, term.id),
            "below": term is not None and term.parent is not None,
            "atom": links.to(feed.path(self.language, ATOM)),
            "json": links.to(feed.path(self.language, JSON)),
        }

    def _title(self, feed: Feed) -> str:
        name = self.wording.gettext("Evidence briefings")
        return name if feed.term is None else f"{name}: {feed.term.label(self.language)}"

    def _content(self, event: Event) -> str:
        """Return an entry as HTML: what was changed, the bottom line, what to do, where it applies, how sure."""
        _, briefing, language = self.wording.gettext, event.briefing, self.language
        lists = self.corpus.vocabularies
        parts: list[Markup] = []
        if event.notes:
            parts += [_headed(_("What was changed?")), _list(event.notes, language)]
        parts.append(_paragraph(marked(briefing.bottom_line, language)))
        parts += [_headed(_("What can I do?")), _list([message.text for message in briefing.messages], language)]
        said = briefing.relevance.applies_to
        answers = {nation: said[nation].applies if nation in said else "unknown" for nation in NATIONS}
        nations = [
            f"{lists['places'][nation].label(language)}: {lists['applies'][answer].label(language)}"
            for nation, answer in answers.items()
        ]
        parts += [_headed(_("Where it applies")), _paragraph("; ".join(nations))]
        base = lists["bases"][briefing.evidence.base]
        sure = base.about.get(language) if base.about is not None else base.label(language)
        parts += [_headed(_("How sure can we be?")), _paragraph(sure)]
        translation = briefing.translation
        if translation is not None and (translation.language, translation.status) == (language, "draft"):
            parts.append(_paragraph(_("No translator has checked this translation yet.")))
        # Twice escaped, apostrophes would be a tenth of a Welsh feed.
        return str(joined(parts, "")).replace("&#39;", "'")

    def _words(self, event: Event) -> tuple[str, str]:
        """Return the title of an entry and the language it is in."""
        title, spoken = event.briefing.title.best(self.language)
        if event.what == "published":
            return title, spoken
        return self.wording.gettext("Changed: %(title)s") % {"title": title}, self.language

    def _id(self, event: Event) -> str:
        """Return what tells an entry from all others, for ever: a record that is renamed keeps its first address."""
        briefing = event.briefing
        first = briefing.was[0] if briefing.was else briefing.id
        part = "" if event.what == "published" else f"#change-{event.day.isoformat()}"
        url = self.absolute(address("briefing", self.language, first) + part)
        return url or uuid5(NAMESPACE_URL, f"evidence-briefings/{first}/{self.language}{part}").urn

    def _place(self, path: str, folder: str) -> str:
        """Return the address of a page as a feed in ``folder`` gives it: relative, if the site has no address."""
        return self.absolute(path) or relative(path, folder)

    def _atom(self, feed: Feed, events: Sequence[Event], contents: Sequence[str]) -> str:
        own, language = feed.path(self.language, ATOM), self.language
        folder = own.rpartition("/")[0]
        newest = events[0].day if events else _NEVER
        lines = [
            '<?xml version="1.0" encoding="utf-8"?>',
            f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}">',
            f"<id>{_xml(self._feed_id(own))}</id>",
            f"<title>{_xml(self._title(feed))}</title>",
            f"<subtitle>{_xml(self._about())}</subtitle>",
            f"<updated>{_moment(newest)}</updated>",
            _link("self", self._place(own, folder), f'type="{ATOM_TYPE}" hreflang="{language}"'),
            *(
                _link("alternate", self._place(feed.page(one), folder), f'type="text/html" hreflang="{one}"')
                for one in (language, OTHER[language])
            ),
            f"<rights>{LICENCE}</rights>",
        ]
        for event, content in zip(events, contents, strict=True):
            lines += self._atom_entry(event, content, folder)
        return "\n".join([*lines, "</feed>\n"])

    def _atom_entry(self, event: Event, content: str, folder: str) -> Iterator[str]:
        briefing, language = event.briefing, self.language
        title, spoken = self._words(event)
        inside = f' xml:lang="{spoken}"' if spoken != language else ""
        yield f"<entry>\n<id>{_xml(self._id(event))}</id>"
        yield f"<title{inside}>{_xml(title)}</title>"
        yield f"<published>{_moment(event.day)}</published><updated>{_moment(event.day)}</updated>"
        for one in (language, OTHER[language]):
            place = self._place(address("briefing", one, briefing.id), folder)
            yield _link("alternate", place, f'type="text/html" hreflang="{one}"')
        yield f"<author><name>{_xml(briefing.owner.team.best(language)[0])}</name></author>"
        for topic in briefing.topics:
            label = self.corpus.vocabularies["topics"][topic].label(language)
            yield f"<category term={_quoted(topic)} label={_quoted(label)}/>"
        line, spoken = briefing.bottom_line.best(language)
        inside = f' xml:lang="{spoken}"' if spoken != language else ""
        yield f"<summary{inside}>{_xml(line)}</summary>"
        yield f'<content type="html">{_xml(content)}</content>\n</entry>'

    def _json(self, feed: Feed, events: Sequence[Event], contents: Sequence[str]) -> str:
        own = feed.path(self.language, JSON)
        folder = own.rpartition("/")[0]
        whole: dict[str, Any] = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self._title(feed),
            "description": self._about(),
            "home_page_url": self._place(feed.page(self.language), folder),
            "feed_url": self._place(own, folder),
            "language": self.language,
            "items": [self._json_item(event, content, folder) for event, content in zip(events, contents, strict=True)],
        }
        return _plain(json.dumps(whole, ensure_ascii=False, separators=(",", ":"))) + "\n"

    def _json_item(self, event: Event, content: str, folder: str) -> dict[str, Any]:
        briefing, language = event.briefing, self.language
        title, spoken = self._words(event)
        topics = self.corpus.vocabularies["topics"]
        return {
            "id": self._id(event),
            "url": self._place(address("briefing", language, briefing.id), folder),
            "title": title,
            "summary": briefing.bottom_line.best(language)[0],
            "content_html": content,
            "date_published": _moment(event.day),
            "date_modified": _moment(event.day),
            "authors": [{"name": briefing.owner.team.best(language)[0]}],
            "tags": [topics[topic].label(language) for topic in briefing.topics],
            "language": spoken,
        }

    def _feed_id(self, path: str) -> str:
        return self.absolute(path) or uuid5(NAMESPACE_URL, f"evidence-briefings/{path}").urn

    def _about(self) -> str:
        return self.wording.gettext("Short, trustworthy briefings on evidence for social care in Wales and the UK.")


def _headed(words: str) -> Markup:
    return Markup("<p><strong>{}</strong></p>").format(words)


def _paragraph(words: str) -> Markup:
    return Markup("<p>{}</p>").format(words)


def _list(texts: Sequence[Localised], language: str) -> Markup:
    return Markup("<ul>{}</ul>").format(
        joined([Markup("<li>{}</li>").format(marked(text, language)) for text in texts], "")
    )


def _moment(day: date) -> str:
    """Return a day as feeds give moments."""
    return f"{day.isoformat()}T00:00:00Z"


def _plain(text: str) -> str:
    """Return a text without the signs that XML does not know, however they are written."""
    return _NO_XML.sub("\ufffd", text)


def _xml(text: str) -> str:
    return escape(_plain(text))


def _quoted(text: str) -> str:
    return quoteattr(_plain(text))


def _link(rel: str, href: str, more: str) -> str:
    return f'<link rel="{rel}" href={_quoted(href)} {more}/>'
