"""One application to a pool, a public zuil and a housing corporation: the facts and bodies that the tests share.

Facts are written out here, postings included, and not by the code under test.
"""

from datetime import UTC, datetime, timedelta

from services.applications.app import SERVICE
from shared.money import Posting
from shared.parties import Parties
from tests.unit.applications import facts as e
from tests.unit.scenario import PARTIES, Scenario

DECIDE_BY = datetime(2026, 4, 1, 10, 0, tzinfo=UTC)
LATER = DECIDE_BY + timedelta(seconds=1)
EARLIER = DECIDE_BY - timedelta(seconds=1)

POOL, PUBLIC, HOUSING = "pool:moestuin", "zuil:participatie", "zuil:woonstede"
FUNDERS = {"kas": POOL, "begeleiding": PUBLIC, "hout": HOUSING, "grond": HOUSING, "zaad": POOL}
GOALS = {POOL: "groen", PUBLIC: "werk", HOUSING: "leefbaarheid"}
CENTS = {"kas": 450_000, "begeleiding": 500_000, "hout": 100_000}
OWN = {"source": "Verkoop van groente", "kind": "own", "cents": 150_000}


def ask_body(ask, cents=None, *, funder=None, instrument="grant", lines=None):
    funder = funder or FUNDERS[ask]
    if lines is None:
        lines = [{"goal": GOALS[funder], "cents": cents or CENTS[ask]}]
    return {"ask": ask, "funder": funder, "lines": lines, "instrument": instrument}


def form_body(**changed):
    """A valid application for € 12.000,00, of which € 9.500,00 is public subsidy."""
    return {
        "application": "tuin",
        "purpose": "Een moestuin die iemand werk geeft",
        "neighbourhood": "Spoorbuurt",
        "results": [{"indicator": "Aan het werk", "unit": "personen", "target": "1", "goal": "werk"}],
        "costs": [{"what": "Kas en begeleiding", "cents": 1_200_000}],
        "asks": [ask_body("kas"), ask_body("begeleiding"), ask_body("hout")],
        "other_money": [OWN],
        "hours": [{"who": "Buurtbewoners", "hours": 1200}],
        "expected_savings": [
            {"benefit_holder": "participatie", "cents": 1_200_000, "recurrence": "structural", "evidence": "Norm 2026"}
        ],
        "term": "incidental",
        "plan_after": "De verkoop van groente betaalt de begeleiding",
        "decide_by": DECIDE_BY,
    } | changed


def other_money(cents=150_000, kind="own"):
    return e.OtherMoney("Verkoop van groente", kind, cents)


def submitted(application="tuin", decide_by=DECIDE_BY, goods=()):
    return e.ApplicationSubmitted(
        application=application,
        applicant="de-moestuin",
        form=e.Form(
            purpose="Een moestuin die iemand werk geeft",
            neighbourhood="Spoorbuurt",
            results=(e.Result("Aan het werk", "personen", "1", "werk"),),
            costs=(e.Cost("Kas en begeleiding", 1_200_000),),
            other_money=(other_money(),),
            hours=(e.Hours("Buurtbewoners", 1200),),
            expected_savings=(e.ExpectedSaving("participatie", 1_200_000, "structural", "Norm 2026"),),
            term="incidental",
            plan_after="De verkoop van groente betaalt de begeleiding",
            replaces=None,
            decide_by=decide_by,
            goods=goods,
        ),
    )


def asked(ask, cents=None, *, revision=1, undo=(), application="tuin", instrument="grant", decide_by=DECIDE_BY):
    """The ask put to its funder; `undo` is what its postings undo of the revision before."""
    funder = FUNDERS[ask]
    cents = CENTS[ask] if cents is None else cents
    fact = e.PoolAsked if funder == POOL else e.ZuilAsked
    return fact(
        application=application,
        ask=f"{application}:{ask}",
        revision=revision,
        funder=funder,
        cents=cents,
        lines=(e.Line(GOALS[funder], cents),) if cents else (),
        instrument=instrument,
        applicant="de-moestuin",
        purpose="Een moestuin die iemand werk geeft",
        neighbourhood="Spoorbuurt",
        decide_by=decide_by,
        postings=(*undo, *(moved(ask, cents, "funder", "asked", application) if cents else ())),
    )


