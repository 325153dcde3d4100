"""Events that are made of others: the same envelope, and another fact in it."""

from dataclasses import fields

import msgspec

from shared.log.eventlog import encode
from shared.money import Posting


def instead(stored, fact):
    raw = msgspec.Raw(encode(fact))
    return encode(msgspec.structs.replace(stored, kind=fact.kind, stream=fact.stream, fact=raw))


def turned_round(moved):
    back = tuple(Posting(account, -cents) for account, cents in moved["postings"])
    return {**moved, "postings": back}


def vars_of(fact):
    """The fields of a fact by name."""
    return {each.name: getattr(fact, each.name) for each in fields(fact)}
