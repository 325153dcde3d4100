"""The garden (moestuin): the budget that benefits pays for the result that saves it money (S4, "inverdienen").

`python -m examples.garden` plays it on a running platform.
"""

from examples.earning_back import (
    AT_THRESHOLD,
    BENEFITS,
    GARDENS,
    GOLDEN,
    GREEN,
    INCOME,
    INVESTMENT_CENTS,
    MOVE_CAP_CENTS,
    OWN_CENTS,
    SAVED_CENTS,
    SUPPORT_CENTS,
    WHERE,
    Cast,
    agree,
    hold,
    invest,
    save,
    submit,
    support,
)
from examples.narration import Words, require
from examples.partner import Stage
from examples.standalone import play
from examples.steps import open_pool, pledge, put_in

PROMISED_FOR_GREEN_CENTS = 800_00
TASK_FIELDS = {GREEN: "5.7", INCOME: "6.3"}


async def garden(stage: Stage) -> None:
    """From the refused ask to the saving that comes back."""
    async with stage.partners("college", "groen", "uitkeringen", "buurttuin", "kenniscentrum") as partners:
        cast = Cast(stage, *partners)
        stage.narrator.chapter("1. De moestuin: wie bespaart, investeert", "1. The garden: who saves, invests")
        _what_it_shows(cast)
        await _two_budgets(cast)
        await _no_from_green(cast)
        await _support(cast)
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
        f"moestuin vraagt {invested} aan groen, dat op is; één bijstandsuitkering van {saved} per jaar minder is het "
        "gevolg; dus betaalt het bijstandsbudget een resultaat van groen, en verdient het geld weer in. Niet te zien: "
        "de besparing in latere jaren, het wijkbedrijf en budgetten als verhandelbare aandelen.",
        f"This story follows the booklet about Billy Budget ('integraal financieren van het werk in de wijk', 2018): a "
        f"garden asks {invested} of green, which has nothing left; one benefit of {saved} a year less is what comes of "
        "it; so the benefits budget pays for a result of green, and earns the money back. It does not show the saving "
        "in later years, the neighbourhood company (wijkbedrijf), and budgets as shares that are traded.",
    )
    promised, most, own = (tell.euros(cents) for cents in (PROMISED_FOR_GREEN_CENTS, SUPPORT_CENTS, OWN_CENTS))
    tell.tell(
        f"Aangenomen zijn: de pot waarin beide budgetten liggen, de {promised} die groen nog krijgt, de {most} uit het "
        f"bijstandsbudget met het maximum en de laatste dag van het steunverband, de {own} van de tuin zelf, de helft "
        "die teruggaat en het kwart dat verhuist (van welk bedrag en tot welk maximum), de bevestiging door een "
        "kenniscentrum na afloop van het jaar, de twee andere tuinen, en alle namen behalve 'Groen in de wijk'.",
        f"Assumed are: the pool that holds both budgets, the {promised} that green is still to get, the {most} of the "
        f"benefits budget with the maximum and the last day of the support, the garden's own {own}, the half that "
        "returns and the quarter that moves (of which amount and up to which cap), the verification by a knowledge "
        "centre after the year, the two other gardens, and all names except 'Green in the neighbourhood'.",
    )


async def _two_budgets(cast: Cast) -> None:
    await open_pool(
        cast.college,
        cast.pool,
        holder="groen",
        goals=list(TASK_FIELDS),
        cents=50_000_00,
        automatic=True,
        where=WHERE,
        task_fields=TASK_FIELDS,
    )
    await pledge(
        cast.groen,
        cast.groen,
        cast.pool,
        GREEN,
        cents=PROMISED_FOR_GREEN_CENTS,
        earmarks=[GREEN],
        task_field=TASK_FIELDS[GREEN],
    )
    await put_in(cast.uitkeringen, cast.groen, cast.pool, BENEFITS, cents=SUPPORT_CENTS, earmarks=[INCOME])
    tell = cast.stage.narrator
    left, benefits = tell.euros(PROMISED_FOR_GREEN_CENTS), tell.euros(SUPPORT_CENTS)
    tell.tell(
        f"Het college opent één pot binnen het kader van de raad, met twee doelen. 'Groen in de wijk' is op: er is nog "
        f"{left} toegezegd en niets ontvangen. De afdeling Inkomen legt {benefits} bijstandsbudget in, alleen voor "
        "inkomen. De afdeling groen is budgethouder. Elke cent houdt zijn herkomst en zijn doel.",
        f"The executive opens one pool within the council's frame, with two goals. 'Green in the neighbourhood' has "
        f"nothing left: {left} more is promised, and nothing received. The benefits department puts in {benefits}, for "
        "income only. The green department is the budget holder. Every cent keeps its origin and its purpose.",
    )


