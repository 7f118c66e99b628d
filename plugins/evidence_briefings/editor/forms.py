"""The form's configuration, made from the model, its JSON Schema and the lists: Decap CMS draws a field for each key.

``local_config`` is for our own server, ``hosted_config`` for a Git host; Sveltia CMS reads the same format and names
the files as ours are named, which Decap cannot (decisions/0018).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml

from ..content.corpus import Corpus
from ..content.fields import ID
from ..content.localised import TermOf
from ..content.schema import record_schema
from ..content.shapes import Shape
from .differences import NOT_OFFERED
from .labels import ABOUTS, HINTS, OPEN, label
from .sides import RECORD

COLLECTION = "briefings"
ID_FIELD = "_id"
FOLDER_FIELD = "_folder"
VERSION_FIELD = "_version"
OWN_FIELDS = (ID_FIELD, FOLDER_FIELD, VERSION_FIELD)
"""What the form holds besides a record: its short name, its folder, and the version of its files."""

Field = dict[str, Any]

_PLACES = {"title": 0, "kind": 1, "language": 3}
"""What comes before and after the rest, which is in the order of the model."""

_HOSTED_HEAD = """\
# The web form for a Git host. Made by briefings edit --config; make it again when lists or fields have changed.
#
# Save this beside an index.html with <script src="sveltia-cms.js"></script> from the npm package @sveltia/cms, on a web
# server of your own, and fill in ONE of the back ends below. Sveltia CMS is meant, not Decap CMS: Decap would call the
# English file ID.en.yml, and no such file is read. What a hosted form cannot do, briefings edit does:
# - it writes the whole file anew, so comments and line breaks of the YAML are lost (the words are not);
# - a new Welsh file lacks the lines "translation: {status: draft}"; briefings check says so.
#
# backend:
#   name: gitlab
#   repo: your-group/evidence-briefings
#   branch: main
#   auth_type: pkce
#   app_id: from GitLab, Settings, Applications
#   # base_url: https://gitlab.example.org
#   # api_root: https://gitlab.example.org/api/v4
# backend:
#   name: github
#   repo: your-organisation/evidence-briefings
#   branch: main
#   # base_url: https://sign-in.example.org
# backend:
#   name: gitea
#   repo: your-organisation/evidence-briefings
#   branch: main
#   app_id: from Gitea, Settings, Applications
#   # base_url: https://gitea.example.org
#   # api_root: https://gitea.example.org/api/v1
"""


@dataclass(frozen=True)
class Form:
    """Makes fields. ``records`` are the id and title of each record; ``hosted`` is a form that looks them up itself."""

    corpus: Corpus
    records: tuple[tuple[str, str], ...] = ()
    folders: tuple[str, ...] = ()
    hosted: bool = False

    @cached_property
    def _schema(self) -> Mapping[str, Any]:
        return record_schema(self.corpus.vocabularies, self.corpus.schemes)

    @cached_property
    def _nations(self) -> list[tuple[str, str]]:
        return [(term.id, term.en) for term in self.corpus.vocabularies["nations"]]

    def fields(self) -> list[Field]:
        """Return the fields of a record, in the order of the model."""
        made = self._fields(RECORD, self._schema, needed=True)
        made = sorted(made, key=lambda field: _PLACES.get(field["name"], 2))
        name, *folder = self._own_fields()
        return [made[0], name, *made[1:], *folder] if not self.hosted else made

    def _own_fields(self) -> list[Field]:
        name: Field = {
            "name": ID_FIELD,
            "label": "Short name",
            "widget": "string",
            "hint": "Becomes the address of the page and never changes: a few words, lower case, joined by hyphens. "
            "For example: short-breaks",
            "pattern": [f"^{ID.pattern.removesuffix(chr(92) + 'Z')}$", "lower-case a-z, 0-9 and single hyphens"],
        }
        folder: Field = {
            "name": FOLDER_FIELD,
            "label": "Folder",
            "widget": "select",
            "required": False,
            "hint": "Only for a new record: where its file is kept. Readers do not see this.",
            "options": [{"label": folder, "value": folder} for folder in self.folders],
        }
        return [name, folder] if self.folders else [name]

    def _fields(self, shape: Shape, schema: Mapping[str, Any], *, needed: bool) -> list[Field]:
        made = (
            self._field(key, below, self._property(schema, key), needed=needed)
            for key, below in shape.fields.items()
            if key not in NOT_OFFERED
        )
        return [field for field in made if field is not None]

    def _property(self, schema: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self._resolved(schema).get("properties", {}).get(key, {})
        return found

    def _resolved(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the part of the schema that says what may stand there, references and "or nothing" followed."""
        while "$ref" in schema or "anyOf" in schema:
            if "$ref" in schema:
                schema = self._schema["$defs"][schema["$ref"].rsplit("/", 1)[-1]]
            else:
                parts = [part for part in schema["anyOf"] if part.get("type") != "null"]
                schema = next((part for part in parts if "properties" in self._plain(part)), parts[0])
        return schema

    def _plain(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        if "$ref" in schema:
            found: Mapping[str, Any] = self._schema["$defs"][schema["$ref"].rsplit("/", 1)[-1]]
            return found
        return schema

    def _field(self, key: str, shape: Shape, schema: Mapping[str, Any], *, needed: bool) -> Field:
        field: Field = {"name": key, "label": label(key), "required": False}
        hint = _hint(key, shape, needed=needed and shape.required)
        if hint:
            field["hint"] = hint
        if shape.has_text:
            field["i18n"] = True
        schema = self._resolved(schema)
        if shape.kind == "block":
            return {**field, "widget": "object", **self._below(key, shape, schema, needed=needed and shape.required)}
        if shape.kind == "mapping" and shape.item is not None:
            item = shape.item
            nations = [self._nation(name, shown, item, schema) for name, shown in self._nations]
            return {**field, "widget": "object", "collapsed": key not in OPEN, "fields": nations}
        if shape.kind == "list" and shape.item is not None:
            return {**field, **self._list(key, shape.item, schema)}
        return {**field, **self._single(key, shape, schema)}

    def _nation(self, name: str, shown: str, item: Shape, schema: Mapping[str, Any]) -> Field:
        below = self._fields(item, schema.get("additionalProperties", {}), needed=True)
        return {
            "name": name,
            "label": shown,
            "widget": "object",
            "required": False,
            "i18n": True,
            "collapsed": name not in OPEN,
            "fields": below,
        }

    def _below(self, key: str, shape: Shape, schema: Mapping[str, Any], *, needed: bool) -> Field:
        return {"collapsed": key not in OPEN, "fields": self._fields(shape, schema, needed=needed)}

    def _list(self, key: str, item: Shape, schema: Mapping[str, Any]) -> Field:
        inner = self._resolved(schema.get("items", {}))
        if item.term is not None:
            return {"widget": "select", "multiple": True, "options": _options(inner)}
        if _is_reference(key):
            return self._reference(multiple=True)
        singular = label(key)
        shown: Field = {"widget": "list", "label_singular": singular.lower(), "collapsed": key not in OPEN}
        if item.kind == "block":
            fields = self._fields(item, inner, needed=True)
            return {**shown, "summary": f"{{{{fields.{_name_field(item)}}}}}", "fields": fields}
        field = self._field("text", item, inner, needed=False)
        return {**shown, "field": {**field, "label": "Text", "widget": field.get("widget", "string")}}

    def _single(self, key: str, shape: Shape, schema: Mapping[str, Any]) -> Field:
        if shape.text is not None:
            short = shape.text.name or shape.text.characters is not None or shape.text.as_published
            return {"widget": "string" if short else "text"}
        if "enum" in schema:
            beginning = {"default": "draft"} if shape.term == TermOf("statuses") else {}
            return {"widget": "select", "options": _options(schema), **beginning}
        if _is_reference(key):
            return self._reference(multiple=False)
        kind = schema.get("type")
        if schema.get("format") == "date":
            return {
                "widget": "datetime",
                "format": "YYYY-MM-DD",
                "date_format": "YYYY-MM-DD",
                "time_format": False,
                "picker_utc": True,
                "default": "",
            }
        if kind in ("integer", "number"):
            limits = {name: schema[key] for name, key in (("min", "minimum"), ("max", "maximum")) if key in schema}
            return {"widget": "number", "value_type": "int" if kind == "integer" else "float", **limits}
        return {"widget": "text" if key == "transcript_text" else "string"}

    def _reference(self, *, multiple: bool) -> Field:
        if self.hosted:
            return {
                "widget": "relation",
                "collection": COLLECTION,
                "value_field": "{{slug}}",
                "search_fields": ["title"],
                "display_fields": ["title"],
                "multiple": multiple,
            }
        options = [{"label": f"{title} ({name})", "value": name} for name, title in self.records]
        return {"widget": "select", "multiple": multiple, "options": options}


def _is_reference(key: str) -> bool:
    return key in ("related", "superseded_by", "from")


def _name_field(item: Shape) -> str:
    """Return the field of a list's item that tells it from the others."""
    wanted = ("text", "title", "outcome", "item", "instrument", "scheme", "note", "what", "said", "kind", "file")
    return next((key for key in wanted if key in item.fields), next(iter(item.fields)))


def _options(schema: Mapping[str, Any]) -> list[dict[str, str]]:
    names = schema.get("enumDescriptions") or schema["enum"]
    return [{"label": str(name), "value": str(value)} for value, name in zip(schema["enum"], names, strict=True)]


def _hint(key: str, shape: Shape, *, needed: bool) -> str:
    text = shape.text
    parts = ["Needed for publishing." if needed else "", ABOUTS.get(key, shape.about).rstrip("."), HINTS.get(key, "")]
    if text is not None and text.words:
        parts.append(f"Up to {text.words} words")
    if text is not None and text.characters:
        parts.append(f"Up to {text.characters} characters")
    if text is not None and text.markdown:
        parts.append("**bold**, *italics*, lists and [links](https://...) are written as in Markdown")
    return " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in parts if part)


def local_config(form: Form) -> dict[str, Any]:
    """Return the configuration for our own server."""
    collection = {
        **_collection(form),
        "slug": f"{{{{fields.{ID_FIELD}}}}}",
        "editor": {"preview": False},
        "view_filters": [
            {"label": "Drafts", "field": "status", "pattern": "draft"},
            {"label": "Archived", "field": "status", "pattern": "archived"},
        ],
        "view_groups": [{"label": "What sort of record", "field": "kind"}],
        "sortable_fields": ["title", "kind", "review_by", "reviewed"],
    }
    return {
        "backend": {"name": "proxy", "proxy_url": "/api/v1", "branch": "here"},
        "load_config_file": False,
        "locale": "plain",
        "publish_mode": "simple",
        "show_preview_links": False,
        "media_folder": "briefings/_media",
        "public_folder": "/",
        "slug": {"encoding": "ascii", "clean_accents": True},
        "i18n": _I18N,
        "collections": [collection],
    }


_I18N = {"structure": "multiple_files", "locales": ["en", "cy"], "default_locale": "en"}


def hosted_config(form: Form) -> str:
    """Return config.yml for a Git host, its back ends as comments to choose from."""
    config = {
        "media_folder": "briefings/_media",
        "public_folder": "/",
        "i18n": {**_I18N, "initial_locales": "default", "omit_default_locale_from_file_path": True},
        "collections": [
            {**_collection(form), "slug": "{{slug}}", "nested": {"depth": 10, "subfolders": False}},
        ],
    }
    text: str = yaml.dump(config, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)
    return f"{_HOSTED_HEAD}\n{text}"


def _collection(form: Form) -> dict[str, Any]:
    return {
        "name": COLLECTION,
        "label": "Briefings",
        "label_singular": "Briefing",
        "folder": "briefings",
        "extension": "yml",
        "format": "yml",
        "create": True,
        "delete": False,
        "identifier_field": "title",
        "summary": "{{title}}",
        "i18n": True,
        "fields": form.fields(),
    }


class _Dumper(yaml.SafeDumper):
    """Writes everything out: readers of such files refuse many aliases."""

    def ignore_aliases(self, data: object) -> bool:
        """Return that nothing is to be an alias."""
        return True


def folders_of(paths: Iterable[str]) -> tuple[str, ...]:
    """Return the folders that records are kept in, sorted."""
    return tuple(sorted({path.rsplit("/", 1)[0] for path in paths if "/" in path}))
