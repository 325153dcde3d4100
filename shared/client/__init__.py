"""A partner's connection to the platform: send commands, follow messages, ask queries."""

from shared.client.client import Client, NoAnswer, NotConnected, Outcome, Place, QueryRefused
from shared.client.pending import NoOutcomeYet

__all__ = ["Client", "NoAnswer", "NoOutcomeYet", "NotConnected", "Outcome", "Place", "QueryRefused"]
