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

LEFT_FOR_GREEN_CENTS = 800_00
SAVED_CENTS = 12_000_00

GOLDEN = Garden("de-wending", "q7m2x9kd", SAVED_CENTS, returned_cents=5_000_00, moved_cents=3_000_00)
"""Half of €12,000 is €6,000; no more than the investment of €5,000 returns. A quarter is €3,000."""
AT_THRESHOLD = (
    Garden("de-kas", "h4v8t1zr", INVESTMENT_CENTS, returned_cents=2_500_00, moved_cents=0),
    Garden("de-composthoop", "w3n6p5sb", INVESTMENT_CENTS + 1, returned_cents=2_500_01, moved_cents=1_250_00),
)
"""The move waits until the saving is strictly more than the investment; the return does not (S4)."""
GARDENS = (GOLDEN, *AT_THRESHOLD)
INVESTED_CENTS = INVESTMENT_CENTS * len(GARDENS)


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
        await _threshold(cast)
        await _afterwards(cast)


def _what_it_shows(cast: Cast) -> None:
    tell = cast.stage.narrator
    invested, saved = tell.euros(INVESTMENT_CENTS), tell.euros(SAVED_CENTS)
    tell.tell(
        f"Dit verhaal volgt het boekje over Billy Budget ('integraal financieren van het werk in de wijk', 2018): een "
        f"gevraagde subsidie van {invested} voor een moestuin, één bijstandsuitkering van {saved} per jaar minder, en "
        "de afspraak om in te verdienen. De kern laat het nog niet zien: in het boekje betaalt het bijstandsbudget een "
        "resultaat van groen. Hier vraagt de tuin dat geld voor het doel werk, want een afspraak om geld voor het ene "
        "doel aan het andere te besteden is er nog niet. Ook niet te zien: de besparing in latere jaren, het "
        "wijkbedrijf en budgetten als verhandelbare aandelen.",
        f"This story follows the booklet about Billy Budget ('integraal financieren van het werk in de wijk', 2018): a "
        f"grant of {invested} asked for a garden, one benefit of {saved} a year less, and the agreement to earn back. "
        "It does not show the heart of it yet: in the booklet the benefits budget pays for a result of green. Here the "
        "garden asks for that money for the goal work, because an agreement to use money for one goal on another does "
        "not exist yet. Nor does it show the saving in later years, the neighbourhood company (wijkbedrijf), and "
        "budgets as shares that are traded.",
    )
    green, pool, own = (tell.euros(cents) for cents in (LEFT_FOR_GREEN_CENTS, INVESTED_CENTS, OWN_CENTS))
    tell.tell(
        f"Aangenomen zijn: de twee potten met hun geld ({green} en {pool}), de {own} van de tuin zelf, de helft die "
        "teruggaat en het kwart dat verhuist (van welk bedrag en tot welk maximum), de bevestiging door een "
        "kenniscentrum na afloop van het jaar, de twee andere tuinen, en alle namen behalve 'Groen in de wijk'.",
        f"Assumed are: the two pools with their money ({green} and {pool}), the garden's own {own}, the half that "
        "returns and the quarter that moves (of which amount and up to which cap), the verification by a knowledge "
        "centre after the year, the two other gardens, and all names except 'Green in the neighbourhood'.",
    )


async def _two_budgets(cast: Cast) -> None:
    goal = "groen"
    await open_pool(
        cast.college, cast.green, holder="groen", goals=[goal], cents=20_000_00, automatic=True, where=WHERE
    )
    await put_in(cast.groen, cast.groen, cast.green, goal, cents=LEFT_FOR_GREEN_CENTS, earmarks=[goal])
    goal = "aan-het-werk"
    await open_pool(
        cast.college, cast.earning, holder="uitkeringen", goals=[goal], cents=50_000_00, automatic=False, where=WHERE
    )
    await put_in(cast.uitkeringen, cast.uitkeringen, cast.earning, goal, cents=INVESTED_CENTS, earmarks=[goal])
    tell = cast.stage.narrator
    left, invested = tell.euros(LEFT_FOR_GREEN_CENTS), tell.euros(INVESTED_CENTS)
    tell.tell(
        f"Het college opent twee potten binnen het kader van de raad. In 'Groen in de wijk' zit nog {left}. De "
        f"afdeling Inkomen legt {invested} uit het bijstandsbudget in de pot 'inverdienen', bedoeld om mensen aan het "
        "werk te helpen. Elke cent houdt zijn herkomst en zijn doel.",
        f"The executive opens two pools within the council's frame. 'Green in the neighbourhood' has {left} left. The "
        f"benefits department puts {invested} from the benefits budget into the pool 'earning back', meant to help "
        "people to work. Every cent keeps its origin and its purpose.",
    )


