"""A grant in parts: each is ordered as the grant says, once, released by who may, ended by the determination."""

from audit.facts.applications.advances import PERCENT
from audit.facts.applications.asks import Asked
from audit.facts.runtime import CommandOutcome
from audit.facts.settlement.advances import SAID, AdvanceReleased, MilestoneDeclined, MilestoneReported, OfAdvance
from audit.facts.settlement.agreements import COMMITS_READ, AgreementMade, CommitHeard
from audit.facts.settlement.corrections import OrderWithdrawn
from audit.facts.settlement.determinations import Determined, GrantDetermined
from audit.facts.settlement.orders import PaymentOrdered
from audit.facts.settlement.owed import MADE, OWED
from audit.facts.settlement.slips import open_order, orders_of, paid_of
from audit.laws.law import Broken, Event, Known, Values, law
from audit.laws.terms_of_law import ends_after

MOST_ADVANCES = 24
PAYABLE_WITHIN_WEEKS = 6
"""After the decision (4:87 Awb)."""


@law(
    nl="vraagt {ask} van {cents} cent in voorschotten die zo niet kunnen: {advances}",
    en="asks {ask} of {cents} cents in advances that cannot be so: {advances}",
)
def advances_unfit(_: Event, asked: Asked, __: Known) -> Values | None:
    """Of a grant, each something, together no more than it; each at once, from a day on, or for a milestone."""
    advances = asked.advances
    fits = (
        asked.instrument != "loan"
        and asked.cents >= PERCENT
        and len(advances) <= MOST_ADVANCES
        and all(one.percent > 0 and not (one.due_on and one.milestone) for one in advances)
        and sum(one.percent for one in advances) <= PERCENT
    )
    listed = ", ".join(f"{one.percent} %" for one in advances)
    return {"advances": listed} if advances and not fits else None


@law(
    nl="zegt dat van {ask} na de verplichting niets meteen te betalen is; zo is dat niet afgesproken",
    en="says that of {ask} nothing is to be paid at once after its commit, which was not agreed so",
)
def commit_heard_otherwise(_: Event, heard: CommitHeard, known: Known) -> bool:
    made = known[AgreementMade].get(heard.ask)
    return made is None or made.funder != f"pool:{heard.pool}" or any(True for _ in made.owed_at_once())


@law(
    nl="betaalt {ask} uiterlijk op {due_on}; zes weken na {today} is {expected}",
    en="pays {ask} by {due_on}; six weeks after {today} is {expected}",
)
def agreement_due_otherwise(event: Event, made: AgreementMade, _: Known) -> Values | None:
    """Judged of what is paid in advances: logs of before these counted terms in another way."""
    today = event.envelope.today
    expected = ends_after(today, PAYABLE_WITHIN_WEEKS)
    return {"today": today, "expected": expected} if made.advances and made.due_on != expected else None


@law(
    nl="noemt {order}, voorschot {advance}, te betalen op {due_on}; te geven was {expected}",
    en="names {order}, advance {advance}, to be paid on {due_on}; to be given was {expected}",
)
def order_otherwise(event: Event, ordered: PaymentOrdered, known: Known) -> Values | None:
    """Its number among those for the same, which advance it pays, and when: of a grant, and of nothing else."""
    owed = known[OWED].get(ordered.paid_for)
    if ordered.purpose != "grant" or owed is None:
        return None
    today = event.envelope.today
    later = owed.not_before if owed.not_before and owed.not_before > today else None
    due_on = later or owed.due_on or ends_after(today, PAYABLE_WITHIN_WEEKS)
    expected = f"{ordered.paid_for}:{known[MADE].get(ordered.paid_for, 0) + 1}", owed.advance, due_on
    found = ordered.order, ordered.advance, ordered.due_on
    return {"expected": ", ".join(map(str, expected))} if found != expected else None


@law(
    nl="brengt wat van {ask} is opgedragen en betaald op {together} cent; verleend is {granted} cent",
    en="brings what is ordered and paid of {ask} to {together} cents; {granted} cents were granted",
)
def ordered_above_grant(event: Event, ordered: PaymentOrdered, known: Known) -> Values | None:
    """What the same command is still to withdraw does not count."""
    made, due = known[AgreementMade].get(ordered.ask or ""), known.logs[event.log].due
    standing = (order.slip for order in orders_of(ordered.ask or "", known))
    together = ordered.cents + sum(slip.cents for slip in standing if ("withdrawn", slip.order) not in due)
    granted = made.granted_cents(known) if made else together
    return {"together": together, "granted": granted} if together > granted else None


