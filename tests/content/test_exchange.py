"""Texts go to a translator and come back, through XLIFF 2.0 and through Word, and not a character is lost."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from docx import Document
from evidence_briefings.cli import main
from evidence_briefings.content import translation_word, xliff
from evidence_briefings.content.exchange import ExchangeError, Sheet, field_of, sheet_of
from evidence_briefings.content.terms import TermFinder
from evidence_briefings.content.translation import translatable
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from tiny import PROJECT, corpus_of, problems_of, record, tiny_site, translation, write
from translate.storage import xliff2

NS = {"x": xliff.NAMESPACE, "gls": xliff.GLOSSARY}
AWKWARD = """\
summary: "a ]]> b & c <d> \\u00a0nbsp 😀 ŵŷâêîôû ẁ \\u2019quoted\\u2019 — e"
body: |
  ## Heading

  Folded over
  two lines, with `code` and [a link](https://example.org/a?b=1&c=2).

  - one
    - nested, 12.5%
  - two  
    after a hard break

  ```
  if x:

      y
  ```
questions: ["A: b # c", "'quoted'", "\\"both\\" 'ways'"]
keywords: [parenting, families]
"""  # noqa: W291
GOOD = {"briefings/one.yml": record(AWKWARD), "briefings/one.cy.yml": translation()}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a site with one record whose texts are awkward, and stand in its folder."""
    folder = tiny_site(tmp_path / "site", GOOD)
    monkeypatch.chdir(folder)
    return folder


def run(*args: str) -> Result:
    return CliRunner().invoke(main, ["translate", *args], catch_exceptions=False)


def welsh(site: Path) -> str:
    return (site / "briefings/one.cy.yml").read_text(encoding="utf-8")


def sheet(site: Path, record_id: str = "one") -> Sheet:
    corpus = corpus_of(site)
    return sheet_of(corpus.files[record_id], corpus.pairs.get(record_id), TermFinder(corpus.vocabularies, "en"))


def filled(site: Path, sign: str = "Cy ", state: str = "translated", **texts: str) -> None:
    """Answer every text of one.xlf, as another program would."""
    tree = etree.parse(site / "one.xlf")
    for unit in tree.iterfind(".//x:unit", NS):
        segment = unit.find("x:segment", NS)
        target = segment.find("x:target", NS)
        if target is None:
            target = etree.SubElement(segment, f"{{{xliff.NAMESPACE}}}target")
        target.text = texts.get(unit.get("id"), sign + segment.findtext("x:source", "", NS))
        segment.set("state", state)
    tree.write(site / "one.xlf", encoding="utf-8")


# --- XLIFF ---


def test_every_text_stands_in_the_file_to_the_character(site: Path) -> None:
    run("one", "--export", "one.xlf")
    tree = etree.parse(site / "one.xlf")
    sources = {unit.get("id"): unit.findtext("x:segment/x:source", None, NS) for unit in tree.iterfind(".//x:unit", NS)}
    there = {".".join(map(str, loc)): text for loc, text, _ in translatable(corpus_of(site).files["one"])}
    words = "\n".join(there.pop(f"keywords.{number}") for number in range(2))
    assert sources == {**there, "keywords": words}


def test_the_file_has_the_structure_of_xliff_2(site: Path) -> None:
    run("one", "--export", "one.xlf")
    root = etree.parse(site / "one.xlf").getroot()
    assert (root.tag, root.get("version"), root.get("srcLang"), root.get("trgLang")) == (
        f"{{{xliff.NAMESPACE}}}xliff", "2.0", "en", "cy"
    )  # fmt: skip
    order = ["glossary", "notes", "segment"]
    for unit in root.iterfind(".//x:unit", NS):
        names = [etree.QName(child).localname for child in unit]
        assert names == [name for name in order if name in names]
        assert re.fullmatch(r"[\w.:-]+", unit.get("id"))
        assert unit.find("x:segment", NS).get("state") in ("initial", "translated")
    assert len({unit.get("id") for unit in root.iter(f"{{{xliff.NAMESPACE}}}unit")}) == len(sheet(site).units)


def test_terms_travel_along_with_the_texts_that_have_them() -> None:
    corpus = corpus_of(PROJECT)
    finder = TermFinder(corpus.vocabularies, "en")
    made = sheet_of(corpus.files["parenting-programmes"], corpus.pairs["parenting-programmes"], finder)
    root = etree.fromstring(xliff.written([made]))
    terms = {entry.findtext("gls:term", None, NS): entry.findtext("gls:translation", None, NS)
             for entry in root.iter(f"{{{xliff.GLOSSARY}}}glossEntry")}  # fmt: skip
    assert terms["Evidence"] == "Tystiolaeth"
    assert terms["Focus groups"] == "Grwpiau ffocws"
    assert not finder.within("its own")
    assert [term.term for term in finder.within("IT")] == ["IT"]


def test_the_same_record_gives_the_same_bytes(site: Path) -> None:
    for written in (xliff.written, translation_word.written):
        assert written([sheet(site)]) == written([sheet(site)])


@pytest.mark.parametrize("name", ["one.xlf", "one.docx"])
def test_what_comes_back_as_it_went_changes_nothing(name: str, site: Path) -> None:
    for status in ("draft", "reviewed"):
        text = welsh(site).replace("status: draft", f"status: {status}")
        write(site, {"briefings/one.cy.yml": text})
        (site / name).unlink(missing_ok=True)
        run("one", "--export", name)
        result = run("--import", name)
        assert (result.exit_code, result.stdout, welsh(site)) == (0, "", text)


@pytest.mark.parametrize("path", ["connecting-people", "parenting-programmes", "signs-of-safety"])
def test_records_of_ours_come_back_as_they_went(path: str, tmp_path: Path) -> None:
    corpus = corpus_of(PROJECT)
    made = sheet_of(corpus.files[path], corpus.pairs[path], TermFinder(corpus.vocabularies, "en"))
    (back,) = xliff.read(xliff.written([made]))
    assert {name: (one.source, one.target) for name, one in back.answers.items()} == {
        unit.id: (unit.source, unit.target) for unit in made.units
    }
    (back,) = translation_word.read(translation_word.written([made]))
    assert {name: (one.source.split(), one.target.split()) for name, one in back.answers.items()} == {
        unit.id: (unit.source.split(), unit.target.split()) for unit in made.units
    }


def test_a_translation_made_by_another_program_is_written_whole(site: Path) -> None:
    (site / "briefings/one.cy.yml").unlink()
    run("one", "--export", "one.xlf")
    filled(site, keywords="rhianta\nteulu\nplant")
    result = run("one", "--import", "one.xlf")
    assert result.stdout == "briefings/one.cy.yml\n", result.output
    after = sheet(site)
    for unit in after.units:
        if unit.id != "keywords":
            assert unit.target.strip() == f"Cy {unit.source}".strip()
    assert [unit.target for unit in after.units if unit.id == "keywords"] == ["rhianta\nteulu\nplant"]
    assert {unit.state for unit in after.units} == {"translated"}
    assert not [line for line in problems_of(site) if "translation" in line]


def test_the_toolkit_of_other_people_reads_and_answers_it(site: Path) -> None:
    run("one", "--export", "one.xlf")
    store = xliff2.Xliff2File.parsestring((site / "one.xlf").read_bytes())
    units = {unit.getid(): unit for unit in store.units}
    assert str(units["title"].source) == "A good record"
    body = next(unit for unit in sheet(site).units if unit.id == "body")
    assert str(units["body"].source) == body.source
    units["body"].target = "Cy " + body.source
    units["title"].target = "Teitl gwell"
    (site / "one.xlf").write_bytes(bytes(store))
    result = run("--import", "one.xlf")
    assert "body" in result.stderr
    assert "title: Teitl gwell\n" in welsh(site)
    assert next(unit.target for unit in sheet(site).units if unit.id == "body").strip() == f"Cy {body.source}".strip()


def test_a_file_is_reviewed_when_each_of_its_texts_is(site: Path) -> None:
    run("one", "--export", "one.xlf")
    filled(site, state="final")
    run("--import", "one.xlf")
    assert "status: reviewed" in welsh(site)
    (site / "one.xlf").unlink()
    run("one", "--export", "one.xlf")
    text = (site / "one.xlf").read_text(encoding="utf-8").replace("Cy A good record", "Cofnod gwell")
    (site / "one.xlf").write_text(text.replace('state="reviewed"', 'state="translated"', 1), encoding="utf-8")
    run("--import", "one.xlf")
    assert "status: draft" in welsh(site)


def test_what_is_said_to_be_right_though_it_changed_is_stamped(site: Path) -> None:
    write(site, {"briefings/one.yml": record("title: A better record\n"), "briefings/one.cy.yml": translation()})
    run("one")
    run("one", "--export", "one.xlf")
    text = (site / "one.xlf").read_text(encoding="utf-8")
    assert "Changed since" in text
    (site / "one.xlf").write_text(text.replace('state="initial"', 'state="translated"'), encoding="utf-8")
    assert "said to be right: title" in run("--import", "one.xlf").stderr
    assert "changed since" not in welsh(site)
    assert not problems_of(site)


def test_comments_of_the_translator_stay(site: Path) -> None:
    write(
        site,
        {"briefings/one.cy.yml": "# nodyn\n" + translation().replace("title: Cofnod da", "title: Cofnod da  # da?")},
    )
    run("one", "--export", "one.xlf")
    filled(site)
    run("--import", "one.xlf")
    assert "# nodyn\n" in welsh(site)
    assert "# da?\n" in welsh(site)


@pytest.mark.parametrize("name", ["one.xlf", "one.docx"])
def test_an_answer_to_an_older_english_is_refused_with_what_was_and_is(name: str, site: Path) -> None:
    run("one", "--export", name)
    write(
        site,
        {"briefings/one.yml": record(AWKWARD.replace("[parenting", "[fathers")).replace("It helps", "It may help")},
    )
    before = welsh(site)
    result = run("--import", name)
    assert (result.exit_code, result.stdout, welsh(site)) == (2, "", before)
    assert (
        'bottom_line (Bottom line): the English was: "It helps some people.", and is now: "It may help' in result.stderr
    )
    assert "keywords" in result.stderr


def test_what_still_fits_is_taken_on_request_and_the_rest_is_kept(site: Path) -> None:
    run("one", "--export", "one.xlf")
    filled(site)
    write(
        site,
        {
            "briefings/one.yml": record(AWKWARD.replace('["A: b # c"', '["New?", "A: b # c"')).replace(
                "It helps", "It may help"
            )
        },
    )
    result = run("--import", "one.xlf", "--partial")
    assert "bottom_line" in result.stderr
    assert "title: Cy A good record\n" in welsh(site)
    assert "bottom_line: Mae'n helpu" in welsh(site)
    targets = {unit.id: unit.target for unit in sheet(site).units}
    assert targets["questions.1"] == "Cy A: b # c", "what moved goes where it belongs now"
    left = (site / "one.xlf.left.txt").read_text(encoding="utf-8")
    assert "It helps some people." in left
    assert "Cy It helps some people." in left


def test_what_got_lost_on_the_way_is_said(site: Path) -> None:
    run("one", "--export", "one.xlf")
    filled(site, body="Dim", title="t" * 101, bottom_line="")
    said = run("--import", "one.xlf").stderr
    assert "body (The fuller story): the number 12.5 of the original is not in it" in said
    assert "the link ](https://example.org/a?b=1&c=2) of the original is not in it" in said
    assert "the sign `code` of the original is not in it" in said
    assert "title (Title): has 101 characters; up to 100 fit" in said
    assert "bottom_line (Bottom line): came back empty; what was there stays" in said
    assert "bottom_line: Mae'n helpu rhai pobl.\n" in welsh(site)


def test_a_program_that_drops_line_ends_does_no_harm_in_silence(site: Path) -> None:
    write(site, {"briefings/one.cy.yml": translation() + "body: |\n  ## Pennawd\n\n  Testun.\n\n  Mwy.\n"})
    before = welsh(site)
    run("one", "--export", "one.xlf")
    filled(site, **{unit.id: " ".join(unit.target.split()) for unit in sheet(site).units})
    result = run("--import", "one.xlf")
    assert "body (The fuller story): is one line now" in result.stderr
    assert "## Pennawd\n\n  Testun." in welsh(site)
    assert before.split("translation:")[0] in welsh(site)


def test_the_original_word_for_word_is_no_translation(site: Path) -> None:
    run("one", "--export", "one.xlf")
    filled(site, sign="")
    assert "still the original, word for word" in run("--import", "one.xlf").stderr
    assert "It helps some people." not in welsh(site)


def test_a_record_written_in_welsh_goes_the_other_way(site: Path) -> None:
    write(site, {"briefings/two.yml": record("language: cy\ntitle: Cofnod\n")})
    run("two", "--export", "one.xlf")
    assert b'srcLang="cy" trgLang="en"' in (site / "one.xlf").read_bytes()
    filled(site, sign="En ")
    assert run("two", "--import", "one.xlf").stdout == "briefings/two.en.yml\n"
    assert run("one", "two", "--export", "both.xlf").exit_code == 2, "a file has one direction"


def test_a_text_cut_into_segments_is_put_together(site: Path) -> None:
    run("one", "--export", "one.xlf")
    text = (site / "one.xlf").read_text(encoding="utf-8")
    old = re.search(r"<segment[^>]*>\s*<source[^>]*>It helps some people\..*?</segment>", text, re.DOTALL)[0]  # type: ignore[index]
    parts = (
        '<segment state="translated"><source>It helps</source>'
        '<target>Mae <mrk id="m" type="generic">hwn</mrk></target></segment>'
        "<ignorable><source> </source></ignorable>"
        '<segment state="final"><source>some people.</source><target>yn helpu.</target></segment>'
    )
    (site / "one.xlf").write_text(text.replace(old, parts), encoding="utf-8")
    run("--import", "one.xlf")
    assert "bottom_line: Mae hwn yn helpu.\n" in welsh(site)


@given(
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), max_size=40
    )
)
def test_any_text_goes_through_both_files_to_the_character(text: str) -> None:
    from evidence_briefings.content.exchange import Unit  # noqa: PLC0415
    from evidence_briefings.content.localised import Text  # noqa: PLC0415

    unit = Unit(("title",), "title", "Title", f"x{text}x", f"y{text}\n {text}y", "initial", (), (), Text(), ())
    made = Sheet("one", "one.yml", "en", "cy", "One", "", (unit,))
    (back,) = xliff.read(xliff.written([made]))
    assert (back.answers["title"].source, back.answers["title"].target) == (unit.source, unit.target)


