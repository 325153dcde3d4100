"""Laws of applications, in a world of three funders, two applications at a time and amounts of up to 4 cents.

A model of a pool hears what is said, in order and at any delay, and answers likewise. The losses prevented:

- conserved: a promise is made, kept and given back to the cent (every step of the scenario checks it);
- all or nothing: a grant pays the costs in full, or nobody is bound;
- answered once: nothing follows an end, and the pool holds what a grant commits, exactly.
"""

from collections import deque

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from services.applications.app import SERVICE
from shared.money import Refusal
from tests.effort import effort
from tests.unit.applications import facts as e
from tests.unit.applications.garden import DECIDE_BY, EARLIER, form_body
from tests.unit.scenario import Scenario

FUNDERS = {"ei": "pool:keuken", "meel": "zuil:welzijn", "suiker": "zuil:woonstede"}
"""A cake needs eggs and flour and sugar (S4)."""
IDS = st.sampled_from(["tuin", "cafe"])
AMOUNTS = st.fixed_dictionaries(dict.fromkeys(FUNDERS, st.integers(0, 4))).filter(lambda amounts: any(amounts.values()))
ANSWERS = st.sampled_from(["hold", "hold", "hold", "decline", None])
TURNS = st.sampled_from([9, 1, 0])
RARELY = st.integers(0, 4).map(lambda drawn: drawn == 4)


def ask_bodies(amounts):
    return [
        {"ask": ask, "funder": FUNDERS[ask], "lines": [{"goal": "taart", "cents": cents}], "instrument": "grant"}
        for ask, cents in amounts.items()
        if cents
    ]


def money(cents):
    return [{"source": "Buurt", "kind": "own", "cents": cents}] if cents else []


class PoolModel:
    """What a pool does with what it hears: it holds, and lets go only when told to."""

    def __init__(self):
        self.hears = deque()
        self.says = deque()
        self.asks = {}
        self.committed = {}
        self.over = set()

    def hear(self):
        kind, body = self.hears.popleft()
        if kind == "pool-asked":
            self._asked(body)
        elif kind in {"application-granted", "application-failed"}:
            self._ended(body["application"], body["asks"] if kind == "application-granted" else [])

    def answer(self, ask, verdict):
        revision, cents, standing = self.asks[ask]
        if standing == "asked" or (standing == "decline" and verdict == "hold"):
            self.asks[ask] = (revision, cents, verdict)
            self._say({"hold": "held", "decline": "declined"}[verdict], ask, revision, cents)

    def held(self):
        return sum(cents for _, cents, standing in self.asks.values() if standing == "hold")

    def _asked(self, body):
        ask = body["ask"]
        self._release(ask)
        if body["cents"]:
            self.asks[ask] = (body["revision"], body["cents"], "asked")
        else:
            self._say("released", ask, body["revision"], 0)

    def _ended(self, application, granted):
        assert application not in self.over, "two ends of one application"
        self.over.add(application)
        for ask in granted:
            if ask["funder"] == FUNDERS["ei"]:
                revision, cents, standing = self.asks.pop(ask["ask"])
                assert (revision, cents, standing) == (ask["revision"], ask["cents"], "hold")
                self.committed[ask["ask"]] = cents
        for ask in [ask for ask in self.asks if ask.startswith(f"{application}:")]:
            self._release(ask)

    def _release(self, ask):
        revision, cents, standing = self.asks.pop(ask, (0, 0, ""))
        if standing == "hold":
            self._say("released", ask, revision, cents)

    def _say(self, kind, ask, revision, cents):
        body = {"pool": "keuken", "ask": ask, "revision": revision, "cents": cents, "reason": "Op"}
        self.says.append((f"reservation-{kind}", body))


