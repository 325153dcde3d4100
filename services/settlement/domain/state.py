"""What settlement's past amounts to. `evolve` never refuses: it already happened.

What grows with history is declared as `MutableMapping`: the runtime may keep most of it out of memory.
"""

from collections.abc import MutableMapping
from dataclasses import dataclass, field
from typing import Literal, assert_never

from services.settlement.domain import accounts
from services.settlement.domain import events as e
from shared.money import add_up


@dataclass(slots=True)
class Order:
    """An order as its payer was last told of it, and what became of it."""

    slip: e.PaymentOrder
    status: Literal["open", "confirmed", "failed"] = "open"
    principal_returned_cents: int = 0
    interest_returned_cents: int = 0

    @property
    def paid_cents(self) -> int:
        return self.slip.cents if self.status == "confirmed" else 0


@dataclass(slots=True)
class EarnBack:
    """Terms proposed by the investor, and who has consented to exactly these. Proposing is consenting."""

    terms: e.Terms
    terms_hash: str
    recipient_holder: str
    consented: set[str]
    agreed: bool = False
    returnable_cents: int = 0
    """Verified over periods that start on or after `return_from`."""

    @property
    def awaited(self) -> set[str]:
        return {self.terms.benefit_holder, self.recipient_holder} - self.consented


@dataclass(slots=True)
class Claim:
    """A saving as it was claimed, and the verifier's judgement."""

    made: e.SavingClaimed
    judgement: Literal["awaited", "verified", "rejected"] = "awaited"


@dataclass(slots=True)
class State:
    """Agreements, orders and earn-backs, and the balance of every account, folded from postings alone."""

    balances: MutableMapping[str, int] = field(default_factory=dict)
    """An account that is not here is at zero."""
    holders: MutableMapping[str, str] = field(default_factory=dict)
    """Budget holder by pool."""
    contributors: MutableMapping[str, str] = field(default_factory=dict)
    """Contributor by `<pool>/<contribution>`."""
    agreements: MutableMapping[str, e.AgreementMade] = field(default_factory=dict)
    """By ask."""
    agreed_asks: MutableMapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The asks with an agreement, by application."""
    waiting: set[str] = field(default_factory=set)
    """Asks committed by their pool before their grant was heard."""
    orders: MutableMapping[str, Order] = field(default_factory=dict)
    order_of: MutableMapping[str, str] = field(default_factory=dict)
    """The latest order by ask; those before it failed."""
    open_orders: dict[str, dict[str, None]] = field(default_factory=dict)
    """By payer."""
    earn_backs: MutableMapping[str, EarnBack] = field(default_factory=dict)
    claims: MutableMapping[str, Claim] = field(default_factory=dict)
    open_claims: dict[str, dict[str, None]] = field(default_factory=dict)
    """By verifier, the oldest first."""
    standing: MutableMapping[str, tuple[e.SavingClaimed, ...]] = field(default_factory=dict)
    """Claims by `<benefit holder>/<subject>`, rejected ones left out: their periods are taken."""
    totals: dict[str, int] = field(default_factory=dict)
    """What stands on all accounts of one kind together (`payer/pool`, `order/zuil`, `party` …), in cents."""

    def balance(self, account: str) -> int:
        return self.balances.get(account, 0)

    def payer_of(self, funder: str) -> str:
        """The party that pays for a funder: the zuil itself, or the present budget holder of the pool."""
        kind, _, name = funder.partition(":")
        return self.holders[name] if kind == "pool" else name

    def knows_payer_of(self, funder: str) -> bool:
        """Whether it was heard who pays: a grant may be heard before the opening of a pool that it names."""
        kind, _, name = funder.partition(":")
        return kind == "zuil" or name in self.holders

    def investment_cents(self, ask: str) -> int:
        """Confirmed payments of an ask. What was invested stays so, whatever of it comes back."""
        order = self.orders.get(self.order_of.get(ask, ""))
        return order.paid_cents if order else 0

    def verified_cents(self, terms: e.Terms) -> int:
        """Everything verified in an earn-back so far, divided or not."""
        return -self.balance(accounts.baseline(terms))


def evolve(state: State, event: e.Event) -> None:
    """Fold one event into the state, in place: the state is private to the log's one reader."""
    _post(state, event)
    match event:
        case e.BudgetHolderKnown():
            state.holders[event.pool] = event.budget_holder
        case e.ContributionKnown():
            state.contributors[f"{event.pool}/{event.contribution}"] = event.contributor
        case e.AgreementMade():
            state.agreements[event.ask] = event
            state.agreed_asks[event.application] = (*state.agreed_asks.get(event.application, ()), event.ask)
            state.waiting.discard(event.ask)
        case e.CommitWaits():
            state.waiting.add(event.ask)
        case e.PaymentOrdered() | e.OrderReassigned() | e.PaymentConfirmed() | e.PaymentFailed() | e.RefundConfirmed():
            _evolve_order(state, event)
        case _:
            _evolve_earn_back(state, event)


