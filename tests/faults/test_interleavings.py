"""What may be heard in an unlucky order, each order made on purpose: real logs and writers, carried messages."""

from datetime import UTC, date, datetime

import pytest
from msgspec import UNSET

from tests.audited import audited
from tests.faults.carried import MONDAY, Hands

HOLDER, NEXT_HOLDER, APPLICANT, ZUIL = "wijkteam", "welzijn", "buurttuin", "woonstede"
POOL, CONTRIBUTION = "moestuin", "groen-2026"
KAS, GROND = "tuin:kas", "tuin:grond"
CENTS, MORE = 40_000, 55_000
NOON = MONDAY.replace(hour=12)


@pytest.fixture
def hands(tmp_path):
    found = Hands(tmp_path)
    yield found
    if found.audited:
        found.carry_all()
        assert audited(found.logs).problems == []
    found.close()


def opened(hands, *, automatic=False):
    """A pool with received money, known to everybody. Mandate and frame end with the year."""
    pool = hands.pool
    until = {"valid_from": "2026-01-01", "valid_to": "2026-12-31"}
    hands.must(
        "college",
        pool,
        "open-pool",
        pool=POOL,
        neighbourhood="Spoorbuurt",
        goals=[{"goal": "groen", "task_field": "5.7", "code_year": 2026}],
        frame={"decision": "Raadsbesluit 2026-1", "ceiling_cents": 10**6, **until},
        budget_holder=HOLDER,
    )
    limits = {"limit_cents": 10**5, "total_cents": 10**6, "goals": ["groen"]}
    hands.must("college", pool, "set-mandate", pool=POOL, automatic=automatic, **limits, **until)
    hands.must(
        "groen",
        pool,
        "pledge",
        pool=POOL,
        contribution=CONTRIBUTION,
        cents=100_000,
        earmarks=["groen"],
        task_field="5.7",
        year=2026,
        recurring="incidental",
        domain="physical",
    )
    hands.must(HOLDER, pool, "accept-pledge", pool=POOL, contribution=CONTRIBUTION, offer=1)
    received = {"contribution": CONTRIBUTION, "cents": 100_000, "received_on": "2026-03-02"}
    hands.must(HOLDER, pool, "receive", pool=POOL, **received)
    hands.carry_all()


def asked(ask, funder, cents):
    return {"ask": ask, "funder": funder, "lines": [{"goal": "groen", "cents": cents}], "instrument": "grant"}


def own_money(cents):
    return [{"source": "Verkoop van groente", "kind": "own", "cents": cents}]


def submitted(hands, *asks, decide_by=NOON):
    """One application, of which funders know nothing yet."""
    hands.must(
        APPLICANT,
        hands.applications,
        "submit-application",
        application="tuin",
        purpose="Een moestuin voor de buurt",
        neighbourhood="Spoorbuurt",
        results=[{"indicator": "Tuinders", "unit": "personen", "target": "25", "goal": "groen"}],
        costs=[{"what": "Kas en grond", "cents": 200_000}],
        asks=list(asks),
        other_money=own_money(200_000 - sum(ask["lines"][0]["cents"] for ask in asks)),
        hours=[],
        expected_savings=[],
        term="structural",
        decide_by=decide_by,
    )


def rearranged(hands, *asks):
    other = own_money(200_000 - sum(ask["lines"][0]["cents"] for ask in asks))
    hands.must(APPLICANT, hands.applications, "rearrange", application="tuin", asks=list(asks), other_money=other)


def pool_holds(hands, revision=1, cents=CENTS):
    hands.must(HOLDER, hands.pool, "hold-ask", pool=POOL, ask=KAS, revision=revision, cents=cents)


def zuil_holds(hands, cents=10_000):
    hands.must(ZUIL, hands.applications, "answer-ask", ask=GROND, revision=1, cents=cents, answer="hold")


def decided(hands):
    """How the application ended, as applications recorded it: at most once, one way."""
    ends = hands.applications.facts("application-granted", "application-failed")
    assert len(ends) <= 1
    return ends[0].kind.removeprefix("application-") if ends else "open"


