"""Goldens of the checks: each file in check/ draws a tiny site and says which problems it has, word for word.

A file is named for the code it shows, with a variation after a dot. With --update-goldens what is found is written
into the files: read the difference before you keep it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from evidence_briefings.content.problems import CATALOGUE
from tiny import problems_of

FOLDER = Path(__file__).parent / "check"
GOLDENS = sorted(path.name for path in FOLDER.iterdir())
SITE, PROBLEMS = "--- site ---\n", "--- problems ---\n"


def parts(text: str) -> tuple[str, str, str]:
    about, rest = text.split(SITE)
    site, problems = rest.split(PROBLEMS)
    return about, site, problems


@pytest.mark.parametrize("name", GOLDENS)
def test_a_site_has_exactly_these_problems(
    name: str, site_folder: Callable[..., Path], request: pytest.FixtureRequest
) -> None:
    path = FOLDER / name
    about, site, expected = parts(path.read_text(encoding="utf-8"))
    found = "".join(f"{line}\n" for line in problems_of(site_folder(site)))
    if request.config.getoption("--update-goldens") and found != expected:
        path.write_text(about + SITE + site + PROBLEMS + found, encoding="utf-8")
        pytest.fail(f"wrote {name}: read the difference")
    assert found == expected


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_every_code_has_a_golden(code: str) -> None:
    assert f"{code}.txt" in GOLDENS


@pytest.mark.parametrize("name", GOLDENS)
def test_every_golden_shows_the_code_it_is_named_for(name: str) -> None:
    _, _, expected = parts((FOLDER / name).read_text(encoding="utf-8"))
    code = name.split(".", maxsplit=1)[0]
    assert name.endswith(".txt")
    assert f"[{code}]: " in expected or code == "good"
