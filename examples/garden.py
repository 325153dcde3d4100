"""The garden (moestuin): the budget that benefits pays for the result that saves it money (S4, "inverdienen").

`python -m examples.garden` plays it on a running platform.
"""

from examples.earning_back import (
    INVESTMENT_CENTS,
    MOVE_CAP_CENTS,
    OWN_CENTS,
    WHERE,
    Cast,
    Garden,
    agree,
    ask_of_benefits,
    ask_of_green,
    invest,
    save,
    submit,
)
from examples.narration import Words, require
from examples.partner import Stage
from examples.standalone import play
from examples.steps import open_pool, own_money, put_in
from shared.money import euros

LEFT_FOR_GREEN_CENTS = 800_00
SAVED_CENTS = 12_000_00

GOLDEN = Garden("de-wending", SAVED_CENTS, returned_cents=5_000_00, moved_cents=3_000_00)
"""Half of €12,000 is €6,000; no more than the investment of €5,000 returns. A quarter is €3,000."""
BORDER = (
    Garden("de-kas", INVESTMENT_CENTS, returned_cents=0, moved_cents=0),
    Garden("de-composthoop", INVESTMENT_CENTS + 1, returned_cents=2_500_01, moved_cents=1_250_00),
)
"""Strictly more than the investment: at the investment itself nothing moves, one cent more and it does."""
GARDENS = (GOLDEN, *BORDER)


async def garden(stage: Stage) -> None:
    """From the refused ask to the saving that comes back."""
    async with stage.partners("college", "groen", "uitkeringen", "buurttuin", "rekenkamer") as partners:
        cast = Cast(stage, *partners)
        stage.narrator.chapter("1. De moestuin: wie bespaart, investeert", "1. The garden: who saves, invests")
        await _two_budgets(cast)
        await _no_from_green(cast)
        await _yes_from_benefits(cast)
        await _agreement(cast)
        await _saving_divided(cast)
        await _border(cast)
        await _afterwards(cast)


async def _two_budgets(cast: Cast) -> None:
    invested = INVESTMENT_CENTS * len(GARDENS)
    goal = "groen"
    await open_pool(
        cast.college, cast.green, holder="groen", goals=[goal], cents=20_000_00, automatic=True, where=WHERE
    )
    await put_in(cast.groen, cast.groen, cast.green, goal, cents=LEFT_FOR_GREEN_CENTS, earmarks=[goal])
    goal = "aan-het-werk"
    await open_pool(
        cast.college, cast.earning, holder="uitkeringen", goals=[goal], cents=50_000_00, automatic=False, where=WHERE
    )
    await put_in(cast.uitkeringen, cast.uitkeringen, cast.earning, goal, cents=invested, earmarks=[goal])
    cast.stage.narrator.tell(
        f"Het college opent twee potten binnen het kader van de raad. In 'groen in de wijk' zit nog "
        f"{euros(LEFT_FOR_GREEN_CENTS)}. De afdeling Inkomen legt {euros(invested)} uit het bijstandsbudget in de pot "
        "'inverdienen', bedoeld om mensen aan het werk te helpen. Elke cent houdt zijn herkomst en zijn doel.",
        f"The executive opens two pools within the council's frame. 'Green in the neighbourhood' has "
        f"{euros(LEFT_FOR_GREEN_CENTS)} left. The benefits department puts {euros(invested)} into the pool 'earning "
        "back', meant to help people to work. Every cent keeps its origin and its purpose.",
    )


async def _no_from_green(cast: Cast) -> None:
    """The story as it usually ends: the one entrance that fits has no money. Here the ask can move on."""
    await submit(cast, GOLDEN, ask_of_green(cast))
    name = cast.stage.named(GOLDEN.name)
    await cast.buurttuin.hears("pool", "reservation-declined", application=name, cents=INVESTMENT_CENTS)
    cast.stage.narrator.tell(
        f"Stichting Buurttuin De Wending vraagt {euros(INVESTMENT_CENTS)} voor een moestuin waarin iemand uit de "
        "bijstand betaald aan het werk gaat. De pot groen zegt meteen nee, met de reden: er is niet genoeg geld "
        "vrij. Zo eindigt dit verhaal meestal.",
        f"The foundation Buurttuin De Wending asks {euros(INVESTMENT_CENTS)} for a garden that employs someone on "
        "benefits. The green pool says no at once, with the reason: not enough money is free. This is where the "
        "story usually ends.",
    )
    moved = {"asks": [ask_of_benefits(cast)], "other_money": own_money(OWN_CENTS)}
    await cast.buurttuin.does("applications", "rearrange", application=name, **moved)


async def _yes_from_benefits(cast: Cast) -> None:
    await invest(cast, GOLDEN)
    cast.stage.narrator.tell(
        "De stichting schuift haar vraag door naar de baathouder: het budget dat bespaart als de tuin er komt. De "
        "afdeling Inkomen zegt ja. Daarmee is de aanvraag verleend, volgt de betaalopdracht, en boekt de pot het "
        "bedrag als betaald zodra de betaling is bevestigd.",
        "The foundation moves its ask to the benefit holder: the budget that saves money if the garden comes about. "
        "The benefits department says yes. With that the application is granted, the payment order follows, and the "
        "pool books the amount as paid once the payment is confirmed.",
    )
    cast.stage.narrator.result(
        f"Betaald aan de moestuin: {euros(INVESTMENT_CENTS)}.", f"Paid to the garden: {euros(INVESTMENT_CENTS)}."
    )


