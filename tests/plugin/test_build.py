"""A build: the same site from every command and on every machine, and no other files than ours."""

from __future__ import annotations

import re
import shutil
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest
from tiny import PROJECT

from .sites import COMMANDS, SITE, built, contents, run, whole_site

ANOTHER_DAY = """
import datetime
import time

FORTY_DAYS = 40 * 24 * 3600
_now = time.time
time.time = lambda: _now() + FORTY_DAYS


class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)

    @classmethod
    def utcnow(cls):
        return cls.fromtimestamp(time.time(), datetime.timezone.utc).replace(tzinfo=None)


datetime.datetime = Later
"""
GENERATOR = re.compile(rb'<meta name="generator"[^>]*>')
NAMES = {"": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.mark.parametrize("runner", COMMANDS)
def test_every_command_builds_the_same_site(copy_of_good: Path, good: Path, runner: str) -> None:
    shutil.rmtree(copy_of_good / "site")
    found = contents(built(copy_of_good, runner))
    expected = contents(good / "site")
    assert found.keys() == expected.keys()
    different = [path for path in found if GENERATOR.sub(b"", found[path]) != GENERATOR.sub(b"", expected[path])]
    assert different == []


def test_a_second_build_of_the_same_input_is_the_same(copy_of_good: Path, good: Path) -> None:
    assert contents(built(copy_of_good)) == contents(good / "site")


@pytest.mark.parametrize(
    "env",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Adak", "LC_ALL": "C", "LANGUAGE": "de"},
    ],
)
def test_place_time_zone_language_and_day_of_the_build_do_not_show(
    good: Path, tmp_path: Path, env: dict[str, str]
) -> None:
    folder = whole_site(tmp_path / "another place", config="\nsite_url: https://example.org/evidence/\n")
    (tmp_path / "day").mkdir()
    (tmp_path / "day" / "sitecustomize.py").write_text(ANOTHER_DAY, encoding="utf-8")
    found = contents(built(folder, env={**env, "PYTHONPATH": str(tmp_path / "day"), "SOURCE_DATE_EPOCH": None}))
    expected = contents(good / "site")
    assert {"sitemap.xml", "sitemap.xml.gz"} <= found.keys()
    assert found.keys() == expected.keys()
    assert [path for path in found if found[path] != expected[path]] == []


