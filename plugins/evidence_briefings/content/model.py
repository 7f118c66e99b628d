"""The record: what a briefing consists of. The field names are the YAML keys that authors write.

A ``Briefing`` is frozen and exists only if its record is valid. Text is ``Localised``; ids of vocabulary terms are
plain strings that the rules have looked up. Computed values are properties and are never written back.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from .blocks import (
    Balance,
    Block,
    Change,
    Contact,
    Evidence,
    Message,
    Owner,
    PracticeExample,
    Programme,
    Project,
    Rating,
    Relevance,
    Say,
    Source,
    Story,
    Voice,
)
from .fields import CalendarDate, RecordId
from .localised import Language, Localised, TermOf, Text
from .products import Format, Leaders, Media, Plain, Tool

NATIONS = ("wales", "england", "scotland", "northern-ireland")
"""Where law and services differ; Wales first."""


class Briefing(Block):
    """One record: a short, checked account of evidence and what to do with it."""

    kind: Annotated[str, TermOf("kinds")] = Field(description="What sort of record it is")
    language: Language = Field("en", description="The language the record was written in first")
    title: Annotated[Localised, Text(characters=100)] = Field(description="What it is about, as a reader would say it")
    bottom_line: Annotated[Localised, Text(words=30)] = Field(description="The conclusion, digested")
    summary: Annotated[Localised, Text(words=80, markdown=True)] = Field(description="Plain language")
    messages: list[Message] = Field(min_length=1, max_length=7, description="What a reader can do")
    topics: list[Annotated[str, TermOf("topics")]] = Field(min_length=1, description="What it is about")
    audiences: list[Annotated[str, TermOf("audiences")]] = Field(min_length=1, description="Who it is for")
    relevance: Relevance = Field(description="Where the evidence comes from and where it applies")
    evidence: Evidence = Field(description="How sure a reader can be")
    ratings: list[Rating] = Field([], description="Ratings that others gave, each on its own scale")
    sources: list[Source] = Field(min_length=1, description="The publications it rests on")
    owner: Owner = Field(description="Who keeps it current: a team, not a person")
    published: CalendarDate = Field(description="The day it was first published")
    reviewed: CalendarDate = Field(description="The day somebody last checked it")
    review_by: CalendarDate = Field(description="The day by which it must be checked again")
    body: Story | None = None
    questions: list[Say] = Field([], description="For supervision or a team meeting")
    contact: Contact | None = Field(None, description="Whom to ask: a role, not a person")
    related: list[RecordId] = Field([], description="Ids of other records")
    tasks: list[Annotated[str, TermOf("tasks")]] = Field([], description="Tasks that it serves and no rule can know")
    balance: Balance | None = None
    keywords: list[Annotated[Localised, Text(name=True, own_length=True)]] = Field(
        [], description="Further words to find it by"
    )
    status: Annotated[str, TermOf("statuses")] = "published"
    visibility: Annotated[str, TermOf("visibility")] = Field("public", description="Only public records are shown")
    archived: CalendarDate | None = Field(None, description="The day it was archived")
    superseded_by: RecordId | None = Field(None, description="The id of the record that replaces this one")
    changes: list[Change] = Field([], description="What was changed, and when")
    was: list[RecordId] = Field([], description="Ids it had before, the oldest first: their addresses lead here")
    programme: Programme | None = None
    project: Project | None = None
    practice_example: PracticeExample | None = None
    voices: list[Voice] = Field([], description="What people with experience said")
    media: list[Media] = []
    formats: list[Format] = Field([], description="The record in other forms: Easy Read, sign language, audio, Braille")
    tools: list[Tool] = []
    plain: Plain | None = Field(None, description="The same in plain words, for people who use services and families")
    leaders: Leaders | None = Field(None, description="What leaders and elected members need to know")

    # Set by the corpus, never written by an author.
    id: str = Field("", exclude=True, json_schema_extra={"computed": True})
    translation: Translation | None = Field(None, exclude=True, json_schema_extra={"computed": True})

    @property
    def last_changed(self) -> date:
        """The latest of publication, review, noted changes and the day it was archived."""
        archived = [self.archived] if self.archived is not None else []
        return max([self.published, self.reviewed, *archived, *(change.date for change in self.changes)])

    @property
    def names(self) -> list[str]:
        """The ids of all records that this one names and must exist, but for its successor; each once."""
        return list(dict.fromkeys([*self.related, *(self.balance.named if self.balance is not None else ())]))

    @property
    def is_archived(self) -> bool:
        """Whether the record is kept for reference only."""
        return self.status == "archived"

    @property
    def is_shown(self) -> bool:
        """Whether a public site has a page of it."""
        return self.status in ("published", "archived") and self.visibility == "public"


class Translation(Block):
    """How far the other language has got.

    ``missing`` and ``outdated`` list field locations such as ``messages[0].text``.
    """

    language: Language
    status: Literal["draft", "reviewed"] | None
    missing: tuple[str, ...] = ()
    outdated: tuple[str, ...] = ()

    @property
    def state(self) -> Literal["complete", "partial", "missing"]:
        """``missing``: nothing is translated; ``partial``: something is not."""
        if self.status is None:
            return "missing"
        return "partial" if self.missing else "complete"


Briefing.model_rebuild()

AUTHORED = {name: field for name, field in Briefing.model_fields.items() if not field.exclude}
"""The fields an author may write, in the order of the record."""

BLOCK_OF_KIND: Mapping[str, str] = {
    "programme": "programme",
    "project": "project",
    "practice-example": "practice_example",
}
"""Kinds that have a block of their own."""


KINDS_WITH_BALANCE = ("synthesis", "research", "guidance", "programme")
"""Kinds that draw conclusions from evidence, so that pros and cons can be set side by side."""


def read_briefing(data: dict[str, Any], language: Language, record_id: str) -> Briefing:
    """Return the briefing in ``data`` (text and lists as read). Raises pydantic's ``ValidationError``."""
    computed = {"id": record_id, "translation": None}
    return Briefing.model_validate({**data, **computed}, context={"language": language})
