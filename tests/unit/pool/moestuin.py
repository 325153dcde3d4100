"""A small pool to test with, its facts spelled out: accounts are written in full, as the chart of accounts has them.

Welzijn holds the budget. Three goals; amounts of a few euro, in cents.
"""

from dataclasses import replace
from datetime import date

from services.pool.app import SERVICE
from shared.money import Posting
from tests.unit.pool import facts as e
from tests.unit.scenario import Scenario

START, END = date(2026, 1, 1), date(2026, 12, 31)
ASK = "tuin:geld"

OPENED = e.PoolOpened(
    pool="moestuin",
    neighbourhood="Bospolder-Tussendijken",
    goals=(e.Goal("ontmoeten", "6.1", 2026), e.Goal("werk", "6.5", 2026), e.Goal("groen", "5.7", 2026)),
    frame=e.Frame("Raadsbesluit 2025-118", 1_000, START, END),
    budget_holder="welzijn",
    opened_on=START,
)
OTHER = replace(OPENED, pool="repair")
MANDATE = e.MandateSet(
    pool="moestuin",
    limit_cents=400,
    total_cents=600,
    goals=("ontmoeten", "werk"),
    valid_from=START,
    valid_to=END,
    automatic=False,
    four_eyes_above_cents=None,
    second_approver=None,
)
AUTOMATIC = replace(MANDATE, automatic=True)
FOUR_EYES = replace(MANDATE, four_eyes_above_cents=100, second_approver="gemeente")


def pledged(contribution, cents, *earmarks, contributor="welzijn", **changed):
    """Accepted by the budget holder."""
    return e.ContributionPledged(
        pool="moestuin",
        contribution=contribution,
        contributor=contributor,
        cents=cents,
        earmarks=earmarks,
        task_field="6.1",
        year=2026,
        domain="social",
        postings=(
            Posting(f"memo/pledged-by:{contributor}", -cents),
            Posting(f"memo/moestuin/{contribution}/pledged", cents),
        ),
        **{"recurring": "incidental", "accepted_by": "welzijn", **changed},
    )


def offered(contribution, cents, *earmarks, contributor="participatie", offer=1, budget_holder="welzijn", **changed):
    """As `pledged`, but it awaits acceptance."""
    return e.PledgeOffered(
        pool="moestuin",
        contribution=contribution,
        offer=offer,
        contributor=contributor,
        cents=cents,
        earmarks=earmarks,
        **{
            "task_field": "6.1",
            "year": 2026,
            "recurring": "incidental",
            "domain": "social",
            "lapses_on": None,
            **changed,
        },
        budget_holder=budget_holder,
    )


def undone(contribution, cents, contributor="participatie"):
    """The postings of a promise that ends."""
    return (
        Posting(f"memo/moestuin/{contribution}/pledged", -cents),
        Posting(f"memo/pledged-by:{contributor}", cents),
    )


def received(contribution, cents, contributor="welzijn", receipt=None):
    """Without a number, as before it was said."""
    return e.ContributionReceived(
        pool="moestuin",
        contribution=contribution,
        contributor=contributor,
        cents=cents,
        received_on=START,
        postings=(
            Posting(f"contributor:{contributor}", -cents),
            Posting(f"moestuin/{contribution}/free", cents),
            Posting(f"memo/moestuin/{contribution}/pledged", -cents),
            Posting(f"memo/pledged-by:{contributor}", cents),
        ),
        receipt=receipt,
    )


def paid_in(contribution, cents, *earmarks, contributor="welzijn"):
    return pledged(contribution, cents, *earmarks, contributor=contributor), received(contribution, cents, contributor)


def asked(ask=ASK, revision=1, pool="moestuin", applicant="de-moestuin", **lines):
    """As `asked(ontmoeten=100, werk=50)`; without lines the ask is dropped."""
    return e.AskReceived(
        pool=pool,
        application=ask.partition(":")[0],
        ask=ask,
        revision=revision,
        cents=sum(lines.values()),
        lines=tuple(e.Line(goal, cents) for goal, cents in lines.items()),
        applicant=applicant,
    )


def moved(parts, source, target):
    return tuple(
        posting
        for _, contribution, cents in parts
        for posting in (
            Posting(f"moestuin/{contribution}/{source}", -cents),
            Posting(f"moestuin/{contribution}/{target}", cents),
        )
    )


def held(ask, *parts, under=(), source="free"):
    """Held with these (goal, contribution, cents): ("ontmoeten", "breed", 100); from what is free, or was set aside."""
    parts, under = tuple(e.Part(*part) for part in parts), tuple(e.Under(*one) for one in under)
    return e.ReservationHeld(*ask.identity, attribution=parts, postings=moved(parts, source, "held"), under=under)


def set_aside(ask, *parts, under=()):
    """With a first yes, as `held`."""
    parts, under = tuple(e.Part(*part) for part in parts), tuple(e.Under(*one) for one in under)
    return e.BackingSetAside(*ask.identity, attribution=parts, postings=moved(parts, "free", "reserved"), under=under)


