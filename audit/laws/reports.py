"""Reports: by the recipient, of what was granted to it, to all funders at once; each part to the cent."""

from collections.abc import Sequence

from audit.facts.dividing import by_largest_remainder
from audit.facts.settlement.agreements import AgreementMade, agreed_with
from audit.facts.settlement.determinations import Determined, ReportedPart, ReportSubmitted
from audit.laws.law import Event, Known, Values, law
from audit.laws.terms_of_law import ends_after

DECIDED_WITHIN_WEEKS = 8
"""After what asks for a decision (4:13 Awb)."""


def is_grant(made: AgreementMade) -> bool:
    """Whether it is no loan: that is repaid, and not determined."""
    return made.instrument != "loan"


@law(
    nl="doet verslag {report} van {application}; het is het {number}e, of er is niets meer vast te stellen",
    en="makes report {report} of {application}; it is number {number}, or nothing is left to be determined",
)
def report_unfounded(_: Event, reported: ReportSubmitted, known: Known) -> Values | None:
    """Of grants of which at least one is not determined; numbered from 1."""
    before = known[ReportSubmitted].get(reported.application)
    number = before.report + 1 if before else 1
    awaited = any(made.ask not in known[Determined] for made in _grants(reported, known))
    return None if awaited and reported.report == number else {"number": number}


@law(
    nl="noemt als delen van {application} {found}; volgens kosten en ander geld is dat {expected}",
    en="names as parts of {application} {found}; by costs and other money it is {expected}",
)
def reported_parts_otherwise(_: Event, reported: ReportSubmitted, known: Known) -> Values | None:
    """What the costs leave to the funders, in proportion to what each grants, and no more than that."""
    grants = list(_grants(reported, known))
    granted = [made.granted_cents(known) for made in grants]
    left = min(max(sum(cost.cents for cost in reported.costs) - reported.other_cents, 0), sum(granted))
    pairs = zip(grants, by_largest_remainder(left, granted), strict=True)
    expected = tuple(ReportedPart(made.ask, cents) for made, cents in pairs)
    return {"found": _listed(reported.parts), "expected": _listed(expected)} if reported.parts != expected else None


@law(
    nl="laat vaststellen tot en met {determine_by}; acht weken na {submitted_on} is {expected}",
    en="has it determined by {determine_by}; eight weeks after {submitted_on} is {expected}",
)
def report_term_otherwise(_: Event, reported: ReportSubmitted, __: Known) -> Values | None:
    expected = ends_after(reported.submitted_on, DECIDED_WITHIN_WEEKS)
    return {"expected": expected} if reported.determine_by != expected else None


def _grants(reported: ReportSubmitted, known: Known) -> Sequence[AgreementMade]:
    return [made for made in agreed_with(reported.application, known) if is_grant(made)]


def _listed(parts: Sequence[ReportedPart]) -> str:
    return ", ".join(f"{part.ask} {part.cents}" for part in parts) or "-"
