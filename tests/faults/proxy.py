"""A network that can be hurt: every link is a small TCP proxy on loopback, all of them in a thread of their own."""

import asyncio
import contextlib
import random
import threading
import time

CHUNK_BYTES = 64 * 1024
WAYS = ("there", "back")
"""The two directions of a link: from who opened the connection, and to it."""


class Link:
    """Listens on a port of its own and hands on what comes. May be hurt from any thread, at any moment."""

    def __init__(self, loop, connect):
        self._loop = loop
        self._connect = connect
        self._wires = set()
        self._server = None
        self._open = {way: asyncio.Event() for way in WAYS}
        self._delay = 0.0
        self._refuses = False
        self._dice = random.Random()
        self._passed = time.monotonic()
        self.release()

    async def listen(self):
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return self._server.sockets[0].getsockname()[1]

    def end(self):
        """Listen no more."""
        self._server.close()

    async def _serve(self, reader, writer):
        if self._refuses:
            writer.transport.abort()
            return
        try:
            there = await self._connect()
        except OSError:
            writer.transport.abort()
            return
        await Wire(self, (reader, writer), there).carry(self._wires)

    async def pass_on(self, way):
        """Wait as long as nothing passes this way."""
        if self._delay:
            await asyncio.sleep(self._delay)
        await self._open[way].wait()
        self._passed = time.monotonic()

    # What can be done to it

    def cut(self):
        """All connections end at once, both sides are told."""
        self._now(lambda: [wire.abort() for wire in tuple(self._wires)])

    def refuse(self, refuses):
        """Whether new connections are refused from now on."""
        self._refuses = refuses

    def tear(self):
        """Of what comes next on each connection only a part arrives; then it ends."""
        self._now(lambda: [wire.tear(self._dice.random()) for wire in tuple(self._wires)])

    def hold(self, *ways):
        """Nothing passes these ways any more; nothing is lost either: it passes at the release."""
        self._now(lambda: [self._open[way].clear() for way in ways])

    def release(self):
        self._now(lambda: [event.set() for event in self._open.values()])

    def delay(self, seconds):
        """Everything takes so much longer."""
        self._delay = seconds

    def lose(self, *ways):
        """What goes these ways on the connections of now is swallowed for ever, and nobody is told."""
        self._now(lambda: [wire.lose(ways) for wire in tuple(self._wires)])

    @property
    def connections(self):
        """How many are open."""
        return len(self._wires)

    @property
    def lost(self):
        """How many connections are open that swallow."""
        return sum(bool(wire.swallows) for wire in tuple(self._wires))

    @property
    def quiet_seconds(self):
        """How long ago it was that something passed."""
        return time.monotonic() - self._passed

    def _now(self, act):
        """Do it in the network's own thread, and wait until it is done."""

        async def acting():
            act()

        asyncio.run_coroutine_threadsafe(acting(), self._loop).result(10)


class Wire:
    """One connection through a link."""

    def __init__(self, link, here, there):
        self._link = link
        self._ends = (here, there)
        self._torn = None
        self.swallows = frozenset()

    async def carry(self, wires):
        """Until either side ends it; then both are told."""
        (reader, writer), (far_reader, far_writer) = self._ends
        wires.add(self)
        pumps = [
            asyncio.ensure_future(self._pump(reader, far_writer, "there")),
            asyncio.ensure_future(self._pump(far_reader, writer, "back")),
        ]
        try:
            await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
        finally:
            wires.discard(self)
            for pump in pumps:
                pump.cancel()
            for _, end in self._ends:
                end.close()

    async def _pump(self, reader, writer, way):
        with contextlib.suppress(OSError):
            while chunk := await reader.read(CHUNK_BYTES):
                await self._link.pass_on(way)
                if way in self.swallows:
                    continue
                if self._torn is not None:
                    writer.write(chunk[: int(len(chunk) * self._torn)])
                    return
                writer.write(chunk)
                await writer.drain()

    def abort(self):
        for _, end in self._ends:
            end.transport.abort()

    def tear(self, part):
        self._torn = part

    def lose(self, ways):
        self.swallows = frozenset(ways)


class Network:
    """All links of a platform. Runs from its making until it is closed."""

    def __init__(self):
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True, name="network")
        self._thread.start()
        self.links = {}

    def to_port(self, name, port):
        """A link to a port on loopback; returns the port that it listens on."""
        return self._add(name, lambda: asyncio.open_connection("127.0.0.1", port))

    def to_socket(self, name, path):
        """The same, to a socket in the file system."""
        return self._add(name, lambda: asyncio.open_unix_connection(path))

    def _add(self, name, connect):
        self.links[name] = Link(self._loop, connect)
        return asyncio.run_coroutine_threadsafe(self.links[name].listen(), self._loop).result(10)

    def close(self):
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _end(self):
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for link in self.links.values():
            link.end()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
