"""What a record offers beyond its text: media, things to use, and its words for readers of other kinds."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .blocks import Block, Say, Title
from .fields import Url
from .localised import Language, Localised, TermOf, Text
from .media import MediaPath

ForLeaders = Annotated[Localised, Text(words=50)]
"""They read one page, and it has to hold the cost and the decision as well."""


class Captions(Block):
    """The words of a film in one language, to read while it plays: a WebVTT file."""

    language: Language = Field("en", description="The language of the captions")
    file: MediaPath = Field(description="The .vtt file below briefings/_media")


class Media(Block):
    """A film, podcast or other medium: elsewhere (url), or a file of this site that plays on the page (file)."""

    title: Title
    kind: Annotated[str, TermOf("media-kinds")]
    url: Url | None = Field(None, description="Where it is, if it is elsewhere; it is linked, never embedded")
    file: MediaPath | None = Field(None, description="The file below briefings/_media, if it is ours")
    minutes: int | None = Field(None, ge=0, description="How long it is, rounded up")
    transcript: Url | None = Field(None, description="Where its words can be read")
    transcript_text: str | None = Field(
        None, min_length=1, description="Its words, in its own language; for a file of ours they stand here"
    )
    captions: list[Captions] = Field([], description="For a film of ours: its words to read along")
    poster: MediaPath | None = Field(None, description="A picture to show before a film of ours plays")
    language: Language = "en"


class Format(Block):
    """The record in another form: Easy Read, British Sign Language, audio, Braille ..."""

    kind: Annotated[str, TermOf("format-kinds")]
    title: Title | None = Field(None, description="What it is called, if not as the record")
    url: Url | None = Field(None, description="Where it is, if it is elsewhere")
    file: MediaPath | None = Field(None, description="The file below briefings/_media, if it is ours")
    language: Language = "en"


class Tool(Block):
    """A checklist, template or other thing to use."""

    title: Say
    kind: Annotated[str, TermOf("tool-kinds")] = "other"
    description: Say | None = None
    url: Url | None = None
    items: list[Say] = []


class Plain(Block):
    """The record in plain words, for people who use services and their families."""

    about: Annotated[Localised, Text(words=60)] = Field(description="What this is about, as you would tell a neighbour")
    found: list[Say] = Field(min_length=1, description="What was found, one thing each")
    means: list[Say] = Field(min_length=1, description="What this may mean for the reader")
    ask: list[Say] = Field([], description="Questions the reader could ask those who support them")


class Leaders(Block):
    """What leaders and elected members need before they decide. What it costs, a programme says itself."""

    outcome: ForLeaders = Field(description="What gets better, for whom, and how far that is known")
    cost: ForLeaders | None = Field(None, description="What is known of the cost, in words; left out if no source says")
    decision: ForLeaders | None = Field(None, description="What there is to decide")
