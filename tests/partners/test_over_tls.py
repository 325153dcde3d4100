"""The example programs over TLS: they work, and tell no password to a server that does not prove itself."""

import asyncio
import json
import subprocess
import time

import pytest

from deploy.local import BROKER, ROOT
from tests.authorities import Authority
from tests.partners.programs import PYTHON
from tests.secured import SecuredPlatform, Witness

PARTY, OIN = "zuil-meel", "00000099000000006000"
HERE = ("127.0.0.1",)


@pytest.fixture(params=["python", "javascript"])
def command(request):
    if request.param == "python":
        return PYTHON
    return request.getfixturevalue("node"), str(request.getfixturevalue("javascript") / "zuil.js")


@pytest.fixture
def platform(tmp_path):
    authority = Authority(tmp_path / "authority")
    platform = SecuredPlatform(tmp_path / "data", authority.prove(tmp_path / "tls", *HERE), authority.ca_file)
    platform.authority = authority
    yield platform
    platform.stop()


def arguments(command, url, ca_file, folder):
    password = folder / "password"
    if not password.exists():
        password.write_text("een-geheim", "utf-8")
    named = [f"--url={url}", f"--party={PARTY}", f"--oin={OIN}", f"--password-file={password}"]
    return [*command, *named, f"--folder={folder / 'kept'}", *([f"--ca-file={ca_file}"] if ca_file else [])]


def ended(command, url, ca_file, folder):
    return subprocess.run(
        arguments(command, url, ca_file, folder), cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )


def test_it_works_over_tls(command, platform, tmp_path):
    platform.start_one(BROKER)
    for service in ("applications", "pool", "settlement"):
        platform.start_one(service)
    platform.wait_ready()
    (tmp_path / "password").write_text(platform.password(PARTY), "utf-8")
    line = arguments(command, platform.url, platform.ca_file, tmp_path)
    with (tmp_path / "said").open("wb") as said:
        program = subprocess.Popen(line, cwd=ROOT, stdout=said, stderr=said)
        until = time.monotonic() + 30
        while "listens" not in (text := (tmp_path / "said").read_text("utf-8")) and time.monotonic() < until:
            assert program.poll() is None, text
            time.sleep(0.05)
        program.terminate()
        assert program.wait(10) == 0
    assert "listens" in text


def test_a_server_without_tls_is_told_nothing(command, tmp_path):
    ca_file = Authority(tmp_path / "authority").ca_file

    async def scene():
        witness = Witness()
        async with witness.listening() as url:
            for named in (ca_file, None):
                done = await asyncio.to_thread(ended, command, url, named, tmp_path)
                assert done.returncode == 1
                assert "TLS" in done.stderr or "tls" in done.stderr
        assert witness.heard == [b""] * len(witness.heard)
        assert witness.heard

    asyncio.run(scene())


@pytest.mark.parametrize("wrong", ["authority", "name"])
def test_a_server_that_does_not_prove_itself_is_told_nothing(command, wrong, platform, tmp_path):
    ca_file = platform.ca_file
    if wrong == "authority":
        ca_file = Authority(tmp_path / "another").ca_file
    else:
        platform.authority.prove(tmp_path / "tls", "localhost", "elsewhere.example")
    platform.start_one(BROKER)
    until = time.monotonic() + 10
    while "Server is ready" not in (platform.data / f"{BROKER}.out").read_text("utf-8"):
        assert time.monotonic() < until, "the broker did not start"
        time.sleep(0.05)
    done = ended(command, platform.url, ca_file, tmp_path)
    assert done.returncode == 1
    assert "not trusted" in done.stderr
    assert "certificate" in done.stderr.lower()
    assert "authentication error" not in (platform.data / f"{BROKER}.out").read_text("utf-8")


def test_a_ca_file_is_for_an_address_that_asks_for_tls(command, tmp_path):
    done = ended(command, "nats://127.0.0.1:1", Authority(tmp_path / "authority").ca_file, tmp_path)
    assert done.returncode == 1
    assert "does not begin with tls://" in done.stderr
    assert json.dumps("een-geheim") not in done.stderr
