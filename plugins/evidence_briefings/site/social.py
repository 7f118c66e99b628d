"""Pictures of records for messages and social networks: what stands beside a link before anybody follows it.

A card is 1200 by 630 pixels: the record's kind and topic, its title, its conclusion, and whether it applies in Wales,
in words. Networks ask for whole addresses, so there are cards only where a site knows its own. They are drawn with the
site's own letters, kept between builds in a folder aside, and the same in every build.
"""

from __future__ import annotations

import io
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from ..content.model import Briefing
from ..content.vocabulary import Vocabularies
from .references import one_line
from .wording import Wording, filled

if TYPE_CHECKING:
    from PIL import ImageFont

WIDTH, HEIGHT = 1200, 630
FONTS = ("atkinson-hyperlegible-next.woff2", "atkinson-hyperlegible-next-welsh.woff2")
"""The site's letters; the second file holds only those that it names in WELSH."""
FOLDER = Path("assets") / "fonts"

_EDITION = 1
"""Of the drawing: a change of it leaves all that was kept behind."""
_LEFT, _ROOM = 64, WIDTH - 2 * 64
_SIZES = tuple((title, conclusion) for title in (62, 56, 50, 46, 42) for conclusion in (33, 30))
"""Sizes of the title and of the conclusion, the largest first."""
_TOP, _BOTTOM, _GAP = 174, HEIGHT - 108, 18
"""Where the title begins and the conclusion ends, and what stands between them."""
_LEAST = 2
"""For how many lines of the conclusion there must be room: without them a title would stand for it."""
_REGULAR, _BOLD = 400, 700
_LEVELS = 16
"""Steps between the colour of a ground and that of the letters on it."""
_WELSH = re.compile("([\u0174-\u0177\u1e80-\u1e85\u1ef2\u1ef3]+)")
_LETTERS = re.compile(
    "[\u0020-\u007e\u00a0-\u00ff\u2010-\u2015\u2018-\u201d\u2022\u2026\u2032\u2033\u20ac\u2191\u2193\u2212\u2215"
    "\u0174-\u0177\u1e80-\u1e85\u1ef2\u1ef3]*"
)

