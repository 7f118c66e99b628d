"""The Welsh words that a browser must know to find the keys of whatever is typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from .analysis import Analyser
from .index import Index
from .readings import readings
from .tokens import folded
from .welsh import STOP_WORDS, radicals

Forms = Mapping[str, tuple[str, ...]]
"""Keys by form, sorted."""


def query_keys(word: str, forms: Forms) -> tuple[str, ...]:
    """Return the keys that a browser finds for a Welsh word that is no stop word (its twin: plugins/browser/src).

    They are those that ``forms`` has for the word; else those of its other radicals; else all radicals.
    """
    return forms.get(word) or _of_radicals(word, forms) or radicals(word)


def _of_radicals(word: str, forms: Forms) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for radical in radicals(word)[1:] for key in forms.get(radical, ())))


def forms_of(index: Index, analyser: Analyser) -> Forms:
    """Return all that a browser must know of the Welsh words of an index. Empty for an index without Welsh.

    With it ``query_keys`` finds, for each Welsh word of the index, the keys that it stands under (and, typed without
    its accents, those of all it may be); for every other form of its lemmas that the lexicon knows, a key that they
    share. What follows from other forms by the rules of mutation is left out.
    """
    if not index.welsh:
        return {}
    standing = {word: analyser.terms(word, "cy") for word in index.welsh}
    known = analyser.lexicon.forms_of({key for keys in standing.values() for key in keys})
    forms = _beyond_mutation(known)
    _add_unknown(forms, {word: keys for word, keys in standing.items() if word not in known})
    for word, keys in standing.items():
        if set(query_keys(word, forms)) != set(keys):
            forms[word] = keys
    _add_accentless(forms, (word for word in (*known, *standing) if not word.isascii()))
    return dict(sorted(forms.items()))


def _beyond_mutation(known: Forms) -> dict[str, tuple[str, ...]]:
    """Return the known forms whose keys are not simply those of the words that they may be mutations of."""
    forms: dict[str, tuple[str, ...]] = {}
    is_radical = cache(lambda word: not any(radical in known for radical in radicals(word)[1:]))
    for form, lemmas in known.items():
        others = [radical for radical in radicals(form)[1:] if radical in known]
        if not others:
            forms[form] = lemmas
        elif not all(known[radical] == lemmas and is_radical(radical) for radical in others):
            forms[form] = readings(form, lambda word: known.get(word, ()))
    for word in STOP_WORDS & forms.keys():
        del forms[word]
    return forms


def _add_unknown(forms: dict[str, tuple[str, ...]], words: Forms) -> None:
    """Make words that the lexicon does not have findable by what they may be mutations of.

    ``Fetsi`` stands under ``betsi`` too, among others: were a word ``petsi`` known, a browser would take ``Betsi``
    for no more than a mutation of that.
    """
    for word, keys in words.items():
        if set(query_keys(word, forms)) != set(keys):
            forms[word] = keys
        for radical in radicals(word)[1:]:
            if radical not in STOP_WORDS and set(keys).isdisjoint(query_keys(radical, forms)):
                found = forms.get(radical) or _of_radicals(radical, forms)
                forms[radical] = (*found, radical) if radical in keys else (*found, *keys)


def _add_accentless(forms: dict[str, tuple[str, ...]], accented: Iterable[str]) -> None:
    """Make accented words findable without their accents: ty finds tŷ, and whatever is spelt ty."""
    found: dict[str, list[str]] = {}
    for word in accented:
        found.setdefault(folded(word), []).extend(query_keys(word, forms))
    for plain, keys in found.items():
        own = forms.get(plain) or _of_radicals(plain, forms)
        if plain not in STOP_WORDS and not set(keys) <= set(own):
            forms[plain] = tuple(dict.fromkeys((*own, *keys)))
