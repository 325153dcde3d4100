"""Settlement in a tiny world: three asks, amounts of 0 to 4 cents, every step as likely as any other.

Laws: money is conserved and never negative; nothing is paid twice; a saving is counted once, and divided only
above the investment; the order in which the two upstreams are heard changes nothing.
"""

import math
from collections import Counter
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from services.settlement import chart
from services.settlement.app import SERVICE
from services.settlement.earn_backs.decisions import terms_hash
from services.settlement.savings.decisions.division import NOTHING, Saved, division
from shared.money import Refusal
from tests.effort import effort
from tests.unit.scenario import Scenario
from tests.unit.settlement import facts as e

SMALL = st.integers(0, 4)
CENTS = st.integers(1, 4)
CAPS = st.one_of(st.none(), SMALL)
"""None: the investment."""
SHARES = st.sampled_from(["0", "0.25", "0.5", "0.75", "1"])
DAYS = st.integers(1, 4).map(lambda day: date(2026, 1, day))
ASKS = ("tuin:een", "tuin:twee", "tuin:drie")
FUNDERS = dict(zip(ASKS, ("zuil:participatie", "pool:moestuin", "pool:moestuin"), strict=True))
ENDED = {"failed", "returned", "withdrawn"}
"""Orders on which nothing is paid, or was not."""
HOLDERS = ("welzijn", "participatie", "economie")
TERM = {"return_from": date(2026, 1, 2), "term_from": date(2026, 1, 1), "term_to": date(2026, 1, 5)}

WHICH = st.integers(0, 2)
"""The latest order, earn-back or claim; the one before it; the one before that."""
MONEY_STEPS = (
    st.tuples(st.just("commit"), st.sampled_from(ASKS[1:])),
    st.tuples(st.just("grant"), st.lists(CENTS, min_size=3, max_size=3)),
    st.tuples(st.just("hand-over"), st.sampled_from(HOLDERS)),
    st.tuples(st.just("confirm"), WHICH),
    st.tuples(st.just("fail"), WHICH),
    st.tuples(st.just("return"), WHICH),
    st.tuples(st.just("mistaken"), WHICH),
    st.tuples(st.just("mend"), WHICH, st.integers(1, 2), SMALL, SMALL),
    st.tuples(st.just("refund"), WHICH, SMALL, SMALL),
)
SAVING_STEPS = (
    st.tuples(st.just("propose"), st.sampled_from(ASKS), SHARES, SHARES, SMALL, CAPS, st.booleans()),
    st.tuples(st.just("consent"), WHICH),
    st.tuples(st.just("claim"), WHICH, st.integers(1, 4), st.integers(0, 1), CENTS),
    st.tuples(st.just("verify"), st.just(0), CENTS),
    st.tuples(st.just("verify"), WHICH, CENTS),
    st.tuples(st.just("reject"), WHICH),
    st.tuples(st.just("misjudged"), WHICH, SMALL),
)
STEPS = st.lists(st.one_of(*MONEY_STEPS, *SAVING_STEPS), min_size=10, max_size=40)


@st.composite
def scripts(draw):
    """Any steps; two times out of three from a world in which an earn-back runs already."""
    opening = [
        ("grant", draw(st.lists(CENTS, min_size=3, max_size=3))),
        *(("commit", ask) for ask in ASKS[1:]),
        *(("confirm", number) for number in range(3)),
        (
            "propose",
            draw(st.sampled_from(ASKS)),
            "0.5",
            draw(st.sampled_from(["0", "0.25", "0.5"])),
            4,
            draw(CAPS),
            draw(st.booleans()),
        ),
        ("consent", 0),
    ]
    return [*(opening if draw(st.integers(0, 2)) else []), *draw(STEPS)]


