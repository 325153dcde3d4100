"""What the experiment found, side by side, and what it can and cannot show."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median_low

from rich import box
from rich.table import Table
from rich.text import Text

from examples.narration import Narrator, Words, number, rounded
from examples.register.experiment import Experiment, Variant
from examples.register.filing import OWN_CENTS
from examples.register.loading import Unusable
from examples.register.orders import Tally
from shared.money import euros

NAMED_AT_MOST = 20
UNUSABLE_ROWS = "unusable-rows.tsv"
"""The file in the demo's data folder that names every unusable row, also those beyond what is shown."""


@dataclass(frozen=True)
class Findings:
    """Everything that was counted."""

    experiment: Experiment
    reality: Tally
    platform: Mapping[str, Tally]
    """By variant, in the file's order, as the platform decided."""
    orders: Mapping[str, Sequence[Tally]]
    """By variant, one for each random order."""


@dataclass(frozen=True)
class Measure:
    words: Words
    field: str
    money: bool = False

    def shown(self, value: int) -> str:
        return rounded(value) if self.money else number(value)


MEASURES = (
    Measure(Words("Verleend", "Granted"), "granted"),
    Measure(Words("Van meer zuilen", "Several zuilen"), "granted_of_several"),
    Measure(Words("Euro's verleend", "Euros granted"), "granted_cents", money=True),
    Measure(Words("Kreeg niets", "Got nothing"), "with_nothing"),
    Measure(Words("Euro's over", "Euros left"), "left_cents", money=True),
)

SPREAD: tuple[tuple[Words, Callable[[Sequence[int]], int]], ...] = (
    (Words("laagste", "lowest"), min),
    (Words("mediaan", "median"), median_low),
    (Words("hoogste", "highest"), max),
)


def introduce(tell: Narrator, experiment: Experiment) -> None:
    """What was read, and what is going to happen to it."""
    register = experiment.register
    rows, applications = number(len(register.rows)), number(len(experiment.applications))
    several = number(sum(application.asks_several for application in experiment.applications))
    zuilen, money = number(len(experiment.budgets)), euros(experiment.budget_cents)
    tell.tell(
        f"Register: {register.title}. Bruikbaar: {rows} regels van {applications} aanvragers (anonieme particulieren "
        f"tellen per regel). Elk paar van organisatie en thema is een zuil, met als budget wat zij dat jaar verleende: "
        f"{zuilen} zuilen, samen {money}. Iedere aanvrager dient één aanvraag in voor alles wat hij vroeg. Aanvragen "
        f"aan meer dan één zuil: {several}. Verleend wordt alles of niets, in de volgorde van het register.",
        f"Register: {register.title}. Usable: {rows} rows of {applications} applicants (anonymous private persons "
        "count per row). Each pair of organisation and theme is a zuil (pillar), with what it granted that year as its "
        f"budget: {zuilen} zuilen, {money} together. Every applicant files one application for all it asked. "
        f"Applications to more than one zuil: {several}. It is all or nothing, in the register's order.",
    )
    tell.tell(
        "Drie manieren om hetzelfde geld te bewaren: elke zuil zijn eigen pot (los); één pot per thema, waarin de "
        "organisaties hun geld voor dat thema samenleggen; en één pot voor alles, waarin alle schotten vervallen. "
        "Binnen een pot mag elke inbreng voor elke aanvraag worden gebruikt; dat is hier 'gebundeld'. De "
        "budgethouder van een pot aanvaardt elke inbreng; pas dan telt die mee.",
        "Three ways to keep the same money: every zuil its own pool (separate); one pool per theme, into which the "
        "organisations put their money for that theme; and one pool for everything, in which all partitions fall. "
        "Within a pool every contribution may be used for every application; that is what 'bundled' means here. "
        "A pool's budget holder accepts each contribution; only then it counts.",
    )


def name_unusable(tell: Narrator, experiment: Experiment) -> None:
    """Count the rows that were left out, and name them."""
    register = experiment.register
    if not register.asked_is_published:
        tell.note(
            "Dit register zegt niet wat er gevraagd is. Wat verleend is telt daarom ook als gevraagd; alles past dan "
            "precies, en over schaarste zegt de proef niets.",
            "This register does not say what was asked. What was granted counts as asked; everything then fits "
            "exactly, and the experiment says nothing about scarcity.",
        )
    if register.passed_over:
        count = number(register.passed_over)
        tell.note(f"Regels buiten de keuze van de mapping: {count}.", f"Rows not chosen by the mapping: {count}.")
    count = number(len(experiment.unusable))
    tell.note(f"Onbruikbare regels: {count}.", f"Unusable rows: {count}.")
    if not experiment.unusable:
        return
    columns = [Words("Regel", "Row"), Words("Aanvrager", "Applicant"), Words("Reden", "Reason")]
    shown = experiment.unusable[:NAMED_AT_MOST]
    tell.table(columns, [[str(row.place), row.applicant, tell.words(*row.reason)] for row in shown], amounts=False)
    if len(experiment.unusable) > NAMED_AT_MOST:
        tell.note(
            f"Dit zijn de eerste {NAMED_AT_MOST}; alle staan in {UNUSABLE_ROWS}, in de gegevensmap van de demo.",
            f"These are the first {NAMED_AT_MOST}; all are in {UNUSABLE_ROWS} in the demo's data folder.",
        )


