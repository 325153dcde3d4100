"""In the relay, and in the clients that listen to it."""

from tests.simulation.planted.bug import Bug, Edit

RELAY = (
    Bug(
        name="a restored log is trusted",
        file="shared/running/relay.py",
        old="""
        if event is None:
            raise LogReplaced(f"There is a message {mark.index} that {who} heard and this log does not hold.")
        if event.hash""",
        new="""
        if event is None:
            return
        if event.hash""",
        thought="Another process of ours may have recorded it just now.",
        within=200,
    ),
    Bug(
        name="refilled without asking readers",
        file="shared/running/relay.py",
        old="self._ask_readers(wait_for_all=last < should_hold, at_least=self._readers_seconds if is_start else 0.0)",
        new="self._ask_readers(wait_for_all=False, at_least=0.0)",
        thought="A wiped broker is refilled; what could a reader know that the log does not?",
        within=200,
    ),
    Bug(
        name="readers are asked only where the broker is short",
        file="shared/running/relay.py",
        old="        await self._ask_readers(wait_for_all",
        new="        if last < should_hold:\n            await self._ask_readers(wait_for_all",
        thought="If broker and log agree, there is nothing to ask.",
    ),
    Bug(
        name="work begins before the start check",
        file="shared/running/runtime.py",
        old="""
                await self.relay.check()
                break
""",
        new="""
                break
""",
        thought="The relay checks by itself before it says anything.",
        within=100,
    ),
    Bug(
        name="what was said while away is skipped",
        file="shared/running/relay.py",
        old="        self._position = self._eventlog.before_message(last + 1)",
        new="""        after = last if is_start or head is None else said
        self._position = self._eventlog.before_message(after + 1)""",
        thought="Readers repair gaps from the log; the stream need only carry what is new.",
    ),
    Bug(
        name="published wherever the stream ends",
        file="shared/running/relay.py",
        old="            await self._bus.publish_said(messages, last)",
        new="""            last = await self._bus.last_index(self._service.name)
            await self._bus.publish_said(messages, last)""",
        thought="Ask where it ends, or two relays keep refusing each other.",
        within=1000,
    ),
    Bug(
        name="the tail survives another writer",
        file="shared/log/eventlog.py",
        old="        if self._events and events[0].stored.prev != self._events[-1].hash:\n            self._events.clear()\n",
        new="",
        beside=(
            Edit(
                "shared/log/eventlog.py",
                "        except es.IntegrityError as error:\n            self._tail = _Tail()\n",
                "        except es.IntegrityError as error:\n",
            ),
        ),
        thought="What we appended before is still there.",
        within=1000,
    ),
)

CLIENT = (
    Bug(
        name="the client keeps nothing",
        file="clients/python/src/bundel_client/party_connection.py",
        old="        self._kept.put(pending)\n",
        new="",
        thought="It waits for the outcome anyway.",
        within=50,
    ),
    Bug(
        name="the client takes a publication for an outcome",
        file="clients/python/src/bundel_client/party_connection.py",
        old="            await asyncio.wait([arrived], timeout=SEND_AGAIN_SECONDS)\n",
        new="""            await asyncio.wait([arrived], timeout=SEND_AGAIN_SECONDS)
            if not arrived.done():
                return Outcome(pending.command_id, accepted=True)
""",
        thought="The broker took it and nobody objected: it is in.",
        within=50,
    ),
    Bug(
        name="an outcome goes by its id alone",
        file="clients/python/src/bundel_client/party_connection.py",
        old="""        waiting = self._waiting.get(_key(service, event["data"]))
""",
        new="""        of = service, event["data"]["command_id"]
        waiting = next((future for key, future in self._waiting.items() if key[:2] == of), None)
""",
        thought="An id is an id.",
    ),
    Bug(
        name="a follower skips at a gap",
        file="clients/python/src/bundel_client/party_connection.py",
        old="            if not place.is_next(said):\n                return\n",
        new="",
        thought="What is missing comes with the next look.",
    ),
    Bug(
        name="a follower catches up with the newest only",
        file="clients/python/src/bundel_client/party_connection.py",
        old="                if not place.is_old(said):\n",
        new="                if place.is_next(said):\n",
        thought="In order.",
    ),
)
