"""Savings: claimed once, judged by a third party."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from shared.parties import Parties
from shared.service import ALL
from tests.unit.scenario import PARTIES
from tests.unit.settlement import facts as e
from tests.unit.settlement.world import (
    AGREED_GREENHOUSE,
    AGREED_JOB,
    CLAIM,
    GREENHOUSE_ORDER,
    OTHER_HOLDER,
    PAID_GREENHOUSE,
    PAID_JOB,
    REASON,
    TERMS,
    TODAY,
    asked,
    claim_body,
    claimed,
    consented,
    failed,
    in_force,
    judged,
    ordered,
    proposed,
    rejected,
    scenario,
    verified,
)

EVERYBODY_VERIFIES = Parties(
    [party.model_copy(update={"roles": party.roles | {"verifier"}}) for party in PARTIES.values()]
)


AUDITOR_VERIFIES = Parties(
    [
        party.model_copy(update={"roles": party.roles | {"auditor"}}) if party.slug == "kenniscentrum" else party
        for party in PARTIES.values()
    ]
)
IN_2026 = replace(TERMS, term_to=date(2030, 12, 31))


def claim(world, by="participatie", made=CLAIM, **changed):
    return world.when("claim-saving", by=by, **claim_body(made, **changed))


def verify(world, cents=1_200_000, by="kenniscentrum", claim="jaar-2021"):
    return world.when("verify-saving", by=by, claim=claim, cents=cents)


def reject(world, by="kenniscentrum", claim="jaar-2021"):
    return world.when("reject-saving", by=by, claim=claim, reason="De meting gaat over een ander jaar.")


def running(*facts, terms=TERMS, **settings):
    """The earn-back is agreed and its investment paid."""
    return scenario(*PAID_JOB, *PAID_GREENHOUSE, *in_force(terms), *facts, **settings)


# Claimed


def test_the_benefit_holder_claims_baseline_less_measured():
    made = replace(CLAIM, measured_cents=200_000, cents=1_000_000)
    world = claim(running(), made=made).then(made)
    ((audience, kind, key, body),) = world.said
    assert (audience, kind, key) == ("kenniscentrum", "saving-claimed", "kenniscentrum")
    assert body == {
        "earn_back": "uitkering",
        "claim": "jaar-2021",
        "subject": "tuinman",
        "period_from": "2021-01-01",
        "period_to": "2021-12-31",
        "baseline_cents": 1_200_000,
        "measured_cents": 200_000,
        "cents": 1_000_000,
        "evidence": "Dossier 2026-118 bij Participatie.",
        "benefit_holder": "participatie",
    }


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"earn_back": "ander"}, "unknown-earn-back"),
        ({"measured_cents": 1_200_000}, "no-saving"),
        ({"measured_cents": 1_200_001}, "no-saving"),
        ({"period_to": date(2020, 12, 31)}, "period-invalid"),
        ({"period_from": date(2020, 12, 31)}, "outside-term"),
        ({"period_from": date(2025, 12, 31), "period_to": date(2026, 1, 1)}, "outside-term"),
        ({"verifier": "rekenkamer"}, "verifier-not-independent"),
        ({"verifier": "niemand"}, "unknown-party"),
        ({"evidence": ""}, "text-missing"),
    ],
)
def test_a_claim_is_refused(changed, code):
    claim(running(), **changed).then(code)


def test_the_first_and_last_day_of_the_term_count():
    claim(running(), period_from=TERMS.term_from, period_to=TERMS.term_to).then(e.SavingClaimed)


def test_only_the_benefit_holder_claims_and_only_when_all_agreed():
    claim(running(), by="welzijn").then("not-yours")
    claim(scenario(AGREED_JOB, proposed(), asked())).then("not-agreed")
    claim(scenario(AGREED_JOB, proposed(), asked(), consented())).then("not-agreed")


def test_a_saving_may_be_claimed_before_the_investment_is_paid():
    claim(scenario(AGREED_JOB, ordered(), *in_force())).then(CLAIM)


@pytest.mark.parametrize("verifier", ["participatie", "welzijn", "economie", "de-moestuin"])
def test_a_verifier_neither_claims_pays_nor_receives(verifier):
    """Benefit holder and investor; the recipient's budget holder; its contributor; the applicant."""
    world = running(parties=EVERYBODY_VERIFIES)
    claim(world, verifier=verifier).then("own-interest")
    claim(world, verifier="openbare-ruimte").then(e.SavingClaimed)