def of_pool(hands, bucket):
    return hands.pool.state.books.balance(f"{POOL}/{CONTRIBUTION}/{bucket}")


def engaged(hands):
    return {bucket: of_pool(hands, bucket) for bucket in ("free", "held", "committed", "paid")}


# The stale hold


def test_a_hold_of_an_earlier_revision_grants_nothing(hands):
    opened(hands)
    submitted(hands, asked("kas", "pool:moestuin", CENTS))
    hands.carry(hands.applications, hands.pool)
    pool_holds(hands)
    rearranged(hands, asked("kas", "pool:moestuin", MORE))
    hands.carry(hands.pool, hands.applications)  # the hold of revision 1, crossing revision 2
    [stale] = hands.applications.facts("answer-stale")
    assert (stale.revision, stale.cents, stale.answer) == (1, CENTS, "hold")
    assert decided(hands) == "open"
    hands.carry_all()
    assert engaged(hands) == {"free": 100_000, "held": 0, "committed": 0, "paid": 0}
    assert hands.send(HOLDER, hands.pool, "hold-ask", pool=POOL, ask=KAS, revision=1, cents=CENTS) == "superseded"
    pool_holds(hands, revision=2, cents=MORE)
    hands.carry_all()
    [granted] = hands.applications.facts("application-granted")
    assert [(ask.ask, ask.revision, ask.cents) for ask in granted.asks] == [(KAS, 2, MORE)]
    assert engaged(hands) == {"free": 100_000 - MORE, "held": 0, "committed": MORE, "paid": 0}


def test_a_hold_of_the_same_amount_but_an_earlier_revision_is_stale_too(hands):
    opened(hands)
    submitted(hands, asked("kas", "pool:moestuin", CENTS))
    hands.carry(hands.applications, hands.pool)
    pool_holds(hands)
    rearranged(hands, asked("kas", "pool:moestuin", MORE))
    rearranged(hands, asked("kas", "pool:moestuin", CENTS))
    hands.carry(hands.pool, hands.applications)
    assert [stale.revision for stale in hands.applications.facts("answer-stale")] == [1]
    assert decided(hands) == "open"
    hands.carry_all()
    assert engaged(hands)["held"] == 0


def test_a_stale_hold_does_not_complete_what_another_funder_holds(hands):
    opened(hands)
    submitted(hands, asked("kas", "pool:moestuin", CENTS), asked("grond", f"zuil:{ZUIL}", 10_000))
    hands.carry(hands.applications, hands.pool)
    pool_holds(hands)
    zuil_holds(hands)
    rearranged(hands, asked("kas", "pool:moestuin", MORE), asked("grond", f"zuil:{ZUIL}", 10_000))
    hands.carry(hands.pool, hands.applications)
    assert decided(hands) == "open"
    hands.clock.to(NOON)
    hands.strike()
    hands.carry_all()
    assert decided(hands) == "failed"
    assert engaged(hands) == {"free": 100_000, "held": 0, "committed": 0, "paid": 0}


def test_a_dropped_ask_is_granted_without_though_its_hold_was_under_way(hands):
    opened(hands)
    submitted(hands, asked("kas", "pool:moestuin", CENTS), asked("grond", f"zuil:{ZUIL}", 10_000))
    hands.carry(hands.applications, hands.pool)
    pool_holds(hands)
    zuil_holds(hands)
    rearranged(hands, asked("grond", f"zuil:{ZUIL}", 10_000))  # completes the grant: the zuil's hold stands
    assert decided(hands) == "granted"
    hands.carry_all()
    assert [stale.revision for stale in hands.applications.facts("answer-stale")] == [1]
    assert engaged(hands) == {"free": 100_000, "held": 0, "committed": 0, "paid": 0}
    assert [order.ask for order in hands.settlement.facts("payment-ordered")] == [GROND]


# decide_by, and a hold that was under way


def held_just_in_time(hands):
    """The pool held before `decide_by`; applications was away, and comes back after it."""
    opened(hands)
    submitted(hands, asked("kas", "pool:moestuin", CENTS))
    hands.carry(hands.applications, hands.pool)
    pool_holds(hands)
    hands.clock.to(NOON)
    hands.clock.on(minutes=1)
    hands.applications.restart()