class Applications(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.world = Scenario(SERVICE, now=EARLIER)
        self.pool = PoolModel()
        self.generations = {"tuin": 1, "cafe": 1}
        self.costs = {}
        self.other_money = {}
        self.holds = set()
        self.ended = set()

    @initialize(amounts=AMOUNTS)
    def somebody_applies(self, amounts):
        self.submit("tuin", amounts, 1)

    @rule(application=IDS, amounts=AMOUNTS, own=st.integers(1, 2))
    def submit(self, application, amounts, own):
        """Under a new name as soon as the last application of this one is decided."""
        name = self._latest(application)
        if name in self.ended:
            self.generations[application] += 1
            name = self._latest(application)
        cost = sum(amounts.values()) + own
        costs = [{"what": "Taart", "cents": cost}]
        body = form_body(application=name, asks=ask_bodies(amounts), costs=costs, other_money=money(own))
        self._happened(self.world.when("submit-application", by="de-moestuin", **body))

    @rule(application=IDS, amounts=AMOUNTS)
    def rearrange(self, application, amounts):
        name = self._latest(application)
        own = self.costs.get(name, 0) - sum(amounts.values())
        if name in self.world.state.applications.open and own > 0:
            body = {"application": name, "asks": ask_bodies(amounts), "other_money": money(own)}
            self._happened(self.world.when("rearrange", by="de-moestuin", **body))

    @rule(application=IDS, flour=ANSWERS, sugar=ANSWERS, outdated=RARELY)
    def zuilen_answer(self, application, flour, sugar, outdated):
        for ask, verdict in (("meel", flour), ("suiker", sugar)):
            found = self.world.state.asks.find(f"{self._latest(application)}:{ask}")
            if found and verdict:
                body = {"ask": found.ask, "revision": found.revision + outdated, "cents": found.cents or 1}
                zuil = FUNDERS[ask].removeprefix("zuil:")
                self._happened(self.world.when("answer-ask", by=zuil, **body, answer=verdict, reason="Op"))

    @rule(application=IDS, answer=ANSWERS, hears=TURNS, is_heard=TURNS)
    def pool_lives(self, application, answer, hears, is_heard):
        for _ in range(min(hears, len(self.pool.hears))):
            self.pool.hear()
        ask = f"{self._latest(application)}:ei"
        if answer and ask in self.pool.asks:
            self.pool.answer(ask, answer)
        for _ in range(min(is_heard, len(self.pool.says))):
            kind, body = self.pool.says.popleft()
            self._happened(self.world.heard("pool", kind, **body))

    @rule(application=IDS, really=RARELY, by_clock=st.booleans())
    def end(self, application, really, by_clock):
        if really and by_clock:
            self._happened(self.world.at(DECIDE_BY).due())
            assert not self.world.state.applications.open
            self.world.at(EARLIER)  # for the next application
        elif really:
            name = self._latest(application)
            self._happened(self.world.when("withdraw-application", by="de-moestuin", application=name, reason="Op"))

    @invariant()
    def a_funder_owes_what_its_asks_say(self):
        for funder in FUNDERS.values():
            asks = sum(
                cents for account, cents in self.world.balances.items() if account.startswith(f"memo/ask:{funder}/")
            )
            assert asks == -self.world.balance(f"memo/funder:{funder}")

    @invariant()
    def only_open_business_waits(self):
        applications = self.world.state.applications
        assert [application for _, application in applications.deadlines] == sorted(applications.open)
        assert applications.closed.keys() == self.ended

    @invariant()
    def what_everyone_holds_is_granted_at_once(self):
        for asks in self.world.state.asks.open.values():
            assert any(ask.live and ask.standing != "held" for ask in asks.values())

    def teardown(self):
        """When nothing is under way, the books of both services mirror each other."""
        while self.pool.hears or self.pool.says:
            self.pool_lives("tuin", answer=None, hears=1, is_heard=1)
        assert self._total("held") == self.pool.held()
        assert self._total("granted") == sum(self.pool.committed.values())

    def _total(self, place):
        accounts = self.world.balances.items()
        return sum(cents for name, cents in accounts if name.startswith("memo/ask:pool:") and name.endswith(place))

    def _latest(self, application):
        return f"{application}-{self.generations[application]}"

    def _happened(self, world):
        world._judged = True  # a refusal is as good an outcome as any
        if not isinstance(world.outcome, Refusal):
            for fact in world.outcome:
                self._judge(fact)
            self.pool.hears.extend((kind, body) for _, kind, _, body in world.said)

    def _judge(self, fact):
        name = fact.application
        if name in self.ended:
            assert isinstance(fact, e.AnswerStale | e.PoolAskReleased | e.FailureExplained), (
                f"{fact.kind} after the end"
            )
        match fact:
            case e.ApplicationSubmitted():
                self.costs[name] = sum(cost.cents for cost in fact.form.costs)
                self.other_money[name] = sum(money.cents for money in fact.form.other_money)
            case e.AsksRearranged():
                self.other_money[name] = sum(money.cents for money in fact.other_money)
            case e.PoolAskHeld() | e.ZuilAskHeld():
                self.holds.add((fact.ask, fact.revision, fact.funder, fact.cents))
            case e.ApplicationGranted():
                self.ended.add(name)
                assert {(ask.ask, ask.revision, ask.funder, ask.cents) for ask in fact.asks} <= self.holds
                assert sum(ask.cents for ask in fact.asks) + self.other_money[name] == self.costs[name]
            case e.ApplicationFailed():
                self.ended.add(name)
                assert not any(cents and f"/{name}:" in account for account, cents in self.world.balances.items())


Applications.TestCase.settings = effort(120, stateful_step_count=40)
TestApplications = Applications.TestCase