# --- Word ---


def cell(document: Any, place: str) -> Any:
    """Return the cell for the translation of a text."""
    for table in document.tables:
        rows = list(table.rows)
        for number, row in enumerate(rows):
            if row.cells[0].text.startswith(f"[{place}]"):
                return rows[number + 1].cells[1]
    raise AssertionError(place)


def test_a_document_edited_in_word_comes_back(site: Path) -> None:
    run("one", "--export", "one.docx")
    document = Document(site / "one.docx")
    title = cell(document, "title").paragraphs[0]
    for run_ in list(title.runs):
        run_._r.getparent().remove(run_._r)
    for part in ("Mae ", "\u2019r", " teitl ", "yn well"):
        title.add_run(part).italic = part == " teitl "
    body = cell(document, "body")
    body.paragraphs[0].add_run("## Pennawd")
    body.add_paragraph("Y [ddolen](https://example.org/a?b=1&c=2) a `code` 12.5")
    question = cell(document, "questions.0")
    question.paragraphs[0].add_run("Un?")
    question.add_paragraph("Dau?")
    words = cell(document, "keywords")
    words.paragraphs[0].add_run("rhianta")
    words.add_paragraph("teulu")
    document.save(site / "one.docx")
    result = run("--import", "one.docx")
    assert result.stdout == "briefings/one.cy.yml\n", result.output
    targets = {unit.id: unit.target for unit in sheet(site).units}
    assert targets["title"] == "Mae \u2019r teitl yn well"
    assert targets["body"].strip() == "## Pennawd\n\nY [ddolen](https://example.org/a?b=1&c=2) a `code` 12.5"
    assert targets["questions.0"] == "Un? Dau?"
    assert targets["keywords"] == "rhianta\nteulu"
    assert targets["bottom_line"] == "Mae'n helpu rhai pobl."
    assert "status: draft" in welsh(site)


