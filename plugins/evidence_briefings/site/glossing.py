"""The words of the glossary where they stand in a text: the first of each on a page becomes something to press.

What it shows stands at the end of the page, so that nothing depends on a script (decisions/0013).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from ..content.localised import LANGUAGES
from ..content.vocabulary import GlossaryEntry

MOST_WORDS = 12
"""How many words one page explains where they stand: the first ones. The glossary has them all."""

TERM = '<label class="term">'
"""What stands around a word that is explained in its place."""

_TOKEN = re.compile(r"[^\W_]+")
_BETWEEN = "<>.,()-&;:'\"/?!"
_BETWEEN_WIDE = "\u2018\u2019\u201c\u201d\u2010\u2011\u2013\u2014\u2026\xa0"
_SIGN = re.compile(r"([^\W_]+)|(\s+)|(['\u2019])|([-\u2010-\u2013])|(.)", re.DOTALL)
_NO_END = r"(?![^\W_]|[-\u2010\u2011][^\W_])"
_BEFORE = re.compile(r"[\w@/&#-]")
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^>]*>")
_LEFT_ALONE = frozenset(["a", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "q", "cite", "blockquote"])
_OTHER = re.compile(r'<(?:span|div) lang="([a-z]{2})">')
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*\Z")
"""What a term is told apart by: "(short form)"."""

_MUTATIONS = {
    "c": ("g", "ngh", "ch"),
    "p": ("b", "mh", "ph"),
    "t": ("d", "nh", "th"),
    "g": ("", "ng"),
    "b": ("f", "m"),
    "d": ("dd", "n"),
    "ll": ("l",),
    "m": ("f",),
    "rh": ("r",),
}
"""Welsh: what the first letter of a word may become, soft, nasal and aspirate."""
_WHOLE = ("ch", "dd", "ff", "ng", "ph", "th")
"""Welsh: two signs that are one letter, which does not change."""
_VOWELS = "aeiouwyâêîôûŵŷ"
SHORTEST_TO_MUTATE = 5
"""Letters of a Welsh term of which mutations are looked for: those of a shorter one are too often other words (bod)."""


@dataclass(frozen=True, slots=True)
class Explained:
    """A word that a page explains. ``anchor`` is the id of its entry; ``language`` that of the text it stood in."""

    anchor: str
    language: str
    term: str
    acronym: str | None
    meaning: str


@dataclass(slots=True)
class _Form:
    """One way that a term is written. ``exact``: in these capitals; ``tokens``: its words in small letters."""

    words: str
    entry: int
    exact: bool
    tokens: frozenset[str]
    pattern: re.Pattern[str] | None = None

    def found(self, text: str, low: str) -> Iterator[re.Match[str]]:
        """Yield where HTML has it; ``low`` is the same in small letters."""
        if self.pattern is None:  # a site's texts have few of a thousand forms
            self.pattern = re.compile(_in_html(self.words) + _NO_END)
        return self.pattern.finditer(text if self.exact else low)


class Glossing:
    """Finds the terms of a glossary in the texts of pages in ``language``. One serves a whole build."""

    def __init__(self, glossary: Iterable[GlossaryEntry], language: str) -> None:
        self._entries = list(glossary)
        self.language = language
        self._forms = {each: _by_rarest_word(_forms(self._entries, each)) for each in LANGUAGES}

    def page(self) -> GlossedPage:
        """Return what a new page begins with: nothing explained yet."""
        return GlossedPage(self)

    def find(self, text: str, language: str, known: Collection[tuple[int, str]] = ()) -> list[tuple[int, int, int]]:
        """Return (start, end, number of the entry) of the first of each term in HTML, none over another.

        Of several at one place the longest is taken. What stands in tags, links, code, headings and quotes is left
        alone, and so are the terms that are ``known``, which have their place all the same: "group supervision" is
        no supervision.
        """
        by_word, low = self._forms["en" if language == "en" else "cy"], text.lower()
        tokens = _tokens(low)
        hits = [form for word in tokens & by_word.keys() for form in by_word[word] if form.tokens <= tokens]
        if len(low) != len(text) or all((form.entry, language) in known for form in hits):
            return []
        found = sorted(
            (match.start(), -match.end(), form.entry)
            for form in hits
            for match in form.found(text, low)
            if not match.start() or not _BEFORE.match(text, match.start() - 1)
        )
        closed = list(_closed(text)) if found and "<" in text else []
        kept: list[tuple[int, int, int]] = []
        new, done = {form.entry for form in hits if (form.entry, language) not in known}, 0
        for start, minus_end, number in found:
            if start < done:
                continue
            done = -minus_end
            if number in new and not any(start < end and begin < done for begin, end in closed):
                new.discard(number)
                kept.append((start, done, number))
        return kept

    def explained(self, number: int, language: str) -> Explained:
        """Return what a page says of a term."""
        entry = self._entries[number]
        text = entry.get(language)
        anchor = f"w-{entry.id}" if language == self.language else f"w-{entry.id}-{language}"
        return Explained(anchor, language, text.term, text.acronym if text.acronym != text.term else None, text.meaning)


class GlossedPage:
    """The words that one page has explained so far, in their order."""

    def __init__(self, glossing: Glossing) -> None:
        self._glossing = glossing
        self._explained: dict[tuple[int, str], Explained] = {}

    @property
    def explained(self) -> list[Explained]:
        """What has been explained so far."""
        return list(self._explained.values())

    def explain(self, html: Markup) -> Markup:
        """Return the HTML of a text with something to press around each term that this page has not explained yet."""
        if len(self._explained) >= MOST_WORDS:
            return html
        text = str(html)  # a bare string: Markup escapes whatever is done with it
        other = _OTHER.match(text)
        language = other[1] if other else self._glossing.language
        found = self._glossing.find(text, language, self._explained)
        if not found:
            return html
        parts: list[str] = []
        done = 0
        for start, end, number in found[: MOST_WORDS - len(self._explained)]:
            word = self._explained[number, language] = self._glossing.explained(number, language)
            parts += (text[done:start], _to_press(text[start:end], word.anchor))
            done = end
        return Markup("".join([*parts, text[done:]]))  # noqa: S704 (HTML already, and what stands between is ours)


def _to_press(words: str, anchor: str) -> str:
    # A label, so that the words stay words: they wrap, are copied and are printed like all others, and no view for
    # readers that drops buttons drops them too. All of them can be pressed.
    named = " ".join(words.split()).replace('"', "&quot;")
    return (
        f'{TERM}{words}<button type="button" popovertarget="{anchor}" aria-describedby="{anchor}" '
        f'aria-label="{named}"></button></label>'
    )


def _closed(html: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each part of a text in which nothing is explained."""
    opened: list[tuple[str, int]] = []
    for tag in _TAG.finditer(html):
        if tag[2] in _LEFT_ALONE and not tag[1]:
            opened.append((tag[2], tag.start()))
        elif opened and tag[1] and tag[2] == opened[-1][0]:
            start = opened.pop()[1]
            if not opened:
                yield start, tag.end()
        elif not opened:
            yield tag.start(), tag.end()


