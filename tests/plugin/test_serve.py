"""A preview: each edit shows, a mistake does no harm, and what is served is what a full build would give."""

from __future__ import annotations

import os
import random
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest
from tiny import record, translation

from .sites import COMMANDS, contents, run, whole_site

SERVE = {
    "mkdocs": [sys.executable, "-m", "mkdocs", "serve", "--dev-addr"],
    "briefings": [sys.executable, "-m", "evidence_briefings.cli", "serve", "--address"],
    "properdocs": [sys.executable, "-m", "properdocs", "serve", "--config-file", "mkdocs.yml", "--dev-addr"],
}
PATIENCE = 90
"""Seconds after which a change that has not shown is taken for one that never will. Nothing is measured with it."""
ONLY_OF_A_PREVIEW = re.compile(
    rb'<script>\s*var livereload.*?</script>|\n?<link rel="(?:canonical|alternate|manifest|apple-touch-icon)"[^>]*>',
    re.DOTALL,
)
NOT_IN_A_PREVIEW = re.compile(r"sw\.js|offline/.*")
"""What keeps pages for reading without a signal; a preview keeps none."""


class Preview:
    """A server that runs, and the folder it shows."""

    def __init__(self, folder: Path, runner: str = "briefings") -> None:
        self.folder = folder
        self.log = folder.parent / f"{folder.name}.log"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"127.0.0.1:{free.getsockname()[1]}"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [*SERVE[runner], self.address],
                cwd=folder,
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
            )
        self.until(lambda: self.said("Serving on"))

    def get(self, path: str) -> bytes | None:
        """Return what is served at a path, or None where nothing is."""
        try:
            with urlopen(f"http://{self.address}/{path}", timeout=PATIENCE) as answer:
                return ONLY_OF_A_PREVIEW.sub(b"", answer.read())
        except HTTPError as error:
            assert error.code == 404
            return None
        except URLError:
            return None

    def shows(self, path: str, words: str) -> bool:
        return words.encode() in (self.get(path) or b"")

    def said(self, words: str) -> bool:
        return words in self.log.read_text("utf-8")

    def until(self, condition: Callable[[], bool]) -> None:
        """Wait for a condition to come true."""
        end = time.monotonic() + PATIENCE
        while not condition():
            assert self.process.poll() is None, self.log.read_text("utf-8")
            assert time.monotonic() < end, self.log.read_text("utf-8")
            time.sleep(0.05)

    def write(self, name: str, text: str) -> None:
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_text(text, encoding="utf-8")

    def delete(self, name: str) -> None:
        time.sleep(1)  # MkDocs looks at the folder now and then: what comes and goes between two looks it never sees
        (self.folder / name).unlink()

    def differences(self) -> list[str]:
        """Return where what is served differs from a full build of the folder as it is now."""
        target = self.folder.parent / f"{self.folder.name}-fresh"
        done = run(self.folder, COMMANDS["mkdocs"], "--site-dir", str(target))
        assert done.returncode == 0, done.stderr
        fresh = {path: text for path, text in contents(target).items() if not NOT_IN_A_PREVIEW.fullmatch(path)}
        found = [path for path, content in fresh.items() if self.get(path) != ONLY_OF_A_PREVIEW.sub(b"", content)]
        ids = {path.stem for path in (self.folder / "briefings").rglob("*.yml")} | {"new", "one", "two", "again"}
        possible = {f"{part}/{id}.html" for part in ("en/briefings", "cy/papurau-briffio") for id in ids}
        return found + [path for path in possible - fresh.keys() if self.get(path) is not None]

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@pytest.fixture(scope="module", params=["briefings"])
def preview(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """Return a preview that the tests of this module share; each leaves the site without errors."""
    shared = Preview(whole_site(tmp_path_factory.mktemp("serve") / "site"), request.param)
    yield shared
    shared.stop()


@pytest.mark.parametrize("runner", SERVE)
def test_an_edit_of_a_record_shows_wherever_the_record_stands(site: Callable[..., Path], runner: str) -> None:
    shown = Preview(site(), runner)
    try:
        shown.write("briefings/one.yml", record("title: Words from a new title\n"))
        for path in ("en/briefings/one.html", "en/index.html", "en/a-z.html", "en/topics/fostering.html"):
            shown.until(lambda path=path: shown.shows(path, "Words from a new title"))
        shown.until(lambda: shown.differences() == [])  # the search follows
    finally:
        shown.stop()


def test_an_edit_of_the_welsh_shows_on_the_welsh_page(preview: Preview) -> None:
    preview.write("briefings/one.cy.yml", translation("title: Teitl newydd\n"))
    preview.until(lambda: preview.shows("cy/papurau-briffio/one.html", "Teitl newydd"))
    preview.until(lambda: preview.shows("cy/a-y.html", "Teitl newydd"))


def test_the_data_follow_an_edit(preview: Preview) -> None:
    preview.write("briefings/two.yml", record("title: Words for the data\n"))
    preview.until(lambda: preview.shows("data/briefings.json", "Words for the data"))
    for path in ("data/briefings/two.json", "data/briefings.csv", "en/briefings/two.bib", "cy/pynciau/children.ris"):
        preview.until(lambda path=path: preview.shows(path, "Words for the data"))


def test_an_old_id_leads_on_as_soon_as_it_is_named_and_no_longer(preview: Preview) -> None:
    preview.write("briefings/two.yml", record("was: [formerly]\n"))
    preview.until(lambda: preview.shows("en/briefings/formerly.html", 'content="0; url=two.html"'))
    preview.until(lambda: preview.shows("data/briefings/formerly.json", '"moved_to":"two"'))
    preview.write("briefings/two.yml", record())
    preview.until(lambda: preview.get("cy/papurau-briffio/formerly.html") is None)
    preview.until(lambda: preview.get("data/briefings/formerly.json") is None)


def test_the_files_for_comparing_follow_an_edit_and_the_older_ones_go(preview: Preview) -> None:
    def file() -> str:
        found = re.search(rb'"hashes":\["(\w+)"', preview.get("compare/en/manifest.js") or b"")
        return f"compare/en/0-{found[1].decode()}.js" if found else "nowhere"

    preview.until(lambda: preview.get(file()) is not None)
    before = file()
    preview.write("briefings/two.yml", record("title: Compared\nbottom_line: Words for comparing.\n"))
    preview.until(lambda: preview.shows(file(), "Words for comparing."))
    preview.until(lambda: preview.get(before) is None)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("briefings/one.yml", "kind: [\n", "briefings/one.yml:2:1: error[yaml-syntax]"),
        ("briefings/one.yml", record("title: Broken\ntopics: [fostring]\n"), 'Did you mean "fostering"?'),
        ("briefings/one.cy.yml", "- a list\n", "briefings/one.cy.yml:1:1: error[not-a-record]"),
        ("briefings/_vocabulary/topics.yml", "- {id: [\n", "briefings/_vocabulary/topics.yml:2:1: error["),
        ("theme_overrides/pages/a-z.html", "{{ 1 + 'one' }}", "pages/a-z.html"),
        ("mkdocs.yml", "site_name: [\n", "mkdocs.yml"),
    ],
)
def test_a_mistake_keeps_the_page_and_mending_it_recovers(preview: Preview, name: str, text: str, said: str) -> None:
    good = (preview.folder / name).read_text("utf-8")
    paths = ("en/briefings/one.html", "en/a-z.html", "index.html", "assets/briefings.css", "data/briefings.json")
    before = [preview.get(path) for path in paths]
    assert None not in before
    already = preview.log.read_text("utf-8").count(said)
    preview.write(name, text)
    preview.until(lambda: preview.log.read_text("utf-8").count(said) > already)
    assert [preview.get(path) for path in paths] == before
    assert not preview.said("Traceback")
    preview.write(name, good)
    preview.write("briefings/two.yml", record(f"title: Mended {name}\n"))
    preview.until(lambda: preview.shows("en/a-z.html", f"Mended {name}"))


