"""How far a service was followed."""

from dataclasses import dataclass, field

from bundel_client.envelope import Message


@dataclass(slots=True)
class FollowCursor:
    """How far one service was followed. Keep it to go on from here."""

    searched: int = 0
    """Everything up to this index of the service's log that is for us was seen."""
    seen: dict[str, int] = field(default_factory=dict)
    """Per audience (`all`, or our own slug) the last index seen; an audience not named was not seen yet."""

    def is_next(self, said: Message) -> bool:
        """No message of this audience lies between the last one seen and this one."""
        last = self.seen.get(said.audience, 0 if self.searched == 0 else None)
        return last is not None and said.audienceindex == last + 1

    def is_old(self, said: Message) -> bool:
        return said.audienceindex <= self.seen.get(said.audience, 0)
