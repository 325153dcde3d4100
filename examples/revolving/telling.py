"""What the reader is shown of ten years: a row a year, what was remarkable, and what each contribution has in it."""

from collections.abc import Mapping, Sequence

from examples.narration import Narrator, Words, require
from examples.revolving import plan
from examples.revolving.loans import AGREED_ON, LOANS, LOST, LOST_ON, Loan
from examples.revolving.plan import BUFFER, CONTRIBUTIONS, MUNICIPALITY, YEARS, Contribution
from examples.revolving.play import Made, Played
from examples.revolving.tally import Sums

COLUMNS = (
    Words("Jaar", "Year"),
    Words("Inleg", "Put in"),
    Words("Geleend", "Lent"),
    Words("Afgelost", "Repaid"),
    Words("Rente", "Interest"),
    Words("Verlies", "Lost"),
    Words("Nog uit", "Out"),
    Words("Vrij", "Free"),
    Words("Buffer", "Buffer"),
    Words("Omloop", "Turns"),
)


def introduce(tell: Narrator) -> None:
    tell.chapter("Een revolverend buurtfonds: tien jaar", "A revolving neighbourhood fund: ten years")
    tell.tell(
        "Een gemeente, een woningcorporatie en een waterbedrijf leggen geld in één pot. De pot leent het uit aan "
        "initiatieven in de buurt, met rente; wat terugkomt, wordt opnieuw uitgeleend. Alle namen, bedragen en dagen "
        "zijn verzonnen. De beslissingen, de termijnen en de boekingen zijn die van de echte diensten, met echte "
        "logboeken; alleen de klok is van dit voorbeeld.",
        "A municipality, a housing corporation and a water company put money into one pool. The pool lends it to "
        "initiatives in the neighbourhood, at interest; what comes back is lent again. All names, amounts and days are "
        "made up. Decisions, instalments and postings are those of the real services, with real logs; only the clock "
        "is this example's.",
    )


def show(tell: Narrator, played: Played) -> None:
    """The table, and what is behind it."""
    _table(tell, played.years)
    _revolved(tell, played)
    _waited(tell, played.made)
    _trouble(tell, played)
    _year_ends(tell)
    _parties(tell, played)


def _table(tell: Narrator, years: dict[int, Sums]) -> None:
    rows, before = [], Sums()
    for year, sums in years.items():
        rows.append(_row(tell, str(year), sums.since(before), sums))
        before = sums
    rows.append(_row(tell, tell.words("Samen", "In all"), before, before))
    tell.table(COLUMNS, rows)
    tell.note(
        "In hele euro's: ingelegd, uitgeleend, afgelost, rente, afgeschreven; en aan het eind van het jaar wat er nog "
        "uit staat, ook wat achterstallig is, wat vrij is, wat de gemeente apart houdt om verlies te dragen, en hoe "
        "vaak elke ingelegde euro tot dan toe is uitgeleend.",
        "In whole euros: put in, lent, repaid, interest, written off; and at the end of the year what is still out, in "
        "arrears or not, what may be lent, what the municipality keeps apart to bear losses, and how often each euro "
        "that was put in had been lent by then.",
    )


def _row(tell: Narrator, name: str, within: Sums, until: Sums) -> list[str]:
    amounts = (*within[:-1], until.outstanding, until.free, until.buffer)
    return [name, *map(tell.whole_euros, amounts), times_lent(tell, until)]


