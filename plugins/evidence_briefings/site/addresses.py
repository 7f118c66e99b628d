"""Where every page stands, in both languages, and relative links between them.

The addresses are promises to everybody who links here. Ids stay the same in both languages; the words around them
are each language's own.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from functools import cache

from ..content.localised import LANGUAGES

ROUTES: Mapping[str, Mapping[str, str]] = {
    "home": {"en": "en/index.html", "cy": "cy/index.html"},
    "briefing": {"en": "en/briefings/{}.html", "cy": "cy/papurau-briffio/{}.html"},
    "briefings": {"en": "en/briefings/index.html", "cy": "cy/papurau-briffio/index.html"},
    "topics": {"en": "en/topics/index.html", "cy": "cy/pynciau/index.html"},
    "topic": {"en": "en/topics/{}.html", "cy": "cy/pynciau/{}.html"},
    "topic-for": {"en": "en/topics/{}_for_{}.html", "cy": "cy/pynciau/{}_i_{}.html"},
    "audiences": {"en": "en/audiences/index.html", "cy": "cy/cynulleidfaoedd/index.html"},
    "audience": {"en": "en/audiences/{}.html", "cy": "cy/cynulleidfaoedd/{}.html"},
    "tasks": {"en": "en/tasks/index.html", "cy": "cy/tasgau/index.html"},
    "task": {"en": "en/tasks/{}.html", "cy": "cy/tasgau/{}.html"},
    "nations": {"en": "en/nations/index.html", "cy": "cy/cenhedloedd/index.html"},
    "nation": {"en": "en/nations/{}.html", "cy": "cy/cenhedloedd/{}.html"},
    "evidence-from": {"en": "en/evidence-from/{}.html", "cy": "cy/tystiolaeth-o/{}.html"},
    "kinds": {"en": "en/kinds/index.html", "cy": "cy/mathau/index.html"},
    "kind": {"en": "en/kinds/{}.html", "cy": "cy/mathau/{}.html"},
    "a-z": {"en": "en/a-z.html", "cy": "cy/a-y.html"},
    "glossary": {"en": "en/glossary.html", "cy": "cy/geirfa.html"},
    "how-to-read": {"en": "en/how-to-read.html", "cy": "cy/sut-i-ddarllen.html"},
    "ratings": {"en": "en/ratings.html", "cy": "cy/graddau.html"},
    "scheme": {"en": "en/ratings/{}.html", "cy": "cy/graddau/{}.html"},
    "repositories": {"en": "en/repositories.html", "cy": "cy/cronfeydd-tystiolaeth.html"},
    "register": {"en": "en/register.html", "cy": "cy/cofrestr.html"},
    "questions": {"en": "en/questions.html", "cy": "cy/cwestiynau.html"},
    "gaps": {"en": "en/gaps.html", "cy": "cy/bylchau.html"},
    "map": {"en": "en/evidence-map.html", "cy": "cy/map-tystiolaeth.html"},
    "map-nations": {"en": "en/evidence-map_nations.html", "cy": "cy/map-tystiolaeth_cenhedloedd.html"},
    "map-rated": {"en": "en/evidence-map_rated_{}.html", "cy": "cy/map-tystiolaeth_graddau_{}.html"},
    "my-reading": {"en": "en/my-reading.html", "cy": "cy/fy-narllen.html"},
    "compare": {"en": "en/compare.html", "cy": "cy/cymharu.html"},
    "topic-compared": {"en": "en/topics/{}_compared.html", "cy": "cy/pynciau/{}_cymharu.html"},
    "formats": {"en": "en/formats.html", "cy": "cy/fformatau.html"},
    "search": {"en": "en/search.html", "cy": "cy/chwilio.html"},
    "about": {"en": "en/about.html", "cy": "cy/amdanom-ni.html"},
    "contact": {"en": "en/contact.html", "cy": "cy/cysylltu-a-ni.html"},
    "privacy": {"en": "en/privacy.html", "cy": "cy/preifatrwydd.html"},
    "accessibility": {"en": "en/accessibility.html", "cy": "cy/hygyrchedd.html"},
    "guide": {"en": "en/guide.html", "cy": "cy/canllaw.html"},
    "guide-word": {"en": "en/guide-word.html", "cy": "cy/canllaw-word.html"},
    "guide-publish": {"en": "en/guide-publish.html", "cy": "cy/canllaw-cyhoeddi.html"},
    "guide-help": {"en": "en/guide-help.html", "cy": "cy/canllaw-cymorth.html"},
    "card": {"en": "en/cards/{}.html", "cy": "cy/cardiau/{}.html"},
    "leaders": {"en": "en/leaders/{}.html", "cy": "cy/arweinwyr/{}.html"},
    "plain": {"en": "en/plain/{}.html", "cy": "cy/syml/{}.html"},
    "supervision": {"en": "en/supervision/{}.html", "cy": "cy/goruchwyliaeth/{}.html"},
    "team": {"en": "en/team/{}.html", "cy": "cy/tim/{}.html"},
    "large-print": {"en": "en/large-print/{}.html", "cy": "cy/print-bras/{}.html"},
    "business-case": {"en": "en/business-case/{}.html", "cy": "cy/achos-busnes/{}.html"},
    "embed-both": {"en": "embed/{}.html", "cy": "embed/{}.html"},
    "embed": {"en": "en/embed/{}.html", "cy": "cy/embed/{}.html"},
    "embed-code": {"en": "en/embed/{}_code.html", "cy": "cy/embed/{}_cod.html"},
    "launch-pack": {"en": "en/launch-pack.html", "cy": "cy/pecyn-lansio.html"},
    "social-card": {"en": "social/en/{}.png", "cy": "social/cy/{}.png"},
    "settings": {"en": "en/reading-settings.html", "cy": "cy/gosodiadau-darllen.html"},
    "postcards": {"en": "en/postcards/{}.html", "cy": "cy/cardiau-post/{}.html"},
    "topic-postcards": {"en": "en/topics/{}_postcards.html", "cy": "cy/pynciau/{}_cardiau-post.html"},
    "audience-postcards": {"en": "en/audiences/{}_postcards.html", "cy": "cy/cynulleidfaoedd/{}_cardiau-post.html"},
    "task-postcards": {"en": "en/tasks/{}_postcards.html", "cy": "cy/tasgau/{}_cardiau-post.html"},
    "my-postcards": {"en": "en/my-postcards.html", "cy": "cy/fy-nghardiau-post.html"},
    "offline": {"en": "en/offline.html", "cy": "cy/all-lein.html"},
    "manifest": {"en": "en/manifest.webmanifest", "cy": "cy/manifest.webmanifest"},
    "feed": {"en": "en/feed.xml", "cy": "cy/ffrwd.xml"},
    "feed-json": {"en": "en/feed.json", "cy": "cy/ffrwd.json"},
    "follow": {"en": "en/follow.html", "cy": "cy/dilyn.html"},
    "data-page": {"en": "en/data.html", "cy": "cy/data.html"},
    "data": {"en": "data/briefings.json", "cy": "data/briefings.json"},
    "table": {"en": "data/briefings.csv", "cy": "data/briefings.csv"},
    "record": {"en": "data/briefings/{}.json", "cy": "data/briefings/{}.json"},
    "citations": {"en": "data/citations/en-{}.js", "cy": "data/citations/cy-{}.js"},
    "schema": {"en": "data/schema.json", "cy": "data/schema.json"},
    "maintenance": {"en": "en/maintenance.html", "cy": "cy/cynnal.html"},
    "choice": {"en": "index.html", "cy": "index.html"},
}
"""Each page's path below the site's root, by key and language; ``{}`` stands for an id."""

GUIDE = ("guide", "guide-word", "guide-publish", "guide-help")
"""Keys of the guide for those who write and publish."""
GUIDE_PICTURES = "guide"
"""The folder of its pictures, below the site's root."""
HAND_WRITTEN = ("how-to-read", "about", "contact", "privacy", "accessibility", *GUIDE)
"""Keys whose pages are Markdown files in site_src."""
TEAM_PAGES = (*GUIDE, "maintenance", "launch-pack")
"""Keys of the pages for those who keep the site: no reader needs them, and a site may leave them out."""


