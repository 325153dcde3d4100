"""Asks: each funder is asked, and answers; a hold is binding."""

from typing import ClassVar

import msgspec

from audit.facts.applications.advances import Advance
from audit.facts.applications.applications import Application, Ask, OfApplication
from audit.facts.applications.chart import ASKED, FUNDER, HELD
from audit.facts.applications.terms import LoanTerms
from audit.facts.booking import Clear, Move
from audit.facts.declaring import ALL, Command, Event, Fact, Instant, Known, Line, Message

REVISION = "ask revision funder"
ASK = f"{REVISION} cents"


class OfAsk(OfApplication):
    """One revision of one ask."""

    ask: str
    revision: int
    funder: str
    cents: int


class Asked(OfAsk):
    """A funder is asked; 0 cents and no lines: no longer."""

    causes = (Command("submit-application", by="applicant"), Command("rearrange", by="applicant"))
    books = (Clear(ASKED, FUNDER), Clear(HELD, FUNDER), Move("cents", FUNDER, ASKED))
    lines: tuple[Line, ...]
    instrument: str
    applicant: str
    purpose: str
    neighbourhood: str
    decide_by: Instant
    loan: LoanTerms | None = None
    advances: tuple[Advance, ...] = ()

    def fold(self, event: Event, known: Known) -> None:
        asked = Ask(self.ask, self.revision, self.funder, self.cents, self.lines, self.instrument)
        known[Ask].put(self.ask, msgspec.structs.replace(asked, loan=self.loan, advances=self.advances))
        application = known[Application].get(self.application)
        if application and self.ask not in application.asks:
            known[Application].change(self.application, asks=(*application.asks, self.ask))


class TakesOver(msgspec.Struct, frozen=True, array_like=True):
    """What of a task of the pool goes with the money."""

    task: str
    units: int


class PoolAsked(Asked, kw_only=True):
    kind = "pool-asked"
    told = ALL
    takes_over: TakesOver | None = None


class ZuilAsked(Asked):
    kind = "zuil-asked"
    told = "funder"


class Answer(OfAsk):
    """A funder's yes or no."""

    makes: ClassVar[str]
    """How the ask stands then."""
    of: ClassVar[frozenset[str]]
    """How it may stand before."""

    @property
    def zuil(self) -> str:
        return self.funder.removeprefix("zuil:")

    def answers(self, ask: Ask | None) -> bool:
        """Whether this is what was asked, and may still be answered so."""
        if ask is None or not ask.cents or ask.standing not in self.of:
            return False
        return (ask.revision, ask.funder, ask.cents) == (self.revision, self.funder, self.cents)

    def fold(self, event: Event, known: Known) -> None:
        if self.answers(known[Ask].get(self.ask)):
            known[Ask].change(self.ask, standing=self.makes)


class AskHeld(Answer):
    """A funder's binding yes, also after a no."""

    books = (Clear(ASKED, FUNDER), Move("cents", FUNDER, HELD))
    makes = "held"
    of = frozenset({"asked", "declined"})


class PoolAskHeld(AskHeld):
    kind = "pool-ask-held"
    causes = (Message("pool/reservation-held", ASK, times=1, instead="answer-stale"),)


class ZuilAskHeld(AskHeld):
    kind = "zuil-ask-held"
    told = ALL
    causes = (Command("answer-ask", by="zuil"),)


class AskDeclined(Answer):
    """A funder's no."""

    books = (Move("cents", ASKED, FUNDER),)
    makes = "declined"
    of = frozenset({"asked"})
    reason: str
    ground: str | None = None


class PoolAskDeclined(AskDeclined):
    kind = "pool-ask-declined"
    causes = (Message("pool/reservation-declined", f"{ASK} ground", times=1, instead="answer-stale"),)


class ZuilAskDeclined(AskDeclined):
    kind = "zuil-ask-declined"
    told = ALL
    causes = (Command("answer-ask", by="zuil"),)


class ZuilDeclineExplained(OfAsk):
    """A zuil's words, for the applicant."""

    kind = "zuil-decline-explained"
    told = "applicant"
    causes = (Command("answer-ask", by="zuil"),)
    applicant: str
    ground: str
    reason: str

    @property
    def zuil(self) -> str:
        return self.funder.removeprefix("zuil:")


class PoolAskReleased(Fact):
    """The pool holds nothing any more for an ask that was dropped."""

    kind = "pool-ask-released"
    causes = (Message("pool/reservation-released", REVISION),)
    ask: str
    revision: int
    funder: str


class AnswerStale(Fact):
    kind = "answer-stale"
    told = ALL
    causes = (
        Message("pool/reservation-held", ASK, only=lambda _, stale: stale.answer == "hold"),
        Message("pool/reservation-declined", ASK, only=lambda _, stale: stale.answer == "decline"),
    )
    ask: str
    revision: int
    funder: str
    cents: int
    answer: str
