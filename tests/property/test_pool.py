"""Laws of the pool, in tiny worlds: amounts of 0 to 4 cents, two goals. Each law names the loss it prevents.

The scenario itself checks after every fact: postings balance (money appears or vanishes), accounts keep their sign
(money is spent twice), a decision leaves the state alone, and what is stored reads back the same.
"""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from services.pool.app import SERVICE
from services.pool.holds.decisions.attribution import Ways, drawn
from services.pool.holds.messages import ApproveHold, DeclineAsk, HoldAsk
from shared.money import Refusal
from tests.effort import effort
from tests.unit.pool import facts as e
from tests.unit.pool.moestuin import (
    MANDATE,
    OPENED,
    asked,
    hear_ask,
    hear_failed,
    hear_granted,
    hear_paid,
    hear_refund,
    hear_saving,
)
from tests.unit.scenario import Scenario

NEXT_YEAR = datetime(2027, 1, 4, 9, tzinfo=UTC)
CONTRIBUTIONS = ("c1", "c2", "c3", "c4")
COMMANDS = (HoldAsk, ApproveHold, DeclineAsk)
CENTS = st.integers(0, 4)
POSITIVE = st.integers(1, 4)
GOAL = st.sampled_from(["ontmoeten", "werk"])
EARMARKS = st.sets(GOAL, min_size=1)
LINES = st.dictionaries(GOAL, POSITIVE, min_size=1)
ASK = st.sampled_from(["tuin:a", "tuin:b", "fiets:a", "kas:a"])
APPLICATION = st.sampled_from(["tuin", "fiets", "kas"])
CONTRIBUTION = st.sampled_from(CONTRIBUTIONS)
FREE = st.fixed_dictionaries(dict.fromkeys(CONTRIBUTIONS, CENTS))


