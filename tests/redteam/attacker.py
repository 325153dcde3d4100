"""One partner with valid credentials and no scruples: a bare socket, which says whatever it is told to say."""

import contextlib
import json
import multiprocessing
import socket
import time

PATIENCE_SECONDS = 10


class Attacker:
    """The NATS protocol by hand, as one party. `objections`: the broker's errors; `heard`: the subjects it was sent."""

    def __init__(self, platform, party, **login):
        self.party = party
        self.objections = []
        self.heard = []
        self._socket = socket.create_connection(("127.0.0.1", platform.ports.nats))
        self._socket.settimeout(PATIENCE_SECONDS)
        self._lines = self._socket.makefile("rb")
        with contextlib.ExitStack() as undo:
            undo.callback(self.__exit__)
            self._logs_in(platform, login)
            undo.pop_all()

    def _logs_in(self, platform, login):
        self._lines.readline()
        user = {"user": self.party, "pass": platform.password(self.party)}
        self.says(b"CONNECT %s\r\n" % json.dumps({**user, "verbose": False, "headers": True, **login}).encode())
        self.told()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._lines.close()
        self._socket.close()

    def says(self, line):
        self._socket.sendall(line)

    def publishes(self, subject, body=b"{}", reply="", headers=None):
        self.says(frame(subject, body, reply, headers))

    def listens(self, subject, queue="", sid=1):
        self.says(f"SUB {subject} {queue} {sid}\r\n".encode())

    def told(self):
        """Objections since the last time: wait until the broker has read all that was said."""
        already = len(self.objections)
        self.says(b"PING\r\n")
        while self._read() != b"PONG":
            pass
        return self.objections[already:]

    def _read(self):
        line = self._lines.readline().strip()
        if not line:
            raise ConnectionError(f"the broker closed the connection: {self.objections[-1:]}")
        word, *rest = line.split()
        if word in {b"MSG", b"HMSG"}:
            self.heard.append(rest[0].decode())
            self._lines.read(int(rest[-1]) + 2)
        elif word == b"PING":
            self.says(b"PONG\r\n")
        elif word == b"-ERR":
            self.objections.append(line.decode())
        return word


def frame(subject, body=b"{}", reply="", headers=None):
    """What a client writes to publish this. Subjects and headers may be bytes that no library would write."""
    subject, reply = (one if isinstance(one, bytes) else one.encode() for one in (subject, reply))
    if headers is None:
        return b"PUB %s %s %d\r\n%s\r\n" % (subject, reply, len(body), body)
    lines = (b"%s: %s\r\n" % (name.encode(), value.encode()) for name, value in headers.items())
    head = b"NATS/1.0\r\n%s\r\n" % b"".join(lines)
    return b"HPUB %s %s %d %d\r\n%s%s\r\n" % (subject, reply, len(head), len(head) + len(body), head, body)


class Flood:
    """A process that publishes without end, as fast as the broker reads or at this rate, until it is told to stop."""

    def __init__(self, platform, party, kind, *, rate=0):
        context = multiprocessing.get_context("spawn")
        self._over, self._sent = context.Event(), context.Value("q", 0)
        where = platform.ports.nats, party, platform.password(party)
        self._process = context.Process(target=_flood, args=(*where, kind, rate, self._over, self._sent))

    def __enter__(self):
        self._process.start()
        until = time.monotonic() + PATIENCE_SECONDS
        while not self._sent.value and time.monotonic() < until:
            time.sleep(0.02)
        return self

    def __exit__(self, *error):
        self._over.set()
        self._process.join(PATIENCE_SECONDS)
        if self._process.is_alive():
            self._process.kill()

    @property
    def sent(self):
        return self._sent.value


KINDS = {
    "commands": lambda me, n: frame(f"bundel.cmd.pool.{me}.receive", b'{"id":"%d"}' % n),
    "commands of invented kinds": lambda me, n: frame(f"bundel.cmd.pool.{me}.geld-{n}", b'{"id":"%d"}' % n),
    "commands of 60 kB": lambda me, n: frame(f"bundel.cmd.pool.{me}.receive", b"%060000d" % n),
    "commands of 500 kB": lambda me, n: frame(f"bundel.cmd.pool.{me}.receive", b"%0500000d" % n),
    "queries": lambda me, n: frame(f"bundel.query.pool.{me}.pools", b"{}", f"_INBOX_{me}.{n}"),
    "expensive queries": lambda me, n: frame(
        f"bundel.query.pool.{me}.messages-after", b'{"after":0,"limit":500}', f"_INBOX_{me}.{n}"
    ),
    "queries of 500 kB": lambda me, n: frame(f"bundel.query.pool.{me}.pools", b"%0500000d" % n, f"_INBOX_{me}.{n}"),
    "what is not allowed": lambda me, n: frame("bundel.cmd.pool.college.open-pool"),
}
"""What can be flooded with: (attacker, number) → bytes."""


def _flood(port, party, password, kind, rate, over, sent):
    connection = socket.create_connection(("127.0.0.1", port))
    login = {"user": party, "pass": password, "verbose": False, "headers": True}
    connection.sendall(b"CONNECT %s\r\n" % json.dumps(login).encode())
    make, began, number = KINDS[kind], time.monotonic(), 0
    first = time.time_ns() // 1000  # an id that was used before would be a repeat, and much less work
    at_once = max(1, min(500, 60_000 // len(make(party, 0))))
    while not over.is_set():
        try:
            connection.sendall(b"".join(make(party, first + number + one) for one in range(at_once)))
        except OSError:
            return  # the broker has had enough
        number += at_once
        sent.value = number
        if rate:
            time.sleep(max(0.0, began + number / rate - time.monotonic()))
