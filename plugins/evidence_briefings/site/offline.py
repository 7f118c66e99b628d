"""Reading without a signal: what a browser may keep of a built site, and the worker that keeps it.

A service worker lives by lists. ``sw.js`` names the core (what every page needs, and the pages that must always open)
with a digest of each file; in the core stands an index for each language, which names the language's other lists with
their digests; these name pages. So one digest stands for all that may be kept, and files of two builds can never be
taken for one another's. See ``plugins/decisions/0016-reading-without-a-signal.md``.

The worker itself is ``worker.js`` beside this module, its last resort ``worker-gone.js``.
"""

from __future__ import annotations

import json
import posixpath
import re
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import rjsmin

from ..content.localised import LANGUAGES
from .addresses import ROUTES, address
from .collection import Collection
from .offline_words import worker_words
from .settings import sheet_path
from .takeaways import part_of, parts_for
from .wording import Wording

WORKER = "sw.js"
"""Where the worker stands: at the root, for it may only serve what stands below it."""
FOLDER = "offline"
"""The folder of the lists, below the site's root."""
CORE_PAGES = ("home", "search", "offline", "settings", "my-reading")
"""Keys of the pages that open without a signal in both languages, however short the first visit was."""
FAMILIES = (
    "briefing",
    "topic",
    "topic-for",
    "topic-compared",
    "audience",
    "task",
    "nation",
    "evidence-from",
    "kind",
    "scheme",
)
"""Keys of the pages that may be kept, besides those of which there is one each."""
FOR_THE_TEAM = ("maintenance",)
"""Keys of the pages that are not kept: they are for those who keep the site, and say what is the case today."""
SMALL = 60_000
"""Bytes up to which a page of which there is one each is kept with its language. The evidence map is longer."""
WHOLE_SEARCH = 2_000_000
"""Bytes up to which the search of a language is kept whole. Of a longer one only what every query needs."""

_FOR_EVERY_QUERY = re.compile(r"(manifest|(norms|synonyms|words|c\d+|facet-[a-z0-9-]+|sort-[a-z]+)-[0-9a-v]{6})\.js")
_ASKED_FOR_BY_SCRIPTS = (
    "assets/offline.js",
    "assets/citations.js",
    "assets/reading.css",
    "assets/ruler.js",
    *(sheet_path(language) for language in LANGUAGES),
)
"""What no page names: scripts ask for it, when a reader has chosen so."""
_ASKED_FOR = re.compile(rb'<(?:link rel="(?:stylesheet|icon)" href|script src|img [^>]*?src)="([^":]+)"')
_ASKED_FOR_BY_STYLES = re.compile(rb"url\([\"']?([^\"':)]+)[\"']?\)")
_LEADS_ON = b'<meta http-equiv="refresh"'
_HEAD = 4_000
_PART = re.compile(r"_\d+\.html$")
_HERE = Path(__file__).parent


class Listed(NamedTuple):
    """A file that may be kept: its path below the site's root, the digest of its content, its bytes."""

    path: str
    digest: str
    size: int


class Entry(NamedTuple):
    """A page that may be kept, as the lists have it.

    ``reviewed`` and ``title`` are empty for a page that is no briefing; ``topics`` are numbers of topics in the index;
    ``needs`` are the paths of files outside the core without which it is not whole.
    """

    path: str
    digest: str
    size: int
    reviewed: str
    title: str
    topics: list[int]
    needs: list[str]


def digest(content: bytes) -> str:
    """Return the first 128 bits of the SHA-256 of a file as 22 signs of base64url."""
    return urlsafe_b64encode(sha256(content).digest()[:16]).decode("ascii").rstrip("=")


def removing_worker() -> str:
    """Return the worker that takes what older ones kept, and then itself, out of every browser that asks for it."""
    return _script("worker-gone.js", {})


