"""Tasks that residents may take over with their budget, and give back. Kinds and field names are a storage format:
never rename, never reuse.

The budget of a task is the same for each of its units. So a memo account in cents says what part of a task is with
whom: its units are that balance, divided by the budget of one.
"""

from dataclasses import dataclass
from typing import ClassVar

from services.pool.pools.facts import OfPool
from shared.money import Posting


@dataclass(frozen=True, slots=True)
class OfTask(OfPool):
    task: str


@dataclass(frozen=True, slots=True)
class TaskRegistered(OfTask):
    """A task that may be taken over, in parts of a whole unit each; all of it is with its performer."""

    kind: ClassVar[str] = "task-registered"
    description: str
    goal: str
    performer: str
    """Who does it as long as nobody takes it over, and to whom it is given back."""
    unit: str
    """What a unit is, in words."""
    units: int
    unit_cents: int
    """The budget that goes with one unit: an ask that takes it over asks at most this."""
    postings: tuple[Posting, ...]


@dataclass(frozen=True, slots=True)
class OfTakeover(OfTask):
    """So many units of a task, which were taken over with an ask."""

    ask: str
    units: int


@dataclass(frozen=True, slots=True)
class TaskMoved(OfTakeover):
    """The applicant performs these units from now on. The same decision commits their money: both, or neither."""

    kind: ClassVar[str] = "task-moved"
    application: str
    performer: str
    applicant: str
    cents: int
    """What was granted for it."""
    budget_cents: int
    """The budget of these units: what moves on the memo accounts."""
    postings: tuple[Posting, ...]


@dataclass(frozen=True, slots=True)
class _OfGiveBack(OfTakeover):
    number: int
    """Among the proposals to give back of this ask, from 1 on."""
    cents: int
    """What is unspent, and has to come back first, or to be freed where it was not paid."""


@dataclass(frozen=True, slots=True)
class GiveBackProposed(_OfGiveBack):
    """Who performs these units wants to give them back, and awaits the addressee's consent. A later one supersedes."""

    kind: ClassVar[str] = "give-back-proposed"
    applicant: str
    addressee: str


@dataclass(frozen=True, slots=True)
class GiveBackAgreed(_OfGiveBack):
    """It awaits the refund of what is unspent; an earlier one that does is superseded."""

    kind: ClassVar[str] = "give-back-agreed"
    applicant: str
    agreed_by: str


@dataclass(frozen=True, slots=True)
class GiveBackEnded(OfTask):
    """Nothing is given back by it: neither task nor money moves."""

    kind: ClassVar[str] = "give-back-ended"
    ask: str
    number: int
    ended_by: str


@dataclass(frozen=True, slots=True)
class GiveBackExplained(OfTask):
    """Why units are taken back, or are not given back, to the other party."""

    kind: ClassVar[str] = "give-back-explained"
    ask: str
    number: int
    by: str
    reason: str
    addressee: str


@dataclass(frozen=True, slots=True)
class TaskGivenBack(_OfGiveBack):
    """The performer performs these units again. What was unspent came back, the last of it by the same decision."""

    kind: ClassVar[str] = "task-given-back"
    performer: str
    applicant: str
    budget_cents: int
    postings: tuple[Posting, ...]
