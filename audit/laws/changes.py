"""A grant is changed before it is determined: by who pays it, on a ground, between what was paid and what was granted.

What is then withdrawn and ordered is judged with advances.
"""

from audit.facts.settlement.agreements import COMMITS_READ, AgreementMade
from audit.facts.settlement.changes import GrantChanged
from audit.facts.settlement.determinations import Determined
from audit.facts.settlement.slips import paid_of
from audit.laws.law import Event, Known, Values, law
from audit.laws.reports import is_grant

LESS: frozenset[str] = frozenset(
    {
        *("activities-not-done", "obligations-not-met", "wrong-information", "grant-was-wrong"),
        *("money-not-made-available", "circumstances-changed", "at-request"),
    }
)
"""4:48 and 4:50 Awb; or its recipient asks for it."""
MORE: frozenset[str] = frozenset({"reconsidered"})


@law(
    nl="verandert {ask} namens {funder}; {recipient} krijgt dat zelf, en beslist zo in eigen zaak",
    en="changes {ask} for {funder}; {recipient} receives that itself, and so decides in its own case",
)
def changed_in_own_case(event: Event, changed: GrantChanged, _: Known) -> bool:
    """2:4 Awb. Who pays in the recipient's place changes it in its place."""
    return event.by == changed.recipient


@law(
    nl="verandert wat {funder} aan {recipient} verleent van {ask}; zo is dat niet verleend en verplicht, of het is "
    "vastgesteld",
    en="changes what {funder} grants {recipient} of {ask}, which was not granted and committed so, or is determined",
)
def changed_unfounded(_: Event, changed: GrantChanged, known: Known) -> bool:
    """No loan: what is lent is repaid."""
    made = known[AgreementMade].get(changed.ask)
    if made is None or not is_grant(made) or changed.ask in known[Determined]:
        return True
    committed = not made.funder.startswith("pool:") or changed.ask in known[COMMITS_READ]
    granted = made.application, made.funder, made.recipient
    return not committed or (changed.application, changed.funder, changed.recipient) != granted


@law(
    nl="noemt zich verandering {change} van {ask}, na {was_cents} cent; dat is {expected}",
    en="calls itself change {change} of {ask}, after {was_cents} cents; it is {expected}",
)
def change_misnamed(_: Event, changed: GrantChanged, known: Known) -> Values | None:
    """Numbered from 1, after what is granted now."""
    made, before = known[AgreementMade].get(changed.ask), known[GrantChanged].get(changed.ask)
    expected = before.change + 1 if before else 1, made.granted_cents(known) if made else changed.was_cents
    found = changed.change, changed.was_cents
    return {"expected": ", ".join(map(str, expected))} if found != expected else None


@law(
    nl="verleent van {ask} nu {cents} cent, na {was_cents}; betaald is {paid} cent, eerst verleend {granted} cent",
    en="grants {cents} cents of {ask} now, after {was_cents}; {paid} cents were paid, {granted} cents granted at first",
)
def changed_beyond(_: Event, changed: GrantChanged, known: Known) -> Values | None:
    """To another amount: no less than was paid, no more than was granted at first."""
    made, paid = known[AgreementMade].get(changed.ask), paid_of(changed.ask, known).cents
    granted = made.cents if made else changed.cents
    fits = paid <= changed.cents <= granted and changed.cents != changed.was_cents
    return None if fits else {"paid": paid, "granted": granted}


@law(
    nl="verleent van {ask} {cents} cent op grond van {ground}; dat was {was_cents} cent",
    en="grants {cents} cents of {ask} on ground {ground}; it was {was_cents} cents",
)
def change_ground_unfit(_: Event, changed: GrantChanged, __: Known) -> bool:
    """Less needs one by the articles that allow it; more is reconsidered."""
    return changed.ground not in (LESS if changed.less_cents > 0 else MORE)


@law(
    nl="brengt de voorschotten van {ask} op {found}; na wat betaald is worden dat {expected}",
    en="brings the advances of {ask} to {found}; after what was paid they come to {expected}",
)
def advances_changed_otherwise(_: Event, changed: GrantChanged, known: Known) -> Values | None:
    """One that is paid is that; the others, in order, what they were to be, as long as there is any left."""
    expected = changed.parts(known)
    return {"found": _listed(changed.advances), "expected": _listed(expected)} if changed.advances != expected else None


def _listed(parts: tuple[int, ...]) -> str:
    return ", ".join(map(str, parts)) or "-"
