"""The records as data for other people's systems: /data/briefings.json."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel

from ..content.localised import LANGUAGES, Localised
from ..content.model import Briefing
from .addresses import address
from .collection import Collection
from .metadata import LICENCE


def briefings_json(collection: Collection, site_url: str | None) -> str:
    """Return every published record as JSON: ``{"licence", "briefings": [{"id", "urls", fields...}]}``.

    Field names are those of the YAML files; a text is ``{"en": ..., "cy": ...}`` with the languages there are.
    ``urls`` are absolute when the site has an address (``site_url``), else relative to the site's root.
    """
    records = [_record(briefing, site_url) for briefing in collection.shown.values()]
    whole = {"licence": LICENCE, "schema": "schema.json", "briefings": records}
    return json.dumps(whole, ensure_ascii=True, indent=1) + "\n"


def _record(briefing: Briefing, site_url: str | None) -> dict[str, Any]:
    root = site_url.rstrip("/") + "/" if site_url else ""
    urls = {language: root + address("briefing", language, briefing.id) for language in LANGUAGES}
    fields = _plain(briefing)
    translation = briefing.translation
    if translation is not None:
        fields["translation"] = {"language": translation.language, "status": translation.status, "state": translation.state}
    return {"id": briefing.id, "urls": urls, **fields}


def _plain(value: Any) -> Any:
    """Return a model as JSON values, without what is empty."""
    if isinstance(value, Localised):
        return {language: text for language in LANGUAGES if (text := value.get(language)) is not None}
    if isinstance(value, BaseModel):
        names = [name for name, info in type(value).model_fields.items() if not info.exclude]
        pairs = ((name, getattr(value, name)) for name in names)
        return {name: _plain(item) for name, item in pairs if item not in (None, [], {})}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value.isoformat() if hasattr(value, "isoformat") else value