def test_a_hold_that_is_heard_before_time_decides_is_granted(hands):
    held_just_in_time(hands)
    hands.applications.writer.timers_run = False  # as after every start, until the upstream heads were reached
    hands.carry(hands.pool, hands.applications)
    hands.applications.writer.timers_run = True
    hands.strike()
    hands.carry_all()
    assert decided(hands) == "granted"
    assert engaged(hands)["committed"] == CENTS


def test_a_hold_that_is_heard_after_time_decided_is_stale_and_released(hands):
    held_just_in_time(hands)
    hands.strike()
    assert decided(hands) == "failed"
    hands.carry(hands.pool, hands.applications)
    assert [stale.answer for stale in hands.applications.facts("answer-stale")] == ["hold"]
    hands.carry_all()
    assert decided(hands) == "failed"
    assert engaged(hands) == {"free": 100_000, "held": 0, "committed": 0, "paid": 0}


def test_a_withdrawal_that_crosses_the_last_hold_wins_for_everybody(hands):
    opened(hands)
    submitted(hands, asked("kas", "pool:moestuin", CENTS), asked("grond", f"zuil:{ZUIL}", 10_000))
    hands.carry(hands.applications, hands.pool)
    pool_holds(hands)
    hands.must(APPLICANT, hands.applications, "withdraw-application", application="tuin", reason="De grond is verhuurd")
    answer = {"ask": GROND, "revision": 1, "cents": 10_000, "answer": "hold"}
    assert hands.send(ZUIL, hands.applications, "answer-ask", **answer) == "closed"
    hands.carry_all()
    assert decided(hands) == "failed"
    assert engaged(hands) == {"free": 100_000, "held": 0, "committed": 0, "paid": 0}
    assert hands.settlement.facts("agreement-made") == []


# Heard before it can be booked


def granted_but_unheard(hands):
    opened(hands)
    submitted(hands, asked("kas", "pool:moestuin", CENTS))
    hands.carry(hands.applications, hands.pool)
    pool_holds(hands)
    hands.carry(hands.pool, hands.applications)
    assert decided(hands) == "granted"


def test_a_commit_that_settlement_hears_before_its_grant_waits_and_is_ordered_once(hands):
    granted_but_unheard(hands)
    hands.carry(hands.applications, hands.pool)
    hands.carry(hands.pool, hands.settlement)
    assert [waits.ask for waits in hands.settlement.facts("commit-waits")] == [KAS]
    assert hands.settlement.facts("payment-ordered") == []
    hands.settlement.restart()
    hands.carry(hands.applications, hands.settlement)
    assert hands.settlement.batches()[-1] == ["agreement-made", "payment-ordered"]
    hands.carry_all()
    assert [order.payer for order in hands.settlement.facts("payment-ordered")] == [HOLDER]


def test_a_grant_that_settlement_hears_first_orders_nothing_before_the_commit(hands):
    granted_but_unheard(hands)
    hands.carry(hands.applications, hands.settlement)
    assert hands.settlement.facts("payment-ordered") == []
    hands.carry_all()
    assert len(hands.settlement.facts("payment-ordered")) == 1


def test_a_confirmation_heard_before_the_commit_waits_and_is_booked_with_it(hands, tmp_path):
    """Settlement heard the commit from the pool's own log; this copy of that log has not come so far yet."""
    hands.audited = False  # an auditor sees that settlement heard what this copy never said
    granted_but_unheard(hands)
    ahead = hands.pool.twin(tmp_path / "ahead.db")
    hands.carry(hands.applications, ahead)
    hands.carry(hands.applications, hands.settlement)
    hands.carry(ahead, hands.settlement)
    hands.must(HOLDER, hands.settlement, "confirm-payment", order=f"{KAS}:1", cents=CENTS, paid_on="2026-03-02")
    hands.carry(hands.settlement, hands.pool)
    assert [waits.order for waits in hands.pool.facts("payment-waits")] == [f"{KAS}:1"]
    assert engaged(hands) == {"free": 60_000, "held": CENTS, "committed": 0, "paid": 0}
    hands.pool.restart()
    hands.carry(hands.applications, hands.pool)
    assert hands.pool.batches()[-1] == ["reservation-committed", "application-closed", "reservation-paid"]
    assert engaged(hands) == {"free": 60_000, "held": 0, "committed": 0, "paid": CENTS}
    hands.carry_all()
    assert len(hands.pool.facts("reservation-paid")) == 1
    ahead.log.close()


