"""Settings of one service process, from the environment. A wrong one stops the start with a clear message."""

import os
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from bundel_client.tls import ADDRESSES, must_ask_for_tls
from shared.log.eventlog import LOG_ADDRESSES, SQLITE
from shared.log.over_tls import over_tls
from shared.log.snapshot_file import BESIDE
from shared.parties import Oin


def _log_address(url: str) -> str:
    if not url.startswith(LOG_ADDRESSES):
        raise ValueError("give sqlite:///<path> or postgresql://<user>:<password>@<host>/<database>")
    return url


def _broker_address(url: str) -> str:
    if not url.startswith(ADDRESSES) or not urlsplit(url).hostname:
        raise ValueError("give nats://<host>:<port>, or tls://<host>:<port> for a connection over TLS")
    return url


class Settings(BaseModel):
    """`BUNDEL_<NAME>` in the environment."""

    model_config = ConfigDict(frozen=True)

    log: Annotated[str, AfterValidator(_log_address)]
    """Where the event log is: `sqlite:///<path>` or `postgresql://…`."""
    log_password_file: Path | None = None
    """A file that holds the password of a PostgreSQL log, and nothing else; it then need not stand in the address."""
    log_ca_file: Path | None = None
    """A file with the certificates of the authorities (PEM) by which the server of a PostgreSQL log has to prove
    itself. With it the log is reached over TLS or not at all. It is read at each connection."""
    snapshot: Path | None = None
    """A file that spares a start from reading the whole log. By default it stands beside a SQLite log; for a PostgreSQL
    log there is none unless this names one. It may be deleted while the service stands still."""
    note: Path | None = None
    """A file of notes that `bundel note` writes: where this service's log ended, kept apart from the logs. A start
    refuses a log that is not as the newest note says, or longer. Without it nothing is compared."""
    nats: Annotated[str, AfterValidator(_broker_address)] = "nats://127.0.0.1:4222"
    """The broker's address: `nats://…`, or `tls://…` for TLS and nothing else."""
    nats_ca_file: Path | None = None
    """A file with the certificates of the authorities (PEM) by which a broker at `tls://` has to prove itself. Without
    it those of the system count. It is read at each attempt to connect."""
    nats_password_file: Path
    """A file that holds this service's password at the broker, and nothing else."""
    parties: Path = Path("deploy/parties.json")
    """The register of parties."""
    oin: Oin = "00000099000000000000"
    """OIN of the organisation that runs this platform, for the `source` of what it says. The default is a test OIN."""
    health_host: str = "127.0.0.1"
    health_port: Annotated[int, Field(ge=1, le=65535)]
    """Where `GET /health` answers."""
    subsidy_ceiling_percent: Annotated[int, Field(ge=1, le=100)] = 100
    """Public subsidy must stay below 100 % of costs, and may not exceed this share of them (S3)."""
    decide_within_weeks: Annotated[int, Field(ge=1, le=5200)] = 13
    """The last moment to decide on an application may lie at most so far ahead."""
    commands_at_once: Annotated[int, Field(ge=1, le=100)] = 100
    """At most so many commands are recorded in one commit. Fewer is slower, and no safer."""
    readers_seconds: Annotated[float, Field(ge=0, le=3600)] = 30.0
    """So long a start waits for readers that do not answer, also where the broker holds all that the log says."""
    traces_endpoint: Annotated[str, Field(pattern=r"^(https?://[^/].*)?$")] = ""
    """The whole address of an OTLP/HTTP receiver of spans, as `http://127.0.0.1:4318/v1/traces`. Empty: no traces."""
    traces_percent: Annotated[int, Field(ge=1, le=100)] = 100
    """This share of all traces is sent, the same ones by every service."""
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    @classmethod
    def from_environment(cls) -> Self:
        variables = {name: f"BUNDEL_{name.upper()}" for name in cls.model_fields}
        return cls.model_validate({name: os.environ[key] for name, key in variables.items() if key in os.environ})

    @model_validator(mode="after")
    def _authorities_are_asked(self) -> Self:
        must_ask_for_tls(self.nats, self.nats_ca_file)
        if self.log_ca_file and self.log.startswith(SQLITE):
            raise ValueError("BUNDEL_LOG_CA_FILE: a log on SQLite has no server that could prove itself")
        over_tls(self.log, self.log_ca_file)
        return self

    @model_validator(mode="after")
    def _snapshot_is_no_log(self) -> Self:
        log = Path(self.log.removeprefix(SQLITE)).resolve()
        if self.snapshot is not None and self.snapshot.resolve() in {log, *(Path(f"{log}{end}") for end in BESIDE)}:
            raise ValueError("BUNDEL_SNAPSHOT: name another file than the log")
        return self

    @property
    def log_url(self) -> str:
        """Where the log is, and how a server there has to prove itself."""
        return over_tls(self.log, self.log_ca_file)

    @property
    def snapshot_file(self) -> Path | None:
        """None: this process makes one for itself, and leaves none."""
        if self.snapshot is None and self.log.startswith(SQLITE):
            return Path(f"{self.log.removeprefix(SQLITE)}.snapshot")
        return self.snapshot

    @property
    def nats_password(self) -> str:
        """As the file holds it now: it may change while the service runs."""
        return self.nats_password_file.read_text("utf-8").strip()

    @property
    def log_password(self) -> str:
        """Empty where no file is named: the address may hold a password, or the database ask for none."""
        return self.log_password_file.read_text("utf-8").strip() if self.log_password_file else ""


class WrongSettings(Exception):
    """The process cannot start with these settings; the message names each and what to do."""


def load_settings() -> Settings:
    """Read the environment; refuse with every fault named at once."""
    settings = None
    faults = {}
    try:
        settings = Settings.from_environment()
    except ValidationError as error:
        faults = {_variable(*fault["loc"]): fault["msg"] for fault in error.errors(include_url=False)}
    for name in _READ:
        path = os.environ.get(_variable(name)) or (str(getattr(settings, name) or "") if settings else "")
        if path and not (os.access(path, os.R_OK) and Path(path).is_file()):
            faults[_variable(name)] = f"there is no file {path} that this service may read"
    if settings is None or faults:
        told = "\n".join(f"  {variable}: {what}" for variable, what in faults.items())
        raise WrongSettings(f"These settings are missing or wrong:\n{told}")
    return settings


_READ = ("nats_password_file", "nats_ca_file", "log_password_file", "log_ca_file", "parties")
"""Settings that name a file which has to be there."""


def _variable(*location: int | str) -> str:
    return "_".join(("BUNDEL", *map(str, location))).upper()