async def _no_from_green(cast: Cast) -> None:
    """The story as it usually ends: the one entrance that fits has no money. Here the no says what would help."""
    await submit(cast, GOLDEN)
    name = cast.stage.named(GOLDEN.name)
    declined = await cast.buurttuin.hears("pool", "decline-explained", application=name, cents=INVESTMENT_CENTS)
    require("no-money", declined["ground"], "the ground of the no")
    require(True, f"for other goals only: {INCOME}" in declined["reason"], "that the no names what is left")
    tell = cast.stage.narrator
    asked, own, left = tell.euros(INVESTMENT_CENTS), tell.euros(OWN_CENTS), tell.euros(SUPPORT_CENTS)
    tell.tell(
        f"Stichting Buurttuin De Wending vraagt {asked} voor een moestuin waarin iemand uit de bijstand betaald aan "
        f"het werk gaat. De tuin legt zelf {own} bij. De pot zegt meteen nee: voor groen is geen geld vrij. In het "
        f"boekje was het daarmee 'jammer maar helaas'. Hier zegt de pot erbij wat er wel ligt: {left}, alleen voor "
        "inkomen, en dat een steunverband dat zou openen.",
        f"The foundation Buurttuin De Wending asks for {asked} for a garden that employs someone on benefits. The "
        f"garden adds {own} of its own. The pool says no at once: nothing is free for green. In the booklet that was "
        f"the end of it. Here the pool adds what there is: {left}, for income only, and that a support would open it.",
    )


async def _support(cast: Cast) -> None:
    """What the booklet is about: if result Y reduces the need for goal X, budget X may be used for result Y."""
    await support(cast)
    (shown,) = (await cast.college.sees("pool", "supports", pool=cast.pool))["supports"]
    require(("agreed", SUPPORT_CENTS), (shown["standing"], shown["max_cents"]), "the support")
    tell = cast.stage.narrator
    most = tell.euros(SUPPORT_CENTS)
    tell.tell(
        "'Billy mag alleen budget aan bijstandsgerechtigden geven en niet aan moestuinen', zegt het boekje, en: 'Als "
        "resultaat Y de noodzaak van doel X vermindert, dan mag budget X ingezet worden voor resultaat Y.' Dat is het "
        f"steunverband: de afdeling Inkomen stelt voor dat hoogstens {most} van haar geld dit jaar groen mag betalen, "
        "met de reden waarom de bijstand daarmee minder nodig heeft, en met het besluit waarmee de raad de begroting "
        "wijzigt. De budgethouder stemt in. Zonder die twee handtekeningen gaat er niets over de schotten.",
        "'Billy may give budget to people on benefits only, and not to gardens', says the booklet, and: 'If result Y "
        "reduces the need for goal X, budget X may be used for result Y.' That is the support (steunverband): the "
        f"benefits department proposes that at most {most} of its money may pay for green this year, with the reason "
        "why benefits need less because of it, and with the decision by which the council changes the budget. The "
        "budget holder consents. Without these two signatures nothing passes the partitions.",
    )


async def _yes_from_benefits(cast: Cast) -> None:
    await hold(cast, GOLDEN)
    await invest(cast, GOLDEN)
    for garden in AT_THRESHOLD:
        await submit(cast, garden)
        await invest(cast, garden)
    tell = cast.stage.narrator
    paid = tell.euros(INVESTMENT_CENTS)
    tell.tell(
        "Nu zegt de budgethouder van groen alsnog ja, op dezelfde aanvraag. Daarmee is zij verleend, volgt de "
        "betaalopdracht, en boekt de pot het bedrag als betaald zodra de betaling is bevestigd: een resultaat van "
        "groen, met geld van de baathouder, de afdeling wier budget bespaart als de tuin er komt. Twee andere tuinen, "
        f"elk {paid}, krijgen hun ja meteen: nu is er een weg.",
        "Now the budget holder of green says yes after all, to the same application. With that it is granted, the "
        "payment order follows, and the pool books the amount as paid once the payment is confirmed: a result of "
        "green, with money of the benefit holder, the department whose budget saves money if the garden comes about. "
        f"Two other gardens, of {paid} each, get their yes at once: now there is a way.",
    )
    tell.result(
        f"Betaald aan de moestuin, voor groen, uit het bijstandsbudget: {paid}.",
        f"Paid to the garden, for green, from the benefits budget: {paid}.",
    )


