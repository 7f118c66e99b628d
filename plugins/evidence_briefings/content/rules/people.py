"""Rules about what would tell of a person who did not ask to be on a page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..problems import Severity
from .subject import Found, Subject, rule
from .wording import place_of

_TELEPHONE = re.compile(r"(?<![\w/.=-])(?:(?:\+|00)44[ ()-]*0?[ ()-]*|0)([127](?:[ ()-]{0,2}\d){8,9})(?![\w-])")
"""Of the UK, after its 0 or +44: 1 and 2 are landlines, 7 mobiles (Ofcom's numbering plan). 03, 08 and 09 belong to no
person's home."""
_NATIONAL_INSURANCE = re.compile(
    r"\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D]\b"
)
"""The format in HMRC's National Insurance Manual, NIM39110."""
_HEALTH = re.compile(r"(?<![\w.-])([467]\d{2}[ -]?\d{3}[ -]?\d{4})(?![\w-])")
"""Ten digits, the last a check digit (NHS Data Dictionary). Those of England and Wales begin with 4, 6 or 7."""
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}\b")
_STREET = re.compile(
    r"\b\d{1,4}[a-d]?,? (?:[A-Z][\w'\u2019-]+ ){0,3}?"
    r"(?:(?:Street|Road|Avenue|Lane|Close|Drive|Crescent|Terrace|Gardens|Grove|Way|Place|Court|Row|St|Rd|Ave)\b"
    r"|(?:Stryd|Heol|Ffordd|Rhodfa|L\u00f4n|Clos|Maes|Teras|Rhes) )"
)
_OFFICE = re.compile(
    r"(?i)\b(?:council|cyngor|office|offices|swyddfa|university|prifysgol|centre|canolfan|library|llyfrgell|hospital"
    r"|ysbyty|headquarters|pencadlys|civic|dinesig|floor|llawr|building|adeilad|p\.?o\.? box|hall|neuadd|charity|elusen"
    r"|limited|ltd|cyf|trust|ymddiriedolaeth)\b"
)
_PERSON = re.compile(
    r"\b(?!(?:Call|Ring|Phone|Telephone|Contact|Ask|Email|Text|The|Ffoniwch|Ffonio|Cysylltwch|Gofynnwch|Y|Yr)\b)"
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Yr Athro|Athro)\.? [A-Z][\w'\u2019-]+"
    r"|[A-Z][a-z\u00e0-\u017f'\u2019-]+ (?:(?:ap|ab|ferch|verch) )?[A-Z][a-z\u00e0-\u017f'\u2019-]+)"
)
_NO_PERSON = re.compile(
    r"(?i)\b(?:council|cyngor|team|t\u00eem|service|services|gwasanaeth|gwasanaethau|office|swyddfa|centre|canolfan|university"
    r"|prifysgol|board|bwrdd|helpline|llinell|line|desk|reception|derbynfa|trust|authority|awdurdod|government"
    r"|llywodraeth|switchboard|department|adran|charity|elusen|school|ysgol|library|llyfrgell|wales|cymru|north|south)\b"
)
_BIRTH = re.compile(r"(?i)b(?:orn|irth)|d\.?o\.?b|g(?:an[we]|eni)")
_BORN = re.compile(
    r"(?i)\b(?:born on|born|date of birth|d\.?o\.?b\.?|ganwyd|ganed|geni ar|dyddiad geni)[ :]+(?:on |ar )?(?:the )?"
    r"(?:\d{1,2}[./-]\d{1,2}[./-](?:\d\d){1,2}"
    r"|\d{1,2}(?:st|nd|rd|th|af|ail|ydd|fed|eg)? (?:o )?[^\W\d_]+,? (?:19|20)\d\d)"
)
_LAST_SENTENCE = re.compile(r"[.!?]\s|\n\n")
_NAMED = re.compile(r"(?i)\bNHS\b|\bGIG\b|national insurance|yswiriant gwladol|\bNINO\b")