async def _no_from_green(cast: Cast) -> None:
    """The story as it usually ends: the one entrance that fits has no money. Here the ask can move on."""
    await submit(cast, GOLDEN, ask_of_green(cast))
    name = cast.stage.named(GOLDEN.name)
    await cast.buurttuin.hears("pool", "reservation-declined", application=name, cents=INVESTMENT_CENTS)
    tell = cast.stage.narrator
    asked, own = tell.euros(INVESTMENT_CENTS), tell.euros(OWN_CENTS)
    tell.tell(
        f"Stichting Buurttuin De Wending vraagt {asked} voor een moestuin waarin iemand uit de bijstand betaald aan "
        f"het werk gaat. De tuin legt zelf {own} bij. De pot groen zegt meteen nee, met de reden: er is niet genoeg "
        "geld vrij. In het boekje was het daarmee 'jammer maar helaas'.",
        f"The foundation Buurttuin De Wending asks for {asked} for a garden that employs someone on benefits. The "
        f"garden adds {own} of its own. The green pool says no at once, with the reason: not enough money is free. In "
        "the booklet that was the end of it.",
    )
    moved = {"asks": [ask_of_benefits(cast)], "other_money": own_money(OWN_CENTS)}
    await cast.buurttuin.does("applications", "rearrange", application=name, **moved)


async def _yes_from_benefits(cast: Cast) -> None:
    await invest(cast, GOLDEN)
    tell = cast.stage.narrator
    tell.tell(
        "De stichting schuift haar vraag door naar de baathouder: de budgethouder wiens budget bespaart als de tuin er "
        "komt. Dat is de afdeling Inkomen, en zij zegt ja. Daarmee is de aanvraag verleend, volgt de betaalopdracht, "
        "en boekt de pot het bedrag als betaald zodra de betaling is bevestigd.",
        "The foundation moves its request to the benefit holder: the budget holder whose budget saves money if the "
        "garden comes about. That is the benefits department, and it says yes. With that the application is granted, "
        "the payment order follows, and the pool books the amount as paid once the payment is confirmed.",
    )
    paid = tell.euros(INVESTMENT_CENTS)
    tell.result(f"Betaald aan de moestuin: {paid}.", f"Paid to the garden: {paid}.")


async def _agreement(cast: Cast) -> None:
    await agree(cast, GOLDEN)
    tell = cast.stage.narrator
    cap, invested = tell.euros(MOVE_CAP_CENTS), tell.euros(INVESTMENT_CENTS)
    tell.tell(
        "Dan de afspraak over inverdienen. De afdeling Inkomen is beide: zij investeert en zij bespaart. Zij stelt de "
        "afspraak voor; de budgethouder van groen stemt in met precies deze voorwaarden. Is de besparing groter dan de "
        f"investering, dan gaat een kwart van de besparing naar groen (hoogstens {cap} over de hele afspraak); het "
        "boekje zegt alleen dat een deel van het bijstandsbudget overgaat. En de helft van de besparing gaat terug "
        f"naar de pot die betaalde, tot de inleg van {invested} terug is; dat deel gaat ook terug als de besparing "
        "niet groter is dan de investering. Wie wie terugbetaalt, zegt het boekje op verschillende plaatsen anders; "
        "hier vult het bijstandsbudget zijn eigen investeringspot weer aan.",
        "Then the agreement to earn back. The benefits department is both: it invests and it saves. It proposes the "
        "agreement; the budget holder of green consents to exactly these terms. If the saving exceeds the investment, "
        f"a quarter of the saving goes to green (at most {cap} over the whole agreement); the booklet says only that a "
        "part of the benefits budget moves over. And half of the saving returns to the pool that paid, until the "
        f"{invested} it invested is back; that part also returns if the saving does not exceed the investment. Who "
        "pays back whom, the booklet says differently in different places; here the benefits budget fills up its own "
        "pool for investments again.",
    )