def test_another_day_is_another_day_for_the_build(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(ANOTHER_DAY, encoding="utf-8")
    code = "from datetime import date, datetime, timezone; print(date.today(), datetime.now(timezone.utc).date())"
    today = run(tmp_path, [sys.executable, "-c", code]).stdout.split()
    later = run(tmp_path, [sys.executable, "-c", code], env={"PYTHONPATH": str(tmp_path)}).stdout.split()
    assert len(set(today + later)) in (2, 3)
    assert not set(today) & set(later)


def test_the_files_of_the_site_are_ours(good: Path) -> None:
    own = set(contents(PROJECT / "theme_overrides"))
    made = {"data/briefings.json", "data/briefings.csv", "data/schema.json", "sitemap.xml", "sitemap.xml.gz"}
    search = r"(search|compare)/(en|cy)/[a-z0-9-]+\.js|assets/(settings|keep)-(en|cy)\.js"
    beside = r"(en|cy)/[a-z-]+/[a-z-]+\.(ris|bib|csl\.json|md)|data/(briefings|citations)/[a-z0-9-]+\.[a-z.]+"
    offline = r"sw\.js|offline/(en|cy)(-[0-9]+|-pack)?\.json|(en|cy)/manifest\.webmanifest"
    feeds = r"(en|cy)/(feed|ffrwd|[a-z-]+/[a-z-]+)\.(xml|json)"
    pictures = r"social/(en|cy)/[a-z0-9-]+\.png"
    other = re.compile(f"{search}|{beside}|{offline}|{feeds}|{pictures}")
    files = [path for path in contents(good / "site") if not path.endswith(".html") and not other.fullmatch(path)]
    assert [path for path in files if path not in own | made] == []


def test_what_every_page_loads_travels_without_comments(good: Path) -> None:
    for name in ("briefings.css", "briefings.js"):
        assert "/*" not in (good / "site" / "assets" / name).read_text("utf-8")


def test_no_page_asks_for_anything_of_the_stock_theme(good: Path) -> None:
    for path, content in contents(good / "site").items():
        if path.endswith(".html"):
            assert not re.findall(rb"""(?:src|href)=["'][^"']*(?:javascripts|stylesheets|fonts\.g|unpkg)""", content)
            assert b"md-" not in content


def test_templates_words_and_readmes_are_not_published(good: Path) -> None:
    paths = contents(good / "site")
    assert not [path for path in paths if "locales" in path or path.startswith(("pages/", "partials/"))]
    assert "main.html" not in paths


def test_no_path_of_this_machine_stands_in_the_site(good: Path) -> None:
    places = [str(place).encode() for place in (good, PROJECT, Path.home(), sys.prefix) if len(str(place)) > 4]
    assert len(places) >= 3
    found = [path for path, content in contents(good / "site").items() if any(place in content for place in places)]
    assert found == []


def test_every_page_stands_in_both_languages(good: Path) -> None:
    pages = [path for path in contents(good / "site") if path.endswith(".html")]
    counts = [len([path for path in pages if path.startswith(f"{language}/")]) for language in ("en", "cy")]
    assert counts[0] == counts[1] > 30
    assert sorted(path for path in pages if "/" not in path) == ["404.html", "index.html"]


def test_a_handwritten_page_leads_to_its_pair_and_to_records(good: Path) -> None:
    about, more = ((good / "site" / path).read_text("utf-8") for path in ("en/about.html", "cy/rhagor.html"))
    assert '<a href="briefings/one.html">those who know</a>' in about
    assert 'href="../cy/amdanom-ni.html" lang="cy" hreflang="cy"' in about
    assert 'href="../en/more.html" lang="en" hreflang="en"' in more


@pytest.mark.parametrize(
    ("path", "pair"),
    [
        ("en/briefings/one.html", "cy/papurau-briffio/one.html"),
        ("cy/achos-busnes/one.html", "en/business-case/one.html"),
        ("cy/rhagor.html", "en/more.html"),
    ],
)
def test_search_engines_are_told_the_whole_address_of_the_page_in_both_languages(
    path: str, pair: str, good: Path
) -> None:
    alternates = re.compile(r'<link rel="alternate" hreflang="([a-z-]+)" href="([^"]+)">')
    root = "https://example.org/evidence/"
    told = dict(alternates.findall((good / "site" / path).read_text("utf-8")))
    assert told == {path[:2]: root + path, pair[:2]: root + pair, "x-default": root + "index.html"}


def test_a_site_without_an_address_tells_them_nothing(site: Callable[..., Path]) -> None:
    result = built(site())
    assert not [path for path, content in contents(result).items() if b'rel="alternate" hreflang' in content]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("en/briefings/the-second-one.html", "en/briefings/two.html"),
        ("cy/papurau-briffio/the-second-one.html", "cy/papurau-briffio/two.html"),
        ("cy/achos-busnes/the-second-one.html", "cy/achos-busnes/two.html"),
    ],
)
def test_the_old_address_of_a_record_leads_on_without_a_script(good: Path, old: str, new: str) -> None:
    html = (good / "site" / old).read_text("utf-8")
    assert '<meta http-equiv="refresh" content="0; url=two.html">' in html
    assert f'<link rel="canonical" href="https://example.org/evidence/{new}">' in html
    assert html.count('rel="canonical"') == 1
    assert (good / "site" / new).is_file()


def test_what_readers_take_away_stands_beside_the_pages(good: Path) -> None:
    endings = {"html", "ris", "bib", "csl.json"}
    for path in ("en/briefings/one", "cy/papurau-briffio/two", "en/briefings/index", "cy/pynciau/fostering"):
        assert all((good / "site" / f"{path}.{ending}").is_file() for ending in endings)
    for path in (
        "en/business-case/one.md",
        "data/briefings/two.json",
        "data/citations/cy-0.js",
        "data/briefings/the-second-one.json",
    ):
        assert (good / "site" / path).is_file()
    assert (good / "site/data/briefings.csv").read_bytes().startswith(b"\xef\xbb\xbfid,kind,")
    assert not list((good / "site").glob("**/unfinished*"))


def test_drafts_are_built_only_when_asked_for(site: Callable[..., Path]) -> None:
    folder = site(config="")
    assert not (built(folder) / "en/briefings/unfinished.html").exists()
    config = (folder / "mkdocs.yml").read_text("utf-8")
    changed = config.replace("- evidence-briefings:", "- evidence-briefings:\n      drafts: true")
    assert changed != config
    (folder / "mkdocs.yml").write_text(changed, encoding="utf-8")
    assert (built(folder) / "en/briefings/unfinished.html").exists()


def test_a_site_offers_only_the_forms_it_chooses(site: Callable[..., Path]) -> None:
    folder = site()
    config = (folder / "mkdocs.yml").read_text("utf-8")
    changed = config.replace("- evidence-briefings:", "- evidence-briefings:\n      products: [team, card]")
    (folder / "mkdocs.yml").write_text(changed, encoding="utf-8")
    result = built(folder)
    assert (result / "cy/cardiau/one.html").exists()
    assert not (result / "cy/print-bras").exists()
    # The page of a record and the other form lead to these two alone.
    for path, team in (("en/briefings/one.html", "../team/one.html"), ("en/team/one.html", "one.html")):
        html = (result / path).read_text("utf-8")
        assert f'href="{team}"' in html
        assert 'href="../cards/one.html"' in html
        assert "large-print" not in html
        assert "leaders/one.html" not in html


