"""What machines read on a briefing's page: schema.org JSON-LD, Dublin Core, Open Graph."""

from __future__ import annotations

import json
from typing import Any

from ..content.blocks import Source
from ..content.localised import OTHER
from ..content.model import Briefing
from ..content.vocabulary import Vocabularies
from .social import HEIGHT, WIDTH
from .wording import LOCALES, Wording

LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def structured(briefing: Briefing, vocabularies: Vocabularies, language: str, url: str | None) -> str:
    """Return the record as schema.org JSON-LD, safe inside a ``<script>`` element.

    ``url`` is the absolute address of the page, or None for a site that has no fixed one.
    """
    title, spoken = briefing.title.best(language)
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": title,
        "description": briefing.bottom_line.best(language)[0],
        "inLanguage": spoken,
        "datePublished": briefing.published.isoformat(),
        "dateModified": briefing.last_changed.isoformat(),
        "expires": briefing.review_by.isoformat(),
        "isAccessibleForFree": True,
        "license": LICENCE,
        "identifier": briefing.id,
        "about": [
            {"@type": "Thing", "name": vocabularies["topics"][topic].label(language)} for topic in briefing.topics
        ],
        "audience": [
            {"@type": "Audience", "audienceType": vocabularies["audiences"][audience].label(language)}
            for audience in briefing.audiences
        ],
        "author": {"@type": "Organization", "name": briefing.owner.team.best(language)[0]},
        "isBasedOn": [_source(source) for source in briefing.sources],
    }
    places = [place for place in briefing.relevance.evidence_from if place != "not-reported"]
    if places:
        names = [vocabularies["places"][place].label(language) for place in places]
        data["spatialCoverage"] = [{"@type": "Place", "name": name} for name in names]
    if url is not None:
        data["url"] = url
    if briefing.keywords:
        data["keywords"] = [word for keyword in briefing.keywords if (word := keyword.get(language))]
    return script_safe(json.dumps(data, ensure_ascii=True, separators=(",", ":")))


def script_safe(text: str) -> str:
    """Return JSON that cannot end or open an element of the page it stands in."""
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def dublin_core(briefing: Briefing, vocabularies: Vocabularies, language: str) -> list[tuple[str, str]]:
    """Return (name, content) pairs of Dublin Core terms."""
    title, spoken = briefing.title.best(language)
    pairs = [
        ("DC.title", title),
        ("DC.description", briefing.bottom_line.best(language)[0]),
        ("DC.creator", briefing.owner.team.best(language)[0]),
        ("DC.language", spoken),
        ("DC.identifier", briefing.id),
        ("DC.type", "Text"),
        ("DC.rights", LICENCE),
        ("DCTERMS.issued", briefing.published.isoformat()),
        ("DCTERMS.modified", briefing.last_changed.isoformat()),
        ("DCTERMS.valid", briefing.review_by.isoformat()),
    ]
    pairs += [("DC.subject", vocabularies["topics"][topic].label(language)) for topic in briefing.topics]
    pairs += [
        ("DC.coverage", vocabularies["places"][place].label(language))
        for place in briefing.relevance.evidence_from
        if place != "not-reported"
    ]
    return pairs


def open_graph(
    briefing: Briefing, wording: Wording, url: str | None, picture: tuple[str, str] | None = None
) -> list[tuple[str, str]]:
    """Return (property, content) pairs of Open Graph. ``picture`` is the address of the record's card, and its words.

    The networks that have names of their own for these read these too, but for the kind of card.
    """
    language = wording.language
    pairs = [
        ("og:type", "article"),
        ("og:title", briefing.title.best(language)[0]),
        ("og:description", briefing.bottom_line.best(language)[0]),
        ("og:site_name", wording.gettext("Evidence briefings")),
        ("og:locale", _og_locale(language)),
        ("og:locale:alternate", _og_locale(OTHER[language])),
        ("article:published_time", briefing.published.isoformat()),
        ("article:modified_time", briefing.last_changed.isoformat()),
    ]
    if picture is not None:
        address, words = picture
        pairs += [
            ("og:image", address),
            ("og:image:width", str(WIDTH)),
            ("og:image:height", str(HEIGHT)),
            ("og:image:alt", words),
            ("twitter:card", "summary_large_image"),
        ]
    return [*pairs, ("og:url", url)] if url is not None else pairs


def _source(source: Source) -> dict[str, Any]:
    found: dict[str, Any] = {"@type": "CreativeWork", "name": source.title}
    if source.address:
        found["url"] = source.address
    if source.year:
        found["datePublished"] = str(source.year)
    return found


def _og_locale(language: str) -> str:
    return LOCALES[language] if "_" in LOCALES[language] else f"{language}_GB"
