"""A snapshot spares a start from reading the log, bounds memory, and is never believed against the log."""

import dataclasses
import sqlite3
from datetime import date
from typing import get_origin

import pytest

from services.applications.app import SERVICE as APPLICATIONS
from services.pool.app import SERVICE as POOL
from services.settlement.app import SERVICE as SETTLEMENT
from shared.log import snapshot as module
from shared.log.eventlog import EventLog, LogUnavailable
from shared.log.rebuilding import rebuild
from shared.log.snapshot import Pace, Snapshots
from shared.log.snapshot_file import SnapshotFile
from shared.running.world import SystemChance
from shared.running.writer import Writer
from tests.delivery.stage import HandClock, arrived, disk_of, pledge, story_arrivals
from tests.simulation.snapshots import differences
from tests.unit.scenario import PARTIES

OFTEN = Pace(changed_entries=5, events=10, remembered=3)


class Desk:
    """A pool service's writer on a log and a snapshot, both on disk; `start` is what a new process does."""

    def __init__(self, folder, pace=OFTEN):
        self.path = folder / "pool.snapshot"
        self.url = f"sqlite:///{folder}/pool.db"
        self.pace = pace
        self.log, self.disk = disk_of(self.url)
        self.reads = []
        self.writer = None

    def start(self, service=POOL):
        self.file = SnapshotFile(self.path)
        log = _Watched(self.disk, self.reads)
        snapshots = Snapshots(service, log, self.file, self.pace)
        self.writer = Writer(service, log, HandClock(), SystemChance(), PARTIES, snapshots=snapshots)
        return self.writer

    def stop(self):
        self.writer.close()

    def pledges(self, numbers):
        for number in numbers:
            command = arrived("pool", "pledge", by="welzijn", command_id=f"p-{number}", **pledge(f"c-{number}", 100))
            assert self.writer.commands([command])[0].outcome.accepted
            self.writer.checkpoint()

    def events_read_by_start(self, service=POOL):
        self.reads.clear()
        self.start(service)
        return sum(self.reads)


class _Watched(EventLog):
    """Counts the events that are read."""

    def __init__(self, recorder, reads):
        super().__init__(recorder)
        self._reads = reads

    def read(self, after=0, limit=500):
        found = super().read(after, limit)
        self._reads.append(len(found))
        return found


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path)
    desk.start().commands(story_arrivals())
    desk.pledges(range(20))
    yield desk
    desk.stop()
    desk.log.close()


def sound(desk, service=POOL):
    return list(differences(desk.writer.fold, service, desk.log)) == []


def test_a_start_reads_little_of_the_log(desk):
    history = desk.disk.max_notification_id()
    desk.stop()
    assert desk.events_read_by_start() < history / 4
    assert sound(desk)


def test_a_start_after_a_kill_reads_what_came_after_the_snapshot(desk):
    desk.file._connection.close()  # as a kill does: no last snapshot
    assert desk.events_read_by_start() <= OFTEN.events + 5
    assert sound(desk)


def test_a_lost_snapshot_is_made_anew(desk):
    desk.stop()
    desk.path.unlink()
    assert desk.events_read_by_start() >= desk.disk.max_notification_id()
    assert sound(desk)
    desk.stop()
    assert desk.events_read_by_start() < 5


def test_a_snapshot_of_other_code_is_thrown_away(desk, monkeypatch):
    """An old entry does not shine through: the pool that the log no longer knows is not there."""
    desk.stop()
    connection = sqlite3.connect(desk.path)
    with connection:
        connection.execute("UPDATE entry SET key = 'spook' WHERE shelf = 'pools.by_name'")
    connection.close()
    monkeypatch.setattr(module, "form_of", lambda service: "of the next release")
    desk.start()
    assert sound(desk)
    assert "spook" not in desk.writer.fold.state.pools.by_name


def test_a_snapshot_of_another_log_is_thrown_away(desk, tmp_path):
    """Also when that log is as long."""
    desk.stop()
    other = tmp_path / "other"
    other.mkdir()
    elsewhere = Desk(other)
    elsewhere.start().commands(story_arrivals())
    elsewhere.pledges(range(100, 120))
    elsewhere.stop()
    elsewhere.path.rename(desk.path)
    elsewhere.log.close()
    desk.start()
    assert sound(desk)
    assert "c-0" in desk.writer.fold.state.contributions.of("moestuin").pledged


