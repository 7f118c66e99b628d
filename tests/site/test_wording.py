"""The words of the interface: complete in Welsh, with its six plural forms, and nowhere but in the catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from evidence_briefings.site.wording import Wording, read_wording
from jinja2 import Environment, nodes
from tiny import PROJECT

THEME = PROJECT / "theme_overrides"
TEMPLATES = sorted(path.relative_to(THEME).as_posix() for path in THEME.rglob("*.html"))
IN_BOTH_LANGUAGES = {"404.html", "assets/search-example.html", "pages/choice.html", "partials/header-both.html"}
FORMS = ("zero", "one", "two", "few", "many", "other")
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3)}


@cache
def catalogue() -> Catalog:
    with (THEME / "locales" / "cy.po").open("rb") as file:
        return read_po(file, locale="cy")


def used() -> set[tuple[str | None, str | tuple[str, ...]]]:
    """Return (context, message) of every message that a template or a module asks for."""
    found = set()
    for folder, method in (
        (THEME, ("**.html", "jinja2")),
        (PROJECT / "plugins/evidence_briefings", ("**.py", "python")),
    ):
        for _, _, message, _, context in extract_from_dir(str(folder), [method], {}, KEYWORDS):
            found.add((context, message))
    return found


USED = sorted(used(), key=str)
MESSAGES = [message for message in catalogue() if message.id]


def forms_of(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)[a-z]|%%", text))


@pytest.mark.parametrize(("context", "message"), USED)
def test_a_message_that_is_used_has_its_welsh(context: str | None, message: str | tuple[str, ...]) -> None:
    found = catalogue().get(message if isinstance(message, str) else message[0], context)
    assert found is not None
    assert isinstance(found.id, tuple) == isinstance(message, tuple)
    assert all(forms_of(found))


def test_no_message_of_the_catalogue_is_out_of_use() -> None:
    assert {(message.context, message.id) for message in MESSAGES} <= set(USED)


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: str(message.id))
def test_a_message_is_translated_in_full(message: Message) -> None:
    assert not message.fuzzy
    assert len(forms_of(message)) == (6 if message.pluralizable else 1)
    assert all(form.strip() for form in forms_of(message))


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: str(message.id))
def test_a_message_and_its_welsh_have_the_same_placeholders(message: Message) -> None:
    asked = placeholders(message.id[-1] if isinstance(message.id, tuple) else message.id)
    for form in forms_of(message):
        # "One minute" may say its number in words.
        assert placeholders(form) in (asked, asked - {"%(num)s"} if message.pluralizable else asked)


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: str(message.id))
def test_a_message_and_its_welsh_can_stand_before_the_same_words(message: Message) -> None:
    english = message.id[-1] if isinstance(message.id, tuple) else message.id
    for form in forms_of(message):
        assert form.strip() == form
        assert form.endswith(":") == english.endswith(":")


@pytest.mark.parametrize(
    ("number", "form"), [(0, 0), (1, 1), (2, 2), (3, 3), (4, 5), (5, 5), (6, 4), (7, 5), (16, 5), (106, 5)]
)
def test_a_number_takes_its_own_welsh_form(wording: Mapping[str, Wording], number: int, form: int) -> None:
    for message in MESSAGES:
        if isinstance(message.id, tuple) and message.context is None:
            assert wording["cy"].ngettext(*message.id, number) == message.string[form]


def test_the_welsh_forms_are_chosen_as_unicode_says(wording: Mapping[str, Wording]) -> None:
    icu = pytest.importorskip("icu", reason="PyICU is not installed")
    rules = icu.PluralRules.forLocale(icu.Locale("cy"))
    message = next(message for message in MESSAGES if message.pluralizable)
    for number in range(130):
        form = message.string[FORMS.index(rules.select(number))]
        assert wording["cy"].ngettext(*message.id, number) == form


def test_english_needs_no_catalogue(wording: Mapping[str, Wording]) -> None:
    assert wording["en"].gettext("Any words") == "Any words"
    assert [wording["en"].ngettext("one", "many", number) for number in (0, 1, 2)] == ["many", "one", "many"]


def test_a_site_without_welsh_words_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_wording(tmp_path)


@pytest.mark.parametrize(
    ("day", "en", "cy"),
    [
        (date(2026, 11, 1), "1 November 2026", "1 Tachwedd 2026"),
        ("2026", "2026", "2026"),
        ("2026-03", "March 2026", "Mawrth 2026"),
        ("2026-03-09", "9 March 2026", "9 Mawrth 2026"),
    ],
)
def test_a_day_is_said_in_words(wording: Mapping[str, Wording], day: date | str, en: str, cy: str) -> None:
    assert (wording["en"].day(day), wording["cy"].day(day)) == (en, cy)


class _Words(HTMLParser):
    """Collects what people read: text, and the attributes that are read to them."""

    READ = ("aria-label", "alt", "title", "placeholder", "data-done", "data-dark", "data-light")

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name in self.READ]


def printed(node: nodes.Node) -> Iterator[str]:
    """Yield the text of a template in order; what it prints of its data is a sign that is no letter."""
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.TemplateData):
            yield child.data
        elif isinstance(node, nodes.Output):
            yield "\ufffc"
        else:
            yield from printed(child)


def words_of(template: str) -> list[str]:
    """Return what a template says to people without asking the catalogue or its data."""
    tree = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"]).parse(template)
    words = _Words()
    words.feed("".join(printed(tree)))
    return [text for text in words.found if re.search(r"[^\W\d_]", text)]


@pytest.mark.parametrize("name", sorted(set(TEMPLATES) - IN_BOTH_LANGUAGES))
def test_a_template_has_no_words_of_its_own(name: str) -> None:
    assert words_of((THEME / name).read_text("utf-8")) == []


@pytest.mark.parametrize(
    "template",
    [
        "<p>Words</p>",
        "<p>{{ _('x') }} words</p>",
        "{% if a %}<p>{% for b in c %}words{% endfor %}</p>{% endif %}",
        "<a aria-label='{{ a }} words'>{{ b }}</a>",
        "{% macro m() %}<b>words</b>{% endmacro %}",
    ],
)
def test_words_of_a_template_are_found(template: str) -> None:
    assert len(words_of(template)) == 1


@pytest.mark.parametrize("name", sorted(IN_BOTH_LANGUAGES))
def test_a_page_in_both_languages_says_everything_twice(name: str) -> None:
    text = (THEME / name).read_text("utf-8")
    assert text.count('lang="en"') >= 1
    assert "gettext" not in text
