"""Numbers and sums of money as people write them in each language."""

from __future__ import annotations

from decimal import Decimal, localcontext
from functools import cache

from babel.numbers import format_currency, format_decimal

from .wording import LOCALES

MINUS = "\u2212"
DIGITS = 800
"""More than any number of a file can have, so that none is too long to be shown."""


@cache
def figure(number: float | Decimal, language: str) -> str:
    """Return a number with all the digits it was written with, and none that it was not: 1,200 or −0.35."""
    exact = number if isinstance(number, Decimal) else Decimal(repr(number))
    text = f"{exact.normalize():f}" if exact else "0"
    places = len(text.partition(".")[2])
    pattern = "#,##0" + ("." + "0" * places if places else "")
    with localcontext(prec=DIGITS):
        shown = format_decimal(Decimal(text), pattern, LOCALES[language], decimal_quantization=False)
    return shown.replace("-", MINUS)


@cache
def money(amount: float, currency: str, language: str) -> str:
    """Return a sum with the sign of its currency; pence only where there are any: £1,200 or £200.50."""
    exact = Decimal(repr(amount))
    pattern = "¤#,##0" if exact == exact.to_integral_value() else "¤#,##0.00"
    with localcontext(prec=DIGITS):
        shown = format_currency(exact, currency, pattern, LOCALES[language], currency_digits=False)
    return shown.replace("-", MINUS)
