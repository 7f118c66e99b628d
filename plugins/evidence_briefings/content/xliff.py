"""Records as XLIFF 2.0, the file format of translation programs (OASIS standard, 2014), out and back.

One file element for each record and one unit for each text. Markdown stands in the text as it is: programs then show
and return it to the character, and what got lost is looked for when it comes back (decisions/0017).
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence

import defusedxml.ElementTree as SafeET  # type: ignore[import-untyped]
from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]

from .exchange import Answer, ExchangeError, Returned, Sheet, State, Unit

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
GLOSSARY = "urn:oasis:names:tc:xliff:glossary:2.0"
MAX_BYTES = 40 * 1024 * 1024
"""The largest file that is read: a thousand records have 25 MB."""
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_STATES: dict[str, State] = {
    "initial": "initial",
    "translated": "translated",
    "reviewed": "reviewed",
    "final": "reviewed",
}
_RANK: tuple[State, ...] = ("initial", "translated", "reviewed")


_CODES = {f"{{{NAMESPACE}}}{code}" for code in ("ph", "pc", "sc", "ec", "cp")}


def written(sheets: Sequence[Sheet]) -> bytes:
    """Return records as one XLIFF 2.0 file. Raises ``ExchangeError`` unless all are written in the same language."""
    ways = {(sheet.source, sheet.target) for sheet in sheets}
    if len(ways) != 1:
        raise ExchangeError("a file has one direction: export records written in Welsh apart from those in English")
    source, target = next(iter(ways))
    ET.register_namespace("", NAMESPACE)
    ET.register_namespace("gls", GLOSSARY)
    root = ET.Element(_name("xliff"), {"version": "2.0", "srcLang": source, "trgLang": target})
    for sheet in sheets:
        file = ET.SubElement(root, _name("file"), {"id": sheet.id, "original": sheet.shown})
        notes = ET.SubElement(file, _name("notes"))
        _note(notes, "record", f"{sheet.title} ({sheet.shown})")
        _note(notes, "fingerprint", sheet.fingerprint)
        for unit in sheet.units:
            _write_unit(file, unit)
    ET.indent(root)
    text: str = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _write_unit(file: ET.Element, unit: Unit) -> None:
    element = ET.SubElement(file, _name("unit"), {"id": unit.id, "name": unit.field, "canResegment": "no"})
    if unit.terms:
        glossary = ET.SubElement(element, f"{{{GLOSSARY}}}glossary")
        for term in unit.terms:
            entry = ET.SubElement(glossary, f"{{{GLOSSARY}}}glossEntry")
            ET.SubElement(entry, f"{{{GLOSSARY}}}term").text = term.term
            ET.SubElement(entry, f"{{{GLOSSARY}}}translation").text = term.translation
            if term.meaning:
                ET.SubElement(entry, f"{{{GLOSSARY}}}definition").text = term.meaning
    notes = ET.SubElement(element, _name("notes"))
    _note(notes, "field", unit.field)
    for note in unit.notes:
        _note(notes, "advice", note)
    segment = ET.SubElement(element, _name("segment"), {"state": unit.state})
    ET.SubElement(segment, _name("source"), {_SPACE: "preserve"}).text = unit.source
    if unit.target:
        ET.SubElement(segment, _name("target"), {_SPACE: "preserve"}).text = unit.target


def _note(notes: ET.Element, category: str, text: str) -> None:
    ET.SubElement(notes, _name("note"), {"category": category}).text = text


def _name(local: str) -> str:
    return f"{{{NAMESPACE}}}{local}"


def read(content: bytes) -> list[Returned]:
    """Return the records of an XLIFF 2 file. Raises ``ExchangeError`` for anything else, and for what is unsafe."""
    if len(content) > MAX_BYTES:
        raise ExchangeError(f"the file is larger than {MAX_BYTES // 1024 // 1024} MB")
    try:
        root = SafeET.fromstring(content, forbid_dtd=True)
    except DefusedXmlException:
        raise ExchangeError("the file declares entities or a document type, which no translation needs") from None
    except (ET.ParseError, ValueError, LookupError, RecursionError) as error:
        raise ExchangeError(f"this is no XML that can be read: {error}") from None
    if root.tag == "{urn:oasis:names:tc:xliff:document:1.2}xliff":
        raise ExchangeError("this is XLIFF 1.2; have it saved as XLIFF 2.0")
    if root.tag != _name("xliff"):
        raise ExchangeError("this is no XLIFF 2.0 file")
    source, target = root.get("srcLang", ""), root.get("trgLang", "")
    found = [_record(file, source[:2].lower(), target[:2].lower()) for file in root.iter(_name("file"))]
    if not found:
        raise ExchangeError("there is no record in this file")
    return found


def _record(file: ET.Element, source: str, target: str) -> Returned:
    answers: dict[str, Answer] = {}
    faults: list[str] = []
    for unit in file.iter(_name("unit")):
        name = unit.get("id", "")
        if name in answers:
            raise ExchangeError(f'the text "{name}" stands twice in this file')
        answers[name] = _answer(unit, faults)
    return Returned(file.get("id", ""), source, target, answers, faults=tuple(faults))


def _answer(unit: ET.Element, faults: list[str]) -> Answer:
    """Return what stands in a unit; programs may have cut its text into several segments."""
    name = unit.get("id", "")
    sources: list[str] = []
    targets: list[str] = []
    states: list[State] = []
    waiting = False
    for part in unit:
        if part.tag not in (_name("segment"), _name("ignorable")):
            continue
        source, target = part.find(_name("source")), part.find(_name("target"))
        sources.append("".join(_text(source)) if source is not None else "")
        if part.tag == _name("segment"):
            states.append(_STATES.get(part.get("state", "initial"), "initial"))
            waiting = waiting or (target is None and bool(sources[-1].strip()))
        codes = [element for element in target.iter() if element.tag in _CODES] if target is not None else []
        faults += [f"{name}: a code of the translation program was left out; is a word missing?" for _ in codes[:1]]
        targets.append("".join(_text(target)) if target is not None else sources[-1] if len(sources) > 1 else "")
    if waiting:
        if any(target.strip() for target in targets) and len(targets) > 1:
            faults.append(f"{name}: only a part of it is translated; nothing of it was taken")
        return Answer("".join(sources), "", "initial")
    state: State = min(states, key=_RANK.index) if states else "initial"
    return Answer("".join(sources), "".join(targets), state)


def _text(element: ET.Element) -> Iterator[str]:
    """Yield the characters of a text, without comments and codes."""
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from _text(child)
        yield child.tail or ""
