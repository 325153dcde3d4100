"""A platform that the command line started, with a story on it that was told by commands from files alone."""

import io
import json
import os
import subprocess
import sys
import time
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from unittest import mock

from cli.app import main
from cli.data_folder import DataFolder
from cli.running import platform_of
from shared.calendar import civil_date


def today():
    """Another one than `TODAY` if midnight came while the tests ran."""
    return civil_date(datetime.now(UTC))


TODAY = today()
PERIOD = {"valid_from": f"{TODAY.year}-01-01", "valid_to": f"{TODAY.year + 2}-01-01"}
ASK = "tuin:pot"


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def jsons(self):
        return [json.loads(line) for line in self.out.splitlines()]


class Stand:
    """Runs `bundel` in this process, on one data folder."""

    def __init__(self, data):
        self.data = data
        self.place = DataFolder(data, environment={})

    def __call__(self, *arguments, given="", columns=80, **environment):
        env = {name: value for name, value in os.environ.items() if not name.startswith("BUNDEL_")}
        env |= {"BUNDEL_DATA": str(self.data), "COLUMNS": str(columns), "NO_COLOR": "1", **environment}
        out, err = io.StringIO(), io.StringIO()
        stdin = io.TextIOWrapper(io.BytesIO(given.encode()))
        surroundings = mock.patch.dict(os.environ, env, clear=True), mock.patch.object(sys, "stdin", stdin)
        with surroundings[0], surroundings[1], redirect_stdout(out), redirect_stderr(err):
            try:
                main([str(argument) for argument in arguments])
            except SystemExit as end:
                return Ended(int(end.code or 0), out.getvalue(), err.getvalue())
        raise AssertionError("main ends the process")

    def apart(self, *arguments):
        """In a process of its own, as a shell runs it."""
        command = [sys.executable, "-m", "cli", *arguments, "--data", str(self.data)]
        found = subprocess.run(command, capture_output=True, text=True, check=False)
        return Ended(found.returncode, found.stdout, found.stderr)

    def begun(self, *arguments):
        """In a process of its own, which still runs when this returns."""
        command = [sys.executable, "-m", "cli", *arguments, "--data", str(self.data)]
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    @property
    def platform(self):
        return platform_of(self.place)

    def submit(self, party, service, command, command_id="", **data):
        body = {"service": service, "command": command, "data": data, "id": command_id, "party": party}
        return self("submit", "-", "--json", given=json.dumps(body))

    def does(self, *arguments, **data):
        ended = self.submit(*arguments, **data)
        assert ended.code == 0, ended

    def tell_story(self):
        """A pool with an automatic mandate grants an application with a zuil, and pays; another application is open."""
        frame = {"decision": "Raadsbesluit 2026-118", "ceiling_cents": 10_000_00, **PERIOD}
        goals = [{"goal": "groen", "task_field": "5.7", "code_year": TODAY.year}]
        self.does("gemeente", "pool", "open-pool", "opening", pool="moestuin", neighbourhood="Bospolder", goals=goals,
                  frame=frame, budget_holder="groen")  # fmt: skip
        limits = {"limit_cents": 5_000_00, "total_cents": 9_000_00, "goals": ["groen"], "automatic": True}
        self.does("gemeente", "pool", "set-mandate", pool="moestuin", **limits, **PERIOD,
                  four_eyes_above_cents=4_000_00, second_approver="welzijn")  # fmt: skip
        pledged = {"cents": 3_000_00, "earmarks": ["groen"], "task_field": "5.7", "year": TODAY.year}
        terms = {"recurring": "incidental", "domain": "social"}
        self.does("welzijn", "pool", "pledge", pool="moestuin", contribution="inbreng", **pledged, **terms)
        self.does("groen", "pool", "accept-pledge", pool="moestuin", contribution="inbreng", offer=1)
        received = {"cents": 3_000_00, "received_on": TODAY.isoformat()}
        self.does("groen", "pool", "receive", pool="moestuin", contribution="inbreng", **received)
        self.does("buurttuin", "applications", "submit-application", **application("tuin"))
        hold = {"ask": "tuin:zuil", "revision": 1, "cents": 200_00, "answer": "hold"}
        self.does("welzijn", "applications", "answer-ask", **hold)
        self.awaits(lambda: self("show", "agreement", ASK, "--json").json["agreement"]["order"])
        paid = {"order": f"{ASK}:1", "cents": 1_234_56, "paid_on": TODAY.isoformat()}
        self.does("groen", "settlement", "confirm-payment", **paid)
        self.does("buurttuin", "applications", "submit-application", **application("later"))
        decline = {
            "ask": "later:zuil",
            "revision": 1,
            "cents": 200_00,
            "answer": "decline",
            "ground": "no-money",
            "reason": "geen ruimte",
        }
        self.does("welzijn", "applications", "answer-ask", **decline)
        assert self("verify", "--wait", 10, "--json").json["at_rest"]

    def awaits(self, holds):
        """Until it holds, without an exception."""
        until = datetime.now(UTC) + timedelta(seconds=10)
        while True:
            try:
                if holds():
                    return
            except (KeyError, ValueError):
                pass
            assert datetime.now(UTC) < until, "in vain"
            time.sleep(0.05)


def ask(name, funder, cents):
    return {"ask": name, "funder": funder, "lines": [{"goal": "groen", "cents": cents}], "instrument": "grant"}


def application(name):
    return {
        "application": name,
        "purpose": "Moestuin in de wijk",
        "neighbourhood": "Bospolder",
        "results": [{"indicator": "tuin", "unit": "aantal", "target": "1", "goal": "groen"}],
        "costs": [{"what": "Grond", "cents": 1_534_56}],
        "asks": [ask("pot", "pool:moestuin", 1_234_56), ask("zuil", "zuil:welzijn", 200_00)],
        "other_money": [{"source": "leden", "kind": "own", "cents": 100_00}],
        "hours": [],
        "expected_savings": [],
        "term": "incidental",
        "plan_after": "Daarna betaalt het initiatief zichzelf",
        "decide_by": (datetime.now(UTC) + timedelta(days=1)).isoformat(),
        "goods": [{"who": "Kwekerij", "what": "Struiken", "estimated_cents": 60_00}],
    }
