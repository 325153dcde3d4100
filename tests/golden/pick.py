"""Golden bytes out of real logs: `python -m tests.golden.pick <data folder>`.

For each kind of event it takes a few that meet the demands which golden bytes do not meet yet, and adds them. What
stands in the golden files is never changed: names and places of fields are for ever.
"""

import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import msgspec

from services.applications.applications.facts import Goods
from services.pool.holds.facts import Under
from services.pool.payments.facts import Share
from services.pool.pools.facts import GoalCeiling
from shared.log.facts import LogGuarded, NewIdentifierAllowed, OlderLogAllowed, PartyDeregistered, PartyRegistered
from shared.money import Fault, Posting
from shared.parties import SERVICES
from tests.golden.advancing import agreed_in_parts, asked_in_parts, paid_in_parts
from tests.golden.covenants import agreed_on
from tests.golden.determining import determined
from tests.golden.fixtures import OWNERS, RUNTIME, Reading, add, facts_of, stored_lines
from tests.golden.lending import asked_to_lend, lent, lost
from tests.golden.making import instead, turned_round, vars_of
from tests.golden.named import demands, met
from tests.golden.returning import given_back, ordered_back
from tests.golden.rows import rows
from tests.golden.set_aside import set_aside
from tests.golden.taking_over import asked_for, taken_over

READABLE_BYTES = 1_500
PLEDGED = "contribution-pledged"
NEVER = dict.fromkeys(
    ("claim-made", "loan-terms-changed", "loan-change-awaits-approval"), frozenset({"terms.first_due_on is null"})
)
"""What no fact of a kind shows: of a claim, and of terms that change, the first day is told."""


def unmet(owner, lines):
    """By kind, what golden bytes must show and these lines do not."""
    reading = Reading(owner)
    found = {kind: demands(fact) - NEVER.get(kind, set()) for kind, fact in facts_of(owner).items()}
    shown = set()
    for line in lines:
        shown.add(kind := reading.stored(line).kind)
        found[kind] -= met(reading.fact(line))
    return {kind: missing for kind, missing in found.items() if missing or kind not in shown}


def pick(owner, candidates):
    """Add to the golden lines of an owner; returns what is still unmet."""
    picked = []
    reading, missing = Reading(owner), unmet(owner, stored_lines(owner))
    for kind in facts_of(owner):
        shows = {line: met(reading.fact(line)) for line in candidates if reading.stored(line).kind == kind}
        if kind in missing and not missing[kind]:  # it has nothing to tell apart, and occurs nowhere yet
            picked.extend(list(shows)[:1])
        while wanted := missing.get(kind):
            best = max(shows, key=lambda line: (len(shows[line] & wanted), _riches(line)), default=None)
            if best is None or not shows[best] & wanted:
                break
            picked.append(best)
            missing[kind] = wanted - shows[best]
    add(owner, picked)
    return {kind: sorted(wanted) for kind, wanted in missing.items() if wanted}


def _riches(line):
    """Of lines that show as much, the one with most in it; but none that nobody would read."""
    return len(line) if len(line) <= READABLE_BYTES else -len(line)


