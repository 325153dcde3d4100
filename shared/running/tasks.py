"""Tasks that belong together: the first failure ends them all, and an end is an end."""

import asyncio
from collections.abc import Coroutine, Sequence
from typing import Any

CANCEL_AGAIN_SECONDS = 0.2


async def together(*works: Coroutine[Any, Any, None]) -> None:
    """Run all of these until one fails or we are cancelled; end the others; raise what failed.

    Not a TaskGroup, which cancels once: before Python 3.12 `asyncio.wait_for`, which libraries use, swallows a
    cancellation that comes together with what it waits for, and the task would work on for ever.
    """
    tasks = [asyncio.create_task(work) for work in works]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    finally:
        await end(tasks)
    for task in tasks:
        if not task.cancelled():
            task.result()


async def end(tasks: Sequence["asyncio.Task[None]"]) -> None:
    """Cancel these until they have ended."""
    while running := [task for task in tasks if not task.done()]:
        for task in running:
            task.cancel()
        await asyncio.wait(running, timeout=CANCEL_AGAIN_SECONDS)
