"""Rendering: texts in the other language are marked, and translating at compile time changes no output."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from evidence_briefings.content.localised import Localised
from evidence_briefings.content.markdown import MarkdownReader
from evidence_briefings.site.addresses import Links
from evidence_briefings.site.rendering import Renderer, _Environment
from evidence_briefings.site.site import Site
from evidence_briefings.site.wording import Wording
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from markupsafe import escape

ENGLISH = Localised("en", en="Fish & <chips>")
BOTH = Localised("en", en="English", cy="Cymraeg")


@pytest.fixture
def render(tmp_path: Path, site_of: Callable[..., Site], wording: Mapping[str, Wording]) -> Callable[..., str]:
    """Return a function that renders the text of a template with data."""
    vocabularies = site_of().corpus.vocabularies

    def rendered(template: str, language: str = "cy", **context: object) -> str:
        (tmp_path / "page.html").write_text(template, encoding="utf-8")
        renderer = Renderer([tmp_path], wording[language], vocabularies, MarkdownReader())
        return renderer.render("page.html", Links(f"{language}/a/b.html", language), context)

    return rendered


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ t|say }}", '<span lang="en">Fish &amp; &lt;chips&gt;</span>'),
        ("{{ t|markdown }}", '<div lang="en"><p>Fish &amp; &lt;chips&gt;</p></div>'),
        ("{{ t|plain }}", "Fish &amp; &lt;chips&gt;"),
        ("{{ t|missing }}", "True"),
    ],
)
def test_a_text_without_welsh_is_shown_and_marked_as_english(render, template: str, expected: str) -> None:
    assert render(template, t=ENGLISH) == expected


@pytest.mark.parametrize(
    ("template", "expected"),
    [("{{ t|say }}", "Cymraeg"), ("{{ t|markdown }}", "<p>Cymraeg</p>"), ("{{ t|missing }}", "False")],
)
def test_a_text_in_the_language_of_the_page_is_not_marked(render, template: str, expected: str) -> None:
    assert render(template, t=BOTH) == expected


def test_a_welsh_text_on_an_english_page_is_marked(render) -> None:
    assert render("{{ t|say }}", "en", t=Localised("cy", cy="Croeso")) == '<span lang="cy">Croeso</span>'


def test_headings_of_a_body_stand_below_those_of_the_page(render) -> None:
    body = Localised("en", en="## One\n\n### Two\n\n###### Six")
    assert render("{{ t|markdown }}", "en", t=body) == "<h3>One</h3>\n<h4>Two</h4>\n<h6>Six</h6>"


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("message", ["Topics", "No such message", "100 %", "a <b> & c", 'with "quotes"'])
def test_words_put_in_while_compiling_are_those_looked_up_later(render, language: str, message: str) -> None:
    # newstyle gettext treats % as the beginning of a placeholder, so a sign of its own is written twice.
    written = message.replace("%", "%%")
    assert render("{{ _(" + repr(written) + ") }}", language) == render("{{ _(m) }}", language, m=written)


@pytest.mark.parametrize(
    "template", ["{{ _('Reviewed: %(date)s', date=d) }}", "{{ gettext('Reviewed: %(date)s', date=d) }}"]
)
def test_what_is_put_into_a_message_is_escaped(render, template: str) -> None:
    assert render(template, d="<b>").endswith("&lt;b&gt;")


@given(st.one_of(st.text(), st.integers(), st.booleans(), st.none(), st.text().map(escape)))
def test_what_is_printed_is_escaped_once(value: object) -> None:
    assert _Environment.shown(value) == escape(value)


@pytest.mark.parametrize("template", ["{{ nothing }}", "{{ t.nothing }}", "{% if nothing %}{% endif %}"])
def test_a_misspelt_name_fails(render, template: str) -> None:
    with pytest.raises(UndefinedError):
        render(template, t=BOTH)


def test_terms_and_places_are_said_in_the_language_of_the_page(render) -> None:
    template = "{{ 'fostering'|term('topics') }} {{ 'research'|term_plural('kinds') }} {{ 'wales'|in_place }}"
    assert render(template, "cy") == "Maethu Papurau ymchwil yng Nghymru"
    assert render(template, "en") == "Fostering Research briefings in Wales"


def test_links_lead_to_pages_of_the_same_language(render) -> None:
    assert render("{{ link('topic', 'a') }}", "cy") == "../pynciau/a.html"


def test_a_welsh_page_without_welsh_says_so_and_marks_the_english(site_of: Callable[..., Site]) -> None:
    site = site_of("""
        briefings/
          one.yml
    """)
    page = next(page for page in site.pages() if page.path == "cy/papurau-briffio/one.html")
    html = site.html(page)
    assert '<span lang="en">A good record</span>' in html
    assert "Ask people what they want." in html
    assert page.meta["lang"] == "cy"


def test_a_page_with_both_texts_marks_nothing(site_of: Callable[..., Site]) -> None:
    site = site_of("""
        briefings/
          one.yml
          one.cy.yml
    """)
    html = {page.path: site.html(page) for page in site.pages()}
    sources_stay_as_published = '<span lang="en">A report</span>'
    assert '<span lang="en">' not in html["cy/papurau-briffio/one.html"].replace(sources_stay_as_published, "")
    assert '<span lang="cy">' not in html["en/briefings/one.html"]
    assert "Cofnod da" in html["cy/papurau-briffio/one.html"]
