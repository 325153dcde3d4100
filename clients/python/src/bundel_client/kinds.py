"""Which class tells what a message of each kind tells."""

import functools
from collections.abc import Mapping

import msgspec

from bundel_client.contract import VERSION
from bundel_client.forms import Body, UnknownBody


@functools.cache
def known() -> Mapping[tuple[str, str], type[Body]]:
    """By service and kind. Made when the first body is read: a program that reads none has no use for 60 classes."""
    from bundel_client import applications, pool, settlement  # noqa: PLC0415 see above

    every = (*applications.MESSAGES, *pool.MESSAGES, *settlement.MESSAGES)
    return {(kind.SERVICE, kind.KIND): kind for kind in every}


def body_of(service: str, kind: str, data: msgspec.Raw) -> Body:
    """An instance of the message's class; of `UnknownBody` where there is none.

    Raises ValueError if a kind of this contract lacks a field, or has another type in one: a break of the contract.
    """
    found = known().get((service, kind))
    if found is None:
        return UnknownBody(service=service, kind=kind, data=msgspec.json.decode(data))
    try:
        return msgspec.json.decode(data, type=found)
    except msgspec.ValidationError as error:
        raise ValueError(f"{service} {kind} is not as in contract {VERSION}: {error}") from error
