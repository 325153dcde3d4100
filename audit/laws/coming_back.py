"""What comes back goes to the contributions that paid, in proportion, to the cent; and so what is lost, but for what
first-loss contributions bear first.
"""

from collections.abc import Iterator, Mapping

from audit.facts.booking import net
from audit.facts.declaring import Share
from audit.facts.pool import payments
from audit.facts.pool.chart import FREE
from audit.facts.pool.contributions import BY_POOL, ContributionPledged, ContributionWithdrawn
from audit.facts.pool.covenants import RESERVES
from audit.facts.pool.holds import Commitment
from audit.facts.pool.lending import LENT
from audit.facts.pool.returns import RETURNS, PoolClosed
from audit.facts.pool.undone import ReturnCorrected, SavingUndone
from audit.facts.pool.year_end import ContributionLapsed
from audit.facts.settlement.slips import Order
from audit.laws.law import Event, Known, Values, law


@law(
    nl="haalt de besparing van {order} weg: {cents} cent over {parts}; zo is die niet binnengekomen",
    en="takes the saving of {order} out: {cents} cents over {parts}, which did not come in so",
)
def saving_undone_otherwise(_: Event, undone: SavingUndone, known: Known) -> Values | None:
    received = known[payments.SavingReceived].get(undone.order)
    found = received and (received.pool, received.purpose, received.by_contribution)
    if found == (undone.pool, undone.purpose, undone.by_contribution):
        return None
    return {"parts": ", ".join(f"{part.contribution} {part.cents}" for part in undone.parts)}


@law(
    nl="verdeelt {cents} cent van {order} in delen die samen {parts} cent zijn",
    en="divides {cents} cents of {order} into parts that are {parts} cents together",
)
def parts_differ(_: Event, money: payments.MoneyIn, __: Known) -> Values | None:
    parts = sum(part.cents for part in money.parts)
    return {"parts": parts} if parts != money.cents or any(part.cents <= 0 for part in money.parts) else None


@law(
    nl="verdeelt {cents} cent van {order} over {parts}; naar verhouding van wat is ingelegd voor {of} hoort dat anders",
    en="divides {cents} cents of {order} over {parts}; in proportion to what was paid for {of} it is otherwise",
)
def not_in_proportion(_: Event, money: payments.MoneyReturned, known: Known) -> Values | None:
    """Principal goes by what each contribution has out still, and none gets more than that."""
    out = _still_out(money.ask, money.order, known)
    above = any(cents > out.get(name, 0) for name, cents in money.by_contribution.items())
    return _told(money, money.ask) if above or not in_proportion(money.by_contribution, out) else None


@not_in_proportion.also
def _(_: Event, money: payments.InterestReceived, known: Known) -> Values | None:
    earning = _earning(money.pool, money.ask, known)
    return None if in_proportion(money.by_contribution, earning) else _told(money, money.ask)


@not_in_proportion.also
def _(_: Event, money: payments.SavingReceived, known: Known) -> Values | None:
    """Into one contribution, or to those that paid an ask; only an ask has a colon in its name."""
    order = known[Order].get(money.order)
    target = order.slip.payee.partition("/")[2] if order else ""
    lent = _lent(target, known) if ":" in target else {target: 1}
    return None if in_proportion(money.by_contribution, lent) else _told(money, target)


@not_in_proportion.also
def _(_: Event, lost: payments.LoanLost, known: Known) -> Values | None:
    """All that first-loss contributions have out is lost before anything of others is."""
    out, parts = _still_out(lost.ask, lost.order, known), dict(lost.by_contribution)
    first = [name for name in _first_loss(lost.pool, known) if name in out]
    due = dict(_in_turn(lost.cents, {name: out.pop(name) for name in first}))
    of_first = {name: parts.pop(name) for name in first if name in parts}
    above = any(cents > out.get(name, 0) for name, cents in parts.items())
    return _told(lost, lost.ask) if due != of_first or above or not in_proportion(parts, out) else None


@law(
    nl="boekt een verlies op {ask} onder {application}; die vraag is van een andere aanvraag",
    en="books a loss on {ask} under {application}, of which that ask is not",
)
def loss_of_another(_: Event, lost: payments.LoanLost, known: Known) -> bool:
    commitment = known[Commitment].get(lost.ask)
    return commitment is not None and commitment.committed.application != lost.application


@law(
    nl="laat {borne} van het verlies van {order} dragen, en ontziet {spared}; dat hoort anders",
    en="has {borne} bear the loss of {order}, and spares {spared}; that should be otherwise",
)
def loss_borne_otherwise(_: Event, lost: payments.LoanLost, known: Known) -> Values | None:
    """First-loss contributions bear of others' parts what they have free, the oldest first, and so spare these."""
    first = _first_loss(lost.pool, known)
    others = {name: cents for name, cents in lost.by_contribution.items() if name not in first}
    due = dict(_in_turn(sum(others.values()), {name: _free(lost.pool, name, known) for name in first}))
    borne, spared = ({share.contribution: share.cents for share in shares} for shares in (lost.borne, lost.spared))
    whole = sum(borne.values()) == sum(spared.values())
    if borne == due and whole and in_proportion(spared, others):
        return None
    return {"borne": _listed(lost.borne), "spared": _listed(lost.spared)}


