"""Welsh words on the search page: typed as in a dictionary, found as they stand in the text."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser.building import build, built_once, project_with, shared_folder
from browser.searching import go, look_for, titles
from browser.watching import Watch
from playwright.sync_api import Browser, Page
from tiny import tiny_site

# The topic of these records is not children: its label would hold the word.
RECORDS = """
    briefings/
      soft.yml +
        topics: [learning-disability]
      soft.cy.yml +
        title: Soft
        bottom_line: Cymorth i blant sy'n derbyn gofal.
      nasal.yml +
        topics: [learning-disability]
      nasal.cy.yml +
        title: Nasal
        bottom_line: Mae fy mhlant yn hapus yno.
      aspirate.yml +
        topics: [learning-disability]
      aspirate.cy.yml +
        title: Aspirate
        bottom_line: Oedolion a phlant yn yr un tŷ.
      child.yml +
        topics: [learning-disability]
      child.cy.yml +
        title: Child
        bottom_line: Gofynnwch beth sydd ar feddwl ei phlentyn hi.
      house.yml +
        topics: [learning-disability]
      house.cy.yml +
        title: House
        bottom_line: Symudodd o'i thŷ hi i dai eraill.
      cardiff.yml +
        topics: [learning-disability]
      cardiff.cy.yml +
        title: Cardiff
        bottom_line: Astudiaeth o bedair ardal yng Nghaerdydd.
      plants.yml +
        topics: [learning-disability]
      plants.cy.yml +
        title: Garden
        bottom_line: Gofalu am blanhigion yn yr ardd.
"""


@pytest.fixture(scope="session")
def welsh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a site whose Welsh words stand mutated."""
    shared = shared_folder(tmp_path_factory.getbasetemp())
    return built_once(shared, "welsh", lambda to: build(project_with(tiny_site(to, RECORDS))))


@pytest.fixture
def page(chromium: Browser, welsh: Path) -> Page:
    """Return the site's Welsh search page, opened from a folder."""
    watching = Watch(chromium, (welsh.as_uri() + "/",))
    page = watching.page()
    go(page, welsh.as_uri() + "/", "cy")
    yield page
    watching.close()
    assert watching.complaints == []
    assert watching.elsewhere == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("plant", {"Soft", "Nasal", "Aspirate", "Child"}),
        ("plentyn", {"Soft", "Nasal", "Aspirate", "Child"}),
        ("blant", {"Soft", "Nasal", "Aspirate", "Child"}),
        ("tŷ", {"Aspirate", "House"}),
        ("ty", {"Aspirate", "House"}),
        ("tai", {"Aspirate", "House"}),
        ("Caerdydd", {"Cardiff"}),
        ("planhigyn", {"Garden"}),
    ],
)
def test_a_word_is_found_in_its_other_forms(page: Page, typed: str, found: set[str]) -> None:
    look_for(page, typed)
    assert set(titles(page)) == found


def test_the_form_that_was_found_is_marked(page: Page) -> None:
    look_for(page, "plant")
    marked = page.locator("[data-part=results] mark").all_inner_texts()
    assert {"blant", "mhlant", "phlant", "phlentyn"} <= set(marked)
