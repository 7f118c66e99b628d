"""From a page's template and data to the HTML inside ``<main>``. One renderer serves one language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from ..content.blocks import Programme
from ..content.localised import Localised
from ..content.markdown import MarkdownReader
from ..content.model import Briefing
from ..content.vocabulary import Vocabularies
from .addresses import Links
from .collection import reading_minutes
from .glossing import Explained, GlossedPage, Glossing
from .postcard import Deck
from .programmes import readiness, tally
from .wording import Wording, marked

HEADING_SHIFT = 1
"""How far headings of a body move down: its ## stands below the page's own h2."""


class _Translated(NodeTransformer):
    """Puts the words of the interface into a template while it is compiled.

    A message without placeholders is the same on every page; looked up forty times a page, it cost as much as all of
    the record's own text.
    """

    def __init__(self, wording: Wording) -> None:
        self._wording = wording

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 (the library's name)
        """Replace ``_("words")`` by the words, as a constant that needs no escaping."""
        self.generic_visit(node)
        constant = len(node.args) == 1 and isinstance(node.args[0], nodes.Const) and not node.kwargs
        if isinstance(node.node, nodes.Name) and node.node.name == "_" and constant:
            text = self._wording.gettext(node.args[0].value).replace("%%", "%")  # type: ignore[attr-defined]
            return nodes.Const(Markup(text), lineno=node.lineno)  # noqa: S704 (our own catalogue)
        return node


class _Code(CodeGenerator):
    """Writes templates that leave alone what is HTML already: half of all they print. The library copies it twice."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.shown(")


class _Environment(Environment):
    """An environment whose templates are translated when they are compiled."""

    code_generator_class = _Code
    wording: Wording

    @staticmethod
    def shown(value: object) -> str:
        """Return a value as HTML."""
        return value if type(value) is Markup else escape(value)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree: nodes.Template = _Translated(self.wording).visit(super()._parse(source, name, filename))
        return tree


class Renderer:
    """Renders the templates of ``pages/`` in one language.

    Template filters: ``say`` (a text as HTML, marked if it is in the other language), ``plain`` (as a bare string),
    ``markdown`` (as block HTML), ``explain`` (HTML with the words of the glossary to press), ``missing``, ``term``,
    ``term_plural``, ``about``, ``in_place``, ``day``, ``minutes``, ``tally``.
    """

    def __init__(
        self, folders: Iterable[Path], wording: Wording, vocabularies: Vocabularies, reader: MarkdownReader
    ) -> None:
        self.language = wording.language
        self._wording = wording
        self._vocabularies = vocabularies
        self._reader = reader
        self._links: Links = Links("", wording.language)
        self._environment = _Environment(
            loader=FileSystemLoader([str(folder) for folder in folders]),
            autoescape=True,
            undefined=StrictUndefined,  # a misspelt name must fail the build, not print nothing
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
            auto_reload=False,
        )
        self._environment.wording = wording
        self._environment.install_gettext_callables(  # type: ignore[attr-defined]
            wording.gettext, wording.ngettext, newstyle=True, pgettext=wording.pgettext, npgettext=wording.npgettext
        )
        self._environment.filters.update(
            say=self.say,
            plain=self.plain,
            markdown=self.markdown,
            explain=self.explain,
            missing=self.missing,
            term=self.term,
            term_plural=self.term_plural,
            about=self.about,
            in_place=self.in_place,
            day=wording.day,
            minutes=self.minutes,
            tally=self.tally,
        )
        self._environment.globals.update(
            lang=self.language,
            other_lang="cy" if self.language == "en" else "en",
            card=self.card,
            postcards=self.postcards,
            # Not in the context of a page: macros that need no context are made once, not once a page.
            link=self.link,
            explain_words=self.explain_words,
            words_explained=self.words_explained,
        )
        self._glossing = Glossing(vocabularies.glossary, self.language)
        self._glossed: GlossedPage | None = None
        self._minutes: dict[str, tuple[Briefing, int]] = {}
        self._cards: dict[tuple[str, int, str], tuple[Briefing, Markup]] = {}

    def render(self, template: str, links: Links, context: Mapping[str, Any]) -> str:
        """Return the HTML of a template. Raises Jinja's ``TemplateError`` for a broken one."""
        self._links = links
        self._glossed = None
        return self._environment.get_template(template).render(context)

    def link(self, key: str, *ids: str) -> str:
        """Return the link from the page that is being rendered to another one."""
        return self._links(key, *ids)

    def card(self, briefing: Briefing, level: int) -> Markup:
        """Return the card of a record for a list, with its title as a heading of ``level``.

        A record stands in a dozen lists; its card is the same in all that link to it the same way.
        """
        url = self._links("briefing", briefing.id)
        key = (briefing.id, level, url)
        known = self._cards.get(key)
        if known is not None and known[0] is briefing:
            return known[1]
        template = self._environment.get_template("_card.html")
        html = Markup(template.render(b=briefing, level=level, url=url))  # noqa: S704 (escaped by it)
        self._cards[key] = (briefing, html)
        return html

    def postcards(self, decks: Iterable[tuple[Deck, Iterable[int]]]) -> list[Markup]:
        """Return the postcards of records by their numbers, each rendered once: all their pages link the same way."""
        return [self._deck(deck)[number] for deck, numbers in decks for number in numbers]

    def _deck(self, deck: Deck) -> Sequence[Markup]:
        if deck.packed is None:
            template = self._environment.get_template("_postcard.html")
            deck.keep(template.render(deck=deck, number=number) for number in range(len(deck.briefing.messages)))
        return deck.cards()

    def minutes(self, briefing: Briefing) -> int:
        """Return how many minutes the page of a record takes to read."""
        known = self._minutes.get(briefing.id)
        if known is None or known[0] is not briefing:
            known = self._minutes[briefing.id] = (briefing, reading_minutes(briefing, self.language))
        return known[1]

    def tally(self, programme: Programme) -> str:
        """Return how much is reported of what somebody needs to run a programme: "4 of 8 reported"."""
        return tally(readiness(programme, self._wording), self._wording)

    def say(self, text: Localised) -> Markup:
        """Return a text as HTML; one that is only there in the other language is marked as being in it."""
        return marked(text, self.language)

    def plain(self, text: Localised) -> str:
        """Return a text as a bare string, for attributes and titles."""
        return text.best(self.language)[0]

    def markdown(self, text: Localised) -> Markup:
        """Return a text's Markdown as block HTML, marked if it is in the other language."""
        words, language = text.best(self.language)
        html = Markup(self._reader.html(words, shift=HEADING_SHIFT))  # noqa: S704 (the reader lets no HTML through)
        return html if language == self.language else Markup('<div lang="{}">{}</div>').format(language, html)

    def explain_words(self) -> str:
        """Let ``explain`` do its work on the page that is being rendered, and say nothing there.

        The page has to include ``_words.html`` at its end.
        """
        self._glossed = self._glossing.page()
        return ""

    def explain(self, html: Markup) -> Markup:
        """Return the HTML of a text in which the words of the glossary can be pressed, if the page explains words."""
        return html if self._glossed is None else self._glossed.explain(html)

    def words_explained(self) -> list[Explained]:
        """Return the words of the glossary that the page has explained so far, in their order."""
        return [] if self._glossed is None else self._glossed.explained

    def missing(self, text: Localised) -> bool:
        """Return whether a text is missing in the page's language."""
        return text.get(self.language) is None

    def term(self, term_id: str, vocabulary: str) -> str:
        """Return the label of a term."""
        return self._vocabularies[vocabulary][term_id].label(self.language)

    def term_plural(self, term_id: str, vocabulary: str) -> str:
        """Return the plural label of a term, or the label where it has none."""
        term = self._vocabularies[vocabulary][term_id]
        return term.plural.get(self.language) if term.plural is not None else term.label(self.language)

    def about(self, term_id: str, vocabulary: str) -> str:
        """Return the plain explanation of a term, or an empty string."""
        term = self._vocabularies[vocabulary][term_id]
        return term.about.get(self.language) if term.about is not None else ""

    def in_place(self, term_id: str) -> str:
        """Return "in Wales" or "yng Nghymru"."""
        term = self._vocabularies["places"][term_id]
        return term.inside.get(self.language) if term.inside is not None else term.label(self.language)
