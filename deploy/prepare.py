"""What the containers need before they start: secrets, the broker's configuration, a folder the broker may write.

`python -m deploy.prepare`, once before each start and after each change of the register of parties, as root in a
container of its own. What exists is kept, but for the passwords of whoever is no party any more; the broker's
configuration and the services' copy of the register are written anew. Each container reads, through a group of its
own, the folder with its name, and the register; the parties' passwords are for root alone.

    parties/<slug>                      a party's password at the broker, for the operator to hand over
    broker/nats.conf                    every password at the broker, and what each user may do there
    <service>/broker, <service>/database   the service's passwords at the broker and at its database
    operator/broker, operator/<service>    the operator's password at the broker, and at the databases, to read them
    owner/<service>                     of the databases' owners, who alone make tables: for `migrate` and `owner`
    auditor/<service>                   of a role that reads, for the operator to hand over to somebody from outside
    register/parties.json               who takes part, for all to read: the services notice when it changes
    postgres/superuser, postgres/<role> the same database passwords, for the server that must know them

and what `deploy.proving` makes, so that broker and database can be reached over TLS only.
"""

import argparse
import json
import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from deploy.accounts import broker_config, passwords
from deploy.certificates import CERTIFICATE, KEY
from deploy.proving import near_their_end, prepare_certificates
from shared.parties import OIN_SHARED, OPERATOR, SERVICES, Parties, load_parties, write_parties
from shared.whole_file import write_whole

BROKER = "broker"
REGISTER = Path("register") / "parties.json"
POSTGRES = "postgres"
OWNER = "owner"
AUDITOR = "auditor"
GROUPS = {
    "applications": 10001,
    "pool": 10002,
    "settlement": 10003,
    BROKER: 10004,
    POSTGRES: 10005,
    OPERATOR: 10006,
    OWNER: 10007,
}
"""The group that each container runs in; compose.yaml says the same."""
CLIENT_PORT = 4222
TLS_SECONDS = 5
"""For the handshake of a connection to the broker."""
REACHED = {BROKER: (BROKER, "localhost", "127.0.0.1", "::1"), POSTGRES: (POSTGRES, "localhost", "127.0.0.1", "::1")}
"""The names under which containers, and programs on this machine, reach each server."""
NONE_NAMED = " No register of parties is named: the one of before stays. Set PARTIES to the file of yours."
MONITOR = "127.0.0.1:8222"
"""Where the broker tells its health: inside its own container, to nobody else."""


