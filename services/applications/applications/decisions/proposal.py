"""What an applicant proposes, and the door it has to pass: at submission, and again at every rearrangement."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from services.applications.applications.facts import Cost, OtherMoney
from services.applications.asks.facts import Advance, Instrument, Line, LoanTerms, TakesOver
from services.applications.asks.state import Ask
from shared.money import MAX_CENTS, Refusal, euros

MAX_ASKS = 50
"""Of one application, dropped ones included: so that one decision about all of them fits in one commit."""

MAX_MONTHS = 50 * 12
"""So long runs a loan at most."""

MAX_ADVANCES = 24
"""In so many parts an ask is paid at most."""

PERCENT = 100
"""All of an ask; and so many cents at least an ask is that is paid in parts, so that each part is something."""

OFFERED: frozenset[Instrument] = frozenset({"grant", "loan"})
"""What settlement can settle to the end. An ask of former days keeps its instrument until it changes."""
_NOT_OFFERED: Mapping[Instrument, str] = {
    "assignment": "An assignment cannot be paid by invoice here yet; ask for a grant.",
    "result-contract": "Results cannot be verified here yet; ask for a grant.",
}


class Proposed(NamedTuple):
    """An ask as the applicant words it. `public`: whether its funder's money is public."""

    ask: str
    funder: str
    lines: tuple[Line, ...]
    instrument: Instrument
    public: bool
    loan: LoanTerms | None = None
    takes_over: TakesOver | None = None
    advances: tuple[Advance, ...] = ()

    @property
    def cents(self) -> int:
        return sum(line.cents for line in self.lines)

    def is_as(self, ask: Ask) -> bool:
        """Whether the ask stands so already. A dropped ask has no lines, so that asking it again is a change."""
        asked = self.lines, self.instrument, self.loan, self.takes_over, self.advances
        return asked == (ask.lines, ask.instrument, ask.loan, ask.takes_over, ask.advances)

    @property
    def subsidy_cents(self) -> int:
        """The part that counts towards the ceiling: what public money gives away. Loans and paid work do not."""
        return self.cents if self.public and self.instrument == "grant" else 0


@dataclass(frozen=True, slots=True)
class Proposal:
    """Asks, other money and the costs they must cover together."""

    applicant: str
    asks: Sequence[Proposed]
    other_money: Sequence[OtherMoney]
    costs: Sequence[Cost]
    subsidy_ceiling_percent: int
    goods_apart: bool = True
    """Whether goods in kind stand apart from money. In applications of before they do not."""

    def objections(self, asked_before: Mapping[str, Ask] = MappingProxyType({})) -> Iterator[Refusal]:
        """Every reason to stop this proposal at the door; `asked_before` are the application's asks so far."""
        yield from self._count_objections(asked_before)
        yield from self._ask_objections(asked_before)
        yield from self._goods_objections()
        yield from self._sum_objections()

    def _count_objections(self, asked_before: Mapping[str, Ask]) -> Iterator[Refusal]:
        ids = {ask.ask for ask in self.asks}
        if len(ids) < len(self.asks):
            yield Refusal("ask-twice", "Give every ask its own id.", "asks")
        if len(ids.union(asked_before)) > MAX_ASKS:
            sentence = f"An application has at most {MAX_ASKS} asks in its life, dropped ones included."
            yield Refusal("too-many-asks", sentence, "asks")

    def _ask_objections(self, asked_before: Mapping[str, Ask]) -> Iterator[Refusal]:
        for index, ask in enumerate(self.asks):
            stands = asked_before.get(ask.ask)
            if not ask.lines:
                sentence = f"Say for which goal {ask.ask} is, and how many cents it asks for that goal."
                yield Refusal("goal-missing", sentence, f"asks.{index}.lines")
            if ask.cents > MAX_CENTS:
                sentence = f"{ask.ask} asks more than 10^15 cents; ask less, or check the unit."
                yield Refusal("amount-too-large", sentence, f"asks.{index}.lines")
            if ask.funder == f"zuil:{self.applicant}":
                sentence = (
                    "Nobody decides on its own application (2:4 Awb); ask another funder, or count it as own money."
                )
                yield Refusal("own-interest", sentence, f"asks.{index}.funder")
            if ask.takes_over and not ask.funder.startswith("pool:"):
                sentence = f"{ask.funder} has no tasks here; take a task over from the pool that registered it."
                yield Refusal("no-task-of-a-zuil", sentence, f"asks.{index}.takes_over")
            if ask.takes_over and ask.instrument == "loan":
                sentence = f"{ask.ask} takes a task over, whose budget is not lent; ask a grant."
                yield Refusal("no-task-by-loan", sentence, f"asks.{index}.instrument")
            if ask.instrument not in OFFERED and not (stands and ask.is_as(stands)):
                yield Refusal("instrument-not-offered", _NOT_OFFERED[ask.instrument], f"asks.{index}.instrument")
            yield from _loan_objections(ask, stands, f"asks.{index}.loan")
            yield from _advance_objections(ask, f"asks.{index}.advances")

    def _goods_objections(self) -> Iterator[Refusal]:
        for index, money in enumerate(self.other_money):
            if money.kind == "in-kind" and self.goods_apart:
                sentence = "Goods in kind pay no costs: state them under `goods`, and lower costs or find other money."
                yield Refusal("goods-are-no-money", sentence, f"other_money.{index}.kind")

    def _sum_objections(self) -> Iterator[Refusal]:
        """How much of the costs is subsidy is judged only where the sum is right: else nobody knows of which costs."""
        costs = sum(cost.cents for cost in self.costs)
        asked = sum(ask.cents for ask in self.asks)
        other = sum(money.cents for money in self.other_money)
        if costs == asked + other:
            yield from self._subsidy_objections(costs)
        else:
            sentence = (
                f"Costs of {euros(costs)} must equal what is asked, {euros(asked)}, and other money, {euros(other)}."
            )
            yield Refusal("costs-do-not-add-up", sentence, "asks")

    def _subsidy_objections(self, costs: int) -> Iterator[Refusal]:
        """A municipality neither will nor can subsidise 100 % (S3); a scheme may set a lower ceiling."""
        subsidy = sum(ask.subsidy_cents for ask in self.asks)
        ceiling = self.subsidy_ceiling_percent
        if subsidy < costs and 100 * subsidy <= ceiling * costs:
            return
        allowed = f"at most {ceiling} %" if ceiling < 100 else "less than 100 %"
        sentence = f"Public subsidy of {euros(subsidy)} is too much for costs of {euros(costs)}: {allowed} is allowed."
        yield Refusal("subsidy-too-high", sentence, "asks")


