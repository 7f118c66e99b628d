"""What pages and worker say about reading without a signal, and how the site introduces itself to a device."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from ..content.localised import LANGUAGES
from .addresses import ROUTES, Links, address
from .wording import Wording

COLOUR, PAPER = "#0b5563", "#faf6ee"
"""The colour of the head of each page, and of its ground: what a device shows while a page is on its way."""
ICONS = (
    ("icon-192.png", "192x192", "any"),
    ("icon-512.png", "512x512", "any"),
    ("icon-mask.png", "512x512", "maskable"),
)
"""Pictures of assets/images/favicon.svg: name, size, and whether a device may cut its corners off."""

SHORTCUTS = (("search", "Search"), ("my-reading", "My reading"), ("offline", "Reading without a signal"))
"""Pages that a device may offer beside the site's icon; their names are messages of the catalogue."""


def worker_words(wording: Wording) -> dict[str, Any]:
    """Return the words that scripts say, by name. Values to be filled in stand in braces."""
    _ = wording.gettext
    return {
        "months": wording.months(),
        "copy": _("You are reading a saved copy of %(date)s.") % {"date": "{date}"},
        "reviewed": _("It was reviewed on %(date)s, and may have changed since.") % {"date": "{date}"},
        "changed": _("It may have changed since."),
        "what": _("What is saved on this device"),
        "save": _("Save for offline (%(size)s)") % {"size": "{size}"},
        "topic": _("Save all briefings on this topic for offline (%(size)s)") % {"size": "{size}"},
        "remove": _("Remove from this device"),
        "saved": _("Saved on this device."),
        "removed": _("Removed from this device."),
        "progress": _("Saved so far: %(done)s of %(total)s") % {"done": "{done}", "total": "{total}"},
        "stop": _("Stop"),
        "stopped": _("Stopped. What is already saved stays."),
        "full": _("There is no room left on this device. What is already saved stays."),
        "offline": _("The signal was lost. What is already saved stays. Try again later."),
        "newer": _("The pages have just been renewed. Reload this page and try again."),
        "newest": _("A newer version of the saved pages is ready."),
        "use": _("Use the newer version"),
        "of": _("Saved: %(done)s of %(total)s") % {"done": "{done}", "total": "{total}"},
        "named": _("Remove from this device: %(title)s") % {"title": "{title}"},
        "kb": _("%(size)s kB") % {"size": "{size}"},
        "mb": _("%(size)s MB") % {"size": "{size}"},
        "gb": _("%(size)s GB") % {"size": "{size}"},
    }


def manifest(wording: Wording, site_url: str | None) -> str:
    """Return the web manifest of a language, which stands in the folder of its home page.

    Its ``id`` is what a browser takes for it where it has none, the address of the home page: it is said only where
    that is known, for an id is read from the root of the server.
    """
    _, language = wording.gettext, wording.language
    path = address("manifest", language)
    links = Links(path, language)
    own = {"id": urlsplit(site_url.rstrip("/") + "/" + address("home", language)).path} if site_url else {}
    said = {
        **own,
        "name": _("Evidence briefings"),
        "short_name": _("Briefings"),
        "description": _("Short, trustworthy briefings on evidence for social care in Wales and the UK."),
        "lang": language,
        "dir": "ltr",
        "start_url": links("home"),
        "scope": links.to("x").removesuffix("x"),
        "display": "minimal-ui",
        "theme_color": COLOUR,
        "background_color": PAPER,
        "icons": [
            {"src": links.to(f"assets/images/{name}"), "sizes": sizes, "type": "image/png", "purpose": purpose}
            for name, sizes, purpose in ICONS
        ],
        "shortcuts": [{"name": _(name), "url": links(key)} for key, name in SHORTCUTS if key in ROUTES],
    }
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def manifests(wordings: Mapping[str, Wording], site_url: str | None) -> dict[str, str]:
    """Return the manifest of each language by its path below the site's root."""
    return {address("manifest", language): manifest(wordings[language], site_url) for language in LANGUAGES}
