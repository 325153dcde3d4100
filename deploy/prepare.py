"""What the containers need before they start: secrets, the broker's configuration, a folder the broker may write.

`python -m deploy.prepare`, once before each start and after each change of the register of parties, as root in a
container of its own. What exists is kept, but for the passwords of whoever is no party any more; the broker's
configuration and the services' copy of the register are written anew. Each container reads, through a group of its
own, the folder with its name, and the register; the parties' passwords are for root alone.

    parties/<slug>                      a party's password at the broker, for the operator to hand over
    broker/nats.conf                    every password at the broker, and what each user may do there
    <service>/broker, <service>/database   the service's passwords at the broker and at its database
    operator/broker, operator/<service>    the operator's password at the broker, and those of the databases
    register/parties.json               who takes part, for all to read: the services notice when it changes
    postgres/superuser, postgres/<service> the same database passwords, for the server that must know them
"""

import argparse
import json
import os
from collections.abc import Mapping
from pathlib import Path

from deploy.accounts import broker_config, passwords
from shared.parties import OPERATOR, SERVICES, Parties, load_parties, write_parties
from shared.whole_file import write_whole

BROKER = "broker"
POSTGRES = "postgres"
GROUPS = {"applications": 10001, "pool": 10002, "settlement": 10003, BROKER: 10004, POSTGRES: 10005, OPERATOR: 10006}
"""The group that each container runs in; compose.yaml says the same."""
CLIENT_PORT = 4222
MONITOR = "127.0.0.1:8222"
"""Where the broker tells its health: inside its own container, to nobody else."""


def prepare(secrets: Path, store: Path, snapshots: Path, parties: Parties, groups: Mapping[str, int]) -> None:
    """Write what is missing under `secrets`; let the broker write its `store`, and each service its folder under
    `snapshots`. A repeat changes no secret.
    """
    secrets.mkdir(parents=True, exist_ok=True)
    _forget_others(secrets / "parties", parties)
    users = passwords(secrets / "parties", list(parties))
    _folder(secrets / OPERATOR, groups[OPERATOR], 0o750)
    users |= {OPERATOR: passwords(secrets / OPERATOR, [BROKER])[BROKER]}
    _folder(secrets / POSTGRES, groups[POSTGRES], 0o750)
    passwords(secrets / POSTGRES, ["superuser"])
    for service in SERVICES:
        _folder(secrets / service, groups[service], 0o750)
        found = passwords(secrets / service, [BROKER, "database"])
        users[service] = found[BROKER]
        _put(secrets / POSTGRES / service, found["database"])
        _put(secrets / OPERATOR / service, found["database"])
    _folder(secrets / BROKER, groups[BROKER], 0o750)
    _put(secrets / BROKER / "nats.conf", _nats_config(parties, users, store))
    (secrets / "register").mkdir(exist_ok=True)
    (secrets / "register").chmod(0o755)
    write_parties(secrets / "register" / "parties.json", parties)
    _folder(store, groups[BROKER], 0o770)
    snapshots.mkdir(exist_ok=True)
    for service in SERVICES:
        _folder(snapshots / service, groups[service], 0o770)
    for reader, group in groups.items():
        for path in (secrets / reader).iterdir():
            _grant(path, group, 0o440)


def _nats_config(parties: Parties, users: Mapping[str, str], store: Path) -> str:
    accounts = json.loads(broker_config(parties, users, store=store, host="0.0.0.0", port=CLIENT_PORT))
    return json.dumps({**accounts, "http": MONITOR}, indent=1)


def _forget_others(folder: Path, parties: Parties) -> None:
    """A name that is given out again comes with a new password: the old one is known to who bore it before."""
    for path in folder.iterdir() if folder.exists() else ():
        if path.name not in parties:
            path.unlink()


def _put(path: Path, text: str) -> None:
    """For nobody else to read before it is granted."""
    write_whole(path, text.encode(), 0o600)


def _folder(path: Path, group: int, mode: int) -> None:
    path.mkdir(mode=0o700, exist_ok=True)
    _grant(path, group, mode)


def _grant(path: Path, group: int, mode: int) -> None:
    os.chown(path, -1, group)
    path.chmod(mode)


def main() -> None:
    """`python -m deploy.prepare`."""
    parser = argparse.ArgumentParser(prog="python -m deploy.prepare", description="Write secrets and broker config.")
    parser.add_argument("--secrets", type=Path, required=True, help="the folder of the secrets")
    parser.add_argument("--store", type=Path, required=True, help="the folder the broker keeps its streams in")
    parser.add_argument("--snapshots", type=Path, required=True, help="the folder of the services' snapshots")
    parser.add_argument("--parties", type=Path, required=True, help="the register of parties")
    options = parser.parse_args()
    try:
        parties = load_parties(options.parties)
        prepare(options.secrets, options.store, options.snapshots, parties, GROUPS)
    except ValueError as unusable:  # the register, or an empty password
        parser.exit(1, f"{parser.prog}: {unusable}\n")
    print(f"Prepared for {len(parties)} parties: secrets in {options.secrets}.")


if __name__ == "__main__":
    main()
