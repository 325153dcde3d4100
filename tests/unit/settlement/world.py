"""The garden of the golden case: Participatie pays € 5.000 for a job, the pool Moestuin € 2.500 for a greenhouse."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from services.settlement.app import SERVICE
from services.settlement.earn_backs import decisions as earn_backs
from services.settlement.restating import fields_of
from shared.money import transfer
from tests.unit.scenario import PARTIES, Scenario
from tests.unit.settlement import facts as e

JOB, GREENHOUSE = "tuin:werk", "tuin:kas"
DUE = date(2026, 4, 13)
"""Six weeks after the scenario's Monday 2 March 2026."""
TODAY = date(2026, 3, 2)
PAID_ON = TODAY

POOL = e.BudgetHolderKnown(pool="moestuin", budget_holder="welzijn")
CONTRIBUTION = e.ContributionKnown(pool="moestuin", contribution="groen-2026", contributor="economie")


def scenario(*facts, parties=PARTIES, **settings):
    """Settlement in which the pool and its contribution are known, and these facts happened."""
    return Scenario(SERVICE, parties=parties, **settings).given(POOL, CONTRIBUTION, *facts)


def agreement(ask=JOB, funder="zuil:participatie", cents=500_000, recipient="de-moestuin", instrument="grant"):
    return e.AgreementMade(
        application=ask.split(":")[0],
        ask=ask,
        funder=funder,
        recipient=recipient,
        cents=cents,
        instrument=instrument,
        due_on=DUE,
    )


AGREED_JOB = agreement()
AGREED_GREENHOUSE = agreement(GREENHOUSE, "pool:moestuin", 250_000, instrument="loan")


def ordered(made=AGREED_JOB, payer="participatie", number=1, ordered_on=TODAY):
    """The order that pays an agreement."""
    return e.PaymentOrdered(
        order=f"{made.ask}:{number}",
        purpose="grant",
        ask=made.ask,
        earn_back=None,
        payer=payer,
        funder=made.funder,
        payee=f"party:{made.recipient}",
        cents=made.cents,
        due_on=made.due_on,
        postings=transfer(made.cents, f"payer:{made.funder}", f"order:{made.funder}/{made.ask}:{number}"),
        ordered_on=ordered_on,
    )


def reassigned(order, payer):
    """The same order, for another budget holder to pay."""
    return e.OrderReassigned(**fields_of(order, e.PaymentOrder) | {"payer": payer})


def confirmed(order, paid_on=PAID_ON, payer=None):
    """The payment of an order."""
    return e.PaymentConfirmed(
        order=order.order,
        purpose=order.purpose,
        ask=order.ask,
        earn_back=order.earn_back,
        application=order.ask.split(":")[0] if order.ask else None,
        funder=order.funder,
        payer=payer or order.payer,
        payee=order.payee,
        cents=order.cents,
        paid_on=paid_on,
        postings=transfer(order.cents, f"order:{order.funder}/{order.order}", order.payee),
    )


def failed(order, reason="De rekening is opgeheven."):
    """The payment of an order did not arrive."""
    return e.PaymentFailed(
        order=order.order,
        ask=order.ask,
        earn_back=order.earn_back,
        funder=order.funder,
        payer=order.payer,
        cents=order.cents,
        reason=reason,
        postings=transfer(order.cents, f"order:{order.funder}/{order.order}", f"payer:{order.funder}"),
    )


def sent_back(order, returned_on=PAID_ON, payer=None):
    """The bank sent the payment of an order back."""
    return e.PaymentReturned(
        order=order.order,
        purpose=order.purpose,
        ask=order.ask,
        earn_back=order.earn_back,
        application=order.ask.split(":")[0] if order.ask else None,
        funder=order.funder,
        payer=payer or order.payer,
        payee=order.payee,
        cents=order.cents,
        returned_on=returned_on,
        postings=transfer(order.cents, order.payee, f"payer:{order.funder}"),
    )


def corrected(order, ground="did-not-happen", payer=None, of_year=PAID_ON.year, approved_by=None):
    """The confirmation of an order was a mistake."""
    return e.ConfirmationCorrected(
        order=order.order,
        purpose=order.purpose,
        ask=order.ask,
        earn_back=order.earn_back,
        application=order.ask.split(":")[0] if order.ask else None,
        funder=order.funder,
        payer=payer or order.payer,
        payee=order.payee,
        cents=order.cents,
        ground=ground,
        of_year=of_year,
        postings=transfer(order.cents, order.payee, f"order:{order.funder}/{order.order}"),
        approved_by=approved_by,
    )


