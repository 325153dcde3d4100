"""Days that a fact names: not before what it is about was there, and of a decision the day on which it was taken."""

from datetime import date

from audit.facts.pool.contributions import ContributionReceived
from audit.facts.pool.pools import PoolOpened
from audit.facts.pool.returns import PoolClosed
from audit.facts.settlement import orders
from audit.facts.settlement.advances import AdvanceReleased, MilestoneReported
from audit.facts.settlement.changes import GrantChanged
from audit.facts.settlement.determinations import GrantDetermined, ReportSubmitted
from audit.facts.settlement.slips import Order
from audit.laws.law import Event, Known, Values, law


@law(
    nl="noemt {named} als dag; vóór {first} was er niets om op te boeken",
    en="names {named} as the day; before {first} there was nothing to book on",
)
def day_too_early(_: Event, received: ContributionReceived, known: Known) -> Values | None:
    """Not asked of a pool or an order of before its own day was remembered. What lies ahead, `booked-ahead` finds."""
    opened = known[PoolOpened].get(received.pool)
    return _before(received.received_on, opened.opened_on if opened else None)


@day_too_early.also
def _(_: Event, confirmed: orders.PaymentConfirmed, known: Known) -> Values | None:
    order = known[Order].get(confirmed.order)
    return _before(confirmed.paid_on, order.ordered_on if order else None)


@day_too_early.also
def _(_: Event, returned: orders.PaymentReturned, known: Known) -> Values | None:
    order = known[Order].get(returned.order)
    return _before(returned.returned_on, order.paid_on if order else None)


def _before(named: date, first: date | None) -> Values | None:
    return {"named": named, "first": first} if first and named < first else None


@law(
    nl="noemt {named} als dag; besloten is op {today}",
    en="names {named} as the day; it was decided on {today}",
)
def day_otherwise(event: Event, refund: orders.RefundConfirmed, _: Known) -> Values | None:
    """None in events from before the day was said."""
    return _decided(event, refund.recorded_on)


@day_otherwise.also
def _(event: Event, ordered: orders.PaymentOrdered, _: Known) -> Values | None:
    return _decided(event, ordered.ordered_on)


@day_otherwise.also
def _(event: Event, closed: PoolClosed, _: Known) -> Values | None:
    return _decided(event, closed.closed_on)


@day_otherwise.also
def _(event: Event, reported: ReportSubmitted, _: Known) -> Values | None:
    return _decided(event, reported.submitted_on)


@day_otherwise.also
def _(event: Event, changed: GrantChanged, _: Known) -> Values | None:
    return _decided(event, changed.changed_on)


@day_otherwise.also
def _(event: Event, determined: GrantDetermined, _: Known) -> Values | None:
    return _decided(event, determined.determined_on)


@day_otherwise.also
def _(event: Event, reported: MilestoneReported, _: Known) -> Values | None:
    return _decided(event, reported.reported_on)


@day_otherwise.also
def _(event: Event, released: AdvanceReleased, _: Known) -> Values | None:
    return _decided(event, released.released_on)


def _decided(event: Event, named: date | None) -> Values | None:
    today = event.envelope.today
    return {"named": named, "today": today} if named not in {None, today} else None
