"""All files of the search of one language: the one call from a site to what a browser loads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from ..content.localised import Language
from ..content.model import NATIONS
from ..content.vocabulary import Vocabularies
from ..site.addresses import address
from ..site.site import Site
from .analysis import Analyser
from .cards import card, cards_in_a_file, orders
from .columns import Column, ColumnMaker
from .documents import DocumentMaker, in_publication_order
from .facets import Facet
from .forms import forms_of
from .index import build_index
from .lexicon import welsh_lexicon
from .packing import gaps, pack
from .shards import FORMAT, index_files, named_file, named_together, script
from .synonyms import synonym_groups

FOLDER = "search"
"""The folder of all indexes, below the site's root."""

FILES_WITH_ONE_HASH = 16
"""How many card files share a hash: hashes do not compress, and one for each would be half of the manifest."""

Item = TypeVar("Item")


def manifest_path(language: str) -> str:
    """Return the path of the file that names all others of a language, below the site's root."""
    return f"{FOLDER}/{language}/manifest.js"


def analyser_for(site: Site) -> Analyser:
    """Return the analyser of a site's words; its own list of Welsh words is read when Welsh is first met."""
    own = site.corpus.lexicon
    return Analyser() if own is None else Analyser(lambda: welsh_lexicon(own.entries()))


def search_files(
    site: Site, language: Language, facets: Iterable[Facet], analyser: Analyser, *, go_on: Callable[[], object] = tuple
) -> dict[str, str]:
    """Return the search of what a site lists in one language: file contents by path below the site's root.

    The manifest comes last. ``go_on`` is called before each record and each larger step, and gives the work up by
    raising whatever it likes.
    """
    briefings = in_publication_order(site.collection.listed)
    vocabularies, schemes = site.corpus.vocabularies, site.corpus.schemes
    maker = DocumentMaker(vocabularies, schemes, language)
    index = build_index(maker.documents(_each(briefings, go_on)), language, analyser)
    go_on()
    files, parts = index_files(index, forms_of(index, analyser), synonym_groups(vocabularies, language))
    del index
    go_on()

    def write(name: str, *values: Any) -> str:
        file, content, mark = named_file(language, name, *values)
        files[file] = content
        return mark

    size = cards_in_a_file(len(briefings))
    made = [card(briefing, language, site.minutes(briefing, language)) for briefing in _each(briefings, go_on)]
    cards = [(f"c{number}", [made[start : start + size]]) for number, start in enumerate(range(0, len(made), size))]
    marks = []
    for first in range(0, len(cards), FILES_WITH_ONE_HASH):
        together, mark = named_together(language, dict(cards[first : first + FILES_WITH_ONE_HASH]))
        files.update(together)
        marks.append(mark)
    for name, numbers in orders(briefings, language).items():
        parts["tables"][f"sort-{name}"] = write(f"sort-{name}", pack(numbers))
    declared = ColumnMaker(briefings, site.collection, schemes, site.wording[language]).columns(facets)
    # A facet that no record has a value for would open on nothing.
    columns = (column for column in declared if column.values)
    manifest = {
        "format": FORMAT,
        "language": language,
        **parts,
        "cards": [size, FILES_WITH_ONE_HASH, "".join(marks)],
        "facets": [{**_declared(column), "hash": write(f"facet-{column.name}", _table(column))} for column in columns],
        "address": address("briefing", language, "{}"),
        "labels": _labels(vocabularies, language),
        "months": site.wording[language].months(),
    }
    files["manifest.js"] = script(language, "manifest", manifest)
    return {f"{FOLDER}/{language}/{name}": content for name, content in files.items()}


def _each(items: Sequence[Item], go_on: Callable[[], object]) -> Iterator[Item]:
    for item in items:
        go_on()
        yield item


def _declared(column: Column) -> dict[str, Any]:
    return {"name": column.name, "label": column.label, "match": column.match, "open": column.open}


def _table(column: Column) -> dict[str, Any]:
    if column.match == "due":
        return {"values": column.values, "dates": pack(column.dates)}
    return {"values": column.values, "documents": [pack(gaps(documents)) for documents in column.documents]}


def _labels(vocabularies: Vocabularies, language: str) -> Mapping[str, Mapping[str, str]]:
    """Return the words for the ids of terms that cards hold."""
    labels = {
        name: {term.id: term.label(language) for term in vocabularies[vocabulary]}
        for name, vocabulary in (("kind", "kinds"), ("applies", "applies"), ("base", "bases"))
    }
    return {**labels, "nation": {id: vocabularies["places"][id].label(language) for id in NATIONS}}
