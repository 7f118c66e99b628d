"""Records as a Word document with two columns, for translators who work in Word: out, and back.

Each text has a grey line with its place, and below it a row: the original on the left, the translation on the right.
In a cell a paragraph is a paragraph of Markdown, and a line break a line break. What comes back is read from the
document's own XML, so that tracked changes, comments and whatever else Word adds do no harm.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

import defusedxml.ElementTree as SafeET  # type: ignore[import-untyped]
from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]

from .exchange import Answer, ExchangeError, Returned, Sheet
from .localised import LANGUAGE_NAMES

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 60 * 1024 * 1024
"""How much of a document's text is unpacked: a hundred records have 6 MB."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"\[([a-z0-9]+(?:[._-][a-z0-9_-]+)*)\]")
_RECORD = re.compile(r"\[record:([a-z0-9-]+) (en|cy)>(en|cy)\]")
_IN_WELSH = {"English": "Saesneg", "Welsh": "Cymraeg"}
_EN = (
    "Write the {target} in the right-hand column. Please leave the grey lines and the left-hand column as they are: "
    "they say where each text belongs. A text that is marked as changed since has a {target} that was made from an "
    "older {source}. Leave a cell empty if it is not done yet. Signs such as **, #, - and addresses in (https://…) "
    "belong to the text: keep them. Then save the document and send it back."
)
_CY = (
    "Ysgrifennwch y {target} yn y golofn ar y dde. Gadewch y llinellau llwyd a'r golofn ar y chwith fel y maent: "
    "maent yn dweud ble mae pob testun yn perthyn. Lle nodir bod testun wedi newid ers hynny, gwnaed y {target} o "
    "{source} hŷn. Gadewch gell yn wag os nad yw wedi'i gwneud eto. Mae arwyddion megis **, #, - a chyfeiriadau mewn "
    "(https://…) yn rhan o'r testun: cadwch nhw. Yna cadwch y ddogfen a'i hanfon yn ôl."
)
_SIGNS = re.compile(r"^(?:[ \t>#*+|`~=-]|\d+[.)])|(?:  |\\)$", re.MULTILINE)


def written(sheets: Sequence[Sheet]) -> bytes:
    """Return records as one Word document."""
    from docx import Document  # noqa: PLC0415 (slow to load, and only an export needs it)
    from docx.shared import Cm, Pt  # noqa: PLC0415

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.8)
    section.top_margin = section.bottom_margin = Cm(1.8)
    document.styles["Normal"].font.name = "Arial"
    document.styles["Normal"].font.size = Pt(11)
    document.core_properties.title = ", ".join(sheet.title for sheet in sheets)[:250]
    document.core_properties.author = ""
    document.core_properties.comments = ""
    for name, text in (("cy", _CY), ("en", _EN)):
        languages = [LANGUAGE_NAMES[code] for code in (sheets[0].source, sheets[0].target)]
        source, target = [_IN_WELSH[one] for one in languages] if name == "cy" else languages
        _tongue(document.add_paragraph(text.format(source=source, target=target)).runs[0], name)
    for sheet in sheets:
        _write_sheet(document, sheet)
    out = io.BytesIO()
    document.save(out)
    return _same_bytes(out.getvalue())


def _write_sheet(document: Any, sheet: Sheet) -> None:
    document.add_heading(sheet.title, level=1)
    _small(document.add_paragraph(), f"[record:{sheet.id} {sheet.source}>{sheet.target}] {sheet.shown}")
    table = document.add_table(rows=1, cols=2)
    table.style = "Table Grid"
    table.autofit = False
    for cell, language in zip(table.rows[0].cells, (sheet.source, sheet.target), strict=True):
        english = LANGUAGE_NAMES[language]
        cell.paragraphs[0].add_run(f"{english} · {_IN_WELSH[english]}").bold = True
    _repeats(table.rows[0])
    for unit in sheet.units:
        head = table.add_row().cells
        cell = head[0].merge(head[1])
        _shade(cell)
        _small(cell.paragraphs[0], f"[{unit.id}] ", unit.field, "".join(f" · {note}" for note in unit.notes))
        cell.paragraphs[0].paragraph_format.keep_with_next = True
        row = table.add_row().cells
        as_read = str if unit.listed else _unwrapped
        _fill(row[0], as_read(unit.source), sheet.source)
        _fill(row[1], as_read(unit.target), sheet.target)
    terms = sorted({term for unit in sheet.units for term in unit.terms}, key=lambda term: term.term.casefold())
    if terms:
        document.add_heading("Geirfa · Glossary", level=2)
        words = document.add_table(rows=0, cols=2)
        words.style = "Table Grid"
        for term in terms:
            cells = words.add_row().cells
            _fill(cells[0], term.term, sheet.source)
            _fill(cells[1], f"{term.translation}: {term.meaning}" if term.meaning else term.translation, sheet.target)


def _fill(cell: Any, text: str, language: str) -> None:
    """Write a text into a cell, a paragraph for each of its own."""
    for number, block in enumerate(text.strip("\n").split("\n\n")):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        _tongue(paragraph.add_run(block), language)