def prepare(
    secrets: Path,
    store: Path,
    snapshots: Path,
    parties: Parties,
    groups: Mapping[str, int],
    notes: Path | None = None,
    names: Sequence[str] = (),
) -> None:
    """Write what is missing under `secrets`; let the broker write its `store`, each service its folder under
    `snapshots`, and whoever notes the logs' heads the folder `notes`, which all may read. A repeat changes no secret.

    `names` are those under which partners reach the broker, beside the ones that everybody knows.
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
        _forget_shared(secrets / OPERATOR / service, found["database"])
    _folder(secrets / OWNER, groups[OWNER], 0o750)
    for folder, role in ((OWNER, "owner"), (OPERATOR, "reader"), (AUDITOR, "auditor")):
        for service, password in passwords(secrets / folder, list(SERVICES)).items():
            _put(secrets / POSTGRES / f"{service}_{role}", password)
    _folder(secrets / BROKER, groups[BROKER], 0o750)
    prepare_certificates(secrets, _servers(names), datetime.now(UTC))
    _put(secrets / BROKER / "nats.conf", _nats_config(parties, users, store, secrets / BROKER))
    (secrets / "register").mkdir(exist_ok=True)
    (secrets / "register").chmod(0o755)
    write_parties(secrets / REGISTER, parties)
    _folder(store, groups[BROKER], 0o770)
    if notes:
        _folder(notes, groups[OPERATOR], 0o775)
    snapshots.mkdir(exist_ok=True)
    for service in SERVICES:
        _folder(snapshots / service, groups[service], 0o770)
    for reader, group in groups.items():
        for path in (secrets / reader).iterdir():
            _grant(path, group, 0o440)


def register_of(named: Path, secrets: Path) -> Parties:
    """The register that is named. An empty file names none: whoever takes part stays, and at first nobody does.

    So a shell that forgot to name it lets no fictional party in, and throws no real one out.
    """
    known = secrets / REGISTER
    if not _names_none(named):
        return load_parties(named)
    return load_parties(known) if known.exists() else Parties([])


def _names_none(named: Path) -> bool:
    return named.is_file() and not named.stat().st_size


def differences(secrets: Path, parties: Parties) -> str:
    """What this register changes in the one that services know; so an older one is not put back unseen."""
    if not (secrets / REGISTER).exists():
        return ""
    try:
        before = load_parties(secrets / REGISTER)
    except ValueError:  # of another release: no reason to keep this one out
        return " The register of before could not be read."
    named = {
        "New": parties.keys() - before.keys(),
        "Removed": before.keys() - parties.keys(),
        "Changed": {slug for slug in parties.keys() & before.keys() if parties[slug] != before[slug]},
    }
    return "".join(f" {what}: {', '.join(sorted(slugs))}." for what, slugs in named.items() if slugs)


def one_organisation(parties: Parties) -> str:
    """What may be a mistake: parties that have one OIN."""
    named = [f"{', '.join(slugs)} ({oin})" for oin, slugs in parties.sharing_an_oin.items()]
    return f" One organisation by their OIN, {OIN_SHARED}: {'; '.join(named)}." if named else ""


def _servers(names: Sequence[str]) -> dict[str, Sequence[str]]:
    return {**REACHED, BROKER: (*REACHED[BROKER], *names)}


def _nats_config(parties: Parties, users: Mapping[str, str], store: Path, folder: Path) -> str:
    """Over TLS only: whoever asks for less is sent away before it says a password."""
    accounts = json.loads(broker_config(parties, users, store=store, host="0.0.0.0", port=CLIENT_PORT))
    tls = {"cert_file": str(folder / CERTIFICATE), "key_file": str(folder / KEY), "timeout": TLS_SECONDS}
    return json.dumps({**accounts, "tls": tls, "http": MONITOR}, indent=1)


def _forget_others(folder: Path, parties: Parties) -> None:
    """A name that is given out again comes with a new password: the old one is known to who bore it before."""
    for path in folder.iterdir() if folder.exists() else ():
        if path.name not in parties:
            path.unlink()


def _forget_shared(path: Path, password: str) -> None:
    """Before there were roles, the operator had the services' own passwords; with a new one it only reads."""
    if path.exists() and path.read_text("utf-8").strip() == password:
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
    parser.add_argument("--notes", type=Path, help="the folder of the notes of where each log ends")
    parser.add_argument("--parties", type=Path, required=True, help="the register of parties")
    parser.add_argument("--names", default="", help="under which partners reach the broker, parted by commas")
    options = parser.parse_args()
    names = [name.strip() for name in options.names.split(",") if name.strip()]
    try:
        parties = register_of(options.parties, options.secrets)
        news = f"{differences(options.secrets, parties)}{one_organisation(parties)}"
        prepare(options.secrets, options.store, options.snapshots, parties, GROUPS, options.notes, names)
        ends = near_their_end(options.secrets, _servers(names), datetime.now(UTC))
    except ValueError as unusable:  # the register, an empty password, or a certificate
        parser.exit(1, f"{parser.prog}: {unusable}\n")
    none = NONE_NAMED if _names_none(options.parties) else ""
    print(f"Prepared for {len(parties)} parties: secrets in {options.secrets}.{none}{news}{ends}")


if __name__ == "__main__":
    main()