class World:
    """Takes steps that name things by number; a step about what is not there does nothing.

    The scenario itself checks that every fact balances, keeps each account's sign, and can be stored and said.
    """

    def __init__(self):
        self.scenario = Scenario(SERVICE)
        self.facts = []
        self.hear("pool", "pool-opened", pool="moestuin", budget_holder="welzijn")
        self.hear("pool", "contribution-received", pool="moestuin", contribution="groen", contributor="woonstede")

    @property
    def state(self):
        return self.scenario.state

    def hear(self, upstream, kind, **body):
        self.facts += self.scenario.heard(upstream, kind, **body).outcome

    def send(self, command, by, **body):
        outcome = self.scenario.when(command, by=by, **body).outcome
        self.scenario._judged = True  # in this world a refusal is as good an outcome
        self.facts += [] if isinstance(outcome, Refusal) else outcome

    def take(self, step, *args):
        getattr(self, "step_" + step.replace("-", "_"))(*args)

    def step_commit(self, ask):
        self.hear("pool", "reservation-committed", pool="moestuin", ask=ask)

    def step_grant(self, amounts):
        asks = [
            {"ask": ask, "funder": FUNDERS[ask], "cents": cents, "instrument": "grant"}
            for ask, cents in zip(ASKS, amounts, strict=True)
        ]
        self.hear("applications", "application-granted", application="tuin", applicant="de-moestuin", asks=asks)

    def step_hand_over(self, holder):
        self.hear("pool", "pool-handed-over", pool="moestuin", budget_holder=holder)

    def step_confirm(self, number):
        if order := chosen(self.state.orders.by_id, number):
            slip = self.state.orders.by_id[order].slip
            self.send("confirm-payment", slip.payer, order=order, cents=slip.cents, paid_on=date(2026, 3, 2))

    def step_fail(self, number):
        if order := chosen(self.state.orders.by_id, number):
            self.send(
                "report-payment-failed", self.state.orders.by_id[order].slip.payer, order=order, reason="Mislukt."
            )

    def step_return(self, number):
        if order := chosen(self.state.orders.by_id, number):
            payer = self.state.payers.of(self.state.orders.by_id[order].slip.funder)
            self.send("report-returned", payer, order=order, returned_on=date(2026, 3, 2))

    def step_refund(self, number, principal, interest):
        if order := chosen(self.state.orders.by_id, number):
            payer = self.state.payers.of(self.state.orders.by_id[order].slip.funder)
            self.send("record-refund", payer, order=order, principal_cents=principal, interest_cents=interest)

    def step_mistaken(self, number):
        if order := chosen(self.state.orders.by_id, number):
            payer = self.state.payers.of(self.state.orders.by_id[order].slip.funder)
            self.send("correct-confirmation", payer, order=order, ground="wrong-date")

    def step_mend(self, number, refund, principal, interest):
        if order := chosen(self.state.orders.by_id, number):
            payer = self.state.payers.of(self.state.orders.by_id[order].slip.funder)
            right = {"refund": refund, "principal_cents": principal, "interest_cents": interest}
            self.send("correct-refund", payer, order=order, **right, ground="wrong-amount")

    def step_propose(self, ask, move_share, return_share, move_cap, return_cap, gated):
        self.send(
            "propose-earn-back",
            self.state.payers.of(FUNDERS[ask]),
            earn_back=f"terug-{len(self.state.earn_backs.by_id)}",
            ask=ask,
            benefit_holder="participatie",
            recipient={"pool": "moestuin", "contribution": "groen"},
            move_share=move_share,
            move_cap_cents=move_cap,
            return_share=return_share,
            return_cap_cents=return_cap,
            gated_return=gated,
            **TERM,
        )

    def step_consent(self, number):
        if earn_back := chosen(self.state.earn_backs.by_id, number):
            found = self.state.earn_backs.by_id[earn_back]
            for party in sorted(found.awaited):
                self.send("consent-to-earn-back", party, earn_back=earn_back, terms_hash=found.terms_hash)

    def step_claim(self, number, day, more_days, cents):
        if earn_back := chosen(self.state.earn_backs.by_id, number):
            self.send(
                "claim-saving",
                "participatie",
                earn_back=earn_back,
                claim=f"claim-{len(self.state.savings.claims)}",
                subject="tuinman",
                period_from=date(2026, 1, day),
                period_to=date(2026, 1, day + more_days),
                baseline_cents=cents,
                measured_cents=0,
                evidence="Dossier 1.",
                verifier="kenniscentrum",
            )

    def step_verify(self, number, cents):
        if claim := chosen(self.state.savings.claims, number):
            self.send("verify-saving", "kenniscentrum", claim=claim, cents=cents)

    def step_reject(self, number):
        if claim := chosen(self.state.savings.claims, number):
            self.send("reject-saving", "kenniscentrum", claim=claim, reason="Niet aangetoond.")

    def step_misjudged(self, number, cents):
        if claim := chosen(self.state.savings.claims, number):
            right = {"claim": claim, "cents": cents, "ground": "wrong-amount"}
            self.send("correct-verification", "kenniscentrum", **right)

    def of(self, fact):
        return [found for found in self.facts if isinstance(found, fact)]


