"""A neighbourhood in full swing, in three real logs: pools with money, asks, holds, orders, earn-backs, claims.

Told once; every example gets copies, so that each stands by itself and shows the same again.
"""

import contextlib
import itertools
import json
import shutil
import sqlite3
import tempfile
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from pydantic import ValidationError

from examples.stand import PARTIES, SERVICES
from shared.calendar import civil_date
from shared.log.facts import CommandOutcome
from shared.log.fold import FactReader, replay
from shared.money import Refusal
from shared.parties import Parties
from shared.service import Context
from tests.audited import audited
from tests.faults.carried import MONDAY, Hands
from tests.hostile.strategies import Lore
from tests.hostile.writing import written
from tests.unit.audit import determining, lending, story

NOW = MONDAY + timedelta(days=77)
REGISTER = Parties({**PARTIES, "kenniscentrum": PARTIES["kenniscentrum"].model_copy(update=story.MERGED)}.values())
"""As the story leaves it."""
OF_THE_RUNTIME = {"log-opened", "batch-closed", "refill-allowed", CommandOutcome.kind}

APPROVED = {"order": "tuin:kas:1", "refund": 2, "principal_cents": 5_000, "interest_cents": 0}
"""A correction that awaits the second approver."""


_numbers = itertools.count()


@dataclass(frozen=True)
class Stand:
    """Where the logs are, and what they know."""

    folder: Path
    lore: Lore

    @contextlib.contextmanager
    def copied(self, kind=Hands):
        """The three services on copies of their logs, at the same moment every time."""
        with tempfile.TemporaryDirectory(dir=self.folder) as folder:
            for name in SERVICES:
                shutil.copy(self.folder / f"{name}.db", folder)
            hands = kind(Path(folder), NOW)
            story.go_on(hands)
            try:
                yield hands
            finally:
                hands.close()


def prepare(folder):
    """Tell the story, and what goes on."""
    story.tell(folder)
    hands = Told(folder, NOW)
    story.go_on(hands)
    assert all(desk.writer.fold.last_at < NOW for desk in hands.desks.values()), "the story ends later"
    _ask_everybody(hands)
    _agree_and_claim(hands)
    _pay_in_parts(hands)
    hands.carry_all()
    sound(hands)
    known = Lore(REGISTER, _facts(hands), hands.bodies, _would_be_accepted(hands))
    hands.close()
    for name in SERVICES:
        with contextlib.closing(sqlite3.connect(folder / f"{name}.db")) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    stand = Stand(folder, known)
    with stand.copied(Told) as hands:
        _what_could_come_next(hands)
        for command, bodies in hands.bodies.items():
            known.bodies.setdefault(command, []).extend(bodies)
    return stand


class Told(Hands):
    """Hands that keep what was commanded, by service and command; with ids of their own."""

    def __init__(self, folder, now):
        super().__init__(folder, now)
        self._command_ids = (f"nu-{number}" for number in _numbers)
        self.bodies = {}

    def arrival(self, party, desk, command, **body):
        self.bodies.setdefault((desk.service.name, command), []).append(body)
        return super().arrival(party, desk, command, **body)


def _ask_everybody(hands):
    """Asked, held, waiting for the second approval, declined; of pools and of zuilen. In one pool nothing waits."""
    hands.must("woonstede", hands.pool, "cancel-pledge", pool="oud", contribution="zaal-fout")
    for name in ("fiets", "koor-2", "kast"):
        asks = [
            story.ask("stalling", "pool:wijk", ontmoeten=1_000, groen=500),
            story.ask("dak", "pool:buurt", groen=700),
            story.ask("verf", "zuil:groen", groen=900),
            story.ask("werk", "zuil:uitkeringen", ontmoeten=1_100),
        ]
        story._submit(hands, "buurttuin", name, asks)
    story._mandate(hands, "wijk", automatic=False, four_eyes_above_cents=1_200, second_approver="college")
    offered = {"cents": 100, "earmarks": ["groen"], "task_field": "5.7", "year": 2026}
    how = {"recurring": "incidental", "domain": "physical"}
    hands.must("groen", hands.pool, "pledge", pool="wijk", contribution="groen-2028", **offered, **how)
    hands.carry_all()
    hands.must("wijkteam", hands.pool, "hold-ask", pool="wijk", ask="fiets:stalling", revision=1, cents=1_500)
    wrong = {"pool": "wijk", "contribution": "groen-2026", "receipt": 1, "cents": 240_000}
    hands.must("wijkteam", hands.pool, "correct-contribution", **wrong, ground="wrong-amount")
    hands.must("wijkteam", hands.settlement, "correct-refund", **APPROVED, ground="wrong-amount")
    lending.write_off(hands, 91_500)
    _propose(hands, SUPPORTED["support"])
    hands.must("buurttuin", hands.pool, "give-back-task", **TAKEN_OVER, units=1, cents=10)
    story._answer(hands, "groen", "fiets:verf", 900)
    story._answer(hands, "uitkeringen", "koor-2:werk", 1_100, "decline", ground="other", reason="Dit jaar niet")
    hands.carry_all()


