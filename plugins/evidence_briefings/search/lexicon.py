"""What is known of Welsh words: the lemmas of a form, and the forms of lemmas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from sys import intern

from simplemma.strategies.dictionaries import DefaultDictionaryFactory

from ..content.lexicon import LexiconFile
from .tokens import folded, words

_FOLDER = Path(__file__).parent
_VOWELS = frozenset("aeiouwy")

Pairs = Iterable[tuple[str, str]]


class Lexicon:
    """Forms of Welsh words with their lemmas.

    ``dictionary`` has one lemma for each form, as simplemma's does. ``entries`` are more pairs of (form, lemma); a
    form has all lemmas that the two give it. ``names`` are pairs of (lemma, the lemma that it is known by here): once
    ``cynal`` is known by ``cynnal``, so is ``cynhaliodd``, which the dictionary has under ``cynal``. Everything may be
    as people write it; what comes out is in lower case. A form of several words is passed over: no text has it as one.
    """

    def __init__(self, dictionary: Mapping[str, str], entries: Pairs = (), names: Pairs = ()) -> None:
        self._dictionary = dictionary
        self._more: dict[str, str] = {}
        self._accented: dict[str, str] = {}
        self._names = {_lemma(name): _lemma(used) for name, used in names}
        for form, lemma in entries:
            self._note(form if _is_plain(form) else " ".join(words(form)), lemma)
        for form in dictionary:
            if not form.islower() and (low := form.lower()) != form:
                # "Tai" is a Thai to the dictionary: a name's other lemma must not become one of the common word.
                if low not in dictionary or dictionary[form] == form:
                    self._note(low, dictionary[form])
            elif not form.isascii():
                _add(self._accented, folded(form), form)

    def _note(self, form: str, lemma: str) -> None:
        plain = self._named(lemma)
        if plain and len(form) > 1 and form.isalnum():
            _add(self._more, form, plain)
            if not form.isascii():
                _add(self._accented, folded(form), form)

    def _named(self, lemma: str) -> str:
        name = self._names.get(lemma)
        if name is None:
            plain = _lemma(lemma)
            name = self._names[lemma] = self._names.get(plain, plain)
        return name

    def lemmas(self, form: str) -> tuple[str, ...]:
        """Return the lemmas of a form in lower case that is written exactly so, or nothing."""
        direct = self._dictionary.get(form)
        name = self._named(direct) if direct is not None else ""
        more = self._more.get(form)
        if more is None:
            return (name,) if name else ()
        return tuple(dict.fromkeys([name, *more.split()] if name else more.split()))

    def folded_lemmas(self, form: str) -> tuple[str, ...]:
        """Return the lemmas of all forms that are the same but for accents."""
        plain = folded(form)
        forms = (plain, *self._accented.get(plain, "").split())
        return tuple(dict.fromkeys(lemma for form in forms for lemma in self.lemmas(form)))

    def forms_of(self, lemmas: AbstractSet[str]) -> dict[str, tuple[str, ...]]:
        """Return every form of any of ``lemmas``, with those that it has. Only forms that a text can have as a word."""
        wanted: dict[str, tuple[str, ...]] = {}
        found: dict[str, tuple[str, ...]] = {}
        for form, lemma in self._dictionary.items():
            own = wanted.get(lemma)
            if own is None:
                name = self._named(lemma)
                own = wanted[lemma] = (name,) if name in lemmas else ()
            if own and form.isalnum() and form.islower() and len(form) > 1:
                found[form] = own
        for form in self._more:
            own = tuple(lemma for lemma in self.lemmas(form) if lemma in lemmas)
            if own:
                found[form] = own
        return found


def _lemma(text: str) -> str:
    """Return a lemma as it is used: in lower case, its words joined; nothing for what is no word (rh, p)."""
    plain = text if _is_plain(text) else "".join(words(text))
    return intern(plain) if len(plain) > 1 and not _VOWELS.isdisjoint(folded(plain)) else ""


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isalpha() and text.islower()


def _add(entries: dict[str, str], key: str, value: str) -> None:
    known = entries.get(key)
    if known is None:
        entries[key] = value
    elif value not in known.split():
        entries[key] = f"{known} {value}"


def welsh_lexicon(entries: Pairs = ()) -> Lexicon:
    """Return the lexicon of Welsh: simplemma's dictionary, what we add to it, and (form, lemma) ``entries`` of a site.

    The dictionary takes some 50 MB and 0.3 seconds: make the lexicon once, and only where there is Welsh.
    """
    # Not kept by the factory: during a build nothing looks for garbage, and the two hold each other.
    dictionary = DefaultDictionaryFactory(cache_max_size=0).get_dictionary("cy")
    return Lexicon(dictionary, [*_ours("welsh-lexicon.tsv"), *entries], _ours("welsh-names.tsv"))


def _ours(name: str) -> Iterator[tuple[str, str]]:
    return LexiconFile(_FOLDER / name, "").entries()
