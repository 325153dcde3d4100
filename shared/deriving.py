"""From the fields of a fact to those of a message that tells it: rows become objects with named fields."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import MISSING, fields
from functools import cache
from types import UnionType
from typing import Any, ClassVar, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict, create_model


def published_fields(
    fact: type[Any], withholds: Collection[str], declared: Mapping[str, Any], order: Sequence[str]
) -> dict[str, Any]:
    """The annotations of a message of this fact: in the fact's order, or in another.

    Raises TypeError if what is withheld, declared or ordered is not what the fact holds.
    """
    hints = get_type_hints(fact)
    held = [field.name for field in fields(fact)]
    shown = [*(name for name in held if name not in withholds), *(name for name in declared if name not in held)]
    unknown = [name for name in withholds if name not in held or name in declared]
    unknown += [name for name in declared if name not in held and not hasattr(fact, name)]
    if unknown:
        raise TypeError(f"the message of {fact.__name__} names what that does not hold: {', '.join(unknown)}")
    if order and sorted(order) != sorted(shown):
        raise TypeError(f"the order of {fact.__name__}'s message is not that of its fields: {', '.join(shown)}")
    return {name: declared.get(name) or published(hints[name]) for name in order or shown}


def later_fields(fact: type[Any], shown: Collection[str]) -> Iterator[tuple[str, Any]]:
    """Of what is shown of a fact, the fields that it got later, each with its default: what older facts mean by it."""
    return ((each.name, each.default) for each in fields(fact) if each.default is not MISSING and each.name in shown)


def published(kind: Any) -> Any:
    """A type as messages have it: each row (a NamedTuple) as an object, at any depth."""
    if isinstance(kind, type) and issubclass(kind, tuple) and hasattr(kind, "_fields"):
        return _object_of(kind)
    whole, parts = get_origin(kind), tuple(published(each) for each in get_args(kind))
    if not parts:
        return kind
    if whole is UnionType:
        return Union[parts]  # noqa: UP007 made of parts that are known only now
    return whole[parts]


@cache
def _object_of(row: type[Any]) -> type[BaseModel]:
    described = None if (row.__doc__ or "").startswith(f"{row.__name__}(") else row.__doc__
    named: dict[str, Any] = {name: (published(kind), ...) for name, kind in get_type_hints(row).items()}
    return create_model(row.__name__, __base__=_Row, __doc__=described, **named)


class _Row(BaseModel):
    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid", from_attributes=True, defer_build=True)