def chosen(things, number):
    return list(things)[-1 - number] if number < len(things) else None


def played(script):
    world = World()
    for step in script:
        world.take(*step)
    return world


@effort(120)
@given(scripts())
def test_nothing_is_paid_twice_and_money_is_conserved(script):
    world = played(script)
    paid = Counter(fact.ask for fact in world.of(e.PaymentConfirmed) if fact.purpose == "grant")
    undone = Counter(
        fact.ask for fact in world.of(e.PaymentReturned | e.ConfirmationCorrected) if fact.purpose == "grant"
    )
    assert all(paid[ask] - undone[ask] in (0, 1) for ask in ASKS)
    live = Counter(order.slip.ask for order in world.state.orders.by_id.values() if order.status not in ENDED)
    assert all(live[ask] <= 1 for ask in ASKS)
    assert sum(cents for account, cents in world.state.books.balances.items() if not account.startswith("memo/")) == 0
    _each_funder_paid_what_arrived(world)


def _each_funder_paid_what_arrived(world):
    """The mirror in the chart of accounts: paid less returned is what the payer's account says, open orders aside."""
    for funder in ("pool:moestuin", "zuil:participatie"):
        orders = [order for order in world.state.orders.by_id.values() if order.slip.funder == funder]
        returned = sum(order.principal_returned_cents + order.interest_returned_cents for order in orders)
        open_cents = sum(order.slip.cents for order in orders if order.status == "open")
        paid = sum(order.paid_cents for order in orders)
        assert paid - returned == -world.state.books.balance(chart.payer(funder)) - open_cents


@effort(120)
@given(scripts())
def test_a_day_of_saving_counts_once_and_each_cent_goes_one_way(script):
    world = played(script)
    standing = [claim.made for claim in world.state.savings.claims.values() if claim.judgement == "awaited"]
    standing += [claim.made for claim in world.state.savings.claims.values() if claim.verified_cents]
    days = [day for made in standing for day in range(made.period_from.day, made.period_to.day + 1)]
    assert len(days) == len(set(days))
    for earn_back in world.state.earn_backs.by_id.values():
        _divided_within_the_verified(world, earn_back.terms)


