"""From an earlier release to this one, as docs/operator.md tells under 'Upgrade', and back where it promises that.

Real processes of the earlier code, out of git, and partners that run its programs and do not change.
"""

import asyncio
import json
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import closing

import pytest

from audit import check, wait_for_rest
from deploy.local import BROKER, ROOT, Platform, module_of
from deploy.ports import Ports
from shared.parties import SERVICES
from shared.release import VERSION
from tests.faults import earlier
from tests.faults.means import hashes
from tests.faults.one_grant import granted_and_paid
from tests.faults.test_restored_log import PATIENCE_SECONDS, kinds, until
from tests.town.ledger import Ledger, Sent

CONTRACT_0_1 = "54302a7"
"""The last commit that spoke contract 0.1."""
FEWER_KINDS = "f763fc7"
"""Spoke contract 0.2; since then there are kinds of events, messages and commands that it does not know."""
SAME_KINDS = "37e8960"
"""Knows all kinds of events that this release records."""
ORDER = ("settlement", "pool", "applications")
"""As the guide says it."""
WORK_SECONDS = 4
TOWN_SECONDS = 150


class Stepwise(Platform):
    """Services of an earlier release, each of which may be replaced by that of today, and the other way round."""

    def __init__(self, folder, code):
        folder.mkdir()
        register = folder / "parties.json"
        shutil.copy(code / "deploy" / "parties.json", register)
        super().__init__(folder, parties=register, ports=Ports.free(), runs=self._program)
        self.code = code
        self._earlier = set(SERVICES)

    def _program(self, service):
        return earlier.program(self.code, f"services.{service}") if service in self._earlier else module_of(service)

    def replace(self, *services, to_earlier=False):
        """Stop these, and start what takes their place; the others go on."""
        for service in services:
            self.stop_one(service)
            self._earlier = self._earlier | {service} if to_earlier else self._earlier - {service}
        for service in services:
            self.start_one(service)
        until(lambda: {*map(self._is_at_work, services)} == {True}, f"{services} at work")

    def _is_at_work(self, service):
        """Earlier releases do not say which they are."""
        health = self.health(service)
        well = (health.get("state"), health.get("alarms")) == ("ready", {})
        return well and (service in self._earlier or health["version"] == VERSION)

    def said(self):
        return {service: self.health(service).get("said", 0) for service in SERVICES}

    def have_more_to_say(self, before):
        return all(said > before[service] for service, said in self.said().items())


