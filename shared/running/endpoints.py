"""`/health`, `/health/live`, `/health/ready` and `/metrics`, from a thread of their own: they always answer.

The service does all its work in one event loop, and a commit holds that until the database has answered. So the thread
asks the loop, which alone may read the state; where the loop does not come by in time, it tells what needs no state.
"""

import asyncio
import concurrent.futures
import contextlib
import socket
import threading
import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import structlog
import uvicorn

from shared.observing.metrics import Metrics
from shared.release import VERSION
from shared.running.health import STUCK, Health
from shared.running.replies import encode
from shared.running.runtime import Runtime
from shared.running.settings import WrongSettings

ANSWER_SECONDS = 0.5
"""So long the loop is waited for. An answer never takes a second."""
BEAT_SECONDS = 0.5
STUCK_SECONDS = 3.0
JOIN_SECONDS = 2.0

_JSON = "application/json"
_Answer = tuple[int, str, bytes]
Told = TypeVar("Told")
_log = structlog.get_logger(__name__)


class Endpoints:
    """Listens from its making on: before the log is opened there is a state to tell already."""

    def __init__(self, service: str, host: str, port: int, metrics: Metrics) -> None:
        self._service = service
        self._metrics = metrics
        self._runtime: Runtime | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._beaten_at = time.monotonic()
        self._told: dict[str, Any] = {}
        """What the loop told last."""
        self._paths: dict[str, Callable[[Any], Awaitable[_Answer]]] = {
            "/health": self._health,
            "/health/live": self._live,
            "/health/ready": self._ready,
            "/metrics": self._exposition,
        }
        listening = _listening(host, port)
        config = uvicorn.Config(self._serve, interface="asgi3", log_config=None, access_log=False, lifespan="off")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, args=([listening],), name="endpoints", daemon=True)
        self._thread.start()

    def look_at(self, runtime: Runtime) -> None:
        """From now on, tell how this runtime is. Called in its loop."""
        self._loop = asyncio.get_running_loop()
        self._beat(runtime.health)
        self._runtime = runtime  # last: the thread may be asking

    def close(self) -> None:
        self._server.should_exit = True
        self._thread.join(JOIN_SECONDS)

    # In the service's loop

    def _beat(self, health: Health) -> None:
        assert self._loop is not None
        self._beaten_at = time.monotonic()
        if health.alarms.pop(STUCK, None):
            _log.warning("the service is at work again")
        self._loop.call_later(BEAT_SECONDS, self._beat, health)

    # In the thread

    async def _serve(self, scope: Any, receive: Any, send: Any) -> None:  # noqa: ARG002 there is nothing to receive
        if scope["type"] != "http":
            return
        status, kind, body = await self._answer(scope)
        headers = [(b"content-type", kind.encode()), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def _answer(self, scope: Any) -> _Answer:
        tells = self._paths.get(scope["path"])
        if tells is None:
            return 404, "text/plain", f"There is {', '.join(self._paths)}.".encode()
        if scope["method"] not in {"GET", "HEAD"}:
            return 405, "text/plain", b"Only GET."
        return await tells(scope)

    async def _health(self, _: Any) -> _Answer:
        told = await self._status()
        well = told["state"] == "ready" and not told["alarms"]
        return 200 if well else 503, _JSON, encode(told)

    async def _live(self, _: Any) -> _Answer:
        """The process is there, whatever it waits for. To end and start it anew would mend nothing that is told of."""
        return 200, _JSON, encode({"service": self._service, "live": True})

    async def _ready(self, _: Any) -> _Answer:
        """Whether it takes commands and answers questions; alarms or not."""
        state = (await self._status())["state"]
        return 200 if state == "ready" else 503, _JSON, encode({"service": self._service, "state": state})

    async def _status(self) -> dict[str, Any]:
        runtime = self._runtime
        if runtime is None:
            opening = {"service": self._service, "version": VERSION, "state": "starting"}
            return {**opening, "reason": "The log is being opened and read.", "alarms": {}, "published": 0}
        told = await self._from_the_loop(runtime.status)
        if told is not None:
            self._told = told
        else:
            told = {**self._told, **runtime.known()}
        return told

    async def _exposition(self, scope: Any) -> _Answer:
        accept = dict(scope["headers"]).get(b"accept", b"").decode("latin-1")
        told = await self._from_the_loop(lambda: self._metrics.exposition(accept)) if self._runtime else None
        body, kind = told or self._metrics.exposition(accept, with_state=False)
        return 200, kind, body

    async def _from_the_loop(self, ask: Callable[[], Told]) -> Told | None:
        """None if the loop does not come by in time. One that is stuck is not waited for, and gets no more to do."""
        assert self._loop is not None
        if self._is_stuck():
            return None
        asked: concurrent.futures.Future[Told] = concurrent.futures.Future()
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(_fulfil, asked, ask)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(ANSWER_SECONDS):
                return await asyncio.wrap_future(asked)
        self._is_stuck()
        return None

    def _is_stuck(self) -> bool:
        assert self._runtime is not None
        seconds = time.monotonic() - self._beaten_at
        if seconds < STUCK_SECONDS:
            return False
        alarms = self._runtime.health.alarms
        if STUCK not in alarms:
            _log.error("the service stands still", seconds=round(seconds))
        alarms[STUCK] = (
            f"For {seconds:.0f} seconds the service has done nothing but wait, most likely for its log: does the "
            "database answer? Nothing is lost; it goes on by itself."
        )
        return True


def _fulfil(asked: "concurrent.futures.Future[Told]", ask: Callable[[], Told]) -> None:
    """Unless nobody waits any more."""
    if asked.set_running_or_notify_cancel():
        try:
            asked.set_result(ask())
        except Exception as error:  # noqa: BLE001 whoever asked is to hear of it
            asked.set_exception(error)


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=128)
    except OSError as error:
        where = f"BUNDEL_HEALTH_HOST, BUNDEL_HEALTH_PORT: cannot listen on {host}:{port}"
        raise WrongSettings(f"{where}: {error}") from error
