"""Determinations in a tiny world: two grants of two funders, amounts of 0 to 4 cents, every step as likely as others.

Laws: every cent that was paid is with its recipient, or came back by a refund or a repayment; what was kept beyond what
is determined is claimed, and nothing else is; a claim is owed, repaid or written off, whole. Counted twice: by what was
commanded and accepted, and by what the accounts say.
"""

from collections import Counter, defaultdict
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from services.settlement.app import SERVICE
from services.settlement.determinations.facts import CHANGE, LOWER, MORE
from shared.calendar import civil_date
from shared.money import Refusal
from tests.effort import fixed_effort
from tests.unit.scenario import Scenario

SMALL = st.integers(0, 4)
CENTS = st.integers(1, 4)
AMOUNTS = st.sampled_from([1, 2, 3, 4, 4])
ASKS = ("tuin:een", "tuin:twee")
FUNDERS = dict(zip(ASKS, ("zuil:participatie", "pool:moestuin"), strict=True))
PAYERS = dict(zip(ASKS, ("participatie", "welzijn"), strict=True))
SECOND = "openbare-ruimte"
ASK = st.sampled_from(ASKS)
WHICH = st.integers(0, 2)
"""The latest claim, the one before it, or the one before that; the first, where there are not so many."""
NUMBER = st.integers(1, 3)
FITTING = "fitting"
GROUNDS = st.sampled_from([*[FITTING] * 8, None, *sorted(LOWER)[:1], *sorted(CHANGE)[:1], *MORE])
NOTHING = {"principal_cents": 0, "interest_cents": 0}
is_claimed = precondition(lambda machine: any(machine.claims.values()))
is_determined = precondition(lambda machine: machine.determined)


