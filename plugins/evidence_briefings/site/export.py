"""What ``briefings export`` gives: records that are published, chosen by id or by term, in one of six formats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..content.model import Briefing
from ..content.suggest import did_you_mean
from .addresses import address
from .bibliography import FORMATS as BIBLIOGRAPHIES
from .data import briefings_json
from .passage import briefing_reference
from .references import Reference, source_references
from .site import Site
from .table import table_lines
from .using import UseMaker

FORMATS = ("json", "csv", "ris", "bibtex", "csl", "markdown")
_ENDINGS = {"ris": ".ris", "bibtex": ".bib", "csl": ".csl.json"}
_ALL_KEPT = frozenset({"json", "csv"})
"""Formats that say whether a record is archived: only these have archived records that nobody names."""


class ExportError(ValueError):
    """What is to be exported is not there; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which records: those with these ids; of them, or else of all, those that have one term of each list given."""

    ids: Sequence[str] = ()
    topics: Sequence[str] = ()
    audiences: Sequence[str] = ()
    kinds: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Exporter:
    """Exports what the site shows: no drafts, nothing internal. Texts are in ``language`` where a format has one."""

    site: Site
    language: str = "en"

    def chosen(self, wanted: Wanted, style: str) -> list[Briefing]:
        """Return the records in the order of their ids, or of ``wanted``. Raises ``ExportError``."""
        collection = self.site.collection
        lists = collection.vocabularies
        for option, vocabulary, terms in (
            ("topic", "topics", wanted.topics),
            ("audience", "audiences", wanted.audiences),
            ("kind", "kinds", wanted.kinds),
        ):
            for term in terms:
                known = lists[vocabulary].terms
                if term not in known:
                    raise ExportError(f'there is no {option} "{term}".{did_you_mean(term, known)}')
        if wanted.ids:
            found = [self._named(record_id) for record_id in dict.fromkeys(wanted.ids)]
        else:
            found = list(collection.shown.values() if style in _ALL_KEPT else collection.listed)
        topics = lists["topics"]

        def fits(briefing: Briefing) -> bool:
            above = {id for topic in briefing.topics for id in topics.with_ancestors(topic)} if wanted.topics else set()
            return (
                (not wanted.topics or bool(above.intersection(wanted.topics)))
                and (not wanted.audiences or bool(set(briefing.audiences).intersection(wanted.audiences)))
                and (not wanted.kinds or briefing.kind in wanted.kinds)
            )

        return [briefing for briefing in found if fits(briefing)]

    def parts(self, style: str, briefings: Sequence[Briefing], *, sources: bool = False) -> Iterator[str]:
        """Yield the text piece by piece, in one of FORMATS; with ``sources``, citations of what records rest on too."""
        site = self.site
        if style == "json":
            yield from briefings_json(site.collection, site.options.site_url, only=briefings)
        elif style == "csv":
            maker = self._maker()

            def place(language: str, record_id: str) -> str:
                path = address("briefing", language, record_id)
                return maker.absolute(path) or path

            yield from table_lines(site.collection, place, only=briefings)
        elif style == "markdown":
            for number, text in enumerate(self.documents(briefings)):
                yield f"\n{text}" if number else text
        else:
            form = BIBLIOGRAPHIES[_ENDINGS[style]]
            yield from form.parts(map(form.entry, self._references(briefings, sources=sources)))

    def documents(self, briefings: Iterable[Briefing]) -> Iterator[str]:
        """Yield each record as a Markdown document."""
        from .document import document  # noqa: PLC0415 (no other format needs what it loads)

        maker = self._maker()
        for briefing in briefings:
            yield document(maker, briefing, self.site.html)

    def _references(self, briefings: Iterable[Briefing], *, sources: bool) -> Iterator[Reference]:
        maker = self._maker()
        for briefing in briefings:
            yield briefing_reference(briefing, maker.wording, maker.corpus.vocabularies, maker.url_of(briefing))
            if sources:
                yield from source_references(briefing)

    def _maker(self) -> UseMaker:
        site = self.site
        return UseMaker(site.corpus, site.collection, site.wording[self.language], site.options.site_url)

    def _named(self, record_id: str) -> Briefing:
        site = self.site
        shown: Mapping[str, Briefing] = site.collection.shown
        if record_id in shown:
            return shown[record_id]
        for briefing in shown.values():
            if record_id in briefing.was:
                return briefing
        known = site.corpus.briefings.get(record_id)
        if known is not None:
            why = f"its status is {known.status}" if known.visibility == "public" else f"it is {known.visibility}"
            raise ExportError(f'"{record_id}" is not published: {why}. Only what the site shows is exported')
        if record_id in site.corpus.files:
            where = site.corpus.files[record_id].shown
            raise ExportError(f'"{record_id}" has errors, so there is nothing to export. Run: briefings check {where}')
        raise ExportError(f'there is no record "{record_id}".{did_you_mean(record_id, shown)}')
