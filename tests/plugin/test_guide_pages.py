"""The guide for contributors: in both languages, with its pictures, and only where the site says so."""

from __future__ import annotations

import re
import shlex
import struct
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from evidence_briefings.cli import main
from evidence_briefings.content.problems import CATALOGUE
from evidence_briefings.site.addresses import GUIDE, address
from tiny import PROJECT

from .sites import SITE, built, whole_site

SOURCES = PROJECT / "site_src"
PAGES = {
    language: [SOURCES / address(key, language).replace(".html", ".md") for key in GUIDE] for language in ("en", "cy")
}
DOCUMENTS = [PROJECT / "README.md", PROJECT / "CONTRIBUTING.md", *PAGES["en"], *PAGES["cy"]]
PICTURE = re.compile(r"!\[([^\]]*)\]\(\.\./guide/([a-z-]+\.png)\)\{ width=(\d+) height=(\d+) loading=lazy \}")
LARGEST = 60_000
"""Bytes that a picture of the guide may have."""


def fenced(text: str) -> list[str]:
    """Return the lines of all blocks of commands."""
    return [
        line
        for block in re.findall(r"^```sh\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
        for line in block.splitlines()
    ]


def commands(path: Path) -> Iterator[str]:
    """Yield each line that calls ``briefings``, in a block or in the text."""
    text = path.read_text("utf-8")
    inline = re.findall(r"`(briefings [^`]+)`", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE))
    for line in [*fenced(text), *inline]:
        if line.startswith("briefings "):
            yield re.split(r"\s[>|#]", line)[0]


def fault(line: str) -> str | None:
    """Return what is wrong with a command as it is written, or None."""
    words = shlex.split(line)[1:]
    command = main.get_command(click.Context(main), words[0])
    if command is None:
        return "there is no such command"
    context = click.Context(command, info_name=words[0])
    try:
        given, rest, _ = command.make_parser(context).parse_args(words[1:])
    except click.UsageError as error:
        return error.format_message()
    for parameter in command.params:
        values = given.get(str(parameter.name))
        for value in values if isinstance(values, list | tuple) else [values]:
            if (
                isinstance(parameter.type, click.Choice)
                and isinstance(value, str)
                and value not in parameter.type.choices
            ):
                return f"{parameter.name} cannot be {value}"
    rest += [code for code in given.get("codes") or () if code not in CATALOGUE and code != "CODE"]
    return f"what is {rest}?" if rest else None


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_that_people_are_told_to_type_is_one(path: Path) -> None:
    faults = {line: fault(line) for line in commands(path)}
    assert {line: what for line, what in faults.items() if what} == {}


@pytest.mark.parametrize(
    "line", ["briefings chek", "briefings check --fromat json", "briefings check --format jason", "briefings explain x"]
)
def test_a_command_that_is_none_would_be_noticed(line: str) -> None:
    assert fault(line)


def test_every_target_of_make_that_people_are_told_of_is_one() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (PROJECT / "Makefile").read_text("utf-8"), re.MULTILINE))
    told = {
        name
        for path in DOCUMENTS
        for line in fenced(path.read_text("utf-8"))
        for name in re.findall(r"^make ([a-z-]+)", line)
    }
    assert {"install", "hook"} <= told
    assert told <= targets


@pytest.mark.parametrize("key", GUIDE)
def test_both_languages_give_the_same_commands_in_the_same_order(key: str) -> None:
    english, welsh = (PAGES[language][GUIDE.index(key)].read_text("utf-8") for language in ("en", "cy"))
    assert fenced(english) == fenced(welsh)
    assert len(re.findall(r"^#", english, re.MULTILINE)) == len(re.findall(r"^#", welsh, re.MULTILINE))
    assert [found[1:] for found in PICTURE.findall(english) if "-en" not in found[1]] == [
        found[1:] for found in PICTURE.findall(welsh) if "-cy" not in found[1]
    ]


@pytest.mark.parametrize("language", PAGES)
def test_each_picture_is_small_said_in_words_and_has_its_size(language: str) -> None:
    text = "".join(path.read_text("utf-8") for path in PAGES[language])
    pictures = PICTURE.findall(text)
    assert text.count("![") == len(pictures) > 2
    for words, name, width, height in pictures:
        content = (SOURCES / "guide" / name).read_bytes()
        assert len(words) > 40
        assert len(content) <= LARGEST
        assert struct.unpack(">II", content[16:24]) == (int(width), int(height)), f"make guide-pictures: {name}"


def test_every_picture_is_shown() -> None:
    shown = {
        found[1] for paths in PAGES.values() for path in paths for found in PICTURE.findall(path.read_text("utf-8"))
    }
    assert {path.name for path in (SOURCES / "guide").iterdir()} == shown


GUIDED_FILES = {"en/guide.html", "cy/canllaw.html", "guide/check.png"}
GUIDED = """
    site_src/
      en/
        guide.md |
          ---
          title: Guide
          ---
          ![A picture of what is said](../guide/check.png)
      cy/
        canllaw.md |
          ---
          title: Canllaw
          ---
          Geiriau
      guide/
        check.png = b"png"
"""


@pytest.fixture(scope="module")
def guided(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a site with a guide, built once. To be read only."""
    folder = whole_site(tmp_path_factory.mktemp("guided"), SITE + GUIDED)
    built(folder)
    return folder


def test_the_guide_and_its_pictures_are_part_of_a_site_that_does_not_say_otherwise(guided: Path) -> None:
    assert {path for path in GUIDED_FILES if (guided / "site" / path).is_file()} == GUIDED_FILES


def test_the_guide_is_not_among_what_readers_keep_for_later(guided: Path) -> None:
    kept = "".join(path.read_text("utf-8") for path in [*(guided / "site/offline").iterdir(), guided / "site/sw.js"])
    assert "en/about.html" in kept
    assert not [path for path in GUIDED_FILES if path in kept]


def test_the_guide_is_left_out_with_its_pictures_where_the_site_says_so(site: Callable[..., Path]) -> None:
    folder = site(SITE + GUIDED)
    settings = folder / "mkdocs.yml"
    no = settings.read_text("utf-8").replace("- evidence-briefings:", "- evidence-briefings:\n      team_pages: no")
    settings.write_text(no, encoding="utf-8")
    result = built(folder)
    assert not [path for path in GUIDED_FILES if (result / path).exists()]
    leads_there = re.compile(r'href="[^"]*(guide|canllaw)\.html"')
    assert not [page for page in result.rglob("*.html") if leads_there.search(page.read_text("utf-8"))]
