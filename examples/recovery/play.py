"""What happened: granted and paid in parts, reported on, determined, recovered, each by who it concerns."""

from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from examples.stand import Hands
from shared.calendar import AMSTERDAM

GRANTED_ON, REACHED_ON, THIRD_ON = date(2026, 3, 2), date(2026, 5, 18), date(2026, 10, 1)
REPORTED_ON, DETERMINED_ON = date(2027, 1, 11), date(2027, 2, 1)
LAST_DAY = date(2027, 10, 1)
EXECUTIVE, HOLDER, ZUIL, OTHER, RECIPIENT = "gemeente", "welzijn", "participatie", "woonstede", "de-moestuin"
POOL, GOAL, APPLICATION = "moestuin", "groen", "moestuin-2026"
OF_POOL, OF_ZUIL = "moestuin-2026:kas", "moestuin-2026:begeleiding"
PAYERS = {OF_POOL: HOLDER, OF_ZUIL: ZUIL}
PUT_IN = {HOLDER: 300_000, OTHER: 150_000}
GRANTED = {OF_POOL: 450_000, OF_ZUIL: 400_000}
ADVANCES: dict[str, list[dict[str, Any]]] = {
    OF_POOL: [
        {"percent": 50},
        {"percent": 30, "milestone": "De kas staat"},
        {"percent": 20, "due_on": THIRD_ON.isoformat()},
    ],
    OF_ZUIL: [{"percent": 90}],
}
OWN_CENTS = 50_000
COSTS = {"kas": 410_000, "begeleiding": 410_000}
INSTALMENTS = 7
MISSED = 4
"""Which instalment of the pool's claim was not paid on its day; it was made good with the next."""


@dataclass
class Played:
    """What came of it."""

    paid: list[tuple[str, date, int]] = field(default_factory=list)
    """The ask, the day and the amount of each payment."""
    parts: dict[str, int] = field(default_factory=dict)
    """What each funder's part comes to by the report, by ask."""
    course: list[tuple[str, date, int, int, int]] = field(default_factory=list)
    """Of each instalment of an ask's claim the day, what fell due, what was paid, and what was still owed then."""
    back: dict[str, int] = field(default_factory=dict)
    """What reached each contribution of the pool."""
    lapsed: dict[str, int] = field(default_factory=dict)
    """Of that, what went on to the general result."""
    logs: dict[str, str] = field(default_factory=dict)


def play(folder: Path) -> Played:
    """Play all of it; the logs stay in the folder."""
    played = Played()
    with closing(Hands(folder, _at(GRANTED_ON))) as hands:
        _grant(hands)
        _pay_what_is_due(hands, GRANTED_ON, played)
        _to(hands, REACHED_ON)
        _reach(hands)
        _pay_what_is_due(hands, REACHED_ON, played)
        _to(hands, THIRD_ON)
        _pay_what_is_due(hands, THIRD_ON, played)
        _to(hands, REPORTED_ON)
        played.parts = _report(hands)
        _to(hands, DETERMINED_ON)
        _determine(hands, played.parts)
        _pay_what_is_due(hands, DETERMINED_ON, played)
        for day in _days(DETERMINED_ON, LAST_DAY):
            _to(hands, day)
            _pay(hands, day, played)
        shown = hands.sees(HOLDER, hands.pool, "pool", pool=POOL)
        for one in shown["contributions"]:
            played.back[one["contribution"]] = one["refunded_cents"]
            played.lapsed[one["contribution"]] = one["lapsed_cents"]
        played.logs = {name: f"sqlite:///{desk.path}" for name, desk in hands.desks.items()}
    return played


def _days(after: date, last: date) -> list[date]:
    return [after + timedelta(days=number) for number in range(1, (last - after).days + 1)]


def _at(day: date) -> datetime:
    return datetime.combine(day, time(9), AMSTERDAM)


def _to(hands: Hands, day: date) -> None:
    hands.clock.to(_at(day))
    hands.strike()
    hands.carry_all()


# Granted and paid


def _grant(hands: Hands) -> None:
    frame = {"decision": "Raadsbesluit 2025-118", "ceiling_cents": 10_000_000}
    period = {"valid_from": "2026-01-01", "valid_to": "2027-12-31"}
    goals = [{"goal": GOAL, "task_field": "5.7", "code_year": 2026}]
    pool: dict[str, Any] = {"pool": POOL}
    opened = {"neighbourhood": "Zuid", "goals": goals, "frame": {**frame, **period}, "budget_holder": HOLDER}
    hands.must(EXECUTIVE, hands.pool, "open-pool", **pool, **opened)
    limits = {"limit_cents": 10_000_000, "total_cents": 10_000_000, "goals": [GOAL], "automatic": True}
    hands.must(EXECUTIVE, hands.pool, "set-mandate", **pool, **limits, **period)
    for party in PUT_IN:
        _put_in(hands, party)
    hands.must(RECIPIENT, hands.applications, "submit-application", **_form())
    hands.carry_all()
    answer = {"ask": OF_ZUIL, "revision": 1, "cents": GRANTED[OF_ZUIL]}
    hands.must(ZUIL, hands.applications, "answer-ask", **answer, answer="hold")
    hands.carry_all()