def _unwrapped(text: str) -> str:
    """Return a text without the line ends of paragraphs that were only folded in the file."""
    if "```" in text or "~~~" in text:
        return text
    blocks = text.split("\n\n")
    return "\n\n".join(block if _SIGNS.search(block) else block.replace("\n", " ") for block in blocks)


def _small(paragraph: Any, *texts: str) -> None:
    from docx.shared import Pt, RGBColor  # noqa: PLC0415

    for number, text in enumerate(texts):
        run = paragraph.add_run(text)
        run.font.size = Pt(9)
        run.font.color.rgb = RGBColor(0x40, 0x40, 0x40)
        run.bold = number == 1
        _no_proof(run)


def _tongue(run: Any, language: str) -> None:
    """Say which language a text is in, so that Word checks its spelling by the right words."""
    _child(run._r.get_or_add_rPr(), "lang", val="cy-GB" if language == "cy" else "en-GB")  # noqa: SLF001


def _no_proof(run: Any) -> None:
    _child(run._r.get_or_add_rPr(), "noProof")  # noqa: SLF001


def _shade(cell: Any) -> None:
    _child(cell._tc.get_or_add_tcPr(), "shd", val="clear", color="auto", fill="E8E8E8")  # noqa: SLF001


def _repeats(row: Any) -> None:
    _child(row._tr.get_or_add_trPr(), "tblHeader", val="true")  # noqa: SLF001


def _child(parent: Any, name: str, **attributes: str) -> None:
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    parent.append(element)


def _same_bytes(content: bytes) -> bytes:
    """Return a document without the time at which it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as there, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in there.namelist():
            part = there.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>", b"", part)
            made.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


# --- back ---


def read(content: bytes) -> list[Returned]:
    """Return the records of a Word document made by ``written``. Raises ``ExchangeError`` for anything else."""
    body = _parsed(_document(content))
    found: list[Returned] = []
    for table, name, source, target in _tables(body):
        answers: dict[str, Answer] = {}
        faults: list[str] = []
        place = ""
        for row in table.iter(f"{_W}tr"):
            if row.find(f"{_W}trPr/{_W}del") is not None:
                continue
            cells = list(_cells(row))
            if len(cells) == 1:
                match = _PLACE.match(_cell_text(cells[0]).strip())
                place = match[1] if match else ""
                if not match:
                    faults.append(f"{name}: a grey line lost its place; the text below it was not read")
            elif len(cells) == 2 and place:
                if place in answers:
                    raise ExchangeError(f'the text "{place}" of {name} stands twice in this document')
                answers[place] = Answer(_cell_text(cells[0]), _cell_text(cells[1]))
                place = ""
        found.append(Returned(name, source, target, answers, loose=True, faults=tuple(faults)))
    if not found:
        raise ExchangeError("this document holds no record: it was not made by briefings translate --export")
    return found


def _document(content: bytes) -> bytes:
    """Return the main part of a document, and not more of it than anybody would write."""
    if len(content) > MAX_BYTES:
        raise ExchangeError(f"the file is larger than {MAX_BYTES // 1024 // 1024} MB")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open("word/document.xml") as part:
            text = part.read(MAX_UNPACKED + 1)
    except (zipfile.BadZipFile, KeyError, OSError, EOFError, RuntimeError, NotImplementedError, ValueError) as error:
        raise ExchangeError(f"this is no Word document (.docx) that can be read: {error}") from None
    except zlib.error:
        raise ExchangeError("this Word document is damaged") from None
    if len(text) > MAX_UNPACKED:
        raise ExchangeError("this document unpacks to far more than a translation can hold")
    return text


def _parsed(text: bytes) -> Any:
    try:
        return SafeET.fromstring(text, forbid_dtd=True)
    except DefusedXmlException:
        raise ExchangeError("the document declares entities or a document type, which no translation needs") from None
    except (SafeET.ParseError, ValueError, LookupError, RecursionError) as error:
        raise ExchangeError(f"this Word document cannot be read: {error}") from None


def _tables(body: Any) -> Iterator[tuple[Any, str, str, str]]:
    """Yield the first table after each line that names a record, with the record's id and languages."""
    waiting = None
    for element in body.iter():
        if element.tag == f"{_W}tbl" and waiting is not None:
            yield element, waiting[1], waiting[2], waiting[3]
            waiting = None
        elif element.tag == f"{_W}p":
            match = _RECORD.match("".join(_characters(element)).strip())
            waiting = match or waiting


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == f"{_W}tc":
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml"):
            yield from _cells(child)


def _cell_text(cell: Any) -> str:
    paragraphs = ["".join(_characters(paragraph)) for paragraph in cell.iter(f"{_W}p")]
    return "\n\n".join(paragraphs).strip("\n")


def _characters(element: Any) -> Iterator[str]:
    """Yield the characters of a paragraph as it reads once tracked changes are accepted."""
    for child in element:
        name = child.tag.removeprefix(_W) if isinstance(child.tag, str) else ""
        if name == "t":
            yield child.text or ""
        elif name in ("br", "cr"):
            yield "\n"
        elif name == "tab":
            yield "\t" if element.tag == f"{_W}r" else ""
        elif name == "noBreakHyphen":
            yield "-"
        elif name == "softHyphen":
            yield "\u00ad"
        elif name not in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "p"):
            yield from _characters(child)