async def _agreement(cast: Cast) -> None:
    await agree(cast, GOLDEN)
    tell = cast.stage.narrator
    cap, invested = tell.euros(MOVE_CAP_CENTS), tell.euros(INVESTMENT_CENTS)
    tell.tell(
        "Dan de afspraak over inverdienen. De budgethouder stelt haar voor namens de inbreng die betaalde; de "
        "baathouder stemt in met precies deze voorwaarden. Is de besparing groter dan de investering, dan gaat een "
        f"kwart van de besparing naar groen (hoogstens {cap} over de hele afspraak); het boekje zegt alleen dat een "
        "deel van het bijstandsbudget overgaat. En de helft van de besparing gaat terug naar de inbreng die betaalde, "
        f"tot {invested} terug is; dat deel gaat ook terug als de besparing niet groter is dan de investering. Wie wie "
        "terugbetaalt, zegt het boekje op verschillende plaatsen anders; hier vult het bijstandsbudget zijn eigen "
        "inbreng weer aan.",
        "Then the agreement to earn back. The budget holder proposes it for the contribution that paid; the benefit "
        "holder consents to exactly these terms. If the saving exceeds the investment, a quarter of the saving goes to "
        f"green (at most {cap} over the whole agreement); the booklet says only that a part of the benefits budget "
        f"moves over. And half of the saving returns to the contribution that paid, until {invested} is back; that "
        "part also returns if the saving does not exceed the investment. Who pays back whom, the booklet says "
        "differently in different places; here the benefits budget fills up its own contribution again.",
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
        f"{returned} terug naar de inbreng van bijstand, {moved} naar die van groen, {kept} blijft bij het "
        "bijstandsbudget.",
        f"{returned} back to the contribution of benefits, {moved} to that of green, {kept} stays with the benefits "
        "budget.",
    )


async def _threshold(cast: Cast) -> None:
    """The same agreement for two other gardens, on either side of the threshold."""
    for garden in AT_THRESHOLD:
        await agree(cast, garden)
        await save(cast, garden)
    tell = cast.stage.narrator
    each_asks = tell.euros(INVESTMENT_CENTS)
    tell.tell(
        "De grens is scherp: alleen als de besparing groter is dan de investering, verhuist een deel naar groen. De "
        f"twee andere tuinen, elk {each_asks} en elk met een eigen, gelijke afspraak, laten beide kanten zien: bij een "
        "besparing van precies de investering verhuist er niets en gaat wel de helft terug; bij één cent meer verhuist "
        "ook een kwart. Halve centen worden naar boven afgerond.",
        "The threshold is sharp: only if the saving exceeds the investment does a part move to green. The two "
        f"other gardens, each of {each_asks} and each with an equal agreement of its own, show both sides: at a saving "
        "of exactly the investment nothing moves and half still returns; at one cent more a quarter moves as well. "
        "Half cents are rounded up.",
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
    """What the council sees of both contributions, from the log."""
    shown = (await cast.college.sees("pool", "pool", pool=cast.pool))["contributions"]
    by_name = {each["contribution"]: each for each in shown}
    green, benefits = by_name[GREEN], by_name[BENEFITS]
    moved, returned = (
        sum(amounts) for amounts in zip(*((g.moved_cents, g.returned_cents) for g in GARDENS), strict=True)
    )
    require(moved, green["free_cents"], "free of the contribution of green")
    require(returned, benefits["free_cents"], "free of the contribution of benefits")
    require(INVESTMENT_CENTS * len(GARDENS), benefits["paid_cents"], "paid by the contribution of benefits")
    tell = cast.stage.narrator
    tell.tell(
        "De pot na afloop, per inbreng, zoals de raad hem ziet. Groen, dat op was, heeft weer ruimte. Wat bij bijstand "
        "terugkwam is weer voor inkomen, en kan met een nieuw steunverband opnieuw in groen worden geïnvesteerd: het "
        "maximum van dit is gebruikt.",
        "The pool afterwards, by contribution, as the council sees it. Green, which had nothing left, has room again. "
        "What came back to benefits is for income again, and can be invested in green once more under a new support: "
        "the maximum of this one is used.",
    )
    amounts = ("pledged_cents", "paid_cents", "moved_in_cents", "free_cents")
    tell.table(
        [
            Words("Inbreng", "Contribution"),
            Words("Toegezegd", "Promised"),
            Words("Betaald", "Paid"),
            Words("Uit besparing", "From savings"),
            Words("Vrij", "Free"),
        ],
        [
            [name, *(tell.euros(contribution[amount]) for amount in amounts)]
            for name, contribution in (
                (tell.words("Groen in de wijk", "Green in the neighbourhood"), green),
                (tell.words("Bijstand", "Benefits"), benefits),
            )
        ],
    )


if __name__ == "__main__":
    play(garden, __doc__)