def never_recorded(logs):
    """Events that no sound platform records, though their code would: encoded here, in the envelopes of others."""
    pool, settlement = Reading("pool"), Reading("settlement")
    closed = next(line for line in logs["pool"] if pool.stored(line).kind == "application-closed")
    waits = facts_of("pool")["payment-waits"]
    waiting = waits(pool="buurthuis", order="buurthuis-2025:keuken:1", ask="buurthuis-2025:keuken", cents=650_003)
    yield "pool", instead(pool.stored(closed), waiting)
    no_more = facts_of("pool")["payment-waits-no-more"](**vars_of(waiting), because="returned")
    yield "pool", instead(pool.stored(closed), no_more)
    cancelled = next(line for line in logs["pool"] if pool.stored(line).kind == "pledge-cancelled")
    lapsed = vars_of(pool.fact(cancelled))
    del lapsed["cancelled_by"]
    yield "pool", instead(pool.stored(cancelled), facts_of("pool")["pledge-lapsed"](**lapsed))
    reassigned = next(line for line in logs["settlement"] if settlement.stored(line).kind == "order-reassigned")
    saving = {"ask": None, "earn_back": "buurthuis-en-uitkering", "order": "buurthuis-en-uitkering:tuinman:recipient"}
    saving |= {"purpose": "saving-to-recipient", "payee": "into:buurthuis/groen-2025"}
    order = replace(settlement.fact(reassigned), **saving)
    yield "settlement", instead(settlement.stored(reassigned), order)
    yield from (("applications", line) for line in _with_goods(logs["applications"]))
    yield from (("pool", line) for line in _opened(logs["pool"]))
    yield from (("settlement", line) for line in _since_0_2(logs["settlement"]))
    yield from (("pool", line) for line in _of_the_council(logs["pool"]))
    yield from (("settlement", line) for line in _returned(logs["settlement"]))
    yield from (("settlement", line) for line in _corrected_by_payers(logs["settlement"]))
    yield from (("settlement", line) for line in _corrected_by_verifiers(logs["settlement"]))
    yield from (("settlement", line) for line in _by_two(logs["settlement"]))
    yield from (("pool", line) for line in _undone(logs["pool"]))
    yield from (("pool", line) for line in _supported(logs["pool"]))
    yield from (("pool", line) for line in _year_ended(logs["pool"]))
    yield from (("pool", line) for line in given_back(logs["pool"]))
    yield from (("settlement", line) for line in ordered_back(logs["settlement"]))
    yield from (("applications", line) for line in asked_to_lend(logs["applications"]))
    yield from (("settlement", line) for line in lent(logs["settlement"]))
    yield from (("settlement", line) for line in determined(logs["settlement"]))
    yield from (("applications", line) for line in asked_in_parts(logs["applications"]))
    yield from (("pool", line) for line in paid_in_parts(logs["pool"]))
    yield from (("settlement", line) for line in agreed_in_parts(logs["settlement"]))
    yield from (("pool", line) for line in lost(logs["pool"]))
    yield from (("pool", line) for line in agreed_on(logs["pool"]))
    yield from (("pool", line) for line in set_aside(logs["pool"]))
    yield from (("applications", line) for line in asked_for(logs["applications"]))
    yield from (("pool", line) for line in taken_over(logs["pool"]))
    yield from (("pool", line) for line in _corrected(logs["pool"]))
    yield from ((RUNTIME, line) for line in _decided_by_the_operator(logs["pool"]))
    yield from ((RUNTIME, line) for line in _of_the_register(logs["pool"]))
    yield from ((RUNTIME, line) for line in _refused_for_more(logs["pool"]))


def _with_goods(lines):
    """What came after `left/` was packed: goods that stand apart from money."""
    reading = Reading("applications")
    submitted = next(line for line in lines if reading.stored(line).kind == "application-submitted")
    fact = reading.fact(submitted)
    goods = (Goods("Kwekerij Van Dam", "Vijftig fruitstruiken", 60_007),)
    yield instead(reading.stored(submitted), replace(fact, form=replace(fact.form, goods=goods)))


def _opened(lines):
    """With the day, which came after `left/` was packed."""
    reading = Reading("pool")
    opened = next(line for line in lines if reading.stored(line).kind == "pool-opened")
    yield instead(reading.stored(opened), replace(reading.fact(opened), opened_on=date(2025, 3, 3)))


def _since_0_2(lines):
    """What came after `left/` was packed: days of orders, a return that is gated or not, judgements to one party."""
    reading, judged = Reading("settlement"), facts_of("settlement")["saving-judged"]
    first = {reading.stored(line).kind: line for line in reversed(lines)}
    ordered = first["payment-ordered"]
    yield instead(reading.stored(ordered), replace(reading.fact(ordered), ordered_on=date(2025, 3, 3)))
    for kind in ("earn-back-proposed", "earn-back-consent-asked", "earn-back-agreed"):
        for changed in ({"gated_return": True, "return_cap_cents": None}, {"gated_return": False}):
            yield instead(reading.stored(first[kind]), replace(reading.fact(first[kind]), **changed))
    for kind, judgement in (("saving-verified", "verified"), ("saving-rejected", "rejected")):
        found = reading.fact(first[kind])
        told = {name: getattr(found, name) for name in ("earn_back", "claim", "subject", "period_from", "period_to")}
        told |= {"cents": getattr(found, "cents", 0), "reason": getattr(found, "reason", None)}
        to = msgspec.structs.replace(reading.stored(first[kind]), audience="uitkeringen")
        yield instead(to, judged(**told, judgement=judgement, benefit_holder="uitkeringen"))


def _returned(lines):
    """What the bank sent back, which came after `left/` was packed: grants, and savings."""
    reading, returned = Reading("settlement"), facts_of("settlement")["payment-returned"]
    for line in (line for line in lines if reading.stored(line).kind == "payment-confirmed"):
        fields_of_it = vars_of(reading.fact(line))
        paid_on, postings = fields_of_it.pop("paid_on"), fields_of_it.pop("postings")
        (_, _), (payee, cents) = postings
        back = (Posting(payee, -cents), Posting(f"payer:{fields_of_it['funder']}", cents))
        yield instead(reading.stored(line), returned(**fields_of_it, returned_on=paid_on, postings=back))


