"""A grant paid in parts and changed, in a tiny world: settlement and the pool that pays, each step as likely as others.

Laws: what was paid and what is ordered never exceed what was granted; nothing is paid for a milestone before its
release; once it is determined, what was kept or is to be paid is what was determined, or the difference is claimed; the
pool has committed what is granted and neither paid nor fallen away, by every contribution and goal.
"""

from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from services.settlement.app import SERVICE
from services.settlement.changes.facts import LESS
from services.settlement.changes.facts import MORE as RECONSIDERED
from services.settlement.determinations.facts import CHANGE, LOWER, MORE
from shared.calendar import civil_date
from shared.money import Refusal
from tests.effort import fixed_effort
from tests.unit.pool.moestuin import asked, closed, committed, held, moestuin, paid_in
from tests.unit.scenario import Scenario

ASK, FUNDER, HOLDER, RECIPIENT = "tuin:geld", "pool:moestuin", "welzijn", "de-moestuin"
CENTS = st.integers(0, 9)
WHICH = st.integers(0, 3)
WHENS = st.sampled_from(["now", "now", "day", "milestone"])
PERCENTS = st.sampled_from([(), (100,), (50, 50), (34, 33, 33), (50, 30), (60, 20), (50,)])


class Neighbourhood(RuleBasedStateMachine):
    """The scenarios themselves check that every fact balances, keeps each account's sign, and can be stored."""

    @initialize(narrow=st.integers(1, 4), broad=st.integers(2, 5), percents=PERCENTS, whens=st.tuples(*[WHENS] * 4))
    def grant(self, narrow, broad, percents, whens):
        self.granted = self.first_granted = narrow + broad
        line = asked(ontmoeten=self.granted - 1, werk=1)
        backing = held(line, ("ontmoeten", "smal", narrow), ("ontmoeten", "breed", broad - 1), ("werk", "breed", 1))
        money = (*paid_in("smal", narrow, "ontmoeten"), *paid_in("breed", broad, "ontmoeten", "werk"))
        self.pool = moestuin(*money, line, backing, committed(backing), closed())
        self.settlement = Scenario(SERVICE)
        self.whens, self.released, self.determined, self.first, self.claimed = whens, set(), None, None, 0
        self.refunded = 0
        days = {"now": {}, "day": {"due_on": self.today.isoformat()}, "milestone": {"milestone": "De kas staat"}}
        advances = [{"percent": percent, **days[when]} for percent, when in zip(percents, whens, strict=False)]
        said = {"application": "tuin", "applicant": RECIPIENT, "advances": [{"ask": ASK, "advances": advances}]}
        ask = {"ask": ASK, "funder": FUNDER, "cents": self.granted, "instrument": "grant"}
        self.settlement.heard("pool", "pool-opened", pool="moestuin", budget_holder=HOLDER)
        self.settlement.heard("applications", "application-granted", **said, asks=[ask])
        self.settlement.heard("pool", "reservation-committed", pool="moestuin", ask=ASK)

    @property
    def today(self):
        return civil_date(self.settlement.now)

    def orders(self, status=None):
        return [order for order in self.settlement.state.orders.of(ASK) if status in {None, order.status}]

    def sum_of(self, status):
        return sum(order.slip.cents for order in self.orders(status))

    def send(self, command, by=HOLDER, **body):
        """The code of its refusal, or ''. What settlement says of it the pool hears."""
        outcome = self.settlement.when(command, by=by, **body).outcome
        self.settlement._judged = True  # in this world a refusal is as good an outcome
        if isinstance(outcome, Refusal):
            return outcome.code
        for _, kind, _, said in self.settlement.said:
            self.pool.heard("settlement", kind, **said)
        return ""

    # What is done

    @rule(which=WHICH)
    def pay(self, which):
        if waiting := self.orders("open"):
            slip = waiting[which % len(waiting)].slip
            assert not self.send("confirm-payment", order=slip.order, cents=slip.cents, paid_on=self.today)

    @rule(which=WHICH)
    def fail(self, which):
        if waiting := self.orders("open"):
            slip = waiting[which % len(waiting)].slip
            assert not self.send("report-payment-failed", order=slip.order, reason="Opgeheven.")

    @rule(which=WHICH, by_bank=st.booleans())
    def undo_payment(self, which, by_bank):
        if paid := self.orders("confirmed"):
            order = paid[which % len(paid)]
            how = {"returned_on": self.today} if by_bank else {"ground": "did-not-happen"}
            code = self.send("report-returned" if by_bank else "correct-confirmation", order=order.slip.order, **how)
            stays = self.determined is not None or order.returned_cents
            assert code == ("reverse-first" if stays else "")

    @rule(which=WHICH, cents=st.integers(1, 3))
    def refund(self, which, cents):
        if paid := self.orders("confirmed"):
            order = paid[which % len(paid)]
            came = {"order": order.slip.order, "principal_cents": cents, "interest_cents": 0}
            code = self.send("record-refund", **came)
            if self.determined is not None:
                assert code == "is-determined"
            else:
                assert (not code) == (cents <= order.paid_cents - order.returned_cents + (0 if code else cents))
                self.refunded += 0 if code else cents

    @rule(number=st.integers(1, 4), reported=st.booleans())
    def release(self, number, reported):
        if reported:
            self.send("report-milestone", by=RECIPIENT, ask=ASK, advance=number, words="Zie de foto's.")
        state = self.settlement.state
        agreement = state.agreements.by_ask[ASK]
        exists = number <= len(agreement.advances) and self.whens[number - 1] == "milestone"
        cents = state.changes.advance_cents(agreement, number) if exists else 0
        room = cents and self.sum_of(None) + cents <= self.granted
        may = room and number not in self.released and self.determined is None
        assert (not self.send("release-advance", ask=ASK, advance=number)) == bool(may)
        if may:
            self.released.add(number)

    @rule(cents=CENTS)
    def change(self, cents):
        paid, was = self.sum_of("confirmed"), self.granted
        may = self.determined is None and paid <= cents <= self.first_granted and cents != was
        why = {"ground": min(LESS if cents < was else RECONSIDERED), "reason": "Zo is het."}
        assert (not self.send("change-grant", ask=ASK, cents=cents, **why)) == may
        if may:
            self.granted = cents
            self._everything_that_is_due_is_ordered()

    def _everything_that_is_due_is_ordered(self):
        """As long as it lasts: what is neither paid nor ordered is left for what awaits a word, or for the end."""
        changed = self.settlement.state.changes.last[ASK]
        ordered = {order.slip.advance: order.slip.cents for order in self.orders()}
        left = self.granted - self.sum_of(None)
        agreement = self.settlement.state.agreements.by_ask[ASK]
        for number, (cents, when) in enumerate(zip(changed.advances, self.whens, strict=False), start=1):
            waits = when == "milestone" and number not in self.released
            assert cents <= agreement.advance_cents(number)
            if waits:
                assert number not in ordered
                left -= cents
            else:
                assert ordered.get(number, 0) == cents
        cut = any(c < agreement.advance_cents(n) for n, c in enumerate(changed.advances, 1) if n not in ordered)
        assert left >= 0
        assert not (cut and left)

    @rule(cents=CENTS)
    def determine(self, cents):
        was, kept, paid = self.determined, self.kept, self.sum_of("confirmed")
        most = kept if was is not None else kept + self.granted - paid
        may = paid and cents <= most and cents != was and not (was is not None and self.orders("open"))
        ground = None if cents == self.granted else min(LOWER)
        if was is not None:
            ground = min(CHANGE if cents < was else MORE)
        why = {"reason": "Zo is het.", "ex_officio": True, "ground": ground}
        assert (not self.send("determine-grant", ask=ASK, cents=cents, **why)) == bool(may)
        if may:
            if was is None:
                self.first = max(cents - kept, 0)
                self.claimed = max(kept - cents, 0)
            else:
                self.claimed = kept - cents
            self.determined = cents

    @precondition(lambda machine: machine.determined is not None)
    @rule()
    def correct_determination(self):
        assert not self.send("correct-determination", ask=ASK, ground="wrong-amount")
        self.determined, self.claimed = None, 0

    @precondition(lambda machine: machine.determined is None)
    @rule(more=st.integers(1, 4), which=WHICH)
    def a_mistake_is_found_late(self, more, which):
        """More is determined than was paid, and the rest is paid by then."""
        if not self.orders("confirmed"):
            self.pay(which)
        self.determine(min(self.kept + more, self.granted - self.refunded))
        self.pay(0)
        if self.determined is not None:
            self.correct_determination()

    @rule(days=st.integers(1, 60))
    def time_passes(self, days):
        self.settlement.at(self.settlement.now + timedelta(days))
        while self.settlement.due().outcome:
            pass

    # What holds

    @property
    def kept(self):
        return self.sum_of("confirmed") - self.refunded

    @invariant()
    def no_more_is_paid_or_ordered_than_was_granted(self):
        assert self.sum_of(None) <= self.granted
        assert self.settlement.balance(f"party:{RECIPIENT}") == self.kept
        assert -self.settlement.balance(f"payer:{FUNDER}") == self.kept + self.sum_of("open")

    @invariant()
    def nothing_is_paid_for_what_was_not_reached(self):
        for order in self.orders():
            number = order.slip.advance
            assert number is None or self.whens[number - 1] != "milestone" or number in self.released

    @invariant()
    def no_part_is_ordered_twice(self):
        parts = [order.slip.advance for order in self.orders() if order.slip.advance]
        assert len(parts) == len(set(parts))

    @invariant()
    def what_is_determined_is_kept_or_paid_still_or_claimed(self):
        if self.determined is not None:
            assert self.kept + self.sum_of("open") == self.determined + self.claimed
        claims = {name: cents for name, cents in self.settlement.balances.items() if name.endswith("/claimed")}
        assert -sum(claims.values()) == self.claimed

    @invariant()
    def the_pool_has_committed_what_is_neither_paid_nor_fallen_away(self):
        fallen = self.first_granted - self.granted
        fallen += self.granted - self.sum_of(None) if self.determined is not None else 0
        stands = {part: self._in_pool(part) for part in ("paid", "committed", "free", "refunded", "short")}
        assert stands["paid"] == self.sum_of("confirmed")
        assert stands["committed"] == self.first_granted - self.sum_of("confirmed") - fallen
        assert stands["refunded"] == -self.refunded
        assert stands["free"] + stands["short"] == fallen + self.refunded
        of = self.pool.state.holds.engaged["moestuin"].values()
        for part in ("paid", "committed"):
            assert sum(goal.get(part, 0) for goal in of) == stands[part]
        assert all(cents >= 0 for goal in of for cents in goal.values())

    def _in_pool(self, part):
        return sum(self.pool.balance(f"moestuin/{name}/{part}") for name in ("smal", "breed"))


TestNeighbourhood = Neighbourhood.TestCase
TestNeighbourhood.settings = settings(fixed_effort(120), stateful_step_count=30)