def _divided_within_the_verified(world, terms):
    facts = [fact for fact in world.of(e.SavingDivided) if fact.earn_back == terms.earn_back]
    assert all(fact.verified_cents > fact.investment_cents for fact in facts if fact.to_recipient_cents)
    assert terms.gated_return is False or all(fact.verified_cents > fact.investment_cents for fact in facts)
    assert all(fact.to_recipient_cents >= 0 and fact.to_investor_cents >= 0 for fact in facts)
    left, to_recipient, to_investor, short = (
        world.state.books.balance(chart.saving(terms, part))
        for part in ("verified", "to-recipient", "to-investor", "short")
    )
    claims = [claim for claim in world.state.savings.claims.values() if claim.made.earn_back == terms.earn_back]
    assert world.state.verified_cents(terms) == sum(claim.verified_cents or 0 for claim in claims)
    assert left + to_recipient + to_investor + short == world.state.verified_cents(terms)
    assert not (left and short)
    assert to_recipient <= terms.move_cap_cents
    invested = world.state.agreements.by_ask[terms.ask].cents
    assert to_investor <= (invested if terms.return_cap_cents is None else terms.return_cap_cents)
    funder = f"zuil:{terms.benefit_holder}"
    owed = [order.slip for order in world.state.orders.by_id.values() if order.slip.earn_back == terms.earn_back]
    live = [slip for slip in owed if world.state.orders.by_id[slip.order].status not in ENDED]
    assert all(slip.funder == funder for slip in owed)
    assert sum(slip.cents for slip in live) == to_recipient + to_investor


@effort(100)
@given(st.permutations(["grant", "commit", "commit", "hand-over"]), st.lists(CENTS, min_size=3, max_size=3))
def test_the_order_of_the_upstreams_changes_nothing(order, amounts):
    """Within pool's stream the order is fixed; wherever the grant falls, the same is owed by the same payer."""
    pool = iter([("commit", ASKS[1]), ("commit", ASKS[2]), ("hand-over", "economie")])
    world = played([("grant", amounts) if step == "grant" else next(pool) for step in order])
    owed = {ask: world.state.orders.by_id[f"{ask}:1"].slip for ask in ASKS}
    assert [owed[ask].cents for ask in ASKS] == amounts
    assert [owed[ask].payer for ask in ASKS] == ["participatie", "economie", "economie"]
    assert len(world.state.orders.by_id) == 3
    assert not world.state.agreements.waiting


HISTORIES = st.lists(
    st.one_of(
        st.tuples(st.just("save"), CENTS),
        st.tuples(st.just("refund"), CENTS),
        st.tuples(st.just("pay"), st.just(0)),
        st.tuples(st.just("correct"), SMALL),
    ),
    min_size=1,
    max_size=7,
).filter(lambda history: sum(what == "save" for what, _ in history) <= 4)
"""Savings on the first days of the term, the very first not returning; principal comes back in between, what is
ordered is paid, and the latest verification is corrected.
"""


@effort(250)
@given(CENTS, SHARES, SHARES, SMALL, CAPS, st.booleans(), HISTORIES)
def test_what_is_divided_follows_the_agreement(investment, move_share, return_share, move_cap, cap, gated, history):
    """Against the agreement in exact fractions, recomputed from the whole history after every step."""
    world = played(
        [
            ("grant", [investment] * 3),
            *(("confirm", number) for number in range(3)),
            ("propose", ASKS[0], move_share, return_share, move_cap, cap, gated),
            ("consent", 0),
        ]
    )
    if not world.of(e.EarnBackAgreed):
        return
    (terms,) = world.of(e.EarnBackAgreed)
    oracle = _Agreement(terms, investment)
    for what, cents in history:
        getattr(oracle, what)(cents)
        match what:
            case "save":
                world.take("claim", 0, len(oracle.savings), 0, 4)
                world.take("verify", 0, cents)
            case "refund":
                world.send("record-refund", "participatie", order="tuin:een:1", principal_cents=cents, interest_cents=0)
            case "correct":
                world.take("misjudged", 0, cents)
            case "pay":
                for order in list(world.state.orders.open.get("participatie", ())):
                    slip = world.state.orders.by_id[order].slip
                    paid = {"order": order, "cents": slip.cents, "paid_on": date(2026, 3, 2)}
                    world.send("confirm-payment", "participatie", **paid)
        balances = (world.state.books.balance(chart.saving(terms, part)) for part in ("to-recipient", "to-investor"))
        assert tuple(balances) == (sum(oracle.to_recipient), sum(oracle.to_investor))


