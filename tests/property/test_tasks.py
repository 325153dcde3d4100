"""Laws of tasks, in tiny worlds: four units of two cents, asks for a few. Each law names the loss it prevents.

The scenario itself checks after every fact: postings balance (units appear or vanish), accounts keep their sign (units
are taken over twice), a decision leaves the state alone, and what is stored reads back the same.
"""

from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from services.pool.app import SERVICE
from shared.money import Refusal
from tests.effort import effort
from tests.unit.pool import facts as e
from tests.unit.pool.moestuin import (
    MANDATE,
    OPENED,
    hear_failed,
    hear_granted,
    hear_paid,
    hear_refund,
    hear_refund_corrected,
    paid_in,
)
from tests.unit.pool.taking_over import TASK, challenge, hear_challenge
from tests.unit.scenario import Scenario

UNITS, UNIT_CENTS = 4, 2
ACCOUNT = "memo/with:moestuin/perken/"
ASK = st.sampled_from(["tuin:a", "tuin:b", "fiets:a", "kas:a"])
SOME_UNITS = st.integers(1, 4)
CENTS = st.integers(0, 4)


class TaskWorld(RuleBasedStateMachine):
    """Whatever other services may legitimately say, and whatever parties may try, in any order."""

    @initialize(automatic=st.booleans())
    def a_task(self, automatic):
        self.pool = Scenario(SERVICE).given(OPENED, replace(MANDATE, automatic=automatic))
        self.pool.given(*paid_in("breed", 20, "ontmoeten", "werk"))
        self.facts, self.asks, self.decided = [], {}, set()
        self.command("register-task", "welzijn", **TASK | {"units": UNITS, "unit_cents": UNIT_CENTS})

    def happened(self):
        """Whether it did."""
        refused = isinstance(self.pool.outcome, Refusal)
        self.facts += [] if refused else self.pool.outcome
        self.pool.then(*([self.pool.outcome.code] if refused else self.pool.outcome))
        return not refused

    def command(self, name, by, **body):
        self.pool.when(name, by=by, pool="moestuin", **body)
        return self.happened()

    @rule(ask=ASK, units=SOME_UNITS, cents=st.integers(1, 5), plain=st.booleans(), other=st.booleans())
    def ask_for(self, ask, units, cents, plain, other):
        if ask.partition(":")[0] in self.decided:
            return
        asked = challenge(units, cents, ask, **({"werk": 1} if other and not plain else {}))
        revision = self.asks[ask].revision + 1 if ask in self.asks else 1
        self.asks[ask] = replace(asked, revision=revision, **({"takes_over": None} if plain else {}))
        hear_challenge(self.pool, self.asks[ask])
        self.happened()

    @rule(ask=ASK)
    def hold(self, ask):
        if asked := self.asks.get(ask):
            self.command("hold-ask", "welzijn", ask=ask, revision=asked.revision, cents=asked.cents)

    @rule(application=st.sampled_from(["tuin", "fiets", "kas"]), grants=st.booleans())
    def decide(self, application, grants):
        """Granted only where every ask is held."""
        asks = [asked for asked in self.asks.values() if asked.application == application]
        for asked in asks if grants else ():
            self.hold(asked.ask)
        all_held = all(asked.exact in self.held() for asked in asks)
        if application in self.decided or not asks or (grants and not all_held):
            return
        self.decided.add(application)
        if grants:
            hear_granted(self.pool, *(asked.exact for asked in asks), application=application)
        else:
            hear_failed(self.pool, application)
        self.happened()

    @rule(ask=ASK)
    def pay(self, ask):
        committed = {fact.ask: fact.cents for fact in self.of(e.ReservationCommitted)}
        if ask in committed and ask not in {fact.ask for fact in self.of(e.ReservationPaid)}:
            hear_paid(self.pool, committed[ask], ask=ask, order=f"{ask}:1")
            self.happened()

    @rule(ask=ASK, units=SOME_UNITS, cents=CENTS, by=st.sampled_from(["de-moestuin", "welzijn", "economie"]))
    def give_back(self, ask, units, cents, by):
        self.command("give-back-task", by, ask=ask, units=units, cents=cents, reason="Te ver")

    @rule(ask=ASK, number=st.integers(1, 3), ends=st.booleans(), by=st.sampled_from(["de-moestuin", "welzijn"]))
    def answer(self, ask, number, ends, by):
        words = {"reason": "Toch niet"} if ends else {}
        self.command("end-give-back" if ends else "consent-to-give-back", by, ask=ask, number=number, **words)

    @rule(ask=ASK, cents=CENTS)
    def money_comes_back(self, ask, cents):
        """Settlement confirms no more than was paid."""
        if left := min(cents, self.out(ask)):
            hear_refund(self.pool, principal=left, ask=ask)
            self.happened()

    @rule(ask=ASK, was=CENTS, right=CENTS)
    def a_refund_is_corrected(self, ask, was, right):
        came = sum(fact.cents for fact in self.of((e.MoneyReturned, e.ReturnCorrected)) if fact.ask == ask)
        if 0 < was <= came and was != right and right - was <= self.out(ask):
            hear_refund_corrected(self.pool, (was, 0), (right, 0), ask=ask)
            self.happened()

    def of(self, kind):
        return [fact for fact in self.facts if isinstance(fact, kind)]

    def held(self):
        ended = {fact.exact for fact in (*self.of(e.ReservationReleased), *self.of(e.ReservationCommitted))}
        return {fact.exact: fact for fact in self.of(e.ReservationHeld) if fact.exact not in ended}

    def out(self, ask):
        paid = sum(fact.cents for fact in self.of(e.ReservationPaid) if fact.ask == ask)
        return paid - sum(fact.cents for fact in self.of((e.MoneyReturned, e.ReturnCorrected)) if fact.ask == ask)

    def units_with(self, party):
        cents = self.pool.balance(f"{ACCOUNT}{party}")
        assert cents % UNIT_CENTS == 0, "half a unit"
        return cents // UNIT_CENTS

    @invariant()
    def every_unit_is_with_somebody(self):
        """Else a task is nobody's, or two parties'."""
        assert self.units_with("openbare-ruimte") + self.units_with("de-moestuin") == UNITS
        moved = sum(fact.units for fact in self.of(e.TaskMoved))
        assert self.units_with("de-moestuin") == moved - sum(fact.units for fact in self.of(e.TaskGivenBack))

    @invariant()
    def what_is_held_can_be_moved(self):
        """Else an application is granted, and its task is not there."""
        takes_over = {asked.exact: asked.takes_over for asked in self.of(e.AskReceived)}
        claimed = sum(takes_over[exact].units for exact in self.held() if takes_over[exact])
        assert claimed <= self.units_with("openbare-ruimte")

    @invariant()
    def task_and_money_move_together(self):
        """Else residents have a task without its budget, or its budget without the task."""
        takes_over = {asked.exact: asked.takes_over for asked in self.of(e.AskReceived)}
        committed = {fact.ask: fact.cents for fact in self.of(e.ReservationCommitted) if takes_over[fact.exact]}
        assert committed == {fact.ask: fact.cents for fact in self.of(e.TaskMoved)}
        assert all(fact.cents <= fact.budget_cents for fact in self.of(e.TaskMoved))

    @invariant()
    def units_go_back_once_their_money_has_come_and_not_before(self):
        """Else the performer has the task and not what is left of its budget, or the money came and not the task."""
        came, agreed = {}, {}
        for fact in self.facts:
            match fact:
                case e.GiveBackAgreed():
                    agreed[fact.ask], came[fact.ask] = fact, 0
                case e.MoneyReturned() | e.ReturnCorrected():
                    came[fact.ask] = came.get(fact.ask, 0) + fact.cents
                case e.TaskGivenBack():
                    assert came[fact.ask] >= fact.cents
                    assert agreed.pop(fact.ask).number == fact.number
                case e.GiveBackEnded() if fact.ask in agreed and agreed[fact.ask].number == fact.number:
                    del agreed[fact.ask]
        assert all(came[ask] < fact.cents for ask, fact in agreed.items())

    @invariant()
    def nothing_goes_back_that_the_pool_did_not_agree_to(self):
        """Else who has a task drops it as it likes."""
        assert {fact.agreed_by for fact in self.of(e.GiveBackAgreed)} <= {"welzijn"}

    def teardown(self):
        """The log alone rebuilds the state."""
        if hasattr(self, "pool"):
            given = Scenario(SERVICE).given(OPENED, self.pool.state.mandates.of_pool["moestuin"])
            given.given(*paid_in("breed", 20, "ontmoeten", "werk"), *self.facts)
            assert given.state == self.pool.state


TaskWorld.TestCase.settings = effort(100, stateful_step_count=30)
TestTaskWorld = TaskWorld.TestCase