_PAPER, _INK, _MUTED, _TEAL, _WHITE, _SUN = "#faf6ee", "#22302f", "#52605e", "#0b5563", "#fffdf8", "#ffd84d"
_OF_ANSWER = {
    "yes": ("#e3f1e4", "#14532d"),
    "partly": ("#fbedc8", "#6b4200"),
    "no": ("#f9e0dc", "#7f1d1d"),
    "unknown": ("#e7e5de", "#3d4745"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """The words of a card. ``answer`` is whether it applies in Wales, as a term."""

    site: str
    kicker: str
    title: str
    conclusion: str
    wales: str
    answer: str


def said_of(briefing: Briefing, wording: Wording, vocabularies: Vocabularies) -> Said:
    """Return what the card of a record says in a language."""
    _, language = wording.gettext, wording.language
    answer = briefing.relevance.applies_to["wales"].applies
    wales, applies = vocabularies["places"]["wales"], vocabularies["applies"][answer]
    kicker = [vocabularies["kinds"][briefing.kind].label(language)]
    kicker += [_("No longer kept up to date.")] if briefing.is_archived else []
    kicker += [vocabularies["topics"][topic].label(language) for topic in briefing.topics[:1]]
    texts = (
        _("Evidence briefings"),
        " · ".join(kicker),
        briefing.title.best(language)[0],
        briefing.bottom_line.best(language)[0],
        filled("%(what)s: %(more)s", what=wales.label(language), more=applies.label(language)),
    )
    site, line, title, conclusion, where = (unicodedata.normalize("NFC", one_line(text)) for text in texts)
    return Said(site, line, title, conclusion, where, answer)


def readable(said: Said) -> bool:
    """Return whether our letters have every sign of a card: one with gaps would misquote."""
    return all(_LETTERS.fullmatch(text) for text in (said.kicker, said.title, said.conclusion, said.wales, said.site))


@dataclass(slots=True)
class SocialCards:
    """Draws cards with the letters in the folder ``fonts``, and keeps them in ``cache``, if there is such a folder."""

    fonts: Path
    cache: Path | None = None
    _fonts: dict[tuple[int, int, int], ImageFont.FreeTypeFont] = field(default_factory=dict)
    _widths: dict[tuple[str, int, int], float] = field(default_factory=dict)
    _digest: bytes | None = None

    def png(self, said: Said) -> bytes:
        """Return the card as a PNG, from the cache if it is there. Raises ``OSError`` without the letters."""
        if self._digest is None:
            self._digest = sha256(b"".join((self.fonts / name).read_bytes() for name in FONTS)).digest()
        if self.cache is None:
            return self.draw(said)
        kept = self.cache / self.name(said)
        try:
            return kept.read_bytes()
        except OSError:
            drawn = self.draw(said)
        with suppress(OSError):  # where nothing can be kept, cards are drawn again
            self.cache.mkdir(parents=True, exist_ok=True)
            aside = kept.with_suffix(".new")
            aside.write_bytes(drawn)
            aside.replace(kept)
        return drawn

    def name(self, said: Said) -> str:
        """Return the name that a card is kept under: of all that it depends on."""
        words = json.dumps([_EDITION, said.site, said.kicker, said.title, said.conclusion, said.wales, said.answer])
        return sha256((self._digest or b"") + words.encode("utf-8")).hexdigest()[:32] + ".png"

    def keep_only(self, names: Iterable[str]) -> None:
        """Let go of the cards in the cache that have none of these names."""
        if self.cache is None or not self.cache.is_dir():
            return
        wanted = set(names)
        for path in self.cache.glob("*.png"):
            if path.name not in wanted:
                path.unlink(missing_ok=True)

    def draw(self, said: Said) -> bytes:
        """Return the card as a PNG. Raises ``OSError`` without the letters."""
        sheet = _Sheet()
        sheet.fill((0, 0, WIDTH, HEIGHT), _PAPER)
        sheet.fill((0, 0, WIDTH, 92), _TEAL)
        sheet.fill((0, 92, WIDTH, 100), _SUN)
        self._line(sheet, said.site, 28, 36, _BOLD, (_TEAL, _WHITE))
        kicker, *_ = self.lines(said.kicker, 30, _REGULAR, 1)
        self._line(sheet, kicker, 126, 30, _REGULAR, (_PAPER, _MUTED))
        (large, small), titled, concluded = self.fitted(said.title, said.conclusion)
        top = _TOP
        for text in titled:
            self._line(sheet, text, top, large, _BOLD, (_PAPER, _INK))
            top += _height(large)
        top += _GAP
        for text in concluded:
            self._line(sheet, text, top, small, _REGULAR, (_PAPER, _INK))
            top += _height(small)
        ground, ink = _OF_ANSWER[said.answer]
        width = round(self._width(said.wales, 32, _BOLD))
        sheet.fill((_LEFT, HEIGHT - 92, _LEFT + width + 48, HEIGHT - 32), ground)
        sheet.fill((_LEFT, HEIGHT - 92, _LEFT + 8, HEIGHT - 32), ink)
        self._line(sheet, said.wales, HEIGHT - 82, 32, _BOLD, (ground, ink), left=_LEFT + 28)
        return sheet.png()

    def fitted(self, title: str, conclusion: str) -> tuple[tuple[int, int], list[str], list[str]]:
        """Return the sizes of title and conclusion and their lines: the largest in which all of both fits.

        If nothing does, they are cut, the conclusion first: a sentence that is cut may say another thing.
        """
        for large, small in _SIZES:
            titled = self.lines(title, large, _BOLD)
            concluded = self.lines(conclusion, small, _REGULAR)
            if len(titled) * _height(large) + _GAP + len(concluded) * _height(small) <= _BOTTOM - _TOP:
                return (large, small), titled, concluded
        large, small = _SIZES[-1]
        most = (_BOTTOM - _TOP - _GAP - _LEAST * _height(small)) // _height(large)
        titled = self.lines(title, large, _BOLD, most)
        room = (_BOTTOM - _TOP - _GAP - len(titled) * _height(large)) // _height(small)
        return (large, small), titled, self.lines(conclusion, small, _REGULAR, room)

    def lines(self, text: str, size: int, weight: int, most: int | None = None) -> list[str]:
        """Return a text in lines that fit; of more than ``most`` the last ends in an ellipsis, after a whole word."""
        found: list[str] = []
        space = self._width(" ", size, weight)
        used = 0.0
        for word in (piece for long in text.split() for piece in self._pieces(long, size, weight)):
            width = self._width(word, size, weight)
            if found and used + space + width <= _ROOM:
                found[-1] += f" {word}"
                used += space + width
            else:
                found.append(word)
                used = width
        if most is None or len(found) <= most:
            return found
        last = found[most - 1]
        while " " in last and self._width(f"{last}…", size, weight) > _ROOM:
            last = last.rpartition(" ")[0]
        return [*found[: most - 1], last.rstrip(" ,;:–-.") + "…"]

    def _pieces(self, word: str, size: int, weight: int) -> Iterator[str]:
        """Yield a word, in pieces if it is longer than a line."""
        while self._width(word, size, weight) > _ROOM:
            end = len(word)
            while self._width(word[:end], size, weight) > _ROOM:
                end -= 1
            yield word[:end]
            word = word[end:]
        yield word

    def _line(
        self, sheet: _Sheet, text: str, top: int, size: int, weight: int, colours: tuple[str, str], left: int = _LEFT
    ) -> None:
        x = float(left)
        for number, run in enumerate(_WELSH.split(text)):
            if run:
                font = self._font(number % 2, size, weight)
                sheet.write(run, font, round(x), top, colours)
                x += font.getlength(run)

    def _width(self, text: str, size: int, weight: int) -> float:
        key = (text, size, weight)
        known = self._widths.get(key)
        if known is None:
            runs = enumerate(_WELSH.split(text))
            known = sum(self._font(number % 2, size, weight).getlength(run) for number, run in runs if run)
            self._widths[key] = known
        return known

    def _font(self, file: int, size: int, weight: int) -> ImageFont.FreeTypeFont:
        key = (file, size, weight)
        if key not in self._fonts:
            # The plain layout is the same wherever Pillow runs, whatever else is installed.
            from PIL import ImageFont  # noqa: PLC0415 (four megabytes that a site without an address does not need)

            font = ImageFont.truetype(self.fonts / FONTS[file], size, layout_engine=ImageFont.Layout.BASIC)
            font.set_variation_by_axes([weight])
            self._fonts[key] = font
        return self._fonts[key]


def _height(size: int) -> int:
    """Return how high a line is."""
    return round(size * (1.16 if size > 40 else 1.3))


class _Sheet:
    """A picture of few colours: each pair of ground and letters has a run of shades between them."""

    def __init__(self) -> None:
        from PIL import Image  # noqa: PLC0415 (as above)

        self._image = Image.new("P", (WIDTH, HEIGHT))
        self._shades: list[tuple[int, int, int]] = []
        self._runs: dict[tuple[str, str], int] = {}

    def fill(self, box: tuple[int, int, int, int], colour: str) -> None:
        self._image.paste(self._run((colour, colour)), box)

    def write(self, text: str, font: ImageFont.FreeTypeFont, x: int, y: int, colours: tuple[str, str]) -> None:
        """Write on a ground of one colour: what lies below is painted over."""
        first = self._run(colours)
        mask, (left, top) = font.getmask2(text, mode="L", anchor="la")
        from PIL import Image  # noqa: PLC0415 (as above)

        letters = Image.new("L", mask.size)
        letters.im.paste(mask, (0, 0, *mask.size))
        # Letters that lean into each other must not cut each other's edges off.
        inked = letters.point([255 if shade > 8 else 0 for shade in range(256)])
        shades = letters.point([first + shade * (_LEVELS - 1) // 255 for shade in range(256)])
        self._image.paste(shades, (x + left, y + top), inked)

    def _run(self, colours: tuple[str, str]) -> int:
        if colours not in self._runs:
            self._runs[colours] = len(self._shades)
            ground, ink = (tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5)) for colour in colours)
            steps = 1 if ground == ink else _LEVELS
            for step in range(steps):
                part = step / max(steps - 1, 1)
                red, green, blue = (round(a + (b - a) * part) for a, b in zip(ground, ink, strict=True))
                self._shades.append((red, green, blue))
        return self._runs[colours]

    def png(self) -> bytes:
        self._image.putpalette([value for shade in self._shades for value in shade])
        file = io.BytesIO()
        self._image.save(file, "PNG", compress_level=6)
        return file.getvalue()


def social_cards(theme_folders: Sequence[Path], cache: Path | None) -> SocialCards | None:
    """Return what draws cards, with the letters of the first theme folder that has them; None where there are none."""
    for folder in theme_folders:
        if all((folder / FOLDER / name).is_file() for name in FONTS):
            cards = SocialCards(folder / FOLDER, cache)
            try:
                cards.lines("Ŵ", 30, _REGULAR)
            except OSError:  # a Pillow that cannot read this kind of font
                return None
            return cards
    return None