def _post(state: State, event: e.Event) -> None:
    for account, cents in getattr(event, "postings", ()):
        add_up(state.balances, account, cents)
        add_up(state.totals, accounts.kind_of(account), cents)


def _evolve_order(state: State, event: e.OrderEvent) -> None:
    match event:
        case e.PaymentOrdered():
            state.orders[event.order] = Order(_slip(event))
            _put(state.open_orders, event.payer, event.order)
            if event.ask:
                state.order_of[event.ask] = event.order
        case e.OrderReassigned():
            order = state.orders[event.order]
            _take(state.open_orders, order.slip.payer, event.order)
            _put(state.open_orders, event.payer, event.order)
            order.slip = _slip(event)
        case e.PaymentConfirmed():
            _close(state, event.order, "confirmed")
        case e.PaymentFailed():
            _close(state, event.order, "failed")
        case e.RefundConfirmed():
            order = state.orders[event.order]
            order.principal_returned_cents += event.principal_cents
            order.interest_returned_cents += event.interest_cents
        case _:
            assert_never(event)


def _slip(event: e.PaymentOrder) -> e.PaymentOrder:
    return e.PaymentOrder(**e.fields_of(event, e.PaymentOrder))


def _close(state: State, order: str, status: Literal["confirmed", "failed"]) -> None:
    closing = state.orders[order]
    closing.status = status
    _take(state.open_orders, closing.slip.payer, order)


def _put(index: dict[str, dict[str, None]], party: str, what: str) -> None:
    index.setdefault(party, {})[what] = None


def _take(index: dict[str, dict[str, None]], party: str, what: str) -> None:
    del index[party][what]
    if not index[party]:
        del index[party]


def _evolve_earn_back(state: State, event: e.EarnBackEvent) -> None:
    match event:
        case e.EarnBackProposed():
            state.earn_backs[event.earn_back] = EarnBack(
                event.terms, event.terms_hash, event.recipient_holder, {event.investor}
            )
        case e.EarnBackConsentAsked():
            state.earn_backs[event.earn_back].recipient_holder = event.recipient_holder
        case e.EarnBackConsented():
            state.earn_backs[event.earn_back].consented.add(event.party)
        case e.EarnBackAgreed():
            state.earn_backs[event.earn_back].agreed = True
        case e.SavingClaimed():
            state.claims[event.claim] = Claim(event)
            _put(state.open_claims, event.verifier, event.claim)
            key = subject_key(event)
            state.standing[key] = (*state.standing.get(key, ()), event)
        case e.SavingVerified():
            _judge(state, event.claim, "verified")
            earn_back = state.earn_backs[event.earn_back]
            if earn_back.terms.returns(event.period_from):
                earn_back.returnable_cents += event.cents
        case e.SavingRejected():
            made = _judge(state, event.claim, "rejected")
            key = subject_key(made)
            state.standing[key] = tuple(other for other in state.standing[key] if other != made)
        case e.SavingDivided():
            pass  # the postings say it all
        case _:
            assert_never(event)


def _judge(state: State, claim: str, judgement: Literal["verified", "rejected"]) -> e.SavingClaimed:
    found = state.claims[claim]
    found.judgement = judgement
    _take(state.open_claims, found.made.verifier, claim)
    return found.made


def subject_key(claim: e.SavingClaimed) -> str:
    """What a saving may be claimed about once per period: one benefit holder's one subject."""
    return f"{claim.benefit_holder}/{claim.subject}"