def test_tracked_changes_count_as_accepted_and_quotes_of_the_original_do_not_matter(site: Path) -> None:
    run("one", "--export", "one.docx")

    def changed(xml: str) -> str:
        ins = '<w:ins w:id="1" w:author="a"><w:r><w:t xml:space="preserve">Teitl </w:t></w:r></w:ins>'
        gone = '<w:del w:id="2" w:author="a"><w:r><w:delText>hen</w:delText></w:r></w:del>'
        xml = re.sub(r"(<w:r>(?:(?!</w:r>).)*Cofnod da</w:t></w:r>)", rf"{ins}{gone}\1", xml, flags=re.DOTALL)
        return xml.replace("'quoted'", "\u2018quoted\u2019")

    rewritten(site / "one.docx", changed)
    assert run("--import", "one.docx").exit_code == 0
    assert "title: Teitl Cofnod da\n" in welsh(site)


def rewritten(path: Path, change: Callable[[str], str], name: str = "word/document.xml") -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    parts[name] = change(parts[name].decode()).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, content in parts.items():
            archive.writestr(one, content)


def test_several_records_fit_into_one_document_or_one_each(site: Path) -> None:
    write(site, {"briefings/two.yml": record(), "briefings/two.cy.yml": translation()})
    run("--all", "--export", "both.docx")
    assert run("--import", "both.docx").exit_code == 0
    result = run("--all", "--export", "out/{id}.docx")
    assert result.stdout.splitlines() == ["out/one.docx", "out/two.docx"]
    assert run("one", "--import", "out/two.docx").exit_code == 2, "a file for another record"
    assert run("--all", "--export", "out/").exit_code == 0
    assert (site / "out/two.xlf").exists()
    assert run("one", "--export", "out/one.docx").exit_code == 2, "a translator's work is not written over"


