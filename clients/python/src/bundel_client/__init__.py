"""A partner's connection to Bundel: send commands, follow messages, ask queries.

The classes of each service's commands, messages and queries are in `bundel_client.applications`, `.pool` and
`.settlement`.
"""

from bundel_client.bare import BareClient
from bundel_client.client import Client
from bundel_client.connecting import NotConnected
from bundel_client.contract import VERSION as CONTRACT_VERSION
from bundel_client.cursor import FollowCursor
from bundel_client.envelope import Message
from bundel_client.forms import UnknownBody
from bundel_client.outcomes import CommandFault, NoAnswer, Outcome, QueryRefused
from bundel_client.pending import NoOutcomeYet

__all__ = [
    "CONTRACT_VERSION",
    "BareClient",
    "Client",
    "CommandFault",
    "FollowCursor",
    "Message",
    "NoAnswer",
    "NoOutcomeYet",
    "NotConnected",
    "Outcome",
    "QueryRefused",
    "UnknownBody",
]
