"""A grant that cost less than was granted: reported on once, determined by each funder, recovered in a payment plan.

All figures, names and days are made up; no source gave any. `python -m examples.recovery [--lang nl|en]` plays it on
the real services in one process, with real logs in a folder that is removed afterwards, and checks their books.
"""

import argparse
import logging
import sys
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import structlog
from rich.console import Console

from audit import check, told
from examples.narration import Failed, Narrator, Words, require
from examples.stand import Hands
from shared.calendar import AMSTERDAM

GRANTED_ON, REPORTED_ON, DETERMINED_ON = date(2026, 3, 2), date(2027, 1, 11), date(2027, 2, 1)
LAST_DAY = date(2027, 10, 1)
EXECUTIVE, HOLDER, ZUIL, OTHER, RECIPIENT = "gemeente", "welzijn", "participatie", "woonstede", "de-moestuin"
POOL, GOAL, APPLICATION = "moestuin", "groen", "moestuin-2026"
OF_POOL, OF_ZUIL = "moestuin-2026:kas", "moestuin-2026:begeleiding"
PAYERS = {OF_POOL: HOLDER, OF_ZUIL: ZUIL}
PUT_IN = {HOLDER: 300_000, OTHER: 150_000}
GRANTED = {OF_POOL: 450_000, OF_ZUIL: 400_000}
OWN_CENTS = 50_000
COSTS = {"kas": 410_000, "begeleiding": 410_000}
INSTALMENTS = {OF_POOL: 7, OF_ZUIL: 1}
MISSED = 4
"""Which instalment of the pool's claim was not paid on its day; it was made good with the next."""


@dataclass
class Played:
    """What came of it."""

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
        _to(hands, REPORTED_ON)
        played.parts = _report(hands)
        _to(hands, DETERMINED_ON)
        _determine(hands, played.parts)
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
    for ask, cents in GRANTED.items():
        paid = {"order": f"{ask}:1", "cents": cents, "paid_on": GRANTED_ON.isoformat()}
        hands.must(PAYERS[ask], hands.settlement, "confirm-payment", **paid)
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
        return {"ask": ask.split(":")[1], "funder": funder, "lines": lines, "instrument": "grant"}

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
            instalments=INSTALMENTS[ask],
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


# Told


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m examples.recovery", description=__doc__)
    parser.add_argument("--lang", choices=("nl", "en"), default="nl")
    tell = Narrator(parser.parse_args().lang, Console())
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    try:
        with TemporaryDirectory() as folder:
            played = play(Path(folder))
            _show(tell, played)
            _check(tell, played)
    except (Failed, OSError) as failed:
        sys.exit(str(failed))
    print("recovery: ok")


def _show(tell: Narrator, played: Played) -> None:
    tell.chapter("Verantwoord, vastgesteld, teruggevorderd", "Reported, determined, recovered")
    tell.tell(
        "Een pot en een zuil betaalden samen een moestuin. Het kostte minder dan begroot. De Moestuin verantwoordt "
        "zich één keer, aan beide; elk stelt zijn eigen deel vast. Alle bedragen zijn verzonnen; de beslissingen en de "
        "boekingen zijn die van de echte diensten.",
        "A pool and a zuil paid for a garden together. It cost less than was planned. De Moestuin reports once, to "
        "both; each determines its own part. All amounts are made up; decisions and postings are those of the real "
        "services.",
    )
    tell.table(
        (
            Words("Deelvraag", "Ask"),
            Words("Verleend", "Granted"),
            Words("Vastgesteld", "Determined"),
            Words("Teruggevorderd", "Claimed back"),
        ),
        [
            [ask, *map(tell.euros, (cents, played.parts[ask], cents - played.parts[ask]))]
            for ask, cents in GRANTED.items()
        ],
    )
    costs = tell.euros(sum(COSTS.values()))
    tell.note(
        f"De kosten, {costs}, min {tell.euros(OWN_CENTS)} eigen geld, verdeeld naar wat elk verleende.",
        f"The costs, {costs}, less {tell.euros(OWN_CENTS)} of its own money, divided by what each granted.",
    )
    tell.tell(
        "De zuil vordert in één keer terug, de pot in zeven maandelijkse termijnen. De vierde blijft uit, en wordt met "
        "de vijfde ingehaald.",
        "The zuil claims back at once, the pool in seven monthly instalments. The fourth is missed, and made good with "
        "the fifth.",
    )
    tell.table(
        (
            Words("Deelvraag", "Ask"),
            Words("Dag", "Day"),
            Words("Vervallen", "Due"),
            Words("Betaald", "Paid"),
            Words("Nog schuldig", "Owed"),
        ),
        [[ask, tell.day(day), *map(tell.euros, amounts)] for ask, day, *amounts in sorted(played.course)],
    )
    tell.tell(
        "Wat bij de pot terugkwam ging naar de inbreng die had betaald, naar verhouding, tot op de cent. Het jaar "
        "waarvoor de gemeente had ingelegd is voorbij: haar deel viel vrij naar het algemene resultaat. Dat van de "
        "corporatie niet.",
        "What came back to the pool went to the contributions that had paid, in proportion, to the cent. The year for "
        "which the municipality had put in is over: its part lapsed to the general result. The housing corporation's "
        "did not.",
    )
    tell.table(
        (
            Words("Inbreng", "Contribution"),
            Words("Ingelegd", "Put in"),
            Words("Terug", "Back"),
            Words("Vrijgevallen", "Lapsed"),
        ),
        [
            [party, *map(tell.euros, (cents, played.back[party], played.lapsed[party]))]
            for party, cents in PUT_IN.items()
        ],
    )


def _check(tell: Narrator, played: Played) -> None:
    for ask, granted in GRANTED.items():
        claimed, paid = granted - played.parts[ask], sum(one[3] for one in played.course if one[0] == ask)
        require(claimed, paid, f"what was paid of the claim on {ask}")
    require(GRANTED[OF_POOL] - played.parts[OF_POOL], sum(played.back.values()), "what reached the contributions")
    findings = check(played.logs)
    tell.show(told(findings, tell.lang))
    if findings.problems or not findings.at_rest:
        raise Failed(f"{len(findings.problems)} problems in the books")


if __name__ == "__main__":
    main()
