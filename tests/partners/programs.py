"""Partners' programs as processes of their own: started, listened to, killed, started again with the same folder."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
JAVASCRIPT = ROOT / "examples" / "partners" / "javascript"
JAVASCRIPT_CLIENT = ROOT / "clients" / "javascript"
PYTHON = (sys.executable, "-m", "examples.partners.python.zuil")
PATIENCE = 30


def until(holds, what, seconds=PATIENCE):
    """The first answer of `holds` that is not empty; says what was awaited in vain."""
    end = time.monotonic() + seconds
    while not (found := holds()):
        assert time.monotonic() < end, f"waited in vain until {what}"
        time.sleep(0.02)
    return found


@dataclass
class Zuil:
    """A zuil's program, in whatever language, on a link to the broker that tests can hurt."""

    command: tuple[str, ...]
    slug: str
    oin: str
    url: str
    credentials: Path
    folder: Path
    budget_cents: int = 1_000_00
    process: subprocess.Popen | None = field(default=None, repr=False)

    def start(self, **others):
        """`others` are options of the program."""
        self.folder.mkdir(exist_ok=True)
        options = {
            "url": self.url,
            "party": self.slug,
            "oin": self.oin,
            "password-file": self.credentials / self.slug,
            "folder": self.folder / "kept",
            "budget-cents": self.budget_cents,
        }
        arguments, environment = self._given(options | others)
        with self._output.open("ab") as out:
            self.process = subprocess.Popen(
                [*self.command, *arguments],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                env={**os.environ, "PYTHONUNBUFFERED": "1", "NODE_NO_WARNINGS": "1", **environment},
            )
        return self

    def _given(self, options):
        """How the program takes its options: its arguments, and its environment."""
        return [f"--{name}={value}" for name, value in options.items()], {}

    @property
    def _output(self):
        return self.folder / "output.txt"

    @property
    def said(self):
        return self._output.read_text("utf-8")

    def says(self, text):
        until(lambda: text in self.said or self.process.poll() is not None, f"it says {text!r}")
        assert text in self.said, self.said

    def kill(self):
        self.process.kill()
        self.process.wait(10)

    def stop(self):
        """Asked to stop; the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(10)

    def ended(self):
        return self.process.wait(PATIENCE)

    @property
    def pending(self):
        """The ids of the commands that are kept."""
        return [self._id_in(json.loads(path.read_text("utf-8"))) for path in self._pending_files()]

    def _pending_files(self):
        return sorted((self.folder / "kept" / "pending").glob("*.json"))

    @staticmethod
    def _id_in(kept):
        return kept.get("id") or kept["command_id"]

    @property
    def books(self):
        """What the program keeps between restarts; that is nothing before the first time."""
        try:
            return json.loads((self.folder / "kept" / "ledger.json").read_text("utf-8"))
        except FileNotFoundError:
            return {"granted_cents": 0, "held": {}}


FASTSTREAM = (sys.executable, "-m", "examples.partners.faststream.zuil")
_NAMES = {
    "url": "BUNDEL_NATS",
    "party": "ZUIL_PARTY",
    "oin": "ZUIL_OIN",
    "password-file": "ZUIL_PASSWORD_FILE",
    "folder": "ZUIL_FOLDER",
    "budget-cents": "ZUIL_LIMIT_CENTS",
}


class FastStreamZuil(Zuil):
    """The one that takes its options from the environment, and keeps no books."""

    def _given(self, options):
        return [], {_NAMES[name]: str(value) for name, value in options.items()}