async def _agreement(cast: Cast) -> None:
    await agree(cast, GOLDEN)
    cast.stage.narrator.tell(
        "Dan de afspraak over inverdienen. De afdeling Inkomen stelt hem voor, de budgethouder van groen stemt in met "
        "precies deze voorwaarden. Is de besparing groter dan de investering, dan gaat de helft ervan terug naar de "
        f"pot die betaalde (tot de inleg van {euros(INVESTMENT_CENTS)} terug is) en verhuist een kwart naar het "
        f"groenbudget (hoogstens {euros(MOVE_CAP_CENTS)}).",
        "Then the agreement to earn back. The benefits department proposes it, the budget holder of green consents to "
        "exactly these terms. If the saving is greater than the investment, half of it returns to the pool that paid "
        f"(until the {euros(INVESTMENT_CENTS)} is back) and a quarter moves to the green budget (at most "
        f"{euros(MOVE_CAP_CENTS)}).",
    )


async def _saving_divided(cast: Cast) -> None:
    await save(cast, GOLDEN)
    tell = cast.stage.narrator
    tell.tell(
        f"Een jaar later (de demo wacht er niet op) meldt de afdeling Inkomen {euros(SAVED_CENTS)} besparing: een "
        "uitkering minder. De Rekenkamer, die hier niets betaalt of ontvangt, stelt de besparing vast. Pas dan wordt "
        "zij verdeeld; de afdeling betaalt wat zij schuldig is uit het bijstandsbudget.",
        f"A year later (the demo does not wait for it) the benefits department reports {euros(SAVED_CENTS)} saved: "
        "one benefit less. The court of audit, which pays and receives nothing here, verifies the saving. Only then "
        "it is divided; the department pays what it owes from the benefits budget.",
    )
    tell.result(
        f"{euros(GOLDEN.returned_cents)} terug naar de pot inverdienen, {euros(GOLDEN.moved_cents)} naar het "
        f"groenbudget, {euros(GOLDEN.kept_cents)} blijft bij het bijstandsbudget.",
        f"{euros(GOLDEN.returned_cents)} back to the pool earning back, {euros(GOLDEN.moved_cents)} to the green "
        f"budget, {euros(GOLDEN.kept_cents)} stays with the benefits budget.",
    )


async def _border(cast: Cast) -> None:
    """The same agreement for two other gardens, on either side of the border."""
    for garden in BORDER:
        await submit(cast, garden, ask_of_benefits(cast))
        await invest(cast, garden)
        await agree(cast, garden)
        await save(cast, garden)
    tell = cast.stage.narrator
    tell.tell(
        "De grens is scherp: alleen wat méér is dan de investering telt als winst van samenwerken. Twee andere tuinen "
        "met dezelfde afspraak laten beide kanten zien: bij een besparing van precies de investering beweegt er "
        "niets, bij één cent meer wel.",
        "The border is sharp: only what is more than the investment counts as a gain of working together. Two other "
        "gardens under the same agreement show both sides: at a saving of exactly the investment nothing moves, one "
        "cent more and it does.",
    )
    tell.table(
        [
            Words("Besparing", "Saved"),
            Words("Terug", "Returned"),
            Words("Naar groen", "To green"),
            Words("Houdt", "Kept"),
        ],
        [
            [euros(cents) for cents in (each.saved_cents, each.returned_cents, each.moved_cents, each.kept_cents)]
            for each in sorted(GARDENS, key=lambda each: each.saved_cents)
        ],
    )


async def _afterwards(cast: Cast) -> None:
    """What the council sees of both pools, from the log."""
    green = await cast.college.sees("pool", "pool", pool=cast.green)
    earning = await cast.college.sees("pool", "pool", pool=cast.earning)
    moved, returned = (
        sum(amounts) for amounts in zip(*((g.moved_cents, g.returned_cents) for g in GARDENS), strict=True)
    )
    require(LEFT_FOR_GREEN_CENTS + moved, green["free_cents"], "free in the green pool")
    require(returned, earning["free_cents"], "free in the pool earning back")
    tell = cast.stage.narrator
    tell.tell(
        "Beide potten na afloop, zoals de raad ze ziet. Wat terugkwam kan opnieuw worden geïnvesteerd; het "
        "groenbudget, dat op was, kan weer iets doen.",
        "Both pools afterwards, as the council sees them. What came back can be invested again; the green budget, "
        "which had run dry, can act again.",
    )
    tell.table(
        [Words("Pot", "Pool"), Words("Betaald", "Paid"), Words("Uit besparing", "From savings"), Words("Vrij", "Free")],
        [
            [name, *(euros(pool[amount]) for amount in ("paid_cents", "moved_in_cents", "free_cents"))]
            for name, pool in (
                (tell.words("Groen in de wijk", "Green"), green),
                (tell.words("Inverdienen", "Earning back"), earning),
            )
        ],
    )


if __name__ == "__main__":
    play(garden, __doc__)
