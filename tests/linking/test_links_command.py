"""``briefings links``: what it prints, keeps and writes."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from evidence_briefings.cli import main
from linking.web import Web, web
from tiny import TODAY, tiny_site, write

REFUSED = "the site does not answer programs such as this one (403)."


def interruptible() -> None:
    """Let a program be interrupted, even where this one was begun in the background and may not be."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture
def server() -> Iterator[Web]:
    with web() as running:
        yield running


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: Web) -> Path:
    """Write a site with links to the small web, and stand in its folder."""
    for name in ("http_proxy", "all_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    folder = tiny_site(
        tmp_path / "site",
        f"""
        mkdocs.yml |
          site_name: Tiny
          docs_dir: pages
        pages/
          a.md |
            [gone]({server.root}/status/410)
        briefings/
          one.yml +
            sources:
              - {{title: A, url: "{server.root}/status/404"}}
              - {{title: B, url: "{server.root}/chain/1"}}
              - {{title: C, url: "{server.root}/status/403"}}
              - {{title: D, url: "{server.root}/status/200"}}
          one.cy.yml +
            body: "[yma]({server.root}/status/404)"
        """,
    )
    monkeypatch.chdir(folder)
    return folder


def run(*args: str) -> Result:
    return CliRunner().invoke(main, ["links", "--pause", "0", "--today", str(TODAY), *args], catch_exceptions=False)


def test_what_somebody_should_look_at_is_listed_with_its_place(site: Path, server: Web) -> None:
    result = run()
    root = server.root
    assert result.stdout.splitlines() == [
        f"briefings/one.cy.yml:1:14: broken link: {root}/status/404: it is not there (404).",
        f"briefings/one.yml:2:21: broken link: {root}/status/404: it is not there (404).",
        f"briefings/one.yml:3:21: moved link: {root}/chain/1: it has moved for good. Write {root}/status/200",
        f"briefings/one.yml:4:21: could not tell: {root}/status/403: {REFUSED}",
        f"pages/a.md:1:8: broken link: {root}/status/410: it has been removed for good (410).",
    ]
    assert result.stderr == "Links: 6. Broken: 3. Could not tell: 1. Moved: 1.\n"
    assert result.exit_code == 1


def test_other_programs_get_json_and_spreadsheets_a_table(site: Path) -> None:
    found = json.loads(run("--format", "json").stdout)
    assert [(one["record"], one["state"], one["status"]) for one in found] == [
        ("one", "broken", 404),
        ("one", "broken", 404),
        ("one", "moved", 200),
        ("one", "unsure", 403),
        ("one", "ok", 200),
        ("", "broken", 410),
    ]
    table = list(csv.DictReader(io.StringIO(run("--format", "csv").stdout.removeprefix("\ufeff"))))
    assert [{key: str(value) for key, value in one.items()} for one in found] == table


def test_an_answer_serves_until_it_is_too_old(site: Path, server: Web) -> None:
    def asked(*args: str) -> set[str]:
        server.asked.clear()
        run(*args)
        return {path for _, path, _ in server.asked}

    first = asked()
    assert {"/status/404", "/chain/1", "/status/403", "/status/200", "/status/410"} == first
    assert asked() == set()
    assert asked("--today", "2026-12-03") == {"/status/403"}  # nobody could tell: that may be better tomorrow
    assert asked("--today", "2026-12-20") == first
    assert asked("--refresh") == first


def test_a_cache_that_cannot_be_read_is_made_anew(site: Path) -> None:
    write(site, {".cache/links.json": b"\xff{"})
    assert run().exit_code == 1
    kept = json.loads((site / ".cache/links.json").read_text(encoding="utf-8"))
    assert len(kept["links"]) == 5
    assert [path.name for path in (site / ".cache").iterdir()] == ["links.json"]


def test_where_nothing_can_be_kept_the_answers_are_told_all_the_same(site: Path) -> None:
    (site / ".cache").write_text("a file, no folder", encoding="utf-8")
    result = run()
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 5
    assert "could not be kept in .cache/links.json" in result.stderr


def test_without_a_broken_link_the_exit_status_is_0(site: Path, server: Web) -> None:
    write(site, {"pages/a.md": "", "briefings/one.cy.yml": "title: Un\n"})
    write(site, f"briefings/\n  one.yml +\n    sources: [{{title: A, url: '{server.root}/status/200'}}]\n")
    result = run()
    assert (result.exit_code, result.stdout) == (0, "")


def test_what_is_broken_in_records_is_recorded_for_the_page(site: Path, server: Web) -> None:
    assert run("--record").exit_code == 1
    text = (site / "briefings/_links.yml").read_text(encoding="utf-8")
    assert text.endswith(f'checked: {TODAY}\nbroken:\n  "one":\n    - "{server.root}/status/404"\n')
    checked = CliRunner().invoke(main, ["check", "--today", str(TODAY)])
    assert "_links" not in checked.stdout


def test_nothing_is_recorded_where_nothing_can_be_told(site: Path, server: Web) -> None:
    write(site, {"pages/a.md": "", "briefings/one.cy.yml": "title: Un\n"})
    write(site, f"briefings/\n  one.yml +\n    sources: [{{title: A, url: '{server.root}/status/403'}}]\n")
    result = run("--record")
    assert result.exit_code == 2
    assert not (site / "briefings/_links.yml").exists()


def test_outside_of_a_site_it_cannot_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run().exit_code == 2


def test_whoever_stops_it_keeps_what_is_known_and_goes_on_later(site: Path, server: Web) -> None:
    write(site, f"briefings/\n  one.yml +\n    sources: [{{title: A, url: '{server.root}/slow/1'}}]\n")
    write(site, f"briefings/\n  a.yml +\n    sources: [{{title: A, url: '{server.root}/status/404'}}]\n")
    command = [sys.executable, "-m", "evidence_briefings.cli", "links", "--pause", "0", "--today", str(TODAY)]
    running = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ,
        text=True,
        preexec_fn=interruptible,  # noqa: PLW1509 (it takes no lock)
    )
    deadline = time.monotonic() + 20
    while not server.count("/slow/1") and time.monotonic() < deadline:
        time.sleep(0.02)
    running.send_signal(signal.SIGINT)
    out, said = running.communicate(timeout=20)
    assert "Traceback" not in said
    assert "run the same again to go on" in said
    assert running.returncode == 2
    assert "broken link" in out
    kept = json.loads((site / ".cache/links.json").read_text(encoding="utf-8"))["links"]
    assert f"{server.root}/status/404" in kept
    assert f"{server.root}/slow/1" not in kept
    server.asked.clear()
    run()
    assert server.count("/slow/1") == 1
    assert server.count("/status/404") == 0


def test_no_other_command_asks_for_anything(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*args: object, **more: object) -> None:
        raise AssertionError("a connection was about to be opened")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    monkeypatch.setattr(asyncio.BaseEventLoop, "create_connection", refused)
    for command in (["check"], ["stale", "--days", "9"], ["owners"], ["owners", "--codeowners"]):
        result = CliRunner().invoke(main, command)
        assert not isinstance(result.exception, AssertionError), command
