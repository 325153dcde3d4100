"""What bodies are made of: strict base models for what we take in and say, tolerant ones for what we hear.

Every refusal of a body is a stable code, the field, and a sentence that says what to do (`shared.form`).
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from operator import eq
from typing import Annotated, Any, ClassVar, Literal, Unpack, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from shared.deriving import later_fields, published_fields
from shared.money import MAX_CENTS

# All models here have `defer_build`: what checks a body is made when the first one comes, and not at every start.

SLUG = r"^[a-z0-9][a-z0-9-]{0,47}$"
ASK = r"^[a-z0-9][a-z0-9-]{0,47}:[a-z0-9][a-z0-9-]{0,47}$"


class CommandBody(BaseModel):
    """A command's `data`, and all that the contract says of it. `roles` says who may send it at all; whose it is, the
    decision judges.

    Every body, taken in or said, carries a realistic `example` of itself: documentation, and test data. In sentences
    of the contract a kind stands in backquotes; to whom it is said is added where they are rendered.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)
    name: ClassVar[str]
    roles: ClassVar[frozenset[str]]
    sender: ClassVar[str]
    """Whose it is, in words: `budget holder`."""
    requires: ClassVar[str]
    """What must hold for it to be accepted, in a sentence."""
    leads_to: ClassVar[str]
    """The facts it leads to, each kind in backquotes."""
    refuses: ClassVar[tuple[str, ...]]
    """The codes with which its decision may refuse it, beside those that any command can get."""
    example: ClassVar[Mapping[str, Any]]
    example_by: ClassVar[str]
    """The party that sends the example."""
    books_on: ClassVar[str] = ""
    """The field that is its book date. Without one, what it moves counts for the day on which it is decided."""
    is_flat: ClassVar[bool] = True
    """Whether no field has fields of its own, at any depth."""

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        cls.is_flat = not any(_holds_parts(field.annotation) for field in cls.model_fields.values())

    def book_date(self, today: date) -> date:
        """For which civil date counts what it moves."""
        return getattr(self, self.books_on) if self.books_on else today


class CommandPart(BaseModel):
    """A field of a command that has fields of its own. Decisions get it as the `row` that facts hold.

    Its fields are the row's. Published messages may have it too: it is then rendered from such a row.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, from_attributes=True, defer_build=True)
    row: ClassVar[type[Any]]

    def __init_subclass__(cls, *, row: type[Any] | None = None, **kwargs: Unpack[ConfigDict]) -> None:
        super().__init_subclass__(**kwargs)
        if row is not None:
            cls.row = row


def _holds_parts(kind: Any) -> bool:
    if isinstance(kind, type) and issubclass(kind, CommandPart):
        return True
    return any(_holds_parts(inner) for inner in get_args(kind))


def rows(value: Any) -> Any:
    """A command's value as decisions get it: parts, at any depth, as rows."""
    if isinstance(value, CommandPart):
        return value.row(**{name: rows(each) for name, each in vars(value).items()})
    if isinstance(value, tuple):
        return tuple(rows(each) for each in value)
    return value


class QueryBody(BaseModel):
    """A query's fields; the answer is a JSON object."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)
    name: ClassVar[str]
    refuses: ClassVar[tuple[str, ...]] = ()
    """The codes with which it may be refused, beside those that any query can get."""
    example: ClassVar[Mapping[str, Any]]
    answer: ClassVar["type[AnswerBody]"]


class AnswerBody(BaseModel):
    """The form of an answer to a query, with an example. Answers are checked against it in tests, not on the way."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
    example: ClassVar[Mapping[str, Any]]


class PublishedMessage(BaseModel):
    """What we say of a fact: strict, rendered from the recorded fact by field name.

    `of` is the fact's class: kind and fields come from it, and a field that the model declares itself takes the place
    of the fact's. `withholds` names what the fact holds and nobody is told; `order` is that of the fields, where it is
    not the fact's. The example must hold every field, so that a new field of a fact is published only by somebody who
    means it. Consumers test their readers against the committed example.

    A field that a fact got later has a default. While it has that value the message leaves it out, so that what was
    recorded before is published as it was.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True, defer_build=True)
    kind: ClassVar[str]
    example: ClassVar[Mapping[str, Any]]
    unsaid: ClassVar[Mapping[str, Any]] = {}
    """Fields of the example's fact that are not said, but decide its stream or to whom it goes."""
    withheld: ClassVar[frozenset[str]] = frozenset()
    """All fields of the fact that are not said."""

    def __init_subclass__(
        cls,
        *,
        of: type[Any] | None = None,
        withholds: Collection[str] = (),
        order: Sequence[str] = (),
        **kwargs: Unpack[ConfigDict],
    ) -> None:
        super().__init_subclass__(**kwargs)
        if of is not None:
            cls.kind, cls.withheld = of.kind, frozenset(withholds)
            declared = {
                name: kind
                for base in reversed(cls.__mro__[: cls.__mro__.index(PublishedMessage)])
                for name, kind in vars(base).get("__annotations__", {}).items()
            }
            cls.__annotations__ = published_fields(of, withholds, declared, order)
            for name, default in later_fields(of, cls.__annotations__):
                setattr(cls, name, Field(default=default, exclude_if=partial(eq, default)))