def test_a_snapshot_ahead_of_a_restored_log_is_thrown_away(tmp_path):
    desk = Desk(tmp_path)
    desk.start().commands(story_arrivals())
    copy = sqlite3.connect(tmp_path / "copy.db")
    sqlite3.connect(tmp_path / "pool.db").backup(copy)
    desk.pledges(range(20))
    desk.stop()
    desk.log.close()
    back = sqlite3.connect(tmp_path / "pool.db")
    copy.backup(back)
    back.close()
    desk.log, desk.disk = disk_of(desk.url)
    desk.start()
    assert sound(desk)
    assert not {"c-0", "c-19"} & set(desk.writer.fold.state.contributions.of("moestuin").pledged)
    desk.stop()
    desk.log.close()


@pytest.mark.parametrize("damage", [b"", b"no database at all" * 100, None])
def test_a_damaged_snapshot_is_made_anew(desk, damage):
    desk.stop()
    if damage is None:  # the tables stand, what is in them does not
        content = bytearray(desk.path.read_bytes())
        content[4096:] = b"\xff" * (len(content) - 4096)
        desk.path.write_bytes(content)
    else:
        desk.path.write_bytes(damage)
    desk.start()
    assert sound(desk)
    desk.stop()
    assert desk.events_read_by_start() < 5
    assert sound(desk)


def test_damage_while_at_work_ends_no_service(desk):
    """What cannot be read is folded anew from the log; no command is lost or decided on half a state."""
    desk.file._connection.execute("DROP TABLE entry")
    with pytest.raises(LogUnavailable):
        for number in range(20):
            desk.writer.fold.state.pools.by_name.get(f"elders-{number}")
    desk.pledges(range(20, 40))
    assert sound(desk)
    desk.stop()
    assert desk.events_read_by_start() < 5


def test_a_snapshot_that_cannot_be_written_stops_nothing(desk, monkeypatch):
    def full(*_):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(desk.file, "write", full)
    desk.pledges(range(20, 40))
    assert sound(desk)
    monkeypatch.undo()
    desk.pledges(range(40, 50))
    assert sound(desk)
    desk.stop()
    assert desk.events_read_by_start() < 5


def test_two_processes_share_no_snapshot(desk):
    """The second makes one for itself, and both are right."""
    other = SnapshotFile(desk.path)
    log = EventLog(desk.disk)
    second = Writer(POOL, log, HandClock(), SystemChance(), PARTIES, snapshots=Snapshots(POOL, log, other, OFTEN))
    command = arrived("pool", "pledge", by="welzijn", command_id="second", **pledge("c-second", 100))
    assert second.commands([command])[0].outcome.accepted
    desk.pledges(range(20, 30))
    assert sound(desk)
    assert list(differences(second.fold, POOL, desk.log)) != []  # it has not heard of these yet
    again = arrived("pool", "pledge", by="welzijn", command_id="third", **pledge("c-third", 100))
    assert second.commands([again])[0].outcome.accepted
    assert list(differences(second.fold, POOL, desk.log)) == []
    second.close()


def test_drafts_never_reach_a_snapshot(desk):
    """A commit that fails is forgotten, also by what was on a shelf."""

    def fails():
        raise OSError("disk full")

    desk.disk.before = fails
    command = arrived("pool", "pledge", by="welzijn", command_id="never", **pledge("c-never", 100))
    with pytest.raises(LogUnavailable):
        desk.writer.commands([command])
    desk.writer.checkpoint()
    assert sound(desk)
    desk.stop()
    desk.start()
    assert sound(desk)


def test_memory_holds_a_little_of_a_long_history(tmp_path):
    desk = Desk(tmp_path, Pace(changed_entries=20, events=1_000, remembered=10))
    desk.start().commands(story_arrivals())
    desk.pledges(range(300))
    shelves = desk.writer._snapshots._shelves
    assert len(desk.writer.fold.state.books.balances) >= 300
    assert shelves["books.balances"].held < 100
    assert sound(desk)
    desk.stop()
    desk.log.close()


@pytest.mark.parametrize("service", [APPLICATIONS, POOL, SETTLEMENT], ids=lambda service: service.name)
def test_every_growing_field_goes_on_a_shelf(service):
    """Whatever is declared as growing can be read back; nothing else that is keyed by a name grows unseen."""
    growing = module._growing(service.new_state())
    assert growing
    for name, kind in growing.items():
        module.msgspec.json.Decoder(kind)
        assert module._mutable(kind) in (True, False), name
    assert all(
        dataclasses.is_dataclass(kind) or kind in (int, str, bool, date) or get_origin(kind) in {tuple, dict, list}
        for kind in growing.values()
    )