class Neighbourhood(RuleBasedStateMachine):
    """The scenario itself checks that every fact balances, keeps each account's sign, and can be stored and said."""

    @initialize(
        amounts=st.tuples(AMOUNTS, AMOUNTS),
        four_eyes=st.sampled_from([None, 0, 2]),
        reported=st.booleans(),
        refunded=SMALL,
    )
    def grant(self, amounts, four_eyes, reported, refunded):
        self.scenario = Scenario(SERVICE)
        self.granted = dict(zip(ASKS, amounts, strict=True))
        self.paid, self.determined = Counter(), {}
        self.refunds = defaultdict(dict)
        """By ask principal and interest, by number of the refund."""
        self.claims, self.came, self.off = defaultdict(list), defaultdict(dict), Counter()
        self.reported = False
        self.hear("pool", "pool-opened", pool="moestuin", budget_holder="welzijn")
        if four_eyes is not None:
            approval = {"four_eyes_above_cents": four_eyes, "second_approver": SECOND}
            self.hear("pool", "mandate-set", pool="moestuin", **approval)
        asks = [
            {"ask": ask, "funder": FUNDERS[ask], "cents": cents, "instrument": "grant"}
            for ask, cents in self.granted.items()
        ]
        self.hear("applications", "application-granted", application="tuin", applicant="de-moestuin", asks=asks)
        self.hear("pool", "reservation-committed", pool="moestuin", ask=ASKS[1])
        for ask in ASKS:
            self._confirm(ask)
        if reported:
            self.report(costs=1, other=0)
        for ask in ASKS[:refunded]:
            self.refund(ask=ask, principal=1, interest=0, most=4)

    # What is done

    def hear(self, upstream, kind, **body):
        self.scenario.heard(upstream, kind, **body)

    def send(self, by, command, **body):
        """The code of its refusal, or ''; the kinds of what came of it are kept."""
        outcome = self.scenario.when(command, by=by, **body).outcome
        self.scenario._judged = True  # in this world a refusal is as good an outcome
        if isinstance(outcome, Refusal):
            return outcome.code
        self.kinds = [fact.kind for fact in outcome]
        return ""

    @property
    def today(self):
        return civil_date(self.scenario.now)

    def order(self, ask):
        return self.scenario.state.orders.of_ask[ask][-1]

    def kept(self, ask):
        return self.paid[ask] - sum(principal for principal, _ in self.refunds[ask].values())

    def interest(self, ask):
        return sum(interest for _, interest in self.refunds[ask].values())

    def _confirm(self, ask):
        paid = {"order": self.order(ask), "cents": self.granted[ask], "paid_on": self.today}
        if not self.send(PAYERS[ask], "confirm-payment", **paid):
            self.paid[ask] = self.granted[ask]

    @rule(ask=ASK, mistaken=st.booleans(), again=st.sampled_from([True, True, True, False]))
    def undo_payment(self, ask, mistaken, again):
        """Confirmed by mistake, or sent back by the bank; mostly it is confirmed anew."""
        if mistaken:
            code = self.send(PAYERS[ask], "correct-confirmation", order=self.order(ask), ground="did-not-happen")
            if not code and self.kinds == ["payment-correction-awaits-approval"]:
                code = self.send(SECOND, "approve-payment-correction", order=self.order(ask), **NOTHING)
        else:
            code = self.send(PAYERS[ask], "report-returned", order=self.order(ask), returned_on=self.today)
        self.is_none_any_more(ask, code)
        if again:
            self._confirm(ask)

    def is_none_any_more(self, ask, code):
        if code:
            return
        assert ask not in self.determined, "what is determined rests on its payment"
        assert not any(map(sum, self.refunds.pop(ask, {}).values()))
        self.paid[ask] = 0

    @rule(ask=ASK, principal=SMALL, interest=SMALL, most=st.sampled_from([4, 4, 99]))
    def refund(self, ask, principal, interest, most):
        """Mostly no more than there is to come back."""
        left = self.paid[ask] - sum(map(sum, self.refunds[ask].values()))
        principal = min(principal, max(left, 0) if most == 4 else most)
        interest = min(interest, max(left - principal, 0) if most == 4 else most)
        came = {"principal_cents": principal, "interest_cents": interest}
        code = self.send(PAYERS[ask], "record-refund", order=self.order(ask), **came)
        if ask in self.determined:
            assert code == "is-determined"
        elif not code:
            self.refunds[ask][len(self.refunds[ask]) + 1] = principal, interest

    @precondition(lambda machine: any(machine.refunds.values()))
    @rule(ask=ASK, number=st.sampled_from([1, 1, 2]), principal=SMALL, interest=SMALL)
    def correct_refund(self, ask, number, principal, interest):
        right = {"refund": number, "principal_cents": principal, "interest_cents": interest}
        code = self.send(PAYERS[ask], "correct-refund", order=self.order(ask), **right, ground="wrong-amount")
        if not code and self.kinds == ["payment-correction-awaits-approval"]:
            code = self.send(SECOND, "approve-payment-correction", order=self.order(ask), **right)
        if not code:
            assert ask not in self.determined
            self.refunds[ask][number] = principal, interest

    @rule(costs=CENTS, other=SMALL)
    def report(self, costs, other):
        said = {"costs": [{"what": "Alles", "cents": costs}], "other_cents": other, "words": "Het is af."}
        code = self.send("de-moestuin", "submit-report", application="tuin", **said)
        assert (code == "already-determined") == (self.determined.keys() == set(ASKS))
        if not code:
            self.reported = True
            parts = self.scenario.state.determinations.reports["tuin"].parts
            assert sum(part.cents for part in parts) == min(max(costs - other, 0), sum(self.granted.values()))
            assert all(part.cents <= self.granted[part.ask] for part in parts)

    @rule(ask=ASK, cents=SMALL, ground=GROUNDS, ex_officio=st.booleans(), instalments=NUMBER)
    def determine(self, ask, cents, ground, ex_officio, instalments):
        if ground == FITTING:
            ground = self.fitting(ask, cents)
        why = {"ground": ground, "reason": "Zo is het.", "ex_officio": ex_officio, "instalments": instalments}
        expected = self.may_be_determined(ask, cents, ground, ex_officio=ex_officio)
        code = self.send(PAYERS[ask], "determine-grant", ask=ask, cents=cents, **why)
        assert (not code) == expected, code
        if code:
            return
        was = self.determined.get(ask)
        owed = self.kept(ask) if was is None or cents > was else was
        if was is not None and cents > was:
            self.claims.pop(ask, None)
        self.determined[ask] = cents
        if owed > cents:
            number = self.scenario.state.determinations.by_ask[ask].last.determination
            self.claims[ask].append((f"{ask}:claim-{number}", owed - cents))

    def fitting(self, ask, cents):
        was = self.determined.get(ask)
        if was is None:
            return None if cents == self.granted[ask] else min(LOWER)
        return min(CHANGE if cents < was else MORE)

    def may_be_determined(self, ask, cents, ground, *, ex_officio):
        """By the sentence of its `requires`, in this machine's own words."""
        was = self.determined.get(ask)
        if not self.paid[ask] or cents > self.kept(ask) or cents == was:
            return False
        if was is None:
            fits = ground in LOWER if cents < self.granted[ask] else ground is None
            return fits and (ex_officio or self.reported)
        return ground in CHANGE if cents < was else ground in MORE and not self.something_came(ask)

    def something_came(self, ask):
        return any(sum(self.came[order].values()) or self.off[order] for order, _ in self.claims[ask])

    @precondition(lambda machine: machine.determined.keys() != set(ASKS))
    @rule(part=st.integers(0, 4), instalments=NUMBER)
    def determine_first(self, part, instalments):
        """Something that can be, of a grant of which nothing is determined."""
        ask = min(set(ASKS) - self.determined.keys())
        self._confirm(ask)
        cents = min(part, self.kept(ask))
        self.determine(ask=ask, cents=cents, ground=FITTING, ex_officio=True, instalments=instalments)

    @is_determined
    @rule(ask=ASK)
    def correct_determination(self, ask):
        expected = ask in self.determined and not self.something_came(ask)
        code = self.send(PAYERS[ask], "correct-determination", ask=ask, ground="wrong-amount")
        assert (not code) == expected, code
        if not code:
            del self.determined[ask]
            self.claims.pop(ask, None)

    def claim(self, which):
        """Its order, and who speaks about it."""
        ask, order = [(ask, order) for ask, claims in self.claims.items() for order, _ in claims][-1 - which :][0]
        return PAYERS[ask], order

    @is_claimed
    @rule(
        which=WHICH,
        cents=CENTS,
        days=st.sampled_from([0, 0, 0, 1, 40]),
        towards=st.sampled_from(["instalments", "principal"]),
    )
    def repay(self, which, cents, days, towards):
        by, order = self.claim(which)
        came = {"cents": cents, "received_on": self.today - timedelta(days), "towards": towards}
        if not self.send(by, "record-repayment", order=order, **came):
            self.came[order][len(self.came[order]) + 1] = cents

    @is_claimed
    @rule(which=WHICH, number=NUMBER, cents=SMALL)
    def correct_repayment(self, which, number, cents):
        by, order = self.claim(which)
        right = {"repayment": number, "cents": cents, "ground": "wrong-amount"}
        code = self.send(by, "correct-repayment", order=order, **right)
        if not code and self.agreed(order, cents):
            self.came[order][number] = cents

    @is_claimed
    @rule(which=WHICH, cents=CENTS)
    def write_off(self, which, cents):
        by, order = self.claim(which)
        off = {"principal_cents": cents, "interest_cents": 0, "ground": "uncollectable", "reason": "Opgeheven."}
        if not self.send(by, "write-off-loan", order=order, **off) and self.agreed(order, cents):
            self.off[order] += cents

    def agreed(self, order, cents):
        """Whether it happened: at once, or by the second yes."""
        if self.kinds != ["loan-change-awaits-approval"]:
            return True
        return not self.send(SECOND, "approve-loan-change", order=order, principal_cents=cents, interest_cents=0)

    @rule(days=st.integers(1, 70))
    def time_passes(self, days):
        self.scenario.at(self.scenario.now + timedelta(days))
        while self.scenario.due().outcome:
            pass

    # What holds

    @invariant()
    def every_cent_that_was_paid_is_somewhere(self):
        orders = [order for claims in self.claims.values() for order, _ in claims]
        came = sum(sum(self.came[order].values()) for order in orders)
        refunded = sum(sum(map(sum, self.refunds[ask].values())) for ask in ASKS)
        of_it = self.balance("party:de-moestuin") + self.balance("own:de-moestuin")
        assert self.balance("own:de-moestuin") == -came
        assert sum(self.paid.values()) == of_it + refunded + came

    @invariant()
    def what_each_funder_has_out_is_what_did_not_come_back(self):
        for ask, funder in FUNDERS.items():
            aside = self.interest(ask) if ask in self.determined else 0
            back = sum(map(sum, self.refunds[ask].values())) - aside
            repaid = sum(-self.balance(f"memo/claim:{order}/claimed") for order, _ in self.claims[ask])
            left = sum(self.still_owed(order) + self.off[order] for order, _ in self.claims[ask])
            ordered = sum(self.balance(f"order:{funder}/{ask}:{number}") for number in range(1, 60))
            assert -self.balance(f"payer:{funder}") == self.paid[ask] + ordered - back - (repaid - left)
            assert self.balance(f"interest:{funder}") == aside

    @invariant()
    def what_was_kept_beyond_what_is_determined_is_claimed(self):
        loans = self.scenario.state.loans
        assert loans.by_order.keys() == {order for claims in self.claims.values() for order, _ in claims}
        for ask in ASKS:
            expected = self.kept(ask) - self.determined[ask] if ask in self.determined else 0
            claimed = {order: loans.by_order[order].cents for order, _ in self.claims[ask]}
            assert list(claimed.items()) == self.claims[ask]
            assert sum(claimed.values()) == expected
            assert self.scenario.state.determinations.determined_cents(ask) == self.determined.get(ask)
        claimed = {account: cents for account, cents in self.scenario.balances.items() if account.endswith("/claimed")}
        assert -sum(claimed.values()) == sum(cents for claims in self.claims.values() for _, cents in claims)

    @invariant()
    def a_claim_is_owed_repaid_or_written_off(self):
        for order, cents in (each for claims in self.claims.values() for each in claims):
            at, came = self.scenario.state.loans.by_order[order].position, sum(self.came[order].values())
            assert (
                came
                == at.repaid_cents + at.advance_cents
                == self.of(order, "repaid") + self.balance(f"advance:{order}")
            )
            assert at.written_off_cents == self.off[order] == self.of(order, "written-off")
            assert self.still_owed(order) == at.principal_left_cents
            assert cents == at.principal_left_cents + at.repaid_cents + self.off[order]
            assert at.interest_due_cents == at.interest_paid_cents == 0

    def balance(self, account):
        return self.scenario.balance(account)

    def of(self, order, part):
        return self.balance(f"memo/claim:{order}/{part}")

    def still_owed(self, order):
        return self.of(order, "outstanding") + self.of(order, "due")


TestNeighbourhood = Neighbourhood.TestCase
TestNeighbourhood.settings = settings(fixed_effort(120), stateful_step_count=30)