def moved(ask, cents, source, target, application="tuin"):
    funder = FUNDERS[ask]
    places = {"funder": f"memo/funder:{funder}"}
    for place in ("asked", "held", "granted"):
        places[place] = f"memo/ask:{funder}/{application}:{ask}/{place}"
    return (Posting(places[source], -cents), Posting(places[target], cents))


def held(ask, cents=None, *, revision=1, source="asked"):
    funder, cents = FUNDERS[ask], cents or CENTS[ask]
    fact = e.PoolAskHeld if funder == POOL else e.ZuilAskHeld
    return fact("tuin", f"tuin:{ask}", revision, funder, cents, moved(ask, cents, source, "held"))


def declined(ask, cents=None, *, revision=1, reason="Te duur", ground="no-money"):
    funder, cents = FUNDERS[ask], cents or CENTS[ask]
    fact = e.PoolAskDeclined if funder == POOL else e.ZuilAskDeclined
    return fact("tuin", f"tuin:{ask}", revision, funder, cents, reason, moved(ask, cents, "asked", "funder"), ground)


def explained(ask, cents=None, *, revision=1, reason="Te duur", applicant="de-moestuin"):
    """A zuil's words, to the applicant."""
    funder, cents = FUNDERS[ask], cents or CENTS[ask]
    return e.ZuilDeclineExplained("tuin", f"tuin:{ask}", revision, funder, cents, applicant, "no-money", reason)


def granted(*asks):
    """Granted are these (ask, cents, revision), all of which were held."""
    return e.ApplicationGranted(
        application="tuin",
        applicant="de-moestuin",
        asks=tuple(
            e.GrantedAsk(f"tuin:{ask}", revision, FUNDERS[ask], cents, (e.Line(GOALS[FUNDERS[ask]], cents),), "grant")
            for ask, cents, revision in asks
        ),
        postings=tuple(posting for ask, cents, _ in asks for posting in moved(ask, cents, "held", "granted")),
    )


def failed(reason, *asks, application="tuin"):
    """Failed; these (ask, cents, revision, where its money stood) go back to their funders."""
    return e.ApplicationFailed(
        application=application,
        applicant="de-moestuin",
        reason=reason,
        asks=tuple(e.FailedAsk(f"{application}:{ask}", revision, FUNDERS[ask]) for ask, _, revision, _ in asks),
        postings=tuple(
            posting
            for ask, cents, _, place in asks
            if place != "funder"
            for posting in moved(ask, cents, place, "funder", application)
        ),
    )


ASKED = (submitted(), asked("kas"), asked("begeleiding"), asked("hout"))
GRANTED = granted(("kas", 450_000, 1), ("begeleiding", 500_000, 1), ("hout", 100_000, 1))
UNANSWERED = tuple((ask, CENTS[ask], 1, "asked") for ask in ("kas", "begeleiding", "hout"))


def scenario(**settings):
    return Scenario(SERVICE, **settings)


def two_roles():
    """A world with a fund that is a zuil, and applies itself as well."""
    fund = PARTIES["woonstede"].model_copy(update={"slug": "buurtfonds", "roles": frozenset({"zuil", "initiative"})})
    return scenario(parties=Parties([*PARTIES.values(), fund]))


def open_garden(*facts):
    """The garden, asked of all three funders, and what came after."""
    return scenario().given(*ASKED, *facts)


def answer(world, ask, verdict, *, by=None, revision=1, cents=None, **more):
    return world.when(
        "answer-ask",
        by=by or FUNDERS[ask].partition(":")[2],
        ask=f"tuin:{ask}",
        revision=revision,
        cents=cents or CENTS[ask],
        answer=verdict,
        **more,
    )


def rearrange(world, *asks, own=150_000, by="de-moestuin", application="tuin"):
    money = [OWN | {"cents": own}] if own else []
    return world.when("rearrange", by=by, application=application, asks=list(asks), other_money=money)


def pool_says(world, kind, ask="kas", *, revision=1, cents=None, pool="moestuin", **more):
    return world.heard(
        "pool",
        f"reservation-{kind}",
        pool=pool,
        application="tuin",
        ask=f"tuin:{ask}",
        revision=revision,
        cents=CENTS[ask] if cents is None else cents,
        **more,
    )