class PoolWorld(RuleBasedStateMachine):
    """Whatever other services may legitimately say, and whatever parties may try, in any order."""

    @initialize(
        limit=st.integers(2, 8),
        total=st.integers(4, 16),
        automatic=st.booleans(),
        four_eyes=st.none() | CENTS,
        money=st.lists(st.tuples(st.integers(2, 4), EARMARKS, CENTS), min_size=2, max_size=3),
        wishes=st.dictionaries(ASK, LINES, min_size=1),
    )
    def a_pool(self, limit, total, automatic, four_eyes, money, wishes):
        self.mandate = replace(
            MANDATE,
            limit_cents=limit,
            total_cents=total,
            automatic=automatic,
            four_eyes_above_cents=four_eyes,
            second_approver=None if four_eyes is None else "gemeente",
        )
        self.facts = [OPENED, self.mandate]
        self.pool = Scenario(SERVICE).given(*self.facts)
        self.asks = {}
        """The latest revision of each ask that applications has said."""
        self.decided = {}
        """Applications that were granted or have failed."""
        for number, (cents, earmarks, most) in enumerate(money):
            self.pay_in(CONTRIBUTIONS[number], cents, cents, earmarks, most)
        for ask, lines in wishes.items():
            self.ask(ask, lines)

    def happened(self):
        if not isinstance(self.pool.outcome, Refusal):
            self.facts += self.pool.outcome
        self.pool.then(*([self.pool.outcome.code] if isinstance(self.pool.outcome, Refusal) else self.pool.outcome))

    def command(self, name, by, **body):
        self.pool.when(name, by=by, pool="moestuin", **body)
        self.happened()

    @rule(contribution=CONTRIBUTION, cents=POSITIVE, received=CENTS, earmarks=EARMARKS, most=CENTS)
    def pay_in(self, contribution, cents, received, earmarks, most):
        """What is for one goal may, up to so much, be used for the other."""
        details = {"task_field": "6.1", "year": 2026, "recurring": "structural", "domain": "social"}
        self.command(
            "pledge", "participatie", contribution=contribution, cents=cents, earmarks=sorted(earmarks), **details
        )
        if waiting := self.pool.state.pledges.of("moestuin").waiting.get(contribution):
            self.command("accept-pledge", "welzijn", contribution=contribution, offer=waiting.offer)
        if received:
            self.command("receive", "welzijn", contribution=contribution, cents=received, received_on="2026-03-02")
        if most and len(earmarks) == 1:
            self.support(contribution, sorted(["ontmoeten", "werk"], key=lambda goal: goal not in earmarks), most)

    @rule(contribution=CONTRIBUTION, by=st.sampled_from(["participatie", "gemeente"]))
    def cancel(self, contribution, by):
        self.command("cancel-pledge", by, contribution=contribution, reason="Het gaat niet door.")

    @invariant()
    def nothing_is_promised_without_a_promise(self):
        """Else the council's ceiling counts what will never come; and what came in stays."""
        ended = (e.ContributionReceived, e.PledgeCancelled, e.PledgeLapsed)
        for contribution in CONTRIBUTIONS:
            pledged = sum(fact.cents for fact in self.of(e.ContributionPledged) if fact.contribution == contribution)
            gone = sum(fact.cents for fact in self.of(ended) if fact.contribution == contribution)
            assert self.pool.balance(f"memo/moestuin/{contribution}/pledged") == pledged - gone

    @rule(contribution=CONTRIBUTION, cents=POSITIVE)
    def withdraw(self, contribution, cents):
        self.command("withdraw-contribution", "participatie", contribution=contribution, cents=cents)

    def support(self, contribution, goals, most):
        """Proposed by whose money it is, and agreed by the budget holder."""
        name = f"steun-{len(self.of(e.SupportProposed))}"
        terms = {"from_goal": goals[0], "to_goal": goals[1], "max_cents": most, "evidence": "Rapport"}
        period = {"starts_on": "2026-01-01", "ends_on": "2026-12-31"}
        of = {"support": name, "contributions": [contribution]}
        self.command("propose-support", "participatie", **of, **terms, **period)
        self.command("consent-to-support", "welzijn", support=name)

    @rule(which=st.integers(0, 2))
    def end_support(self, which):
        self.command("end-support", "participatie", support=f"steun-{which}", reason="Zelf nodig")

    @rule()
    def the_year_ends(self):
        """Once; mandate, frame and supports end with it, and holds do not."""
        self.pool.at(NEXT_YEAR).due()
        self.happened()

    @rule(ask=ASK, lines=LINES)
    def ask(self, ask, lines):
        if ask.partition(":")[0] not in self.decided:
            self.asks[ask] = asked(ask, self.asks[ask].revision + 1 if ask in self.asks else 1, **lines)
            hear_ask(self.pool, self.asks[ask])
            self.happened()

    @rule(ask=ASK)
    def drop(self, ask):
        if ask in self.asks:
            self.ask(ask, {})

    @rule(ask=ASK)
    def both_say_yes(self, ask):
        if known := self.asks.get(ask):
            self.command("hold-ask", "welzijn", ask=ask, revision=known.revision, cents=known.cents)
            self.command("approve-hold", "gemeente", ask=ask, revision=known.revision)

    @rule(ask=ASK, command=st.sampled_from(COMMANDS), by=st.sampled_from(["welzijn", "gemeente"]), late=st.booleans())
    def someone_answers(self, ask, command, by, late):
        if known := self.asks.get(ask):
            body = {"ask": ask, "revision": known.revision - late, "cents": known.cents, "reason": "Nee."}
            self.command(command.name, by, **{field: body[field] for field in command.model_fields if field in body})

    @rule(application=APPLICATION, early=st.booleans())
    def grant(self, application, early):
        """Applications grants when every ask that was not dropped is held; so everybody is asked for a yes first."""
        due = [ask for ask in self.asks.values() if ask.application == application and ask.cents]
        for ask in due:
            self.both_say_yes(ask.ask)
        if application in self.decided or not due or not all(ask.exact in self.held() for ask in due):
            return
        if early:
            self.pay(due)
        self.decided[application] = due
        hear_granted(self.pool, *(ask.exact for ask in due), application=application)
        self.happened()
        if not early:
            self.pay(due)

    def pay(self, asks):
        for ask in asks:
            hear_paid(self.pool, ask.cents, ask=ask.ask, order=f"{ask.ask}:1")
            self.happened()

    @rule(application=APPLICATION)
    def fail(self, application):
        if application in self.decided or application not in {ask.application for ask in self.asks.values()}:
            return
        self.decided[application] = []
        hear_failed(self.pool, application)
        self.happened()

    @precondition(lambda self: self.of(e.ReservationPaid))
    @rule(which=st.integers(0, 3), principal=CENTS, interest=CENTS, saved=CENTS)
    def money_comes_back(self, which, principal, interest, saved):
        """Settlement confirms no more principal than was paid."""
        payments = self.of(e.ReservationPaid)
        paid = payments[which % len(payments)]
        back = sum(fact.cents for fact in self.of(e.MoneyReturned) if fact.ask == paid.ask)
        hear_refund(self.pool, min(principal, paid.cents - back), interest, ask=paid.ask)
        self.happened()
        if saved:
            hear_saving(self.pool, saved, f"into:moestuin/{paid.ask}", purpose="saving-to-investor")
            self.happened()

    def of(self, kind):
        return [fact for fact in self.facts if isinstance(fact, kind)]

    def held(self):
        ended = {fact.exact for fact in (*self.of(e.ReservationReleased), *self.of(e.ReservationCommitted))}
        return {fact.exact: fact for fact in self.of(e.ReservationHeld) if fact.exact not in ended}

    def total(self, bucket):
        return sum(self.pool.balance(f"moestuin/{contribution}/{bucket}") for contribution in CONTRIBUTIONS)

    @invariant()
    def every_hold_is_answered_for(self):
        """Else money stays reserved for nothing, or is spent without a yes."""
        assert self.total("held") == sum(fact.cents for fact in self.held().values())
        assert self.total("committed") + self.total("paid") == sum(
            fact.cents for fact in self.of(e.ReservationCommitted)
        )
        assert not [fact for fact in self.held().values() if fact.application in self.decided]

    @invariant()
    def what_is_set_aside_waits_for_a_second_yes(self):
        """Else money stays set aside for nothing, or is given back twice."""
        aside = {}
        for fact in self.facts:
            if isinstance(fact, e.BackingSetAside):
                assert fact.exact not in aside
                aside[fact.exact] = fact
            elif isinstance(fact, e.BackingFreed):
                del aside[fact.exact]
            elif isinstance(fact, e.ReservationHeld):
                aside.pop(fact.exact, None)
        assert self.total("reserved") == sum(fact.cents for fact in aside.values())
        assert all(self.asks[fact.ask].revision == fact.revision for fact in aside.values())
        assert not [fact for fact in aside.values() if fact.application in self.decided]
        declined = {fact.ask for fact in self.of(e.ReservationDeclined)}
        standing = self.pool.state.holds.reservations
        assert all(standing[ask].standing != "declined" for ask, _ in aside if ask in declined)

    @invariant()
    def nothing_is_both_committed_and_released(self):
        """Else a contribution is spent and given back."""
        exact = Counter(fact.exact for fact in (*self.of(e.ReservationCommitted), *self.of(e.ReservationReleased)))
        assert set(exact.values()) <= {1}

    @invariant()
    def a_hold_is_whole_and_within_its_earmarks(self):
        """Else an ask is half paid, or money goes where its contributor did not allow it."""
        earmarks = {fact.contribution: fact.earmarks for fact in self.of(e.ContributionPledged)}
        wanted = {fact.exact: fact.lines for fact in self.of(e.AskReceived)}
        for fact in self.of(e.BackingSetAside | e.ReservationHeld | e.HoldRebacked | e.ReservationCommitted):
            supported = Counter()
            for _, goal, contribution, cents in fact.under:  # there may be two supports for the same way
                supported[goal, contribution] += cents
            for goal, contribution, cents in fact.attribution:
                assert supported.pop((goal, contribution), 0) == (0 if goal in earmarks[contribution] else cents)
            assert not supported
            given_to = Counter()
            for goal, _, cents in fact.attribution:
                given_to[goal] += cents
            assert given_to == dict(wanted[fact.exact])

    def backing(self):
        """By revision for which money is set aside, held or committed, what backs it: as it was, or moved since."""
        found = {}
        for fact in self.facts:
            if isinstance(fact, e.BackingSetAside | e.ReservationHeld | e.HoldRebacked):
                found[fact.exact] = fact
            elif isinstance(fact, e.ReservationReleased | e.BackingFreed):
                found.pop(fact.exact, None)
        return found

    @invariant()
    def no_more_goes_under_a_support_than_was_agreed(self):
        """Else a budget pays for what its contributor and the council did not allow."""
        used = Counter()
        for fact in self.backing().values():
            for support, _, _, cents in fact.under:
                used[support] += cents
        agreed = {fact.support: fact.max_cents for fact in self.of(e.SupportAgreed)}
        assert all(cents <= agreed[support] for support, cents in used.items())

    @invariant()
    def every_cent_of_a_contribution_is_somewhere(self):
        """Received, less taken back, and all that came in otherwise: free, lapsed, or for an ask. By facts alone."""
        came, engaged = Counter(), Counter()
        for fact in self.of(e.ContributionReceived):
            came[fact.contribution] += fact.cents
        for fact in self.of(e.ContributionWithdrawn):
            came[fact.contribution] -= fact.cents
        for fact in (*self.of(e.MoneyReturned), *self.of(e.InterestReceived), *self.of(e.SavingReceived)):
            came.update(dict(fact.parts))
        for fact in self.backing().values():
            engaged.update(self.by_name(fact))
        for name in CONTRIBUTIONS:
            there = sum(self.pool.balance(f"moestuin/{name}/{bucket}") for bucket in ("free", "lapsed"))
            assert came[name] == there + engaged[name], name

    @staticmethod
    def by_name(fact):
        found = Counter()
        for _, name, cents in fact.attribution:
            found[name] += cents
        return found

    @invariant()
    def nothing_is_free_after_the_last_day(self):
        """Else money is spent that the council has back."""
        for fact in self.of(e.ContributionLapsed):
            assert self.pool.balance(f"moestuin/{fact.contribution}/free") == 0

    @invariant()
    def the_mandate_is_kept(self):
        """Else the budget holder spends what nobody allowed. What came back, in whatever way, may be spent again."""
        came_back = ("refunded", "earned", "moved-in")
        outlay_cents = sum(self.total(bucket) for bucket in ("reserved", "held", "committed", "paid", *came_back))
        assert outlay_cents <= self.mandate.total_cents
        assert all(fact.cents <= self.mandate.limit_cents for fact in self.of(e.ReservationHeld))

    @invariant()
    def above_the_threshold_two_parties_said_yes(self):
        """Else one party spends alone; and nothing is held that no first yes was recorded for."""
        threshold = self.mandate.four_eyes_above_cents
        first = {fact.exact for fact in self.of(e.HoldAwaitsSecondApproval)}
        for fact in self.of(e.ReservationHeld):
            assert threshold is None or fact.cents <= threshold or fact.exact in first

    @invariant()
    def nobody_gets_back_more_than_it_paid(self):
        """Else one contributor pays another's share."""
        for contribution in CONTRIBUTIONS:
            paid = self.pool.balance(f"moestuin/{contribution}/paid")
            assert paid + self.pool.balance(f"moestuin/{contribution}/refunded") >= 0

    def teardown(self):
        """The log alone rebuilds the state: else an auditor sees another pool than the service does."""
        if hasattr(self, "pool"):
            assert Scenario(SERVICE).given(*self.facts).state == self.pool.state


