"""Given – when – then for one service's pure side, through its real models, policy and fold.

    Scenario(SERVICE).given(fact, …).when("hold-ask", by="welzijn", pool="moestuin", …).then(fact, …)
    Scenario(SERVICE).when("open-pool", by="welzijn", …).then("not-yours")

Every fact is checked on its way into the state: it is stored and read back, its postings balance, each account
keeps its sign and belongs to this service's log, and what it says renders. A decision may not touch the state.
"""

import copy
import json
import re
from datetime import UTC, date, datetime
from decimal import Decimal

import msgspec
from pydantic import ValidationError

from contracts.refusals import GENERAL_REFUSALS
from shared.calendar import civil_date
from shared.form import refusal_of
from shared.money import MEMO, Refusal
from shared.parties import Parties, Party
from shared.service import ALL, Context

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""A Monday morning; the clock stands still until `at` moves it."""


def _party(slug, name, *roles, number=0, **money):
    return Party(slug=slug, name=name, roles=frozenset(roles), oin=f"00000099{number:09}000", **money)


PARTIES = Parties(
    [
        _party("gemeente", "College van burgemeester en wethouders", "executive", number=1),
        _party("welzijn", "Zuil Welzijn", "zuil", number=2),
        _party("participatie", "Zuil Participatie", "zuil", number=3),
        _party("openbare-ruimte", "Zuil Openbare ruimte", "zuil", number=4),
        _party("economie", "Zuil Economie", "zuil", number=5),
        _party("woonstede", "Woningcorporatie Woonstede", "zuil", public_money=False, number=6),
        _party("de-moestuin", "Stichting De Moestuin", "initiative", number=7),
        _party("repaircafe", "Vereniging Repaircafé", "initiative", number=8),
        _party("kenniscentrum", "Kenniscentrum Wijken", "verifier", number=9),
        _party("rekenkamer", "Rekenkamer", "auditor", number=10),
        _party("raad", "Gemeenteraad", "council", number=11),
        _party("provincie", "Provincie", "zuil", own=False, number=12),
    ]
)


class Scenario:
    """One service, its state so far, and the outcome of the last thing that happened to it."""

    def __init__(self, service, *, parties=PARTIES, now=NOW, **settings):
        self.service = service
        self.parties = parties
        self.now = now
        self.settings = settings
        self.state = service.new_state()
        self.balances = {}
        self.outcome = []
        """Facts, or a `Refusal`."""
        self._judged = True

    # Given

    def given(self, *facts):
        """What was recorded before."""
        for fact in facts:
            self._record(fact)
        return self

    def at(self, now):
        """Move the clock. Timers run when `due` is called."""
        self.now = now
        return self

    # When

    def when(self, command, *, by, **body):
        """A party's command, as the runtime takes it in: role, body, decision."""
        return self._happens(lambda: self._decide(command, by, body))

    def heard(self, upstream, kind, **body):
        """Another service's message; of a kind this service does not read, nothing comes."""
        return self._happens(lambda: self._hear(upstream, kind, body))

    def due(self):
        """What time alone decides now, of each deadline that has come."""
        return self._happens(lambda: [fact for _, what in self._reached() for fact in self._due(what)])

    def _reached(self):
        return self.service.reached(self.state, self.now)

    def _due(self, what):
        return self.service.due(self.state, what, self._context(""))

    def ask(self, query, *, by="rekenkamer", **fields):
        """The answer to a query: a JSON object, or a `Refusal`."""
        model = next(model for model in self.service.queries if model.name == query)
        answer = self._purely(lambda: self.service.answer(self.state, self._parsed(model, fields), self._context(by)))
        if isinstance(answer, Refusal):
            assert answer.code in model.refuses, f"{query} does not declare {answer.code}"
            return answer
        model.answer.model_validate_json(_json(answer))
        return json.loads(_json(answer))

    # Then

    def then(self, *expected):
        """Exactly these facts in this order; a class stands for any fact of it; one string is a refusal's code.

        Several strings are the codes of everything that it names.
        """
        self._judged = True
        if expected and all(isinstance(each, str) for each in expected):
            assert isinstance(self.outcome, Refusal), f"not refused {expected}, but: {self.outcome}"
            codes = tuple(fault.code for fault in self.outcome.faults)
            assert expected == codes or expected == codes[:1], self.outcome
            return self
        assert not isinstance(self.outcome, Refusal), self.outcome
        found = [type(fact) if want is type(fact) else fact for fact, want in zip(self.outcome, expected, strict=False)]
        assert [*found, *self.outcome[len(expected) :]] == list(expected)
        return self

    @property
    def said(self):
        """What the last facts say: (audience, kind, key, body) each."""
        assert not isinstance(self.outcome, Refusal), self.outcome
        return [said for fact in self.outcome if (said := self._rendered(fact))]

    def balance(self, account):
        return self.balances.get(account, 0)

    # Machinery

    def _happens(self, decision):
        unexpected = not self._judged and isinstance(self.outcome, Refusal)
        assert not unexpected, f"an earlier step was refused: {self.outcome}"
        outcome = self._purely(decision)
        self.outcome = outcome if isinstance(outcome, Refusal) else list(outcome)
        self._judged = False
        for fact in [] if isinstance(outcome, Refusal) else outcome:
            self._record(fact)
        return self

    def _purely(self, decision):
        before = copy.deepcopy(self.state)
        outcome = decision()
        assert self.state == before, "a decision changed the state"
        return outcome

    def _decide(self, name, by, body):
        model = next((model for model in self.service.commands if model.name == name), None)
        if model is None:
            return Refusal("command-unknown", f"{self.service.name} knows no command {name}.")
        if by not in self.parties:
            return Refusal("unknown-party", f"{by} is not in the register.")
        if not model.roles & self.parties[by].roles:
            return Refusal("not-yours", f"{name} needs one of the roles {sorted(model.roles)}.")
        try:
            command = self._parsed(model, body)
        except ValidationError as error:
            return refusal_of(error, model)
        outcome = self.service.decide(self.state, command, self._context(by))
        if isinstance(outcome, Refusal):
            for fault in outcome.faults:
                assert re.fullmatch(r"[a-z]+(-[a-z]+)*", fault.code)
                assert fault.code in {*model.refuses, *GENERAL_REFUSALS}, f"{name} does not declare {fault.code}"
                assert fault.sentence.endswith(".")
                assert fault.field == "" or fault.field.split(".")[0] in model.model_fields, fault
        return outcome

    def _hear(self, upstream, kind, body):
        assert upstream in self.service.upstreams
        hearing = self.service.consumes.get((upstream, kind))
        if hearing is None:
            return []
        facts = hearing.decide(self.state, self._parsed(hearing.model, body), self._context(""))
        assert not isinstance(facts, Refusal), "what was heard cannot be refused"
        return facts

    def _parsed(self, model, body):
        return model.model_validate_json(_json(body), context={"parties": self.parties})

    def _context(self, by):
        return Context(by=by, now=self.now, today=civil_date(self.now), parties=self.parties, **self.settings)

    def _record(self, fact):
        assert type(fact) in self.service.facts, f"{type(fact).__name__} is not among the service's facts"
        assert msgspec.json.decode(msgspec.json.encode(fact), type=type(fact)) == fact, "changed by being stored"
        assert fact.stream
        self._post(fact)
        self._rendered(fact)
        self.service.evolve(self.state, fact)
        kept = {account: cents for account, cents in self.state.books.balances.items() if cents}
        assert kept == {account: cents for account, cents in self.balances.items() if cents}

    def _post(self, fact):
        postings = getattr(fact, "postings", ())
        assert imbalance(postings) == (0, 0), f"{fact.kind} does not balance: {postings}"
        for account, cents in postings:
            self.balances[account] = self.balance(account) + cents
        for account, _ in postings:
            assert self.balance(account) * self._sign(account) >= 0, f"{fact.kind}: wrong sign of {account}"

    def _sign(self, account):
        declared = [each for each in self.service.chart if each.whose(account) is not None]
        assert len(declared) == 1, f"{account} is not one account of {self.service.name}"
        return declared[0].sign

    def _rendered(self, fact):
        saying = self.service.publishes.get(type(fact))
        if saying is None:
            return None
        assert saying.model.kind == fact.kind
        audience, key = saying.audience(fact), saying.key(fact)
        assert audience == ALL or audience in self.parties, f"{fact.kind} is said to {audience}, who is not a party"
        assert re.fullmatch(r"[^\s.*>]+", key), f"{fact.kind}: {key!r} is no subject token"
        body = saying.model.model_validate(fact)
        return audience, fact.kind, key, json.loads(body.model_dump_json())


def imbalance(postings):
    """What the postings fail to sum to zero by: over money, and over memo accounts. (0, 0) is balanced."""
    memo = sum(cents for account, cents in postings if account.startswith(MEMO))
    return sum(cents for _, cents in postings) - memo, memo


def _json(body):
    return json.dumps(body, default=_written)


def _written(value):
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{value!r} has no place in a body")
