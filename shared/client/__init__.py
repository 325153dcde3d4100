"""A partner's connection to the platform: send commands, follow messages, ask queries."""

from shared.client.client import Client, FollowCursor, NoAnswer, NotConnected, Outcome, QueryRefused
from shared.client.pending import NoOutcomeYet

__all__ = ["Client", "FollowCursor", "NoAnswer", "NoOutcomeYet", "NotConnected", "Outcome", "QueryRefused"]
