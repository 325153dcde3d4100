"""Reports and determinations: what was done, what each funder owes in the end, and what it claims back.

One report serves all funders (S1); each determines its own part, never more than was granted.
"""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from services.settlement.agreements.facts import AgreementMade
from services.settlement.chart import PARTY, interest, payer
from services.settlement.corrections.facts import CorrectionGround, OrderWithdrawn
from services.settlement.determinations.facts import (
    CHANGE,
    LOWER,
    MORE,
    CostMade,
    DeterminationCorrected,
    GrantDetermined,
    Ground,
    ReportedPart,
    ReportSubmitted,
    ResultReached,
)
from services.settlement.determinations.state import Determined
from services.settlement.loans.decisions.lending import came_of_it, claimed, undone
from services.settlement.loans.facts import ClaimMade, LoanTerms, LoanUndone
from services.settlement.orders.decisions.placing import again, of_rest, withdrawn
from services.settlement.orders.facts import PaymentOrdered
from services.settlement.orders.state import Order, Paid
from services.settlement.state import State
from shared.money import Posting, Refusal, euros, split, together, transfer

YEARS_TO_CHANGE = 5
MAX_REPORTS = 100
MAX_DETERMINATIONS = 100
NO_INTEREST = Decimal(0)
Outcome: TypeAlias = list[GrantDetermined | OrderWithdrawn | LoanUndone | ClaimMade | PaymentOrdered] | Refusal


def submit_report(
    state: State,
    *,
    by: str,
    today: date,
    application: str,
    costs: Sequence[CostMade],
    other_cents: int,
    results: Sequence[ResultReached],
    hours: int,
    words: str,
    determine_by: date,
) -> list[ReportSubmitted] | Refusal:
    """The recipient accounts for everything at once, to all its funders (4:45 Awb). A later report replaces it."""
    agreements = [state.agreements.by_ask[ask] for ask in state.agreements.asks.get(application, ())]
    if not agreements:
        sentence = f"Application {application} has not been granted; there is nothing to report on."
        return Refusal("unknown-application", sentence, "application")
    recipient = agreements[0].recipient
    if by != recipient:
        return Refusal("not-yours", f"Only {recipient}, who received it, reports on {application}.", "application")
    grants = [agreement for agreement in agreements if not _is_loan(agreement)]
    if not grants:
        sentence = f"Of application {application} everything is lent; a loan is repaid, and not determined."
        return Refusal("is-loan", sentence, "application")
    if all(grant.ask in state.determinations.by_ask for grant in grants):
        sentence = f"Every grant of application {application} is determined; a report can change nothing."
        return Refusal("already-determined", sentence, "application")
    before = state.determinations.reports.get(application)
    number = before.report + 1 if before else 1
    if number > MAX_REPORTS:
        sentence = f"{application} has {MAX_REPORTS} reports, which is the most."
        return Refusal("too-many-reports", sentence, "application")
    return [
        ReportSubmitted(
            application=application,
            applicant=by,
            report=number,
            costs=tuple(costs),
            other_cents=other_cents,
            results=tuple(results),
            hours=hours,
            words=words,
            parts=_parts(state, grants, sum(cost.cents for cost in costs) - other_cents),
            submitted_on=today,
            determine_by=determine_by,
        )
    ]


def _parts(state: State, grants: Sequence[AgreementMade], left_cents: int) -> tuple[ReportedPart, ...]:
    """What the costs leave to the funders, over them in proportion to what each grants."""
    granted = [state.changes.granted_cents(grant) for grant in grants]
    parts = split(min(max(left_cents, 0), sum(granted)), granted)
    return tuple(ReportedPart(grant.ask, cents) for grant, cents in zip(grants, parts, strict=True))