def _tokens(low: str) -> set[str]:
    """Return the words of a text in small letters. A pattern would take twice as long, on every text of a site."""
    for sign in _BETWEEN:
        low = low.replace(sign, " ")
    if not low.isascii():
        for sign in _BETWEEN_WIDE:
            low = low.replace(sign, " ")
    return set(low.split())


def _forms(entries: list[GlossaryEntry], language: str) -> Iterator[_Form]:
    """Yield every way in which the terms of one language are written."""
    for number, entry in enumerate(entries):
        text = entry.get(language)
        if text.in_place == "no":
            continue
        acronym = text.acronym
        if acronym:
            # "ACEs" has a singular, and "RCT" a plural.
            yield from (_form(form, number, exact=True) for form in {acronym, acronym.rstrip("s"), f"{acronym}s"})
        for words in (_BRACKETS.sub("", text.term), *text.forms):
            if entry.name == "yes" or words == acronym:
                yield _form(words, number, exact=True)
            else:
                yield from (_form(form.lower(), number, exact=False) for form in _variants(words, language))


def _form(words: str, entry: int, *, exact: bool) -> _Form:
    return _Form(words, entry, exact, frozenset(_TOKEN.findall(words.lower())))


def _by_rarest_word(forms: Iterable[_Form]) -> dict[str, list[_Form]]:
    """Return the forms by that of their words which fewest of them have: in most texts it is missing."""
    known = [form for form in forms if form.tokens]
    often = Counter(token for form in known for token in form.tokens)
    found: dict[str, list[_Form]] = {}
    for form in known:
        found.setdefault(min(form.tokens, key=lambda token: (often[token], -len(token), token)), []).append(form)
    return found


def _in_html(words: str) -> str:
    """Return a pattern for words as they may stand in HTML: over line breaks, with either apostrophe and any hyphen."""

    def sign(match: re.Match[str]) -> str:
        if match[2]:
            return r"\s+"
        if match[3]:
            return "(?:['\u2019]|&#39;)"
        return "[-\u2010-\u2013]" if match[4] else re.escape(match[1] or str(escape(match[5])))

    return _SIGN.sub(sign, words)


def _variants(form: str, language: str) -> Iterator[str]:
    """Yield a term as texts have it: with its English plural, or after each Welsh mutation of its first letter."""
    yield form
    low = form.lower()
    if language == "en":
        yield _plural(form)
        return
    if len(form) < SHORTEST_TO_MUTATE:
        return
    letter = next((pair for pair in ("ll", "rh", *_WHOLE) if low.startswith(pair)), low[:1])
    for changed in _MUTATIONS.get(letter, ()):
        yield changed + form[len(letter) :]
    if letter in _VOWELS:
        yield f"h{form}"


def _plural(term: str) -> str:
    if re.search(r"[^aeiou]y\Z", term):
        return f"{term[:-1]}ies"
    if term.endswith("is"):
        return f"{term[:-2]}es"
    return f"{term}es" if re.search(r"(?:[sxz]|[cs]h)\Z", term) else f"{term}s"
