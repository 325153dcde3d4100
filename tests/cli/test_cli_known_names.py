"""What the logs know of a party: whether its name is free, and what it would leave behind."""

from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from types import UnionType
from typing import ClassVar, Union, get_args, get_origin, get_type_hints

import pytest

from cli.base import Desk
from cli.data_folder import DataFolder
from cli.ledger import BY_NAME
from cli.partners.business import open_business
from cli.partners.history import NAMES_A_PARTY, has_history
from cli.screen import Screen
from services.settlement.restating import fields_of
from shared.log import facts as own
from shared.log.facts import CommandOutcome
from shared.parties import load_parties
from tests.cli.stories import AT, recorded, written
from tests.unit.applications import facts as applications
from tests.unit.pool import facts as pool
from tests.unit.settlement import facts as settlement

DAY = date(2026, 3, 2)
OIN = "00000099000000077000"
MINE = ["partner", "add", "zuil-a", "--name", "A", "--role", "zuil", "--oin", OIN]


def order(payer):
    return settlement.PaymentOrdered("a:x:1", "grant", "a:x", None, payer, f"zuil:{payer}", "party:i", 5, DAY, ())


def order_to(payee):
    return settlement.PaymentOrdered("a:x:1", "grant", "a:x", None, "z", "zuil:z", f"party:{payee}", 5, DAY, ())


def pledged_by(contributor):
    return pool.ContributionPledged("p", "c", contributor, 5, (), "1", 2026, "incidental", "social", ())


def claim(verifier, name="c"):
    return settlement.SavingClaimed("e", name, "huis", DAY, DAY, 9, 4, 5, "…", "zuil-b", verifier)


def form(benefit_holder):
    saving = applications.ExpectedSaving(benefit_holder, 5, "once", "…")
    return applications.Form("p", "n", (), (), (), (), (saving,), "incidental", None, None, AT)


HOLD = pool.HoldAwaitsSecondApproval("p", "a", "a:x", 1, 5, "was-asked", "zuil-b")
NAMED = {
    "payer": {"settlement": [order("zuil-a")]},
    "verifier": {"settlement": [claim("zuil-a")]},
    "funder": {"settlement": [settlement.AgreementMade("a", "a:x", "zuil:zuil-a", "i", 5, "grant", DAY)]},
    "payee": {"settlement": [order_to("zuil-a")]},
    "holder": {"pool": [pool.PoolOpened("p", "n", (), pool.Frame("r", 5, DAY, DAY), "zuil-a")]},
    "former holder": {"pool": [pool.PoolHandedOver("p", "z", "zuil-a")]},
    "contributor": {"pool": [pledged_by("zuil-a")]},
    "second approver": {"pool": [pool.MandateSet("p", 5, 5, (), DAY, DAY, False, 5, "zuil-a")]},
    "applicant": {"applications": [applications.ApplicationSubmitted("a", "zuil-a", form("z"))]},
    "expected to save": {"applications": [applications.ApplicationSubmitted("a", "i", form("zuil-a"))]},
}


@pytest.mark.parametrize("facts", NAMED.values(), ids=NAMED)
def test_a_name_in_what_happened_is_taken(nowhere, facts):
    written(nowhere.data, **facts)
    ended = nowhere(*MINE)
    assert (ended.code, ended.err.split(": ")[1]) == (1, "party-has-history")
    assert has_history(nowhere.place, "zuil-a")
    assert not has_history(nowhere.place, "a")
    assert not has_history(nowhere.place, "zuil-aa")


def test_a_name_that_was_told_something_is_taken(nowhere):
    written(nowhere.data, audience="zuil-a", pool=[HOLD])
    assert has_history(nowhere.place, "zuil-a")


def test_a_name_that_spoke_is_taken(nowhere):
    written(nowhere.data, pool=[CommandOutcome("zuil-a", "1", "pledge", "0", accepted=False)])
    assert has_history(nowhere.place, "zuil-a")


def test_a_word_that_is_no_name_takes_none(nowhere):
    """A goal, a pool and an ask may be called as a party is."""
    goal = pool.Goal("zuil-a", "1", 2026)
    opened = pool.PoolOpened("zuil-a", "zuil-a", (goal,), pool.Frame("zuil-a", 5, DAY, DAY), "z")
    written(nowhere.data, pool=[opened])
    assert not has_history(nowhere.place, "zuil-a")


def test_a_name_is_found_behind_many_words_that_are_none(nowhere):
    """The database looks for the word, a thousand events at a time."""
    words = [pool.ReservationDeclined("zuil-a", "a", f"a:{number}", 1, 5, "…") for number in range(1100)]
    written(nowhere.data, pool=words)
    assert not has_history(nowhere.place, "zuil-a")
    (nowhere.data / "pool.db").unlink()
    written(nowhere.data, pool=[*words, pool.PoolHandedOver("p", "zuil-a", "z")])
    assert has_history(nowhere.place, "zuil-a")


def test_a_log_in_postgresql_knows_names_too(nowhere, postgres_log):
    written(nowhere.data)
    recorded(postgres_log, [pool.PoolHandedOver("zuil-b", "zuil-c", "zuil-a")])
    place = DataFolder(nowhere.data, logs={"pool": postgres_log}, environment={})
    assert [slug for slug in ("zuil-a", "zuil-b", "zuil-c") if has_history(place, slug)] == ["zuil-a", "zuil-c"]


@dataclass
class OfLaterRelease:
    guarantor: str
    kind: ClassVar[str] = "guarantee-given"
    stream: ClassVar[str] = "pool/p"


def test_an_event_that_cannot_be_read_may_name_whoever_is_in_it(nowhere):
    """Of a later release, or tampered with."""
    written(nowhere.data, pool=[OfLaterRelease("zuil-a")])
    assert has_history(nowhere.place, "zuil-a")
    assert not has_history(nowhere.place, "zuil-b")


