"""What the experiment found, side by side, and what it can and cannot show."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median_high, median_low
from typing import TypeAlias

from rich import box
from rich.table import Table
from rich.text import Text

from examples.narration import Narrator, Words
from examples.register.experiment import Experiment, Variant
from examples.register.filing import OWN_CENTS
from examples.register.loading import Unusable
from examples.register.orders import Tally

NAMED_AT_MOST = 20
_EUROS = 11
"""Places that a budget of hundreds of millions takes."""
Pick: TypeAlias = Callable[[Sequence[int]], int]
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
    median: Pick = median_low
    """With an even number of orders: the lower of the two in the middle, or the higher for what is the rest of another
    measure, so that the two add up."""

    def shown(self, tell: Narrator, value: int) -> str:
        return tell.whole_euros(value) if self.money else tell.number(value)

    @property
    def spread(self) -> tuple[tuple[Words, Pick], ...]:
        return (
            (Words("laagste", "lowest"), min),
            (Words("mediaan", "median"), self.median),
            (Words("hoogste", "highest"), max),
        )


MEASURES = (
    Measure(Words("Verleend", "Granted"), "granted"),
    Measure(Words("Van meer zuilen", "Several pillars"), "granted_of_several"),
    Measure(Words("Euro's verleend", "Euros granted"), "granted_cents", money=True),
    Measure(Words("Kreeg niets", "Got nothing"), "with_nothing", median=median_high),
    Measure(Words("Euro's over", "Euros left"), "left_cents", money=True, median=median_high),
)


def introduce(tell: Narrator, experiment: Experiment) -> None:
    """What was read, and what is going to happen to it."""
    register = experiment.register
    rows, applications = tell.number(len(register.rows)), tell.number(len(experiment.applications))
    several = tell.number(sum(application.asks_several for application in experiment.applications))
    zuilen, themes, money = tell.number(len(experiment.budgets)), experiment.themes, tell.euros(experiment.budget_cents)
    tell.tell(
        f"Register: {register.title}. Bruikbaar: {rows} regels van {applications} aanvragers (anonieme particulieren "
        "tellen per regel). Elk paar van een gemeentelijke organisatie (zoals een stadsdeel) en een thema is een zuil, "
        f"met als budget wat het dat jaar verleende: {zuilen} zuilen, samen {money}. Iedere aanvrager dient één "
        f"aanvraag in voor alles wat hij vroeg. Aanvragen aan meer dan één zuil: {several}. Verleend wordt alles of "
        f"niets, in de volgorde van het register{_of_the_order(tell, experiment)}.",
        f"Register: {register.title}. Usable: {rows} rows of {applications} applicants (anonymous private persons "
        "count per row). Each pair of a municipal organisation (such as a city district) and a theme is a pillar "
        f"(zuil), with what it granted that year as its budget: {zuilen} pillars, {money} together. Every applicant "
        f"files one application for all it asked for. Applications to more than one pillar: {several}. Grants are all "
        f"or nothing, in the register's order{_of_the_order(tell, experiment)}.",
    )
    tell.tell(
        "Vier manieren om hetzelfde geld te bewaren: elke zuil zijn eigen pot (los); elke zuil zijn eigen geld, maar "
        "met een steunverband naar elke andere zuil van dezelfde organisatie, elk voor hoogstens een tiende van zijn "
        f"budget (met steun; die tiende is een aanname van deze proef); één pot per thema ({themes} potten), waarin de "
        "organisaties hun geld voor dat thema samenleggen; en één pot voor alles, waarin alle schotten vervallen. "
        "Binnen die gebundelde potten mag elke inbreng voor elke aanvraag worden gebruikt. De budgethouder van een pot "
        "aanvaardt elke inbreng; pas dan telt die mee.",
        "Four ways to keep the same money: every pillar its own pool (separate); every pillar its own money, but with "
        "a support to each other pillar of the same organisation, each of at most a tenth of its budget (with "
        f"supports; that tenth is an assumption of this experiment); one pool per theme ({themes} pools), into which "
        "the organisations put their money for that theme; and one pool for everything, in which all partitions "
        "disappear. "
        "Within such a bundled pool every contribution may be used for every application. A pool's budget holder "
        "accepts each contribution; only then does it count.",
    )


def _of_the_order(tell: Narrator, experiment: Experiment) -> str:
    """What the register's order is: not that of arrival, as far as can be seen."""
    if experiment.is_by_name:
        return tell.words(
            " (vrijwel alfabetisch op naam, niet op datum)", " (nearly alphabetical by name, not by date)"
        )
    return tell.words(
        ", die niet die van binnenkomst hoeft te zijn", ", which need not be the order in which they came in"
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
        count = tell.number(register.passed_over)
        tell.note(f"Regels buiten de keuze van de mapping: {count}.", f"Rows not chosen by the mapping: {count}.")
    count = tell.number(len(experiment.unusable))
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
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("")
    table.add_column(tell.words("Register", "Register"), justify="right", no_wrap=True)
    for variant in variants:
        table.add_column(tell.words(*variant.words), justify="right", min_width=_EUROS)
    for measure in MEASURES:
        for row in _rows(tell, measure, findings, variants):
            table.add_row(*row)
        table.add_section()
    tell.show(table)


def _rows(tell: Narrator, measure: Measure, findings: Findings, variants: Sequence[Variant]) -> list[list[Text]]:
    def values(tallies: Sequence[Tally]) -> list[int]:
        return [getattr(tally, measure.field) for tally in tallies]

    in_file_order = values([findings.platform[variant.key] for variant in variants])
    first = [measure.shown(tell, value) for value in (*values([findings.reality]), *in_file_order)]
    rows = [[Text(cell, style="bold") for cell in (tell.words(*measure.words), *first)]]
    for words, pick in measure.spread:
        picked = [pick(values(findings.orders[variant.key])) for variant in variants]
        cells = (f"  {tell.words(*words)}", "", *(measure.shown(tell, value) for value in picked))
        rows.append([Text(cell, style="dim") for cell in cells])
    return rows


def explain(tell: Narrator, findings: Findings) -> None:
    """How to read the table, and what not to read in it."""
    experiment, orders = findings.experiment, len(next(iter(findings.orders.values())))
    applications, own = tell.number(len(experiment.applications)), tell.euros(OWN_CENTS)
    several = tell.number(sum(application.asks_several for application in experiment.applications))
    in_part = tell.number(len(experiment.applications) - findings.reality.granted - findings.reality.with_nothing)
    tell.note(
        f"Vet: in de volgorde van het register, door het platform beslist. Daaronder: {orders} willekeurige volgordes, "
        "doorgerekend zonder het platform. Elke regel geldt apart: de laagste van de ene maat en de laagste van de "
        f"andere hoeven niet bij dezelfde volgorde te horen. Verleend: aanvragen die alles kregen wat zij vroegen, van "
        f"{applications}. Van meer zuilen: hetzelfde, van de {several} die meer dan één zuil vroegen. Kreeg niets: "
        f"aanvragers zonder een euro. In het register zelf kregen {in_part} aanvragers een deel; hun geld telt mee, "
        "maar zij staan noch bij verleend noch bij niets. Over is daar nul omdat de budgetten zijn afgeleid van wat "
        "verleend is. Bedragen in hele euro's.",
        f"Bold: in the order of the register, decided by the platform. Below: {orders} random orders, worked out "
        "without the platform. Each line stands by itself: the lowest of one measure and the lowest of another need "
        f"not be of the same order. Granted: applications that got all they asked for, of {applications}. Several "
        f"pillars: the same, of the {several} that asked more than one pillar. Got nothing: applicants without a euro. "
        f"In the register itself {in_part} applicants got a part; their money counts, but they are neither among the "
        "granted nor among those with nothing. Nothing is left there because the budgets are what was granted. Amounts "
        "in whole euros.",
    )
    tell.note(
        f"Op het platform hoort bij elke aanvraag eigen geld; in deze proef is dat {own}, als vorm. Wat een aanvrager "
        "echt zelf betaalde, zegt het register niet. De betaalopdrachten van deze proef blijven openstaan. In de "
        "boeken hieronder staat het geld van het register vier keer: één keer voor elke manier om het te bewaren.",
        f"On the platform every application comes with money of the applicant's own; in this experiment that is {own}, "
        "for form's sake. What an applicant really paid itself the register does not say. The payment orders of this "
        "experiment stay open. In the books below the money of the register stands four times: once for each way to "
        "keep it.",
    )
    tell.tell(
        "Wat deze proef kan laten zien: hoeveel het uitmaakt, bij hetzelfde geld en dezelfde vragen, of zuilen elk "
        "apart beslissen of hun geld bundelen, vooral voor wie van meer dan één zuil afhangt; hoeveel de volgorde "
        "uitmaakt; en dat het platform een heel jaar subsidieaanvragen op de cent nauwkeurig beslist.",
        "What this experiment can show: how much it matters, with the same money and the same requests, whether "
        "pillars decide each for themselves or bundle their money, above all for those who depend on more than one; "
        "how much the order matters; and that the platform decides a whole year of subsidy applications to the cent.",
    )
    tell.tell(
        "Wat zij niet kan laten zien: of een aanvraag het geld verdient. Ambtenaren beoordeelden op inhoud en "
        "verleenden ook gedeeltelijk; hier telt alleen of er genoeg over is voor wie aan de beurt is. Het echte budget "
        "kennen wij niet, alleen wat ervan is verleend. Of zuilen elkaar zouden steunen, en voor hoeveel, weet een "
        "register niet: met een ander deel komt er iets anders uit. Wie weet dat het alles of niets is, vraagt anders. "
        "En in één pot voor alles kan zorggeld ook een sportveld betalen: dat is een keuze van de raad, niet van een "
        "rekenmodel.",
        "What it cannot show: whether an application deserves the money. Officials judged the content, and granted in "
        "part as well; here it only counts whether enough is left for whoever is next in the order. The real budgets "
        "are not known, only what was granted of them. Whether pillars would support each other, and with how much, no "
        "register knows: another share comes to something else. Whoever knows that it is all or nothing asks "
        "differently. And in one pool for everything, money for care can also pay for a sports field: that is for a "
        "council to choose, not for a model.",
    )