def times_lent(tell: Narrator, sums: Sums) -> str:
    """How often each euro was lent so far, with two decimals, half-up."""
    whole, hundredths = divmod((200 * sums.lent + sums.put_in) // (2 * sums.put_in), 100)
    return tell.words(f"{whole},{hundredths:02}", f"{whole}.{hundredths:02}")


def _revolved(tell: Narrator, played: Played) -> None:
    sums, again = played.tally.sums, sum(made.only_by_repayments for made in played.made)
    put_in, lent, number = tell.euros(sums.put_in), tell.euros(sums.lent), len(played.made)
    tell.result(
        f"Van {put_in} werd {lent} uitgeleend, in {number} leningen. {again} daarvan konden alleen omdat eerdere waren "
        "afgelost: inleg en rente samen waren al uitgeleend.",
        f"Of {put_in}, {lent} was lent, in {number} loans. {again} of these could be made only because earlier ones "
        "had been repaid: all that was put in, and all interest, had been lent already.",
    )


def _waited(tell: Narrator, made: Sequence[Made]) -> None:
    waited = [one for one in made if one.refused]
    if not waited:
        return
    tell.tell(
        "Soms was er te weinig vrij. Dan weigerde de pot de deelvraag (not-enough), en keek de budgethouder elke week "
        "of er genoeg terug was. De leningen die moesten wachten:",
        "At times too little was free. Then the pool refused the ask (not-enough), and the budget holder looked every "
        "week whether enough had come back. The loans that had to wait:",
    )
    columns = [
        Words("Lening", "Loan"),
        Words("Bedrag", "Amount"),
        Words("Gevraagd", "Asked"),
        Words("Geweigerd", "Refused"),
        Words("Uitbetaald", "Paid out"),
    ]
    rows = [
        [
            tell.words(*one.loan.purpose),
            tell.euros(one.loan.cents),
            tell.day(one.loan.asked),
            f"{len(one.refused)} ×",
            tell.day(one.on),
        ]
        for one in waited
    ]
    tell.table(columns, rows)


def _trouble(tell: Narrator, played: Played) -> None:
    """Who paid late, who paid early, and what was lost."""
    for loan in LOANS:
        if loan.late:
            since, until = map(tell.day, loan.late)
            tell.tell(
                f"{_borrower(loan)} ('{loan.purpose.nl}') betaalde sinds {since} niets, en haalde op {until} alles in. "
                "Rente over die achterstand rekent het platform nog niet.",
                f"{_borrower(loan)} ('{loan.purpose.en}') paid nothing since {since}, and caught up on {until}. "
                "Interest on these arrears is not charged by the platform yet.",
            )
        if loan.early:
            day, cents = loan.early
            what = tell.euros(cents) if cents else tell.words("alles wat er nog stond", "all that was still owed")
            tell.tell(
                f"{_borrower(loan)} ('{loan.purpose.nl}') loste op {tell.day(day)} {what} af, eerder dan hoefde.",
                f"{_borrower(loan)} ('{loan.purpose.en}') repaid {what} on {tell.day(day)}, earlier than it had to.",
            )
    _lost(tell, played)


def _lost(tell: Narrator, played: Played) -> None:
    cents, share = tell.euros(played.tally.positions[LOST.order].written_off_cents), tell.euros(LOST.cents)
    threshold, decided, agreed = tell.euros(plan.FOUR_EYES_CENTS), tell.day(LOST_ON), tell.day(AGREED_ON)
    tell.tell(
        f"{_borrower(LOST)} ('{LOST.purpose.nl}') ging failliet. Van {share} werd {cents} niet terugbetaald. De "
        f"budgethouder besloot op {decided} met redenen tot afschrijven; boven {threshold} moet een tweede partij "
        f"instemmen, en het college deed dat op {agreed}. Tot die dag veranderde er niets.",
        f"{_borrower(LOST)} ('{LOST.purpose.en}') went bankrupt. Of {share}, {cents} was not repaid. The budget holder "
        f"decided with reasons to write it off on {decided}; above {threshold} a second party has to agree, and the "
        f"executive did on {agreed}. Until that day nothing changed.",
    )
    _borne(tell, played)


def _borne(tell: Narrator, played: Played) -> None:
    """The covenant's rules for losses and for interest."""
    lost_cents, first_cents = played.tally.sums.written_off, _shown(played, BUFFER)["written_off_cents"]
    first, others = tell.euros(first_cents), tell.euros(lost_cents - first_cents)
    tell.tell(
        f"Het convenant zegt wie dat verlies draagt: eerst de buffer van de gemeente, {first}; de rest, {others}, wie "
        "deze lening gaf, naar rato. Het jaar daarop ging alle rente naar de buffer, en zo elk jaar, tot een jaar "
        "begon waarin die weer vol was.",
        f"The covenant says who bears that loss: first the municipality's buffer, {first}; the rest, {others}, those "
        "that had made this loan, in proportion. From the next year on all interest went to the buffer, until a year "
        "began in which it was full again.",
    )


def _borrower(loan: Loan) -> str:
    return plan.REGISTER[loan.borrower].name


def _year_ends(tell: Narrator) -> None:
    first, buffer, second = (tell.euros(one.cents) for one in CONTRIBUTIONS if one.party == MUNICIPALITY)
    year, last, times = plan.RESERVE_YEAR, YEARS[-1], len(YEARS)
    tell.tell(
        "Eigen geld van de gemeente is voor één jaar: wat op 31 december nog vrij is, vervalt aan het algemene "
        f"resultaat, en wat daarna wordt afgelost ook. Daarom hevelde de raad de eerste {first} en de buffer van "
        f"{buffer} {times} keer over, elke december, binnen zijn kader; zo kan dat geld ook na {last} rondgaan. In "
        f"{year} verlengde hij het kader en maakte hij van de pot een bestemmingsreserve: de {second} die daarna kwam, "
        "hoeft niet te worden overgeheveld. Het geld van de woningcorporatie en het waterbedrijf vervalt nooit.",
        "The municipality's own money is for one year: what is still free on 31 December lapses to the general "
        f"result, and so does what is repaid after it. So the council carried the first {first} and the buffer of "
        f"{buffer} over {times} times, each December, within its frame; so that money may go round after {last} as "
        f"well. In {year} it made the frame longer and the pool a reserve: the {second} that came after that need not "
        "be carried over. The money of the housing corporation and the water company never lapses.",
    )


def _parties(tell: Narrator, played: Played) -> None:
    """Whose the interest and the loss became."""
    tell.tell(
        "Zolang de buffer vol was, ging rente naar wie uitleende, naar rato. Wat elke inleg na tien jaar in de pot "
        "heeft, in hele euro's:",
        "As long as the buffer was full, interest went to those that lent, in proportion. What each contribution has "
        "in the pool after ten years, in whole euros:",
    )
    columns = (
        Words("Wie", "Who"),
        Words("Inleg", "Put in"),
        Words("Rente", "Interest"),
        Words("Verlies", "Loss"),
        Words("Uitstaand", "Outstanding"),
        Words("Vrij", "Free"),
    )
    tell.table(columns, (_has(tell, one, _shown(played, one.name)) for one in CONTRIBUTIONS))


def _has(tell: Narrator, put_in: Contribution, shown: Mapping[str, int]) -> list[str]:
    out = shown["paid_cents"] - shown["refunded_cents"]
    worth = put_in.cents + shown["earned_cents"] - shown["written_off_cents"]
    require(worth, out + shown["free_cents"], f"what {put_in.name} is worth")
    amounts = put_in.cents, shown["earned_cents"], shown["written_off_cents"], out, shown["free_cents"]
    return [tell.words(*put_in.whose), *map(tell.whole_euros, amounts)]


def _shown(played: Played, contribution: str) -> Mapping[str, int]:
    """How the pool itself says that it stands."""
    return next(shown for shown in played.shown["contributions"] if shown["contribution"] == contribution)