def _pay_in_parts(hands):
    """An ask with a part that was reported, and one that was not."""
    advances = [{"percent": 20, "milestone": "De palen staan"}, {"percent": 20, "milestone": "Het dak ligt"}]
    story._submit(hands, "buurttuin", "prieel", [story.ask("hout", "zuil:groen", groen=1_000) | {"advances": advances}])
    story._answer(hands, "groen", "prieel:hout", 1_000)
    hands.carry_all()
    hands.must("buurttuin", hands.settlement, "report-milestone", ask="prieel:hout", advance=1, words="Ze staan")


def _agree_and_claim(hands):
    """One earn-back that awaits consent; claims that await their verifier, one of them above the investment."""
    story._submit(hands, "buurttuin", "kas-2", [story.ask("glas", "zuil:groen", groen=2_000)])
    story._answer(hands, "groen", "kas-2:glas", 2_000)
    hands.carry_all()
    story._confirm(hands, "groen", "kas-2:glas:1", 2_000)
    story._agree(hands, "groen", "glas-terug", "kas-2:glas", "uitkeringen", "groen-2026", consents=("uitkeringen",))
    story._agree(hands, "groen", "stook-terug", "kas-2:glas", "groen", "groen-2026", consents=("wijkteam",))
    for year, cents in ((2021, 1_500), (2022, 9_000)):
        story._claim(hands, "groen", "stook-terug", f"stook-{year}", "gas", year, cents)


TAKEN_OVER = {"pool": "wei", "ask": "schommels:plekken"}
SUPPORTED = {"pool": "wijk", "support": "welzijn-voor-groen"}


def _propose(hands, name):
    """Once: it awaits consent."""
    terms = {
        "contributions": ["welzijn-2026"],
        "from_goal": "ontmoeten",
        "to_goal": "groen",
        "max_cents": 70_000,
        "starts_on": "2026-01-01",
        "ends_on": "2026-12-31",
        "evidence": "Wie in het groen werkt, heeft minder begeleiding nodig",
        "budget_change": "Raadsbesluit 2026-17",
    }
    hands.must("wijkteam", hands.pool, "propose-support", **{**SUPPORTED, "support": name}, **terms)


