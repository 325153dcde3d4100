"""`python -m tests.faults.trusting`: the applications service, with decisions that take things for granted.

They raise where the service itself refuses, or says that an answer is stale: so may any that relies on what was
recorded before. Told so by its environment, the process stops itself at a failure, as SIGSTOP from outside does.
"""

import itertools
import os
import signal
from dataclasses import replace

from services.applications.app import SERVICE
from shared.money import Refusal
from shared.running.main import main

STOPS_AT = "TRUSTING_STOPS_AT"
"""The number of the failure, from 1 on."""
_failures = itertools.count(1)


def decide(state, command, context):
    decision = SERVICE.decide(state, command, context)
    return fails(decision.code) if isinstance(decision, Refusal) else decision


def trusting(hearing):
    def hear(state, heard, context):
        return hearing.decide(state, heard, context) if _was_asked(state, heard.ask) else fails(heard.ask)

    return hearing._replace(decide=hear)


def _was_asked(state, ask):
    return ask.partition(":")[0] in state.applications.open


def fails(name):
    if os.environ.get(STOPS_AT) == str(next(_failures)):
        os.kill(os.getpid(), signal.SIGSTOP)
    raise KeyError(name)


if __name__ == "__main__":
    hears = {key: trusting(hearing) for key, hearing in SERVICE.consumes.items()}
    main(replace(SERVICE, decide=decide, consumes=hears))
