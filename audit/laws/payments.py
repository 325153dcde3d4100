"""Agreements, and orders that are paid once or not at all."""

from audit.facts.pool.returns import RETURNED
from audit.facts.runtime import CommandOutcome
from audit.facts.settlement import orders
from audit.facts.settlement.agreements import COMMITS_READ, AgreementMade, payer_of_payee
from audit.facts.settlement.corrections import ConfirmationCorrected, RefundCorrected
from audit.facts.settlement.owed import OWED
from audit.facts.settlement.returns import ReturnWithdrawn
from audit.facts.settlement.savings import VERIFIED_ON
from audit.facts.settlement.slips import STANDING, Order, open_order, paid_order
from audit.laws.law import Broken, Event, Known, Values, law


@law(nl="maakt een tweede overeenkomst over {ask}", en="makes a second agreement on {ask}")
def agreement_twice(_: Event, made: AgreementMade, known: Known) -> bool:
    return made.ask in known[AgreementMade]


@law(
    nl="geeft opdracht {order}, terwijl {before} openstaat of betaald is",
    en="makes order {order}, while {before} is open or paid",
)
def order_twice(_: Event, ordered: orders.PaymentOrdered, known: Known) -> Values | None:
    before = known[STANDING].get(ordered.paid_for, ordered.order if ordered.order in known[Order] else "")
    return {"before": before} if before else None


@law(
    nl="opdracht {order} van {cents} cent aan {payee} volgt niet uit een overeenkomst of teruggave",
    en="order {order} of {cents} cents to {payee} follows from no agreement or return",
)
def order_unfounded(_: Event, ordered: orders.PaymentOrdered, known: Known) -> bool:
    """A grant's order pays it in full, or a part of it. What an order for a saving pays is judged with its division."""
    made, returned = known[AgreementMade].get(ordered.ask or ""), known[RETURNED].get(ordered.paid_for)
    if ordered.purpose == "grant":
        owed = known[OWED].get(ordered.paid_for)
        due = made and owed and ("grant", made.ask, None, None, made.funder, f"party:{made.recipient}", owed.cents)
        return ordered.terms != due
    back_to = returned and (None, None, returned.contribution, returned.funder, f"back-to:{returned.contributor}")
    due_back = returned and back_to and ("contribution-return", *back_to, returned.cents)
    return ordered.purpose == "contribution-return" and ordered.terms != due_back


@law(
    nl="geeft opdracht {order} voordat gehoord is dat {funder} het geld heeft verplicht",
    en="makes order {order} before it was heard that {funder} committed the money",
)
def ordered_before_commit(event: Event, ordered: orders.PaymentOrdered, known: Known) -> bool:
    of_pool = ordered.purpose == "grant" and ordered.funder.startswith("pool:")
    read_now = event.message is not None and event.message[0] == "pool"
    return of_pool and not read_now and (ordered.ask or "") not in known[COMMITS_READ]


@law(nl="spreekt over opdracht {order}, die niet openstaat", en="speaks of order {order}, which is not open")
def order_not_open(
    _: Event,
    fact: orders.OrderReassigned | orders.PaymentConfirmed | orders.PaymentFailed | ReturnWithdrawn,
    known: Known,
) -> bool:
    """What is paid already and confirmed again is judged as such."""
    paid = isinstance(fact, orders.PaymentConfirmed) and paid_order(fact.paid_for, known) is not None
    return not paid and open_order(fact.order, known) is None


@law(
    nl="geeft {order} aan {payer} te betalen; dat is aan {found}",
    en="gives {order} to {payer} to pay; that is for {found}",
)
def payer_differs(_: Event, slip: orders.PaymentOrdered | orders.OrderReassigned, known: Known) -> Values | None:
    """The zuil itself, the budget holder of the pool, or its second approver where the budget holder receives."""
    found = payer_of_payee(slip.funder, slip.payee, known)
    return {"found": found} if slip.payer != found else None


@law(
    nl="opent {order} weer voor {payer}; die te betalen is aan {found}",
    en="opens {order} again for {payer}; that is for {found} to pay",
)
def opened_for_another(event: Event, _: CommandOutcome, known: Known) -> Broken:
    """Who asked for a correction may hold the pool no more when it is approved: then whoever pays now is told."""
    recorded = [one for one in known.recorded(event) if one.fact]
    told = {one.fact.order: one.fact.payer for one in recorded if isinstance(one.fact, orders.OrderReassigned)}
    for one in recorded:
        if isinstance(fact := one.fact, ConfirmationCorrected):
            found = payer_of_payee(fact.funder, fact.payee, known)
            if told.get(fact.order, fact.payer) != found:
                yield one, {"order": fact.order, "payer": fact.payer, "found": found}


@law(
    nl="noemt bij opdracht {order} iets anders dan opgedragen is",
    en="says something else of order {order} than was ordered",
)
def order_differs(_: Event, fact: orders.OrderReassigned | orders.PaymentConfirmed, known: Known) -> bool:
    order = open_order(fact.order, known)
    if order is None:
        return False
    slip, reassigned = order.slip, isinstance(fact, orders.OrderReassigned)
    return slip.terms != fact.terms or (reassigned and (slip.advance, slip.due_on) != (fact.advance, fact.due_on))


