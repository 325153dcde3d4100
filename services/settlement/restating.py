"""To state the same again in another fact."""

from dataclasses import fields
from typing import Any


def fields_of(value: Any, shape: type[Any]) -> dict[str, Any]:
    """The fields of `shape` as `value` carries them."""
    return {field.name: getattr(value, field.name) for field in fields(shape)}
