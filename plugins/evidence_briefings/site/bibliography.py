"""Bibliographies: references as RIS, BibTeX and CSL-JSON, for other people's reference managers.

RIS as Zotero, EndNote and Mendeley read it; BibTeX as of the ``biblatex`` manual, in UTF-8, with entry types that old
styles know too; CSL-JSON as the schema of the Citation Style Language (csl-data.json) describes it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from .references import BRIEFING, Author, Reference


class _Types(NamedTuple):
    """What a kind of publication is called in each format."""

    ris: str
    bibtex: str
    csl: str


_REPORT = _Types("RPRT", "techreport", "report")
_OTHER = _Types("GEN", "misc", "document")
_TYPES: Mapping[str, _Types] = {
    BRIEFING: _REPORT,
    "report": _REPORT,
    "guidance": _REPORT,
    "article": _Types("JOUR", "article", "article-journal"),
    "book": _Types("BOOK", "book", "book"),
    "chapter": _Types("CHAP", "incollection", "chapter"),
    "website": _Types("ELEC", "misc", "webpage"),
    "presentation": _Types("SLIDE", "misc", "speech"),
    "dataset": _Types("DATA", "misc", "dataset"),
    "legislation": _Types("STAT", "misc", "legislation"),
}
_PUBLISHED_BY = {"techreport": "institution", "misc": "howpublished"}
"""What BibTeX calls the publisher of an entry type, where it is no ``publisher``."""

_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "%&$#_"},
    }
)


# BibTeX counts braces whatever stands before them: one without its pair would end the field, or never end it.
_IN_PAIRS = str.maketrans({"{": r"\{", "}": r"\}"})
_ALONE = str.maketrans({"{": r"\textbraceleft{}", "}": r"\textbraceright{}"})


_IN_LATEX = re.compile(r"[\\~^%&$#_{}]")


class Format(NamedTuple):
    """One format: its name, how one reference is written in it, and what stands around and between such entries."""

    name: str
    entry: Callable[[Reference], str]
    begins: str = ""
    between: str = "\n"
    ends: str = ""

    def whole(self, entries: Iterable[str]) -> str:
        """Return the file that holds entries."""
        return self.begins + self.between.join(entries) + self.ends

    def parts(self, entries: Iterable[str]) -> Iterator[str]:
        """Yield that file piece by piece."""
        yield self.begins
        for number, entry in enumerate(entries):
            yield f"{self.between}{entry}" if number else entry
        yield self.ends


def ris(reference: Reference) -> str:
    """Return a reference as RIS."""
    return "".join(f"{tag}  - {value}\n" for tag, value in _ris(reference) if value) + "ER  - \n"


def bibtex(reference: Reference) -> str:
    """Return a reference as BibTeX, in UTF-8."""
    lines = "".join([f"  {name} = {{{value}}},\n" for name, value in _bibtex(reference) if value])
    return f"@{_types(reference).bibtex}{{{reference.key},\n{lines}}}\n"


def csl_json(reference: Reference) -> str:
    """Return a reference as an item of CSL-JSON, on one line."""
    return json.dumps(_csl(reference), ensure_ascii=False)


FORMATS: Mapping[str, Format] = {
    ".ris": Format("RIS", ris),
    ".bib": Format("BibTeX", bibtex),
    ".csl.json": Format("CSL-JSON", csl_json, "[\n", ",\n", "\n]\n"),
}
"""Each format by the end of its files' names."""


def _types(reference: Reference) -> _Types:
    types = _TYPES.get(reference.kind, _OTHER)
    # An article that names no journal would lack what every reader of articles asks for.
    return _OTHER if types.bibtex == "article" and reference.journal is None else types


def _ris(reference: Reference) -> Iterator[tuple[str, str | None]]:
    yield "TY", _types(reference).ris
    yield "ID", reference.key
    yield from (("AU", str(author)) for author in reference.authors)
    yield "TI", reference.title
    yield "T2", reference.journal
    yield "PY", str(reference.year) if reference.year is not None else None
    yield "DA", f"{reference.issued:%Y/%m/%d}/" if isinstance(reference.issued, date) else None
    yield "PB", reference.publisher
    yield "M3", reference.genre
    yield "LA", reference.language
    yield "DO", reference.doi
    yield "UR", reference.url
    yield "AB", reference.abstract
    yield from (("KW", word) for word in reference.keywords)


def _bibtex(reference: Reference) -> Iterator[tuple[str, str | None]]:
    kind = _types(reference).bibtex
    yield "author", " and ".join(map(_bibtex_author, reference.authors))
    yield "title", f"{{{_latex(reference.title)}}}"  # the inner braces keep its capitals
    yield "journal", _latex(reference.journal)
    yield _PUBLISHED_BY.get(kind, "publisher"), _latex(reference.publisher)
    yield "type", _latex(reference.genre)
    yield "year", str(reference.year) if reference.year is not None else None
    if isinstance(reference.issued, date):
        yield "date", reference.issued.isoformat()
    yield "langid", {"en": "british", "cy": "welsh"}.get(reference.language)
    yield "doi", _verbatim(reference.doi)
    yield "url", _verbatim(reference.url)
    yield "abstract", _latex(reference.abstract)
    yield "keywords", ", ".join(_latex(word.replace(",", " ")) or "" for word in reference.keywords)


def _bibtex_author(author: Author) -> str:
    if author.given is None:
        return f"{{{_latex(author.family)}}}"
    return f"{_latex(author.family)}, {_latex(author.given)}"


def _latex(text: str | None) -> str | None:
    if text is None or _IN_LATEX.search(text) is None:
        return text
    return text.translate(_LATEX | (_IN_PAIRS if _in_pairs(text) else _ALONE))


def _in_pairs(text: str) -> bool:
    """Return whether every brace of a text has its pair."""
    depth = 0
    for brace in re.findall(r"[{}]", text):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def _verbatim(text: str | None) -> str | None:
    """Return an address as BibTeX takes it: as it is, but for what would end the field."""
    if text is None:
        return None
    return re.sub(r"[{}\\]", lambda sign: f"%{ord(sign[0]):02X}", text)


def _csl(reference: Reference) -> dict[str, Any]:
    issued: list[int] = []
    if isinstance(reference.issued, date):
        issued = [reference.issued.year, reference.issued.month, reference.issued.day]
    elif reference.issued is not None:
        issued = [reference.issued]
    fields = {
        "id": reference.key,
        "type": _types(reference).csl,
        "title": reference.title,
        "author": [
            {"family": author.family, "given": author.given} if author.given else {"literal": author.family}
            for author in reference.authors
        ],
        "issued": {"date-parts": [issued]} if issued else None,
        "publisher": reference.publisher,
        "container-title": reference.journal,
        "genre": reference.genre,
        "language": {"en": "en-GB", "cy": "cy-GB"}.get(reference.language),
        "URL": reference.url,
        "DOI": reference.doi,
        "abstract": reference.abstract,
        "keyword": ", ".join(reference.keywords),
    }
    return {name: value for name, value in fields.items() if value}