@order_differs.also
def _(_: Event, failed: orders.PaymentFailed, known: Known) -> bool:
    order = open_order(failed.order, known)
    return order is not None and (order.slip.funder, order.slip.cents) != (failed.funder, failed.cents)


@order_differs.also
def _(_: Event, withdrawn: ReturnWithdrawn, known: Known) -> bool:
    order = open_order(withdrawn.order, known)
    said = (withdrawn.contribution, withdrawn.funder, withdrawn.payee, withdrawn.cents)
    slip = order.slip if order else None
    return slip is not None and (slip.contribution, slip.funder, slip.payee, slip.cents) != said


@order_differs.also
def _(_: Event, confirmed: orders.PaymentConfirmed, known: Known) -> bool:
    made = known[AgreementMade].get(confirmed.ask or "")
    named = confirmed.application == (made.application if made else None)
    return not named and open_order(confirmed.order, known) is not None


@law(
    nl="bevestigt {order}, terwijl {before} voor hetzelfde al betaald is",
    en="confirms {order}, while {before} was paid for the same before",
)
def paid_twice(_: Event, confirmed: orders.PaymentConfirmed, known: Known) -> Values | None:
    paid = paid_order(confirmed.paid_for, known)
    return {"before": paid.slip.order} if paid else None


@law(
    nl="meldt {order} als teruggestuurd; dat is geen bevestigde betaling waarvan niets terugkwam, of is anders betaald",
    en="reports {order} as returned, which is no confirmed payment of which nothing came back, or was paid otherwise",
)
def return_unfounded(_: Event, returned: orders.PaymentReturned, known: Known) -> bool:
    """A payment comes back once: by the bank, in full, or from who received it."""
    order, made = paid_order(returned.paid_for, known), known[AgreementMade].get(returned.ask or "")
    found = order and (order.slip.order, order.slip.terms, order.refunded_cents)
    named = returned.application == (made.application if made else None)
    return found != (returned.order, returned.terms, 0) or not named


@law(
    nl="geeft terug op {order}, die geen bevestigde betaling van {ask} uit {funder} is",
    en="refunds {order}, which is no confirmed payment of {ask} from {funder}",
)
def refund_unfounded(_: Event, refund: orders.RefundConfirmed, known: Known) -> bool:
    order = known[Order].get(refund.order)
    paid = order and order.status == "confirmed" and (order.slip.ask, order.slip.funder)
    numbered = order is not None and refund.refund in {None, len(order.refunds) + 1}
    return paid != (refund.ask, refund.funder) or not numbered


@law(
    nl="corrigeert de bevestiging van {order}; die is niet zo bevestigd, of er rust iets op",
    en="corrects the confirmation of {order}, which was not confirmed so, or something rests on it",
)
def correction_unfounded(_: Event, corrected: ConfirmationCorrected, known: Known) -> bool:
    """Refunds first, and what was verified on it."""
    order, made = paid_order(corrected.paid_for, known), known[AgreementMade].get(corrected.ask or "")
    application, year = made.application if made else None, order.paid_on.year if order and order.paid_on else None
    found = order and (order.slip.order, order.slip.terms, order.refunded_cents)
    named = (corrected.application, corrected.of_year) == (application, year)
    return (
        found != (corrected.order, corrected.terms, 0)
        or not named
        or bool(known[VERIFIED_ON].get(corrected.ask or "", 0))
    )


@law(
    nl="corrigeert teruggave {refund} van {order}: die is geen {was_principal_cents} en {was_interest_cents} cent",
    en="corrects refund {refund} of {order}, not standing at {was_principal_cents} and {was_interest_cents} cents",
)
def refund_corrected_otherwise(_: Event, corrected: RefundCorrected, known: Known) -> bool:
    """Nor is a refund corrected to what it is, nor to less than nothing."""
    was, order = corrected.was(known), known[Order].get(corrected.order)
    if was is None or order is None or order.status != "confirmed":
        return True
    right = (corrected.principal_cents, corrected.interest_cents)
    stands = (was.principal_cents, was.interest_cents, order.slip.ask, order.slip.funder)
    named = (corrected.was_principal_cents, corrected.was_interest_cents, corrected.ask, corrected.funder)
    year = was.recorded_on.year if was.recorded_on else None
    return stands != named or corrected.of_year != year or min(right) < 0 or right == stands[:2]


@law(
    nl="brengt de teruggave op {order} op {refunded} cent; betaald is {paid} cent",
    en="brings the refund of {order} to {refunded} cents; {paid} cents were paid",
)
def refund_above_paid(_: Event, refund: orders.RefundConfirmed, known: Known) -> Values | None:
    order = known[Order].get(refund.order)
    refunded = order.refunded_cents + refund.cents if order else 0
    return {"refunded": refunded, "paid": order.slip.cents} if order and refunded > order.slip.cents else None


@refund_above_paid.also
def _(_: Event, corrected: RefundCorrected, known: Known) -> Values | None:
    order = known[Order].get(corrected.order)
    refunded = order.refunded_cents + corrected.difference if order else 0
    return {"refunded": refunded, "paid": order.slip.cents} if order and refunded > order.slip.cents else None