def test_a_new_record_shows_in_lists_and_goes_again(preview: Preview) -> None:
    preview.write("briefings/new.yml", record("title: Quite new\nrelated: [one]\n"))
    for path in (
        "en/briefings/new.html",
        "en/briefings/index.html",
        "cy/pynciau/plant.html".replace("plant", "children"),
    ):
        preview.until(lambda path=path: preview.shows(path, "Quite new"))
    preview.delete("briefings/new.yml")
    preview.until(lambda: preview.get("en/briefings/new.html") is None)
    preview.until(lambda: not preview.shows("en/briefings/index.html", "Quite new"))
    assert preview.get("cy/papurau-briffio/new.html") is None


@pytest.mark.parametrize(
    ("name", "old", "new", "path"),
    [
        ("briefings/_vocabulary/topics.yml", "en: Fostering", "en: Fostering anew", "en/topics/index.html"),
        ("briefings/_ratings/stars.yml", "en: Stars", "en: Stars anew", "en/ratings.html"),
        ("theme_overrides/pages/a-z.html", "<div", "<div title='anew'", "en/a-z.html"),
        ("theme_overrides/partials/footer.html", "<footer", "<footer title='anew'", "cy/index.html"),
        ("theme_overrides/assets/briefings.css", "body", ".anew,body", "assets/briefings.css"),
        ("site_src/en/about.md", "We are", "We are anew", "en/about.html"),
    ],
)
def test_an_edit_of_anything_else_shows_too(preview: Preview, name: str, old: str, new: str, path: str) -> None:
    text = (preview.folder / name).read_text("utf-8")
    assert old in text
    preview.write(name, text.replace(old, new, 1))
    preview.until(lambda: preview.shows(path, "anew"))
    preview.write(name, text)
    preview.until(lambda: not preview.shows(path, "anew"))


