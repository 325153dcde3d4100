"""Nobody decides in its own case (2:4 Awb), and two pairs of eyes are two people's: no mandate looks for itself."""

from audit.facts.pool.asks import NAMING, AskReceived
from audit.facts.pool.declines import ReservationDeclined
from audit.facts.pool.holds import ReservationHeld
from audit.facts.pool.set_aside import HoldAwaitsSecondApproval
from audit.laws.law import Event, Known, Values, law


@law(
    nl="beslist over {ask} van {applicant}: daarmee beslist {applicant} in eigen zaak",
    en="decides on {ask} of {applicant}: so {applicant} decides in its own case",
)
def own_interest(event: Event, answer: ReservationHeld | ReservationDeclined, known: Known) -> Values | None:
    """A mandate that holds at once does so for the budget holder; one that declines takes nothing for itself."""
    applicant = answer.applicant_of(known)
    by_mandate = isinstance(answer, ReservationHeld) and not event.of_command and answer.is_own_case(known)
    own = bool(applicant) and (by_mandate or (event.of_command and event.by == applicant))
    return {"applicant": applicant} if own else None


@law(
    nl="houdt {ask} vast op een mandaat; over de voorwaarden van een lening besluit iemand",
    en="holds {ask} by a mandate; on the terms of a loan somebody decides",
)
def loan_held_by_mandate(event: Event, held: ReservationHeld, known: Known) -> bool:
    asked = known[AskReceived].get(held.ask)
    return not event.of_command and asked is not None and asked.loan is not None


@law(
    nl="legt {ask} vast zonder aanvrager, hoewel dit logboek die bij een eerdere vraag noemt",
    en="records {ask} without its applicant, though this log names that of an earlier ask",
)
def applicant_left_out(event: Event, asked: AskReceived, known: Known) -> bool:
    return not asked.applicant and event.log in known[NAMING]


@law(
    nl="vraagt {approver} om een tweede akkoord voor {ask}; volgens het mandaat geeft {second} dat",
    en="asks {approver} for a second approval of {ask}; by the mandate {second} gives it",
)
def approver_differs(_: Event, awaits: HoldAwaitsSecondApproval, known: Known) -> Values | None:
    second = awaits.second_approver(known)
    return {"second": second} if awaits.approver != second else None


@law(
    nl="vraagt een tweede akkoord voor {ask}, zonder dat {requested_by} als eerste ja zei",
    en="asks a second approval of {ask}, to which {requested_by} did not say the first yes",
)
def first_yes_missing(event: Event, awaits: HoldAwaitsSecondApproval, known: Known) -> bool:
    """Of the budget holder that speaks now, or told again. Once a mandate said it, in logs that name no applicant."""
    if not event.of_command:
        return bool(awaits.applicant_of(known)) or awaits.requested_by != awaits.holder(known)
    before = known[HoldAwaitsSecondApproval].get(awaits.ask)
    again = before is not None and (before.exact, before.requested_by) == (awaits.exact, awaits.requested_by)
    return not again and not awaits.requested_by == event.by == awaits.holder(known)
