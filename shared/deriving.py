"""From the fields of a fact to those of a message that tells it: rows become objects with named fields."""

import types
from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from functools import cache
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
    if not set(withholds) <= set(held) - set(declared) or not all(hasattr(fact, name) for name in declared):
        raise TypeError(f"{fact.__name__} does not hold what its message names")
    if order and set(order) != set(shown):
        raise TypeError(f"the order of {fact.__name__}'s message is not that of all its fields")
    return {name: declared.get(name) or published(hints[name]) for name in order or shown}


def published(kind: Any) -> Any:
    """A type as messages have it: each row (a NamedTuple) as an object, at any depth."""
    if isinstance(kind, type) and issubclass(kind, tuple) and hasattr(kind, "_fields"):
        return _object_of(kind)
    if not (inner := get_args(kind)) or get_origin(kind) not in {tuple, list, types.UnionType, Union}:
        return kind
    parts = tuple(each if each is Ellipsis else published(each) for each in inner)
    if get_origin(kind) in {types.UnionType, Union}:
        return Union[parts]  # noqa: UP007 made of parts that are known only now
    return get_origin(kind)[parts]


@cache
def _object_of(row: type[Any]) -> type[BaseModel]:
    described = None if (row.__doc__ or "").startswith(f"{row.__name__}(") else row.__doc__
    named: dict[str, Any] = {name: (published(kind), ...) for name, kind in get_type_hints(row).items()}
    return create_model(row.__name__, __base__=_Row, __doc__=described, **named)


class _Row(BaseModel):
    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid", from_attributes=True)