def _loan_objections(ask: Proposed, stands: Ask | None, field: str) -> Iterator[Refusal]:
    """A loan of former days, which stands as it was asked, has no terms: it is paid, and comes back by refunds."""
    if stands and ask.is_as(stands):
        return
    loan = ask.loan
    if loan is None:
        if ask.instrument == "loan":
            sentence = f"Say how {ask.ask} is repaid: schedule, rate, day count, instalments."
            yield Refusal("loan-terms-missing", sentence, field)
        return
    if ask.instrument != "loan":
        yield Refusal("loan-terms-needless", f"{ask.ask} asks no loan; leave its terms out, or ask a loan.", field)
    if loan.interest_only >= loan.instalments:
        sentence = f"Of {loan.instalments} instalments the last one repays something; let fewer be interest only."
        yield Refusal("loan-terms-invalid", sentence, f"{field}.interest_only")
    if loan.instalments * loan.months_between > MAX_MONTHS:
        sentence = f"A loan runs at most {MAX_MONTHS // 12} years; take fewer instalments."
        yield Refusal("loan-terms-invalid", sentence, f"{field}.instalments")


def _advance_objections(ask: Proposed, field: str) -> Iterator[Refusal]:
    """Advances are paid before a grant is determined (4:95 Awb), and are together no more than the grant."""
    if not ask.advances:
        return
    if ask.instrument == "loan":
        yield Refusal("advances-needless", f"{ask.ask} is lent, in one payment; leave advances out.", field)
    if len(ask.advances) > MAX_ADVANCES:
        yield Refusal("advances-invalid", f"Pay {ask.ask} in {MAX_ADVANCES} parts at most.", field)
    if ask.cents < PERCENT:
        yield Refusal("advances-invalid", f"{ask.ask} is too little to be paid in parts; leave advances out.", field)
    percent = sum(advance.percent for advance in ask.advances)
    if percent > PERCENT:
        sentence = f"Advances of {percent} % are more than the grant; let them be {PERCENT} % at most."
        yield Refusal("advances-invalid", sentence, field)
    if any(advance.due_on and advance.milestone for advance in ask.advances):
        sentence = "An advance is paid at once, after a day, or once something is reached; name one of these."
        yield Refusal("advances-invalid", sentence, field)
