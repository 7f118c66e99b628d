"""The records as data for other people's systems: /data/briefings.json."""

from __future__ import annotations

import json
from collections.abc import MutableMapping
from datetime import date
from typing import Any, TypeAlias

from pydantic import BaseModel

from ..content.localised import LANGUAGES, Localised
from ..content.model import Briefing
from .addresses import address
from .collection import Collection
from .metadata import LICENCE

DataLines: TypeAlias = MutableMapping[str, tuple[Briefing, str]]
"""The lines of the last time by id, each beside the record that it was made of."""


def briefings_json(collection: Collection, site_url: str | None, known: DataLines | None = None) -> str:
    """Return every published record as JSON: ``{"licence", "briefings": [{"id", "urls", fields...}]}``.

    Field names are those of the YAML files; a text is ``{"en": ..., "cy": ...}`` with the languages there are.
    ``urls`` are absolute when the site has an address (``site_url``), else relative to the site's root.
    ``known`` saves making the lines of the same records again for the same ``site_url``.
    """
    known = known if known is not None else {}
    head = json.dumps({"licence": LICENCE, "schema": "schema.json"}, ensure_ascii=True)
    # One record a line: a difference between two builds can be read, and the fast encoder does it.
    for briefing in collection.shown.values():
        if briefing.id not in known or known[briefing.id][0] is not briefing:
            known[briefing.id] = (briefing, _line(briefing, site_url))
    lines = [known[id][1] for id in collection.shown]
    body = ",\n".join(lines)
    return f'{head[:-1]}, "briefings": [\n{body}\n]}}\n'


def _line(briefing: Briefing, site_url: str | None) -> str:
    return json.dumps(_record(briefing, site_url), ensure_ascii=True, separators=(",", ":"))


def _record(briefing: Briefing, site_url: str | None) -> dict[str, Any]:
    root = site_url.rstrip("/") + "/" if site_url else ""
    urls = {language: root + address("briefing", language, briefing.id) for language in LANGUAGES}
    fields = _plain(briefing)
    translation = briefing.translation
    if translation is not None:
        said = {"language": translation.language, "status": translation.status, "state": translation.state}
        fields["translation"] = said
    return {"id": briefing.id, "urls": urls, **fields}


def _plain(value: Any) -> Any:
    """Return a model as JSON values, without what is empty."""
    if isinstance(value, Localised):
        return {language: text for language in LANGUAGES if (text := value.get(language)) is not None}
    if isinstance(value, BaseModel):
        found = {}
        for name, info in type(value).model_fields.items():
            item = getattr(value, name)
            if item not in (None, [], {}) and not info.exclude:
                found[name] = item if isinstance(item, (str, int, float)) else _plain(item)
        return found
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value.isoformat() if isinstance(value, date) else value
