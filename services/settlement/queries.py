"""What may be asked of settlement, and the form of its answers, with an example each. Amounts are euro cents."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, TypeAlias, get_args

from pydantic import BaseModel, ConfigDict, Field

from services.settlement import messages as m
from shared.wire import AnswerBody, AskId, Id, QueryBody

Limit: TypeAlias = Annotated[int, Field(gt=0, le=500)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


# Agreements and orders


class Agreement(_Part):
    """What a grant binds one funder to."""

    application: str
    ask: str
    funder: str
    recipient: str
    cents: int
    instrument: str


class AgreementShown(AnswerBody, Agreement):
    """An agreement, and what was paid and came back on it."""

    order: str | None
    paid_cents: int
    principal_returned_cents: int
    interest_returned_cents: int

    example: ClassVar[Mapping[str, Any]] = {
        **m.AgreementMade.example,
        "order": m.PaymentOrdered.example["order"],
        "paid_cents": 400_000,
        "principal_returned_cents": 0,
        "interest_returned_cents": 0,
    }


class Agreements(AnswerBody):
    """Agreements, as they were said."""

    agreements: tuple[Agreement, ...]

    example: ClassVar[Mapping[str, Any]] = {"agreements": [m.AgreementMade.example]}


class Orders(AnswerBody):
    """Payment orders as they were said, the earliest due first."""

    orders: tuple[m.PaymentOrdered, ...]

    example: ClassVar[Mapping[str, Any]] = {"orders": [m.PaymentOrdered.example]}


class ShowAgreement(QueryBody):
    """What was agreed about one ask, and what was paid and came back."""

    name: ClassVar[str] = "agreement"
    refuses: ClassVar[tuple[str, ...]] = ("unknown-ask",)
    answer: ClassVar[type[AnswerBody]] = AgreementShown
    ask: AskId

    example: ClassVar[Mapping[str, Any]] = {"ask": m.AgreementMade.example["ask"]}


class ListAgreements(QueryBody):
    """The agreements of one application, or the first of all."""

    name: ClassVar[str] = "agreements"
    answer: ClassVar[type[AnswerBody]] = Agreements
    application: Id | None = None
    limit: Limit = 100

    example: ClassVar[Mapping[str, Any]] = {"application": m.AgreementMade.example["application"]}


class ListOpenOrders(QueryBody):
    """What whoever asks has still to pay, the earliest due first."""

    name: ClassVar[str] = "open-orders"
    answer: ClassVar[type[AnswerBody]] = Orders
    limit: Limit = 100

    example: ClassVar[Mapping[str, Any]] = {"limit": 10}


# Earn-backs and savings


class Claims(AnswerBody):
    """Claims as they were put to the verifier, the oldest first."""

    claims: tuple[m.SavingClaimed, ...]

    example: ClassVar[Mapping[str, Any]] = {"claims": [m.SavingClaimed.example]}


class EarnBackShown(AnswerBody):
    """The terms, whose consent is awaited, and the saving so far: verified, against which investment, and divided."""

    terms: m.Terms
    terms_hash: str
    agreed: bool
    awaited: tuple[str, ...]
    investment_cents: int
    verified_cents: int
    to_recipient_cents: int
    to_investor_cents: int

    example: ClassVar[Mapping[str, Any]] = {
        "terms": m.EarnBackAgreed.example,
        "terms_hash": m.ConsentToEarnBack.example["terms_hash"],
        "agreed": True,
        "awaited": [],
        **{
            name: m.SavingDivided.example[name]
            for name in ("investment_cents", "verified_cents", "to_recipient_cents", "to_investor_cents")
        },
    }


class EarnBacks(AnswerBody):
    """Earn-backs by their terms."""

    earn_backs: tuple[m.Terms, ...]

    example: ClassVar[Mapping[str, Any]] = {"earn_backs": [m.EarnBackAgreed.example]}


class ListOpenClaims(QueryBody):
    """The savings that await the judgement of whoever asks, the oldest first."""

    name: ClassVar[str] = "open-claims"
    answer: ClassVar[type[AnswerBody]] = Claims
    limit: Limit = 100

    example: ClassVar[Mapping[str, Any]] = {"limit": 10}


class ShowEarnBack(QueryBody):
    """The terms, whose consent is awaited, and the saving so far: verified, against which investment, and divided."""

    name: ClassVar[str] = "earn-back"
    refuses: ClassVar[tuple[str, ...]] = ("unknown-earn-back", "not-yours")
    answer: ClassVar[type[AnswerBody]] = EarnBackShown
    earn_back: Id

    example: ClassVar[Mapping[str, Any]] = {"earn_back": m.EarnBackConsented.example["earn_back"]}


class ListEarnBacks(QueryBody):
    """The earn-backs that were agreed."""

    name: ClassVar[str] = "earn-backs"
    answer: ClassVar[type[AnswerBody]] = EarnBacks
    limit: Limit = 100

    example: ClassVar[Mapping[str, Any]] = {"limit": 10}


Query: TypeAlias = ShowAgreement | ListAgreements | ListOpenOrders | ListOpenClaims | ShowEarnBack | ListEarnBacks
QUERIES: tuple[type[Query], ...] = get_args(Query)