def determine(
    state: State,
    *,
    by: str,
    today: date,
    ask: str,
    cents: int,
    ground: Ground | None,
    reason: str,
    ex_officio: bool,
    instalments: int,
    months_between: int,
    due_on: date,
) -> Outcome:
    """The funder determines what it owes: what was granted, or less on a stated ground (4:46 Awb).

    A later determination changes it: to less on a ground of 4:49 Awb, within five years; to more freely. What was paid
    beyond it is claimed: `due_on` (4:87 Awb), or in instalments from then (4:94 Awb). What was not paid in advance of
    it is (4:52 Awb); of what is left beyond that the funder is free, and no advance is to be paid any more.
    """
    found = _determinable(state, by, ask)
    if isinstance(found, Refusal):
        return found
    agreement, paid = found
    before, report = state.determinations.by_ask.get(ask), state.determinations.reports.get(agreement.application)
    kept_cents, still_open = paid.kept_cents, state.orders.open_of(ask)
    if before and still_open:
        return _rest_open(still_open[0])
    granted_cents = state.changes.granted_cents(agreement)
    unpaid_cents = 0 if before else granted_cents - paid.paid_cents
    refusal = together(
        _without_report(agreement, has_report=report is not None or before is not None, ex_officio=ex_officio),
        _more_than_kept(agreement, kept_cents, unpaid_cents, cents),
        _ground_unfit(agreement.ask, before, granted_cents, cents, ground),
    )
    if refusal or (refusal := _not_to_be_changed(state, before, ask, cents, today)):
        return refusal
    number = state.determinations.made.get(ask, 0) + 1
    rest_cents = 0 if before else max(cents - kept_cents, 0)
    determined = GrantDetermined(
        application=agreement.application,
        ask=ask,
        funder=agreement.funder,
        recipient=agreement.recipient,
        order=_paid_by(state, ask),
        determination=number,
        granted_cents=granted_cents,
        kept_cents=kept_cents,
        was_cents=before.last.cents if before else None,
        cents=cents,
        ground=ground,
        reason=reason,
        report=report.report if report else None,
        determined_on=today,
        determined_by=by,
        postings=() if before else _interest_aside(agreement, paid),
        rest_cents=rest_cents,
        released_cents=unpaid_cents - rest_cents,
    )
    terms = LoanTerms(
        repayment="linear",
        annual_rate=NO_INTEREST,
        day_count="act/365F",
        months_between=months_between,
        instalments=instalments,
        first_due_on=due_on,
    )
    is_less = before is not None and cents < before.last.cents
    owed_before_cents = before.last.cents if before and is_less else kept_cents
    return [
        determined,
        *(withdrawn(order.slip) for order in still_open),
        *(_claims_undone(state, before) if before and not is_less else ()),
        *claimed(agreement, number, max(owed_before_cents - cents, 0), today, terms),
        *of_rest(state, agreement, number, rest_cents, due_on, today),
    ]


def correct_determination(
    state: State, *, by: str, today: date, ask: str, ground: CorrectionGround
) -> list[DeterminationCorrected | OrderWithdrawn | LoanUndone | PaymentOrdered] | Refusal:
    """It was entered by mistake: nothing is determined or claimed any more. What came on a claim is corrected first.

    The rest is ordered no more, and the advances that it withdrew are ordered again; unless the rest was paid, which
    then stands in their place.
    """
    found = _determinable(state, by, ask)
    if isinstance(found, Refusal):
        return found
    agreement, paid = found
    before = state.determinations.by_ask.get(ask)
    if before is None:
        return Refusal("not-determined", f"Nothing is determined of ask {ask}.", "ask")
    if refusal := _something_came(state, before):
        return refusal
    last = before.last
    of = last.application, ask, last.funder, last.recipient, last.determination, last.cents
    back = tuple(Posting(posting.account, -posting.cents) for posting in _interest_aside(agreement, paid))
    corrected = DeterminationCorrected(*of, ground, last.determined_on.year, back, before.released_cents)
    rest = state.orders.open_of(ask)
    owed_again = [again(state, state.orders.by_id[order], today) for order in before.withdrawn]
    is_rest_paid = before.rest_cents and not rest
    return [
        corrected,
        *(withdrawn(order.slip) for order in rest),
        *_claims_undone(state, before),
        *(() if is_rest_paid else owed_again),
    ]


def _paid_by(state: State, ask: str) -> str:
    """The last order of an ask that was paid."""
    return [order.slip.order for order in state.orders.of(ask) if order.status == "confirmed"][-1]


def _interest_aside(agreement: AgreementMade, paid: Paid) -> tuple[Posting, ...]:
    """Interest that came back by refunds is no part of what was paid: of that, all that was kept may come back."""
    of, cents = agreement.funder, paid.interest_returned_cents
    return transfer(cents, payer(of), interest(of)) if cents else ()


def _is_loan(agreement: AgreementMade) -> bool:
    return agreement.instrument == "loan"