def _corrected_by_payers(lines):
    """What a payer corrected: confirmations, and refunds, which have a number and a day since."""
    reading, kinds = Reading("settlement"), facts_of("settlement")
    for line in (line for line in lines if reading.stored(line).kind == "payment-confirmed"):
        mistake = turned_round(vars_of(reading.fact(line)))
        of_year = mistake.pop("paid_on").year
        yield instead(
            reading.stored(line), kinds["confirmation-corrected"](**mistake, ground="entered-twice", of_year=of_year)
        )
    for line in (line for line in lines if reading.stored(line).kind == "refund-confirmed"):
        refund = reading.fact(line)
        yield instead(reading.stored(line), replace(refund, refund=3, recorded_on=date(2025, 3, 4)))
        for of_year in (2025, None):
            yield instead(reading.stored(line), _less(refund, kinds["refund-corrected"], of_year))


def _corrected_by_verifiers(lines):
    """What a verifier corrected, and the orders that it withdrew."""
    reading, kinds = Reading("settlement"), facts_of("settlement")
    for line in lines:
        stored = reading.stored(line)
        if stored.kind == "saving-verified":
            mistake = turned_round(vars_of(reading.fact(line)))
            mistake |= {"was_cents": mistake["cents"], "cents": 0, "ground": "did-not-happen"}
            yield instead(stored, kinds["verification-corrected"](**mistake, of_year=mistake["period_to"].year))
        elif stored.kind == "payment-ordered":
            order = turned_round(vars_of(reading.fact(line)))
            del order["due_on"], order["ordered_on"]
            yield instead(stored, kinds["order-withdrawn"](**order))


def _by_two(lines):
    """Who gives the second yes, as settlement knows; what awaits it, and what it was given to."""
    reading, kinds = Reading("settlement"), facts_of("settlement")
    for line in lines:
        stored = reading.stored(line)
        if stored.kind == "budget-holder-known":
            for second in ((250_017, "college"), (None, None)):
                yield instead(stored, kinds["second-approver-known"](reading.fact(line).pool, *second))
        elif stored.kind == "payment-confirmed":
            mistake = turned_round(vars_of(reading.fact(line)))
            given = {"of_year": mistake.pop("paid_on").year, "ground": "wrong-date", "approved_by": "college"}
            yield instead(stored, kinds["confirmation-corrected"](**mistake, **given))
            awaited = {name: mistake[name] for name in ("order", "ask", "earn_back", "funder", "payee")}
            told = msgspec.structs.replace(stored, audience="college")
            for refund, cents in ((None, 0), (4, 3)):
                was = {"was_principal_cents": mistake["cents"], "was_interest_cents": 5}
                right = {
                    "refund": refund,
                    "principal_cents": cents,
                    "interest_cents": 2 * cents,
                    "ground": "entered-twice",
                }
                asked = {**awaited, **was, **right, "requested_by": mistake["payer"], "approver": "college"}
                yield instead(told, kinds["payment-correction-awaits-approval"](**asked))
        elif stored.kind == "refund-confirmed":
            corrected = _less(reading.fact(line), kinds["refund-corrected"], 2025)
            yield instead(stored, replace(corrected, approved_by="college"))


