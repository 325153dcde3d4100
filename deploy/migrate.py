"""What the databases' owners do before services start: make what a log needs, and say who may do what with it.

`python -m deploy.migrate`, once before each start; a repeat changes nothing. `BUNDEL_LOG_<SERVICE>` names each database
with its owner, `BUNDEL_LOG_<SERVICE>_PASSWORD_FILE` the file with the owner's password, and `BUNDEL_LOG_CA_FILE` the
authorities by which the server proves itself, where it is reached over TLS. Nobody else needs either:
services, `bundel` and auditors have roles of their own, which can change nothing that is recorded.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from shared.log.eventlog import LogUnavailable, migrate_log
from shared.log.over_tls import over_tls
from shared.parties import SERVICES

HELP = (
    "Do the databases have the roles that they need, with the passwords that stand in the secrets? As docs/operator.md "
    "says under 'Compose': psql -f /docker-entrypoint-initdb.d/databases.sql in the container postgres."
)


def main(environment: Mapping[str, str] = os.environ) -> None:
    """Migrate all three, or say which one could not be."""
    ca_file = environment.get("BUNDEL_LOG_CA_FILE")
    for service in SERVICES:
        name = f"BUNDEL_LOG_{service.upper()}"
        try:
            secret = environment.get(f"{name}_PASSWORD_FILE")
            password = Path(secret).read_text("utf-8").strip() if secret else ""
            roles, missing = migrate_log(over_tls(environment[name], Path(ca_file) if ca_file else None), password)
        except KeyError:
            sys.exit(f"{name} names no database: postgresql://{service}_owner@<host>/{service}")
        except (LogUnavailable, OSError, ValueError) as fault:
            sys.exit(f"The log of {service} is not ready: {' '.join(str(fault).split())}. {HELP}")
        print(f"{service}: the log is there; rights are given to {', '.join(roles) or 'nobody else'}.")
        if missing:
            print(f"{service}: changes are not refused: {'; '.join(missing)}. See the alarm log-unguarded.")


if __name__ == "__main__":
    main()
