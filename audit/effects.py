"""What was heard has its effect: the same ask, revision, amount and order; all of it, and only once."""

from collections import Counter

from audit.contract import UPSTREAMS
from audit.contract import applications as a
from audit.contract import pool as p
from audit.contract import reservations as r
from audit.contract import settlement as s
from audit.contract.base import Fact
from audit.contract.runtime import BatchClosed
from audit.echoes import follows
from audit.events import Event
from audit.history import Check, History
from audit.laws import Law, Notes

ECHO_DIFFERS = Law(
    "echo-differs",
    nl="volgt niet uit wat gehoord is: {cause} ({kind}) noemt iets anders",
    en="does not follow from what was heard: {cause} ({kind}) names something else",
)
HEARD_WITHOUT_EFFECT = Law(
    "heard-without-effect",
    nl="{cause} ({kind}) is gehoord; daaruit volgt {expected} maal {effect}, vastgelegd is het {found} maal",
    en="{cause} ({kind}) was heard; from it follows {effect} {expected} times, recorded it was {found} times",
)


class Effects(Check):
    """Per log: what was made of each message of the batch that is open."""

    def __init__(self, notes: Notes, history: History) -> None:
        super().__init__(notes)
        self._history = history
        self._made: dict[str, Counter[tuple[str, int, str]]] = {log: Counter() for log in UPSTREAMS}
        self._heard: dict[tuple[str, str], int] = {}

    def take(self, event: Event) -> None:
        if isinstance(event.fact, BatchClosed):
            self._close(event, event.fact)
        elif event.heard and event.fact:
            self._made[event.log][*event.heard, event.kind] += 1
            cause = self._history.cause_of(event)
            if cause and cause.fact and not follows(cause.fact, event.fact):
                self.notes.problem(event, ECHO_DIFFERS, cause=event.cause, kind=cause.kind)

    def _close(self, event: Event, closed: BatchClosed) -> None:
        made, self._made[event.log] = self._made[event.log], Counter()
        if closed.source not in UPSTREAMS[event.log]:
            return
        before = self._heard.get((event.log, closed.source), 0)
        self._heard[event.log, closed.source] = closed.index
        for index in range(before + 1, closed.index + 1):
            said = self._history.said.get((closed.source, index))
            if said is None:
                break  # noted where the mark is judged
            for kinds, expected in effects(event.log, said.fact):
                found = sum(made[closed.source, index, kind] for kind in kinds)
                if found != expected:
                    self.notes.problem(
                        event,
                        HEARD_WITHOUT_EFFECT,
                        cause=f"{closed.source}/{index}",
                        kind=said.kind,
                        effect=" / ".join(kinds),
                        expected=expected,
                        found=found,
                    )


def effects(reader: str, heard: Fact | None) -> list[tuple[tuple[str, ...], int]]:
    """What a service must have recorded of a message: how many facts, of these kinds together."""
    match reader, heard:
        case "pool", a.PoolAsked():
            return [((r.AskReceived.kind,), 1)]
        case "pool", a.ApplicationGranted():
            pools = sum(ask.funder.startswith("pool:") for ask in heard.asks)
            return [((r.ReservationCommitted.kind,), pools)]
        case "pool", s.PaymentConfirmed(purpose="grant"):
            kinds = r.ReservationPaid.kind, r.PaymentWaits.kind
            return [(kinds, int(heard.funder.startswith("pool:")))]
        case "pool", s.PaymentConfirmed():
            return [((r.SavingReceived.kind,), int(heard.payee.startswith("into:")))]
        case "pool", s.RefundConfirmed():
            of_pool = heard.funder.startswith("pool:")
            return [
                ((r.MoneyReturned.kind,), int(of_pool and heard.principal_cents > 0)),
                ((r.InterestReceived.kind,), int(of_pool and heard.interest_cents > 0)),
            ]
        case "applications", r.ReservationHeld():
            return [((a.PoolAskHeld.kind, a.AnswerStale.kind), 1)]
        case "applications", r.ReservationDeclined():
            return [((a.PoolAskDeclined.kind, a.AnswerStale.kind), 1)]
        case "settlement", a.ApplicationGranted():
            return [((s.AgreementMade.kind,), len(heard.asks))]
        case "settlement", r.ReservationCommitted():
            return [((s.PaymentOrdered.kind, s.CommitWaits.kind), 1)]
        case "settlement", p.PoolOpened() | p.PoolHandedOver():
            return [((s.BudgetHolderKnown.kind,), 1)]
        case _:
            return []
