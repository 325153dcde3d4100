"""The applications: those that await their funders, and those that were decided."""

from bisect import bisect_left, insort
from collections.abc import MutableMapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal, TypeAlias, assert_never

from services.applications.applications.facts import (
    ApplicationFailed,
    ApplicationGranted,
    ApplicationSubmitted,
    AsksRearranged,
    FailureExplained,
    Form,
)


@dataclass(slots=True)
class Open:
    """An application that awaits its funders."""

    application: str
    applicant: str
    form: Form


@dataclass(slots=True)
class Closed:
    """A decided application, without its form, which the log keeps."""

    application: str
    applicant: str
    purpose: str
    neighbourhood: str
    status: Literal["granted", "failed"]
    failure: str = ""
    """The code of a failure."""
    reason: str = ""
    """Why somebody ended it, in words, for these only:"""
    concerned: tuple[str, ...] = ()


@dataclass(slots=True)
class Applications:
    open: MutableMapping[str, Open] = field(default_factory=dict)
    closed: MutableMapping[str, Closed] = field(default_factory=dict)
    deadlines: list[tuple[datetime, str]] = field(default_factory=list)
    """`decide_by` of the open applications and of no others, earliest first."""

    def find(self, application: str) -> Open | Closed | None:
        return self.open.get(application) or self.closed.get(application)


Folded: TypeAlias = ApplicationSubmitted | AsksRearranged | ApplicationGranted | ApplicationFailed | FailureExplained


def evolve(applications: Applications, fact: Folded) -> None:
    match fact:
        case ApplicationSubmitted():
            applications.open[fact.application] = Open(fact.application, fact.applicant, fact.form)
            insort(applications.deadlines, (fact.form.decide_by, fact.application))
        case AsksRearranged():
            application = applications.open[fact.application]
            application.form = replace(application.form, other_money=fact.other_money)
        case ApplicationGranted():
            _close(applications, fact.application, "granted")
        case ApplicationFailed():
            _close(applications, fact.application, "failed", fact.code)
            if fact.reason != fact.code:  # in older logs these are the applicant's words
                zuilen = (ask.funder.removeprefix("zuil:") for ask in fact.asks)
                _explain(applications, fact.application, fact.reason, fact.applicant, *zuilen)
        case FailureExplained():
            _explain(applications, fact.application, fact.reason, fact.party, fact.by)
        case _:
            assert_never(fact)


def _close(applications: Applications, application: str, status: Literal["granted", "failed"], code: str = "") -> None:
    """Keep what there may be questions about; shed the rest, so that memory grows with open business."""
    closing = applications.open.pop(application)
    form = closing.form
    del applications.deadlines[bisect_left(applications.deadlines, (form.decide_by, application))]
    applications.closed[application] = Closed(
        application, closing.applicant, form.purpose, form.neighbourhood, status, code
    )


def _explain(applications: Applications, application: str, reason: str, *concerned: str) -> None:
    closed = applications.closed[application]
    everybody = tuple(dict.fromkeys((*closed.concerned, *concerned)))
    applications.closed[application] = replace(closed, reason=reason, concerned=everybody)