def offline_files(folder: Path, collection: Collection, wording: Mapping[str, Wording]) -> Iterator[tuple[str, str]]:
    """Yield path and text of the lists, then of the worker, for the finished site in ``folder``."""
    built = _Built(folder)
    core = built.core()
    known = {listed.path for listed in core}
    for language in LANGUAGES:
        lists = _Lists(built, known, collection, wording[language])
        for path, text in lists.files():
            yield path, text
        core.append(_listed(path, text.encode("utf-8")))  # the index comes last
    version = sha256(_json(core).encode("utf-8")).hexdigest()[:16]
    pages = {language: address("offline", language) for language in LANGUAGES}
    yield WORKER, _script("worker.js", {"VERSION": version, "CORE": core, "OFFLINE": pages})


class _Built:
    """The folder of a built site, whose files are read one at a time."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._in_styles: dict[str, set[str]] = {}

    def read(self, path: str) -> bytes:
        return (self.root / path).read_bytes()

    def listed(self, path: str) -> Listed:
        return _listed(path, self.read(path))

    def below(self, folder: str, ending: str) -> list[str]:
        """Return the paths of the files in a folder, in a stable order."""
        return [f"{folder}/{name}" for name in sorted(path.name for path in (self.root / folder).glob(f"*{ending}"))]

    def core(self) -> list[Listed]:
        """Return what the core pages need, then these pages themselves."""
        own = [address(key, language) for key in CORE_PAGES if key in ROUTES for language in LANGUAGES]
        pages = [path for path in (address("choice", LANGUAGES[0]), *own) if self._has(path)]
        needed = {path for path in _ASKED_FOR_BY_SCRIPTS if self._has(path)}
        for path in pages:
            needed |= self.needs(path, self.read(path))
        return [self.listed(path) for path in (*sorted(needed), *pages)]

    def needs(self, path: str, content: bytes) -> set[str]:
        """Return the paths of the styles, scripts, fonts and pictures of this site that a page asks for."""
        found = self._beside(path, _ASKED_FOR.findall(content))
        for style in [name for name in found if name.endswith(".css")]:
            if style not in self._in_styles:
                self._in_styles[style] = self._beside(style, _ASKED_FOR_BY_STYLES.findall(self.read(style)))
            found |= self._in_styles[style]
        return found

    def _beside(self, path: str, links: Iterable[bytes]) -> set[str]:
        folder = posixpath.dirname(path)
        found = {posixpath.normpath(posixpath.join(folder, link.decode("utf-8"))) for link in set(links)}
        return {name for name in found if not name.startswith("..") and self._has(name)}

    def _has(self, path: str) -> bool:
        return (self.root / path).is_file()


class _Lists:
    """The lists of one language. ``core`` has the paths of what is kept anyway."""

    def __init__(self, built: _Built, core: set[str], collection: Collection, wording: Wording) -> None:
        self._built = built
        self._core = core
        self._wording = wording
        self._language = language = wording.language
        shown = collection.shown.values()
        self._briefings = {address("briefing", language, briefing.id): briefing for briefing in shown}
        self._terms = [term for term in collection.vocabularies["topics"] if collection.count("topics", term.id)]
        # Numbers of topics by the path of a page: a topic's own, and those of a briefing.
        self._topics: dict[str, list[int]] = {}
        for number, term in enumerate(self._terms):
            listed = collection.with_term("topics", term.id, language)
            briefings = [address("briefing", language, briefing.id) for briefing in listed]
            for path in (address("topic", language, term.id), *briefings):
                self._topics.setdefault(path, []).append(number)

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield path and text of each list: what comes with the language, its pages in parts, the index of it all."""
        entries = [entry for path in self._paths() if (entry := self._entry(path)) is not None]
        needs = {need: self._built.listed(need) for entry in entries for need in entry.needs}
        first, more = self._scripts()
        made: list[tuple[str, Mapping[str, object]]] = [
            ("pack", {"files": [*self._small(entries, needs), *first], "more": more})
        ]
        parts: list[dict[str, Entry]] = [{} for _ in range(parts_for(len(entries)))]
        for entry in entries:
            parts[part_of(entry.path, len(parts))][entry.path] = entry
        for number, part in enumerate(parts):
            wanted = sorted({need for entry in part.values() for need in entry.needs})
            pages = {path: entry[1:] for path, entry in part.items()}
            made.append((str(number), {"pages": pages, "needs": {need: needs[need][1:] for need in wanted}}))
        digests = {}
        for name, value in made:
            path, text = f"{FOLDER}/{self._language}-{name}.json", _json(value)
            digests[path] = digest(text.encode("utf-8"))
            yield path, text
        index = {
            "lists": digests,
            "words": worker_words(self._wording),
            "topics": self._sizes(entries),
            "all": [len(self._briefings), sum(each.size for each in entries) + sum(each.size for each in more)],
        }
        yield f"{FOLDER}/{self._language}.json", _json(index)

    def _sizes(self, entries: Iterable[Entry]) -> list[tuple[str, str, int, int]]:
        """Return (id, label, number of briefings, bytes of all their pages and its own) of each topic."""
        count, size = [0] * len(self._terms), [0] * len(self._terms)
        for entry in entries:
            for number in entry.topics:
                count[number] += entry.path in self._briefings
                size[number] += entry.size
        labels = [(term.id, term.label(self._language)) for term in self._terms]
        return [(*label, count[number], size[number]) for number, label in enumerate(labels)]

    def _small(self, entries: Iterable[Entry], needs: Mapping[str, Listed]) -> list[Listed]:
        """Return the short pages of which there is one each, each after what it needs."""
        single = {names[self._language] for names in ROUTES.values()}
        found: dict[Listed, None] = {}
        for entry in entries:
            if entry.path in single and entry.path not in self._core and entry.size <= SMALL:
                found.update(dict.fromkeys([*(needs[need] for need in entry.needs), Listed(*entry[:3])]))
        return list(found)

    def _paths(self) -> Iterator[str]:
        """Yield the paths of all pages that may be kept, in a stable order."""
        folders = {posixpath.dirname(address(key, self._language, "x", "x")) for key in FAMILIES}
        left_out = {address(key, self._language) for key in FOR_THE_TEAM}
        for folder in (self._language, *sorted(folders)):
            yield from (path for path in self._built.below(folder, ".html") if path not in left_out)

    def _entry(self, path: str) -> Entry | None:
        """Return what the lists say of a page, None for one that only leads on to another."""
        content = self._built.read(path)
        if _LEADS_ON in content[:_HEAD]:
            return None
        needs = sorted(self._built.needs(path, content) - self._core)
        briefing = self._briefings.get(path)
        said = ("", "") if briefing is None else (briefing.reviewed.isoformat(), briefing.title.best(self._language)[0])
        return Entry(path, digest(content), len(content), *said, self._topics.get(_PART.sub(".html", path), []), needs)

    def _scripts(self) -> tuple[list[Listed], list[Listed]]:
        """Return the files of search and comparison that come with the language, and those that come with all of it."""
        search = [self._built.listed(path) for path in self._built.below(f"search/{self._language}", ".js")]
        more = [self._built.listed(path) for path in self._built.below(f"compare/{self._language}", ".js")]
        if sum(listed.size for listed in search) <= WHOLE_SEARCH:
            return search, more
        first = [listed for listed in search if _FOR_EVERY_QUERY.fullmatch(posixpath.basename(listed.path))]
        return first, [*(listed for listed in search if listed not in first), *more]


def _listed(path: str, content: bytes) -> Listed:
    return Listed(path, digest(content), len(content))


def _script(name: str, values: Mapping[str, Any]) -> str:
    """Return a worker without its comments; each of ``values`` stands before it as a constant."""
    text: str = rjsmin.jsmin((_HERE / name).read_text(encoding="utf-8"))
    return "".join(f"const {name}={_json(value).strip()};\n" for name, value in values.items()) + text + "\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")) + "\n"