def _what_could_come_next(hands):
    """A command of every kind that would be accepted, for others to be like it."""
    pool, applications, settlement = hands.pool, hands.applications, hands.settlement
    exact = {"pool": "wijk", "ask": "koor-2:stalling", "revision": 1}
    hands.must("college", pool, "approve-hold", pool="wijk", ask="fiets:stalling", revision=1)
    hands.must("wijkteam", pool, "decline-ask", **exact, cents=1_500, ground="other", reason="Dit jaar niet")
    hands.must("wijkteam", pool, "hold-ask", **exact, cents=1_500)
    story.accept(hands, "wijk", "groen-2028", "wijkteam")
    hands.must("groen", pool, "cancel-pledge", pool="wijk", contribution="groen-2026")
    _propose(hands, "nog-een")
    hands.must("welzijn", pool, "consent-to-support", **SUPPORTED)
    hands.must("welzijn", pool, "end-support", **SUPPORTED, reason="Zelf nodig")
    hands.must("welzijn", pool, "consent-to-give-back", **TAKEN_OVER, number=6)
    hands.must("welzijn", pool, "end-give-back", **TAKEN_OVER, number=6, reason="Toch niet")
    hands.must("welzijn", pool, "give-back-task", **TAKEN_OVER, units=2, cents=20, reason="De keuring bleef uit")
    task = {"task": "vijvers", "description": "Vijvers schonen", "unit": "vijvers", "units": 3, "unit_cents": 200}
    hands.must("wijkteam", pool, "register-task", pool="wijk", **task, goal="groen", performer="gemeente")
    covenant = {"contribution": "welzijn-2026", "decision": "Convenant Spoorbuurt, artikel 7"}
    hands.must("college", pool, "set-interest-reserve", pool="wijk", **covenant)
    carried = {"pool": "oud", "contribution": "wijk-over", "decision": "Raadsbesluit 2026-93"}
    hands.must("raad", pool, "carry-over", **carried, last_day="2027-03-31")
    hands.must("college", pool, "close-year", year=2025, decision="Jaarrekening 2025")
    hands.must("college", pool, "close-pool", pool="oud", decision="Collegebesluit 2026-42")
    hands.must("wijkteam", settlement, "withdraw-return", order="oud:zaal-fout:return-2")
    right = {"pool": "wijk", "contribution": "groen-2026", "receipt": 1, "cents": 240_000}
    hands.must("college", pool, "approve-correction", **right)
    wrong = {"pool": "buurt", "contribution": "woonstede-2026", "receipt": 1, "cents": 149_999}
    hands.must("groen", pool, "correct-contribution", **wrong, ground="wrong-amount")
    hands.must("college", applications, "end-application", application="fiets", reason="De aanvrager is failliet")
    hands.must("college", pool, "hand-over", pool="buurt", budget_holder="welzijn")
    longer = {**story.FRAME, "decision": "Raadsbesluit 2026-99"}
    hands.must("raad", pool, "amend-frame", pool="wijk", frame=longer, goals=story.GOALS)
    hands.must(
        "welzijn", pool, "receive", pool="buurt", contribution="woonstede-2026", cents=1, received_on="2026-03-02"
    )
    hands.must("woonstede", pool, "withdraw-contribution", pool="buurt", contribution="woonstede-2026", cents=1)
    hands.must(
        "college",
        pool,
        "open-pool",
        pool="nieuw",
        neighbourhood="Spoorbuurt",
        goals=story.GOALS,
        frame=story.FRAME,
        budget_holder="welzijn",
    )
    story._mandate(hands, "nieuw", automatic=True)
    story._submit(hands, "buurttuin", "bankje", [story.ask("verf", "zuil:groen", groen=900)])
    story._contribute(hands, "groen", "wijk", "groen-2027", 100, ["groen"], "wijkteam")
    story._answer(hands, "groen", "kast:verf", 900)
    asks = [story.ask("stalling", "pool:wijk", ontmoeten=1_100, groen=500), story.ask("verf", "zuil:groen", groen=900)]
    story._rearrange(hands, "buurttuin", "kast", asks, own=101_700)
    hands.must("buurttuin", applications, "withdraw-application", application="koor-2", reason="Geen zin meer")
    terms_hash = next(
        made.terms_hash for made in settlement.facts("earn-back-proposed") if made.earn_back == "glas-terug"
    )
    hands.must("wijkteam", settlement, "consent-to-earn-back", earn_back="glas-terug", terms_hash=terms_hash)
    story._agree(hands, "groen", "glas-terug-2", "kas-2:glas", "uitkeringen", "groen-2026", consents=())
    story._claim(hands, "groen", "stook-terug", "stook-2023", "gas", 2023, 1_000)
    story._confirm(hands, "groen", "koffie:bonen:1", 3_000)
    hands.must("groen", settlement, "report-payment-failed", order="koffie:kopjes:1", reason="Rekening opgeheven")
    _determine(hands)
    hands.must("groen", settlement, "decline-milestone", ask="prieel:hout", advance=1, reason="Twee staan scheef")
    hands.must("buurttuin", settlement, "report-milestone", ask="prieel:hout", advance=2, words="Het ligt")
    hands.must("groen", settlement, "release-advance", ask="prieel:hout", advance=2)
    for cents, ground in ((900, "circumstances-changed"), (1_000, "reconsidered")):
        change = {"cents": cents, "ground": ground, "reason": "Zo wordt het"}
        hands.must("groen", settlement, "change-grant", ask="prieel:hout", **change)
    hands.must("groen", settlement, "correct-confirmation", order="kas-2:glas:1", ground="wrong-date")
    story._confirm(hands, "groen", "kas-2:glas:1", 2_000)
    hands.must("groen", settlement, "record-refund", order="kas-2:glas:1", principal_cents=10, interest_cents=1)
    today = civil_date(hands.clock.now()).isoformat()
    hands.must("uitkeringen", settlement, "report-returned", order="tuin:werk:1", returned_on=today)
    refund = {"order": "tuin:kas:1", "refund": 1, "principal_cents": 61, "interest_cents": 29}
    hands.must("wijkteam", settlement, "correct-refund", **refund, ground="wrong-amount")
    lending.repay(hands, 200, today)
    lending.correct(hands, 1, 5_001)
    lending.write_off(hands, 300)
    lending.approve(hands, "gemeente", 91_500)
    later = {"instalments": 3, "first_due_on": "2026-09-30"}
    lending.change_terms(hands, later, determining.FIRST)
    hands.must("kenniscentrum", settlement, "verify-saving", claim="stook-2022", cents=8_000)
    hands.must("kenniscentrum", settlement, "reject-saving", claim="stook-2021", reason="Verkeerde meter")
    hands.must("college", settlement, "approve-payment-correction", **APPROVED)
    misjudged = {"claim": "jaar-1", "cents": 499_999, "ground": "wrong-amount"}
    hands.must("kenniscentrum", settlement, "correct-verification", **misjudged)


