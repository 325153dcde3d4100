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

GOLDEN = Garden("de-wending", "q7m2x9kd", SAVED_CENTS, returned_cents=5_000_00, moved_cents=3_000_00)
"""Half of €12,000 is €6,000; no more than the investment of €5,000 returns. A quarter is €3,000."""
BORDER = (
    Garden("de-kas", "h4v8t1zr", INVESTMENT_CENTS, returned_cents=2_500_00, moved_cents=0),
    Garden("de-composthoop", "w3n6p5sb", INVESTMENT_CENTS + 1, returned_cents=2_500_01, moved_cents=1_250_00),
)
"""The move waits until the saving is strictly more than the investment; the return does not (S4)."""
GARDENS = (GOLDEN, *BORDER)


async def garden(stage: Stage) -> None:
    """From the refused ask to the saving that comes back."""
    async with stage.partners("college", "groen", "uitkeringen", "buurttuin", "kenniscentrum") as partners:
        cast = Cast(stage, *partners)
        stage.narrator.chapter("1. De moestuin: wie bespaart, investeert", "1. The garden: who saves, invests")
        _what_it_shows(cast)
        await _two_budgets(cast)
        await _no_from_green(cast)
        await _yes_from_benefits(cast)
        await _agreement(cast)
        await _saving_divided(cast)
        await _border(cast)
        await _afterwards(cast)


def _what_it_shows(cast: Cast) -> None:
    cast.stage.narrator.tell(
        "Dit verhaal volgt Billy Budget (2018): een moestuin van € 5.000, één bijstandsuitkering van € 12.000 per jaar "
        "minder, en de afspraak om in te verdienen. Eén punt laat het nog niet zien: in het verhaal betaalt het "
        "bijstandsbudget een resultaat van gróén. Hier vraagt de tuin dat geld voor het doel werk, want een afspraak "
        "om geld voor het ene doel aan het andere te besteden (een steunverband) is er nog niet. Aangenomen zijn: de "
        "helft die teruggaat, het kwart dat verhuist, hun maxima, de eigen bijdrage van de tuin, wat groen nog heeft, "
        "en de twee andere tuinen.",
        "This story follows Billy Budget (2018): a garden of € 5,000, one benefit of € 12,000 a year less, and the "
        "agreement to earn back. One point of it is not shown yet: in that story the benefits budget pays for a "
        "*green* result. Here the garden asks that money for the goal work, because an agreement to use money for one "
        "goal on another (a support) does not exist yet. Assumed are: the half that returns, the quarter that moves, "
        "their caps, the garden's own contribution, what green has left, and the two other gardens.",
    )


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
        "precies deze voorwaarden. Is de besparing groter dan de investering, dan verhuist een kwart ervan naar het "
        f"groenbudget (hoogstens {euros(MOVE_CAP_CENTS)}). En de helft van de besparing gaat terug naar de pot die "
        f"betaalde, tot de inleg van {euros(INVESTMENT_CENTS)} terug is; dat deel wacht niet op die grens. De delen en "
        "maxima zijn van deze demo.",
        "Then the agreement to earn back. The benefits department proposes it, the budget holder of green consents to "
        "exactly these terms. If the saving is greater than the investment, a quarter of it moves to the green budget "
        f"(at most {euros(MOVE_CAP_CENTS)}). And half of the saving returns to the pool that paid, until the "
        f"{euros(INVESTMENT_CENTS)} is back; that part does not wait for the border. Shares and caps are this demo's.",
    )


async def _saving_divided(cast: Cast) -> None:
    await save(cast, GOLDEN)
    tell = cast.stage.narrator
    tell.tell(
        f"De afdeling Inkomen meldt {euros(SAVED_CENTS)} besparing over een jaar: een uitkering minder. Een besparing "
        "telt pas als haar tijdvak voorbij is. De demo wacht geen jaar: afspraak en tijdvak beginnen daarom een jaar "
        "geleden, vóór de betaling; in het echt komt dat jaar erna. Wie de uitkering had, staat nergens voluit: alleen "
        "de afdeling en het Kenniscentrum zien een willekeurig kenmerk. Het Kenniscentrum, dat hier niets betaalt of "
        "ontvangt en niet de accountant is, stelt de besparing vast. Pas dan wordt zij verdeeld; de afdeling betaalt "
        "wat zij schuldig is uit het bijstandsbudget.",
        f"The benefits department reports {euros(SAVED_CENTS)} saved over a year: one benefit less. A saving counts "
        "once its period has ended. The demo waits for no year: agreement and period therefore begin a year ago, "
        "before the payment; in reality that year comes after it. Who had the benefit is written nowhere: only the "
        "department and the knowledge centre see a random reference. The knowledge centre, which pays and receives "
        "nothing here and is not the auditor, verifies the saving. Only then it is divided; the department pays what "
        "it owes from the benefits budget.",
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
        "De grens is scherp: alleen een besparing van méér dan de investering verhuist voor een deel naar groen. Twee "
        "andere tuinen met dezelfde afspraak laten beide kanten zien: bij een besparing van precies de investering "
        "verhuist er niets en gaat wel de helft terug; bij één cent meer verhuist ook een kwart.",
        "The border is sharp: only of a saving of more than the investment a part moves to green. Two other gardens "
        "under the same agreement show both sides: at a saving of exactly the investment nothing moves and half still "
        "returns; at one cent more a quarter moves as well.",
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
