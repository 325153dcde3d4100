"""A snapshot is of the code that made it, and of all of a state, however deep its slices lie in one another."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import MutableMapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

import pytest

from deploy.local import ROOT
from services.pool.app import SERVICE as POOL
from shared.log.snapshot import Pace, Snapshots, parts_of
from shared.log.snapshot_file import SnapshotFile
from shared.money import Posting, transfer
from shared.money.chart import Books
from shared.running.world import SystemChance
from shared.running.writer import Writer
from tests.delivery.stage import HandClock, arrived, disk_of, open_pool
from tests.simulation.snapshots import differences
from tests.unit.scenario import PARTIES

# Of which code


FORMS = """
import json, sys
from pathlib import Path
from shared.log import snapshot
from services.{service}.app import SERVICE

def form():
    snapshot._digest.cache_clear()
    return snapshot.form_of(SERVICE)

found = {{"as it is": form(), "once more": form()}}
for name in json.loads(sys.argv[1]):
    path = Path(name)
    text = path.read_text("utf-8")
    path.write_text(text + "\\n# changed\\n", "utf-8")
    found[name] = form()
    path.write_text(text, "utf-8")
first, second = Path("shared/money/chart.py"), Path("shared/money/zeta.py")
first.write_text(first.read_text("utf-8") + "A = 1\\n", "utf-8")
second.write_text("B = 1\\n", "utf-8")
found["before"] = form()
first.write_text(first.read_text("utf-8").removesuffix("A = 1\\n"), "utf-8")
second.write_text("A = 1\\nB = 1\\n", "utf-8")
found["a line moved on"] = form()
second.unlink()
print(json.dumps(found))
"""
"""In a copy of the project: the form of a service's snapshots, with each of these files changed in its turn."""


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    copy = tmp_path_factory.mktemp("project")
    for folder in ("services", "shared"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def forms(project, service, changed):
    done = subprocess.run(
        [sys.executable, "-B", "-c", FORMS.format(service=service), json.dumps(changed)],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(project)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


@pytest.mark.parametrize("service", ["applications", "pool", "settlement"])
def test_a_snapshot_is_of_all_code_that_decides_what_a_log_amounts_to(project, service):
    """Of whatever is changed of it, the snapshot is made anew; of another service's code it is not."""
    topics = sorted((project / "services" / service).glob("*/topic.py"))
    its_own = [
        path.relative_to(project).as_posix()
        for path in (project / "services" / service).rglob("*.py")
        if path.name in {"state.py", "facts.py", "topic.py", "chart.py", "app.py"}
    ]
    assert len(topics) > 1
    assert {path.parent.name for path in topics} <= {name.split("/")[2] for name in its_own}
    shared = [
        "shared/money/__init__.py",
        "shared/money/chart.py",
        "shared/topic.py",
        "shared/service.py",
        "shared/log/fold.py",
        "shared/log/paged_dict.py",
        "shared/log/snapshot.py",
    ]
    other = "services/pool/chart.py" if service != "pool" else "services/settlement/chart.py"
    found = forms(project, service, [*its_own, *shared, other])
    as_it_is = found.pop("as it is")
    assert found.pop("once more") == found.pop(other) == as_it_is
    assert {name for name, form in found.items() if form == as_it_is} == set()
    assert len(set(found.values())) == len(found)


# Of which parts of a state


@dataclass(frozen=True, slots=True)
class Noted:
    """A fact, and all that follows from it."""

    kind: ClassVar[str] = "noted"
    name: str
    postings: tuple[Posting, ...]

    @property
    def stream(self):
        return f"note/{self.name}"


@dataclass(slots=True)
class Innermost:
    by_name: MutableMapping[str, list[str]] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Middle:
    innermost: Innermost = field(default_factory=Innermost)
    letters: MutableMapping[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Outer:
    middle: Middle = field(default_factory=Middle)
    names: MutableMapping[str, str] = field(default_factory=dict)
    first: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class State:
    books: Books = field(default_factory=Books)
    outer: Outer = field(default_factory=Outer)


SHELVED = {"versions", "books.balances", "outer.middle.innermost.by_name", "outer.middle.letters", "outer.names"}
IN_MEMORY = {"books.totals", "books.groups", "books.closed_through", "outer.middle.innermost.order", "outer.first"}


def evolve(state, fact):
    outer, innermost = state.outer, state.outer.middle.innermost
    state.books.post(POOL.chart, fact.postings)
    outer.names[fact.name] = fact.name.upper()
    outer.first.setdefault(fact.name[0], fact.name)
    outer.middle.letters[fact.name[-1]] = outer.middle.letters.get(fact.name[-1], 0) + 1
    innermost.by_name.setdefault(fact.name[-1], []).append(fact.name)
    innermost.order.append(fact.name)


def note(state, command, context):
    return [Noted(command.pool, transfer(1, "contributor:welzijn", f"{command.pool}/a/free"))]


DEEP = replace(POOL, new_state=State, evolve=evolve, decide=note, facts=(Noted,), publishes={}, consumes={})


class Desk:
    """A writer on a log and a snapshot, both on disk; to enter it is what a new process does."""

    def __init__(self, folder):
        self.path = folder / "deep.snapshot"
        self.log, self.disk = disk_of(f"sqlite:///{folder}/deep.db")

    def __enter__(self):
        self.snapshots = Snapshots(DEEP, self.log, SnapshotFile(self.path), Pace(5, 10, 2))
        self.writer = Writer(DEEP, self.log, HandClock(), SystemChance(), PARTIES, snapshots=self.snapshots)
        return self

    def __exit__(self, *_):
        self.writer.close()

    def note(self, names):
        for name in names:
            command = arrived("pool", "open-pool", by="gemeente", command_id=name, **open_pool(name))
            assert self.writer.commands([command])[0].outcome.accepted
            self.writer.checkpoint()

    @property
    def state(self):
        return self.writer.fold.state

    def is_sound(self):
        return list(differences(self.writer.fold, DEEP, self.log)) == []


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path)
    yield desk
    desk.disk.close()


NAMES = [f"pool-{number}" for number in range(40)]


def test_the_parts_of_a_state_are_named_by_where_they_lie():
    assert {path for path, _ in parts_of(State())} == (SHELVED - {"versions"}) | IN_MEMORY


def test_what_grows_is_shelved_at_any_depth(desk):
    with desk:
        assert set(desk.snapshots._shelves) == SHELVED
        desk.note(NAMES)
        shelves = desk.snapshots._shelves
        assert shelves["outer.middle.innermost.by_name"] is desk.state.outer.middle.innermost.by_name
        assert len(desk.state.outer.names) == len(NAMES)
        assert shelves["outer.names"].held < len(NAMES) / 2
        assert desk.is_sound()


def test_a_start_restores_every_part_at_any_depth(desk):
    with desk:
        desk.note(NAMES)
    read = []
    before = desk.log.read
    desk.log.read = lambda after=0, limit=500: read.append(found := before(after, limit)) or found
    with desk:
        assert sum(map(len, read)) < len(NAMES), "the state is not folded anew"
        innermost = desk.state.outer.middle.innermost
        assert innermost.order == NAMES
        assert innermost.by_name["7"] == ["pool-7", "pool-17", "pool-27", "pool-37"]
        assert desk.state.books.totals == {"contributor:{party}": -40, "{pool}/{contribution}/free": 40}
        assert desk.is_sound()


def test_what_changes_in_place_at_any_depth_is_saved(desk):
    """After a start, a list that came off its shelf grows, and so it is found by the next."""
    with desk:
        desk.note(NAMES[:20])
    with desk:
        desk.note(NAMES[20:])
        assert desk.is_sound()
    with desk:
        assert desk.state.outer.middle.innermost.by_name["7"] == ["pool-7", "pool-17", "pool-27", "pool-37"]
        assert desk.is_sound()