class _Agreement:
    """What had to be divided so far, order by order: a paid one stands, an open one may be withdrawn."""

    def __init__(self, terms, investment):
        self.terms, self.invested, self.savings = terms, investment, []
        self.to_recipient, self.to_investor, self.paid = [], [], (0, 0)
        self._latest_is_none = False

    def save(self, cents):
        self.savings.append(cents)
        self._latest_is_none = False
        self._divide()

    def refund(self, cents):
        """Of more than is left it was refused."""
        self.invested -= cents if cents <= self.invested else 0

    def pay(self, _):
        self.paid = len(self.to_recipient), len(self.to_investor)

    def correct(self, cents):
        if not self.savings or self._latest_is_none or self.savings[-1] == cents:
            return
        less, self.savings[-1] = cents < self.savings[-1], cents
        self._latest_is_none = cents == 0
        if less:
            returns, moves = self._due()
            for ordered, due, paid in (
                (self.to_recipient, moves, self.paid[0]),
                (self.to_investor, returns, self.paid[1]),
            ):
                while sum(ordered) > due and len(ordered) > paid:
                    ordered.pop()
        self._divide()

    def _divide(self):
        moved, verified = sum(self.to_recipient), sum(self.savings)
        returns, _ = self._due()
        back = max(sum(self.to_investor), min(returns, verified - moved))
        self._order(self.to_investor, back)
        self._order(self.to_recipient, max(moved, min(self._share(), verified - back)))

    @staticmethod
    def _withdraw(ordered, due, paid):
        while sum(ordered) > due and len(ordered) > paid:
            ordered.pop()

    @staticmethod
    def _order(ordered, total):
        if total > sum(ordered):
            ordered.append(total - sum(ordered))

    def _due(self):
        """Whatever was divided before."""
        terms, returns = self.terms, 0
        if self._exceeds or not terms.gated_return:
            cap = self.invested if terms.return_cap_cents is None else terms.return_cap_cents
            returns = min(_half_up(Fraction(terms.return_share) * sum(self.savings[1:])), cap)
        return returns, min(self._share(), sum(self.savings) - returns)

    def _share(self):
        if not self._exceeds:
            return 0
        return min(_half_up(Fraction(self.terms.move_share) * sum(self.savings)), self.terms.move_cap_cents)

    @property
    def _exceeds(self):
        return sum(self.savings) > self.invested


def _half_up(exact):
    return math.floor(exact + Fraction(1, 2))


TERMS = st.builds(
    e.Terms,
    earn_back=st.just("terug"),
    ask=st.just("tuin:een"),
    investor=st.just("welzijn"),
    benefit_holder=st.just("participatie"),
    recipient=st.just(e.Recipient("moestuin", "groen")),
    move_share=SHARES.map(Decimal),
    move_cap_cents=SMALL,
    return_share=SHARES.map(Decimal),
    return_cap_cents=CAPS,
    return_from=DAYS,
    term_from=DAYS,
    term_to=DAYS,
    gated_return=st.sampled_from([None, False, True]),
)


@effort(300)
@given(TERMS, SMALL, SMALL, SMALL, SMALL, SMALL, st.booleans())
def test_a_division_never_takes_back(terms, verified, returnable, invested, refunded, more, returns):
    returnable = min(returnable, verified)
    before = division(terms, Saved(verified, returnable, invested), NOTHING)
    saved = Saved(verified + more, returnable + (more if returns else 0), max(0, invested - refunded))
    after = division(terms, saved, before)
    assert 0 <= before.to_recipient_cents <= after.to_recipient_cents
    assert 0 <= before.to_investor_cents <= after.to_investor_cents
    assert sum(before) <= verified
    assert sum(after) <= verified + more


@effort(200)
@given(TERMS, TERMS)
def test_terms_share_a_hash_only_if_they_are_the_same(one, other):
    assert (terms_hash(one) == terms_hash(other)) == (one == other)
