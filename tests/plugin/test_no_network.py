"""A build asks nobody for anything: whoever opens a connection or looks up a name ends at once."""

from __future__ import annotations

import os
from pathlib import Path

from .sites import COMMANDS, contents, run

WITHOUT_NETWORK = """
import os
import socket


def ended(*args, **more):
    os.write(2, b"a connection was about to be opened")
    os._exit(99)


socket.socket.connect = socket.socket.connect_ex = ended
socket.getaddrinfo = socket.gethostbyname = socket.create_connection = ended
"""


def without_network(folder: Path) -> dict[str, str]:
    """Return the variables with which every Python process ends as soon as it asks for anything."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(WITHOUT_NETWORK, encoding="utf-8")
    return {"PYTHONPATH": os.pathsep.join([str(folder), *filter(None, [os.environ.get("PYTHONPATH")])])}


def test_a_build_opens_no_connection_even_where_links_were_found_broken(
    copy_of_good: Path, good: Path, tmp_path: Path
) -> None:
    links = 'checked: 2026-12-01\nbroken:\n  "one":\n    - "https://somewhere.org/"\n'
    (copy_of_good / "briefings" / "_links.yml").write_text(links, encoding="utf-8")
    done = run(copy_of_good, COMMANDS["briefings"], env=without_network(tmp_path / "without"))
    assert done.returncode == 0, done.stderr
    before, after = contents(good / "site"), contents(copy_of_good / "site")
    assert before.keys() == after.keys()
    changed = {path for path in after if after[path] != before[path]}
    assert {"en/maintenance.html", "cy/cynnal.html"} == changed
    assert b"https://somewhere.org/" in after["en/maintenance.html"]


def test_only_the_command_that_asks_for_links_would_open_one(copy_of_good: Path, tmp_path: Path) -> None:
    with (copy_of_good / "briefings" / "one.yml").open("a", encoding="utf-8") as record:
        record.write("contact: {role: A team, url: 'https://somewhere.org/'}\n")
    done = run(copy_of_good, [*COMMANDS["briefings"][:-1], "links"], env=without_network(tmp_path / "without"))
    assert done.returncode == 99