def address(key: str, language: str, *ids: str) -> str:
    """Return the path of a page below the site's root. Raises ``KeyError`` for a key that does not exist."""
    return ROUTES[key][language].format(*ids)


def numbered(path: str, number: int) -> str:
    """Return the address of a part of a long listing: the first keeps the path, the second ends in ``_2.html``.

    No id has an underscore, so that the part of one listing is never taken for another one.
    """
    return path if number == 1 else path.removesuffix(".html") + f"_{number}.html"


def beside(path: str, ending: str) -> str:
    """Return the address of what can be taken away from a page: that of the page, with another ending."""
    return path.removesuffix(".html") + ending


def resolved(link: str, path: str) -> str:
    """Return the path below the site's root that a relative link of the page at ``path`` leads to."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), link))


def absolute(link: object, path: str, site_url: str | None) -> str | None:
    """Return the absolute address that a relative link of a page leads to; None without a link or a site's address."""
    return f"{site_url.rstrip('/')}/{resolved(str(link), path)}" if site_url and link else None


def relative(target: str, folder: str) -> str:
    """Return the link from a page in ``folder`` to ``target`` (both below the site's root)."""
    there, _, name = target.rpartition("/")
    return _way(there, folder) + name


@cache  # folders are few; the links between pages would take megabytes
def _way(target: str, folder: str) -> str:
    """Return the way from one folder to another: nothing, or what ends in a slash."""
    there, here = target.split("/") if target else [], folder.split("/") if folder else []
    common = 0
    while common < min(len(here), len(there)) and here[common] == there[common]:
        common += 1
    return "../" * (len(here) - common) + "".join(f"{name}/" for name in there[common:])


class Links:
    """Makes the links of pages in one folder and one language; callable from templates as ``link(key, *ids)``."""

    def __init__(self, path: str, language: str) -> None:
        self.folder = posixpath.dirname(path)
        self.language = language

    def __call__(self, key: str, *ids: str) -> str:
        """Return the relative link to a page in the same language."""
        return relative(address(key, self.language, *ids), self.folder)

    def to(self, path: str) -> str:
        """Return the relative link to a path below the site's root."""
        return relative(path, self.folder)


def pair_of(path: str) -> str | None:
    """Return the path of the same hand-written page in the other language, or None where none is known."""
    for key in HAND_WRITTEN:
        en, cy = (ROUTES[key][language] for language in LANGUAGES)
        if path == en:
            return cy
        if path == cy:
            return en
    return None
