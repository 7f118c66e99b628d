"""Sources from a reference manager: RIS, BibTeX and CSL-JSON, read into the sources of a record."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

import rispy  # type: ignore[import-untyped]
from bibtexparser import middlewares
from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.middlewares.names import split_multiple_persons_names
from bibtexparser.model import Entry, Field, ParsingFailedBlock

from .fields import link_fault
from .nodes import Node
from .shapes import Loc

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ud800-\udfff]")
_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s\"]*[^\s\".,]")
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|2[01]\d\d)(?!\d)")
_TYPES: Mapping[str, Sequence[str]] = {
    "article": "JOUR EJOUR MGZN NEWS article periodical article-journal article-magazine article-newspaper".split(),
    "report": "RPRT GOVDOC THES UNPB techreport report thesis phdthesis mastersthesis unpublished".split(),
    "book": "BOOK EBOOK EDBOOK WHOLE book mvbook collection proceedings booklet".split(),
    "chapter": "CHAP ECHAP CPAPER inbook incollection inproceedings conference chapter paper-conference".split(),
    "guidance": "STAND standard".split(),
    "website": "ELEC BLOG WEB online electronic www webpage post post-weblog".split(),
    "presentation": "SLIDE CONF speech presentation".split(),
    "dataset": "DATA AGGR DBASE dataset".split(),
    "legislation": "STAT BILL LEGAL CASE legislation bill legal_case regulation".split(),
}
_TYPE = {name.casefold(): ours for ours, names in _TYPES.items() for name in names}


class SourcesError(ValueError):
    """The file cannot be read; the message says why."""


@dataclass(slots=True)
class Entries:
    """What a file holds: sources, and a line for each entry that could not be read."""

    sources: list[dict[str, Any]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Merged:
    """The changes to a record, with a line for each source that is added or was there."""

    edits: dict[Loc, Any] = field(default_factory=dict)
    added: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)


def read_sources(name: str, content: bytes) -> Entries:
    """Return the sources in a file of this name. Raises ``SourcesError``."""
    try:
        encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
        text = content.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        raise SourcesError("it is not UTF-8 text. Export it again with the encoding UTF-8") from None
    if not text.strip():
        raise SourcesError("the file is empty")
    readers: Mapping[str, Callable[[str], Iterator[_Read]]] = {
        ".ris": _ris,
        ".bib": _bibtex,
        ".bibtex": _bibtex,
        ".json": _csl,
    }
    found = Entries()
    for number, read in enumerate(readers[PurePath(name).suffix.lower()](text), 1):
        fields, fault = read
        source = _source(fields)
        if not fault and "title" not in source:
            fault = "it has no title"
        if fault:
            found.faults.append(f"entry {number}: {fault}")
        else:
            found.sources.append(source)
    if not found.sources and not found.faults:
        raise SourcesError("there is no entry in it")
    return found


def merged(record: Node, sources: Sequence[Mapping[str, Any]], types: Container[str]) -> Merged:
    """Return what adding sources changes in a record: those with the DOI, or the title and year, of one stay out.

    ``types`` are the types of source that the site knows; a source of another one says none.
    """
    there = record.child("sources")
    old = there.plain() if there is not None and isinstance(there.value, list) else []
    entries = [entry for entry in old if isinstance(entry, dict) and entry.get("title")]
    # A new record has one entry without a title, which the first source takes.
    empty = [number for number, entry in enumerate(old) if not (isinstance(entry, dict) and entry.get("title"))]
    found = Merged()
    place = len(old)
    for read in sources:
        source = {name: value for name, value in read.items() if name != "type" or value in types}
        twin = next((entry for entry in entries if _same(source, entry)), None)
        if twin is not None:
            found.known.append(source["title"])
            continue
        if empty:
            found.edits["sources", empty.pop(0)] = source
        else:
            found.edits["sources", place] = source
            place += 1
        entries.append(source)
        found.added.append(source["title"])
    return found


def _same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    dois = [_doi(str(source.get("doi") or source.get("url") or "")) for source in (one, other)]
    if all(dois):
        return dois[0].casefold() == dois[1].casefold()
    titles = [re.sub(r"\W+", " ", str(source.get("title", ""))).strip().casefold() for source in (one, other)]
    years = [str(source.get("year", "")) for source in (one, other)]
    return titles[0] == titles[1] and years[0] == years[1]


_Read = tuple[dict[str, Any], str]
"""The fields of an entry, in our names and as read, and what is wrong with it."""


def _source(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return a source with what its fields say for certain; what is no year, DOI or address is left out."""
    text = {name: _line(fields.get(name)) for name in ("title", "publisher", "journal", "url", "doi", "year", "type")}
    year = _YEAR.search(text["year"])
    doi = _doi(text["doi"]) or (_doi(text["url"]) if "doi.org/" in text["url"] else "")
    url = text["url"].split(" ")[0]
    good = link_fault(url) is None and url.lower().startswith(("http://", "https://"))
    kept = {
        "title": text["title"],
        "authors": [name for name in map(_line, fields.get("authors") or []) if name],
        "year": int(year[1]) if year else None,
        "publisher": text["publisher"],
        "journal": text["journal"],
        "type": _TYPE.get(text["type"].casefold()),
        "url": url if good and "doi.org/" not in url else None,
        "doi": doi,
        "access": "unknown",
    }
    return {name: value for name, value in kept.items() if value}


