"""The records as data for other people's systems: /data/briefings.json, and one file each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, MutableMapping
from datetime import date
from typing import Any, TypeAlias
from uuid import NAMESPACE_URL, uuid5

from pydantic import BaseModel

from ..content.localised import LANGUAGES, Localised
from ..content.model import Briefing
from ..content.shapes import key_of
from .addresses import address
from .collection import Collection
from .metadata import LICENCE

DataLines: TypeAlias = MutableMapping[str, tuple[Briefing, frozenset[str], str]]
"""The lines of the last time by id, each beside what it was made of: the record, and those it names that are shown."""


def briefings_json(
    collection: Collection,
    site_url: str | None,
    known: DataLines | None = None,
    only: Iterable[Briefing] | None = None,
) -> Iterator[str]:
    """Yield, piece by piece, every published record as JSON: ``{"licence", "briefings": [{"@id", "urls", ...}, ...]}``.

    Field names are those of the YAML files; a text is ``{"en": ..., "cy": ...}`` with the languages there are.
    ``@id`` is a record's own in the whole world: its address when the site has one (``site_url``), else a UUID that is
    the same in every build. ``urls`` are absolute with an address, else relative to the site's root. A record that is
    not shown is not named. ``known`` saves making the lines of the same records again for the same ``site_url``;
    ``only`` chooses some of the shown records.
    """
    shown = collection.shown
    head = json.dumps({"licence": LICENCE}, ensure_ascii=True)
    yield f'{head[:-1]}, "briefings": [\n'
    # One record a line: a difference between two builds can be read, and the fast encoder does it.
    for number, briefing in enumerate(shown.values() if only is None else only):
        named = frozenset(filter(None, (*briefing.names, briefing.superseded_by))) & shown.keys()
        last = known.get(briefing.id) if known is not None else None
        if last is not None and last[0] is briefing and last[1] == named:
            line = last[2]
        else:
            line = json.dumps(_record(briefing, named, site_url), ensure_ascii=True, separators=(",", ":"))
        if known is not None:
            known[briefing.id] = briefing, named, line
        yield f",\n{line}" if number else line
    yield "\n]}\n"


def record_json(briefing: Briefing, collection: Collection, site_url: str | None, known: DataLines) -> str:
    """Return one record as JSON: what ``briefings_json`` says of it, and the licence."""
    head = json.dumps({"licence": LICENCE}, ensure_ascii=True)
    return f"{head[:-1]}, {_line(briefing, collection, site_url, known)[1:]}\n"


def _line(briefing: Briefing, collection: Collection, site_url: str | None, known: DataLines) -> str:
    named = frozenset(filter(None, (*briefing.related, briefing.superseded_by))) & collection.shown.keys()
    last = known.get(briefing.id)
    if last is None or last[0] is not briefing or last[1] != named:
        line = json.dumps(_record(briefing, named, site_url), ensure_ascii=True, separators=(",", ":"))
        last = known[briefing.id] = briefing, named, line
    return last[2]


def records_apart(whole: Iterable[str]) -> Iterator[str]:
    """Yield each record of ``briefings_json``, whose lines are ``whole``, as the JSON of a file of its own."""
    head = json.dumps({"licence": LICENCE}, ensure_ascii=True)[:-1]
    for line in whole:
        if line.startswith('{"@id"'):
            yield f"{head}, {line.rstrip().rstrip(',')[1:]}\n"


def _record(briefing: Briefing, named: frozenset[str], site_url: str | None) -> dict[str, Any]:
    root = site_url.rstrip("/") + "/" if site_url else ""
    urls = {language: root + address("briefing", language, briefing.id) for language in LANGUAGES}
    first = briefing.was[0] if briefing.was else briefing.id  # a record that is renamed stays the same record
    own = urls[briefing.language] if site_url else uuid5(NAMESPACE_URL, f"evidence-briefings/{first}").urn
    fields = _plain(briefing)
    translation = briefing.translation
    if translation is not None:
        said = {"language": translation.language, "status": translation.status, "state": translation.state}
        fields["translation"] = said
    if "related" in fields:
        fields["related"] = [other for other in briefing.related if other in named]
    for arguments in fields.get("balance", {}).values():
        for argument in arguments:
            if "from" in argument:
                argument["from"] = [other for other in argument["from"] if other in named]
    if briefing.superseded_by not in named:
        fields.pop("superseded_by", None)
    return {"@id": own, "id": briefing.id, "urls": urls, **fields}


def _plain(value: Any) -> Any:
    """Return a model as JSON values, without what is empty."""
    if isinstance(value, Localised):
        return {language: text for language in LANGUAGES if (text := value.get(language)) is not None}
    if isinstance(value, BaseModel):
        found = {}
        for name, info in type(value).model_fields.items():
            item = getattr(value, name)
            if item not in (None, [], {}) and not info.exclude:
                found[key_of(name)] = item if isinstance(item, (str, int, float)) else _plain(item)
        return found
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value.isoformat() if isinstance(value, date) else value
