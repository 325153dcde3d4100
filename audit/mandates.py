"""The pool's log: what is promised stays within the council's frame, what is held within the mandate of that day."""

from collections import Counter
from datetime import date
from zoneinfo import ZoneInfo

from audit.contract import pool as p
from audit.contract import reservations as r
from audit.events import Event
from audit.history import Check
from audit.holds import Holds
from audit.laws import Law, Notes

NO_MANDATE = Law(
    "no-mandate",
    nl="houdt geld vast of neemt een toezegging aan voor {pool}; daar geldt op {day} geen mandaat",
    en="holds money or takes a pledge for {pool}, which has no mandate on {day}",
)
OUTSIDE_MANDATE = Law(
    "outside-mandate",
    nl="houdt {cents} cent vast voor {ask}; het mandaat is {limit} cent per besluit, voor {goals}",
    en="holds {cents} cents for {ask}; the mandate is {limit} cents per decision, for {goals}",
)
ABOVE_TOTAL = Law(
    "above-total",
    nl="brengt wat {pool} vasthoudt en heeft uitgegeven op {engaged} cent; het mandaat gaat tot {total} cent",
    en="brings what {pool} holds and has spent to {engaged} cents; the mandate goes to {total} cents",
)
ABOVE_FRAME = Law(
    "above-frame",
    nl="brengt {pool} op {cents} cent; de raad stelde de grens op {ceiling} cent",
    en="brings {pool} to {cents} cents; the council set the ceiling at {ceiling} cents",
)
WITHDRAWN_ABOVE_PUT_IN = Law(
    "withdrawn-above-put-in",
    nl="neemt van {contribution} in {pool} meer terug dan is ingelegd: {cents} cent te veel",
    en="takes back more of {contribution} in {pool} than was put in: {cents} cents too much",
)
HOLDER_DIFFERS = Law(
    "holder-differs",
    nl="noemt {named} als budgethouder van {pool}; dat is {holder}",
    en="names {named} as the budget holder of {pool}; that is {holder}",
)
FOUR_EYES = Law(
    "four-eyes",
    nl="houdt {cents} cent vast zonder tweede akkoord van {approver}; boven {threshold} cent is dat nodig",
    en="holds {cents} cents without the second approval of {approver}, needed above {threshold} cents",
)

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


class Mandates(Check):
    """Per pool: its frame, budget holder and mandate, what is promised to it, and what it holds or has spent."""

    def __init__(self, notes: Notes, holds: Holds) -> None:
        super().__init__(notes)
        self._holds = holds
        self._frames: dict[str, p.Frame] = {}
        self._mandates: dict[str, p.MandateSet] = {}
        self._promised: Counter[str] = Counter()
        self._put_in: Counter[tuple[str, str]] = Counter()
        self._engaged: Counter[str] = Counter()
        self._first_yes: set[tuple[str, int]] = set()
        self.holders: dict[str, str] = {}

    def approver(self, pool: str) -> str | None:
        """Who gives the second yes."""
        mandate = self._mandates.get(pool)
        return mandate.second_approver if mandate else None

    def take(self, event: Event) -> None:
        match event.fact:
            case p.PoolOpened() as opened:
                self._frames[opened.pool] = opened.frame
                self.holders[opened.pool] = opened.budget_holder
            case p.PoolHandedOver() as handed_over:
                self._is_holder(event, handed_over.pool, handed_over.previous_holder)
                self.holders[handed_over.pool] = handed_over.budget_holder
            case r.ReservationCommitted() as committed:
                self._is_holder(event, committed.pool, committed.budget_holder)
            case p.MandateSet() as mandate:
                self._mandates[mandate.pool] = mandate
                self._within_frame(event, mandate.pool, mandate.total_cents)
            case p.ContributionPledged() as pledged:
                self._standing(event, pledged.pool)
                self._promised[pledged.pool] += pledged.cents
                self._within_frame(event, pledged.pool, self._promised[pledged.pool])
            case p.ContributionReceived() as received:
                self._put_in[received.pool, received.contribution] += received.cents
            case p.ContributionWithdrawn() as withdrawn:
                self._withdraw(event, withdrawn)
            case _:
                self._reserve(event)

    def _reserve(self, event: Event) -> None:
        match event.fact:
            case r.HoldAwaitsSecondApproval() as awaiting:
                self._first_yes.add((awaiting.ask, awaiting.revision))
            case r.ReservationHeld() as held:
                self._engaged[held.pool] += held.cents
                if mandate := self._standing(event, held.pool):
                    self._within_mandate(event, held, mandate)
            case r.ReservationReleased(pool=pool, cents=cents) | r.MoneyReturned(pool=pool, cents=cents):
                self._engaged[pool] -= cents
            case _:
                pass

    def _withdraw(self, event: Event, withdrawn: p.ContributionWithdrawn) -> None:
        """Interest and savings that came in stay with the pool."""
        pool, contribution = withdrawn.pool, withdrawn.contribution
        self._promised[pool] -= withdrawn.cents
        self._put_in[pool, contribution] -= withdrawn.cents
        short = -self._put_in[pool, contribution]
        if short > 0:
            self.notes.problem(event, WITHDRAWN_ABOVE_PUT_IN, pool=pool, contribution=contribution, cents=short)

    def _is_holder(self, event: Event, pool: str, named: str) -> None:
        holder = self.holders.get(pool, "-")
        if named != holder:
            self.notes.problem(event, HOLDER_DIFFERS, pool=pool, named=named, holder=holder)

    def _within_frame(self, event: Event, pool: str, cents: int) -> None:
        frame = self._frames.get(pool)
        if frame and cents > frame.ceiling_cents:
            self.notes.problem(event, ABOVE_FRAME, pool=pool, cents=cents, ceiling=frame.ceiling_cents)

    def _standing(self, event: Event, pool: str) -> p.MandateSet | None:
        """The mandate that is valid on the civil date of the event; that there is none, is noted."""
        mandate, day = self._mandates.get(pool), _civil_date(event)
        if mandate is None or not mandate.valid_from <= day <= mandate.valid_to:
            self.notes.problem(event, NO_MANDATE, pool=pool, day=day)
            return None
        return mandate

    def _within_mandate(self, event: Event, held: r.ReservationHeld, mandate: p.MandateSet) -> None:
        asked = self._holds.asked.get(held.ask)
        goals = {line.goal for line in asked.lines} if asked else set()
        if held.cents > mandate.limit_cents or not goals <= set(mandate.goals):
            limit, names = mandate.limit_cents, ", ".join(mandate.goals)
            self.notes.problem(event, OUTSIDE_MANDATE, cents=held.cents, ask=held.ask, limit=limit, goals=names)
        engaged = self._engaged[held.pool]
        if engaged > mandate.total_cents:
            self.notes.problem(event, ABOVE_TOTAL, pool=held.pool, engaged=engaged, total=mandate.total_cents)
        threshold = mandate.four_eyes_above_cents
        if threshold is not None and held.cents > threshold:
            approver = mandate.second_approver
            if event.by != approver or (held.ask, held.revision) not in self._first_yes:
                self.notes.problem(event, FOUR_EYES, cents=held.cents, approver=approver, threshold=threshold)


def _civil_date(event: Event) -> date:
    return event.envelope.at.astimezone(AMSTERDAM).date()
