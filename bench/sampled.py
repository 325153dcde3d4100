"""Runs a service and samples what its main thread does, by processor time and by wall time.

`python -m bench.sampled <service>`; SIGUSR1 begins, SIGUSR2 ends and writes the file that `BENCH_SAMPLES` names.
"""

import os
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, TypeAlias

import msgspec
from nats.aio.msg import Msg

from shared.broker.envelope import read_command
from shared.broker.nats_bus import NatsBus
from shared.broker.nats_pull import NatsPull
from shared.log import eventlog
from shared.log.eventlog import EventLog
from shared.log.fold import Fold
from shared.running import inbox, main, rendering
from shared.running.batch import Batch
from shared.running.relay import Relay
from shared.running.writer import Writer
from shared.service import Service

SAMPLES = "BENCH_SAMPLES"
EVERY_SECONDS = 0.001
IDLE = "waits for something to do"
REST = "event loop and the rest"
_STEPS: dict[str, tuple[Callable[..., Any], ...]] = {
    "decode and validate": (inbox.arrival, inbox.Inbox.open, read_command),
    "look for repeats in the log": (EventLog.first_of,),
    "fold": (Fold.take,),
    "encode and hash": (Fold.draft, Batch.add, eventlog.digest),
    "commit": (EventLog.append,),
    "snapshot": (Writer.checkpoint,),
    "render what is said": (rendering.Renderer.message,),
    "publish": (NatsBus.publish_said,),
    "pull and acknowledge": (NatsPull.take, Msg.ack),
    "writer's bookkeeping": (Writer.commands, Writer.consume),
    "relay's bookkeeping": (Relay.run,),
    "read what is to be said": (EventLog.read,),
}
_NATS = {
    "_flusher": "broker's socket: write",
    "_flush_pending": "broker's socket: write",
    "_read_loop": "broker's socket: read and parse",
    "_wait_for_msgs": "broker's socket: read and parse",
}
"""Tasks of nats-py."""
_Handler: TypeAlias = Callable[[int, FrameType | None], None]
_READS = "_read_ready"
"""How the event loop's readers begin."""


class Samples(msgspec.Struct):
    """Seconds per step."""

    cpu: dict[str, float]
    wall: dict[str, float]


class Sampler:
    """Ascribes the time since a timer struck last to the innermost step that is under way now.

    So a step that lets no signal through, as a flush to disk does, still gets all of its time.
    """

    def __init__(self, service: Service[Any]) -> None:
        functions = {**_STEPS, "decide": (service.decide, *(hearing.decide for hearing in service.consumes.values()))}
        self._steps: dict[CodeType, str] = {
            function.__code__: step for step, ours in functions.items() for function in ours
        }
        self._samples = Samples(defaultdict(float), defaultdict(float))

    def obey(self) -> None:
        """Begin at SIGUSR1, end at SIGUSR2."""
        signal.signal(signal.SIGUSR1, lambda *_: self._begin())
        signal.signal(signal.SIGUSR2, lambda *_: self._end())

    def _begin(self) -> None:
        for timer, struck, clock, seconds in (
            (signal.ITIMER_PROF, signal.SIGPROF, time.process_time, self._samples.cpu),
            (signal.ITIMER_REAL, signal.SIGALRM, time.perf_counter, self._samples.wall),
        ):
            signal.signal(struck, self._ascribing(clock, seconds))
            signal.siginterrupt(struck, False)
            signal.setitimer(timer, EVERY_SECONDS, EVERY_SECONDS)

    def _end(self) -> None:
        for timer in (signal.ITIMER_PROF, signal.ITIMER_REAL):
            signal.setitimer(timer, 0)
        path = Path(os.environ[SAMPLES])
        unfinished = path.with_suffix(".new")
        unfinished.write_bytes(msgspec.json.encode(self._samples))
        unfinished.replace(path)

    def _ascribing(self, clock: Callable[[], float], seconds: dict[str, float]) -> _Handler:
        last = clock()

        def ascribe(_: int, frame: FrameType | None) -> None:
            nonlocal last
            now = clock()
            seconds[self._step(frame)] += now - last
            last = now

        return ascribe

    def _step(self, frame: FrameType | None) -> str:
        if frame is not None and frame.f_code.co_name == "select":
            return IDLE
        while frame is not None:
            code = frame.f_code
            step = self._steps.get(code) or _NATS.get(code.co_name)
            if step:
                return step
            if code.co_name.startswith(_READS):
                return _NATS["_read_loop"]
            frame = frame.f_back
        return REST


def run(name: str) -> None:
    """Run the service as its own module would."""
    service = import_module(f"services.{name}.app").SERVICE
    Sampler(service).obey()
    sys.argv = [f"services.{name}"]
    main.main(service)


if __name__ == "__main__":
    run(sys.argv[1])