async def _saving_divided(cast: Cast) -> None:
    await save(cast, GOLDEN)
    tell = cast.stage.narrator
    saved = tell.euros(SAVED_CENTS)
    tell.tell(
        f"In het echt gaat er na de betaling een jaar voorbij. Dan meldt de afdeling Inkomen {saved} besparing over "
        "dat jaar: een uitkering minder. Eerder kan niet, want een besparing telt pas als haar tijdvak voorbij is. De "
        "demo wacht geen jaar: afspraak en tijdvak beginnen hier een jaar geleden, vóór de betaling.",
        f"In reality a year passes after the payment. Then the benefits department reports {saved} saved over that "
        "year: one benefit less. It cannot do so earlier, for a saving counts only once its period has ended. The demo "
        "does not wait a year: here agreement and period begin a year ago, before the payment.",
    )
    tell.tell(
        "De naam van wie de uitkering had, staat nergens: alleen de afdeling en het Kenniscentrum zien een willekeurig "
        "kenmerk. Het Kenniscentrum, dat hier niets betaalt of ontvangt en niet de accountant is, stelt de besparing "
        "vast. Pas dan wordt zij verdeeld; de afdeling betaalt wat zij schuldig is uit het bijstandsbudget.",
        "The name of whoever had the benefit is written nowhere: only the department and the knowledge centre see a "
        "random reference. The knowledge centre, which pays and receives nothing here and is not the auditor, verifies "
        "the saving. Only then is it divided; the department pays what it owes from the benefits budget.",
    )
    returned, moved, kept = map(tell.euros, (GOLDEN.returned_cents, GOLDEN.moved_cents, GOLDEN.kept_cents))
    tell.result(
        f"{returned} terug naar de pot inverdienen, {moved} naar het groenbudget, {kept} blijft bij het "
        "bijstandsbudget.",
        f"{returned} back to the pool earning back, {moved} to the green budget, {kept} stays with the benefits "
        "budget.",
    )


async def _threshold(cast: Cast) -> None:
    """The same agreement for two other gardens, on either side of the threshold."""
    for garden in AT_THRESHOLD:
        await submit(cast, garden, ask_of_benefits(cast))
        await invest(cast, garden)
        await agree(cast, garden)
        await save(cast, garden)
    tell = cast.stage.narrator
    each_asks = tell.euros(INVESTMENT_CENTS)
    tell.tell(
        "De grens is scherp: alleen als de besparing groter is dan de investering, verhuist een deel naar groen. Twee "
        f"andere tuinen, elk {each_asks} en elk met een eigen, gelijke afspraak, laten beide kanten zien: bij een "
        "besparing van precies de investering verhuist er niets en gaat wel de helft terug; bij één cent meer verhuist "
        "ook een kwart. Halve centen worden naar boven afgerond.",
        "The threshold is sharp: only if the saving exceeds the investment does a part move to green. Two other "
        f"gardens, each of {each_asks} and each with an equal agreement of its own, show both sides: at a saving of "
        "exactly the investment nothing moves and half still returns; at one cent more a quarter moves as well. Half "
        "cents are rounded up.",
    )
    tell.table(
        [
            Words("Besparing", "Saved"),
            Words("Terug", "Returned"),
            Words("Naar groen", "To green"),
            Words("Houdt", "Kept"),
        ],
        [
            [tell.euros(cents) for cents in (each.saved_cents, each.returned_cents, each.moved_cents, each.kept_cents)]
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
        "groenbudget, dat te weinig over had, heeft weer ruimte.",
        "Both pools afterwards, as the council sees them. What came back can be invested again; the green budget, "
        "which had too little left, has room again.",
    )
    tell.table(
        [Words("Pot", "Pool"), Words("Betaald", "Paid"), Words("Uit besparing", "From savings"), Words("Vrij", "Free")],
        [
            [name, *(tell.euros(pool[amount]) for amount in ("paid_cents", "moved_in_cents", "free_cents"))]
            for name, pool in (
                (tell.words("Groen in de wijk", "Green in the neighbourhood"), green),
                (tell.words("Inverdienen", "Earning back"), earning),
            )
        ],
    )


if __name__ == "__main__":
    play(garden, __doc__)
