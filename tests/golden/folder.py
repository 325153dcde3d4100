"""The old data folder: packed as the platform left it, and what the code that left it answered and published.

`python -m tests.golden.folder <data folder>` packs another one, and writes down what a platform on it says. Without a
folder it asks what `answers.questions` has in addition, and leaves the answers of then as they are.
"""

import asyncio
import hashlib
import io
import json
import lzma
import sys
import tarfile
import tempfile
from collections import defaultdict
from pathlib import Path

from audit import check
from deploy.local import Platform
from deploy.ports import Ports
from shared.log import facts as own
from shared.parties import SERVICES
from tests.golden.answers import Question, answered, figures, logs_in, questions
from tests.golden.fixtures import HERE, Reading
from tests.golden.rows import balances, rows
from tests.golden.since import as_then

LEFT = HERE / "left"
PACKED = LEFT / "data.tar.xz"
ANSWERS = LEFT / "answers.json"
MEMBERS = ("parties.json", *(f"{service}.db{ending}" for service in SERVICES for ending in ("", ".snapshot")))
"""The logs fill a broker again that has nothing, and whoever starts the platform gets new passwords."""


def pack(folder):
    with io.BytesIO() as packed:
        with tarfile.open(fileobj=packed, mode="w") as archive:
            for name in MEMBERS:
                archive.add(folder / name, name, filter=_nobodys)
        PACKED.write_bytes(lzma.compress(packed.getvalue(), preset=9 | lzma.PRESET_EXTREME))


def _nobodys(member):
    member.uid = member.gid = member.mtime = 0
    member.uname = member.gname = ""
    return member


def unpacked(folder):
    """Unpack the old folder here."""
    with tarfile.open(PACKED) as archive:
        for name in MEMBERS:
            (folder / name).write_bytes(archive.extractfile(name).read())
    return folder


def platform_on(folder):
    return Platform(folder, parties=folder / "parties.json", ports=Ports.free())


OWN_KINDS = {fact.kind for fact in own.FACTS}
"""What a start may record: who takes part, and that the log is guarded."""


def remembered():
    """What the old code said: questions with their answers, figures, balances, and digests of messages."""
    found = json.loads(ANSWERS.read_text("utf-8"))
    found["answers"] = [(Question(*asked), answer) for asked, answer in found["answers"]]
    return found


def published(folder):
    """A digest over all messages of each kind that the logs in the folder lead to: subjects and bodies, in order."""
    return {service: dict(sorted(_digests(service, rows(folder / f"{service}.db")))) for service in SERVICES}


def _digests(service, lines):
    log = json.loads(lines[0])["fact"]["log"]
    reading, digests = Reading(service, log), defaultdict(hashlib.sha256)
    for line in lines:
        if message := reading.message(line):
            then = as_then(service, reading.fact(line), message.body)
            digests[reading.stored(line).kind].update(f"{message.subject} ".encode() + then + b"\n")
    return ((kind, digest.hexdigest()) for kind, digest in digests.items())


async def say(platform, asked):
    """What a running platform says now."""
    return {
        "answers": list(zip(asked, await answered(platform, asked), strict=True)),
        "figures": {service: figures(platform, service) for service in SERVICES},
    }


def main():
    if sys.argv[1:]:
        pack(Path(sys.argv[1]))
        found = _said_of_all(known=[])
    else:
        found = remembered()
        found["answers"] += _said_of_all(known=[question for question, _ in found["answers"]])["answers"]
    ANSWERS.write_text(_lines(found), "utf-8")


def _said_of_all(known):
    """What a platform on the packed folder says, and to all questions but those whose answers are known."""
    with tempfile.TemporaryDirectory() as name:
        folder = unpacked(Path(name))
        platform, before = platform_on(folder), logs_in(folder)
        asked = [question for question in questions(before, platform.parties) if question not in known]
        try:
            platform.start()
            found = asyncio.run(say(platform, asked))
        finally:
            platform.stop()
        for service, events in logs_in(folder).items():
            begun = len(before[service])
            assert events[:begun] == before[service]
            assert {event["kind"] for event in events[begun:]} <= OWN_KINDS, "a question recorded something"
        assert check(platform.logs).problems == []
        stand = {service: balances(folder / f"{service}.db") for service in SERVICES}
        return {**found, "balances": stand, "published": published(folder)}


def _lines(found):
    """JSON with a line for each thing said, so that a difference is a line."""
    parts = [f'"answers": [\n{_each(found.pop("answers"))}\n]']
    parts += [f'"{name}": {json.dumps(each, indent=1, ensure_ascii=False)}' for name, each in found.items()]
    return "{" + ",\n".join(parts) + "}\n"


def _each(answers):
    return ",\n".join(json.dumps(each, ensure_ascii=False) for each in answers)


if __name__ == "__main__":
    main()
