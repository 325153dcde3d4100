"""A log's database over TLS: in its address, so that everybody who opens it does so in the same way."""

from pathlib import Path
from urllib.parse import parse_qsl, urlencode

VERIFIED = "verify-full"
"""Over TLS or not at all, and only with a server that proves that it has the name in the address."""
SECURED = frozenset({"require", "verify-ca", VERIFIED})
SYSTEM = "system"
"""To the library: the authorities that the system knows."""


def over_tls(url: str, ca_file: Path | None = None) -> str:
    """The address of a PostgreSQL log, with TLS that cannot be got round where a CA file or the address asks for it.

    `require` and `verify-ca` would take anybody's certificate, or any name on it, so they are read as `verify-full`. An
    address that names a CA file and asks for less is refused.
    """
    where, _, query = url.partition("?")
    asked = dict(parse_qsl(query, keep_blank_values=True))
    mode = asked.get("sslmode", VERIFIED if ca_file else "")
    if ca_file and mode not in SECURED:
        raise ValueError(f"a CA file is named, but the log's address says sslmode={mode}: leave that out")
    if mode not in SECURED:
        return url
    authorities = str(ca_file) if ca_file else asked.get("sslrootcert", SYSTEM)
    return f"{where}?{urlencode({**asked, 'sslmode': VERIFIED, 'sslrootcert': authorities}, safe='/')}"
