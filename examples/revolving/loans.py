"""What is made up: who borrows how much, on which terms, and how each borrower pays.

Only the forms are those of practice: annuity, linear, bullet with interest-only instalments; paid early, paid late, not
paid. A loan is asked for, and paid out no sooner than its money is there; when that is, the plan does not say.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from examples.narration import Words


@dataclass(frozen=True)
class Loan:
    """What is asked for, on which terms, and how the borrower pays.

    It pays what falls due on its day, but for: `early`, so much towards principal on a day (None: all that is owed);
    `late`, nothing from one day to another, and then all that is due; `stops`, nothing any more from that day on.
    """

    name: str
    borrower: str
    purpose: Words
    goal: str
    asked: date
    cents: int
    terms: Mapping[str, Any]
    early: tuple[date, int | None] | None = None
    late: tuple[date, date] | None = None
    stops: date | None = None

    @property
    def ask(self) -> str:
        return f"{self.name}:lening"

    @property
    def order(self) -> str:
        return f"{self.ask}:1"

    def pays_on(self, day: date) -> bool:
        """Whether what falls due that day is paid that day."""
        is_late = self.late is not None and self.late[0] <= day < self.late[1]
        return not is_late and (self.stops is None or day < self.stops)


def _terms(
    repayment: str, rate: str, day_count: str, months: int, instalments: int, interest_only: int = 0
) -> Mapping[str, Any]:
    return {
        "repayment": repayment,
        "annual_rate": rate,
        "day_count": day_count,
        "months_between": months,
        "instalments": instalments,
        "interest_only": interest_only,
    }


LOANS = (
    Loan(
        "bus", "wijkbedrijf", Words("Een bus en gereedschap", "A van and tools"), "werk",
        date(2027, 3, 1), 60_000_00,
        _terms("annuity", "0.03", "30E/360", 1, 60),
    ),
    Loan(
        "kas", "buurttuin", Words("Een kas", "A greenhouse"), "groen",
        date(2027, 3, 15), 30_000_00,
        _terms("linear", "0.02", "30E/360", 3, 20),
    ),
    Loan(
        "zonnedak", "zonnecooperatie", Words("Zonnepanelen op de school", "Solar panels on the school"), "energie",
        date(2027, 5, 3), 100_000_00,
        _terms("annuity", "0.025", "act/365F", 3, 36, interest_only=4),
    ),
    Loan(
        "werkplaats", "repaircafe", Words("Een werkplaats", "A workshop"), "werk",
        date(2027, 9, 1), 15_000_00,
        _terms("bullet", "0.03", "act/act-ISDA", 3, 12, interest_only=11),
    ),
    Loan(
        "oven", "bakkerscollectief", Words("Een oven en een winkel", "An oven and a shop"), "werk",
        date(2028, 1, 17), 45_000_00,
        _terms("annuity", "0.04", "30E/360", 1, 60), stops=date(2029, 11, 1),
    ),
    Loan(
        "toestellen", "speeltuin", Words("Nieuwe toestellen", "New playground equipment"), "groen",
        date(2028, 5, 1), 25_000_00,
        _terms("linear", "0.01", "30E/360", 6, 10),
    ),
    Loan(
        "keuken", "buurthuis", Words("Een keuken", "A kitchen"), "ontmoeten",
        date(2028, 10, 2), 40_000_00,
        _terms("annuity", "0.025", "act/365F", 1, 48), early=(date(2030, 6, 14), None),
    ),
    Loan(
        "schilders", "wijkbedrijf", Words("Een schildersploeg", "A team of painters"), "werk",
        date(2029, 3, 1), 35_000_00,
        _terms("annuity", "0.03", "30E/360", 3, 16), late=(date(2030, 5, 1), date(2031, 3, 14)),
    ),
    Loan(
        "batterij", "zonnecooperatie", Words("Een buurtbatterij", "A neighbourhood battery"), "energie",
        date(2029, 9, 3), 85_000_00,
        _terms("linear", "0.025", "act/365F", 3, 24, interest_only=4),
    ),
    Loan(
        "zaal", "buurthuis", Words("Een tweede zaal", "A second hall"), "ontmoeten",
        date(2030, 9, 2), 60_000_00,
        _terms("annuity", "0.025", "act/act-ISDA", 1, 72),
    ),
    Loan(
        "pluktuin", "de-moestuin", Words("Een pluktuin", "A pick-your-own garden"), "groen",
        date(2031, 3, 3), 20_000_00,
        _terms("linear", "0.02", "30E/360", 6, 8, interest_only=2),
    ),
    Loan(
        "fietsen", "wijkbedrijf", Words("Tien bakfietsen", "Ten cargo bikes"), "werk",
        date(2031, 6, 2), 40_000_00,
        _terms("annuity", "0.03", "30E/360", 1, 48),
    ),
    Loan(
        "isolatie", "buurthuis", Words("Isolatie van het buurthuis", "Insulation of the community centre"), "energie",
        date(2031, 10, 1), 70_000_00,
        _terms("annuity", "0.02", "act/365F", 3, 32), early=(date(2034, 4, 3), 20_000_00),
    ),
    Loan(
        "lift", "repaircafe", Words("Een lift voor de werkplaats", "A lift for the workshop"), "werk",
        date(2032, 3, 1), 25_000_00,
        _terms("bullet", "0.03", "act/act-ISDA", 6, 6, interest_only=5),
    ),
    Loan(
        "schuur", "buurttuin", Words("Een schuur", "A shed"), "groen",
        date(2032, 5, 3), 15_000_00,
        _terms("linear", "0.02", "30E/360", 1, 36),
    ),
    Loan(
        "waterplein", "speeltuin", Words("Een waterplein", "A water square"), "groen",
        date(2032, 9, 1), 45_000_00,
        _terms("linear", "0.01", "30E/360", 3, 20),
    ),
    Loan(
        "laadpalen", "zonnecooperatie", Words("Laadpalen voor deelauto's", "Charging points for shared cars"),
        "energie",
        date(2033, 3, 1), 90_000_00,
        _terms("annuity", "0.025", "act/365F", 3, 20),
    ),
    Loan(
        "atelier", "wijkbedrijf", Words("Een naaiatelier", "A sewing studio"), "werk",
        date(2033, 10, 3), 50_000_00,
        _terms("annuity", "0.03", "30E/360", 1, 60),
    ),
    Loan(
        "theehuis", "speeltuin", Words("Een theehuis", "A tea house"), "ontmoeten",
        date(2034, 2, 1), 45_000_00,
        _terms("annuity", "0.025", "act/act-ISDA", 3, 20),
    ),
    Loan(
        "toneel", "buurthuis", Words("Een toneel", "A stage"), "ontmoeten",
        date(2034, 5, 1), 35_000_00,
        _terms("linear", "0.025", "act/act-ISDA", 3, 16),
    ),
    Loan(
        "boomgaard", "buurttuin", Words("Een boomgaard", "An orchard"), "groen",
        date(2034, 10, 2), 40_000_00,
        _terms("annuity", "0.02", "act/365F", 12, 8, interest_only=2),
    ),
    Loan(
        "warmtenet", "zonnecooperatie", Words("Een klein warmtenet", "A small heat network"), "energie",
        date(2035, 3, 1), 100_000_00,
        _terms("annuity", "0.025", "act/365F", 3, 40, interest_only=4),
    ),
    Loan(
        "drukkerij", "de-moestuin", Words("Een drukkerij voor de wijkkrant", "A printing shop for the local paper"),
        "werk",
        date(2035, 9, 3), 30_000_00,
        _terms("annuity", "0.03", "30E/360", 1, 36),
    ),
    Loan(
        "buurtbus", "wijkbedrijf", Words("Een elektrische buurtbus", "An electric neighbourhood bus"), "werk",
        date(2036, 3, 3), 75_000_00,
        _terms("annuity", "0.03", "30E/360", 1, 60),
    ),
    Loan(
        "dak", "buurthuis", Words("Een nieuw dak", "A new roof"), "ontmoeten",
        date(2036, 9, 1), 60_000_00,
        _terms("annuity", "0.025", "act/365F", 3, 24),
    ),
)  # fmt: skip
BY_ORDER = {loan.order: loan for loan in LOANS}
LOST = next(loan for loan in LOANS if loan.name == "oven")
LOST_ON, AGREED_ON = date(2030, 11, 4), date(2030, 11, 11)
"""When the budget holder decides that the rest of that loan is lost, and when the executive agrees.

With nothing left to fall due, the interest of the days since the last instalment is charged then; it is lost as well.
"""
LOST_BECAUSE = "Het bakkerscollectief is failliet; de curator verwacht geen uitkering aan gewone schuldeisers."
