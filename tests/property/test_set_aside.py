"""What waits for a second yes, in tiny worlds: set aside once, given back once, and exactly what there is.

All laws of the pool hold here too; most asks wait, and approvers change.
"""

from dataclasses import asdict, replace

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from services.pool.holds.state import Piece
from shared.money import Refusal
from tests.effort import effort
from tests.property.test_backing import World, is_possible
from tests.property.test_pool import ASK, CENTS, EARMARKS, LINES, PoolWorld
from tests.unit.pool import facts as e

MOST = st.integers(2, 8)


class SetAsideWorld(PoolWorld):
    """The same pool, with a threshold that nearly every ask is above."""

    @initialize(
        automatic=st.booleans(),
        four_eyes=st.integers(0, 1),
        money=st.lists(st.tuples(st.integers(2, 4), EARMARKS, CENTS), min_size=2, max_size=3),
        wishes=st.dictionaries(ASK, LINES, min_size=1),
    )
    def a_pool(self, automatic, four_eyes, money, wishes):
        self.has_ended = False
        super().a_pool(limit=8, total=16, automatic=automatic, four_eyes=four_eyes, money=money, wishes=wishes)

    @rule(ask=ASK)
    def a_first_yes(self, ask):
        """Refused for want of money only if no way exists to back what is set aside, held and asked."""
        if known := self.asks.get(ask):
            world = self.world(known)
            self.pool.when(
                "hold-ask", by="welzijn", pool="moestuin", ask=ask, revision=known.revision, cents=known.cents
            )
            outcome = self.pool.outcome
            self.happened()
            if isinstance(outcome, Refusal) and outcome.code == "not-enough" and not self.has_ended:
                assert not is_possible(world), outcome

    @rule(ask=ASK)
    def a_second_yes(self, ask):
        """Never refused for want of money: else two people say yes and nothing comes of it."""
        if known := self.asks.get(ask):
            aside = self.pool.state.holds.reservations[ask].set_aside
            by = self.mandate.second_approver
            self.pool.when("approve-hold", by=by, pool="moestuin", ask=ask, revision=known.revision)
            outcome = self.pool.outcome
            self.happened()
            if not isinstance(outcome, Refusal):
                assert not aside or [type(fact) for fact in outcome] == [e.ReservationHeld]
            assert not (isinstance(outcome, Refusal) and outcome.code == "not-enough" and aside)

    @rule(ask=ASK)
    def a_no(self, ask):
        if known := self.asks.get(ask):
            exact = {"ask": ask, "revision": known.revision, "cents": known.cents}
            self.command("decline-ask", "welzijn", **exact, ground="quality", reason="Nee.")

    @rule()
    def another_approver(self):
        other = {"gemeente": "economie", "economie": "gemeente"}[self.mandate.second_approver]
        self.mandate = replace(self.mandate, second_approver=other)
        self.command("set-mandate", "gemeente", **{k: v for k, v in asdict(self.mandate).items() if k != "pool"})

    @rule(really=st.integers(0, 9))
    def the_year_ends(self, really):
        """Seldom, for nothing can be held in this pool afterwards."""
        if not really:
            self.has_ended = True
            super().the_year_ends()

    def world(self, asked):
        """As an oracle sees it: what is free, what backs what is not committed, and what is asked."""
        committed = {fact.exact for fact in self.of(e.ReservationCommitted)}
        ended = {fact.support for fact in self.of(e.SupportEnded)}
        backing = {exact: fact for exact, fact in self.backing().items() if exact not in committed}
        held = {exact: tuple(pieces_of(fact)) for exact, fact in backing.items() if not ended & supports_of(fact)}
        earmarks = {fact.contribution: list(fact.earmarks) for fact in self.of(e.ContributionPledged)}
        free = {name: self.pool.balance(f"moestuin/{name}/free") for name in earmarks}
        supports = {
            fact.support: (fact.to_goal, list(fact.contributions), fact.max_cents - self.used(fact.support))
            for fact in self.of(e.SupportAgreed)
            if fact.support not in ended
        }
        return World(earmarks, supports, free, held, list(asked.lines))

    def used(self, support):
        return sum(one.cents for fact in self.backing().values() for one in fact.under if one.support == support)


def supports_of(fact):
    return {one.support for one in fact.under}


def pieces_of(fact):
    """What goes under supports, and what goes by earmarks: of one contribution for one goal it is all the one or all
    the other.
    """
    for one in fact.under:
        yield Piece(one.goal, one.contribution, one.cents, one.support)
    under = {(one.goal, one.contribution) for one in fact.under}
    yield from (Piece(*part) for part in fact.attribution if (part.goal, part.contribution) not in under)


SetAsideWorld.TestCase.settings = effort(100, stateful_step_count=30)
TestSetAsideWorld = SetAsideWorld.TestCase
