"""Loans: begun by a payment on the terms that were granted, standing where a recount says, changed by who may.

Where they stand and who changes them is judged of claims in the same way.
"""

from datetime import date
from typing import TypeAlias

from audit.facts.runtime import CommandOutcome
from audit.facts.settlement.agreements import AgreementMade, second_approver_of
from audit.facts.settlement.lending import Loan, OfLoan, Position
from audit.facts.settlement.loan_terms import LoanTermsChanged
from audit.facts.settlement.loans import (
    CHANGES_AWAITED,
    Begun,
    InstalmentDue,
    LoanChangeAwaitsApproval,
    LoanPaidOut,
    LoanUndone,
    LoanWrittenOff,
    Moved,
    RepaymentCorrected,
    RepaymentReceived,
)
from audit.facts.settlement.orders import RefundConfirmed
from audit.facts.settlement.slips import Order
from audit.laws.law import Broken, Event, Known, Values, law
from audit.laws.recounting import Account, recounted

_Changed: TypeAlias = LoanWrittenOff | RepaymentCorrected | LoanTermsChanged


@law(
    nl="begint lening {order}, die niet volgt uit een betaling op de afgesproken voorwaarden",
    en="begins loan {order}, which follows from no payment on the terms that were agreed",
)
def loan_unfounded(_: Event, lent: LoanPaidOut, known: Known) -> bool:
    order, made = known[Order].get(lent.order), known[AgreementMade].get(lent.ask)
    if order is None or made is None or order.status != "confirmed" or lent.order in known[Loan]:
        return True
    agreed = made.loan, made.funder, made.recipient, made.ask
    paid = order.slip.cents, order.paid_on, order.slip.ask, order.slip.funder
    return (lent.terms, lent.funder, lent.borrower, lent.ask) != agreed or (
        lent.cents,
        lent.paid_on,
        lent.ask,
        lent.funder,
    ) != paid


@law(nl="betaalt lening {order} uit, die niet begint", en="pays loan {order} out, which does not begin")
def loan_not_begun(event: Event, _: CommandOutcome, known: Known) -> Broken:
    for (what, order), paid in known.logs[event.log].due.items():
        if what == "loan":
            yield paid, {"order": order}


@law(
    nl="maakt de betaling van lening {order} ongedaan, die blijft lopen",
    en="undoes the payment of loan {order}, which goes on",
)
def loan_goes_on(event: Event, _: CommandOutcome, known: Known) -> Broken:
    for (what, order), undone in known.logs[event.log].due.items():
        if what == "loan-undone":
            yield undone, {"order": order}


@law(
    nl="beëindigt lening of vordering {order}, waarvan de grond staat of waarop iets is gebeurd",
    en="undoes loan or claim {order}, whose ground stands or on which something happened",
)
def loan_undone_otherwise(event: Event, undone: LoanUndone, known: Known) -> bool:
    loan = known[Loan].get(undone.order)
    over = not {("loan-undone", undone.order), ("claim-undone", undone.order)}.isdisjoint(known.logs[event.log].due)
    order = known[Order].get(undone.order)
    because = "returned" if order and order.status == "returned" else "corrected"
    return loan is None or not over or loan.happened or undone.because != because


@law(
    nl="spreekt over lening of vordering {order} van {borrower} uit {funder}; zo is die niet begonnen",
    en="speaks of loan or claim {order} of {borrower} from {funder}, which did not begin so",
)
def loan_differs(_: Event, fact: OfLoan, known: Known) -> bool:
    loan = known[Loan].get(fact.order)
    return not isinstance(fact, Begun) and (loan is None or loan.of != fact.of)


@law(
    nl="laat lening {order} anders staan dan een hertelling: {found}; dat is {expected}",
    en="leaves loan {order} standing otherwise than a recount: {found}; that is {expected}",
)
def loan_stands_otherwise(event: Event, moved: Moved, known: Known) -> Values | None:
    """All of it from its first day: what fell due until today, and every repayment and write-off on its day."""
    account = _recounted(event, moved, known)
    if account is None:
        return None
    found = moved.position, moved.next_due_on
    expected = account.position(), account.next_due()
    return {"found": _told(*found), "expected": _told(*expected)} if found != expected else None


def _told(position: Position, next_due_on: date | None) -> str:
    return f"{position} {next_due_on}"


def _recounted(event: Event, moved: Moved, known: Known) -> Account | None:
    if isinstance(moved, Begun):
        return Account(moved.terms, moved.cents, moved.began_on)
    loan = known[Loan].get(moved.order)
    if loan is None:
        return None
    until = moved.due_on if isinstance(moved, InstalmentDue) else event.envelope.today
    return recounted(loan.terms, loan.cents, loan.paid_on, moved.moves(loan), until)


