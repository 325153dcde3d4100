"""Applications: what it tells. Written by the platform's `make contract`."""

from datetime import date, datetime
from typing import ClassVar

from bundel_client.forms import Body, Fields


class Line(Fields, frozen=True, kw_only=True):
    """What an ask is for, and how much of it."""

    goal: str
    """What the money is for: a goal's id."""
    cents: int
    """The amount, in whole euro cents."""


class GrantedAsk(Fields, frozen=True, kw_only=True):
    """What a funder is bound to: this revision of this ask, and no other."""

    ask: str
    """What one funder is asked: `<application>:<id>`."""
    revision: int
    """Counts how often the ask was changed. An answer echoes it; only an exact match counts."""
    funder: str
    """`pool:<id>`, or `zuil:<slug>` of a party in that role."""
    cents: int
    """The amount, in whole euro cents."""
    lines: tuple[Line, ...]
    """What is asked, per goal."""
    instrument: str
    """How it is given. Only `grant` is offered for now. Today `grant`, `assignment`, `loan`, `result-contract`; more
    may come.
    """


class TermsOfLoan(Fields, frozen=True, kw_only=True):
    """How a loan is repaid, as it was asked. A part of a message, not one by itself."""

    repayment: str
    """The number of a repayment of the loan, from 1. Today `annuity`, `linear`, `bullet`; more may come."""
    annual_rate: str
    """Interest a year, as a share of what is owed: "0.025" for 2.5 %."""
    day_count: str
    """How days count in a year: `30E/360`, `act/365F` or `act/act-ISDA`. Today `30E/360`, `act/365F`, `act/act-
    ISDA`; more may come.
    """
    months_between: int
    """Months from one instalment to the next."""
    instalments: int
    """How many instalments; in an answer, those to come if nothing else comes before."""
    interest_only: int
    """So many of the first instalments repay nothing."""


class GrantedLoan(Fields, frozen=True, kw_only=True):
    """On which terms a granted ask is lent. A part of a message, not one by itself."""

    ask: str
    """What one funder is asked: `<application>:<id>`."""
    terms: TermsOfLoan
    """What is consented to."""


class PaidAdvance(Fields, frozen=True, kw_only=True):
    """A part in which a grant is paid. A part of a message, not one by itself."""

    percent: int
    """How much of the grant, in whole per cents."""
    due_on: date | None
    """Pay by this day (4:87 Awb: within six weeks)."""
    milestone: str | None
    """What has to be reached before it is paid, in words; null: nothing has to."""


class GrantedAdvances(Fields, frozen=True, kw_only=True):
    """In which parts a granted ask is paid. A part of a message, not one by itself."""

    ask: str
    """What one funder is asked: `<application>:<id>`."""
    advances: tuple[PaidAdvance, ...]
    """In which parts a grant is paid before it is determined; none: all of it at once."""


class ApplicationGranted(Body, frozen=True, kw_only=True):
    """The commit point: every funder named here is bound to exactly this revision, and to no other."""

    SERVICE: ClassVar[str] = "applications"
    KIND: ClassVar[str] = "application-granted"

    application: str
    """The application's id."""
    applicant: str
    """The initiative that asks; a party's slug."""
    asks: tuple[GrantedAsk, ...]
    """What each funder is asked."""
    loans: tuple[GrantedLoan, ...] = ()
    """Loans, each where it stands; of a grant, on which terms each ask for a loan was granted."""
    advances: tuple[GrantedAdvances, ...] = ()
    """In which parts a grant is paid before it is determined; none: all of it at once."""


class FailedAsk(Fields, frozen=True, kw_only=True):
    """The last revision put to this funder, which is free of it."""

    ask: str
    """What one funder is asked: `<application>:<id>`."""
    revision: int
    """Counts how often the ask was changed. An answer echoes it; only an exact match counts."""
    funder: str
    """`pool:<id>`, or `zuil:<slug>` of a party in that role."""


