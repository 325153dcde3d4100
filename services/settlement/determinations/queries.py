"""What may be asked about reports and determinations, the form of the answers with an example each, and the answers."""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

from pydantic import BaseModel, ConfigDict

from services.settlement.agreements.facts import AgreementMade
from services.settlement.chart import PARTY
from services.settlement.determinations import messages as m
from services.settlement.determinations.decisions import changeable_until
from services.settlement.loans.messages import ClaimMade
from services.settlement.state import State
from shared.money import Refusal
from shared.service import Context
from shared.wire import AnswerBody, AskId, Id, Limit, QueryBody, as_published


class ReportShown(AnswerBody):
    """The last report of an application; its words are for recipient, funders and auditors, and null for others."""

    report: m.ReportSubmitted
    words: str | None

    example = {"report": m.ReportSubmitted.example, "words": m.SubmitReport.example["words"]}


class ClaimedBackShown(BaseModel):
    """What is owed back, and where it stands."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    order: str
    cents: int
    owed_cents: int
    repaid_cents: int
    written_off_cents: int
    next_due_on: date | None


class DeterminationShown(AnswerBody):
    """What stands determined of an ask; its reason is for recipient, funder and auditors, and null for others."""

    determination: m.GrantDetermined
    reason: str | None
    changeable_until: date
    """The last day on which less may be determined."""
    claims: tuple[ClaimedBackShown, ...]

    example = {
        "determination": m.GrantDetermined.example,
        "reason": m.DetermineGrant.example["reason"],
        "changeable_until": "2032-02-01",
        "claims": [
            {
                "order": ClaimMade.example["order"],
                "cents": ClaimMade.example["cents"],
                "owed_cents": 60_000,
                "repaid_cents": 10_000,
                "written_off_cents": 0,
                "next_due_on": "2027-04-15",
            }
        ],
    }


class AwaitedShown(BaseModel):
    """A grant that was reported on, and is not determined."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ask: str
    recipient: str
    granted_cents: int
    reported_cents: int
    """What its part comes to by the report."""
    determine_by: date


class AwaitedDeterminations(AnswerBody):
    """What awaits the asking party's determination, in the order of the reports."""

    awaited: tuple[AwaitedShown, ...]

    example = {
        "awaited": [
            {
                "ask": "moestuin-2026:kas",
                "recipient": "de-moestuin",
                "granted_cents": 450_000,
                "reported_cents": 407_647,
                "determine_by": "2027-03-08",
            }
        ]
    }


class ShowReport(QueryBody):
    """The last report of an application."""

    name = "report"
    refuses = ("unknown-report",)
    answer = ReportShown
    application: Id

    example = {"application": m.ReportSubmitted.example["application"]}


class ShowDetermination(QueryBody):
    """What stands determined of an ask, and what is claimed because of it."""

    name = "determination"
    refuses = ("not-determined",)
    answer = DeterminationShown
    ask: AskId

    example = {"ask": m.GrantDetermined.example["ask"]}


class ListAwaited(QueryBody):
    """The grants that were reported on, and await the determination of whoever asks."""

    name = "awaited-determinations"
    answer = AwaitedDeterminations
    limit: Limit = 100

    example = {"limit": 10}


# Answers


def show_report(state: State, query: ShowReport, context: Context) -> dict[str, Any] | Refusal:
    report = state.determinations.reports.get(query.application)
    if report is None:
        sentence = f"There is no report on application {query.application}."
        return Refusal("unknown-report", sentence, "application")
    payers = (_payer(state, state.agreements.by_ask[part.ask]) for part in report.parts)
    may_read = context.may_read(report.applicant, *(payer for payer in payers if payer))
    return {"report": as_published(m.ReportSubmitted, report), "words": report.words if may_read else None}


def show_determination(state: State, query: ShowDetermination, context: Context) -> dict[str, Any] | Refusal:
    found = state.determinations.by_ask.get(query.ask)
    if found is None:
        return Refusal("not-determined", f"Nothing is determined of ask {query.ask}.", "ask")
    agreement = state.agreements.by_ask[query.ask]
    payer = state.payers.of_payee(agreement.funder, PARTY(agreement.recipient))
    return {
        "determination": as_published(m.GrantDetermined, found.last),
        "reason": found.last.reason if context.may_read(found.last.recipient, payer) else None,
        "changeable_until": changeable_until(found.first_on),
        "claims": [_claim(state, claim) for claim in found.claims],
    }


def list_awaited(state: State, query: ListAwaited, context: Context) -> dict[str, Any]:
    return {"awaited": list(islice(_awaited_by(state, context.by), query.limit))}


def _claim(state: State, claim: str) -> dict[str, Any]:
    loan = state.loans.by_order[claim]
    return {
        "order": claim,
        "cents": loan.cents,
        "owed_cents": loan.principal_left_cents - loan.position.advance_cents,
        "repaid_cents": loan.position.repaid_cents,
        "written_off_cents": loan.position.written_off_cents,
        "next_due_on": loan.next_due_on,
    }


def _awaited_by(state: State, party: str) -> Iterator[dict[str, Any]]:
    for ask in state.determinations.awaited:
        agreement = state.agreements.by_ask[ask]
        if _payer(state, agreement) != party:
            continue
        report = state.determinations.reports[agreement.application]
        yield {
            "ask": ask,
            "recipient": agreement.recipient,
            "granted_cents": agreement.cents,
            "reported_cents": next(part.cents for part in report.parts if part.ask == ask),
            "determine_by": report.determine_by,
        }


def _payer(state: State, agreement: AgreementMade) -> str | None:
    """None where the opening of the pool was not heard yet: a grant may be heard, and reported on, before."""
    if not state.payers.knows(agreement.funder):
        return None
    return state.payers.of_payee(agreement.funder, PARTY(agreement.recipient))
