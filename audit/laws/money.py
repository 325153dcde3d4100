"""Money by account: every event balances, books what is declared, on accounts of its own log that keep their sign.

And what two logs say of the same money, once nothing is under way, is the same per pool, to the cent.
"""

from collections.abc import Mapping
from typing import TypeAlias

from audit.facts import by_chart
from audit.facts.booking import declared
from audit.facts.declaring import Fact
from audit.facts.pool.remainder import FREED
from audit.laws.law import Broken, Event, Known, Law, Values, law


@law(
    nl="de boekingen sluiten niet: {money} cent geld en {memo} cent memo blijven over",
    en="its postings do not balance: {money} cents of money and {memo} cents of memo remain",
)
def unbalanced(event: Event, fact: Fact, known: Known) -> Values | None:
    memo = sum(cents for account, cents in event.booked.items() if account.startswith("memo/"))
    money = sum(event.booked.values()) - memo
    return {"money": money, "memo": memo} if money or memo else None


@law(
    nl="boekt op {account}; die rekening hoort niet in dit logboek",
    en="posts to {account}; that account does not belong in this log",
)
def account_foreign(event: Event, fact: Fact, _: Known) -> Broken:
    entered = [(name, by_chart(name)) for name in dict(fact.postings)]
    return [(event, {"account": name}) for name, found in entered if not found or found.log != event.log]


@law(
    nl="laat {cents} cent op {account}; het teken van die rekening is {sign}",
    en="leaves {cents} cents on {account}; the sign of that account is {sign}",
)
def sign_broken(event: Event, fact: Fact, known: Known) -> Broken:
    left = [(name, known.balances.get(name, 0) + cents, by_chart(name)) for name, cents in event.booked.items()]
    return [
        (event, {"account": name, "cents": cents, "sign": "≥ 0" if entered.sign > 0 else "≤ 0"})
        for name, cents, entered in left
        if entered and entered.log == event.log and cents * entered.sign < 0
    ]


@law(nl="boekt {found}; bij dit feit hoort {expected}", en="books {found}; to this fact belongs {expected}")
def booked_otherwise(event: Event, fact: Fact, known: Known) -> Values | None:
    found, expected = event.booked, declared(fact, known) if fact.books else {}
    return {"found": _told(found), "expected": _told(expected)} if found != expected else None


def _told(booked: Mapping[str, int]) -> str:
    return ", ".join(f"{account} {cents:+}" for account, cents in sorted(booked.items())) or "-"


Side: TypeAlias = tuple[int, str, tuple[str, ...]]
"""Sign, log and uses of what one side of a mirror adds up."""


def _mirror(code: str, left: Side, right: Side, *, nl: str, en: str) -> Law:
    """Of every pool that any log has an account about; a difference has no single place."""

    def differences(known: Known) -> Broken:
        about = {name.removeprefix("pool:") for of_use in known.sums.values() for name in of_use}
        for pool in sorted(name for name in about if name and not name.startswith("zuil:")):
            one, other = (sign * known.sum(log, *uses, pool=pool) for sign, log, uses in (left, right))
            if one != other and (last := known.logs["pool"].last):
                yield last, {"pool": pool, "left": one, "right": other}

    return Law(code, nl, en, rests=[differences])


mirror_held = _mirror(
    "mirror-held",
    (1, "applications", ("held",)),
    (1, "pool", ("held",)),
    nl="pot {pool}: volgens aanvragen is {left} cent toegezegd, volgens de pot {right} cent vastgehouden",
    en="pool {pool}: by applications {left} cents are held, by the pool {right} cents",
)
mirror_granted = _mirror(
    "mirror-granted",
    (1, "applications", ("granted",)),
    (1, "pool", ("committed", "paid", "written-off", FREED)),
    nl="pot {pool}: volgens aanvragen is {left} cent verleend, volgens de pot {right} cent verplicht, betaald of vrij",
    en="pool {pool}: by applications {left} cents are granted, by the pool {right} cents are committed, paid or freed",
)
mirror_paid = _mirror(
    "mirror-paid",
    (1, "pool", ("paid", "written-off", "given-back", "refunded", "earned")),
    (-1, "settlement", ("payer", "ordered", "interest")),
    nl="pot {pool}: volgens de pot is per saldo {left} cent betaald, volgens de vereffening {right} cent",
    en="pool {pool}: by the pool {left} cents were paid on balance, by settlement {right} cents",
)
mirror_moved_in = _mirror(
    "mirror-moved-in",
    (-1, "pool", ("moved-in",)),
    (1, "settlement", ("into",)),
    nl="pot {pool}: volgens de pot is {left} cent besparing binnengekomen, volgens de vereffening {right} cent",
    en="pool {pool}: by the pool {left} cents of savings moved in, by settlement {right} cents",
)
