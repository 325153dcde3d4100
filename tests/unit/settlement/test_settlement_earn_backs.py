"""Earn-backs: proposed by the investor, consented to by all, agreed."""

import hashlib
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from services.settlement.app import SERVICE
from services.settlement.earn_backs.decisions import terms_hash
from tests.unit.scenario import Scenario
from tests.unit.settlement import facts as e
from tests.unit.settlement.world import (
    AGREED_GREENHOUSE,
    AGREED_JOB,
    OTHER_HOLDER,
    TERMS,
    agreed,
    asked,
    consented,
    in_force,
    proposal_body,
    proposed,
    scenario,
)

TO_OPENBARE_RUIMTE = e.BudgetHolderKnown(pool="moestuin", budget_holder="openbare-ruimte")
TO_PARTICIPATIE = e.BudgetHolderKnown(pool="moestuin", budget_holder="participatie")


def propose(world, terms=TERMS, by=None, **changed):
    return world.when("propose-earn-back", by=by or terms.investor, **proposal_body(terms, **changed))


def consent(world, by="welzijn", terms=TERMS, **changed):
    body = {"earn_back": terms.earn_back, "terms_hash": terms_hash(terms)} | changed
    return world.when("consent-to-earn-back", by=by, **body)


def hand_over(world, holder):
    return world.heard("pool", "pool-handed-over", pool="moestuin", budget_holder=holder)


# Proposed


def test_everything_wrong_with_a_proposal_is_named_at_once():
    wrong = {
        "benefit_holder": "de-moestuin",
        "recipient": {"pool": "moestuin", "contribution": "nergens"},
        "term_to": "2019-12-31",
        "return_from": "2020-06-01",
        "move_share": "0.6",
        "return_share": "0.6",
    }
    propose(scenario(AGREED_GREENHOUSE), OTHER_HOLDER, **wrong).then(
        "recipient-unknown", "funder-invalid", "period-invalid", "period-invalid", "shares-invalid"
    )


def test_the_investor_proposes_and_the_others_are_asked():
    world = propose(scenario(AGREED_GREENHOUSE), OTHER_HOLDER).then(proposed(OTHER_HOLDER), asked(OTHER_HOLDER))
    assert [(audience, kind) for audience, kind, *_ in world.said] == [
        ("participatie", "earn-back-proposed"),
        ("welzijn", "earn-back-consent-asked"),
    ]


def test_a_grant_of_a_pool_that_was_not_heard_of_yet_is_no_grant_yet():
    """Applications and pools are heard side by side: the grant may come before the opening of the pool it names."""
    unheard = replace(AGREED_JOB, funder="pool:elders")
    propose(Scenario(SERVICE).given(unheard)).then("not-granted")


def test_the_hash_can_be_recomputed_from_the_terms_as_they_are_said():
    terms = replace(TERMS, move_share=Decimal("0.00000001"), return_share=Decimal("0.50"))
    world = propose(scenario(AGREED_JOB), terms)
    for _, _, _, body in world.said:
        canonical = json.dumps(body["terms"], sort_keys=True, separators=(",", ":"))
        assert body["terms_hash"] == hashlib.sha256(canonical.encode()).hexdigest()
        assert body["terms"]["investor"] == body["investor"] == "participatie"
        assert body["recipient"] == body["terms"]["recipient"] == {"pool": "moestuin", "contribution": "groen-2026"}


@pytest.mark.parametrize(
    "other",
    [
        {"earn_back": "ander"},
        {"ask": "tuin:kas"},
        {"investor": "welzijn"},
        {"benefit_holder": "welzijn"},
        {"recipient": e.Recipient("moestuin", "groen-2027")},
        {"move_share": Decimal("0.26")},
        {"move_cap_cents": 1},
        {"return_share": Decimal("0.51")},
        {"return_cap_cents": 1},
        {"return_from": date(2021, 1, 2)},
        {"term_from": date(2021, 1, 2)},
        {"term_to": date(2025, 12, 30)},
        {"return_cap_cents": None},
        {"gated_return": True},
        {"gated_return": None},
    ],
)
def test_any_other_term_has_another_hash(other):
    assert terms_hash(replace(TERMS, **other)) != terms_hash(TERMS)


def test_it_is_agreed_at_once_if_nobody_else_must_consent():
    world = propose(scenario(AGREED_JOB, TO_PARTICIPATIE))
    world.then(proposed(recipient_holder="participatie"), asked(recipient_holder="participatie"), agreed())
    assert world.said[2][3] == {
        "earn_back": "uitkering",
        "ask": "tuin:werk",
        "investor": "participatie",
        "benefit_holder": "participatie",
        "recipient": {"pool": "moestuin", "contribution": "groen-2026"},
        "move_share": "0.25",
        "move_cap_cents": 10_000_000,
        "return_share": "0.5",
        "return_cap_cents": 10_000_000,
        "return_from": "2021-01-01",
        "term_from": "2021-01-01",
        "term_to": "2025-12-31",
        "gated_return": False,
    }


