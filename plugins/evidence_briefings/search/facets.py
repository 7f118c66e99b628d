"""The facets that a site declares in mkdocs.yml: what readers may narrow a search by, as data.

An entry is ``{name: topic, from: topics, label: {en: Topic, cy: Pwnc}, open: yes}``. ``from`` is the place of a
vocabulary's terms in the record (``evidence.base``), or one of ``COMPUTED``. ``label`` and ``open`` may be left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..content.fields import ID
from ..content.localised import LANGUAGES
from ..content.model import Briefing
from ..content.shapes import Shape, shape_of_model
from ..content.suggest import did_you_mean
from ..site.wording import Wording

COMPUTED: Mapping[str, str] = {
    "applies": "the nations where a record applies, in full or in part",
    "free-copy": "whether a source of it can be read for nothing",
    "latest-source-year": "the year of its latest source",
    "review-due": "whether its review is overdue",
    "languages": "the languages that all of its text is there in",
    "ratings": "its level in each rating scheme that has rated two records or more: a facet for each scheme",
}
"""What a facet may show that stands nowhere in a record as such."""

RESERVED = frozenset(["q", "show", "sort"])
"""Names that the address of the search page uses for something else."""

_SETTINGS = ("name", "from", "label", "open")
_EXAMPLE = "{name: topic, from: topics, label: {en: Topic, cy: Pwnc}, open: yes}"


class FacetError(ValueError):
    """A declaration cannot be followed; the message names it and what is allowed, in one line."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One declaration. ``source`` is a dotted place of the record or a key of ``COMPUTED``.

    ``label`` is by language, or None where the interface has words for the source. An ``open`` facet shows its values
    before a reader asks.
    """

    name: str
    source: str
    label: Mapping[str, str] | None = None
    open: bool = False


DEFAULT: tuple[Facet, ...] = (
    Facet("topic", "topics", open=True),
    Facet("audience", "audiences", open=True),
    Facet("applies", "applies", open=True),
    Facet("from", "relevance.evidence_from"),
    Facet("kind", "kind"),
    Facet("project-status", "project.status"),
    Facet("seeking", "project.seeking_kinds"),
    Facet("knowledge", "evidence.knowledge"),
    Facet("design", "evidence.designs"),
    Facet("peer-reviewed", "evidence.peer_reviewed"),
    Facet("access", "free-copy"),
    Facet("year", "latest-source-year"),
    Facet("reviewed", "review-due"),
    Facet("language", "languages"),
    Facet("rating", "ratings"),
)
"""The facets of a site that declares none."""


def default_labels(wording: Wording) -> Mapping[str, str]:
    """Return the interface's words for the sources of the default facets; ratings are called as their schemes are."""
    _ = wording.gettext
    return {
        "topics": _("Topic"),
        "audiences": _("Who it is for"),
        "applies": _("Where it applies"),
        "relevance.evidence_from": _("Evidence comes from"),
        "kind": _("Kind of briefing"),
        "project.status": _("Stage of the project"),
        "project.seeking_kinds": _("What the project is looking for"),
        "evidence.knowledge": _("Kinds of knowledge"),
        "evidence.designs": _("Study design"),
        "evidence.peer_reviewed": _("Checked by other researchers (peer review)"),
        "free-copy": _("Access to the sources"),
        "latest-source-year": _("Year of the latest source"),
        "review-due": _("Review"),
        "languages": _("Language"),
    }


@cache
def places_of_terms() -> Mapping[str, str]:
    """Return the vocabulary of each place of the record that holds terms: ``{"evidence.base": "bases", ...}``."""
    return dict(_places(shape_of_model(Briefing), ""))


def _places(shape: Shape, path: str) -> Iterator[tuple[str, str]]:
    if shape.term is not None:
        yield path, shape.term.name
    elif shape.kind == "list" and shape.item is not None:
        yield from _places(shape.item, path)
    for name, below in shape.fields.items():
        yield from _places(below, f"{path}.{name}" if path else name)


def read_facets(declared: object, wording: Mapping[str, Wording]) -> tuple[Facet, ...]:
    """Return the facets that mkdocs.yml declares, or the default ones for None. Raises ``FacetError``."""
    if declared is None:
        return DEFAULT
    if not isinstance(declared, list):
        raise FacetError(f"facets in mkdocs.yml is a list of entries such as {_EXAMPLE}")
    known = default_labels(wording["en"])
    facets: list[Facet] = []
    for number, entry in enumerate(declared, 1):
        facet = _read(entry, f"facets in mkdocs.yml, entry {number}", known)
        _check_name(facet, facets, f"facets in mkdocs.yml, entry {number}")
        facets.append(facet)
    return tuple(facets)


def names_by_source(facets: Iterable[Facet]) -> Mapping[str, str]:
    """Return the name of the facet of each source, the first one where there are several."""
    names: dict[str, str] = {}
    for facet in facets:
        names.setdefault(facet.source, facet.name)
    return names


def _read(entry: object, where: str, known: Mapping[str, str]) -> Facet:
    if not isinstance(entry, dict):
        raise FacetError(f"{where} is not an entry such as {_EXAMPLE}")
    for key in entry:
        if key not in _SETTINGS:
            near = did_you_mean(str(key), _SETTINGS)
            raise FacetError(f'{where}: a facet has no "{key}", only {", ".join(_SETTINGS)}.{near}'.rstrip("."))
    name, source, shown = entry.get("name"), entry.get("from"), entry.get("open", False)
    if not isinstance(name, str) or not ID.match(name) or name in RESERVED:
        not_these = ", ".join(sorted(RESERVED))
        raise FacetError(f"{where}: name must be lower-case a-z, 0-9 and single hyphens, and none of {not_these}")
    where = f"{where} ({name})"
    if not isinstance(source, str) or (source not in COMPUTED and source not in places_of_terms()):
        allowed = (*COMPUTED, *places_of_terms())
        near = did_you_mean(str(source), allowed) if source is not None else ""
        raise FacetError(f'{where}: from cannot be "{source}".{near} It is one of {", ".join(sorted(allowed))}')
    if not isinstance(shown, bool):
        raise FacetError(f"{where}: open is yes or no")
    return Facet(name, source, _label(entry.get("label"), source, where, known), shown)


def _label(label: Any, source: str, where: str, known: Mapping[str, str]) -> Mapping[str, str] | None:
    if label is None and (source in known or source == "ratings"):
        return None
    if source == "ratings":
        raise FacetError(f"{where}: a facet from ratings has no label: each rating scheme gives its own title")
    whole = isinstance(label, dict) and set(label) == set(LANGUAGES)
    if not whole or not all(isinstance(words, str) and words.strip() for words in label.values()):
        raise FacetError(f"{where}: label must be in both languages, such as {{en: Topic, cy: Pwnc}}")
    return {language: label[language].strip() for language in LANGUAGES}


def _check_name(facet: Facet, before: Sequence[Facet], where: str) -> None:
    for other in before:
        if other.name == facet.name:
            raise FacetError(f'{where}: the name "{facet.name}" is already taken. Each facet needs its own')
        for prefix, name in ((other, facet.name), (facet, other.name)):
            if prefix.source == "ratings" and name.startswith(f"{prefix.name}-"):
                why = f"{prefix.name}- begins the names of the rating schemes' facets"
                raise FacetError(f'{where}: the name "{name}" cannot be used: {why}')
