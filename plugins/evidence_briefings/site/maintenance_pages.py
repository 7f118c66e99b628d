"""The page for the team that keeps the site: what is overdue, unowned, orphaned, thin, untranslated, broken.

It is made of what readers can see: drafts and records that are not public are named by the commands only. The page
holds no clock; a script in it says which reviews are overdue.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..content.known_links import read_known_links
from ..content.localised import Localised
from ..content.maintenance import LISTS, OLD, THIN, Entry, lists_of
from ..content.records import shown_path
from .order import in_order
from .page import Maker, Page

CAP = 40
"""About how many records one list names: a page of lists that nobody can work through helps nobody."""
LEAST = 3
"""How many of each team it names in any case."""
TEAMS = 20
"""Up to how many teams a list is by team; with more of them it is one list, each record with its team."""
STYLE, SCRIPT = "maintenance.css", "maintenance.js"


@dataclass(frozen=True, slots=True)
class Kept:
    """Entries that one team keeps, or all teams (None): the first few, and how many more there are.

    ``key`` is the team's in the page, or "".
    """

    key: str
    team: Localised | None
    entries: tuple[Entry, ...]
    more: int

    @property
    def count(self) -> int:
        """How many there are in all."""
        return len(self.entries) + self.more


@dataclass(frozen=True, slots=True)
class ToMend:
    """One list: its id, how many records it has, and these by team."""

    name: str
    count: int
    kept: tuple[Kept, ...]


class MaintenanceMaker(Maker):
    """Makes the page of one language."""

    def maintenance(self) -> Page:
        """Return the page of what is to be mended."""
        _ = self.wording.gettext
        links = read_known_links(self.corpus.root)
        shown = self.collection.shown.values()
        found = lists_of(shown, self.corpus.vocabularies, self.corpus.questions, links)
        days = Counter(entry.briefing.review_by.isoformat() for entry in found["review"])
        lists = [self._list(name, found[name]) for name in LISTS]
        named = {entry.briefing.id: entry.briefing for each in lists for kept in each.kept for entry in kept.entries}
        context = {
            "lists": lists,
            "files": {id: self._files(id) for id in named},
            "checked": links.checked,
            "total": len(self.collection.listed),
            "thin": THIN,
            "old": OLD,
            "teams": self._teams_by_name(self._teams) if len(self._teams) <= TEAMS else [],
            "dates": " ".join(f"{day}*{count}" for day, count in sorted(days.items())),
        }
        about = {"noindex": True, "styles": [STYLE], "scripts": [SCRIPT]}
        description = _("For the team that keeps this site: reviews that are due, and what else needs somebody.")
        title = _("What needs mending")
        return self.page("maintenance", (), "maintenance", title, context, description=description, about=about)

    def _list(self, name: str, entries: Sequence[Entry]) -> ToMend:
        """Return one list by team, teams by name, no longer than somebody can work through."""
        by_team: dict[str, list[Entry]] = {}
        for entry in entries:
            by_team.setdefault(_key(entry.briefing.owner.team), []).append(entry)
        if len(by_team) > TEAMS:
            return ToMend(name, len(entries), (_first("", None, entries, CAP),))
        each = max(LEAST, CAP // max(1, len(by_team)))
        kept = [_first(key, team, by_team[key], each) for key, team in self._teams_by_name(by_team)]
        return ToMend(name, len(entries), tuple(kept))

    def _teams_by_name(self, keys: Iterable[str]) -> list[tuple[str, Localised]]:
        """Return the teams with their keys in the alphabetical order of the language."""
        return in_order(
            [(key, self._teams[key]) for key in keys], lambda item: item[1].best(self.language)[0], self.language
        )

    @cached_property
    def _teams(self) -> dict[str, Localised]:
        """The name of each team, in both languages wherever any record has both."""
        found: dict[str, Localised] = {}
        for briefing in self.collection.shown.values():
            team = briefing.owner.team
            known = found.setdefault(_key(team), team)
            if known.get(self.language) is None and team.get(self.language) is not None:
                found[_key(team)] = team
        return found

    def _files(self, record_id: str) -> tuple[str, str | None]:
        """Return the paths of a record and of its translation, from the folder that holds the site."""
        above = self.corpus.root.parent
        pair = self.corpus.pairs.paths.get(record_id)
        own = shown_path(self.corpus.files.paths[record_id], above)
        return own, shown_path(pair, above) if pair is not None else None


def _key(team: Localised) -> str:
    return " ".join(team.original.casefold().split())


def _first(key: str, team: Localised | None, entries: Sequence[Entry], count: int) -> Kept:
    return Kept(key, team, tuple(entries[:count]), max(0, len(entries) - count))