class ApplicationFailed(Body, frozen=True, kw_only=True):
    """Every funder is free again. Why somebody ended it, in words, goes to those concerned only."""

    SERVICE: ClassVar[str] = "applications"
    KIND: ClassVar[str] = "application-failed"

    application: str
    """The application's id."""
    applicant: str
    """The initiative that asks; a party's slug."""
    reason: str
    """`decide-by-passed`, or why the applicant withdrew, in its words. Today `decide-by-passed`, `withdrawn`,
    `ended-by-executive`; more may come.
    """
    asks: tuple[FailedAsk, ...]
    """What each funder is asked."""


class FailureExplained(Body, frozen=True, kw_only=True):
    """Why `by` ended the application, in its words: to the zuilen and the applicant, or to the applicant only."""

    SERVICE: ClassVar[str] = "applications"
    KIND: ClassVar[str] = "failure-explained"

    application: str
    """The application's id."""
    party: str
    """The party's slug."""
    by: str
    """The party whose words these are."""
    reason: str
    """Why, in words for the other party."""


class TakesOver(Fields, frozen=True, kw_only=True):
    """So many units of a task of the pool that is asked: they move with the money, or neither does."""

    task: str
    """The task's id, within its pool."""
    units: int
    """How many units of the task."""


class PoolAsked(Body, frozen=True, kw_only=True):
    """A pool is asked; a higher revision supersedes. 0 cents and no lines: the ask is dropped."""

    SERVICE: ClassVar[str] = "applications"
    KIND: ClassVar[str] = "pool-asked"

    application: str
    """The application's id."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    revision: int
    """Counts how often the ask was changed. An answer echoes it; only an exact match counts."""
    funder: str
    """`pool:<id>`, or `zuil:<slug>` of a party in that role."""
    cents: int
    """The amount, in whole euro cents."""
    lines: tuple[Line, ...]
    """What is asked, per goal."""
    instrument: str
    """How it is given. Only `grant` is offered for now. Today `grant`, `assignment`, `loan`, `result-contract`; more
    may come.
    """
    applicant: str
    """The initiative that asks; a party's slug."""
    purpose: str
    """What the application is for."""
    neighbourhood: str
    """The neighbourhood it is for."""
    decide_by: datetime
    """The instant at which the application fails, if not every ask is held."""
    loan: TermsOfLoan | None = None
    """On which terms a loan is repaid; null: no loan, or one of before terms were asked."""
    advances: tuple[PaidAdvance, ...] = ()
    """In which parts a grant is paid before it is determined; none: all of it at once."""
    takes_over: TakesOver | None = None
    """What of a task of the pool goes with the money; null: money only."""


class ZuilAsked(Body, frozen=True, kw_only=True):
    """The same, told to an outside funder only."""

    SERVICE: ClassVar[str] = "applications"
    KIND: ClassVar[str] = "zuil-asked"

    application: str
    """The application's id."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    revision: int
    """Counts how often the ask was changed. An answer echoes it; only an exact match counts."""
    funder: str
    """`pool:<id>`, or `zuil:<slug>` of a party in that role."""
    cents: int
    """The amount, in whole euro cents."""
    lines: tuple[Line, ...]
    """What is asked, per goal."""
    instrument: str
    """How it is given. Only `grant` is offered for now. Today `grant`, `assignment`, `loan`, `result-contract`; more
    may come.
    """
    applicant: str
    """The initiative that asks; a party's slug."""
    purpose: str
    """What the application is for."""
    neighbourhood: str
    """The neighbourhood it is for."""
    decide_by: datetime
    """The instant at which the application fails, if not every ask is held."""
    loan: TermsOfLoan | None = None
    """On which terms a loan is repaid; null: no loan, or one of before terms were asked."""
    advances: tuple[PaidAdvance, ...] = ()
    """In which parts a grant is paid before it is determined; none: all of it at once."""


