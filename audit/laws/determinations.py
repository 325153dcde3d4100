"""Determinations: by who pays, of a grant that was paid, on a ground that the law knows, changed within its term."""

from datetime import date

from audit.facts.settlement.agreements import AgreementMade
from audit.facts.settlement.corrections import ConfirmationCorrected, RefundCorrected
from audit.facts.settlement.determinations import (
    DETERMINATIONS,
    DeterminationCorrected,
    Determined,
    GrantDetermined,
    OfDetermination,
    ReportSubmitted,
)
from audit.facts.settlement.orders import PaymentReturned, RefundConfirmed
from audit.facts.settlement.slips import paid_of
from audit.laws.law import Event, Known, Values, law
from audit.laws.reports import is_grant

LESS_THAN_GRANTED: frozenset[str | None] = frozenset(
    {"activities-not-done", "obligations-not-met", "wrong-information", "grant-was-wrong", "costs-lower"}
)
"""4:46 Awb, second and third paragraph."""
LESS_THAN_DETERMINED: frozenset[str | None] = frozenset(
    {"new-facts", "determination-was-wrong", "obligations-not-met-afterwards"}
)
"""4:49 Awb."""
MORE_THAN_DETERMINED: frozenset[str | None] = frozenset({"reconsidered"})
YEARS_TO_CHANGE = 5
"""4:49 Awb, third paragraph."""


@law(
    nl="stelt {ask} vast namens {funder}; {recipient} kreeg dat zelf, en beslist zo in eigen zaak",
    en="determines {ask} for {funder}; {recipient} received that itself, and so decides in its own case",
)
def determined_in_own_case(event: Event, fact: OfDetermination, _: Known) -> bool:
    """2:4 Awb. Who pays in the recipient's place determines in its place."""
    return event.by == fact.recipient


@law(
    nl="stelt {ask} van {recipient} uit {funder} vast; zo is dat niet verleend en betaald met {order}",
    en="determines {ask} of {recipient} from {funder}, which was not granted so and paid by {order}",
)
def determined_unfounded(_: Event, determined: GrantDetermined, known: Known) -> bool:
    """No loan: that is repaid."""
    made, paid = known[AgreementMade].get(determined.ask), paid_of(determined.ask, known)
    if made is None or not paid.order or not is_grant(made):
        return True
    granted = made.application, made.ask, made.funder, made.recipient, made.granted_cents(known), paid.order
    return (*determined.of, determined.granted_cents, determined.order) != granted


@law(
    nl="stelt {ask} vast op {cents} van {kept_cents} cent; betaald is, zonder wat terugkwam, {kept} cent, te betalen "
    "{unpaid} cent",
    en="determines {ask} at {cents} of {kept_cents} cents; what was paid and has not come back is {kept} cents, still "
    "to be paid are {unpaid} cents",
)
def determined_beyond_kept(_: Event, determined: GrantDetermined, known: Known) -> Values | None:
    """At most what was paid, less the principal that came back; the first time also what was granted and not paid."""
    paid, made = paid_of(determined.ask, known), known[AgreementMade].get(determined.ask)
    kept = paid.kept_cents
    unpaid = made.granted_cents(known) - paid.cents if made and determined.ask not in known[Determined] else 0
    fits = determined.kept_cents == kept and 0 <= determined.cents <= kept + unpaid
    return None if fits else {"kept": kept, "unpaid": unpaid}


@law(
    nl="noemt zich vaststelling {determination} van {ask}, na {was_cents} cent, op verslag {report}; dat is {expected}",
    en="calls itself determination {determination} of {ask}, after {was_cents} cents, on report {report}; "
    "it is {expected}",
)
def determination_misnamed(_: Event, determined: GrantDetermined, known: Known) -> Values | None:
    """Numbered from 1, corrected ones included; on the last report, whatever it was determined on before."""
    before, report = known[Determined].get(determined.ask), known[ReportSubmitted].get(determined.application)
    number = known[DETERMINATIONS].get(determined.ask, 0) + 1
    expected = number, before.last.cents if before else None, report.report if report else None
    if (determined.determination, determined.was_cents, determined.report) == expected:
        return None
    return {"expected": ", ".join(map(str, expected))}


@law(
    nl="stelt {ask} vast op {cents} cent op grond van {ground}; dat was {was_cents}, verleend {granted_cents} cent",
    en="determines {ask} at {cents} cents on ground {ground}; it was {was_cents}, granted {granted_cents} cents",
)
def ground_unfit(_: Event, determined: GrantDetermined, __: Known) -> bool:
    """Less needs one by the article that allows it; what was granted needs none; the same again is no change."""
    cents, was = determined.cents, determined.was_cents
    if was is None:
        return determined.ground not in (LESS_THAN_GRANTED if cents < determined.granted_cents else {None})
    return cents == was or determined.ground not in (LESS_THAN_DETERMINED if cents < was else MORE_THAN_DETERMINED)


@law(
    nl="stelt {ask} lager vast op {today}; dat kon tot vijf jaar na {first}",
    en="determines {ask} at less on {today}; that could be done until five years after {first}",
)
def determined_too_late(event: Event, determined: GrantDetermined, known: Known) -> Values | None:
    """On the same day five years later it is still in time; of 29 February that is the 28th."""
    before, today = known[Determined].get(determined.ask), event.envelope.today
    late = before is not None and _ymd(today) > _ymd(before.first_on, YEARS_TO_CHANGE)
    return {"today": today, "first": before.first_on} if before and late and determined.is_less else None


def _ymd(day: date, years: int = 0) -> tuple[int, int, int]:
    return day.year + years, day.month, day.day


@law(
    nl="herroept wat op {ask} is teruggevorderd, terwijl daar iets op kwam of van is afgeschreven",
    en="takes back what was claimed on {ask}, of which something came or was written off",
)
def determined_over_repayments(_: Event, fact: OfDetermination, known: Known) -> bool:
    """More is determined, or nothing any more: what came has to be corrected first."""
    before = known[Determined].get(fact.ask)
    goes_on = isinstance(fact, GrantDetermined) and fact.is_less
    return before is not None and not goes_on and before.something_came(known)


@law(
    nl="corrigeert vaststelling {determination} van {ask}, op {was_cents} cent, uit {of_year}, en daarmee "
    "{released_cents} cent vrij; zo staat die er niet",
    en="corrects determination {determination} of {ask}, at {was_cents} cents, of {of_year}, freeing "
    "{released_cents} cents, which does not stand so",
)
def determination_corrected_otherwise(_: Event, corrected: DeterminationCorrected, known: Known) -> bool:
    found = known[Determined].get(corrected.ask)
    if found is None:
        return True
    last = found.last
    stands = *last.of, last.determination, last.cents, last.determined_on.year, found.released_cents
    says = corrected.determination, corrected.was_cents, corrected.of_year, corrected.released_cents
    return (*corrected.of, *says) != stands


@law(
    nl="verandert wat van {ask} betaald is of terugkwam, terwijl {ask} is vastgesteld",
    en="changes what was paid or came back of {ask}, which is determined",
)
def changed_under_determination(
    _: Event, fact: RefundConfirmed | RefundCorrected | ConfirmationCorrected | PaymentReturned, known: Known
) -> bool:
    """That goes first; and what comes afterwards is a repayment of a claim."""
    return (fact.ask or "") in known[Determined]