def refund_corrected(order, was, right, refund=1, ground="wrong-amount", of_year=TODAY.year, approved_by=None):
    """A refund is other amounts of principal and interest than were recorded."""
    payee, payer = order.payee, f"payer:{order.funder}"
    more = sum(right) - sum(was)
    return e.RefundCorrected(
        order=order.order,
        ask=order.ask,
        funder=order.funder,
        refund=refund,
        was_principal_cents=was[0],
        was_interest_cents=was[1],
        principal_cents=right[0],
        interest_cents=right[1],
        ground=ground,
        of_year=of_year,
        postings=transfer(more, payee, payer) if more > 0 else transfer(-more, payer, payee),
        approved_by=approved_by,
    )


def refunded(order, principal_cents, interest_cents=0, number=1, recorded_on=TODAY):
    """Money came back to who paid an order."""
    return e.RefundConfirmed(
        order=order.order,
        ask=order.ask,
        funder=order.funder,
        principal_cents=principal_cents,
        interest_cents=interest_cents,
        postings=transfer(principal_cents + interest_cents, order.payee, f"payer:{order.funder}"),
        refund=number,
        recorded_on=recorded_on,
    )


PAID_JOB = (AGREED_JOB, ordered(), confirmed(ordered()))
GREENHOUSE_ORDER = ordered(AGREED_GREENHOUSE, "welzijn")
PAID_GREENHOUSE = (AGREED_GREENHOUSE, GREENHOUSE_ORDER, confirmed(GREENHOUSE_ORDER))

TERMS = e.Terms(
    earn_back="uitkering",
    ask=JOB,
    investor="participatie",
    benefit_holder="participatie",
    recipient=e.Recipient("moestuin", "groen-2026"),
    move_share=Decimal("0.25"),
    move_cap_cents=10_000_000,
    return_share=Decimal("0.5"),
    return_cap_cents=10_000_000,
    return_from=date(2021, 1, 1),
    term_from=date(2021, 1, 1),
    term_to=date(2025, 12, 31),
    gated_return=False,
)
"""Golden case: investor and benefit holder are one party, with separate purses."""
OTHER_HOLDER = replace(TERMS, ask=GREENHOUSE, investor="welzijn")
"""The pool invests, the benefits budget saves."""


def proposed(terms=TERMS, recipient_holder="welzijn"):
    return e.EarnBackProposed(**_proposal(terms, recipient_holder))


def asked(terms=TERMS, recipient_holder="welzijn"):
    return e.EarnBackConsentAsked(**_proposal(terms, recipient_holder))


def consented(party="welzijn", terms=TERMS):
    return e.EarnBackConsented(earn_back=terms.earn_back, party=party)


def agreed(terms=TERMS):
    return e.EarnBackAgreed(**fields_of(terms, e.Terms))


def in_force(terms=TERMS):
    """An earn-back to which everybody consented."""
    return proposed(terms), asked(terms), agreed(terms)


def _proposal(terms, recipient_holder):
    return {
        **fields_of(terms, e.Terms),
        "terms_hash": earn_backs.terms_hash(terms),
        "recipient_holder": recipient_holder,
    }


def proposal_body(terms=TERMS, **changed):
    """The fields of `propose-earn-back`."""
    body = fields_of(terms, e.Terms)
    del body["investor"]
    body["recipient"] = {"pool": terms.recipient.pool, "contribution": terms.recipient.contribution}
    return body | changed


CLAIM = e.SavingClaimed(
    earn_back="uitkering",
    claim="jaar-2021",
    subject="tuinman",
    period_from=date(2021, 1, 1),
    period_to=date(2021, 12, 31),
    baseline_cents=1_200_000,
    measured_cents=0,
    cents=1_200_000,
    evidence="Dossier 2026-118 bij Participatie.",
    benefit_holder="participatie",
    verifier="kenniscentrum",
)


def claimed(claim="jaar-2021", year=2021, cents=1_200_000, **changed):
    """A saving of one calendar year."""
    period = {"period_from": date(year, 1, 1), "period_to": date(year, 12, 31)}
    return replace(CLAIM, claim=claim, baseline_cents=cents, cents=cents, **period | changed)


