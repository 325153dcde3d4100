"""What the classes of the contract are made of, and how they become what goes over the wire."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar, Generic, TypeVar

import msgspec

_AS_THEY_ARE = (date, datetime, Decimal)


class Fields(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A field that has fields of its own."""


class Command(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a party asks a service to do."""

    SERVICE: ClassVar[str]
    NAME: ClassVar[str]


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What a service answers to a query. Fields and values that came later are passed over, or kept as text."""


A_co = TypeVar("A_co", bound=Answer, covariant=True)


class Query(msgspec.Struct, Generic[A_co], frozen=True, kw_only=True, omit_defaults=True):
    """What a party asks a service to tell."""

    SERVICE: ClassVar[str]
    NAME: ClassVar[str]
    ANSWER: ClassVar[type[Any]]


class Body(msgspec.Struct, frozen=True, kw_only=True):
    """What a message tells. Fields and values that came later are passed over, or kept as text."""

    SERVICE: ClassVar[str]
    KIND: ClassVar[str]


class UnknownBody(Body, frozen=True, kw_only=True):
    """What a message of a kind tells that this version of the client does not know: pass over it."""

    SERVICE: ClassVar[str] = ""
    KIND: ClassVar[str] = ""

    service: str
    kind: str
    data: dict[str, Any]


def as_sent(form: Command | Query[Answer]) -> Any:
    """The same, each value of the type that its class names. ValueError says which is not."""
    try:
        values = msgspec.to_builtins(form, builtin_types=_AS_THEY_ARE)
        return msgspec.convert(values, type(form), builtin_types=_AS_THEY_ARE)
    except (msgspec.ValidationError, TypeError) as error:
        raise ValueError(f"{type(form).__name__} cannot be sent: {error}") from error