@pytest.mark.parametrize("gone", ["applications", "pool", "settlement"])
def test_with_a_log_missing_nobody_can_say_whether_a_name_is_free(nowhere, gone):
    written(nowhere.data)
    (nowhere.data / f"{gone}.db").unlink()
    ended = nowhere(*MINE)
    assert (ended.code, ended.err.split(": ")[1]) == (3, "log-unreachable")
    assert gone in ended.err
    assert "zuil-a" not in load_parties(nowhere.place.register)
    assert nowhere("partner", "remove", "groen").err.split(": ")[1] == "log-unreachable"


NO_NAMES = frozenset(
    {
        "account", "answer", "application", "ask", "at_year_end", "because", "body_sha256", "budget_change", "change",
        "claim", "code", "command", "command_id", "contribution", "contributions", "day_count", "decision",
        "description", "domain", "earmarks", "earn_back", "evidence", "field", "from_goal", "goal", "goals", "ground",
        "hash", "indicator", "instrument", "judgement", "kind", "log", "milestone", "missing", "neighbourhood",
        "network", "of", "oin", "order", "plan_after", "pool", "purpose", "reached", "reason", "recurrence",
        "recurring", "repayment", "replaces", "reserve", "roles", "sentence", "service", "source", "subject",
        "support", "target", "task", "task_field", "term", "terms_hash", "to_goal", "towards", "unit", "was", "what",
        "who", "without", "words",
    }
)  # fmt: skip
"""Fields of text that names no party. `source` and `service` are the platform's own; `who` is free text."""


def texts(kind, field=""):
    """The fields of text in a type, by name, with those of what is in it."""
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return {name for each in fields(kind) for name in texts(hints[each.name], each.name)}
    if isinstance(kind, type) and issubclass(kind, tuple):
        return {name for each, hint in get_type_hints(kind).items() for name in texts(hint, each)}
    if get_origin(kind) in {tuple, Union, UnionType}:
        return {name for each in get_args(kind) for name in texts(each, field)}
    text = kind is str or (get_origin(kind) is not None and any(isinstance(each, str) for each in get_args(kind)))
    return {field} if text else set()


def test_of_every_text_in_an_event_it_is_known_whether_it_names_a_party():
    """A new field of an event belongs to one of both: say so."""
    found = {name for service in BY_NAME.values() for fact in (*own.FACTS, *service.facts) for name in texts(fact)}
    assert found == NAMES_A_PARTY | NO_NAMES


# Open business


def business(place, slug):
    return open_business(Desk(place, Screen("en", as_json=False)), slug)


@pytest.fixture
def place(tmp_path):
    return DataFolder(tmp_path / "data", environment={})


def test_a_verifier_has_the_claims_that_it_has_not_judged(place):
    judged = settlement.SavingVerified("e", "c1", "huis", DAY, DAY, 5, ())
    rejected = settlement.SavingRejected("e", "c2", "huis", DAY, DAY, "…")
    claims = [claim("k", "c1"), claim("k", "c2"), claim("k", "c3"), claim("k", "c4"), claim("other", "c5")]
    written(place.data, settlement=[*claims, judged, rejected])
    assert business(place, "k") == ["2 claimed savings to verify"]
    assert business(place, "nobody") == []


def mandate(approver):
    return pool.MandateSet("p", 5, 5, (), DAY, DAY, False, 5, approver)


ASK = ("p", "a", "a:x", 1, 5)
ENDS = {
    "held": pool.ReservationHeld(*ASK, (), ()),
    "declined": pool.ReservationDeclined(*ASK, "…"),
    "superseded": pool.AskReceived("p", "a", "a:x", 2, 6, ()),
    "closed": pool.ApplicationClosed("p", "a"),
}


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_a_second_approver_has_the_asks_that_have_a_first_yes(place, end):
    begun = [pool.AskReceived(*ASK, ()), mandate("k"), HOLD]
    written(place.data, pool=begun)
    assert business(place, "k") == ["1 asks await its second yes"]
    assert business(place, "was-asked") == []
    (place.data / "pool.db").unlink()
    written(place.data, pool=[*begun, end])
    assert business(place, "k") == []


def test_a_new_mandate_passes_the_second_yes_on(place):
    written(place.data, pool=[mandate("former"), HOLD, mandate("next")])
    assert (len(business(place, "former")), len(business(place, "next"))) == (0, 1)


def proposal(kind, holder):
    recipient = settlement.Recipient("p", "c")
    shares = (Decimal("0.5"), 5, Decimal("0.5"), 5)
    terms = ("e", "a:x", "investor", "saves", recipient, *shares, DAY, DAY, DAY)
    return kind(*terms, "hash", holder)


def test_who_is_to_consent_to_an_earn_back_has_that_to_do(place):
    proposed = [proposal(kind, "holder") for kind in (settlement.EarnBackProposed, settlement.EarnBackConsentAsked)]
    handed_over = proposal(settlement.EarnBackConsentAsked, "next")
    agreed = settlement.EarnBackAgreed(**fields_of(proposed[0], settlement.Terms))

    def waits(*facts):
        for log in place.data.glob("settlement.db*"):
            log.unlink()
        written(place.data, settlement=[*proposed, *facts])
        return {each for each in ("investor", "saves", "holder", "next") if business(place, each)}

    assert waits() == {"saves", "holder"}
    assert waits(settlement.EarnBackConsented("e", "saves")) == {"holder"}
    assert waits(settlement.EarnBackConsented("e", "saves"), handed_over) == {"next"}
    assert (
        waits(settlement.EarnBackConsented("e", "saves"), settlement.EarnBackConsented("e", "holder"), agreed) == set()
    )
