"""Pages about rating schemes: all of them, how to read each one, and the repositories that use them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from ..content.model import Briefing
from ..content.schemes import Band, Level, Reason, Scheme, number_in
from ..content.vocabulary import Labels
from .addresses import Links, address
from .page import Maker, Page
from .ratings import badge, in_order_of, position, said, version_in_words

STATES: tuple[Reason, ...] = ("not_rated", "unknown", "no_effect", "harmful")
"""What readers must be able to tell apart, in the order in which pages explain it."""


class SchemeMaker(Maker):
    """Makes the pages of one language that explain ratings."""

    def rating_pages(self) -> Iterator[Page]:
        """Yield the page of all schemes, one for each of them, and the page of the repositories."""
        yield self.ratings()
        for scheme in self.corpus.schemes.values():
            yield self.scheme(scheme)
        yield self.repositories()

    def ratings(self) -> Page:
        """Return the page that names every rating scheme and leads to its own page."""
        links = Links(address("ratings", self.language), self.language)
        shown = [self._summary(scheme, links) for scheme in self.corpus.schemes.values()]
        context = {"schemes": shown, "has_repositories": bool(self.corpus.repositories)}
        return self.page("ratings", (), "ratings", self.wording.gettext("Ratings explained"), context)

    def scheme(self, scheme: Scheme) -> Page:
        """Return the page that explains how to read the ratings of one scheme, and lists the records that have one."""
        language = self.language
        links = Links(address("scheme", language, scheme.id), language)
        heading = scheme.title.get(language)
        context = {
            **self._summary(scheme, links),
            "caveat": said(scheme.caveat, language),
            "version": version_in_words(scheme.version, self.wording),
            "source": scheme.source,
            "better": scheme.better,
            "kind": scheme.kind,
            "signed": scheme.signed == "yes",
            "unit": said(scheme.unit, language),
            "levels_known": scheme.levels_known == "yes",
            "unverified": scheme.unverified == "yes",
            "levels": [self._level(level, scheme) for level in scheme.levels],
            "off_ladder": [self._level(level, scheme) for level in scheme.off_ladder],
            "modifiers": [{"code": sign.code, "means": sign.means.get(language)} for sign in scheme.modifiers],
            "contexts": [context.label.get(language) for context in scheme.contexts],
            "criteria": [{"label": each.label.get(language), "role": each.role} for each in scheme.criteria],
            "money": list(dict.fromkeys(self._money(band) for band in scheme.bands)),
            "words": {state: self._words_for(scheme, state) for state in STATES},
            "rated": self._rated(scheme),
            "repositories": [
                (repository.name, f"{links('repositories')}#{repository.id}")
                for repository in self.corpus.repositories
                if scheme.id in repository.scales
            ],
        }
        title = self.wording.gettext("How to read this rating: %(scheme)s") % {"scheme": heading}
        return self.page("scheme", (scheme.id,), "scheme", title, context, description=said(scheme.about, language))

    def repositories(self) -> Page:
        """Return the page that sets the repositories of evidence side by side."""
        language = self.language
        links = Links(address("repositories", language), language)
        rows = [
            {
                "id": repository.id,
                "name": repository.name,
                "owner": repository.owner,
                "url": repository.url,
                "country": repository.country,
                "covers": repository.covers.get(language),
                "scales": [
                    (self.corpus.schemes[scale].title.get(language), links("scheme", scale))
                    for scale in repository.scales
                ],
                "filters": said(repository.filters, language),
                "good_for": repository.good_for.get(language),
                "careful": repository.careful.get(language),
                "status": said(repository.status, language),
            }
            for repository in self.corpus.repositories
        ]
        title = self.wording.gettext("Repositories of evidence")
        return self.page("repositories", (), "repositories", title, {"rows": rows})

    @cached_property
    def _by_scheme(self) -> dict[str, list[Briefing]]:
        """The listed records by the schemes they have ratings of, each once, in alphabetical order."""
        found: dict[str, list[Briefing]] = {}
        for briefing in self.collection.by_title[self.language]:
            for scheme in dict.fromkeys(rating.scheme for rating in briefing.ratings):
                found.setdefault(scheme, []).append(briefing)
        return found

    def _rated(self, scheme: Scheme) -> list[tuple[str, str | None, list[Briefing]]]:
        """Return (value in words, what it is for, records that have it), best value first, off-ladder codes last."""
        groups: dict[str, dict[tuple[str, str], list[Briefing]]] = {}
        for briefing in self._by_scheme.get(scheme.id, []):
            for rating in briefing.ratings:
                if rating.scheme == scheme.id:
                    code = rating.context.original if scheme.contexts and rating.context is not None else ""
                    with_it = groups.setdefault(rating.value, {}).setdefault((code, rating.modifier or ""), [])
                    if briefing not in with_it:
                        with_it.append(briefing)
        contexts = {context.code: context.label.get(self.language) for context in scheme.contexts}
        return [
            (badge(scheme, value, modifier or None, self.wording), contexts.get(code), groups[value][code, modifier])
            for value in in_order_of(scheme, groups)
            # With a sign, such as a plus, before without.
            for code, modifier in sorted(groups[value], key=lambda key: (key[0], not key[1], key[1]))
        ]

    def _summary(self, scheme: Scheme, links: Links) -> dict[str, Any]:
        """Return what both the page of all schemes and the scheme's own say first."""
        return {
            "id": scheme.id,
            "title": scheme.title.get(self.language),
            "about": said(scheme.about, self.language),
            "owner": scheme.owner,
            "measures": scheme.measures,
            "rates": scheme.rates,
            "scheme_url": links("scheme", scheme.id),
            "owner_url": scheme.url,
            "count": len(self._by_scheme.get(scheme.id, [])),
        }

    def _level(self, level: Level, scheme: Scheme) -> dict[str, Any]:
        numbered = scheme.codes == "published" and any(number_in(each.code) is not None for each in scheme.levels)
        return {
            "code": level.code if scheme.codes == "published" else None,
            "label": level.label.get(self.language),
            "means": said(level.means, self.language),
            # Codes that are numbers say their place themselves; a step beside them would count from another start.
            "position": None if numbered else position(level, scheme),
            "state": level.state,
            "unverified": level.unverified == "yes",
        }

    def _money(self, band: Band) -> tuple[str | None, str | None, str | None]:
        """Return (currency, for each what, price year); the amounts are in the words of the levels."""
        per = band.per.get(self.language) if isinstance(band.per, Labels) else band.per
        return band.currency, per, band.price_year

    def _words_for(self, scheme: Scheme, state: Reason) -> list[str]:
        """Return how the scheme says one of the four different things; an empty list if it has no word for it."""
        found = [
            badge(scheme, level.code, None, self.wording)
            for level in (*scheme.levels, *scheme.off_ladder)
            if level.state == state
        ]
        if scheme.signed == "yes" and state == "no_effect":
            found.append(badge(scheme, "0", None, self.wording))
        if scheme.signed == "yes" and state == "harmful":
            _ = self.wording.gettext
            found.append(_("a number above 0") if scheme.better == "low" else _("a number below 0"))
        return found