def _pay_what_is_due(hands: Hands, day: date, played: Played) -> None:
    """What is due within six weeks is paid today."""
    within = (day + timedelta(weeks=6)).isoformat()
    for ask, payer in PAYERS.items():
        for order in hands.sees(payer, hands.settlement, "open-orders")["orders"]:
            if order["ask"] == ask and order["due_on"] <= within:
                paid = {"order": order["order"], "cents": order["cents"], "paid_on": day.isoformat()}
                hands.must(payer, hands.settlement, "confirm-payment", **paid)
                played.paid.append((ask, day, order["cents"]))
    hands.carry_all()


def _reach(hands: Hands) -> None:
    """The recipient reports what the second instalment awaits; the budget holder has looked, and finds so too."""
    second = {"ask": OF_POOL, "advance": 2}
    hands.must(RECIPIENT, hands.settlement, "report-milestone", **second, words="De kas staat sinds zaterdag.")
    hands.must(HOLDER, hands.settlement, "release-advance", **second)
    hands.carry_all()


def _put_in(hands: Hands, party: str) -> None:
    where = {"pool": POOL, "contribution": party}
    of = {"earmarks": [GOAL], "task_field": "5.7", "year": 2026, "recurring": "incidental", "domain": "physical"}
    hands.must(party, hands.pool, "pledge", **where, cents=PUT_IN[party], **of)
    if party != HOLDER:
        (offer,) = hands.sees(HOLDER, hands.pool, "offers", pool=POOL)["offers"]
        hands.must(HOLDER, hands.pool, "accept-pledge", **where, offer=offer["offer"])
    received = {"cents": PUT_IN[party], "received_on": GRANTED_ON.isoformat()}
    hands.must(HOLDER, hands.pool, "receive", **where, **received)


def _form() -> dict[str, Any]:
    def asked(ask: str, funder: str) -> dict[str, Any]:
        lines = [{"goal": GOAL, "cents": GRANTED[ask]}]
        of = {"ask": ask.split(":")[1], "funder": funder, "lines": lines, "instrument": "grant"}
        return {**of, "advances": ADVANCES[ask]}

    return {
        "application": APPLICATION,
        "purpose": "Een moestuin met een kas, waar iemand werk vindt",
        "neighbourhood": "Zuid",
        "results": [{"indicator": "Mensen aan het werk", "unit": "mensen", "target": "1", "goal": GOAL}],
        "costs": [{"what": "Kas en begeleiding", "cents": sum(GRANTED.values()) + OWN_CENTS}],
        "asks": [asked(OF_POOL, f"pool:{POOL}"), asked(OF_ZUIL, f"zuil:{ZUIL}")],
        "other_money": [{"source": "De Moestuin", "kind": "own", "cents": OWN_CENTS}],
        "term": "structural",
        "decide_by": _at(GRANTED_ON + timedelta(weeks=8)),
    }


# Reported, determined, recovered


def _report(hands: Hands) -> dict[str, int]:
    hands.must(
        RECIPIENT,
        hands.settlement,
        "submit-report",
        application=APPLICATION,
        costs=[{"what": what, "cents": cents} for what, cents in COSTS.items()],
        other_cents=OWN_CENTS,
        results=[{"indicator": "Mensen aan het werk", "unit": "mensen", "reached": "1"}],
        hours=620,
        words="De kas staat, en wordt door dertig bewoners gebruikt.",
    )
    report = hands.sees(HOLDER, hands.settlement, "report", application=APPLICATION)["report"]
    return {part["ask"]: part["cents"] for part in report["parts"]}


def _determine(hands: Hands, parts: dict[str, int]) -> None:
    """Each funder its own part, and both by what the report says it comes to."""
    for ask, cents in parts.items():
        hands.must(
            PAYERS[ask],
            hands.settlement,
            "determine-grant",
            ask=ask,
            cents=cents,
            ground="costs-lower",
            reason="Het kostte minder dan begroot.",
            instalments=INSTALMENTS,
        )
    hands.carry_all()


def _pay(hands: Hands, day: date, played: Played) -> None:
    """What falls due today is paid today, but for one instalment, which is made good with the next."""
    for due in hands.settlement.facts("instalment-due"):
        if due.due_on != day:
            continue
        payer = PAYERS[due.ask]
        loan = hands.sees(payer, hands.settlement, "loan", order=due.order)
        cents = 0 if due.number == MISSED else loan["due_cents"]
        if cents:
            came = {"cents": cents, "received_on": day.isoformat(), "towards": "instalments"}
            hands.must(payer, hands.settlement, "record-repayment", order=due.order, **came)
            hands.carry_all()
        left_cents = loan["outstanding_cents"] + loan["due_cents"] - cents
        played.course.append((due.ask, day, due.principal_cents, cents, left_cents))
