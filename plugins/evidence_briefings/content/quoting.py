"""A reference as people write it at the end of a document, taken apart where there is no doubt, else left whole."""

from __future__ import annotations

import re
from typing import Any

from .fields import link_fault

_URL = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:)\]]")
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:?\s*)?(10\.\d{4,9}/[^\s\"<>]*[^\s\".,;:<>)\]])", re.IGNORECASE)
_DATED = re.compile(
    r"(?P<authors>[^()\d\"“‘]{3,300}?)[.,]?\s*"
    r"[(\[](?P<year>(?:1[5-9]|20)\d\d)[a-z]?(?:, [^)]{1,20})?[)\]][.,:]?\s+(?P<rest>\S.*)\Z"
)
_QUOTED = re.compile(r"[\"“‘'](?P<title>[^\"”]{5,}?)[\"”’'][.,]?(?=\s|\Z)")
_SENTENCE = re.compile(r"(?P<title>.{5,}?[^\s.])(?:[.](?=\s)|(?<=[?!])(?=\s)|[.]?\Z)")
_PERSON = re.compile(
    r"(?P<family>[^\W\d_][\w'’-]*(?: [^\W\d_][\w'’-]*){0,2}), ?(?P<given>(?:[^\W\d_]\.?[ -]?){1,4})"
    r"(?=,|;| and | & | a | ac |\Z)"
)
_BETWEEN = re.compile(r"\s*(?:[,;]\s*(?:and |& |a |ac )?|and |& |a |ac )\s*")
_NUMBERED = re.compile(r"\A(?:\[\d+\]|\d+[.)])\s+")


def source_of(text: str) -> dict[str, Any]:
    """Return the source that a reference names: title, and authors and year where they are told for certain.

    A reference that cannot be split is a source whose title is all of it. Nothing is guessed from anywhere else.
    """
    bare = _NUMBERED.sub("", text.strip())
    source: dict[str, Any] = {"title": bare}
    doi, url = _DOI.search(bare), _URL.search(bare)
    rest = bare
    for found in (doi, url):
        if found is not None:
            rest = rest.replace(found[0], " ")
    match = _DATED.match(" ".join(rest.split()))
    if match and (title := _title(match["rest"])):
        source = {"title": title, "authors": authors_of(match["authors"]), "year": int(match["year"])}
    if url is not None and "doi.org/" not in url[0] and link_fault(url[0]) is None:
        source["url"] = url[0]
    if doi is not None:
        source["doi"] = doi[1]
    return {**source, "access": "unknown"}


def _title(rest: str) -> str | None:
    match = _QUOTED.match(rest) or _SENTENCE.match(rest)
    return match["title"].strip(" ,") if match else None


def authors_of(text: str) -> list[str]:
    """Return the authors of a reference: people told by their initials, each for itself; else the one text."""
    text = text.strip(" ,.") + ("." if re.search(r"\b[^\W\d_]\.?\Z", text.strip(" ,")) else "")
    people: list[str] = []
    place = 0
    while match := _PERSON.match(text, place):
        people.append(f"{match['family']}, {match['given'].strip()}")
        place = match.end()
        between = _BETWEEN.match(text, place)
        if between is None:
            break
        place = between.end()
    return people if people and place >= len(text) else [text]
