"""Rules about where a figure is from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..problems import Severity
from ..records import RecordFile
from ..shapes import Leaf
from .figures import has, items
from .subject import Found, Subject, rule
from .wording import place_of

_FIELDS = frozenset(("title", "bottom_line", "summary", "messages", "body", "leaders"))
_FIGURE = re.compile(
    r"(?<![\w.])(?:[\u00a3\u20ac$]\s?\d[\d,.]*\d|[\u00a3\u20ac$]\s?\d|\d+(?:[.,]\d+)*\s?(?:%|per\s?cent\b|y\s+cant\b)"
    r"|\d+(?:,\d{3})*\s+(?:(?:out\s+)?of(?:\s+the)?|in(?:\s+every)?|allan\s+o|o\s+bob|o['\u2019]r|o)\s+\d+(?:,\d{3})*)(?!\w)"
)
_PERIOD = re.compile(r"(?:19|20)\d\d\b")
_SAYS_WHO = {
    "en": re.compile(
        r"(?i)\b(?:according to|adviser|advisor|analysis|article|asked|audit|author|authors|book|calculated|census"
        r"|cited|commissioners said|consultation|data|estimate|estimates|estimated|evaluation|evaluated|figures"
        r"|focus groups?|found|guidance|inspectors|interview\w*|measured|ministers|pilot|paper|participants|programme's"
        r"|quoted|rated|replied|report|reported|reports|research|researchers|respondents|review|reviewed|reviewers|says|source"
        r"|sources|statistics|studied|studies|study|survey|surveyed|team's|tested|trial|trials|webinar|workshops?|law|act"
        r"|regulations|they said|people said|told)\b"
    ),
    "cy": re.compile(
        r"(?i)(?:\b(?:yn \u00f4l|meddai|medden|dywedodd|dywed|nododd|noda|gofynnwyd|canfu|canfuwyd|mesurwyd)\b"
        r"|adolygi|adolygwyr|adroddi|arolwg|arolygon|amcangyfri|arwerth|astudiaeth|astudio|awdur|cyfranogwyr|cyfweliad"
        r"|gyfweliad|chyfweliad|cyfwel|gyfwel|cyfwyd|data|dadansodd|ddadansodd|ddeddf|deddf|erthygl|ffigur|ffynhonnell"
        r"|ffynonellau|gr\u0175p ffocws|grwpiau ffocws|gwerthus|werthus|holwyd|holi|gweithdy|weithdy|weithdai|ymchwil"
        r"|hymchwil|ystadeg|hystadeg|peilot|beilot|pheilot|papur|bapur|treial|dreial|threial|profwyd|ymatebwyr|ymatebodd"
        r"|hymateb|gweminar|weminar|llyfr|lyfr)"
    ),
}
"""Words that say that somebody counted or measured, in either language, as texts have them after mutations."""
_REFERENCE = re.compile(r"\[\d{1,2}\]|\]\(|\b(?:19|20)\d\d\b")
_GAP = re.compile(r"\n[ \t]*\n(?![ \t]*(?:[-*+]|\d{1,2}[.)])[ \t])")
_NAME = re.compile(r"[A-Z][\w'\u2019-]{2,}")


@rule("figure-without-source", Severity.WARNING)
def figure_without_source(subject: Subject) -> Iterator[Found]:
    """Report a figure of which nobody could say where it is from.

    When: A percentage, a sum of money, or so many of so many stands in a paragraph that names nobody who counted: no
    study, report or survey, no author or publisher of the sources, no year, no link; and no other paragraph of the file
    that does so has the same figure. A record whose only source can be found needs no more, because it is clear.
    Reported too: figures in a record none of whose sources has a link, a DOI, a publisher or a journal.
    Fix: Say in the same paragraph where the figure is from: "In the survey, ...". Or add the source, or leave it out.
    """
    sources = [item for _, item in items(subject, "sources")]
    found_by = [any(has(item, key) for key in ("url", "doi", "open_url", "publisher", "journal")) for item in sources]
    if not subject.site.thresholds.wants("figure-without-source") or not sources or (len(sources) == 1 and found_by[0]):
        return
    for file in subject.files:
        figures = list(_figures(subject, file))
        told = {_key(match) for _, match, attributed in figures if attributed}
        if not any(found_by):
            for leaf, match in [(leaf, match) for leaf, match, _ in figures if leaf.loc[0] in _FIELDS][:1]:
                message = (
                    f'where "{_key(match)}" is from, nobody can look up: no source has a link, a DOI or a publisher.'
                )
                yield place_of(match, file, leaf), message
            continue
        untold = [(leaf, match) for leaf, match, attributed in figures if not attributed and leaf.loc[0] in _FIELDS]
        for leaf, match in untold:
            if _key(match) not in told:
                told.add(_key(match))
                message = f'nothing near "{_key(match)}" says where it is from. Name the study or report.'
                yield place_of(match, file, leaf), message


def _figures(subject: Subject, file: RecordFile) -> Iterator[tuple[Leaf, re.Match[str], bool]]:
    """Yield (leaf, match, whether its paragraph or the heading above says where it is from) of each figure."""
    names: set[str] | None = None
    for owner, leaf in subject.numbered:
        if owner is not file or leaf.loc[-1] == "quote" or not _FIGURE.search(leaf.value):
            continue
        if names is None:
            words = (_NAME.findall(leaf.value) for leaf in subject.leaves if _is_name_of_source(leaf))
            names = {word for found in words for word in found}
        for begin, end, heading in _paragraphs(leaf.value):
            attributed = _is_attributed(leaf.value[begin:end] + "\n" + heading, file.language, names)
            for match in _FIGURE.finditer(leaf.value, begin, end):
                yield leaf, match, attributed or bool(_PERIOD.match(match[0]))


def _paragraphs(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, the heading above) of each paragraph; a list belongs to the paragraph before it."""
    begin, heading = 0, ""
    ends = [(gap.start(), gap.end()) for gap in _GAP.finditer(text)]
    for end, following in (*ends, (len(text), len(text))):
        if text[begin:end].lstrip().startswith("#"):
            heading = text[begin:end]
        yield begin, end, heading
        begin = following


def _is_attributed(text: str, language: str, names: set[str]) -> bool:
    if _SAYS_WHO[language].search(text) or _REFERENCE.search(text):
        return True
    return bool(names & set(_NAME.findall(text)))


def _is_name_of_source(leaf: Leaf) -> bool:
    return leaf.loc[0] == "sources" and bool({"authors", "publisher", "journal"} & set(map(str, leaf.loc)))


def _key(match: re.Match[str]) -> str:
    return re.sub(r"\s+", " ", match[0])