def test_a_rebuilt_snapshot_is_compared_with_the_old(desk):
    desk.stop()
    rebuilt = rebuild(POOL, desk.log, desk.path)
    assert rebuilt.compared
    assert rebuilt.differences == []
    assert rebuilt.events == desk.disk.max_notification_id()
    assert desk.events_read_by_start() < 5
    assert sound(desk)


@pytest.mark.parametrize(
    ("shelf", "change"),
    [
        (
            "books.balances",
            "UPDATE entry SET value = '1' WHERE shelf = 'books.balances' AND key LIKE 'contributor:%'",
        ),
        ("books.balances", "DELETE FROM entry WHERE shelf = 'books.balances' AND key = 'contributor:welzijn'"),
        ("pools.by_name", "UPDATE entry SET key = 'spook' WHERE shelf = 'pools.by_name'"),
        ("versions", "INSERT INTO entry (shelf, key, value) VALUES ('versions', 'pool/spook', '1')"),
    ],
)
def test_a_snapshot_that_somebody_changed_is_found_and_replaced(desk, shelf, change):
    desk.stop()
    connection = sqlite3.connect(desk.path)
    with connection:
        assert connection.execute(change).rowcount == 1
    connection.close()
    (difference,) = rebuild(POOL, desk.log, desk.path).differences
    assert difference.startswith(shelf)
    assert rebuild(POOL, desk.log, desk.path).differences == []


def test_a_snapshot_in_use_is_not_rebuilt(desk):
    with pytest.raises(LogUnavailable, match="in use"):
        rebuild(POOL, desk.log, desk.path)


def test_where_there_was_no_snapshot_one_is_made(desk):
    desk.stop()
    desk.path.unlink()
    assert not rebuild(POOL, desk.log, desk.path).compared
    assert desk.events_read_by_start() < 5


def break_it(desk):
    desk.file._connection.execute("DROP TABLE entry")
    with pytest.raises(LogUnavailable):
        for number in range(20):
            desk.writer.fold.state.pools.by_name.get(f"elders-{number}")


def test_what_breaks_again_and_again_is_kept_elsewhere(desk):
    """On its file once more, without a name, at last in memory: the service goes on."""
    for place in (desk.path, desk.path, "", ":memory:", ":memory:"):
        assert desk.file._places[0] == str(place)
        break_it(desk)
        assert sound(desk)
    assert not desk.path.exists()
    desk.stop()
    desk.start()
    assert sound(desk)


def test_a_snapshot_of_another_process_is_never_removed(desk):
    other = SnapshotFile(desk.path)
    other.broken = True
    other.renew()
    assert desk.path.exists()
    other.close()
    desk.stop()
    assert desk.events_read_by_start() < 5


def test_what_stands_beside_a_broken_snapshot_is_left_alone(tmp_path):
    """Also where the snapshot's name is the beginning of the log's."""
    others = [tmp_path / name for name in ("pool.db", "pool2", "pool.snapshot")]
    for other in others:
        other.write_text("somebody's")
    file = SnapshotFile(tmp_path / "pool")
    file.broken = True
    file.renew()
    file.close()
    assert [other.read_text() for other in others] == ["somebody's"] * 3


def test_what_is_no_snapshot_is_set_aside_not_deleted(tmp_path):
    path = tmp_path / "pool"
    path.write_text("somebody's words, and no database at all " * 100)
    SnapshotFile(path).close()
    assert (tmp_path / "pool.broken").read_text().startswith("somebody's words")


def test_a_rebuild_compares_up_to_the_same_event(desk):
    """Another process may go on recording meanwhile."""
    desk.stop()
    log = EventLog(desk.disk)
    second = Writer(POOL, log, HandClock(), SystemChance(), PARTIES)
    numbers = iter(range(6))

    class Growing(EventLog):
        def read(self, after=0, limit=500):
            if (number := next(numbers, None)) is not None:
                command_id = f"meanwhile-{number}"
                pledged = pledge(command_id, 100)
                second.commands([arrived("pool", "pledge", by="welzijn", command_id=command_id, **pledged)])
            return super().read(after, limit)

    assert rebuild(POOL, Growing(desk.disk), desk.path).differences == []
    desk.start()
    assert sound(desk)
