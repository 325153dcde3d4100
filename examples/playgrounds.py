"""The playgrounds of Deventer: residents take over a task and its budget, and give part of it back years later (S2).

Published: 88 playgrounds, once €5,000 for each, handed over in 2016 and 2017; about half of them back with the
municipality from 1 January 2024. Ours: all other amounts, the second funder, and that 44 is half. The sources are in
decision 33. `python -m examples.playgrounds` plays it on a running platform.
"""

from dataclasses import dataclass
from typing import NamedTuple

from examples.narration import Words, require
from examples.partner import Partner, Stage
from examples.standalone import play
from examples.steps import application, ask, open_pool, pays, put_in

WHERE = "Deventer"
GOAL, TASK, TASK_FIELD = "spelen", "speelplekken", "5.7"
PLAYGROUNDS, UNIT_CENTS = 88, 5_000_00
"""Published: how many were handed over, and the single amount that went with each."""
BUDGET_CENTS = PLAYGROUNDS * UNIT_CENTS
GIVEN_BACK, UNSPENT_CENTS = 44, 60_000_00
"""Half, as published; how much of the money was left by then was not."""
MEETING_CENTS, OWN_CENTS = 10_000_00, 25_000_00
"""Assumed: what the welfare budget adds, and what the residents bring in themselves."""
PLACES, MEETING = "plekken", "ontmoeten"


class Stands(NamedTuple):
    """Where playgrounds and money are: with the municipality, with the residents, back in the pool."""

    municipality: int
    residents: int
    free_cents: int
    with_residents_cents: int


BEFORE = Stands(PLAYGROUNDS, 0, BUDGET_CENTS, 0)
HANDED_OVER = Stands(0, PLAYGROUNDS, 0, BUDGET_CENTS)
HALF_BACK = Stands(GIVEN_BACK, PLAYGROUNDS - GIVEN_BACK, UNSPENT_CENTS, BUDGET_CENTS - UNSPENT_CENTS)


@dataclass(frozen=True)
class Cast:
    """Who plays, each through its own program. The garden's foundation plays the residents' one."""

    stage: Stage
    college: Partner
    groen: Partner
    welzijn: Partner
    residents: Partner
    rivals: Partner

    @property
    def pool(self) -> str:
        return self.stage.named("spelen-in-deventer")

    @property
    def challenge(self) -> str:
        return self.stage.named("tevreden-spelen")

    @property
    def ask(self) -> str:
        return f"{self.challenge}:{PLACES}"


async def playgrounds(stage: Stage) -> None:
    """Handed over with the budget, half of them given back with what is unspent."""
    parties = "college", "groen", "welzijn", "buurttuin", "bakkerscollectief"
    async with stage.partners(*parties) as partners:
        cast = Cast(stage, *partners)
        stage.narrator.chapter(
            "3. De speelplekken: een taak en haar budget", "3. The playgrounds: a task and its budget"
        )
        _what_it_shows(cast)
        await _a_task(cast)
        shown = [("Vooraf", "Before", await _stands(cast, BEFORE))]
        await _challenge(cast)
        shown.append(("Overgenomen", "Taken over", await _stands(cast, HANDED_OVER)))
        await _give_half_back(cast)
        shown.append(("De helft terug", "Half of it back", await _stands(cast, HALF_BACK)))
        _table(cast, shown)


def _what_it_shows(cast: Cast) -> None:
    cast.stage.narrator.tell(
        "In Deventer namen bewoners 88 speelplekken over van de gemeente, met eenmalig € 5.000 per plek; een deel ging "
        "jaren later terug. Die cijfers zijn gepubliceerd; de rest is van deze demo. Right to Challenge: taak en "
        "budget verhuizen samen, of geen van beide.",
        "In Deventer residents took 88 playgrounds over from the municipality, with a single € 5,000 for each; part of "
        "them went back years later. These figures were published; all else is this demo's. Right to Challenge: task "
        "and budget move together, or neither does.",
    )


async def _a_task(cast: Cast) -> None:
    """The budget holder says what may be taken over, and what goes with each unit. Its mandate leaves room for more."""
    await open_pool(
        cast.college,
        cast.pool,
        holder=cast.groen.party,
        goals=[GOAL],
        cents=2 * BUDGET_CENTS,
        automatic=False,
        where=WHERE,
        task_fields={GOAL: TASK_FIELD},
    )
    await put_in(cast.groen, cast.groen, cast.pool, "groen", cents=BUDGET_CENTS, earmarks=[GOAL])
    await cast.groen.does(
        "pool",
        "register-task",
        pool=cast.pool,
        task=TASK,
        description="Beheer en onderhoud van een speelplek; het budget is eenmalig",
        goal=GOAL,
        performer="openbare-ruimte",
        unit="speelplekken",
        units=PLAYGROUNDS,
        unit_cents=UNIT_CENTS,
    )


async def _challenge(cast: Cast) -> None:
    """One application to the pool and to another funder; the grant moves task and money in one step."""
    taken = ask(PLACES, f"pool:{cast.pool}", (GOAL, BUDGET_CENTS)) | {"takes_over": _units(PLAYGROUNDS)}
    meeting = ask(MEETING, "zuil:welzijn", (MEETING, MEETING_CENTS))
    form = _form(cast.challenge, [taken, meeting])
    await cast.residents.does("applications", "submit-application", **form)
    await _hold(cast, cast.ask, BUDGET_CENTS)
    await _a_rival(cast)
    answer = {"ask": f"{cast.challenge}:{MEETING}", "revision": 1, "cents": MEETING_CENTS, "answer": "hold"}
    await cast.welzijn.hears("applications", "zuil-asked", ask=answer["ask"])
    await cast.welzijn.does("applications", "answer-ask", **answer)
    moved = await cast.residents.hears("pool", "task-moved", ask=cast.ask)
    require((PLAYGROUNDS, BUDGET_CENTS), (moved["units"], moved["cents"]), "the task that moved, and its money")
    await pays(cast.groen, ask=cast.ask)
    await cast.residents.hears("pool", "reservation-paid", ask=cast.ask)
    tell = cast.stage.narrator
    amount = tell.euros(BUDGET_CENTS)
    tell.result(
        f"Verleend: {PLAYGROUNDS} speelplekken en {amount} gaan in één stap naar de bewoners.",
        f"Granted: {PLAYGROUNDS} playgrounds and {amount} go to the residents in one step.",
    )