def _line(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        value = next((item for item in value if item), "")
    return " ".join(_UNSEEN.sub(" ", str(value)).split()) if isinstance(value, (str, int, float)) else ""


def _doi(text: str) -> str:
    found = _DOI.search(text)
    return found[0] if found else ""


def _ris(text: str) -> Iterator[_Read]:
    logging.getLogger("rispy").setLevel(logging.ERROR)
    for part in re.split(r"(?m)^ER  ?-.*$", text):
        start = re.search(r"(?m)^TY  ?-", part)
        if start is None:
            if part.strip():
                yield {}, f'it does not begin with TY: "{" ".join(part.split())[:60]}"'
            continue
        # Some programs leave out the second space, or the one after the hyphen.
        lines = [re.sub(r"^([A-Z][A-Z0-9])  ?-[ ]?", r"\1  - ", line) for line in part[start.start() :].split("\n")]
        try:
            [entry] = rispy.loads("\n".join([*lines, "ER  - "]), skip_unknown_tags=True)
        except Exception as error:  # noqa: BLE001 (whatever the reader makes of what is no RIS)
            yield {}, f"it is not RIS: {' '.join(str(error).split())[:100]}"
            continue
        kind = str(entry.get("type_of_reference", ""))
        journal = next((entry[key] for key in _RIS_JOURNALS if entry.get(key)), None)
        yield (
            {
                "title": entry.get("title") or entry.get("primary_title") or entry.get("short_title"),
                "authors": entry.get("authors") or entry.get("first_authors"),
                "year": entry.get("year") or entry.get("publication_year") or entry.get("date"),
                "publisher": entry.get("publisher") or entry.get("institution"),
                "journal": journal if _TYPE.get(kind.casefold()) in ("article", "chapter") else None,
                "type": kind,
                "url": _first_address(entry.get("urls") or entry.get("url") or entry.get("file_attachments1")),
                "doi": entry.get("doi"),
            },
            "",
        )


_RIS_JOURNALS = ("journal_name", "secondary_title", "alternate_title1", "alternate_title2", "alternate_title3")


def _first_address(value: Any) -> str:
    texts = value if isinstance(value, list) else [value]
    return next((text for text in map(_line, texts) if text.lower().startswith("http")), "")


def _bibtex(text: str) -> Iterator[_Read]:
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    logging.getLogger("pylatexenc").setLevel(logging.CRITICAL)
    library = parse_string(text, append_middleware=[_EachAuthor(), middlewares.LatexDecodingMiddleware()])
    for block in library.blocks:
        entry = getattr(block, "ignore_error_block", block)
        if entry is None or not isinstance(entry, Entry):
            if isinstance(block, ParsingFailedBlock):
                yield {}, f"it cannot be read, from line {(block.start_line or 0) + 1} on"
            continue
        values = {key.lower(): item.value for key, item in entry.fields_dict.items()}
        kind = entry.entry_type.lower()
        authors = [name for key, name in values.items() if key.startswith("author ")]
        authors = authors or [name for key, name in values.items() if key.startswith("editor ")]
        yield (
            {
                "title": _unbraced(values.get("title")),
                "authors": [_unbraced(name) for name in authors],
                "year": values.get("year") or values.get("date"),
                "publisher": _unbraced(
                    next(
                        (
                            values[key]
                            for key in ("publisher", "institution", "organization", "school")
                            if key in values
                        ),
                        "",
                    )
                    or (values.get("howpublished", "") if "http" not in str(values.get("howpublished")) else "")
                ),
                "journal": _unbraced(
                    values.get("journal")
                    or values.get("journaltitle")
                    or (values.get("booktitle") if kind != "book" else "")
                ),
                "type": kind if kind != "misc" else ("online" if values.get("url") else ""),
                "url": _plain_address(str(values.get("url") or values.get("howpublished") or "")),
                "doi": _plain_address(str(values.get("doi") or "")),
            },
            "",
        )


class _EachAuthor(middlewares.BlockMiddleware):
    """Makes a field of each author while braces still hold "{Health and Care}" together."""

    def transform_entry(self, entry: Entry, library: Library) -> Entry:
        for key in ("author", "editor"):
            value = entry.pop(key)
            if value is not None:
                for number, name in enumerate(split_multiple_persons_names(str(value.value))):
                    entry.set_field(Field(f"{key} {number}", name))
        return entry


def _unbraced(value: Any) -> str:
    return re.sub(r"[{}]", "", str(value or ""))


def _plain_address(text: str) -> str:
    found = re.sub(r"\\(?=[_&%#~])|[{}]", "", text).replace("\\url", "")
    return found.strip()


def _csl(text: str) -> Iterator[_Read]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SourcesError(f"it is not JSON: {error}") from None
    if isinstance(data, dict):
        data = data["items"] if isinstance(data.get("items"), list) else [data]
    if not isinstance(data, list):
        raise SourcesError("it is no list of references in CSL-JSON")
    for item in data:
        if not isinstance(item, dict):
            yield {}, "it is not a block of keys and values"
            continue
        issued = item.get("issued")
        parts = issued.get("date-parts") if isinstance(issued, dict) else None
        year: Any = issued if isinstance(issued, str) else ""
        if isinstance(issued, dict):
            year = issued.get("literal") or issued.get("raw") or ""
        if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0]:
            year = parts[0][0]
        people = item.get("author") or item.get("editor") or []
        yield (
            {
                "title": item.get("title"),
                "authors": [_person(one) for one in people] if isinstance(people, list) else [],
                "year": year,
                "publisher": item.get("publisher"),
                "journal": item.get("container-title"),
                "type": item.get("type"),
                "url": item.get("URL"),
                "doi": item.get("DOI"),
            },
            "",
        )


def _person(value: Any) -> str:
    if not isinstance(value, dict):
        return ""
    if value.get("literal"):
        return _line(value["literal"])
    family = " ".join(filter(None, [_line(value.get("non-dropping-particle")), _line(value.get("family"))]))
    given = " ".join(filter(None, [_line(value.get("given")), _line(value.get("dropping-particle"))]))
    return f"{family}, {given}" if family and given else family or given
