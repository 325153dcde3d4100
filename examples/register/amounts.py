"""Amounts as registers write them, read exactly to the cent or not at all. No float ever holds money."""

import re
from decimal import Decimal

from examples.narration import Words
from shared.money import MAX_CENTS

CENT = Decimal("0.01")
MAX_EUROS = Decimal(MAX_CENTS).scaleb(-2)

_SIGNS = re.compile(r"€|EUR|euro|\s", re.IGNORECASE)
_WITHOUT_CENTS = re.compile(r",-{1,2}$")
_GROUPED = re.compile(r"[0-9]{1,3}(?P<mark>[.,])[0-9]{3}(?:(?P=mark)[0-9]{3})*(?:(?!(?P=mark))[.,][0-9]{1,2})?")
_PLAIN = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_COMMA_OF_THREE = re.compile(r"[0-9]{1,3},[0-9]{3}")


class UnclearAmount(Exception):
    """What stands there is no amount, or could be more than one."""

    def __init__(self, nl: str, en: str) -> None:
        super().__init__(en)
        self.reason = Words(nl, en)


def read_cents(written: object) -> int:
    """`€ 15.000`, `10358.0`, `1.234,56`, `€ 250,-` or a number, as whole cents; 0 is an amount too.

    A point before exactly three digits groups thousands, as the Dutch write them. A comma before exactly three
    digits could mean either, so that is refused, as is anything below a cent and anything below zero.
    """
    exact = _euros(written)
    if exact < 0:
        raise UnclearAmount(f"het bedrag {written} is negatief", f"the amount {written} is negative")
    if exact > MAX_EUROS:
        raise UnclearAmount(f"het bedrag {written} is onmogelijk groot", f"the amount {written} is impossibly large")
    whole = exact.quantize(CENT)
    if whole != exact:
        raise UnclearAmount(f"{written} is geen heel aantal centen", f"{written} is not a whole number of cents")
    return int(whole.scaleb(2))


def _euros(written: object) -> Decimal:
    if isinstance(written, int | Decimal) and not isinstance(written, bool):
        return Decimal(written)
    text = _WITHOUT_CENTS.sub("", _SIGNS.sub("", str(written if written is not None else "")))
    if not text:
        raise UnclearAmount("het bedrag ontbreekt", "the amount is missing")
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    if _COMMA_OF_THREE.fullmatch(digits):
        raise UnclearAmount(f"'{written}' is op twee manieren te lezen", f"'{written}' can be read in two ways")
    if grouped := _GROUPED.fullmatch(digits):
        digits = digits.replace(grouped["mark"], "")
    elif not _PLAIN.fullmatch(digits):
        raise UnclearAmount(f"'{written}' is geen bedrag", f"'{written}' is no amount")
    return Decimal(sign + digits.replace(",", "."))
