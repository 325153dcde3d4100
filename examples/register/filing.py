"""Files the register's applications on the platform, all variants at once, and comes to the file's order exactly.

All-or-nothing costs waiting: an application that asks several pools may hold money in one of them and be declined by
another, so whoever asks the same pools next has to come after its end. Everybody else need not wait, and does not.
"""

import asyncio
import heapq
import json
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from examples.narration import Failed
from examples.partner import PATIENCE_SECONDS, Partner
from examples.register.experiment import Application, Asks, Experiment, PoolName, Variant
from examples.steps import application as form
from examples.steps import ask

IN_FLIGHT = 150
"""Applications under way at once: enough to let the services work in batches, few enough to be answered soon."""
OWN_CENTS = 1_00
"""A municipality cannot subsidise everything (S3), and registers do not say what applicants paid themselves."""


@dataclass(slots=True, order=True)
class Case:
    """One application under one variant, on its way."""

    position: int
    """In the file."""
    variant: Variant = field(compare=False)
    application: Application = field(compare=False)
    asks: Asks = field(compare=False)
    first_in_line: int = field(default=0, compare=False)
    """In how many of its pools nobody comes before it any more."""
    unanswered: int = field(default=0, compare=False)
    given_up: bool = field(default=False, compare=False)

    @property
    def name(self) -> str:
        return f"{self.variant.key}-aanvraag-{self.position}"

    def body(self, where: str) -> dict[str, object]:
        asks = [ask(pool, f"pool:{pool}", *lines) for pool, lines in self.asks]
        purpose = "Aanvraag uit een subsidieregister"
        return form(self.name, purpose, where, asks=asks, own_cents=OWN_CENTS, result="Activiteit")


class Lines:
    """Who may ask which pool next. In each pool applications come in the order of the file."""

    def __init__(self, cases: Iterable[Case]) -> None:
        self._lines: dict[PoolName, deque[Case]] = {}
        self.ready: list[Case] = []
        """May be filed now, the first in the file first."""
        for case in cases:
            for pool, _ in case.asks:
                self._lines.setdefault(pool, deque()).append(case)
        for pool in self._lines:
            self._call_next(pool)

    def filed(self, case: Case) -> None:
        """One that asks a single pool holds up nobody: it is answered before whoever comes next.

        Where a hold has several ways to be backed, whoever comes next waits for its end: until then it could move.
        """
        for pool, _ in case.asks:
            assert self._lines[pool].popleft() is case, f"{case.name} jumped the queue of {pool}"
        if len(case.asks) == 1 and not case.variant.has_supports:
            self.out_of_the_way(case)

    def out_of_the_way(self, case: Case) -> None:
        """Whatever it held is certain to stay held, or to be released before anybody else is heard."""
        for pool, _ in case.asks:
            self._call_next(pool)

    def _call_next(self, pool: PoolName) -> None:
        if line := self._lines[pool]:
            line[0].first_in_line += 1
            if line[0].first_in_line == len(line[0].asks):
                heapq.heappush(self.ready, line[0])


class Filing:
    """The applicant's program: files, hears the pools' answers, and withdraws at once what cannot be granted."""

    def __init__(self, applicant: Partner, experiment: Experiment, decided: Callable[[Variant], None]) -> None:
        self._applicant = applicant
        self._where = experiment.register.title
        self._cases = {
            case.name: case
            for variant in experiment.variants
            for position, application in enumerate(experiment.applications)
            for case in [Case(position, variant, application, variant.asks(application))]
        }
        self._lines = Lines(self._cases.values())
        self._decided = decided
        self._open: set[str] = set()
        self._to_decide = set(self._cases)
        self._news = asyncio.Event()
        self.granted: dict[str, set[int]] = {variant.key: set() for variant in experiment.variants}

    async def run(self) -> None:
        """Until every application is granted or has failed."""
        async with asyncio.TaskGroup() as tasks:
            followers = [tasks.create_task(self._hear(tasks, service)) for service in ("pool", "applications")]
            while self._to_decide:
                while self._lines.ready and len(self._open) < IN_FLIGHT:
                    self._file(tasks, heapq.heappop(self._lines.ready))
                await self._wait_for_news()
            for follower in followers:
                follower.cancel()

    async def _wait_for_news(self) -> None:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self._news.wait()
        except TimeoutError:
            raise Failed(f"{len(self._to_decide)} applications of the register are not decided") from None
        self._news.clear()

    def _file(self, tasks: asyncio.TaskGroup, case: Case) -> None:
        """Tasks begin in the order in which they are made, and send before they first wait: so order is kept."""
        case.unanswered = len(case.asks)
        self._open.add(case.name)
        tasks.create_task(self._applicant.does("applications", "submit-application", **case.body(self._where)))
        self._lines.filed(case)

    async def _hear(self, tasks: asyncio.TaskGroup, service: str) -> None:
        async for said in self._applicant.client.follow(service):
            data = json.loads(bytes(said.data))
            case = self._cases.get(data.get("application", ""))
            if case is None:
                continue
            match said.kind:
                case "reservation-held" | "reservation-declined":
                    self._answered(tasks, case, declined=said.kind == "reservation-declined")
                case "application-granted" | "application-failed":
                    self._ended(case, granted=said.kind == "application-granted")

    def _answered(self, tasks: asyncio.TaskGroup, case: Case, *, declined: bool) -> None:
        case.unanswered -= 1
        if case.given_up:
            return
        if declined:
            self._give_up(tasks, case)
        if len(case.asks) > 1 and (declined or not case.unanswered) and not case.variant.has_supports:
            self._lines.out_of_the_way(case)
            self._news.set()

    def _give_up(self, tasks: asyncio.TaskGroup, case: Case) -> None:
        """Sent before whoever waited for it is filed, so its holds are released before they ask."""
        case.given_up = True
        withdrawn = {"application": case.name, "reason": "Niet elke zuil zegt ja"}
        tasks.create_task(self._applicant.does("applications", "withdraw-application", **withdrawn))

    def _ended(self, case: Case, *, granted: bool) -> None:
        if granted:
            self.granted[case.variant.key].add(case.position)
        if case.variant.has_supports:
            self._lines.out_of_the_way(case)
        self._open.discard(case.name)
        self._to_decide.discard(case.name)
        self._decided(case.variant)
        self._news.set()