class ZuilAskHeld(Body, frozen=True, kw_only=True):
    """A zuil's binding yes, waiting for the others."""

    SERVICE: ClassVar[str] = "applications"
    KIND: ClassVar[str] = "zuil-ask-held"

    application: str
    """The application's id."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    revision: int
    """Counts how often the ask was changed. An answer echoes it; only an exact match counts."""
    funder: str
    """`pool:<id>`, or `zuil:<slug>` of a party in that role."""
    cents: int
    """The amount, in whole euro cents."""


class ZuilAskDeclined(Body, frozen=True, kw_only=True):
    """A zuil's no, and its ground; its words go to the applicant. The zuil may think again, the applicant rearrange."""

    SERVICE: ClassVar[str] = "applications"
    KIND: ClassVar[str] = "zuil-ask-declined"

    application: str
    """The application's id."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    revision: int
    """Counts how often the ask was changed. An answer echoes it; only an exact match counts."""
    funder: str
    """`pool:<id>`, or `zuil:<slug>` of a party in that role."""
    cents: int
    """The amount, in whole euro cents."""
    reason: str
    """Why, in words for the other party. Today `withheld`; more may come."""
    ground: str | None = None
    """The ground of a decline or a correction, for all to see; null: none was named, in older logs. Today `no-
    money`, `outside-goal`, `outside-route`, `quality`, `other-funder`, `law`, `own-interest`, `other`; more may
    come.
    """


class ZuilDeclineExplained(Body, frozen=True, kw_only=True):
    """The words of a zuil that declined, for the applicant only."""

    SERVICE: ClassVar[str] = "applications"
    KIND: ClassVar[str] = "zuil-decline-explained"

    application: str
    """The application's id."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    revision: int
    """Counts how often the ask was changed. An answer echoes it; only an exact match counts."""
    funder: str
    """`pool:<id>`, or `zuil:<slug>` of a party in that role."""
    cents: int
    """The amount, in whole euro cents."""
    applicant: str
    """The initiative that asks; a party's slug."""
    ground: str
    """The ground of a decline or a correction, for all to see; null: none was named, in older logs. Today `no-
    money`, `outside-goal`, `outside-route`, `quality`, `other-funder`, `law`, `own-interest`, `other`; more may
    come.
    """
    reason: str
    """Why, in words for the other party."""


class AnswerStale(Body, frozen=True, kw_only=True):
    """A pool answered what is not, or no longer, asked: its answer has no effect."""

    SERVICE: ClassVar[str] = "applications"
    KIND: ClassVar[str] = "answer-stale"

    ask: str
    """What one funder is asked: `<application>:<id>`."""
    revision: int
    """Counts how often the ask was changed. An answer echoes it; only an exact match counts."""
    cents: int
    """The amount, in whole euro cents."""
    funder: str
    """`pool:<id>`, or `zuil:<slug>` of a party in that role."""
    answer: str
    """`hold` is a binding yes; `decline` is a no, with a reason. Today `hold`, `decline`; more may come."""


class FieldAtFault(Fields, frozen=True, kw_only=True):
    """One thing wrong with a command: in which field, a stable code, and a sentence that says what to do."""

    field: str
    """The field that the refusal is about, as a path; empty if none."""
    code: str
    """The stable code of the refusal; empty if accepted."""
    sentence: str
    """What to do about the refusal; empty if accepted."""


class CommandOutcomeMessage(Body, frozen=True, kw_only=True):
    """Told to the sender: what became of a command. `code`, `sentence` and `field` are empty if accepted.

    `faults` names everything that was found wrong, at most 20; `code`, `sentence` and `field` are those of the
    first.
    """

    SERVICE: ClassVar[str] = "applications"
    KIND: ClassVar[str] = "command-outcome"

    command_id: str
    """The command's CloudEvent id."""
    command: str
    """The command's name."""
    body_sha256: str
    """SHA-256 of the command's bytes as they were recorded."""
    accepted: bool
    """Whether the command was accepted; if not, code, sentence and field say why not."""
    code: str
    """The stable code of the refusal; empty if accepted."""
    sentence: str
    """What to do about the refusal; empty if accepted."""
    field: str
    """The field that the refusal is about, as a path; empty if none."""
    faults: tuple[FieldAtFault, ...] = ()
    """Everything that was found wrong, at most 20, the fault of code, sentence and field first."""
