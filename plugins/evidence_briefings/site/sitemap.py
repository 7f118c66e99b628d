"""The map of a site for search engines: every page to be found, with the same page in the other language."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from ..content.localised import OTHER
from .addresses import resolved

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
"""


class Entry(NamedTuple):
    """One page: where it stands, what it says about itself, and the day of its last change or an empty string."""

    path: str
    meta: Mapping[str, Any]
    changed: str


def sitemap_files(entries: Iterable[Entry], site_url: str) -> dict[str, str | bytes]:
    """Return sitemap.xml and its compressed copy, by path.

    Pages that are not to be indexed are left out. A page without a day has none: the day of the build says nothing.
    """
    root = site_url.rstrip("/") + "/"
    text = _HEAD + "".join(_url(entry, root) for entry in entries if not entry.meta.get("noindex")) + "</urlset>\n"
    return {"sitemap.xml": text, "sitemap.xml.gz": gzip.compress(text.encode("utf-8"), mtime=0)}


def _url(entry: Entry, root: str) -> str:
    lines = [f"<loc>{escape(root + entry.path)}</loc>"]
    if entry.changed:
        lines.append(f"<lastmod>{escape(entry.changed)}</lastmod>")
    alternate = entry.meta.get("alternate")
    if alternate:
        language = str(entry.meta["lang"])
        pair = resolved(str(alternate), entry.path)
        for code, path in sorted([(language, entry.path), (OTHER[language], pair)]):
            lines.append(f'<xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(root + path)}/>')
    return "<url>" + "".join(lines) + "</url>\n"