def claim_body(made=CLAIM, **changed):
    """The fields of `claim-saving`."""
    body = fields_of(made, e.SavingClaimed)
    del body["cents"], body["benefit_holder"]
    return body | changed


def verified(made=CLAIM, cents=None, short=0):
    """`short`: so much of it fills what was divided too much."""
    cents = made.cents if cents is None else cents
    memo = f"{made.benefit_holder}/{made.earn_back}"
    return e.SavingVerified(**_judged(made), cents=cents, postings=_saved(f"memo/baseline:{memo}", memo, cents, short))


def not_verified(was_cents, cents, *, verified, short=0, made=CLAIM, ground="wrong-amount"):
    """A verification is corrected: so much of the difference was undivided, and so much was divided or is short."""
    memo = f"{made.benefit_holder}/{made.earn_back}"
    baseline, saving = f"memo/baseline:{memo}", f"memo/saving:{memo}"
    less = (*transfer(verified, f"{saving}/verified", baseline), *transfer(short, f"{saving}/short", baseline))
    return e.VerificationCorrected(
        **_judged(made),
        was_cents=was_cents,
        cents=cents,
        ground=ground,
        of_year=made.period_to.year,
        postings=less if cents < was_cents else _saved(baseline, memo, verified + short, short),
    )


def withdrawn(order, *, verified=0, short=0):
    """Nothing is to be paid on an order of a saving; so much of that fills what is short."""
    memo, part = f"{order.payer}/{order.earn_back}", order.purpose.removeprefix("saving-")
    fields = fields_of(order, e.PaymentOrder)
    del fields["due_on"]
    return e.OrderWithdrawn(
        **fields,
        postings=(
            *transfer(order.cents, f"order:{order.funder}/{order.order}", f"payer:{order.funder}"),
            *_saved(f"memo/saving:{memo}/{part}", memo, verified + short, short),
        ),
    )


def _saved(source, memo, cents, short):
    saving = f"memo/saving:{memo}"
    return (*transfer(short, source, f"{saving}/short"), *transfer(cents - short, source, f"{saving}/verified"))


REASON = "De meting gaat over een ander jaar."


def rejected(made=CLAIM, reason=REASON):
    return e.SavingRejected(**_judged(made), reason=reason)


def judged(made=CLAIM, cents=None, reason=None):
    """What the benefit holder is told of a judgement: verified, or rejected for a reason."""
    return e.SavingJudged(
        **_judged(made),
        judgement="rejected" if reason else "verified",
        cents=0 if reason else made.cents if cents is None else cents,
        reason=reason,
        benefit_holder=made.benefit_holder,
    )


def _judged(made):
    return {name: getattr(made, name) for name in ("earn_back", "claim", "subject", "period_from", "period_to")}


def divided(verified_cents, *, to_recipient, to_investor, made=CLAIM, investment_cents=500_000):
    memo = f"memo/saving:{made.benefit_holder}/{made.earn_back}"
    return e.SavingDivided(
        earn_back=made.earn_back,
        claim=made.claim,
        verified_cents=verified_cents,
        investment_cents=investment_cents,
        to_recipient_cents=to_recipient,
        to_investor_cents=to_investor,
        postings=transfer(to_recipient, f"{memo}/verified", f"{memo}/to-recipient")
        + transfer(to_investor, f"{memo}/verified", f"{memo}/to-investor"),
    )


def saving_ordered(end, cents, *, made=CLAIM, payee=None, due_on=DUE):
    """The benefit holder's order to pay its part of a saving to the `recipient` or the `investor`."""
    order, funder = f"{made.earn_back}:{made.claim}:{end}", f"zuil:{made.benefit_holder}"
    return e.PaymentOrdered(
        order=order,
        purpose=f"saving-to-{end.split('-')[0]}",
        ask=None,
        earn_back=made.earn_back,
        payer=made.benefit_holder,
        funder=funder,
        payee=payee or {"recipient": "into:moestuin/groen-2026", "investor": "party:participatie"}[end.split("-")[0]],
        cents=cents,
        due_on=due_on,
        postings=transfer(cents, f"payer:{funder}", f"order:{funder}/{order}"),
        ordered_on=TODAY,
    )
