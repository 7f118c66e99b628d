"""The keys of a Welsh word: what it may be a form of."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from .lexicon import Lexicon
from .welsh import STOP_WORDS, radicals

_AS_THEY_STAND = frozenset(
    """
    allan allt arth arwedd babi bara bas basged blaen blas brig bryn brys byd bynnag bys da dail dal dalen
    dant dau dawn de dethol dewch dof dot down draw du dwyn dyfais dyn dynion dŵr em emyn gaeaf gall gallaf gallai gallu
    gardd garw gelyn genau geni glas glaw glo gofid golau gorau grant gwir gwn gwyn gwyro gwys gyrru gŵyl gŵyr
    ildio lama laser logo lori oer ofer og rôl ruban wal ward warden wy wyrion wyth ôl
    """.split()
)
"""Common words that might be soft mutations of rare ones and almost never are: ``gorau``, best, is no choirs.

A draft for a translator.
"""

_ENDINGS = {
    ending: tuple(restored.replace("-", "").split(","))
    for endings, restored in (
        ("asant asom asoch odd wyd ais ant ech ent wch wyf och om af ai em er id ir it wn", "-,o,u,i,a,io"),
        ("wyr", "wr,iwr,ydd"),
        ("iadau", "iad"),
        ("iaid iau ion oedd aid au on od ydd ach ed", "-"),
    )
    for ending in endings.split()
}
"""Endings of verbs, people, plurals and comparisons, with what the dictionary may have in their place."""

_LONGEST = max(map(len, _ENDINGS))
_PLURALS = ("iaid", "oedd", "iau", "au")
_SHORTEST = 3
"""How many letters an ending must leave: less is no word to go by."""


def keys(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return what a word stands under in the index, at least one key. ``word`` is a word of a text, no stop word.

    These are all lemmas it may have; else, where an ending leaves a word that the lexicon knows, that word's lemmas;
    else every word it may be a mutation of, and what is left of these without a plural's ending.
    """
    for lookup in (lexicon.lemmas, lexicon.folded_lemmas):
        found = readings(word, lookup)
        if found:
            return found
    possible = radicals(word)
    stripped = dict.fromkeys(lemma for radical in possible for lemma in _without_ending(radical, lexicon))
    return tuple(stripped) or tuple(dict.fromkeys((*possible, *_singulars(possible))))


def readings(word: str, lookup: Callable[[str], tuple[str, ...]]) -> tuple[str, ...]:
    """Return the lemmas of a word and of its radicals, or nothing.

    A radical counts only where it is no mutation of its lemma itself: ``lawr`` may be a ``llawr``, but no ``clawr``,
    although ``glawr`` is one. A dictionary word that begins with h, m or n is not taken for a mutation, which there
    is the rarer case by far: ``nodi`` is no ``dodi``, ``hanner`` no ``anner``. Function words give way to all others.
    """
    own = lookup(word)
    possible = radicals(word)
    if len(possible) == 1:
        return own
    others = [(radical, lookup(radical)) for radical in possible[1:]]
    itself = [lemma for lemma in own if not any(lemma in lemmas for _, lemmas in others)]
    if itself and (word in _AS_THEY_STAND or (word in own and word[0] in "hmn")):
        return tuple(itself)
    found = dict.fromkeys(own)
    for radical, lemmas in others:
        if lemmas:
            further = [lookup(beyond) for beyond in radicals(radical)[1:]]
            found.update(dict.fromkeys(lemma for lemma in lemmas if not any(lemma in them for them in further)))
    content = [lemma for lemma in found if lemma not in STOP_WORDS]
    return tuple(content or found)


def _without_ending(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    for length in range(_LONGEST, 1, -1):
        restored = _ENDINGS.get(word[-length:])
        if restored is not None and len(word) >= length + _SHORTEST:
            stem = word[:-length]
            found = [whole for end in restored if (whole := stem + end) in lexicon.lemmas(whole)]
            if found:
                return tuple(found)
    return ()


def _singulars(words: tuple[str, ...]) -> Iterator[str]:
    for word in words:
        for ending in _PLURALS:
            if word.endswith(ending) and len(word) > len(ending) + _SHORTEST:
                yield word.removesuffix(ending)
                break
