"""Tasks: taken over together with their budget, and given back with what is unspent of it."""

import msgspec

from audit.facts.booking import Move, Named
from audit.facts.declaring import ALL, Command, Event, Kept, Known, Message, Place
from audit.facts.pool.chart import TASK, WITH
from audit.facts.pool.engaged import UNMOVED
from audit.facts.pool.holds import Commitment
from audit.facts.pool.mandates import second_approver_of
from audit.facts.pool.pools import OfPool


class OfTask(OfPool):
    task: str

    @property
    def path(self) -> str:
        return f"{self.pool}/{self.task}"

    def with_party(self, party: str) -> str:
        """The memo account of what this party performs of it, by its budget."""
        return WITH.pattern.format(pool=self.pool, task=self.task, party=party)


class TaskRegistered(OfTask):
    kind = "task-registered"
    told = ALL
    causes = (Command("register-task", by="holder"),)
    books = (Move("budget_cents", TASK, Named("with_performer")),)
    kept = "path"
    description: str
    goal: str
    performer: str
    unit: str
    units: int
    unit_cents: int

    @property
    def budget_cents(self) -> int:
        return self.units * self.unit_cents

    @property
    def with_performer(self) -> str:
        return self.with_party(self.performer)

    def performer_units(self, known: Known) -> int:
        """With its performer, by what stands on the account."""
        return known.balances.get(self.with_performer, 0) // max(self.unit_cents, 1)


class OfTakeover(OfTask):
    """Of what one ask took over."""

    ask: str
    applicant: str

    def decider(self, known: Known) -> str:
        """Who decides for the pool: the budget holder, or in its own case the second approver."""
        own_case = self.holder(known) == self.applicant
        return second_approver_of(self.pool, known) if own_case else self.holder(known)


class _Between(OfTakeover):
    told = ALL
    units: int
    cents: int
    performer: str
    budget_cents: int

    @property
    def with_performer(self) -> str:
        return self.with_party(self.performer)

    @property
    def with_applicant(self) -> str:
        return self.with_party(self.applicant)


class TaskMoved(_Between):
    kind = "task-moved"
    causes = (
        Message(
            "applications/application-granted",
            "application applicant",
            only=lambda granted, moved: moved.ask in {ask.ask for ask in granted.asks},
        ),
    )
    books = (Move("budget_cents", Named("with_performer"), Named("with_applicant")),)
    application: str

    def fold(self, event: Event, known: Known) -> None:
        known[Takeover].put(self.ask, Takeover(self, self.units))
        known[UNMOVED].pop(self.ask)


class _GivingBack(OfTakeover):
    units: int
    number: int
    cents: int

    @property
    def terms(self) -> tuple[object, ...]:
        """What an agreement repeats of a proposal, and giving back of an agreement."""
        return terms_of(self)


class GiveBackProposed(_GivingBack):
    """Told to who decides for the pool, and again to who does from a handover or another mandate on."""

    kind = "give-back-proposed"
    told = "addressee"
    causes = (
        Command("give-back-task", by="applicant"),
        Command("hand-over", by="governor"),
        Command("set-mandate", by="governor"),
    )
    addressee: str

    def fold(self, event: Event, known: Known) -> None:
        numbers = max(self.number, numbers_of(self.ask, known))
        known[Takeover].change(self.ask, proposed=self, numbers=numbers)


class GiveBackAgreed(_GivingBack):
    kind = "give-back-agreed"
    told = ALL
    causes = (
        Command("give-back-task", by="agreed_by decider"),
        Command("consent-to-give-back", by="agreed_by decider"),
    )
    agreed_by: str

    def fold(self, event: Event, known: Known) -> None:
        numbers = max(self.number, numbers_of(self.ask, known))
        known[Takeover].change(self.ask, agreed=self, came_cents=0, numbers=numbers, proposed=None)
        came_back(self.ask, 0, event.place, known)


class GiveBackEnded(OfTask):
    kind = "give-back-ended"
    told = ALL
    causes = (Command("end-give-back", by="ended_by"),)
    ask: str
    number: int
    ended_by: str

    def fold(self, event: Event, known: Known) -> None:
        takeover = known[Takeover].get(self.ask)
        waits = takeover and takeover.proposed and takeover.proposed.number == self.number
        known[Takeover].change(self.ask, **({"proposed": None} if waits else {"agreed": None}))


class GiveBackExplained(OfTask):
    """Why, in words for the other party."""

    kind = "give-back-explained"
    told = "addressee"
    causes = (Command("give-back-task", by="by"), Command("end-give-back", by="by"))
    ask: str
    number: int
    by: str
    reason: str
    addressee: str


REPAYMENTS = ("repayment-received", "repayment-corrected", "instalment-due", "loan-terms-changed")
"""What settlement says of a loan or a claim on which something was paid."""
_NOT_PAID = ("grant-determined", "grant-changed")
_COME_BACK = ("refund-confirmed", "refund-corrected", *REPAYMENTS, "loan-written-off", *_NOT_PAID)


class TaskGivenBack(_Between):
    kind = "task-given-back"
    causes = (
        *(Message(f"settlement/{kind}", "ask funder") for kind in _COME_BACK),
        Command("give-back-task", by="decider"),
        Command("consent-to-give-back", by="decider"),
    )
    books = (Move("budget_cents", Named("with_applicant"), Named("with_performer")),)
    number: int

    @property
    def terms(self) -> tuple[object, ...]:
        return terms_of(self)

    def fold(self, event: Event, known: Known) -> None:
        if takeover := known[Takeover].get(self.ask):
            known[Takeover].change(self.ask, units=takeover.units - self.units, agreed=None)
        known[NOT_GIVEN_BACK].pop(self.ask)


def terms_of(given: "_GivingBack | TaskGivenBack") -> tuple[object, ...]:
    return given.path, given.ask, given.applicant, given.number, given.units, given.cents


class Takeover(msgspec.Struct, frozen=True):
    """What was taken over with an ask, how much of it was not given back, and what is to be."""

    moved: TaskMoved
    units: int
    proposed: GiveBackProposed | None = None
    agreed: GiveBackAgreed | None = None
    came_cents: int = 0
    """Principal that came back, or was freed, since that was agreed."""
    numbers: int = 0


NOT_GIVEN_BACK = Kept(Place)
"""By ask, where the last of what is unspent came back, of units that have not moved yet."""


def numbers_of(ask: str, known: Known) -> int:
    """How many proposals to give back there were of an ask."""
    takeover = known[Takeover].get(ask)
    return takeover.numbers if takeover else 0


def came_back(ask: str, cents: int, place: Place, known: Known) -> None:
    """Principal of an ask came back, or will not be paid: with the last of what is awaited, units move."""
    takeover = known[Takeover].get(ask)
    if takeover is None or takeover.agreed is None:
        return
    came_cents = takeover.came_cents + cents
    known[Takeover].change(ask, came_cents=came_cents)
    if came_cents >= takeover.agreed.cents:
        known[NOT_GIVEN_BACK].put(ask, place)


def bound_cents(ask: str, known: Known) -> int:
    """What is committed for an ask or was paid, less what came back or will not be paid."""
    commitment = known[Commitment].get(ask)
    if commitment is None:
        return 0
    freed = sum(piece.cents for piece in commitment.all_freed)
    return sum(piece.cents for piece in commitment.pieces) - freed - commitment.back_cents
