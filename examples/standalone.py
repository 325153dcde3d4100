"""Plays one scenario on a platform that is up: `python -m examples.<scenario> [--lang nl|en] [--data DIR]`."""

import argparse
import asyncio
import secrets
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from rich.console import Console

from examples.narration import Failed, Narrator
from examples.partner import Stage

ROOT = Path(__file__).resolve().parent.parent


def play(scenario: Callable[[Stage], Awaitable[Any]], description: str | None) -> None:
    """Names get a tag of chance, so that the scenario can be played again and again."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--lang", choices=("nl", "en"), default="nl")
    parser.add_argument("--data", type=Path, default=ROOT / ".bundel", help="the running platform's data folder")
    parser.add_argument(
        "--parties", type=Path, default=ROOT / "deploy" / "parties.json", help="its register of parties"
    )
    options = parser.parse_args()
    tag = f"-{secrets.token_hex(3)}"

    async def scene() -> None:
        await scenario(Stage.of_running(options.data, options.parties, Narrator(options.lang, Console()), tag))

    try:
        asyncio.run(scene())
    except Failed as failed:
        sys.exit(str(failed))