def test_a_verifier_is_neither_the_claimant_nor_the_investor_nor_who_pays_for_it_now():
    terms = replace(OTHER_HOLDER, recipient=e.Recipient("ijsbaan", "ijs-2026"))
    facts = (
        e.BudgetHolderKnown(pool="ijsbaan", budget_holder="economie"),
        e.ContributionKnown(pool="ijsbaan", contribution="ijs-2026", contributor="economie"),
        *PAID_GREENHOUSE,
        *in_force(terms),
        e.BudgetHolderKnown(pool="moestuin", budget_holder="openbare-ruimte"),
    )
    for verifier in ("participatie", "welzijn", "openbare-ruimte"):
        world = scenario(*facts, parties=EVERYBODY_VERIFIES)
        claim(world, verifier=verifier).then("own-interest")


def test_an_auditor_is_no_verifier():
    """A verifier of something is never its auditor."""
    claim(running(parties=AUDITOR_VERIFIES), verifier="kenniscentrum").then("verifier-not-independent")


def test_a_verifier_that_became_an_auditor_can_only_reject():
    world = running(CLAIM, parties=AUDITOR_VERIFIES)
    verify(world).then("verifier-not-independent")
    reject(world).then(rejected(), judged(reason=REASON))


# Ended


def test_a_period_is_claimed_once_its_last_day_is_over():
    world = running(terms=IN_2026)
    claim(world, period_from=TODAY, period_to=TODAY).then("period-not-ended")
    claim(world, period_from=TODAY, period_to=date(2026, 3, 3)).then("period-not-ended")
    claim(world, period_from=date(2026, 3, 1), period_to=date(2026, 3, 1)).then(e.SavingClaimed)


def test_days_end_in_the_netherlands():
    world = running(terms=IN_2026, now=datetime(2026, 3, 2, 22, 59, tzinfo=UTC))
    claim(world, period_from=TODAY, period_to=TODAY).then("period-not-ended")
    claim(world.at(datetime(2026, 3, 2, 23, 0, tzinfo=UTC)), period_from=TODAY, period_to=TODAY).then(e.SavingClaimed)


def test_a_claim_of_before_this_was_asked_is_verified_once_its_period_is_over():
    early = replace(CLAIM, period_from=TODAY, period_to=TODAY)
    world = running(early, terms=IN_2026)
    verify(world).then("period-not-ended")
    verify(world.at(datetime(2026, 3, 3, 9, tzinfo=UTC))).then(
        verified(early), judged(early), e.SavingDivided, e.PaymentOrdered, e.PaymentOrdered
    )


# Counted once


def test_a_rival_claim_under_the_same_id_is_refused():
    claim(running(CLAIM), made=claimed(year=2022)).then("exists")
    claim(running(CLAIM, rejected()), made=claimed(year=2022)).then("exists")


@pytest.mark.parametrize(
    ("period_from", "period_to"),
    [
        (date(2021, 1, 1), date(2021, 12, 31)),
        (date(2021, 6, 1), date(2021, 6, 1)),
        (date(2021, 12, 31), date(2022, 12, 30)),
        (date(2021, 1, 1), date(2021, 1, 1)),
    ],
)
@pytest.mark.parametrize("judged", [(), (verified(cents=1),)])
def test_a_day_of_a_saving_counts_once(period_from, period_to, judged):
    world = running(CLAIM, *judged)
    claim(world, claim="nog-eens", period_from=period_from, period_to=period_to).then("saving-counted-twice")


def test_the_day_after_another_subject_and_another_holder_are_other_savings():
    world = running(CLAIM)
    claim(world, made=claimed("jaar-2022", 2022)).then(e.SavingClaimed)
    claim(world, claim="tweede-man", subject="tweede-tuinman").then(e.SavingClaimed)
    terms = replace(OTHER_HOLDER, earn_back="elders", benefit_holder="openbare-ruimte")
    world = running(CLAIM, *in_force(terms))
    claim(world, by="openbare-ruimte", earn_back="elders", claim="ander").then(e.SavingClaimed)


def test_a_saving_counts_once_over_all_earn_backs_of_its_holder():
    other = replace(OTHER_HOLDER, earn_back="kas")
    world = running(CLAIM, *in_force(other))
    claim(world, earn_back="kas", claim="nog-eens").then("saving-counted-twice")


def test_a_rejected_claim_frees_its_period():
    again = replace(CLAIM, claim="nog-eens")
    claim(running(CLAIM, rejected()), made=again).then(again)