class ConsumedMessage(BaseModel):
    """What we hear: only the fields used; anything else a producer adds is passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)
    leads_to: ClassVar[str]
    """The facts it leads to, each kind in backquotes."""


WITHHELD = "withheld"
Withheld = Annotated[Literal["withheld"], BeforeValidator(lambda _: WITHHELD)]
"""A field of a public message whose value is private: it keeps its name, whatever the fact holds. The value travels in
a message to each party concerned."""


def as_published(model: type[PublishedMessage], fact: Any) -> dict[str, Any]:
    """A fact in the form in which it was said, as JSON data: for answers that show it so."""
    return model.model_validate(fact).model_dump(mode="json")


def _whole_cents(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise PydanticCustomError("wrong-type", "Write the amount as a whole number of euro cents, without quotes.")
    if isinstance(value, float):
        raise PydanticCustomError("amount-not-whole", "Write the amount in whole euro cents, without a fraction.")
    if value > MAX_CENTS:
        raise PydanticCustomError("amount-too-large", "An amount is at most 10^15 cents; split it or check the unit.")
    if value < 0:
        raise PydanticCustomError("amount-negative", "Amounts are positive; the command says which way money goes.")
    return value


def _positive(value: int) -> int:
    if value == 0:
        raise PydanticCustomError("amount-zero", "Name an amount of at least 1 cent, or leave the entry out.")
    return value


def known_party(slug: str, info: ValidationInfo) -> str:
    """Refuses whoever is not in the register, where one is given."""
    parties = (info.context or {}).get("parties")
    if parties is not None and slug not in parties:
        raise PydanticCustomError("unknown-party", "Name a party by its slug in the register of parties.")
    return slug


def _with_zone(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise PydanticCustomError("time-without-zone", "Give the time with its zone.")
    try:
        return value.astimezone(UTC)
    except OverflowError:
        raise PydanticCustomError("value-unknown", "Give a time between the years 1 and 9999 in UTC.") from None


def _not_blank(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("text-missing", "Write a text here.")
    return text


def _rate(value: Any) -> Any:
    if not isinstance(value, str):
        raise PydanticCustomError("wrong-type", "Write the rate as a decimal in quotes.")
    return value


_RATE = r"^(0(\.[0-9]{1,8})?|1(\.0{1,8})?)$"
_ZONED = r"[Tt ][0-9:.]+([Zz]|[+-][0-9]{2}:?[0-9]{2})$"

Cents = Annotated[
    int,
    BeforeValidator(_whole_cents),
    AfterValidator(_positive),
    Field(json_schema_extra={"minimum": 1, "maximum": MAX_CENTS}),
]
"""A positive amount in euro cents, at most 10^15."""
CentsOrZero = Annotated[
    int, BeforeValidator(_whole_cents), Field(json_schema_extra={"minimum": 0, "maximum": MAX_CENTS})
]
Limit = Annotated[int, Field(gt=0, le=500)]
"""How many entries of a list at most."""
After = Annotated[int, Field(ge=0, le=10**15)]
"""How many entries of a list to pass over; a number that every reader can hold."""
Id = Annotated[str, Field(pattern=SLUG)]
"""Lower-case letters, digits and hyphens, at most 48: fit for topics and accounts."""
AskId = Annotated[str, Field(pattern=ASK)]
"""`<application>:<ask>`."""
Text = Annotated[str, Field(max_length=2000, json_schema_extra={"pattern": r"\S"}), AfterValidator(_not_blank)]
PartySlug = Annotated[
    str, Field(pattern=SLUG, json_schema_extra={"x-party": "in the register of parties"}), AfterValidator(known_party)
]
Instant = Annotated[datetime, AfterValidator(_with_zone), Field(json_schema_extra={"pattern": _ZONED})]
Rate = Annotated[
    Decimal,
    BeforeValidator(_rate),
    Field(strict=False, ge=0, le=1, max_digits=9, decimal_places=8),
    WithJsonSchema({"type": "string", "pattern": _RATE}),
]
"""A share as an exact decimal between 0 and 1, in quotes."""