def _less(refund, kind, of_year):
    """A third of the principal, and of the interest a cent less."""
    right = {"principal_cents": refund.principal_cents // 3, "interest_cents": refund.interest_cents - 1}
    less = refund.principal_cents + refund.interest_cents - sum(right.values())
    payer, payee = f"payer:{refund.funder}", refund.postings[0].account
    return kind(
        order=refund.order,
        ask=refund.ask,
        funder=refund.funder,
        refund=3,
        was_principal_cents=refund.principal_cents,
        was_interest_cents=refund.interest_cents,
        **right,
        ground="wrong-amount",
        of_year=of_year,
        postings=(Posting(payer, -less), Posting(payee, less)),
    )


def _undone(lines):
    """What the pool makes of it."""
    reading, kinds = Reading("pool"), facts_of("pool")
    for line in lines:
        stored = reading.stored(line)
        match stored.kind:
            case "reservation-paid":
                back = turned_round(vars_of(reading.fact(line)))
                del back["attribution"], back["under"]
                yield instead(stored, kinds["payment-undone"](**back, because="returned"))
            case "money-returned" | "interest-received":
                of = "principal" if stored.kind == "money-returned" else "interest"
                less = turned_round(vars_of(reading.fact(line)))
                less |= {"cents": -less["cents"], "parts": tuple(Share(name, -cents) for name, cents in less["parts"])}
                yield instead(stored, kinds["return-corrected"](**less, of=of))
            case "saving-received":
                back = turned_round(vars_of(reading.fact(line)))
                yield instead(stored, kinds["saving-undone"](**back, because="corrected"))


def _supported(lines):
    """What goes by a support, and how it was agreed and ended; all of it came after `left/` was packed."""
    reading, kinds = Reading("pool"), facts_of("pool")
    first = {reading.stored(line).kind: reading.stored(line) for line in reversed(lines)}
    of = {"pool": "buurthuis", "support": "groen-voor-ontmoeten"}
    terms = {
        **of,
        "contributions": ("groen-2025", "welzijn-2025"),
        "from_goal": "vergroenen",
        "to_goal": "ontmoeten",
        "max_cents": 90_013,
        "starts_on": date(2025, 3, 1),
        "ends_on": date(2026, 2, 28),
    }
    told, ends = {"addressee": "welzijn"}, {"ended_by": "groen"}
    offered = msgspec.structs.replace(first["pledge-offered"], audience="welzijn")
    for decision in ("Raadsbesluit 2025-91", None):
        change = {"budget_change": decision}
        proposed = {**terms, **change, "evidence": "Rapport 12 van het wijkteam", "proposed_by": "groen", **told}
        yield instead(offered, kinds["support-proposed"](**proposed))
        yield instead(first["pool-opened"], kinds["support-agreed"](**terms, **change, agreed_by=("groen", "welzijn")))
    yield instead(first["application-closed"], kinds["support-consented"](**of, consented_by="welzijn"))
    yield instead(first["pool-opened"], kinds["support-ended"](**of, **ends))
    why = {"reason": "Het groen heeft het zelf nodig", **told}
    yield instead(offered, kinds["support-end-explained"](**of, **ends, **why))
    under = (Under("groen-voor-ontmoeten", "ontmoeten", "groen-2025", 10_007),)
    for line in lines:
        stored = reading.stored(line)
        if stored.kind in {"reservation-held", "reservation-committed"}:
            held = replace(reading.fact(line), under=under)
            yield instead(stored, held)
            if stored.kind == "reservation-committed":
                backed = {name: getattr(held, name) for name in ("attribution", "postings", "under")}
                yield instead(first["application-closed"], kinds["hold-rebacked"](*held.identity, **backed))


def _year_ended(lines):
    """Last days, what lapsed on them, and what the council decided about them: all of it came later."""
    reading, kinds = Reading("pool"), facts_of("pool")
    first = {reading.stored(line).kind: reading.stored(line) for line in reversed(lines)}
    fact_of = {kind: reading.fact(next(line for line in lines if reading.stored(line).kind == kind)) for kind in first}
    pledged, opened = fact_of[PLEDGED], fact_of["pool-opened"]
    yield instead(first[PLEDGED], replace(pledged, last_day=date(2025, 12, 31)))
    yield instead(first["pool-opened"], replace(opened, reserve="Raadsbesluit 2025-33, reserve"))
    amended = kinds["frame-amended"](opened.pool, opened.frame, opened.goals, (), "Raadsbesluit 2025-34, reserve")
    yield instead(first["pool-opened"], amended)
    of, cents = "buurthuis/groen-2025", 41_009
    postings = Posting(f"{of}/free", -cents), Posting(f"{of}/lapsed", cents)
    last_day = {"pool": "buurthuis", "contribution": "groen-2025", "last_day": date(2026, 6, 30)}
    lapsed = {**last_day, "contributor": "groen", "cents": cents, "postings": postings}
    yield instead(first["pool-opened"], kinds["contribution-lapsed"](**lapsed))
    yield instead(first["pool-opened"], kinds["contribution-carried-over"](**last_day, decision="Raadsbesluit 2025-95"))


def _of_the_council(lines):
    """What came after `left/` was packed: ceilings of goals, money of others, a frame that is amended."""
    pool, kinds = Reading("pool"), facts_of("pool")
    first = {kind: next(each for each in lines if pool.stored(each).kind == kind) for kind in ("pool-opened", PLEDGED)}
    opened = pool.fact(first["pool-opened"])
    ceilings = tuple(GoalCeiling(goal.goal, 700_000 + number) for number, goal in enumerate(opened.goals))
    frame = opened.frame._replace(decision="Raadsbesluit 2025-77", ceiling_cents=opened.frame.ceiling_cents + 1)
    amended = kinds["frame-amended"](opened.pool, frame, opened.goals, ceilings)
    yield instead(pool.stored(first["pool-opened"]), replace(opened, ceilings=ceilings))
    yield instead(pool.stored(first["pool-opened"]), amended)
    yield instead(pool.stored(first[PLEDGED]), replace(pool.fact(first[PLEDGED]), counts_for_ceiling=False))


def _corrected(lines):
    """What came after `left/` was packed: receipts with a number, corrections, and holds that others back."""
    pool, kinds = Reading("pool"), facts_of("pool")
    first = {pool.stored(line).kind: line for line in reversed(lines)}
    received, held = (first[kind] for kind in ("contribution-received", "reservation-held"))
    parts = tuple(part._replace(contribution=f"{part.contribution}-2") for part in pool.fact(held).attribution)
    yield instead(pool.stored(received), replace(pool.fact(received), receipt=3))
    of = pool.fact(received)
    for receipt, cents, approver in ((2, 1_234, "college"), (None, 0, None)):
        mistake = (
            of.pool,
            f"{of.contribution}-2",
            of.contributor,
            receipt,
            of.cents,
            cents,
            "entered-twice",
            2024,
            "welzijn",
        )
        told = msgspec.structs.replace(pool.stored(received), audience="college")
        yield instead(told, kinds["correction-awaits-approval"](*mistake, "college"))
        yield instead(pool.stored(received), kinds["contribution-corrected"](*mistake, approver, of.postings))
    untold = pool.stored(first["application-closed"])
    yield instead(untold, kinds["hold-rebacked"](**vars_of(pool.fact(held)) | {"attribution": parts}))


def _decided_by_the_operator(lines):
    """What came after `left/` was packed: a log that is wanted, whatever was noted of it."""
    pool = Reading(RUNTIME)
    allowed = next(line for line in lines if pool.stored(line).kind == "refill-allowed")
    older = OlderLogAllowed("0f343b0931126a20f133d67c2b018a3b", 812, "9f" * 32, "De nieuwere zijn verbrand")
    yield instead(pool.stored(allowed), older)
    guarded = LogGuarded(("trigger stored_events_UPDATE_refused is gone",), "Een beheerder testte iets")
    yield instead(pool.stored(allowed), guarded)


def _of_the_register(lines):
    """What came after `left/` was packed: who is in the register, and as which organisation."""
    pool = Reading(RUNTIME)
    allowed = pool.stored(next(line for line in lines if pool.stored(line).kind == "refill-allowed"))
    was, oin = "00000099000000012000", "00000099000000013000"
    changed_at = allowed.at - timedelta(minutes=7)
    for public_money, own, network, at in ((True, False, "wijkbond", changed_at), (False, True, None, None)):
        roles = ("initiative", "zuil")
        yield instead(allowed, PartyRegistered("welzijn", was, roles, public_money, own, network, at))
        yield instead(allowed, PartyDeregistered("welzijn", at))
    yield instead(allowed, NewIdentifierAllowed("welzijn", was, oin, "Gefuseerd met een andere stichting"))


def _refused_for_more(lines):
    """What came after `left/` was packed: a refusal that names everything that is wrong."""
    runtime = Reading(RUNTIME)
    outcomes = [line for line in lines if runtime.stored(line).kind == "command-outcome"]
    refused = next(line for line in outcomes if not runtime.fact(line).accepted)
    faults = (
        Fault(
            "cents", "amount-zero", "Name an amount of at least 1 cent, or leave the entry out. For example: 500000."
        ),
        Fault("received_on", "field-missing", 'Add this field. For example: "received_on": "2026-01-05".'),
    )
    first = {"field": faults[0].field, "code": faults[0].code, "sentence": faults[0].sentence}
    yield instead(runtime.stored(refused), replace(runtime.fact(refused), **first, faults=faults))


def main():
    folder = Path(sys.argv[1])
    logs = {service: rows(folder / f"{service}.db") for service in SERVICES}
    made = list(never_recorded(logs))
    for owner in OWNERS:
        recorded = logs["pool" if owner == RUNTIME else owner]
        still = pick(owner, [*recorded, *(line for of, line in made if of == owner)])
        for kind, wanted in still.items():
            sys.stdout.write(f"{owner} {kind}: no event shows that {'; that '.join(wanted)}\n")


if __name__ == "__main__":
    main()
