"""Every fact of the applications service under one name, for tests that spell out a history."""

from services.applications.app import SERVICE
from services.applications.applications.facts import (
    ApplicationFailed,
    ApplicationGranted,
    ApplicationSubmitted,
    AsksRearranged,
    Cost,
    ExpectedSaving,
    FailedAsk,
    Form,
    GrantedAsk,
    Hours,
    OtherMoney,
    Result,
)
from services.applications.asks.facts import (
    AnswerStale,
    Line,
    OfApplication,
    PoolAskDeclined,
    PoolAsked,
    PoolAskHeld,
    PoolAskReleased,
    ZuilAskDeclined,
    ZuilAsked,
    ZuilAskHeld,
)

EVENTS = SERVICE.facts
__all__ = [
    "EVENTS",
    "AnswerStale",
    "ApplicationFailed",
    "ApplicationGranted",
    "ApplicationSubmitted",
    "AsksRearranged",
    "Cost",
    "ExpectedSaving",
    "FailedAsk",
    "Form",
    "GrantedAsk",
    "Hours",
    "Line",
    "OfApplication",
    "OtherMoney",
    "PoolAskDeclined",
    "PoolAskHeld",
    "PoolAskReleased",
    "PoolAsked",
    "Result",
    "ZuilAskDeclined",
    "ZuilAskHeld",
    "ZuilAsked",
]
