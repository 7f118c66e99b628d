"""The page where readers compare what they choose, and a ready-made comparison for each topic."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from ..content.model import Briefing
from ..content.vocabulary import Term
from .addresses import Links, address
from .compare_files import comparer_links, files_path
from .comparing import Comparer
from .page import Maker, Page

COLUMNS = 4
"""How many records one table holds, and how many readers may choose: more do not fit on a sheet of A4."""
PROGRAMMES = 8
"""How many programmes a topic's page compares; of another kind it compares ``COLUMNS``. Readers choose any others."""


class CompareMaker(Maker):
    """Makes the pages of one language that set records side by side."""

    def compare_pages(self) -> Iterator[Page]:
        """Yield the page for choosing, and one for each topic that has at least two records."""
        yield self.compare()
        for term in self.corpus.vocabularies["topics"]:
            if self.collection.count("topics", term.id) > 1:
                yield self._topic_compared(term)

    def compare(self) -> Page:
        """Return the page where readers choose two to four records; the script reads which from its address."""
        _ = self.wording.gettext
        links = comparer_links(self.language)
        context = {
            "topics": self._ready_made(links, None),
            "files": links.to(files_path(self.language)),
            "most": COLUMNS,
        }
        about = {"styles": ["compare.css"], "scripts": ["compare.js"]}
        description = _("Put two to four briefings side by side, print them, or take them away as a table.")
        return self.page(
            "compare", (), "compare", _("Compare briefings"), context, description=description, about=about
        )

    def _ready_made(self, links: Links, parent: str | None) -> list[dict[str, Any]]:
        """Return the topics below ``parent`` that have a comparison, each with those below it."""
        found = []
        for term in self.terms("topics", parent):
            count = self.collection.count("topics", term.id)
            if count > 1:
                below = self._ready_made(links, term.id)
                url = links("topic-compared", term.id)
                found.append({"label": term.label(self.language), "url": url, "count": count, "children": below})
        return found

    def _topic_compared(self, term: Term) -> Page:
        _ = self.wording.gettext
        links = Links(address("topic-compared", self.language, term.id), self.language)
        label = term.label(self.language)
        sections = self._sections(self.collection.with_term("topics", term.id, self.language))
        context = {
            "topic": label,
            "breadcrumb": [
                (_("Topics"), links("topics")),
                (label, links("topic", term.id)),
            ],
            "sections": sections,
            "table": self._comparer.table,
            "topic_url": links("topic", term.id),
        }
        title = _("%(topic)s: briefings side by side") % {"topic": label}
        about = {"styles": ["compare.css"], "scripts": ["compare.js"]}
        # The function in the context is another one each time, and always does the same.
        key = (title, sections)
        return self.page("topic-compared", (term.id,), "compared", title, context, about=about, key_of=key)

    def _sections(self, briefings: list[Briefing]) -> list[tuple[str, list[list[Briefing]], int]]:
        """Return (heading, tables of up to ``COLUMNS`` records, how many there are), programmes first.

        Programmes are compared with programmes, and so on; what is alone of its kind stands in one last table.
        """
        kinds = list(self.corpus.vocabularies["kinds"])
        kinds.sort(key=lambda kind: kind.id != "programme")
        sections, alone = [], []
        for kind in kinds:
            those = [briefing for briefing in briefings if briefing.kind == kind.id]
            if len(those) == 1 and kind.id != "programme":
                alone += those
            elif those:
                heading = kind.plural.get(self.language) if kind.plural is not None else kind.label(self.language)
                shown = those[: PROGRAMMES if kind.id == "programme" else COLUMNS]
                sections.append((heading, _in_tables(shown), len(those)))
        if alone:
            heading = self.wording.gettext("The only ones of their kind here")
            sections.append((heading, _in_tables(alone), len(alone)))
        return sections

    @cached_property
    def _comparer(self) -> Comparer:
        """Answers with links as seen from the pages of topics."""
        links = Links(address("topic-compared", self.language, "any"), self.language)
        return Comparer(self.corpus.vocabularies, self.corpus.schemes, self.wording, links)


def _in_tables(briefings: list[Briefing]) -> list[list[Briefing]]:
    return [briefings[start : start + COLUMNS] for start in range(0, len(briefings), COLUMNS)]