def freed(aside):
    return e.BackingFreed(*aside.identity, postings=moved(aside.attribution, "reserved", "free"))


def released(hold):
    return e.ReservationReleased(*hold.identity, postings=moved(hold.attribution, "held", "free"))


def dropped(ask):
    return e.ReservationReleased(*ask.identity, postings=())


def committed(hold, budget_holder="welzijn"):
    postings = moved(hold.attribution, "held", "committed")
    return e.ReservationCommitted(*hold.identity, budget_holder, hold.attribution, postings, hold.under)


def paid(hold, order="tuin:geld:1"):
    postings = moved(hold.attribution, "committed", "paid")
    return e.ReservationPaid(hold.pool, hold.application, hold.ask, order, hold.cents, postings)


def awaiting(ask, approver="gemeente", requested_by="welzijn"):
    return e.HoldAwaitsSecondApproval(*ask.identity, approver=approver, requested_by=requested_by)


def declined(ask, reason, ground="other"):
    return e.ReservationDeclined(*ask.identity, reason, ground)


def declines(ask, reason, ground="other"):
    """The ground for all, the words for the applicant."""
    return declined(ask, reason, ground), e.DeclineExplained(*ask.identity, ask.applicant, ground, reason)


def closed(application="tuin"):
    return e.ApplicationClosed("moestuin", application)


def moestuin(*facts, mandate=MANDATE):
    """The pool, under a mandate, and what happened since."""
    return Scenario(SERVICE).given(OPENED, mandate, *facts)


def hear_ask(scenario, ask, **more):
    """The ask as applications says it, with fields this service passes over."""
    return scenario.heard(
        "applications",
        "pool-asked",
        application=ask.application,
        ask=ask.ask,
        revision=ask.revision,
        funder=f"pool:{ask.pool}",
        cents=ask.cents,
        lines=[line._asdict() for line in ask.lines],
        instrument="grant",
        applicant=ask.applicant,
        **more,
    )


def hear_granted(scenario, *asks, application="tuin"):
    named = [{"ask": ask, "revision": revision, "funder": "pool:moestuin", "cents": 1} for ask, revision in asks]
    return scenario.heard("applications", "application-granted", application=application, asks=named)


def hear_failed(scenario, application="tuin"):
    return scenario.heard(
        "applications", "application-failed", application=application, reason="decide-by-passed", asks=[]
    )


def hear_paid(scenario, cents, ask=ASK, order="tuin:geld:1", funder="pool:moestuin"):
    return scenario.heard(
        "settlement",
        "payment-confirmed",
        order=order,
        purpose="grant",
        ask=ask,
        funder=funder,
        payer="welzijn",
        payee="party:de-moestuin",
        cents=cents,
        paid_on="2026-03-20",
    )


def hear_saving(scenario, cents, payee, purpose="saving-to-recipient"):
    return scenario.heard(
        "settlement",
        "payment-confirmed",
        order="besparing:jaar-1:recipient",
        purpose=purpose,
        earn_back="besparing",
        funder="zuil:participatie",
        payer="participatie",
        payee=payee,
        cents=cents,
        paid_on="2027-01-20",
    )


def hear_undone(scenario, kind, cents=120, ask=ASK, order="tuin:geld:1", **changed):
    """A payment is none any more: the bank returned it, or it was confirmed by mistake."""
    purpose, payee = changed.get("purpose", "grant"), changed.get("payee", "party:tuinders")
    funder = changed.get("funder", "pool:moestuin")
    said = {"order": order, "purpose": purpose, "ask": ask, "funder": funder, "payee": payee, "cents": cents}
    return scenario.heard("settlement", kind, **said)


def hear_determined(scenario, released, ask=ASK, funder="pool:moestuin"):
    """A grant of which so much will not be paid."""
    return scenario.heard("settlement", "grant-determined", ask=ask, funder=funder, released_cents=released)


def hear_refund_corrected(scenario, was, right, ask=ASK, funder="pool:moestuin"):
    """Principal and interest of a refund as they were recorded, and as they are."""
    return scenario.heard(
        "settlement",
        "refund-corrected",
        order="tuin:geld:1",
        ask=ask,
        funder=funder,
        refund=1,
        was_principal_cents=was[0],
        was_interest_cents=was[1],
        principal_cents=right[0],
        interest_cents=right[1],
        ground="wrong-amount",
        of_year=2026,
    )


def hear_refund(scenario, principal=0, interest=0, ask=ASK, funder="pool:moestuin", order="tuin:geld:1"):
    return scenario.heard(
        "settlement",
        "refund-confirmed",
        order=order,
        ask=ask,
        funder=funder,
        principal_cents=principal,
        interest_cents=interest,
    )


def hear_repayment(scenario, principal, order="tuin:geld:claim-1", ask=ASK, funder="pool:moestuin"):
    """Of a claim, or of a loan."""
    of = {"order": order, "ask": ask, "funder": funder}
    return scenario.heard(
        "settlement", "repayment-received", **of, paid_principal_cents=principal, paid_interest_cents=0
    )