def _determinable(state: State, by: str, ask: str) -> tuple[AgreementMade, Paid] | Refusal:
    """A grant that was paid, of which this party speaks: who pays for its funder, never who received it (2:4 Awb)."""
    agreement = state.agreements.by_ask.get(ask)
    if agreement is None:
        sentence = f"There is no agreement about ask {ask}: it has not been granted."
        return Refusal("unknown-ask", sentence, "ask")
    if not state.payers.knows(agreement.funder):
        return _not_paid(ask)
    pays = state.payers.of_payee(agreement.funder, PARTY(agreement.recipient))
    if by != pays:
        return Refusal("not-yours", f"Only {pays}, who pays for {agreement.funder}, determines ask {ask}.", "ask")
    if by == agreement.recipient:
        sentence = "You received this yourself; the executive has to name a second approver, who then determines."
        return Refusal("own-interest", sentence, "ask")
    if _is_loan(agreement):
        return Refusal("is-loan", f"Ask {ask} is a loan; it is repaid, and not determined.", "ask")
    paid = state.orders.paid_of(ask)
    return (agreement, paid) if paid.paid_cents else _not_paid(ask)


def _not_paid(ask: str) -> Refusal:
    sentence = f"Ask {ask} was not paid; confirm its payment before you determine what it comes to."
    return Refusal("not-paid", sentence, "ask")


def _without_report(agreement: AgreementMade, *, has_report: bool, ex_officio: bool) -> Refusal | None:
    if has_report or ex_officio:
        return None
    sentence = (
        f"{agreement.recipient} has not reported on {agreement.application}; wait for that, or determine `ex_officio`, "
        "where the law or the grant allows it (4:47 Awb)."
    )
    return Refusal("report-missing", sentence, "ex_officio")


def _more_than_kept(agreement: AgreementMade, kept_cents: int, unpaid_cents: int, cents: int) -> Refusal | None:
    if cents <= kept_cents + unpaid_cents:
        return None
    to_pay = f", and {euros(unpaid_cents)} is still to be paid" if unpaid_cents else ""
    sentence = (
        f"Of ask {agreement.ask} {euros(kept_cents)} was paid and has not come back{to_pay}; "
        "no more than that is determined."
    )
    return Refusal("more-than-granted", sentence, "cents")


def _rest_open(rest: Order) -> Refusal:
    sentence = f"The rest is still to be paid; confirm order {rest.slip.order} before you determine anew."
    return Refusal("order-open", sentence, "ask")


def _ground_unfit(
    ask: str, before: Determined | None, granted_cents: int, cents: int, ground: Ground | None
) -> Refusal | None:
    """Less needs a ground, by the article that allows it; more than before is a matter of reconsidering."""
    if before is None:
        fitting = LOWER if cents < granted_cents else frozenset()
    elif cents == before.last.cents:
        return Refusal("nothing-to-change", f"Ask {ask} is determined at this amount already.", "cents")
    else:
        fitting = CHANGE if cents < before.last.cents else MORE
    if ground in fitting or not (fitting or ground):
        return None
    if not fitting:
        sentence = "What was granted is determined in full; leave the ground out, or determine less."
        return Refusal("ground-unfit", sentence, "ground")
    return Refusal("ground-unfit", f"Name one of these grounds: {', '.join(sorted(fitting))}.", "ground")


def _not_to_be_changed(state: State, before: Determined | None, ask: str, cents: int, today: date) -> Refusal | None:
    """Less within five years (4:49 Awb); more, while nothing was repaid of what was claimed too much."""
    if before is None:
        return None
    until = changeable_until(before.first_on)
    if cents < before.last.cents and today > until:
        return Refusal("too-late", f"Ask {ask} could be determined at less until {until} (4:49 Awb).", "cents")
    if before.last.determination >= MAX_DETERMINATIONS:
        sentence = f"Ask {ask} was determined {MAX_DETERMINATIONS} times, which is the most."
        return Refusal("too-many-determinations", sentence, "ask")
    return _something_came(state, before) if cents > before.last.cents else None


def changeable_until(determined_on: date) -> date:
    """The last day on which less may be determined: five years after (4:49 Awb, third paragraph)."""
    year, month = determined_on.year + YEARS_TO_CHANGE, determined_on.month
    return date(year, month, min(determined_on.day, monthrange(year, month)[1]))


def _something_came(state: State, before: Determined) -> Refusal | None:
    came = [claim for claim in before.claims if came_of_it(state, claim)]
    if not came:
        return None
    sentence = f"Correct what was repaid of {' and '.join(came)} to nothing first; what is written off stays so."
    return Refusal("reverse-first", sentence, "ask")


def _claims_undone(state: State, before: Determined) -> list[LoanUndone]:
    return [fact for claim in before.claims for fact in undone(state, claim, "corrected")]
