"""What stops a build is said in a sentence, with the file, and the exit status is 1: never a traceback."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from .sites import COMMANDS, contents, run

Change = Callable[[Path], None]


def replaced(path: str, old: str, new: str) -> Change:
    def change(folder: Path) -> None:
        text = (folder / path).read_text("utf-8")
        assert old in text
        (folder / path).write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def added(path: str, more: str) -> Change:
    def change(folder: Path) -> None:
        (folder / path).write_text((folder / path).read_text("utf-8") + more, encoding="utf-8")

    return change


PLACEHOLDER = replaced("theme_overrides/locales/cy.po", 'msgstr "%(low)s i ', 'msgstr "%(lwo)s i ')
FAULTS = {
    "no theme of ours": (replaced("mkdocs.yml", "  custom_dir: theme_overrides\n", ""), "custom_dir: theme_overrides"),
    "a third language": (replaced("site_src/en/more.md", "pair:", "lang: fr\npair:"), "en/more.html: the front matter"),
    "a list of languages": (replaced("site_src/en/more.md", "pair:", "lang: [en]\npair:"), "lang: ['en']"),
    "two pairs": (replaced("site_src/en/more.md", "rhagor", "[rhagor, mwy]"), "must name one page after pair:"),
    "a figure of no record": (
        added("site_src/en/about.md", "\n{{ tested.date }}\n"),
        "about.md, line 5: accessibility-tes",
    ),
    "a mistyped placeholder": (PLACEHOLDER, "cy.po, line"),
    "a broken end of the Welsh": (added("theme_overrides/locales/cy.po", "\nmsgid half\n"), "cy.po: "),
    "a template that is not one": (added("theme_overrides/pages/briefing.html", "{% if %}"), "briefing.html, line "),
    "an unknown name": (added("theme_overrides/pages/briefing.html", "{{ nothing.there }}"), "'nothing' is undefined"),
    "an unknown name in the shell": (added("theme_overrides/main.html", "{{ nothing.there }}"), "main.html, line "),
    "an unknown template": (added("theme_overrides/main.html", "{% include 'nowhere.html' %}"), "nowhere.html"),
    "limits that cannot be meant": (
        replaced("mkdocs.yml", "facets:", "plain_language: {long-sentence: 3}\n      facets:"),
        "plain_language: long-sentence must be 10 to 60 words, or no",
    ),
    "facets that are no list": (
        replaced("mkdocs.yml", "facets:", "facets: {topic: topics}\n      others:"),
        "facets in mkdocs.yml is a list of entries such as {name: topic, from: topics,",
    ),
    "a facet of nothing": (
        replaced("mkdocs.yml", "from: topics", "from: topic"),
        'Did you mean "topics"? It is one of',
    ),
    "a facet without words": (
        replaced("mkdocs.yml", "from: kind", "from: evidence.base"),
        "facets in mkdocs.yml, entry 5 (kind): label must be in both languages",
    ),
    "a form of briefing that there is not": (
        replaced("mkdocs.yml", "- evidence-briefings:", "- evidence-briefings:\n      products: [card, larg-print]"),
        'products in mkdocs.yml names "larg-print". Did you mean "large-print"?',
    ),
    "addresses without .html": (
        replaced("mkdocs.yml", "use_directory_urls: false", "use_directory_urls: true"),
        "use_directory_urls: false",
    ),
}


@pytest.mark.parametrize("runner", ["mkdocs", "briefings"])
@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_that_people_can_mend_is_a_sentence(copy_of_good: Path, name: str, runner: str) -> None:
    change, said = FAULTS[name]
    change(copy_of_good)
    before = contents(copy_of_good)
    done = run(copy_of_good, COMMANDS[runner])
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    last = (done.stderr + done.stdout).strip().splitlines()[-1]  # MkDocs says it on standard output
    assert said in last
    assert "Nothing was built" in last
    assert contents(copy_of_good) == before


@pytest.mark.parametrize("text", ["plugins: [", "- a\n- list\n", "just words\n", "\xff\xfe", "site_name: [a]\n"])
def test_settings_that_are_none_are_a_message(copy_of_good: Path, text: str) -> None:
    (copy_of_good / "mkdocs.yml").write_bytes(text.encode("latin-1"))
    done = run(copy_of_good, COMMANDS["briefings"])
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr


def test_a_site_without_settings_is_not_built(copy_of_good: Path) -> None:
    (copy_of_good / "mkdocs.yml").unlink()
    done = run(copy_of_good, COMMANDS["briefings"])
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "mkdocs.yml" in done.stderr


def test_a_stopped_build_counts_warnings_as_the_check_does(copy_of_good: Path) -> None:
    replaced("briefings/two.yml", "topics: [children, learning-disability]", "topics: [nowhere]")(copy_of_good)
    built = run(copy_of_good, COMMANDS["briefings"]).stderr
    checked = run(copy_of_good, [*COMMANDS["briefings"][:-1], "check"]).stderr
    counted = checked.strip().splitlines()[-1]
    assert " 0 warnings" not in counted
    assert counted in built


def test_the_template_of_the_fault_and_its_line_are_named(copy_of_good: Path) -> None:
    path = copy_of_good / "theme_overrides/pages/briefing.html"
    line = path.read_text("utf-8").count("\n") + 1
    added("theme_overrides/pages/briefing.html", "{{ nothing.there }}")(copy_of_good)
    shutil.rmtree(copy_of_good / "site")
    assert f"briefing.html, line {line}: 'nothing' is undefined" in run(copy_of_good, COMMANDS["briefings"]).stderr