# --- what is no answer ---

BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\xfe",
        b"PK\x03\x04 not really",
        b"title: a record\n",
        b"<html/>",
        f'<?xml version="1.0"?>{BOMB}<xliff xmlns="{xliff.NAMESPACE}">&b;</xliff>'.encode(),
        b'<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"/>',
        f'<xliff xmlns="{xliff.NAMESPACE}" version="2.0" srcLang="en" trgLang="cy"/>'.encode(),
        f'<xliff xmlns="{xliff.NAMESPACE}" srcLang="en" trgLang="cy"><file id="nowhere"/></xliff>'.encode(),
        f'<xliff xmlns="{xliff.NAMESPACE}" srcLang="en" trgLang="fr"><file id="one"/></xliff>'.encode(),
        b"<a>" * 20_000,
        b'<?xml version="1.0" encoding="klingon"?><a/>',
    ],
    ids=range(12),
)
def test_what_is_no_translation_is_refused_in_words(content: bytes, site: Path) -> None:
    (site / "in.xlf").write_bytes(content)
    before = welsh(site)
    result = run("--import", "in.xlf")
    assert (result.exit_code, result.stdout, welsh(site)) == (2, "", before)
    assert "Error: " in result.stderr


def test_a_document_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(translation_word, "MAX_UNPACKED", 100_000)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * 1_000_000 + b"</a>")
    with pytest.raises(ExchangeError, match="unpacks"):
        translation_word.read(out.getvalue())


def test_a_document_of_somebody_else_is_refused() -> None:
    out = io.BytesIO()
    Document().save(out)
    with pytest.raises(ExchangeError, match="not made by"):
        translation_word.read(out.getvalue())


def test_a_place_is_named_in_words() -> None:
    assert field_of(("messages", 0, "text")) == "Practice message 1"
    assert field_of(("relevance", "applies_to", "wales", "note")) == "Relevance · Wales · Note"
    assert field_of(("sources", 1, "note")) == "Source 2 · Note"