def _determine(hands):
    """Reported on; determined at less of one's own accord, and corrected; corrected what the story determined."""
    report = {"costs": [{"what": "Bonen", "cents": 2_500}], "other_cents": 100, "hours": 12, "words": "Het was druk"}
    results = [{"indicator": "Bezoekers", "unit": "mensen", "reached": "40"}]
    hands.must("bakkerscollectief", hands.settlement, "submit-report", application="koffie", **report, results=results)
    less = {"cents": 1_500, "ground": "costs-lower", "reason": "Het glas was goedkoper", "ex_officio": True}
    by_instalments = {"instalments": 3, "months_between": 2}
    hands.must("groen", hands.settlement, "determine-grant", ask="kas-2:glas", **less, **by_instalments)
    for party, ask in (("groen", "kas-2:glas"), ("welzijn", determining.STAFF)):
        hands.must(party, hands.settlement, "correct-determination", ask=ask, ground="entered-twice")


def _would_be_accepted(hands):
    """Whether a service in this state accepts such a body from this party; deciding changes nothing."""

    def accepted(service, model, party, body):
        context = Context(party, NOW, civil_date(NOW), REGISTER)
        try:
            command = model.model_validate_json(written(body), context={"parties": REGISTER})
        except ValidationError:
            return False
        return not isinstance(SERVICES[service].decide(states[service], command, context), Refusal)

    states = {name: desk.state for name, desk in hands.desks.items()}
    return accepted


def _facts(hands):
    """What was said, whole; and of what was recorded the plain values, also of what is not said."""
    for desk in hands.desks.values():
        for said in desk.said():
            if said.kind not in OF_THE_RUNTIME:
                yield json.loads(bytes(said.data))
        for event in desk.log.read(limit=10_000):
            if event.stored.kind not in OF_THE_RUNTIME:
                fact = json.loads(bytes(event.stored.fact))
                yield {name: value for name, value in fact.items() if not isinstance(value, list | dict)}


# What must hold afterwards, whatever came


def recorded(desk, after):
    """The outcomes recorded behind this position, in order."""
    read = FactReader(desk.service).read
    events = desk.log.read(after, limit=10_000)
    return [read(event.stored) for event in events if event.stored.kind == CommandOutcome.kind]


def sound(hands):
    """Logs an auditor finds nothing in; folds that a restart would fold again; messages that can be said and read."""
    for desk in hands.desks.values():
        anew = replay(desk.service, desk.log)
        assert anew.state == desk.state
        assert (anew.last_hash, anew.published, anew.consumed) == (
            desk.writer.fold.last_hash,
            desk.writer.fold.published,
            desk.writer.fold.consumed,
        )
    assert audited(hands.logs).problems == []
