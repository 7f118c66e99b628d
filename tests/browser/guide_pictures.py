"""Makes the pictures of the guide anew: ``make guide-pictures``.

A terminal shows what the commands really print, in a real repository made for it; a page is one of the built site. To
add a picture, add a line to ``TERMINALS`` or ``PAGES`` and name it in both languages of the guide; a test says when its
size there is not that of the picture. A command that is not there is left out, and said.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import NamedTuple

import click
from browser.watching import launched
from docx import Document
from evidence_briefings.site.addresses import GUIDE_PICTURES, address
from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from tiny import PROJECT, record, tiny_site, translation, write

TO = PROJECT / "site_src" / GUIDE_PICTURES
LARGEST = 60_000
"""Bytes that a picture may have."""
COLOURS = 48
NO_BREAK = "\N{NON-BREAKING HYPHEN}"
"""A code with hyphens is easier to find when it stands on one line."""
COLUMNS = 58
SCALE = 2
SHOWN = "what-helps-evidence-use-in-wales"
"""The briefing whose page is shown."""
TERMINAL = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; background: #10191b; }}
pre {{ margin: 0; padding: 22px 26px; width: 512px; color: #e9e4d8; white-space: pre-wrap; overflow-wrap: anywhere;
  font: 14.5px/1.5 "DejaVu Sans Mono", Menlo, Consolas, monospace; }}
b {{ color: #7fd0dc; font-weight: 700; }}
</style><pre>{}</pre>"""


class Terminal(NamedTuple):
    """A picture of a terminal: what is made ready in the repository, and the commands that are typed."""

    name: str
    ready: Callable[[Path], None]
    commands: tuple[str, ...]


def _with_faults(folder: Path) -> None:
    text = record("title: Short breaks\ntopics: [fosterin]\nbottom_lin: Short breaks give families a rest.\n")
    write(folder, {"briefings/children/short-breaks.yml": text})


def _with_one_fault(folder: Path) -> None:
    text = record("topics: [fosterin]\n")
    write(
        folder, {"briefings/children/short-breaks.yml": text, "briefings/children/short-breaks.cy.yml": translation()}
    )


def _with_a_document(folder: Path) -> None:
    document = Document()
    document.add_heading("Short breaks", 0)
    for heading, style, lines in (
        ("Summary", "Normal", ["What short breaks are, and what families say of them."]),
        ("Key messages", "List Bullet", ["Ask the family what a good break is.", "Plan the first one together."]),
        ("Limitations", "List Bullet", ["Few families were asked."]),
        ("Next steps", "Normal", ["We will ask again next year."]),
    ):
        document.add_heading(heading, 1)
        for line in lines:
            document.add_paragraph(line, style)
    document.save(str(folder / "report.docx"))


TERMINALS = (
    Terminal("check", _with_faults, ("briefings check briefings/children/short-breaks.yml",)),
    Terminal("hook", _with_one_fault, ("git add briefings", 'git commit -m "Add a briefing on short breaks"')),
    Terminal("import", _with_a_document, ("briefings import report.docx --id short-breaks --folder children",)),
)
PAGES = {f"preview-{language}": address("briefing", language, SHOWN) for language in ("en", "cy")}


def main() -> None:
    """Write every picture, and print its size."""
    TO.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = launched(playwright)
        for terminal in TERMINALS:
            with tempfile.TemporaryDirectory() as folder:
                said = _typed(_repository(Path(folder) / "briefings-site"), terminal)
            if "No such command" in said:
                click.echo(f"{terminal.name}: left out, there is no such command")
            else:
                _keep(terminal.name, _terminal(browser, said))
        for name, path in PAGES.items():
            _keep(name, _page(browser, (PROJECT / "site" / path).as_uri()))
        browser.close()


def _repository(folder: Path) -> Path:
    """Return a new repository with our lists, one commit, the commands and the hook."""
    tiny_site(folder, {}, lists="real")
    python = f'"{sys.executable}"'
    for name, command in {"python": python, "briefings": f"{python} -m evidence_briefings.cli"}.items():
        write(folder, {f".venv/bin/{name}": f'#!/bin/sh\nexec {command} "$@"\n', ".gitignore": "/.venv/\n"})
        (folder / ".venv" / "bin" / name).chmod(0o755)
    for command in ("init -q -b main", "add .", "commit -qm Begin"):
        _run(folder, f"git {command}")
    shutil.copy(PROJECT / "plugins" / "hooks" / "pre-commit", folder / ".git" / "hooks")
    return folder


def _typed(folder: Path, terminal: Terminal) -> str:
    """Return as HTML what stands in a terminal after the commands."""
    terminal.ready(folder)
    return "".join(f"<b>$ {escape(line)}</b>\n{escape(_run(folder, line))}" for line in terminal.commands)


def _run(folder: Path, command: str) -> str:
    author = {f"GIT_{who}_{what}": "you@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    paths = f"{folder / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, **author, "PATH": paths, "COLUMNS": str(COLUMNS), "GIT_CONFIG_GLOBAL": os.devnull}
    done = subprocess.run(
        command,
        shell=True,
        cwd=folder,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.stdout


def _terminal(browser: Browser, said: str) -> bytes:
    page = browser.new_page(viewport={"width": 564, "height": 100}, device_scale_factor=SCALE)
    page.set_content(TERMINAL.format(said.replace("-", NO_BREAK)))
    picture = page.screenshot(full_page=True)
    page.close()
    return picture


def _page(browser: Browser, url: str) -> bytes:
    page = browser.new_page(viewport={"width": 640, "height": 520}, device_scale_factor=SCALE, color_scheme="light")
    page.goto(url)
    picture = page.screenshot()
    page.close()
    return picture


def _keep(name: str, picture: bytes) -> None:
    """Write a picture with few colours, without anything about the machine that made it."""
    image = Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    path = TO / f"{name}.png"
    image.save(path, optimize=True)
    size = path.stat().st_size
    click.echo(
        f"{path.relative_to(PROJECT)}: {image.width} x {image.height}, {size} bytes{' TOO LARGE' * (size > LARGEST)}"
    )


if __name__ == "__main__":
    main()
