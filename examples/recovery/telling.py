"""What came of it, told."""

from examples.narration import Narrator, Words
from examples.recovery.play import COSTS, DETERMINED_ON, GRANTED, OWN_CENTS, PUT_IN, Played


def show(tell: Narrator, played: Played) -> None:
    tell.chapter("Verantwoord, vastgesteld, teruggevorderd", "Reported, determined, recovered")
    tell.tell(
        "Een pot en een zuil betaalden samen een moestuin. De pot betaalde in drie termijnen: de helft meteen, 30 % "
        "zodra de kas stond, 20 % op 1 oktober. De zuil gaf 90 % als voorschot. Het kostte minder dan begroot. De "
        "Moestuin verantwoordt zich één keer, aan beide; elk stelt zijn eigen deel vast. Alle bedragen zijn verzonnen; "
        "de beslissingen en de boekingen zijn die van de echte diensten.",
        "A pool and a zuil paid for a garden together. The pool paid in three instalments: half at once, 30 % once the "
        "greenhouse stood, 20 % on 1 October. The zuil gave 90 % in advance. It cost less than was planned. De "
        "Moestuin reports once, to both; each determines its own part. All amounts are made up; decisions and postings "
        "are those of the real services.",
    )
    tell.table(
        (Words("Deelvraag", "Ask"), Words("Dag", "Day"), Words("Betaald", "Paid")),
        [[ask, tell.day(day), tell.euros(cents)] for ask, day, cents in sorted(played.paid)],
    )
    tell.table(
        (
            Words("Deelvraag", "Ask"),
            Words("Verleend", "Granted"),
            Words("Vooruit betaald", "In advance"),
            Words("Vastgesteld", "Determined"),
            Words("Nabetaald", "Paid after"),
            Words("Terug te betalen", "To pay back"),
        ),
        [[ask, *map(tell.euros, amounts)] for ask, *amounts in balance(played)],
    )
    costs = tell.euros(sum(COSTS.values()))
    tell.note(
        f"De kosten, {costs}, min {tell.euros(OWN_CENTS)} eigen geld, verdeeld naar wat elk verleende.",
        f"The costs, {costs}, less {tell.euros(OWN_CENTS)} of its own money, divided by what each granted.",
    )
    tell.tell(
        "De zuil betaalt nog wat er op haar voorschot ontbreekt; van de rest is zij vrij. De pot betaalde te veel, en "
        "vordert dat terug in zeven maandelijkse termijnen. De vierde blijft uit, en wordt met de vijfde ingehaald.",
        "The zuil still pays what its advance falls short of; of the rest it is free. The pool paid too much, and "
        "claims it back in seven monthly instalments. The fourth is missed, and made good with the fifth.",
    )
    tell.table(
        (
            Words("Deelvraag", "Ask"),
            Words("Dag", "Day"),
            Words("Vervallen", "Due"),
            Words("Betaald", "Paid"),
            Words("Nog schuldig", "Owed"),
        ),
        [[ask, tell.day(day), *map(tell.euros, amounts)] for ask, day, *amounts in sorted(played.course)],
    )
    tell.tell(
        "Wat bij de pot terugkwam ging naar de inbreng die had betaald, naar verhouding, tot op de cent. Het jaar "
        "waarvoor de gemeente had ingelegd is voorbij: haar deel viel vrij naar het algemene resultaat. Dat van de "
        "corporatie niet.",
        "What came back to the pool went to the contributions that had paid, in proportion, to the cent. The year for "
        "which the municipality had put in is over: its part lapsed to the general result. The housing corporation's "
        "did not.",
    )
    tell.table(
        (
            Words("Inbreng", "Contribution"),
            Words("Ingelegd", "Put in"),
            Words("Terug", "Back"),
            Words("Vrijgevallen", "Lapsed"),
        ),
        [
            [party, *map(tell.euros, (cents, played.back[party], played.lapsed[party]))]
            for party, cents in PUT_IN.items()
        ],
    )


def balance(played: Played) -> list[tuple[str, int, int, int, int, int]]:
    """Of each ask what was granted, paid in advance, determined, paid after that, and paid too much."""
    rows = []
    for ask, granted_cents in GRANTED.items():
        of_ask = [(day, cents) for name, day, cents in played.paid if name == ask]
        before_cents = sum(cents for day, cents in of_ask if day < DETERMINED_ON)
        after_cents = sum(cents for _, cents in of_ask) - before_cents
        too_much_cents = max(before_cents - played.parts[ask], 0)
        rows.append((ask, granted_cents, before_cents, played.parts[ask], after_cents, too_much_cents))
    return rows