def test_a_pool_invests_through_its_present_budget_holder():
    world = scenario(AGREED_GREENHOUSE, TO_OPENBARE_RUIMTE)
    propose(world, OTHER_HOLDER).then("not-yours")
    propose(world, replace(OTHER_HOLDER, investor="openbare-ruimte")).then(e.EarnBackProposed, e.EarnBackConsentAsked)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"ask": "tuin:kas"}, "not-granted"),
        ({"recipient": {"pool": "moestuin", "contribution": "groen-2027"}}, "recipient-unknown"),
        ({"recipient": {"pool": "ijsbaan", "contribution": "groen-2026"}}, "recipient-unknown"),
        ({"benefit_holder": "niemand"}, "unknown-party"),
        ({"benefit_holder": "de-moestuin"}, "funder-invalid"),
        ({"term_to": date(2020, 12, 31)}, "period-invalid"),
        ({"return_from": date(2026, 1, 1)}, "period-invalid"),
        ({"move_share": "0.51"}, "shares-invalid"),
        ({"move_share": "0", "return_share": "0"}, "shares-invalid"),
        ({"move_share": 0.25}, "wrong-type"),
    ],
)
def test_a_proposal_is_refused(changed, code):
    propose(scenario(AGREED_JOB), **changed).then(code)


@pytest.mark.parametrize("by", ["welzijn", "gemeente", "de-moestuin"])
def test_only_who_pays_the_ask_proposes(by):
    propose(scenario(AGREED_JOB), by=by).then("not-yours")


@pytest.mark.parametrize(
    "changed",
    [
        {"move_share": "0.5"},
        {"move_share": "0", "return_share": "1"},
        {"move_share": "1", "return_share": "0", "return_cap_cents": 0},
        {"term_to": date(2021, 1, 1)},
        {"return_from": date(2025, 12, 31)},
    ],
)
def test_a_proposal_at_the_edge_is_accepted(changed):
    propose(scenario(AGREED_JOB), **changed).then(e.EarnBackProposed, e.EarnBackConsentAsked)


def test_a_rival_proposal_under_the_same_id_is_refused():
    propose(scenario(AGREED_JOB, proposed(), asked()), move_share="0.1").then("exists")


# Consented


def test_the_last_consent_makes_the_agreement():
    world = scenario(AGREED_GREENHOUSE, proposed(OTHER_HOLDER, "economie"), asked(OTHER_HOLDER, "economie"))
    consent(world, "economie", OTHER_HOLDER).then(consented("economie"))
    consent(world, "participatie", OTHER_HOLDER).then(consented("participatie"), agreed(OTHER_HOLDER))
    assert [(audience, key) for audience, _, key, _ in world.said] == [("all", "uitkering"), ("all", "uitkering")]


def test_the_investor_need_not_consent_to_its_own_proposal():
    world = scenario(AGREED_JOB, proposed(), asked())
    consent(world, "participatie").then("already-consented")
    consent(world).then(consented(), agreed())


def test_one_party_in_two_roles_consents_once():
    terms = replace(TERMS, benefit_holder="welzijn")
    consent(scenario(AGREED_JOB, proposed(terms), asked(terms)), terms=terms).then(consented(), agreed(terms))


def test_consent_is_to_exactly_the_proposed_terms():
    world = scenario(AGREED_JOB, proposed(), asked())
    consent(world, terms_hash=terms_hash(replace(TERMS, move_cap_cents=1))).then("terms-differ")
    consent(world, terms_hash="0.5").then("identifier-invalid")


def test_consent_is_refused():
    consent(scenario()).then("unknown-earn-back")
    consent(scenario(AGREED_JOB, proposed(), asked()), "openbare-ruimte").then("not-yours")
    consent(scenario(AGREED_JOB, proposed(), asked()), "economie").then("not-yours")


def test_a_rival_consent_is_refused():
    consent(scenario(AGREED_JOB, proposed(), asked(), consented(), agreed())).then("already-consented")


# Handed over


def test_after_a_handover_the_new_holder_is_asked():
    world = hand_over(scenario(AGREED_JOB, proposed(), asked()), "openbare-ruimte")
    world.then(TO_OPENBARE_RUIMTE, asked(recipient_holder="openbare-ruimte"))
    assert [audience for audience, *_ in world.said] == ["openbare-ruimte"]
    consent(world, "welzijn").then("not-yours")
    consent(world, "openbare-ruimte").then(consented("openbare-ruimte"), agreed())


def test_a_handover_to_a_party_that_consented_before_completes_the_agreement():
    world = hand_over(scenario(AGREED_JOB, proposed(), asked()), "participatie")
    world.then(TO_PARTICIPATIE, asked(recipient_holder="participatie"), agreed())


def test_a_handover_to_a_party_that_has_yet_to_consent_leaves_one_consent():
    world = scenario(AGREED_GREENHOUSE, proposed(OTHER_HOLDER, "economie"), asked(OTHER_HOLDER, "economie"))
    hand_over(world, "participatie").then(TO_PARTICIPATIE, asked(OTHER_HOLDER, "participatie"))
    consent(world, "participatie", OTHER_HOLDER).then(consented("participatie"), agreed(OTHER_HOLDER))


def test_the_consent_of_the_former_holder_stands():
    terms = replace(TERMS, benefit_holder="economie")
    world = scenario(AGREED_JOB, proposed(terms), asked(terms), consented())
    hand_over(world, "openbare-ruimte").then(TO_OPENBARE_RUIMTE)
    consent(world, "economie", terms).then(consented("economie"), agreed(terms))


def test_a_handover_of_another_pool_or_of_what_is_agreed_asks_nobody():
    world = scenario(AGREED_JOB, proposed(), asked())
    world.heard("pool", "pool-handed-over", pool="ijsbaan", budget_holder="economie").then(e.BudgetHolderKnown)
    hand_over(scenario(AGREED_JOB, *in_force(), consented()), "openbare-ruimte").then(TO_OPENBARE_RUIMTE)