@law(
    nl="laat van lening {order} termijn {number} van {principal_cents} en {interest_cents} cent vervallen: {due}",
    en="lets instalment {number} of loan {order} fall due, {principal_cents} and {interest_cents} cents; it is {due}",
)
def instalment_otherwise(event: Event, due: InstalmentDue, known: Known) -> Values | None:
    """The next one, not before its day; what it takes off what is outstanding, and the interest that it adds."""
    loan = known[Loan].get(due.order)
    if loan is None:
        return None
    before, after = loan.position, due.position
    principal = before.outstanding_cents - after.outstanding_cents
    charged = _charged(after) - _charged(before)
    fits = (due.principal_cents, due.interest_cents, due.number) == (principal, charged, after.fallen_due)
    on_its_day = due.due_on <= event.envelope.today and after.fallen_due == before.fallen_due + 1
    return None if fits and on_its_day else {"due": f"{principal}, {charged}"}


def _charged(position: Position) -> int:
    return position.interest_due_cents + position.interest_paid_cents + position.waived_cents


@law(
    nl="zegt dat op lening {order} {paid_principal_cents} en {paid_interest_cents} cent meer is betaald; dat is {more}",
    en="says that {paid_principal_cents} and {paid_interest_cents} cents more are paid on loan {order}; it is {more}",
)
def repaid_otherwise(_: Event, moved: InstalmentDue | RepaymentReceived | _Changed, known: Known) -> Values | None:
    loan = known[Loan].get(moved.order)
    if loan is None:
        return None
    principal = moved.position.repaid_cents - loan.position.repaid_cents
    interest = moved.position.interest_paid_cents - loan.position.interest_paid_cents
    told = moved.paid_principal_cents, moved.paid_interest_cents
    return {"more": f"{principal}, {interest}"} if told != (principal, interest) else None


@law(
    nl="noemt op lening {order} betaling {repayment}; zo staat die er niet",
    en="names repayment {repayment} of loan {order}, which does not stand so",
)
def repayment_misnamed(_: Event, came: RepaymentReceived, known: Known) -> bool:
    """Numbered from 1, of a day on which the loan ran."""
    loan = known[Loan].get(came.order)
    if loan is None:
        return False
    next_number, first = len(loan.repayments) + 1, loan.paid_on
    return came.repayment != next_number or came.received_on < first or came.cents <= 0


@repayment_misnamed.also
def _(_: Event, corrected: RepaymentCorrected, known: Known) -> bool:
    loan = known[Loan].get(corrected.order)
    was = loan.repaid(corrected.repayment) if loan else None
    stands = was and (was.cents, was.on.year)
    return stands != (corrected.was_cents, corrected.of_year) or corrected.cents == corrected.was_cents


@law(
    nl="schrijft op lening {order} af op {decided_on}; beslist is op {today}",
    en="writes off of loan {order} on {decided_on}; it was decided on {today}",
)
def written_off_otherwise(event: Event, off: LoanWrittenOff, known: Known) -> Values | None:
    asked = known[CHANGES_AWAITED].get(off.order)
    by = event.by if off.approved_by is None else asked.requested_by if asked else ""
    if off.decided_on == event.envelope.today and off.decided_by == by and off.at_stake > 0:
        return None
    return {"today": event.envelope.today}


@law(
    nl="verandert lening {order} met {cents} cent zonder tweede akkoord van {approver}, nodig boven {threshold} cent",
    en="changes loan {order} by {cents} cents without second approval of {approver}, needed above {threshold} cents",
)
def loan_changed_alone(event: Event, fact: _Changed, known: Known) -> Values | None:
    """Where a second party agreed, another asked for exactly this. Who lends in its own place needs none."""
    second = second_approver_of(fact.funder, known)
    threshold = second.four_eyes_above_cents if second and second.second_approver else None
    if fact.approved_by is None:
        in_its_place = event.by == fact.second_approver(known) == fact.lender(known)
        sound = threshold is None or fact.at_stake <= threshold or in_its_place
    else:
        asked = known[CHANGES_AWAITED].get(fact.order)
        sound = (
            asked is not None
            and asked.wanted == fact.change
            and asked.requested_by != event.by == fact.approved_by == fact.second_approver(known)
        )
    values = {"cents": fact.at_stake, "approver": fact.second_approver(known), "threshold": threshold}
    return None if sound else values


@law(
    nl="vraagt akkoord voor een verandering van lening {order}, die niet aan {approver} te vragen is",
    en="asks approval of a change of loan {order}, which is not for {approver} to give",
)
def loan_change_asked_otherwise(event: Event, asked: LoanChangeAwaitsApproval, known: Known) -> bool:
    """By who lends, of the second approver; told again when another takes its place."""
    before = known[CHANGES_AWAITED].get(asked.order)
    named = asked.approver == asked.second_approver(known) not in {asked.requested_by, asked.borrower}
    again = before is not None and before.asked == asked.asked and not event.of_command
    return not named or not (again or event.of_command)


@law(
    nl="geeft terug op {order}, die een lening uitbetaalde",
    en="refunds {order}, which paid out a loan",
)
def loan_refunded(_: Event, refund: RefundConfirmed, known: Known) -> bool:
    """What comes back of it is a repayment, divided over interest and principal."""
    return refund.order in known[Loan]
