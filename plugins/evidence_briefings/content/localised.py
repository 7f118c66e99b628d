"""Text in two languages, and what a field says about its text: how long, Markdown or not, a name or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

Language = Literal["en", "cy"]
LANGUAGES: tuple[Language, Language] = ("en", "cy")
OTHER: Mapping[str, Language] = {"en": "cy", "cy": "en"}
LANGUAGE_NAMES: Mapping[str, str] = {"en": "English", "cy": "Welsh"}


@dataclass(frozen=True, slots=True)
class Localised:
    """A text written in one language and perhaps translated into the other.

    ``written`` is the language of the record; ``en`` or ``cy`` is None where that language is missing, which a page
    must show as missing: there is no silent fallback.
    """

    written: Language
    en: str | None = None
    cy: str | None = None

    def get(self, language: str) -> str | None:
        """Return the text in ``language``, or None where it is missing."""
        return self.en if language == "en" else self.cy

    @property
    def original(self) -> str:
        """The text in the language the record was written in."""
        return self.get(self.written) or ""

    def best(self, language: str) -> tuple[str, Language]:
        """Return (text, language it is in): the asked one if it is there, else the original, to be marked as such."""
        text = self.get(language)
        if text is None:
            return self.original, self.written
        return text, "en" if language == "en" else "cy"

    def with_text(self, language: str, text: str) -> Localised:
        """Return a copy that has ``text`` in ``language``."""
        return replace(self, en=text) if language == "en" else replace(self, cy=text)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read a plain string as the text in the record's language, which the validation context gives."""
        return core_schema.with_info_plain_validator_function(cls._read)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Return the schema of what an author writes: a string."""
        return {"type": "string"}

    @classmethod
    def _read(cls, value: object, info: core_schema.ValidationInfo) -> Localised:
        if isinstance(value, Localised):
            return value
        if not isinstance(value, str):
            raise PydanticCustomError("string_type", "Input should be a valid string")
        text = value.strip()
        if not text:
            raise PydanticCustomError("empty_text", "Input should not be empty")
        language: Language = (info.context or {}).get("language", "en")
        return cls(language, **{language: text})


@dataclass(frozen=True, slots=True)
class Text:
    """What a text field asks for. Put beside ``Localised`` in an annotation.

    ``words`` and ``characters`` are upper limits. ``markdown`` allows Markdown. A ``name`` (an organisation, a
    reference) need not be translated. ``own_length`` marks a list whose languages may differ in length. A title that
    is ``as_published`` may be the same in both languages: the law of England has no Welsh one.
    """

    words: int | None = None
    characters: int | None = None
    markdown: bool = False
    name: bool = False
    own_length: bool = False
    as_published: bool = False

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Add the limits to what an editor shows of the field."""
        found = handler(schema)
        limit = f"Up to {self.words} words." if self.words else f"Up to {self.characters} characters."
        if self.words or self.characters:
            found["description"] = limit
        if self.markdown:
            found["description"] = f"{found.get('description', '')} Markdown.".strip()
        return found


@dataclass(frozen=True, slots=True)
class TermOf:
    """Marks a string field as a term of the vocabulary ``name``."""

    name: str

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Leave the name of the vocabulary in the schema, to be replaced by its terms."""
        return {**handler(schema), "x-vocabulary": self.name}