def test_the_records_may_stand_in_another_folder(site: Callable[..., Path]) -> None:
    folder = site()
    (folder / "briefings").rename(folder / "papers")
    config = (folder / "mkdocs.yml").read_text("utf-8")
    changed = config.replace("- evidence-briefings:", "- evidence-briefings:\n      records: papers")
    (folder / "mkdocs.yml").write_text(changed, encoding="utf-8")
    assert (built(folder) / "en/briefings/one.html").exists()


def test_a_site_with_an_address_has_a_map_of_both_languages(good: Path) -> None:
    urls = ET.parse(good / "site/sitemap.xml").getroot().findall("url", NAMES)
    found = {
        url.findtext("loc", "", NAMES): {
            link.get("hreflang"): link.get("href") for link in url.findall("x:link", NAMES)
        }
        for url in urls
    }
    root = "https://example.org/evidence/"
    pair = {"en": root + "en/briefings/one.html", "cy": root + "cy/papurau-briffio/one.html"}
    assert found[pair["en"]] == found[pair["cy"]] == pair
    written = {"en": root + "en/more.html", "cy": root + "cy/rhagor.html"}
    assert found[written["en"]] == found[written["cy"]] == written
    # The example of a search box on another page is no page of the site.
    others = {"404.html", "assets/search-example.html"}
    pages = {path for path in contents(good / "site") if path.endswith(".html")} - others
    told = {path for path in pages if '<meta name="robots" content="noindex">' in (good / "site" / path).read_text()}
    assert {
        "en/briefings/old.html",
        "en/business-case/one.html",
        "cy/cardiau/one.html",
        "cy/papurau-briffio/the-second-one.html",
    } <= told
    assert found.keys() == {root + path for path in pages - told}


def test_a_site_without_an_address_has_no_map(site: Callable[..., Path]) -> None:
    result = built(site())
    assert not [path for path in contents(result) if path.startswith("sitemap")]
    assert 'rel="canonical"' not in (result / "en/briefings/one.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("runner", "option"), [("mkdocs", "--site-dir"), ("briefings", "--site-dir"), ("properdocs", "--site-dir")]
)
def test_the_site_may_be_written_elsewhere(copy_of_good: Path, good: Path, runner: str, option: str) -> None:
    shutil.rmtree(copy_of_good / "site")
    done = run(copy_of_good, COMMANDS[runner], option, "out/public")
    assert done.returncode == 0, done.stderr
    assert not (copy_of_good / "site").exists()
    assert sorted(path.name for path in (copy_of_good / "out").iterdir()) == ["public"]
    assert contents(copy_of_good / "out/public").keys() == contents(good / "site").keys()


def test_records_that_change_during_a_build_show_as_they_were_when_it_began(copy_of_good: Path, good: Path) -> None:
    (copy_of_good / "meddle.py").write_text(
        "from pathlib import Path\n"
        "def on_files(files, config):\n"
        "    records = Path(config.config_file_path).parent / 'briefings'\n"
        "    (records / 'one.yml').write_text('kind: [', encoding='utf-8')\n"
        "    (records / 'two.yml').unlink()\n"
        "    (records / 'one.cy.yml').unlink()\n"
        "    (records / 'new.yml').write_text('title: x', encoding='utf-8')\n",
        encoding="utf-8",
    )
    with (copy_of_good / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("\nhooks: [meddle.py]\n")
    result = contents(built(copy_of_good))
    assert not (copy_of_good / "briefings/two.yml").exists()
    assert result == contents(good / "site")


def test_a_site_without_any_record_is_built(site: Callable[..., Path]) -> None:
    folder = site(
        re.sub(r"(?ms)^    briefings/\n.*?(?=^    site_src/)", "", SITE).replace("briefings/one.md", "more.md")
    )
    result = built(folder, "briefings", "--strict")
    assert (result / "en/briefings/index.html").is_file()
    assert (result / "index.html").is_file()


def test_a_build_stops_where_welsh_is_missing_if_it_is_told_to(site: Callable[..., Path]) -> None:
    folder = site(SITE)
    done = run(folder, COMMANDS["briefings"], "--require-cy")
    assert done.returncode == 1
    assert "briefings/two.yml:1:1: error[missing-translation-file]" in done.stderr
    assert not (folder / "site").exists()