PoolWorld.TestCase.settings = effort(100, stateful_step_count=30)
TestPoolWorld = PoolWorld.TestCase


@effort(300)
@given(
    lines=st.lists(st.tuples(GOAL, POSITIVE), max_size=3),
    candidates=st.dictionaries(GOAL, st.lists(CONTRIBUTION, unique=True)),
    free=FREE,
)
def test_attribution_gives_all_or_nothing_and_never_more_than_is_free(lines, candidates, free):
    found = drawn(lines, Ways(candidates), free.__getitem__)
    if found is None:
        return
    assert all(part.cents > 0 and part.contribution in candidates[part.goal] for part in found)
    wanted, given_to, taken = Counter(), Counter(), Counter()
    for goal, cents in lines:
        wanted[goal] += cents
    for part in found:
        given_to[part.goal] += part.cents
        taken[part.contribution] += part.cents
    assert given_to == wanted
    assert all(taken[contribution] <= cents for contribution, cents in free.items())


@effort(200)
@given(
    cents=POSITIVE,
    candidates=st.lists(CONTRIBUTION, unique=True),
    free=FREE,
)
def test_one_line_is_refused_only_if_there_is_not_enough_for_it(cents, candidates, free):
    found = drawn([("werk", cents)], Ways({"werk": candidates}), free.__getitem__)
    available = sum(free[contribution] for contribution in candidates)
    assert (found is None) == (available < cents)
