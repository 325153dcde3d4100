"""Answers to queries: `{"answer": {…}}`, or `{"refused": {"code", "sentence", "field"}}`."""

from typing import Any

import msgspec

from shared.broker.envelope import UNREADABLE
from shared.log.fold import LogPosition
from shared.money import Refusal

encode = msgspec.json.Encoder(decimal_format="string").encode


def answered(answer: Any) -> bytes:
    return encode({"answer": answer})


def refused(refusal: Refusal) -> bytes:
    """A query has few fields: its first fault is told, and no list of them."""
    return encode({"refused": {"code": refusal.code, "sentence": refusal.sentence, "field": refusal.field}})


def read_mark(reply: bytes | None) -> LogPosition | None:
    """The place in a log that a reply names; None where nobody answered, or not with a place."""
    if reply is None:
        return None
    try:
        place = _read_mark(reply).answer
    except UNREADABLE:
        return None
    return LogPosition(place.log, place.index, place.hash)


class _Place(msgspec.Struct):
    """A mark in which nothing may be left out."""

    log: str
    index: int
    hash: str


class _MarkReply(msgspec.Struct):
    answer: _Place


class MessagesReply(msgspec.Struct):
    """What `messages-after` answers: messages in order, and the index up to which the log was searched."""

    messages: list[msgspec.Raw]
    upto: int


class _MessagesReply(msgspec.Struct):
    answer: MessagesReply


_read_mark = msgspec.json.Decoder(_MarkReply).decode
_read_messages = msgspec.json.Decoder(_MessagesReply).decode


def read_messages(reply: bytes | None) -> MessagesReply | None:
    """What a reply to `messages-after` holds; None where nobody answered it."""
    if reply is None:
        return None
    try:
        return _read_messages(reply).answer
    except UNREADABLE:
        return None
