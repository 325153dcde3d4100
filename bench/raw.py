"""A NATS connection on a bare socket: light and exact enough to drive a service without being the limit itself."""

import json
import socket
import time
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

LINE = b"\r\n"
RECEIVE_BYTES = 256 * 1024
SILENCE_SECONDS = 60.0
"""No message for so long means that something is lost; the run fails."""


class Access(msgspec.Struct, frozen=True):
    """Where the broker listens on this machine, and as whom to speak."""

    port: int
    user: str
    password: str


class Received(NamedTuple):
    subject: str
    payload: bytes


class Raw:
    """One connection. Only one thread may receive; another may send."""

    def __init__(self, access: Access) -> None:
        self._socket = socket.create_connection(("127.0.0.1", access.port), timeout=SILENCE_SECONDS)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._buffer = bytearray()
        self._pongs = 0
        self._subscriptions = 0
        self._early: list[Received] = []
        self._heard_at = time.monotonic()
        hello = {
            "user": access.user,
            "pass": access.password,
            "verbose": False,
            "pedantic": False,
            "headers": True,
            "no_responders": True,
            "lang": "python",
            "version": "0",
            "protocol": 1,
        }
        self.send(b"CONNECT " + json.dumps(hello).encode() + LINE)
        self.flush()

    def fileno(self) -> int:
        """For a selector."""
        return self._socket.fileno()

    def subscribe(self, subject: str) -> None:
        self._subscriptions += 1
        self.send(f"SUB {subject} {self._subscriptions}".encode() + LINE)

    def send(self, data: bytes) -> None:
        self._socket.sendall(data)

    def flush(self) -> None:
        """Wait until the broker has taken in all that was sent before."""
        wanted = self._pongs + 1
        self.send(b"PING" + LINE)
        while self._pongs < wanted:
            self._early.extend(self._read())

    def receive(self) -> list[Received]:
        """Wait until the broker says something; return the messages in it, perhaps none. Never waits for a second time:
        who listens to several connections would be deaf to the others while one hears nothing but a PING.
        """
        arrived, self._early = self._early, []
        if not arrived:
            arrived = list(self._read())
        now = time.monotonic()
        if arrived:
            self._heard_at = now
        elif now - self._heard_at > SILENCE_SECONDS:
            raise TimeoutError(f"no message for {SILENCE_SECONDS:.0f} seconds")
        return arrived

    def close(self) -> None:
        self._socket.close()

    def _read(self) -> Iterator[Received]:
        data = self._socket.recv(RECEIVE_BYTES)
        if not data:
            raise ConnectionError("the broker closed the connection")
        self._buffer += data
        return iter(self._frames())

    def _frames(self) -> list[Received]:
        found, start = [], 0
        while (end := self._buffer.find(LINE, start)) >= 0:
            words = bytes(self._buffer[start:end]).split()
            body = end + len(LINE)
            if words[0] not in {b"MSG", b"HMSG"}:
                self._heard(words)
                start = body
                continue
            stop = body + int(words[-1])
            if len(self._buffer) < stop + len(LINE):
                break
            headers = int(words[-2]) if words[0] == b"HMSG" else 0
            found.append(Received(words[1].decode(), bytes(self._buffer[body + headers : stop])))
            start = stop + len(LINE)
        del self._buffer[:start]
        return found

    def _heard(self, words: list[bytes]) -> None:
        match words[0]:
            case b"PING":
                self.send(b"PONG" + LINE)
            case b"PONG":
                self._pongs += 1
            case b"-ERR":
                raise ConnectionError(b" ".join(words).decode())
            case _:
                pass  # INFO, whenever the broker likes


def frame(subject: str, body: bytes, command_id: bytes, reply: str = "") -> bytes:
    """What puts a command on the wire, with header `ce-id`, as the partner guide has it."""
    headers = b"NATS/1.0\r\nce-id: " + command_id + LINE + LINE
    start = f"HPUB {subject} {reply} {len(headers)} {len(headers) + len(body)}".encode()
    return start + LINE + headers + body + LINE
