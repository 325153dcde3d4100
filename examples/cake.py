"""The cake: without sugar no cake. Either all ingredients are paid for, or none is (S4).

`python -m examples.cake` plays it on a running platform.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from examples.narration import Words, require
from examples.partner import Body, Partner, Stage
from examples.standalone import play
from examples.steps import application, ask, open_pool, pays, put_in

WHERE = "Spoorbuurt"
OWN_CENTS = 25_00


class Ingredient(NamedTuple):
    """What one zuil is asked for."""

    name: str
    english: str
    cents: int

    @property
    def zuil(self) -> str:
        return f"zuil-{self.name}"


FLOUR, EGGS, SUGAR = (
    Ingredient("meel", "flour", 400_00),
    Ingredient("eieren", "eggs", 250_00),
    Ingredient("suiker", "sugar", 150_00),
)
INGREDIENTS = (FLOUR, EGGS, SUGAR)


@dataclass(frozen=True)
class Cast:
    """Who plays, each through its own program."""

    stage: Stage
    college: Partner
    bakers: Partner
    zuilen: Mapping[Ingredient, Partner]

    def pool_of(self, ingredient: Ingredient) -> str:
        return self.stage.named(ingredient.name)

    def ask_of(self, application: str, ingredient: Ingredient) -> str:
        return f"{self.stage.named(application)}:{ingredient.name}"

    def words_of(self, ingredient: Ingredient) -> str:
        return self.stage.narrator.words(f"Zuil {ingredient.name}", f"{ingredient.english.capitalize()} pillar (zuil)")


async def cake(stage: Stage) -> None:
    """Two attempts at the same cake."""
    slugs = (ingredient.zuil for ingredient in INGREDIENTS)
    async with stage.partners("college", "bakkerscollectief", *slugs) as (college, bakers, *zuilen):
        cast = Cast(stage, college, bakers, dict(zip(INGREDIENTS, zuilen, strict=True)))
        stage.narrator.chapter("2. De cake: alles of niets", "2. The cake: all or nothing")
        _what_it_shows(cast)
        await _pools(cast)
        await _without_sugar(cast)
        await _with_all(cast)


def _what_it_shows(cast: Cast) -> None:
    cast.stage.narrator.tell(
        "Het beeld van de cake komt uit hetzelfde boekje; bedragen, namen en redenen zijn van deze demo. In het boekje "
        "moeten zuilen leveren zodra zij het doel delen. Hier mag elke zuil nee zeggen, maar alle zuilen krijgen de "
        "vraag tegelijk: zij wachten niet meer op elkaar.",
        "The image of the cake comes from the same booklet; amounts, names and reasons are this demo's. In the booklet "
        "pillars must deliver once they share the goal. Here each pillar may say no, but all pillars get the question "
        "at the same time: they no longer wait for one another.",
    )


async def _pools(cast: Cast) -> None:
    for ingredient, zuil in cast.zuilen.items():
        pool, goal, cents = cast.pool_of(ingredient), ingredient.name, ingredient.cents
        await open_pool(cast.college, pool, holder=zuil.party, goals=[goal], cents=cents, automatic=False, where=WHERE)
        await put_in(zuil, zuil, pool, goal, cents=cents, earmarks=[goal])
    cast.stage.narrator.tell(
        "Bakkerscollectief De Buurt wil cake in de wijk: meel, eieren en suiker, van drie zuilen met elk een eigen "
        "budget en een eigen recht om nee te zeggen. Het collectief dient één aanvraag in; alle drie krijgen hun "
        "deelvraag op hetzelfde moment, in plaats van na elkaar.",
        "Bakers' collective De Buurt wants cake in the neighbourhood: flour, eggs and sugar, from three policy pillars "
        "(zuilen), each with its own budget and its own right to say no. The collective files one application; all "
        "three get their part of it at the same moment, instead of one after the other.",
    )


async def _without_sugar(cast: Cast) -> None:
    """Flour and eggs hold, sugar declines: nobody pays."""
    name = cast.stage.named("cake-zonder-suiker")
    asks = [ask(each.name, f"pool:{cast.pool_of(each)}", (each.name, each.cents)) for each in INGREDIENTS]
    await cast.bakers.does("applications", "submit-application", **_form(name, asks))
    for ingredient in (FLOUR, EGGS):
        await _hold(cast, ingredient, name)
    reason = "Suiker past niet bij ons gezondheidsdoel"
    await _answer(cast, SUGAR, name, "decline-ask", ground="outside-goal", reason=reason)
    refused = {"pool": cast.pool_of(FLOUR), "ask": cast.ask_of("cake-zonder-suiker", FLOUR)}
    await cast.zuilen[FLOUR].is_refused(
        "hold-is-binding",
        "pool",
        "decline-ask",
        **refused,
        revision=1,
        cents=FLOUR.cents,
        ground="other",
        reason="Toch maar niet",
    )
    cast.stage.narrator.tell(
        f"Meel en eieren zeggen ja: hun geld staat vast. Suiker zegt nee: '{reason}'. Daarna wil ook meel "
        "terugkrabbelen, maar dat kan niet: een ja bindt tot de aanvraag is beslist.",
        "Flour and eggs say yes: their money is held. Sugar says no: it does not fit its health goal. Flour then "
        "wants to back out too, but cannot: a yes binds until the application is decided.",
    )
    await _show_pools(cast, held={FLOUR, EGGS})
    await _give_up(cast, name)


def _form(name: str, asks: Sequence[Body]) -> Body:
    return application(name, "Cake in de buurt", WHERE, asks=asks, own_cents=OWN_CENTS, result="Cakes")


async def _hold(cast: Cast, ingredient: Ingredient, name: str) -> None:
    await _answer(cast, ingredient, name, "hold-ask")
    await cast.bakers.hears("pool", "reservation-held", ask=f"{name}:{ingredient.name}", cents=ingredient.cents)


async def _answer(cast: Cast, ingredient: Ingredient, name: str, answer: str, **more: str) -> None:
    """The zuil answers as budget holder of its own pool, as soon as the ask has reached it."""
    zuil, pool, ask_id = cast.zuilen[ingredient], cast.pool_of(ingredient), f"{name}:{ingredient.name}"
    await zuil.awaits(lambda answer: any(known["ask"] == ask_id for known in answer["asks"]), "pool", "asks", pool=pool)
    await zuil.does("pool", answer, pool=pool, ask=ask_id, revision=1, cents=ingredient.cents, **more)


async def _show_pools(cast: Cast, held: set[Ingredient]) -> None:
    """What each pool holds and has free; it must be exactly what these ingredients cost."""
    tell = cast.stage.narrator
    rows = []
    for ingredient in INGREDIENTS:
        pool = await cast.college.sees("pool", "pool", pool=cast.pool_of(ingredient))
        require(ingredient.cents if ingredient in held else 0, pool["held_cents"], f"held by {ingredient.zuil}")
        require(ingredient.cents, pool["held_cents"] + pool["free_cents"], f"held and free of {ingredient.zuil}")
        rows.append([cast.words_of(ingredient), *(tell.euros(pool[amount]) for amount in _AMOUNTS)])
    columns = [Words("Pot", "Pool"), Words("Vastgehouden", "Held"), Words("Vrij", "Free"), Words("Betaald", "Paid")]
    tell.table(columns, rows)


_AMOUNTS = ("held_cents", "free_cents", "paid_cents")


async def _give_up(cast: Cast, name: str) -> None:
    await cast.bakers.does("applications", "withdraw-application", application=name, reason="Zonder suiker geen cake")
    await cast.bakers.hears("applications", "application-failed", application=name)
    for ingredient in (FLOUR, EGGS):
        await cast.bakers.hears("pool", "reservation-released", ask=f"{name}:{ingredient.name}")
    tell = cast.stage.narrator
    tell.tell(
        "Zonder suiker geen cake: het collectief trekt de aanvraag in. Wat meel en eieren vasthielden komt vrij, in "
        "één stap; niemand blijft zitten met een betaalde halve cake, en het geld kan meteen ergens anders heen.",
        "Without sugar no cake: the collective withdraws. What flour and eggs held is released, in one step; nobody "
        "is left with half a cake paid for, and the money can go elsewhere at once.",
    )
    await _show_pools(cast, held=set())
    agreements = await cast.bakers.sees("settlement", "agreements", application=name)
    require([], agreements["agreements"], "agreements about a cake without sugar")
    tell.result("Niemand heeft betaald, alles is weer vrij.", "Nobody has paid, everything is free again.")


async def _with_all(cast: Cast) -> None:
    """The zuilen answer from their own systems, in any order; the last hold completes the grant."""
    name = cast.stage.named("cake")
    asks = [ask(each.name, f"zuil:{each.zuil}", (each.name, each.cents)) for each in INGREDIENTS]
    await cast.bakers.does("applications", "submit-application", **_form(name, asks))
    for ingredient in (SUGAR, FLOUR, EGGS):
        asked = await cast.zuilen[ingredient].hears("applications", "zuil-asked", application=name)
        answered = {field: asked[field] for field in ("ask", "revision", "cents")}
        await cast.zuilen[ingredient].does("applications", "answer-ask", answer="hold", **answered)
    granted = await cast.bakers.hears("applications", "application-granted", application=name)
    require(len(INGREDIENTS), len(granted["asks"]), "asks in the grant")
    tell = cast.stage.narrator
    tell.tell(
        "De tweede poging. De zuilen hebben nu geen pot op het platform, maar antwoorden als buitenstaander vanuit hun "
        "eigen systeem, zoals een woningcorporatie of fonds dat zou doen. Alle drie zeggen ja. Met het laatste ja is "
        "de aanvraag verleend, voor allen tegelijk; elke zuil krijgt een betaalopdracht en betaalt.",
        "The second attempt. The pillars now have no pool on the platform but answer as outsiders from their own "
        "systems, as a housing corporation or a fund would. All three say yes. With the last yes the application is "
        "granted, for all at once; each pillar gets a payment order and pays.",
    )
    await _pay_all(cast, name)


async def _pay_all(cast: Cast, name: str) -> None:
    tell = cast.stage.narrator
    rows = []
    for ingredient, zuil in cast.zuilen.items():
        ordered = await pays(zuil, ask=f"{name}:{ingredient.name}")
        require(ingredient.cents, ordered["cents"], f"ordered from {ingredient.zuil}")
        rows.append(
            [cast.words_of(ingredient), tell.euros(ordered["cents"]), tell.day(date.fromisoformat(ordered["due_on"]))]
        )
    columns = [Words("Betaler", "Payer"), Words("Betaald", "Paid"), Words("Uiterlijk te betalen op", "Due on")]
    tell.table(columns, rows)
    total = tell.euros(sum(ingredient.cents for ingredient in INGREDIENTS))
    tell.result(f"Verleend en betaald, alle drie: {total}.", f"Granted and paid, all three: {total}.")


if __name__ == "__main__":
    play(cake, __doc__)