@rule("identity-number", Severity.ERROR)
def identity_number(subject: Subject) -> Iterator[Found]:
    """Report a number that belongs to one person and to nobody else.

    When: A text holds a National Insurance number, or an NHS number (ten digits whose check digit is right) with the
    word NHS or GIG within a few words of it. Nobody who reads a briefing needs it, and it does harm in wrong hands.
    Fix: Take it out. If it has been published, tell whoever is responsible for data protection: it stays in the history
    of the files.
    """
    for file, leaf in subject.numbered:
        if not _many_digits(leaf.value, 6):
            continue
        for match in _NATIONAL_INSURANCE.finditer(leaf.value):
            yield place_of(match, file, leaf), "this looks like somebody's National Insurance number. Take it out."
        for match in _HEALTH.finditer(leaf.value):
            around = leaf.value[max(0, match.start() - 40) : match.end() + 40]
            if _is_health_number(match[1]) and _NAMED.search(around):
                yield place_of(match, file, leaf), "this looks like somebody's NHS number. Take it out."


@rule("personal-data", Severity.WARNING)
def personal_data(subject: Subject) -> Iterator[Found]:
    """Report what looks like the private life of somebody.

    When: A text holds a mobile number, a landline number in the sentence that names a person, a number with the form of
    an NHS number, a home address (a house number with its street, and a postcode) or a day of birth. Numbers of
    organisations, such as 0300 and 0800, are good, and so is the number of a team. E-mail addresses have their own
    rule, private-contact.
    Fix: Take it out, or give the number of the team, the age in years, the town. A published number of an office may
    stay, with an excuse that says whose it is.
    """
    if not subject.site.thresholds.wants("personal-data"):
        return
    for file, leaf in subject.numbered:
        looks = (_telephones, _numbers, _homes, _birthdays) if _many_digits(leaf.value, 9) else (_homes, _birthdays)
        for look in looks:
            for match, message in look(leaf.value):
                yield place_of(match, file, leaf), message


def _many_digits(text: str, least: int) -> bool:
    return sum(map(text.count, "0123456789")) >= least


def _telephones(text: str) -> Iterator[tuple[re.Match[str], str]]:
    for match in _TELEPHONE.finditer(text):
        if match[1][0] == "7":
            yield match, f'"{_one_line(match)}" is a mobile number. Give the number of a team.'
        elif _stands_by_a_name(text, match):
            yield match, f'"{_one_line(match)}" stands beside the name of a person. Give the number of a team.'


def _numbers(text: str) -> Iterator[tuple[re.Match[str], str]]:
    for match in _HEALTH.finditer(text):
        around = text[max(0, match.start() - 40) : match.end() + 40]
        if re.search("[ -]", match[1]) and _is_health_number(match[1]) and not _NAMED.search(around):
            yield match, f'"{_one_line(match)}" has the form of an NHS number. Take it out if it is one.'


def _homes(text: str) -> Iterator[tuple[re.Match[str], str]]:
    for match in _POSTCODE.finditer(text):
        before = _LAST_SENTENCE.split(text[max(0, match.start() - 120) : match.start()])[-1]
        street = _STREET.search(before)
        if street is not None and not _OFFICE.search(before):
            yield match, f'"{street[0].strip()} ... {match[0]}" looks like a home address. Give the town.'


def _birthdays(text: str) -> Iterator[tuple[re.Match[str], str]]:
    if not _BIRTH.search(text):
        return
    for match in _BORN.finditer(text):
        yield match, f'"{_one_line(match)}" is a day of birth. Give the age in years.'


def _stands_by_a_name(text: str, match: re.Match[str]) -> bool:
    """Return whether the words around a number name a person, and no organisation."""
    before = _LAST_SENTENCE.split(text[max(0, match.start() - 60) : match.start()])[-1]
    after = re.split(r"[.!?;]\s|\n\n", text[match.end() : match.end() + 40])[0]
    return not _NO_PERSON.search(before) and bool(_PERSON.search(before) or _PERSON.search(after))


def _is_health_number(written: str) -> bool:
    digits = [int(digit) for digit in written if digit.isdigit()]
    check = 11 - sum(digit * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True)) % 11
    return digits[9] == check % 11 and check != 10


def _one_line(match: re.Match[str]) -> str:
    return " ".join(match[0].split())
