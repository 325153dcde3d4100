"""What running loans cost: all that falls due on one day, in one pass; and a command, while nothing is due."""

import gc
import json
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from bench.backing import PARTIES
from bench.figures import Effort, Figure, Section, at_least, at_most
from bench.year_ends import Clock, record
from services.settlement.agreements.facts import AgreementMade
from services.settlement.app import SERVICE
from services.settlement.loans.decisions.lending import lent
from services.settlement.loans.facts import LoanTerms
from services.settlement.orders.facts import PaymentConfirmed, PaymentOrdered
from shared.broker.envelope import command_type, source
from shared.log.eventlog import open_log
from shared.money import transfer
from shared.running.inbox import arrival
from shared.running.world import SystemChance
from shared.running.writer import Writer

FUNDER, LENDER, BORROWER = "zuil:groen", "groen", "buurttuin"
CENTS = 1_000_000
TERMS = LoanTerms("annuity", Decimal("0.025"), "30E/360", 1, 120)
PAID_ON = date(2026, 5, 4)
BEFORE, DUE = datetime(2026, 6, 1, 9, tzinfo=UTC), datetime(2026, 6, 4, 9, tzinfo=UTC)
FEW = 10
COMMANDS, AT_ONCE = 200, 50


def loans(folder: Path, effort: Effort) -> Section:
    """To SQLite, with its flushes."""
    many = effort.holds[1]
    passed = Figure(f"{many:,} instalments of one day in one pass: the rate ÷ that of commands", at_least(1))
    beside = Figure(f"a repayment beside {many:,} loans of which nothing is due ÷ beside {FEW}", at_most(1.1))
    for number in range(effort.rounds):
        few, _ = _measured(folder / f"few-{number}.db", FEW)
        command, instalment = _measured(folder / f"many-{number}.db", many)
        beside.take(command / few)
        passed.take(command / instalment)
    return Section("Loans", [passed, beside])


def _measured(path: Path, running: int) -> tuple[float, float]:
    """Seconds for a repayment while nothing is due, and for an instalment of a day on which all are."""
    clock, log = Clock(BEFORE), open_log(f"sqlite:///{path}")
    writer = Writer(SERVICE, log, clock, SystemChance(), PARTIES)
    writer.clock_struck()
    record(log, [fact for number in range(running) for fact in _lent(number)], clock.stands)
    writer.catch_up()
    writer.timers_run = True
    arrivals = [_repayment(number, number % min(running, FEW)) for number in range(COMMANDS)]
    gc.collect()
    began = time.perf_counter()
    for start in range(0, COMMANDS, AT_ONCE):
        assert all(not answer.outcome.code for answer in writer.commands(arrivals[start : start + AT_ONCE]))
    command = (time.perf_counter() - began) / COMMANDS
    clock.stands = DUE
    gc.collect()
    before, began = writer.fold.position, time.perf_counter()
    writer.clock_struck()
    instalment = (time.perf_counter() - began) / running
    assert writer.fold.position - before >= running, "everything has fallen due"
    log.close()
    return command, instalment


def _lent(number: int) -> Iterator[Any]:
    ask = f"lening-{number}:geld"
    order, payee = f"{ask}:1", f"party:{BORROWER}"
    made = AgreementMade(f"lening-{number}", ask, FUNDER, BORROWER, CENTS, "loan", PAID_ON, TERMS)
    slip: dict[str, Any] = {
        "order": order,
        "purpose": "grant",
        "ask": ask,
        "earn_back": None,
        "funder": FUNDER,
        "payer": LENDER,
    }
    slip |= {"payee": payee, "cents": CENTS}
    owed = transfer(CENTS, f"payer:{FUNDER}", f"order:{FUNDER}/{order}")
    yield made
    yield PaymentOrdered(**slip, due_on=PAID_ON, postings=owed)
    paid = transfer(CENTS, f"order:{FUNDER}/{order}", payee)
    yield PaymentConfirmed(**slip, application=f"lening-{number}", paid_on=PAID_ON, postings=paid)
    yield from lent(made, order, CENTS, PAID_ON)


def _repayment(number: int, loan: int) -> Any:
    came = {"order": f"lening-{loan}:geld:1", "cents": 1, "received_on": PAID_ON.isoformat(), "towards": "instalments"}
    envelope = {
        "specversion": "1.0",
        "id": f"c-{number}",
        "source": source(PARTIES[LENDER].oin, "partner"),
        "type": command_type(SERVICE.name, "record-repayment"),
        "data": came,
    }
    return arrival(LENDER, "record-repayment", json.dumps(envelope).encode(), f"c-{number}")