# Judged


def test_a_saving_is_verified_by_the_named_verifier_alone():
    world = running(CLAIM)
    for by in ("participatie", "welzijn", "rekenkamer"):
        verify(world, by=by).then("not-yours")
        reject(world, by=by).then("not-yours")
    verify(running(CLAIM, parties=EVERYBODY_VERIFIES), by="openbare-ruimte").then("not-yours")


def test_less_than_claimed_may_be_verified_but_not_more():
    world = running(CLAIM)
    verify(world, 1_200_001).then("more-than-claimed")
    verify(world, 400_000).then(verified(cents=400_000), judged(cents=400_000), e.SavingDivided, e.PaymentOrdered)
    audience, kind, key, body = world.said[0]
    assert (audience, kind, key) == ("all", "saving-verified", "uitkering")
    assert body == {
        "earn_back": "uitkering",
        "claim": "jaar-2021",
        "subject": "withheld",
        "period_from": "2021-01-01",
        "period_to": "2021-12-31",
        "cents": 400_000,
    }


def test_nothing_is_verified_before_the_investment_is_paid():
    verify(scenario(AGREED_JOB, ordered(), *in_force(), CLAIM)).then("investment-not-paid")
    again = ordered(number=2)
    verify(scenario(AGREED_JOB, ordered(), failed(ordered()), again, *in_force(), CLAIM)).then("investment-not-paid")


def test_another_asks_payment_is_not_the_investment():
    facts = (AGREED_GREENHOUSE, GREENHOUSE_ORDER, *PAID_JOB)
    verify(scenario(*facts, *in_force(OTHER_HOLDER), CLAIM)).then("investment-not-paid")


def test_a_saving_is_rejected_with_a_reason():
    world = reject(running(CLAIM)).then(rejected(), judged(reason=REASON))
    assert world.said[0][:3] == ("all", "saving-rejected", "uitkering")
    assert (world.said[0][3]["subject"], world.said[0][3]["reason"]) == ("withheld", "withheld")


@pytest.mark.parametrize(
    ("judge", "found"),
    [
        (verify, {"judgement": "verified", "cents": 1_200_000, "reason": None}),
        (reject, {"judgement": "rejected", "cents": 0, "reason": REASON}),
    ],
)
def test_the_benefit_holder_alone_is_told_of_whom_and_why(judge, found):
    world = judge(running(CLAIM))
    told = [(audience, body) for audience, kind, _, body in world.said if kind == "saving-judged"]
    (body,) = [body for audience, body in told if audience == "participatie"]
    assert len(told) == 1
    assert body.items() >= {"claim": "jaar-2021", "subject": "tuinman", **found}.items()


def test_what_all_are_told_names_neither_subject_nor_evidence_nor_reason():
    said = reject(running(CLAIM)).said + verify(running(CLAIM)).said
    for_all = json.dumps([body for audience, _, _, body in said if audience == ALL])
    assert not [private for private in (CLAIM.subject, CLAIM.evidence, REASON) if private in for_all]


def test_judging_an_unknown_claim_is_refused():
    verify(running()).then("unknown-claim")
    reject(running()).then("unknown-claim")


@pytest.mark.parametrize("judged", [verified(cents=1), rejected()])
def test_a_rival_judgement_is_refused(judged):
    verify(running(CLAIM, judged)).then("already-judged")
    reject(running(CLAIM, judged)).then("already-judged")


def test_a_verifier_that_came_to_hold_the_recipients_pool_can_only_reject():
    made = replace(CLAIM, verifier="openbare-ruimte")
    holds = e.BudgetHolderKnown(pool="moestuin", budget_holder="openbare-ruimte")
    world = running(made, holds, parties=EVERYBODY_VERIFIES)
    verify(world, by="openbare-ruimte").then("own-interest")
    reject(world, by="openbare-ruimte").then(rejected(made), judged(made, reason=REASON))


def test_everything_wrong_with_a_claim_is_named_at_once():
    world = running(CLAIM)
    wrong = {"measured_cents": 10**9, "period_from": "2019-01-01", "period_to": "2030-01-01", "verifier": "welzijn"}
    claim(world, **wrong).then(
        *(
            "exists",
            "no-saving",
            "outside-term",
            "saving-counted-twice",
            "period-not-ended",
            "verifier-not-independent",
        ),
    )
    claim(world, by="welzijn", **wrong).then("not-yours")
