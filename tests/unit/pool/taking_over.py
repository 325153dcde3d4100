"""The moestuin's flower beds: a task of twelve, ten cents each, that openbare-ruimte performs; facts spelled out."""

from dataclasses import replace

from shared.money import Posting
from tests.unit.pool import facts as e
from tests.unit.pool.moestuin import asked, committed, hear_ask, held, moestuin, paid, paid_in

TASK = {
    "task": "perken",
    "description": "Onderhoud van de perken",
    "goal": "ontmoeten",
    "performer": "openbare-ruimte",
    "unit": "perken",
    "units": 12,
    "unit_cents": 10,
}
REGISTERED = e.TaskRegistered(
    pool="moestuin",
    **TASK,
    postings=(Posting("memo/task:moestuin/perken", -120), Posting("memo/with:moestuin/perken/openbare-ruimte", 120)),
)
REASON = "Te ver van de tuin"


def challenge(units=8, cents=75, ask="tuin:geld", task="perken", **changed):
    """An ask that takes units over."""
    return replace(asked(ask, **{"ontmoeten": cents, **changed}), takes_over=e.TakesOver(task, units))


def hold_of(ask):
    return held(ask, ("ontmoeten", "breed", ask.cents))


def _between(source, target, cents):
    account = "memo/with:moestuin/perken/"
    return (Posting(f"{account}{source}", -cents), Posting(f"{account}{target}", cents))


def moved(ask):
    units = ask.takes_over.units
    return e.TaskMoved(
        pool="moestuin",
        task="perken",
        ask=ask.ask,
        units=units,
        application=ask.application,
        performer="openbare-ruimte",
        applicant=ask.applicant,
        cents=ask.cents,
        budget_cents=units * 10,
        postings=_between("openbare-ruimte", ask.applicant, units * 10),
    )


def given_back(units, cents, number=1, ask="tuin:geld"):
    return e.TaskGivenBack(
        pool="moestuin",
        task="perken",
        ask=ask,
        units=units,
        number=number,
        cents=cents,
        performer="openbare-ruimte",
        applicant="de-moestuin",
        budget_cents=units * 10,
        postings=_between("de-moestuin", "openbare-ruimte", units * 10),
    )


def proposed(units, cents, number=1, addressee="welzijn"):
    return e.GiveBackProposed("moestuin", "perken", "tuin:geld", units, number, cents, "de-moestuin", addressee)


def agreed(units, cents, number=1, by="welzijn"):
    return e.GiveBackAgreed("moestuin", "perken", "tuin:geld", units, number, cents, "de-moestuin", by)


def explained(number=1, by="welzijn", addressee="de-moestuin"):
    return e.GiveBackExplained("moestuin", "perken", "tuin:geld", number, by, REASON, addressee)


def park(*more, **changed):
    """The pool with its task, and 200 that is free for it."""
    return moestuin(*paid_in("breed", 200, "ontmoeten", "werk"), REGISTERED, *more, **changed)


def taken_over(*more, ask=None, **changed):
    """Eight of the twelve are taken over, and the 75 that were granted for them are paid."""
    ask = ask or challenge()
    hold = hold_of(ask)
    granted = committed(hold), moved(ask), e.ApplicationClosed("moestuin", ask.application)
    return park(ask, hold, *granted, paid(hold), *more, **changed)


def hold(pool, ask, by="welzijn"):
    answer = {"pool": "moestuin", "ask": ask.ask, "revision": ask.revision, "cents": ask.cents}
    return pool.when("hold-ask", by=by, **answer)


def hear_and_hold(pool, ask):
    return hold(hear_challenge(pool, ask), ask)


def hear_challenge(pool, ask):
    """As applications says it."""
    return hear_ask(pool, ask, **({"takes_over": ask.takes_over._asdict()} if ask.takes_over else {}))


def give_back(pool, by="de-moestuin", units=3, cents=20, ask="tuin:geld", **reason):
    return pool.when("give-back-task", by=by, pool="moestuin", ask=ask, units=units, cents=cents, **reason)


def take_back(pool, units=3, cents=20, by="welzijn", ask="tuin:geld"):
    return give_back(pool, by, units, cents, ask, reason=REASON)


def consent(pool, by="welzijn", number=1):
    return pool.when("consent-to-give-back", by=by, pool="moestuin", ask="tuin:geld", number=number)


def end(pool, by="welzijn", number=1):
    return pool.when("end-give-back", by=by, pool="moestuin", ask="tuin:geld", number=number, reason=REASON)
