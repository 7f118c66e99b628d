"""The map for search engines: both languages of every page, and nothing that depends on the day of the build."""

from __future__ import annotations

import gzip
import xml.etree.ElementTree as ET

from evidence_briefings.site.sitemap import Entry, sitemap_files

NAMES = {"": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
PAIR = {"lang": "en", "alternate": "../../cy/papurau-briffio/a.html"}


def urls_of(*entries: Entry, site_url: str = "https://example.org/b/") -> list[ET.Element]:
    return ET.fromstring(str(sitemap_files(entries, site_url)["sitemap.xml"])).findall("url", NAMES)


def test_a_page_stands_with_both_its_languages() -> None:
    (url,) = urls_of(Entry("en/briefings/a.html", PAIR, "2026-11-01"))
    links = {link.get("hreflang"): link.get("href") for link in url.findall("x:link", NAMES)}
    assert url.findtext("loc", "", NAMES) == "https://example.org/b/en/briefings/a.html"
    assert links == {
        "en": "https://example.org/b/en/briefings/a.html",
        "cy": "https://example.org/b/cy/papurau-briffio/a.html",
    }


def test_a_page_says_when_it_changed_if_that_is_known() -> None:
    one, two = urls_of(Entry("en/a.html", PAIR, "2026-11-01"), Entry("en/b.html", PAIR, ""))
    assert one.findtext("lastmod", None, NAMES) == "2026-11-01"
    assert two.find("lastmod", NAMES) is None


def test_a_page_without_a_pair_stands_alone() -> None:
    (url,) = urls_of(Entry("index.html", {"lang": "cy"}, ""))
    assert url.findall("x:link", NAMES) == []


def test_a_page_that_is_not_to_be_indexed_is_left_out() -> None:
    assert urls_of(Entry("en/a.html", {**PAIR, "noindex": True}, "")) == []


def test_the_compressed_copy_says_the_same() -> None:
    files = sitemap_files([Entry("en/a.html", PAIR, "")], "https://example.org")
    assert gzip.decompress(bytes(files["sitemap.xml.gz"])).decode() == files["sitemap.xml"]


def test_an_address_with_signs_of_xml_stays_one_address() -> None:
    (url,) = urls_of(Entry("en/a.html", PAIR, ""), site_url="https://example.org/?a=1&b=<2>")
    assert url.findtext("loc", "", NAMES) == "https://example.org/?a=1&b=<2>/en/a.html"
