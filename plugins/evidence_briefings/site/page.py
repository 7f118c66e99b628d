"""One generated page, and what every maker of pages has: one corpus, one language, links and counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from ..content.corpus import Corpus
from ..content.localised import OTHER
from ..content.model import Briefing
from ..content.vocabulary import Term
from .addresses import Links, address
from .collection import Collection
from .media import media_key
from .wording import Wording


@dataclass(frozen=True)
class Page:
    """One generated page in one language.

    ``path`` is below the site's root; ``template`` below ``pages/``; ``about`` is what the shell and the sitemap need
    to know, ``head`` makes what the page's own head says besides; ``changed`` is when its content last changed, for
    the sitemap, or None. ``key`` holds all that the HTML of the page depends on, apart from the templates,
    vocabularies and schemes: pages of one path with equal keys are equal.
    """

    path: str
    language: str
    template: str
    title: str
    context: Mapping[str, Any]
    about: Mapping[str, Any]
    changed: date | None = None
    key: object = field(default=None, compare=False, repr=False)
    head: Callable[[], Mapping[str, Any]] = field(default=dict, compare=False, repr=False)

    @property
    def meta(self) -> dict[str, Any]:
        """All that a page says about itself, made anew: of a thousand pages it would weigh as much as their records."""
        return {**self.about, **self.head()}

    @property
    def links(self) -> Links:
        """The maker of links as seen from this page."""
        return Links(self.path, self.language)


class Later(Mapping[str, Any]):
    """A context that is worked out when the page is rendered, which after most edits it is not."""

    def __init__(self, make: Callable[[], Mapping[str, Any]]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> Mapping[str, Any]:
        return self._make()

    def __getitem__(self, name: str) -> Any:
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


class Maker:
    """Makes pages of one language. ``site_url`` is the site's address, or None if it has no fixed one."""

    team_pages = True
    """Whether the site has pages for those who keep it."""

    def __init__(self, corpus: Corpus, collection: Collection, wording: Wording, site_url: str | None) -> None:
        self.corpus = corpus
        self.collection = collection
        self.wording = wording
        self.language = wording.language
        self.site_url = site_url

    def page(
        self,
        key: str,
        ids: tuple[str, ...],
        template: str,
        title: str,
        context: Mapping[str, Any],
        *,
        description: str | None = None,
        about: Mapping[str, Any] | None = None,
        head: Callable[[], Mapping[str, Any]] = dict,
        changed: date | None = None,
        key_of: object = None,
        paths: tuple[str, str] | None = None,
    ) -> Page:
        """Return a page; ``paths`` (its own and its pair's) are those of the key and ids unless given.

        ``key_of`` is the page's key where the context cannot be compared; it must determine all other arguments.
        """
        path, pair = paths or (address(key, self.language, *ids), address(key, OTHER[self.language], *ids))
        links = Links(path, self.language)
        whole = {
            "lang": self.language,
            "title": title,
            "description": description,
            "template_kind": template,
            "section": key,
            "alternate": links.to(pair),
            **(about or {}),
        }
        # Records that an edit has left alone are the same objects: comparing two contexts costs next to nothing.
        key_of = (title, context, description) if key_of is None else key_of
        return Page(path, self.language, f"{template}.html", title, context, whole, changed, key_of, head)

    def absolute(self, path: str) -> str | None:
        """Return the absolute address of a path below the site's root, or None for a site that has no fixed one."""
        return f"{self.site_url.rstrip('/')}/{path}" if self.site_url else None

    def related(self, briefing: Briefing) -> list[Briefing]:
        """Return the records that a record names as related and that are shown, in its order."""
        return [self.collection.shown[id] for id in briefing.related if id in self.collection.shown]

    def named(self, briefing: Briefing) -> dict[str, Briefing]:
        """Return the records that a record names and that are shown, by id."""
        return {id: self.collection.shown[id] for id in briefing.names if id in self.collection.shown}

    def record_key(self, briefing: Briefing) -> tuple[object, ...]:
        """Return the key of all that is made of one record: itself, its files, and the records that stand beside it."""
        successor = self.collection.successor(briefing)
        return (briefing, media_key(briefing, self.corpus.media), self.named(briefing), successor)

    def _translation(self, briefing: Briefing) -> dict[str, Any]:
        """Return how the text of this page's language stands; a record's own language is complete and unmarked."""
        translation = briefing.translation
        if translation is None or translation.language != self.language:
            return {"state": "complete", "status": None, "outdated": False}
        return {
            "state": translation.state,
            "status": translation.status,
            "outdated": bool(translation.outdated),
        }

    def terms(self, vocabulary: str, parent: str | None = None) -> list[Term]:
        """Return the terms directly below ``parent``, in the order readers look for them."""
        return self.collection.terms(vocabulary, self.language, parent)

    def counted(self, vocabulary: str, key: str, term: Term, links: Links, *, deep: bool = False) -> dict[str, Any]:
        """Return a term for a list of links: its label, link, how many records it has, and those below if ``deep``."""
        children = self.terms(vocabulary, term.id) if deep else []
        return {
            "id": term.id,
            "label": term.label(self.language),
            "url": links(key, term.id),
            "count": self.collection.count(vocabulary, term.id),
            "about": term.about.get(self.language) if term.about is not None else None,
            "i_am": term.i_am.get(self.language) if term.i_am is not None else None,
            "children": [self.counted(vocabulary, key, child, links) for child in children],
        }
