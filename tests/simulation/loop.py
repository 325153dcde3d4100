"""An event loop on simulated time: nothing waits, the same seed runs the same way, and processes can freeze or die."""

import asyncio
import contextlib
import contextvars
import heapq
import itertools
from collections import deque

STEPS_WITHOUT_TIME = 200_000
"""So many steps at one moment mean that somebody waits for something without waiting."""

MANY_TASKS = 500

PROCESS = contextvars.ContextVar("process", default=None)
"""The simulated process that is running; None outside of any."""


NOBODY = contextvars.Context()
"""The context of what no process does: of networks, disks and time."""


class Stuck(AssertionError):
    """Work goes on without time passing, or nothing at all is left to be done."""


class Process:
    """What can be frozen and killed as a whole: everything that was begun within its context.

    A frozen one is not run until it thaws; a dead one never again, not even to clean up.
    """

    def __init__(self, loop, name, on_death):
        self.loop = loop
        self.name = name
        self.dead = False
        self._on_death = on_death
        self._frozen = 0
        self.context = contextvars.copy_context()
        self.context.run(PROCESS.set, self)
        self._waiting = []
        self._tasks = []
        self._enough = MANY_TASKS

    def begin(self, work):
        """Run a coroutine as a part of this process."""
        return self.loop.create_task(work, context=self.context)

    def call_later(self, seconds, callback, *args):
        self.loop.call_later(seconds, callback, *args, context=self.context)

    @property
    def frozen(self):
        return self._frozen > 0

    def freeze(self, seconds):
        """Stand still for so long; who is frozen twice thaws when both are over."""
        self._frozen += 1
        self.loop.call_later(seconds, self._thaw, context=NOBODY)

    def _thaw(self):
        self._frozen -= 1
        if not self._frozen:
            self.loop.run_next(self._waiting)
            self._waiting = []

    def kill(self):
        if not self.dead:
            self.dead = True
            self._waiting = []
            self.loop.call_soon(self._on_death, self, context=NOBODY)

    def keep(self, handle):
        """To be run once it thaws."""
        self._waiting.append(handle)

    def register(self, task):
        self._tasks.append(task)
        if len(self._tasks) > self._enough:
            self._tasks = [one for one in self._tasks if not one.done()]
            self._enough = 2 * len(self._tasks) + MANY_TASKS

    def bury(self):
        """Close what a dead process had begun. Only when the world is over: closing runs what a death must not run."""
        for task in self._tasks:
            if not task.done():
                task._log_destroy_pending = False
                _close(task.get_coro())
        self._tasks = []


def _close(coroutine):
    for _ in range(20):
        with contextlib.suppress(RuntimeError):  # it awaits while it is being closed: close it further
            coroutine.close()
            return


class _Task(asyncio.Task):
    """Hashed by number: sets of tasks are the same in every run, wherever tasks lie in memory."""

    _numbers = itertools.count()

    def __init__(self, *args, **options):
        self._number = next(self._numbers)
        super().__init__(*args, **options)

    def __hash__(self):
        return self._number

    __eq__ = object.__eq__


class _Handle:
    __slots__ = ("_when", "args", "callback", "context")

    def __init__(self, callback, args, context, when=0.0):
        self.callback = callback
        self.args = args
        self.context = context
        self._when = when

    def cancel(self):
        self.callback = None
        self.args = ()

    def cancelled(self):
        return self.callback is None

    def when(self):
        return self._when


class SimulatedLoop(asyncio.AbstractEventLoop):
    """Runs what is ready in order; when nothing is, time moves to what is due next."""

    def __init__(self):
        self._now = 0.0
        self._ready = deque()
        self._due = []
        self._numbers = itertools.count()
        self._running = False
        self._processes = []
        self._outside = self.process("outside of any process", None)
        self.steps = 0
        self.failures = []
        """What nobody caught."""
        self.halted = False
        """Nothing more is to be run."""

    # What asyncio needs

    def time(self):
        return self._now

    def call_soon(self, callback, *args, context=None):
        handle = _Handle(callback, args, contextvars.copy_context() if context is None else context)
        self._ready.append(handle)
        return handle

    def call_later(self, delay, callback, *args, context=None):
        return self.call_at(self._now + delay, callback, *args, context=context)

    def call_at(self, when, callback, *args, context=None):
        handle = _Handle(callback, args, contextvars.copy_context() if context is None else context, when)
        heapq.heappush(self._due, (when, next(self._numbers), handle))
        return handle

    def create_future(self):
        return asyncio.Future(loop=self)

    def create_task(self, coro, *, name=None, context=None):
        task = _Task(coro, loop=self, name=name, context=context)
        process = PROCESS.get() if context is None else context.get(PROCESS)
        (self._outside if process is None else process).register(task)
        return task

    def get_debug(self):
        return False

    def is_running(self):
        return self._running

    def is_closed(self):
        return False

    def call_exception_handler(self, context):
        self.failures.append(context.get("exception") or context["message"])

    # What the simulation needs

    def process(self, name, on_death):
        process = Process(self, name, on_death)
        self._processes.append(process)
        return process

    def run_next(self, handles):
        self._ready.extend(handles)

    def run(self, main):
        """Run until this coroutine is done; return what it returned. The loop cannot be used again."""
        _Task._numbers = itertools.count()
        asyncio._set_running_loop(self)
        self._running = True
        try:
            task = self.create_task(main)
            while not (task.done() or self.halted):
                self._run_what_is_ready()
                if not (task.done() or self.halted):
                    self._pass_time()
            return None if self.halted else task.result()
        finally:
            for process in self._processes:
                process.dead = True
            for process in self._processes:
                process.bury()
            self._running = False
            asyncio._set_running_loop(None)

    def _run_what_is_ready(self):
        ready, steps = self._ready, 0
        while ready and not self.halted:
            handle = ready.popleft()
            callback = handle.callback
            if callback is None:
                continue
            process = handle.context.get(PROCESS)
            if process is not None:
                if process.dead:
                    continue
                if process.frozen:
                    process.keep(handle)
                    continue
            handle.context.run(callback, *handle.args)
            steps += 1
            if steps > STEPS_WITHOUT_TIME:
                raise Stuck(f"{steps} steps at {self._now:.3f} s, at last {callback}")
        self.steps += steps

    def _pass_time(self):
        due = self._due
        while due and due[0][2].callback is None:
            heapq.heappop(due)
        if not due:
            raise Stuck(f"nothing left to do at {self._now:.3f} s")
        self._now = max(self._now, due[0][0])
        while due and due[0][0] <= self._now:
            self._ready.append(heapq.heappop(due)[2])