@law(
    nl="spreekt over voorschot {advance} van {ask} uit {funder} aan {recipient}, dat zo niet wacht op {milestone}",
    en="speaks of advance {advance} of {ask} from {funder} to {recipient}, which does not wait so for {milestone}",
)
def advance_unfounded(_: Event, fact: OfAdvance, known: Known) -> bool:
    """Agreed so, not released before, of an ask that is not determined; reported once until it is judged."""
    made, said = known[AgreementMade].get(fact.ask), known[SAID].get(fact.part)
    if made is None or not 0 < fact.advance <= len(made.advances) or fact.ask in known[Determined]:
        return True
    agreed = made.application, made.funder, made.recipient, made.advances[fact.advance - 1].milestone
    spoken = said == AdvanceReleased.kind or (isinstance(fact, MilestoneReported) and said == MilestoneReported.kind)
    unasked = isinstance(fact, MilestoneDeclined) and said != MilestoneReported.kind
    return spoken or unasked or (fact.application, fact.funder, fact.recipient, fact.milestone) != agreed


@law(
    nl="oordeelt over voorschot {advance} van {ask} namens {funder}; {recipient} krijgt dat zelf",
    en="judges advance {advance} of {ask} for {funder}; {recipient} receives that itself",
)
def advance_in_own_case(event: Event, fact: MilestoneDeclined | AdvanceReleased, _: Known) -> bool:
    """2:4 Awb. Who pays in the recipient's place judges in its place."""
    return event.by == fact.recipient


@law(
    nl="oordeelt over voorschot {advance} van {ask} voordat gehoord is dat {funder} het geld heeft verplicht",
    en="judges advance {advance} of {ask} before it was heard that {funder} committed the money",
)
def judged_before_commit(_: Event, fact: MilestoneDeclined | AdvanceReleased, known: Known) -> bool:
    return fact.funder.startswith("pool:") and fact.ask not in known[COMMITS_READ]


@law(
    nl="geeft van {ask} voorschot {advance} vrij van {cents} cent; dat is {expected} cent",
    en="releases advance {advance} of {ask} of {cents} cents; it is {expected} cents",
)
def released_otherwise(_: Event, released: AdvanceReleased, known: Known) -> Values | None:
    """Of which something is left, where the grant was changed."""
    expected = released.agreed_cents(known)
    fits = expected is None or 0 < released.cents == expected
    return None if fits else {"expected": expected}


@law(
    nl="laat {part} te betalen, en geeft daar geen opdracht voor",
    en="leaves {part} to be paid, and gives no order for it",
)
def part_not_ordered(event: Event, _: CommandOutcome, known: Known) -> Broken:
    """What is released, what is left of a determination, what one withdrew that is corrected; and, where a grant was
    changed, what is another amount now.
    """
    for (what, part), decided in known.logs[event.log].due.items():
        if what == "owed":
            yield decided, {"part": part}


@law(
    nl="laat {order} openstaan, waarop niets meer te betalen is",
    en="lets {order} stand open, on which nothing is to be paid any more",
)
def part_not_withdrawn(event: Event, _: CommandOutcome, known: Known) -> Broken:
    """What is open as an ask is determined, the rest as that is corrected, and what a change makes another amount."""
    for (what, order), decided in known.logs[event.log].due.items():
        if what == "withdrawn":
            yield decided, {"order": order}


@law(
    nl="trekt {order} van {ask} in; die staat zo niet open, of niets dat is besloten neemt die weg",
    en="withdraws {order} of {ask}, which is not open so, or nothing that was decided takes it away",
)
def part_withdrawn_otherwise(event: Event, withdrawn: OrderWithdrawn, known: Known) -> bool:
    if not withdrawn.ask:
        return False
    order, due = open_order(withdrawn.order, known), known.logs[event.log].due
    if order is None or ("withdrawn", withdrawn.order) not in due:
        return True
    slip = order.slip
    return (slip.terms, slip.payer, slip.advance) != (withdrawn.terms, withdrawn.payer, withdrawn.advance)


@law(
    nl="laat van {ask} nog {rest_cents} cent te betalen en {released_cents} cent vrij; dat is {expected}",
    en="leaves {rest_cents} cents of {ask} to be paid and {released_cents} cents free; it is {expected}",
)
def rest_otherwise(_: Event, determined: GrantDetermined, known: Known) -> Values | None:
    """By the first determination, so that what is paid, what is still to be and what is free are all that was granted.

    A later one changes neither.
    """
    paid, rest, released = paid_of(determined.ask, known), 0, 0
    if determined.ask not in known[Determined]:
        rest = max(determined.cents - paid.kept_cents, 0)
        released = determined.granted_cents - paid.cents - rest
    found = determined.rest_cents, determined.released_cents
    return {"expected": f"{rest}, {released}"} if found != (rest, released) else None
