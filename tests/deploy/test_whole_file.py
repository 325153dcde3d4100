"""What is written whole is on disk before its name is, and its name before anybody is told."""

import os
import stat
from pathlib import Path

import pytest

from bundel_client.pending import Pending, PendingCommandsOnDisk
from deploy.accounts import passwords
from shared.parties import Parties, write_parties
from shared.whole_file import write_whole
from tests.unit.scenario import PARTIES


@pytest.fixture
def synced(monkeypatch):
    """What is on disk for sure, in order: the contents of a file, or the names in a folder."""
    found = []

    def sync(descriptor):
        opened = Path(f"/proc/self/fd/{descriptor}")
        found.append([path.name for path in opened.iterdir()] if opened.is_dir() else opened.read_bytes())

    monkeypatch.setattr(os, "fsync", sync)
    return found


PENDING = Pending("pool", "id", "subject", b"body")
WRITERS = {
    "a register": lambda folder: write_parties(folder / "file", PARTIES),
    "a password": lambda folder: passwords(folder, ["file"]),
    "a kept command": lambda folder: PendingCommandsOnDisk(folder).put(PENDING),
}


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_contents_are_on_disk_before_the_name_and_the_name_at_the_end(tmp_path, synced, write):
    write(tmp_path)
    (path,) = tmp_path.iterdir()
    assert synced == [path.read_bytes(), [path.name]]


def test_who_is_cut_off_leaves_what_there_was(tmp_path, monkeypatch):
    path = tmp_path / "file"
    write_whole(path, b"former", 0o600)

    def power_cut(_):
        raise OSError("the power fails")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", power_cut)
        with pytest.raises(OSError, match="power"):
            write_whole(path, b"next", 0o600)
    assert path.read_bytes() == b"former"
    write_whole(path, b"next", 0o640)
    assert path.read_bytes() == b"next"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_nobody_else_reads_a_part_of_it(tmp_path, monkeypatch):
    """What another left there, for all to read, is not written into."""
    (tmp_path / "file.new").write_text("", "utf-8")
    (tmp_path / "file.new").chmod(0o666)
    modes = []
    monkeypatch.setattr(os, "fchmod", lambda descriptor, _: modes.append(stat.S_IMODE(os.fstat(descriptor).st_mode)))
    write_whole(tmp_path / "file", b"secret", 0o640)
    assert modes == [0o600]


def test_a_register_keeps_its_mode(tmp_path):
    path = tmp_path / "parties.json"
    write_parties(path, PARTIES)
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    path.chmod(0o600)
    write_parties(path, Parties([]))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