def unusable_rows(unusable: Sequence[Unusable]) -> str:
    """All of them, for a file: tab between the columns."""
    lines = (f"{row.place}\t{row.applicant}\t{row.reason.nl}\t{row.reason.en}\n" for row in unusable)
    return "Regel\tAanvrager\tReden\tReason\n" + "".join(lines)


def compare(tell: Narrator, findings: Findings) -> None:
    """The register, the three variants in its order, and their spread over the random orders."""
    experiment = findings.experiment
    variants = experiment.variants
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    table.add_column("")
    table.add_column(tell.words("Register", "Register"), justify="right")
    for variant in variants:
        table.add_column(tell.words(*variant.words), justify="right")
    for measure in MEASURES:
        for row in _rows(tell, measure, findings, variants):
            table.add_row(*row)
        table.add_section()
    tell.show(table)


def _rows(tell: Narrator, measure: Measure, findings: Findings, variants: Sequence[Variant]) -> list[list[Text]]:
    def values(tallies: Sequence[Tally]) -> list[int]:
        return [getattr(tally, measure.field) for tally in tallies]

    in_file_order = values([findings.platform[variant.key] for variant in variants])
    first = [measure.shown(value) for value in (*values([findings.reality]), *in_file_order)]
    rows = [[Text(cell, style="bold") for cell in (tell.words(*measure.words), *first)]]
    for words, pick in SPREAD:
        picked = [pick(values(findings.orders[variant.key])) for variant in variants]
        cells = (f"  {tell.words(*words)}", "", *map(measure.shown, picked))
        rows.append([Text(cell, style="dim") for cell in cells])
    return rows


def explain(tell: Narrator, findings: Findings) -> None:
    """How to read the table, and what not to read in it."""
    experiment, orders = findings.experiment, len(next(iter(findings.orders.values())))
    applications, own = number(len(experiment.applications)), euros(OWN_CENTS)
    several = number(sum(application.asks_several for application in experiment.applications))
    tell.note(
        f"Vet: in de volgorde van het register, door het platform beslist. Daaronder: {orders} willekeurige volgordes, "
        f"door de rekenregels alleen. Verleend: aanvragen die alles kregen wat zij vroegen, van {applications}. Van "
        f"meer zuilen: hetzelfde, van de {several} die meer dan één zuil vroegen. Kreeg niets: aanvragers zonder een "
        "euro. In het register zelf kregen sommigen een deel; hun geld telt mee, maar zij staan noch bij verleend noch "
        "bij niets. Over is daar nul omdat de budgetten zijn afgeleid van wat verleend is. Bedragen in hele euro's.",
        f"Bold: in the order of the register, decided by the platform. Below: {orders} random orders, by the rules "
        f"alone. Granted: applications that got all they asked, of {applications}. Several zuilen: the same, of the "
        f"{several} that asked more than one zuil. Got nothing: applicants without a euro. In the register itself some "
        "got a part; their money counts, but they are neither among the granted nor among those with nothing. Nothing "
        "is left there because the budgets are what was granted. Amounts in whole euros.",
    )
    tell.note(
        f"Op het platform legt elke aanvrager {own} eigen geld bij, omdat een gemeente niet alles kan subsidiëren; wat "
        "hij echt zelf betaalde zegt het register niet. De betaalopdrachten van deze proef blijven open staan. In de "
        "boeken hieronder staat het geld van het register drie keer: één keer voor elke manier om het te bewaren.",
        f"On the platform each applicant adds {own} of its own, as a municipality cannot subsidise everything; what it "
        "really paid itself the register does not say. The payment orders of this experiment stay open. In the books "
        "below the money of the register stands three times: once for each way to keep it.",
    )
    tell.tell(
        "Wat deze proef kan laten zien: hoeveel het uitmaakt, bij hetzelfde geld en dezelfde vragen, of zuilen elk "
        "apart beslissen of hun geld bundelen, vooral voor wie van meer dan één zuil afhangt; hoeveel toeval er zit in "
        "wie het eerst komt; en dat het platform een heel jaar van een gemeente op de cent nauwkeurig verwerkt.",
        "What this experiment can show: how much it matters, with the same money and the same asks, whether zuilen "
        "decide each for themselves or bundle their money, above all for those who depend on more than one; how much "
        "chance there is in who comes first; and that the platform handles a municipality's whole year to the cent.",
    )
    tell.tell(
        "Wat zij niet kan laten zien: of een aanvraag het geld verdient. Ambtenaren beoordeelden op inhoud en "
        "verleenden ook gedeeltelijk; hier telt alleen of er genoeg is, voor wie eerst komt. Het echte budget kennen "
        "wij niet, alleen wat ervan is verleend. Wie weet dat het alles of niets is, vraagt anders. En in één pot voor "
        "alles betaalt zorggeld ook een sportveld: dat is een keuze van de raad, niet van een rekenmodel.",
        "What it cannot show: whether an application deserves the money. Officials judged the content, and granted in "
        "part as well; here it only counts whether there is enough, for whoever comes first. The real budgets are not "
        "known, only what was granted of them. Whoever knows that it is all or nothing asks differently. And in one "
        "pool for everything, money for care also pays for sports: that is for a council to choose, not for a model.",
    )