class Town:
    """A town of the earlier release, in a process of its own."""

    def __init__(self, platform):
        shutil.copy(ROOT / "tests" / "faults" / "townspeople.py", platform.code)
        self._errors = tempfile.TemporaryFile("w+")  # noqa: SIM115 closed by `close`
        self._process = subprocess.Popen(
            [sys.executable, *earlier.program(platform.code, "townspeople")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
        )
        told = {"data": str(platform.data), "url": platform.url, "parties": str(platform.parties_file), "seed": 2026}
        self._tell(json.dumps({**told, "refusals": new_refusals(platform.code)}))
        assert self._process.stdout.readline() == "open\n", self._fault()

    def _tell(self, line):
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()

    def works(self, platform):
        """It goes on, and every service has more to say."""
        before = platform.said()
        time.sleep(WORK_SECONDS)
        until(lambda: platform.have_more_to_say(before), "all three go on")
        assert self._process.poll() is None, self._fault()

    def ledger(self):
        """After it has finished what it began: what was sent, and what became of it."""
        self._tell("")
        found, _ = self._process.communicate(timeout=TOWN_SECONDS)
        assert self._process.returncode == 0, self._fault()
        sides = json.loads(found)
        sent = {(party, name): Sent(*what) for party, name, *what in sides["sent"]}
        return Ledger(sent, {(party, name): as_told(what) for party, name, *what in sides["told"]})

    def _fault(self):
        self._errors.seek(0)
        return self._errors.read()[-3000:]

    def close(self):
        """At once, whatever it is in the middle of."""
        with self._process as process, self._errors:
            process.kill()


def as_told(what):
    """What became of a command, as the ledger holds it, out of JSON; before 0.2 a program tells no list of faults."""
    plain, listed = what[:4], what[4:]
    return *plain, *([tuple(fault) for fault in faults] for faults in listed)


def new_refusals(code):
    """By command, codes with which it is refused since then. A partner bears those that it does not know."""
    before, now = (commands(json.loads(path.read_text("utf-8"))) for path in (contract_of(code), contract_of(ROOT)))
    return {name: sorted(now[name] - codes) for name, codes in before.items()}


def contract_of(code):
    found = code / "contracts" / "contract.json"
    return found if found.exists() else code / "shared" / "contracts" / "contract.json"


def commands(whole):
    found = [service["commands"].items() for service in whole["services"].values()]
    return {name: {*command["refuses"]} for each in found for name, command in each}


@pytest.fixture
def at(tmp_path):
    """A platform at work of the code of a commit."""
    started = []

    def start(commit):
        try:
            code = earlier.taken_out(commit, tmp_path / "code")
        except earlier.NotInThisClone as why:
            pytest.skip(f"a shallow clone: {why}")
        started.append(Stepwise(tmp_path / "platform", code))
        started[0].start()
        return started[0]

    yield start
    for platform in started:
        platform.stop()


def nothing_is_lost(platform, ledger):
    assert len(ledger.sent) > 300
    assert wait_for_rest(platform.logs, PATIENCE_SECONDS)
    findings = check(platform.logs)
    assert (findings.problems, findings.open) == ([], 0)
    assert findings.granted > 5
    assert ledger.unanswered == {}
    assert ledger.disagreements(platform.logs) == []


@pytest.mark.timeout(300)
@pytest.mark.parametrize("order", [ORDER, ORDER[::-1]], ids=["as the guide says", "the other way round"])
def test_one_service_at_a_time_while_partners_go_on(at, order):
    platform = at(FEWER_KINDS)
    with closing(Town(platform)) as town:
        town.works(platform)
        for service in order:
            platform.replace(service)
            town.works(platform)
        nothing_is_lost(platform, town.ledger())


@pytest.mark.timeout(300)
def test_there_and_back_while_partners_go_on(at):
    """Where no new kind of event is recorded, the guide promises the way back, one service at a time."""
    platform = at(SAME_KINDS)
    with closing(Town(platform)) as town:
        for service in ORDER:
            platform.replace(service)
        town.works(platform)
        for service in ORDER[::-1]:
            platform.replace(service, to_earlier=True)
            town.works(platform)
        nothing_is_lost(platform, town.ledger())


def bundel(platform, *arguments):
    command = [sys.executable, "-m", "cli", *arguments, "--data", str(platform.data), "--json"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found
    return json.loads(found.stdout.splitlines()[-1])


@pytest.mark.timeout(300)
@pytest.mark.parametrize("commit", [FEWER_KINDS, CONTRACT_0_1], ids=["fewer kinds", "contract 0.1"])
def test_back_to_a_release_that_knows_fewer_kinds_takes_the_backup_of_before(at, tmp_path, commit):
    """The earlier release does not start on what came since, and leaves it as it is."""
    platform = at(commit)
    with closing(Town(platform)) as town:
        town.works(platform)
        before = {service: hashes(address) for service, address in platform.logs.items()}
        backup = bundel(platform, "backup", str(tmp_path / "backups"))
        town.works(platform)
    platform.replace(*SERVICES)
    until(lambda: all("party-registered" in kinds(platform, service) for service in SERVICES), "a new kind in each log")
    platform.stop()
    since = {service: hashes(address) for service, address in platform.logs.items()}
    platform.start_one(BROKER)
    for service in SERVICES:
        platform._earlier.add(service)
        platform.start_one(service)
        until(lambda service=service: not platform.running(service), f"the earlier {service} ends")
    assert {service: hashes(address) for service, address in platform.logs.items()} == since
    platform.stop()
    bundel(platform, "restore", backup["backup"], "--replace", "--operator", "jansen", "--reason", "Terug.")
    platform.start()
    for service, address in platform.logs.items():
        assert hashes(address)[: len(before[service])] == before[service]
        assert platform.health(service).get("version") is None
    assert check(platform.logs).broken == []


@pytest.mark.timeout(300)
def test_from_contract_0_1_all_three_change_at_once(at):
    """In the middle of work: what was said and not heard yet is heard by today's code, and open business goes on."""
    platform = at(CONTRACT_0_1)
    with closing(Town(platform)) as town:
        town.works(platform)
        town.works(platform)
    for service in SERVICES:
        platform.stop_one(service)
    assert check(platform.logs).open, "applications whose time is not over"
    platform.replace(*SERVICES)
    asyncio.run(granted_and_paid(platform))
    until(lambda: check(platform.logs).open == 0, "time decides what was open then")
    assert wait_for_rest(platform.logs, PATIENCE_SECONDS)
    assert check(platform.logs).problems == []