def test_a_record_that_a_handwritten_page_links_to_comes_and_goes(preview: Preview) -> None:
    about = (preview.folder / "site_src/en/about.md").read_text("utf-8")
    preview.write("site_src/en/about.md", about + "\n[Again](briefings/again.md)\n")
    preview.until(lambda: preview.shows("en/about.html", 'href="briefings/again.md"'))
    preview.write("briefings/again.yml", record("title: Again\n"))
    preview.until(lambda: preview.shows("en/about.html", 'href="briefings/again.html"'))
    preview.delete("briefings/again.yml")
    preview.until(lambda: preview.shows("en/about.html", 'href="briefings/again.md"'))
    preview.write("site_src/en/about.md", about)
    preview.until(lambda: not preview.shows("en/about.html", "again"))


FIELDS = [
    "title: A title of its own",
    "topics: [children]",
    "audiences: [managers]\nkind: guidance",
    "status: draft",
    "related: [two]",
    "reviewed: 2026-11-20\nbody: Some words.",
    "relevance: {evidence_from: [england], applies_to: {wales: no}}",
]


@pytest.mark.parametrize("seed", [1, 2])
def test_after_any_edits_what_is_served_is_a_full_build(preview: Preview, seed: int) -> None:
    choose = random.Random(seed)
    for number in range(8):
        name = choose.choice(["one", "two", "new", "again"])
        how = choose.choice(["edit", "edit", "edit", "welsh", "gone", "broken", "term", "page"])
        if how == "gone" and name in ("new", "again"):
            (preview.folder / f"briefings/{name}.yml").unlink(missing_ok=True)
            (preview.folder / f"briefings/{name}.cy.yml").unlink(missing_ok=True)
        elif how == "broken":
            preview.write(f"briefings/{name}.yml", "kind: [\n")
            preview.until(lambda name=name: preview.said(f"briefings/{name}.yml:2:1: error"))
            preview.write(f"briefings/{name}.yml", record(f"title: Mended {number}\n"))
        elif how == "welsh" and (preview.folder / f"briefings/{name}.yml").exists():
            preview.write(f"briefings/{name}.cy.yml", translation(f"title: Teitl {number}\n"))
        elif how == "term":
            path = preview.folder / "briefings/_vocabulary/audiences.yml"
            path.write_text(path.read_text("utf-8").replace("en: ", f"en: {number} ", 1), encoding="utf-8")
        elif how == "page":
            preview.write("site_src/cy/amdanom-ni.md", f"# Amdanom ni {number}\n")
        else:
            lines = choose.choice(FIELDS)
            preview.write(
                f"briefings/{name}.yml", record(lines.replace("[two]", "[one]" if name == "two" else "[two]"))
            )
        time.sleep(choose.uniform(0, 1.2))
    preview.write("briefings/one.yml", record(f"title: The last word {seed}\n"))
    preview.until(lambda: preview.shows("en/briefings/one.html", f"The last word {seed}"))
    preview.until(lambda: preview.differences() == [])
    assert not preview.said("Traceback")
