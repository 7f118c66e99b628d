"""Citations in the Harvard style, as people write them: of a record, and of the sources it rests on."""

from __future__ import annotations

from markupsafe import Markup, escape

from ..content.blocks import Source
from ..content.model import Briefing
from .wording import Wording, joined, marked


def citation(briefing: Briefing, wording: Wording, url: str | None = None) -> Markup:
    """Return how to cite the record, as HTML, in the language of the page.

    It dates the text that the reader has: year and version are those of its last change. ``url`` is the absolute
    address of the page, or None for a site that has no fixed one.
    """
    title, spoken = briefing.title.best(wording.language)
    form = wording.gettext("%(team)s (%(year)s) %(title)s. Evidence briefings. Version: %(date)s.")
    cited = escape(form) % {
        "team": marked(briefing.owner.team, wording.language),
        "year": briefing.last_changed.year,
        "title": marked(briefing.title.with_text(spoken, title.rstrip(".")), wording.language),
        "date": wording.day(briefing.last_changed),
    }
    return cited if url is None else joined([cited, escape(wording.gettext("Available at: %(url)s")) % {"url": url}])


def source_citation(source: Source, wording: Wording, *, publisher: bool = True) -> Markup:
    """Return how to cite a source, as HTML without a full stop at its end; its words stay as they were published.

    Names are not turned round: nothing tells a person from an organisation. ``publisher`` adds who published it.
    """
    year = str(source.year) if source.year is not None else wording.gettext("no date")
    title = _spoken(source.title.rstrip("."), source.language, wording)
    # Thousands of sources: joined as plain strings of HTML, for Markup escapes each part once more.
    parts = [f"{escape(', '.join(source.authors))} ({year}) {title}" if source.authors else f"{title} ({year})"]
    named = {name.casefold() for name in source.authors}
    others = [source.journal, source.publisher if publisher else None]
    parts += [
        _spoken(name.rstrip("."), source.language, wording) for name in others if name and name.casefold() not in named
    ]
    return Markup(". ".join(parts))  # noqa: S704 (escaped above)


def _spoken(words: str, language: str, wording: Wording) -> str:
    safe = escape(words)
    return safe if language == wording.language else f'<span lang="{language}">{safe}</span>'