@law(
    nl="neemt {cents} cent terug van {contribution}, die verliezen eerst draagt, en houdt {kept} aan, niet {expected}",
    en="takes {cents} cents back of {contribution}, which bears losses first, and keeps {kept}, not {expected}",
)
def first_loss_withdrawn(_: Event, withdrawn: ContributionWithdrawn, known: Known) -> Values | None:
    """Together such contributions keep free what others have out on loans. Before that was recorded, none did."""
    if withdrawn.kept_cents is None:
        return None
    first = _first_loss(withdrawn.pool, known)
    lent = known[LENT].get(withdrawn.pool, {})
    expected = sum(cents for name, cents in lent.items() if name not in first)
    free = sum(_free(withdrawn.pool, name, known) for name in first)
    of_first = withdrawn.contribution in first
    if of_first and withdrawn.kept_cents == expected and (not expected or withdrawn.cents <= free - expected):
        return None
    return {"kept": withdrawn.kept_cents, "expected": expected}


@law(
    nl="corrigeert wat terugkwam van {ask} met {cents} cent in {parts}; naar verhouding hoort dat anders",
    en="corrects what came back of {ask} by {cents} cents in {parts}; in proportion it is otherwise",
)
def return_corrected_otherwise(_: Event, corrected: ReturnCorrected, known: Known) -> Values | None:
    """More is divided as what comes back; less goes out of what each got, in proportion, and leaves none below zero."""
    commitment = known[Commitment].get(corrected.ask)
    is_principal, sign = corrected.of == "principal", 1 if corrected.cents > 0 else -1
    parts = net((part.contribution, part.cents * sign) for part in corrected.parts)
    if sign > 0:
        out, earning = _still_out(corrected.ask, corrected.order, known), _earning(corrected.pool, corrected.ask, known)
        weights = out if is_principal else earning
    else:
        came: Mapping[str, int] = {}
        if commitment:
            came = (commitment.returned if is_principal else commitment.earned).get(corrected.order, {})
        weights = dict(came)
    most = weights if is_principal or sign < 0 else parts
    fits = all(0 < cents <= most.get(name, 0) for name, cents in parts.items())
    if sum(parts.values()) == corrected.cents * sign and fits and in_proportion(parts, weights):
        return None
    return {"parts": _listed(corrected.parts)}


def _first_loss(pool: str, known: Known) -> list[str]:
    """Oldest first."""
    pledged = (known[ContributionPledged].get(path) for path in known[BY_POOL].get(pool, ()))
    return [one.contribution for one in pledged if one and one.first_loss]


def _free(pool: str, contribution: str, known: Known) -> int:
    return known.balances.get(FREE.pattern.format(pool=pool, contribution=contribution), 0)


def _in_turn(cents: int, most: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    for name, most_cents in most.items():
        if part := min(cents, most_cents):
            yield name, part
            cents -= part


def _lent(ask: str, known: Known) -> Mapping[str, int]:
    commitment = known[Commitment].get(ask)
    return commitment.committed.lent if commitment else {}


def _still_out(ask: str, order: str, known: Known) -> dict[str, int]:
    """What each contribution paid by this order, did not get back, and did not lose; of a claim, by all orders."""
    commitment = known[Commitment].get(ask)
    return commitment.still_out(order) if commitment else {}


def _earning(pool: str, ask: str, known: Known) -> Mapping[str, int]:
    """Whose income interest is: the reserve's, while it has not ended by its year or with its pool."""
    reserve = known[RESERVES].get(pool, "")
    path = f"{pool}/{reserve}"
    ended = pool in known[PoolClosed] or path in known[RETURNS] or path in known[ContributionLapsed]
    return _lent(ask, known) if not reserve or ended else {reserve: 1}


def _told(money: payments.MoneyIn, of: str) -> Values:
    return {"parts": _listed(money.parts), "of": of}


def _listed(shares: tuple[Share, ...]) -> str:
    return ", ".join(f"{share.contribution} {share.cents}" for share in shares) or "-"


def in_proportion(parts: Mapping[str, int], weights: Mapping[str, int], *, within: int = 1) -> bool:
    """Whether every part is its exact share, but for the rounding of so many divisions: less than a cent each."""
    total, whole = sum(parts.values()), sum(weights.values())
    return set(parts) <= set(weights) and all(
        abs(parts.get(name, 0) * whole - weight * total) < within * max(whole, 1) for name, weight in weights.items()
    )