async def _a_rival(cast: Cast) -> None:
    """Units are claimed once: who comes second is told so, and nothing of either moves."""
    name = cast.stage.named("vijf-speelplekken")
    five = ask(PLACES, f"pool:{cast.pool}", (GOAL, 5 * UNIT_CENTS)) | {"takes_over": _units(5)}
    await cast.rivals.does("applications", "submit-application", **_form(name, [five]))
    await _arrived(cast, f"{name}:{PLACES}")
    held = {"ask": f"{name}:{PLACES}", "revision": 1, "cents": 5 * UNIT_CENTS}
    await cast.groen.is_refused("units-not-free", "pool", "hold-ask", pool=cast.pool, **held)
    await cast.rivals.does("applications", "withdraw-application", application=name, reason="Een ander neemt ze over")
    cast.stage.narrator.tell(
        "De budgethouder zegt ja, en de speelplekken zijn daarmee geclaimd: wie er ook vijf van wil, krijgt te horen "
        "dat zij niet vrij zijn. Pas als ook de zuil Welzijn ja zegt, is er verleend.",
        "The budget holder says yes, and with that the playgrounds are claimed: who wants five of them as well is "
        "told that they are not free. Only when the Welfare pillar (zuil) says yes, too, it is granted.",
    )


async def _give_half_back(cast: Cast) -> None:
    """Proposed, agreed, and done once the money is there."""
    back = {"units": GIVEN_BACK, "cents": UNSPENT_CENTS}
    await cast.residents.does("pool", "give-back-task", pool=cast.pool, ask=cast.ask, **back)
    proposed = await cast.groen.hears("pool", "give-back-proposed", ask=cast.ask)
    which = {"pool": cast.pool, "ask": cast.ask, "number": proposed["number"]}
    await cast.groen.does("pool", "consent-to-give-back", **which)
    await cast.residents.hears("pool", "give-back-agreed", ask=cast.ask)
    await _stands(cast, HANDED_OVER)
    refund = {"order": f"{cast.ask}:1", "principal_cents": UNSPENT_CENTS, "interest_cents": 0}
    await cast.groen.does("settlement", "record-refund", **refund)
    await cast.residents.hears("pool", "task-given-back", ask=cast.ask, units=GIVEN_BACK)
    tell = cast.stage.narrator
    amount = tell.euros(UNSPENT_CENTS)
    tell.tell(
        f"Later geven de bewoners {GIVEN_BACK} speelplekken terug, met de {amount} die daarvan over is. De "
        "budgethouder stemt in, en er verandert nog niets: pas als het geld er is, gaan ook de plekken terug.",
        f"Later the residents give {GIVEN_BACK} playgrounds back, with the {amount} that is left of them. The budget "
        "holder consents, and nothing changes yet: only once the money is there, the playgrounds go back, too.",
    )


def _units(units: int) -> dict[str, object]:
    return {"task": TASK, "units": units}


def _form(name: str, asks: list[dict[str, object]]) -> dict[str, object]:
    purpose, result = "Speelplekken in beheer van de buurt", "Speelplekken die open blijven"
    return application(name, purpose, WHERE, asks=asks, own_cents=OWN_CENTS, result=result)


async def _arrived(cast: Cast, ask_id: str) -> None:
    known = {"pool": cast.pool}
    await cast.groen.awaits(lambda seen: any(one["ask"] == ask_id for one in seen["asks"]), "pool", "asks", **known)


async def _hold(cast: Cast, ask_id: str, cents: int) -> None:
    await _arrived(cast, ask_id)
    await cast.groen.does("pool", "hold-ask", pool=cast.pool, ask=ask_id, revision=1, cents=cents)


async def _stands(cast: Cast, expected: Stands) -> Stands:
    """Where playgrounds and money are; anything but what is expected ends the demo."""
    (task,) = (await cast.college.sees("pool", "tasks", pool=cast.pool))["tasks"]
    pool = await cast.college.sees("pool", "pool", pool=cast.pool)
    units = task["performer_units"], task["taken_over_units"]
    found = Stands(*units, pool["free_cents"], pool["paid_cents"] - pool["refunded_cents"])
    require(expected, found, "playgrounds and their money")
    return found


def _table(cast: Cast, shown: list[tuple[str, str, Stands]]) -> None:
    tell = cast.stage.narrator
    columns = [
        Words("Wanneer", "When"),
        Words("Gemeente", "Municipality"),
        Words("Bewoners", "Residents"),
        Words("Vrij in de pot", "Free in the pool"),
        Words("Bij bewoners", "With residents"),
    ]
    rows = [
        [
            tell.words(nl, en),
            str(stands.municipality),
            str(stands.residents),
            tell.euros(stands.free_cents),
            tell.euros(stands.with_residents_cents),
        ]
        for nl, en, stands in shown
    ]
    tell.table(columns, rows)
    tell.result(
        "Taak en geld gingen samen heen, en samen terug; wat besteed is, blijft besteed.",
        "Task and money went together, and came back together; what is spent stays spent.",
    )


if __name__ == "__main__":
    play(playgrounds, __doc__)
