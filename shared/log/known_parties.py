"""Which organisation each party is, as a log knows it: by the identifier that the register first gave with the name."""

from datetime import datetime
from typing import TypeAlias

import msgspec

from shared.log import facts as own
from shared.money import Refusal
from shared.parties import Party

OfTheRegister: TypeAlias = own.PartyRegistered | own.PartyDeregistered | own.NewIdentifierAllowed


class KnownParty(msgspec.Struct, frozen=True):
    """What a log knows of a party."""

    oin: str
    """Who it is: the first OIN that the register gave with this name, until an operator allows another."""
    entry: own.PartyRegistered | None
    """Its entry in the register, as far as it is recorded; None if it left."""
    changed_at: datetime | None
    """When the register last changed about it, if whoever did so said when."""


class KnownParties(msgspec.Struct):
    """All parties that a log ever knew, by slug."""

    by_slug: dict[str, KnownParty] = {}
    changes: int = 0
    """How often any of it changed."""

    def take(self, fact: OfTheRegister) -> None:
        """Fold one fact in."""
        self.changes += 1
        before = self.by_slug.get(fact.party)
        match fact:
            case own.PartyRegistered():
                self.by_slug[fact.party] = KnownParty(before.oin if before else fact.oin, fact, fact.changed_at)
            case own.PartyDeregistered() if before:
                self.by_slug[fact.party] = KnownParty(before.oin, None, fact.changed_at)
            case own.NewIdentifierAllowed() if before:
                self.by_slug[fact.party] = KnownParty(fact.oin, before.entry, before.changed_at)

    def speaker(self, slug: str, party: Party | None) -> Party | Refusal:
        """Who gives a command under this name; nobody, where register and log do not agree that it is a party."""
        known = self.by_slug.get(slug)
        if party is None or known is None or known.entry is None:
            return UNKNOWN
        if party.oin == known.oin == known.entry.oin:
            return party
        return replaced(slug, known.oin)

    def replaced(self, party: Party) -> Refusal | None:
        """A refusal, if this log knows another organisation under the name of this party."""
        known = self.by_slug.get(party.slug)
        return replaced(party.slug, known.oin) if known and known.oin != party.oin else None


UNKNOWN = Refusal("unknown-party", "Ask the operator to enter you in the register of parties.")


def replaced(slug: str, oin: str) -> Refusal:
    """Of whoever speaks under a name that is another organisation's."""
    return Refusal(
        "party-replaced",
        f"{slug} is the organisation with OIN {oin}, and the register of parties has another OIN under that name. Ask "
        "the operator for a name of your own; or, if you are that organisation, to record your new OIN.",
    )