# What ends between hold and commit

NEW_YEARS_EVE = datetime(2026, 12, 31, 22, 30, tzinfo=UTC)  # half an hour before midnight in Amsterdam
NEW_YEAR = datetime(2027, 1, 1, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize("automatic", [True, False])
def test_year_end_and_mandate_end_between_hold_and_commit_change_no_hold(hands, automatic):
    opened(hands, automatic=automatic)
    hands.clock.to(NEW_YEARS_EVE)
    grond = asked("grond", f"zuil:{ZUIL}", 10_000)
    submitted(hands, asked("kas", "pool:moestuin", CENTS), grond, decide_by=datetime(2027, 2, 1, 12, 0, tzinfo=UTC))
    hands.carry_all()
    if not automatic:
        pool_holds(hands)
        hands.carry_all()
    hands.clock.to(NEW_YEAR)
    hands.strike()
    hands.pool.restart()
    assert engaged(hands)["held"] == CENTS
    zuil_holds(hands)
    hands.carry_all()
    assert decided(hands) == "granted"
    assert engaged(hands) == {"free": 0, "held": 0, "committed": CENTS, "paid": 0}  # what was free has lapsed
    hands.must(HOLDER, hands.settlement, "confirm-payment", order=f"{KAS}:1", cents=CENTS, paid_on="2027-01-01")
    hands.carry_all()
    assert engaged(hands)["paid"] == CENTS


def test_in_the_new_year_nothing_new_is_held_on_the_old_mandate(hands):
    """The other side of the same midnight: what was not held yet needs a mandate that stands."""
    opened(hands)
    hands.clock.to(NEW_YEARS_EVE)
    submitted(hands, asked("kas", "pool:moestuin", CENTS), decide_by=datetime(2027, 2, 1, 12, 0, tzinfo=UTC))
    hands.carry_all()
    hands.clock.to(NEW_YEAR)
    assert hands.send(HOLDER, hands.pool, "hold-ask", pool=POOL, ask=KAS, revision=1, cents=CENTS) == "no-mandate"
    assert engaged(hands)["held"] == 0


# A book year that closes between a payment and its booking


def paid_in_december(hands):
    """Paid on 30 December, told in January; the pool has not heard it yet."""
    opened(hands)
    submitted(hands, asked("kas", "pool:moestuin", CENTS))
    hands.carry(hands.applications, hands.pool)
    pool_holds(hands)
    hands.carry_all()
    hands.clock.to(NEW_YEAR)
    hands.must(HOLDER, hands.settlement, "confirm-payment", order=f"{KAS}:1", cents=CENTS, paid_on="2026-12-30")


def closed(hands, year):
    hands.must("college", hands.pool, "close-year", year=year, decision=f"Jaarrekening {year}")


def booked(desk, kind):
    """Book date and day it counts for, of the one event of this kind, and of its message."""
    [event] = [event.stored for event in desk.log.read(limit=10_000) if event.stored.kind == kind]
    [message] = [message for message in desk.said() if message.kind == kind]
    assert (message.bookdate, message.countsfor) == (event.book_date, event.counts_for)
    return event.book_date, event.counts_for


def test_money_counts_for_the_day_it_moved_and_not_for_the_day_it_was_told(hands):
    paid_in_december(hands)
    hands.carry_all()
    assert booked(hands.settlement, "payment-confirmed") == (date(2026, 12, 30), UNSET)
    assert booked(hands.pool, "reservation-paid") == (date(2026, 12, 30), UNSET)
    assert booked(hands.pool, "reservation-committed") == (date(2026, 3, 2), UNSET)
    assert booked(hands.pool, "contribution-received") == (date(2026, 3, 2), UNSET)


def test_what_is_heard_about_a_closed_year_books_on_the_first_open_day(hands):
    paid_in_december(hands)
    closed(hands, 2026)
    hands.carry_all()
    assert booked(hands.settlement, "payment-confirmed") == (date(2026, 12, 30), UNSET)
    assert booked(hands.pool, "reservation-paid") == (date(2027, 1, 1), date(2026, 12, 30))
    assert engaged(hands)["paid"] == CENTS


def test_the_day_something_counts_for_is_told_on(hands):
    """Settlement orders what the pool commits: a day in a closed year reaches it by way of the pool's own message."""
    opened(hands)
    submitted(hands, asked("kas", "pool:moestuin", CENTS))
    hands.carry(hands.applications, hands.pool)
    pool_holds(hands)
    hands.carry(hands.pool, hands.applications)
    hands.clock.to(NEW_YEAR)
    closed(hands, 2026)
    hands.carry_all()
    assert booked(hands.pool, "reservation-committed") == (date(2027, 1, 1), date(2026, 3, 2))
    assert booked(hands.settlement, "payment-ordered") == (date(2027, 1, 1), date(2026, 3, 2))


def test_a_command_that_names_no_day_is_not_refused_by_a_clock_that_is_behind(hands):
    """For settlement it is still 2026 when it hears that 2026 is closed."""
    opened(hands)
    submitted(hands, asked("kas", "pool:moestuin", CENTS))
    hands.carry(hands.applications, hands.pool)
    pool_holds(hands)
    hands.carry_all()
    hands.clock.to(NEW_YEAR)
    closed(hands, 2026)
    hands.clock.to(NEW_YEARS_EVE)
    hands.carry(hands.pool, hands.settlement)
    hands.must(HOLDER, hands.settlement, "report-payment-failed", order=f"{KAS}:1", reason="Rekening opgeheven")
    assert booked(hands.settlement, "payment-failed") == (date(2027, 1, 1), date(2026, 12, 31))


def test_commands_book_in_no_closed_year(hands):
    opened(hands)
    hands.clock.to(NEW_YEAR)
    closed(hands, 2026)
    received = {"pool": POOL, "contribution": CONTRIBUTION, "cents": 1}
    assert hands.send(HOLDER, hands.pool, "receive", **received, received_on="2026-12-31") == "year-closed"
    assert hands.send("college", hands.pool, "close-year", year=2026, decision="Nog eens") == "year-closed"
    assert hands.send("college", hands.pool, "close-year", year=2027, decision="Te vroeg") == "year-not-ended"
    payment = {"order": f"{KAS}:1", "cents": CENTS, "paid_on": "2026-12-31"}
    assert hands.send(HOLDER, hands.settlement, "confirm-payment", **payment) == "unknown-order"
    hands.carry_all()
    assert hands.send(HOLDER, hands.settlement, "confirm-payment", **payment) == "year-closed"


def test_a_handover_and_a_narrower_mandate_between_hold_and_commit_leave_the_hold(hands):
    opened(hands)
    submitted(hands, asked("kas", "pool:moestuin", CENTS))
    hands.carry(hands.applications, hands.pool)
    pool_holds(hands)
    hands.must("college", hands.pool, "hand-over", pool=POOL, budget_holder=NEXT_HOLDER)
    hands.must(
        "college",
        hands.pool,
        "set-mandate",
        pool=POOL,
        limit_cents=1,
        total_cents=1,
        goals=["groen"],
        valid_from="2026-03-02",
        valid_to="2026-03-02",
        automatic=False,
    )
    hands.carry_all()
    assert decided(hands) == "granted"
    [committed] = hands.pool.facts("reservation-committed")
    assert (committed.cents, committed.budget_holder) == (CENTS, NEXT_HOLDER)
    [order] = hands.settlement.facts("payment-ordered")
    assert order.payer == NEXT_HOLDER
    payment = {"order": order.order, "cents": CENTS, "paid_on": "2026-03-02"}
    assert hands.send(HOLDER, hands.settlement, "confirm-payment", **payment) == "not-yours"
    hands.must(NEXT_HOLDER, hands.settlement, "confirm-payment", **payment)
    hands.carry_all()
    assert engaged(hands)["paid"] == CENTS
