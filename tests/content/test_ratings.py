"""Rating schemes: scales of others, quoted and never converted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from evidence_briefings.content.corpus import read_corpus
from tiny import PROJECT, TODAY, corpus_of, problems_of

Site = Callable[..., Path]
SCHEME = "id: {id}\nowner: O\ntitle: {{en: T, cy: T}}\nkind: {kind}\nmeasures: effect\nbetter: high\n"


def test_a_scheme_knows_its_levels_and_its_codes_off_the_ladder(site_folder: Site) -> None:
    stars = corpus_of(site_folder()).schemes["stars"]
    assert stars.all_codes == ["1", "2", "NE"]
    level = stars.level("NE")
    assert level is not None
    assert level.rank is None
    assert stars.level("3") is None


def test_a_scheme_of_quantities_takes_any_value(site_folder: Site) -> None:
    site = site_folder({"briefings/_ratings/months.yml": SCHEME.format(id="months", kind="quantity")})
    (site / "briefings/one.yml").write_text(
        (PROJECT / "tests/tiny/record.yml").read_text(encoding="utf-8") + "ratings: [{scheme: months, value: 4.5}]\n",
        encoding="utf-8",
    )
    assert corpus_of(site).briefings["one"].ratings[0].value == "4.5"


@pytest.mark.parametrize("text", ["", "- a\n", "id: [", "id: stars\n", SCHEME.format(id="broken", kind="scale")])
def test_a_broken_scheme_is_reported_and_the_others_are_read(text: str, site_folder: Site) -> None:
    site = site_folder({"briefings/_ratings/broken.yml": text})
    assert any(line.startswith("briefings/_ratings/broken.yml:") for line in problems_of(site))
    assert "stars" in corpus_of(site).schemes


def test_a_site_without_any_scheme_is_good(site_folder: Site) -> None:
    assert not problems_of(site_folder("briefings/\n  _ratings/\n    stars.yml -\n  one.cy.yml\n  one.yml"))


def test_files_that_editors_leave_beside_the_schemes_are_passed_over(site_folder: Site) -> None:
    assert not problems_of(
        site_folder("briefings/\n  _ratings/\n    .#stars.yml -> nobody@nowhere\n    _notes.yml |\n      -")
    )


def test_every_real_scheme_is_named_as_its_file_and_ranks_its_levels() -> None:
    schemes = read_corpus(PROJECT / "briefings", today=TODAY).schemes
    assert set(schemes) == {path.stem for path in (PROJECT / "briefings/_ratings").glob("[a-z]*.yml")}
    for scheme in schemes.values():
        ranks = [level.rank for level in scheme.levels]
        assert len(set(scheme.all_codes)) == len(scheme.all_codes)
        assert scheme.kind != "ordinal" or None not in ranks
        assert scheme.better == "none" or len(set(ranks)) == len(ranks)
