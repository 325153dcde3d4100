"""Whether the logs know a name: what they say of it can never be taken for the doings of another organisation."""

from dataclasses import fields, is_dataclass
from typing import Any

import msgspec

from cli.data_folder import DataFolder
from cli.ledger import BY_NAME
from cli.logs import Entry, opened
from shared.log import facts as own
from shared.parties import SERVICES

NAMES_A_PARTY = frozenset(
    {
        "accepted_by", "addressee", "agreed_by", "applicant", "approved_by", "approver", "benefit_holder", "borrower",
        "budget_holder", "by", "cancelled_by", "changed_by", "consented_by", "contributor", "decided_by", "declined_by",
        "determined_by", "ended_by", "funder", "investor", "party", "payee", "payer", "performer", "previous_holder",
        "proposed_by", "recipient", "recipient_holder", "released_by", "requested_by", "second_approver", "verifier",
    }
)  # fmt: skip
"""The fields of events that hold a party's slug, by itself or as `zuil:<slug>`, `party:<slug>` or `back-to:<slug>`."""
OF_THE_REGISTER = frozenset(
    fact.kind for fact in (own.PartyRegistered, own.PartyDeregistered, own.NewIdentifierAllowed)
)
"""To have been in the register is no history; which organisation it was, is looked at by itself."""
_FACTS = {(name, fact.kind): fact for name, service in BY_NAME.items() for fact in (*own.FACTS, *service.facts)}


def has_logs(place: DataFolder) -> bool:
    """Whether there is any log; before the first start there is none. If one is missing, to read them is refused."""
    return place.elsewhere or any((place.data / f"{service}.db").exists() for service in SERVICES)


def has_history(place: DataFolder, slug: str) -> bool:
    """Whether a party of this name ever sent a command, was told something, or is named in what happened."""
    if not has_logs(place):
        return False
    with opened(place) as logs:
        return any(
            log.has_stream_under(f"command/{slug}/") or any(_knows(entry, slug) for entry in log.holding(f'{slug}"'))
            for log in logs.values()
        )


def identifiers(place: DataFolder, slug: str) -> set[str]:
    """By which OIN the logs know a party, if they do: by the first, or by the one allowed since."""
    if not has_logs(place):
        return set()
    with opened(place) as logs:
        found = (_identifier(log.stream(own.register_stream(slug))) for log in logs.values())
        return {oin for oin in found if oin}


def _identifier(entries: list[Entry]) -> str:
    oin = ""
    for entry in entries:
        if entry.stored.kind == own.NewIdentifierAllowed.kind or not oin:
            oin = entry.fact.get("oin", oin)
    return oin


def _knows(entry: Entry, slug: str) -> bool:
    if entry.stored.kind in OF_THE_REGISTER:
        return False
    if slug in {entry.stored.audience, entry.stored.by}:
        return True
    try:
        fact = msgspec.json.decode(entry.stored.fact, type=_FACTS[entry.log, entry.stored.kind])
    except (KeyError, msgspec.MsgspecError):  # of a later release, or tampered with: it may well name it
        return True
    return _names(fact, slug)


def _names(value: Any, slug: str, field: str = "") -> bool:
    """Whether a value, or anything in it, is this party, in a field that names one."""
    if isinstance(value, str):
        return field in NAMES_A_PARTY and value in {slug, f"zuil:{slug}", f"party:{slug}", f"back-to:{slug}"}
    if is_dataclass(value):
        return any(_names(getattr(value, each.name), slug, each.name) for each in fields(value))
    if isinstance(value, tuple):
        names = getattr(value, "_fields", (field,) * len(value))
        return any(_names(each, slug, name) for name, each in zip(names, value, strict=True))
    return False
