"""JSON Schema of the record and of its translation file, for editors and for others who read our data.

Made from the model and the vocabularies, so that an editor offers the terms there are. It is a help while typing;
``briefings check`` remains the judge.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from .model import NATIONS, Briefing
from .ratings import Scheme
from .shapes import Shape, shape_of_model
from .translation import STATUSES
from .vocabulary import Vocabularies

DIALECT = "https://json-schema.org/draft/2020-12/schema"
RECORD_FILE = "briefing.schema.json"
TRANSLATION_FILE = "translation.schema.json"


def record_schema(vocabularies: Vocabularies, schemes: Mapping[str, Scheme]) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a record as authors write it."""
    schema = Briefing.model_json_schema()
    properties = schema["properties"]
    for name in [name for name, part in properties.items() if part.get("computed")]:
        del properties[name]
    definitions: dict[str, Any] = schema["$defs"]
    definitions.pop("Translation", None)
    filled: dict[str, Any] = _fill_terms(schema, vocabularies, schemes)
    applies = filled["$defs"]["Applies"]
    filled["$defs"]["Applies"] = {"anyOf": [applies["properties"]["applies"], applies]}
    nations = filled["$defs"]["Relevance"]["properties"]["applies_to"]
    nations["propertyNames"] = {"enum": list(NATIONS)}
    nations["required"] = ["wales"]
    # Codes such as 3 are text here, but an author may well leave the quotes off.
    filled["$defs"]["Rating"]["properties"]["value"]["type"] = ["string", "number"]
    return {"$schema": DIALECT, "title": "Evidence briefing", **{k: v for k, v in filled.items() if k != "title"}}


def translation_schema() -> dict[str, Any]:
    """Return the JSON Schema of a pair file: the texts of a record and ``translation``, nothing else."""
    schema = _texts(shape_of_model(Briefing))
    schema["properties"]["translation"] = {
        "type": "object",
        "description": "How far the translation has got. of: is filled in by briefings translate ID --stamp.",
        "properties": {"status": {"enum": list(STATUSES)}, "of": {"type": "string"}},
        "required": ["status"],
        "additionalProperties": False,
    }
    schema["required"] = ["translation"]
    return {"$schema": DIALECT, "title": "Translation of an evidence briefing", **schema}


def as_text(schema: Mapping[str, Any]) -> str:
    """Return a schema as a file's text: stable, indented, ASCII."""
    return json.dumps(schema, indent=2, ensure_ascii=True) + "\n"


def _fill_terms(part: Any, vocabularies: Vocabularies, schemes: Mapping[str, Scheme]) -> Any:
    """Return the schema with each vocabulary's name replaced by its terms."""
    if isinstance(part, list):
        return [_fill_terms(item, vocabularies, schemes) for item in part]
    if not isinstance(part, dict):
        return part
    done = {key: _fill_terms(value, vocabularies, schemes) for key, value in part.items() if key != "x-vocabulary"}
    name = part.get("x-vocabulary")
    if name == "schemes":
        done["enum"] = sorted(schemes)
    elif name is not None:
        terms = vocabularies[name].terms
        done["enum"] = list(terms)
        done["enumDescriptions"] = [f"{term.en} / {term.cy}" for term in terms.values()]
    if isinstance(done.get("propertyNames"), dict):
        done.pop("propertyNames")
    return done


def _texts(shape: Shape) -> dict[str, Any]:
    if shape.kind == "text":
        return {"type": "string"}
    if shape.kind == "list" and shape.item is not None:
        return {"type": "array", "items": _texts(shape.item)}
    if shape.kind == "mapping" and shape.item is not None:
        return {"type": "object", "additionalProperties": _texts(shape.item)}
    below = {name: _texts(field) for name, field in shape.fields.items() if field.has_text}
    return {"type": "object", "properties": below, "additionalProperties": False}
