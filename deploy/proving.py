"""What broker and database prove themselves with, and by whom: made where missing, renewed where it is ours.

authority/certificate.pem, authority/key.pem   our own authority, for root alone
broker/…, postgres/…                           a server's certificate and key, ours or an operator's
trust/ca.pem                                   the authorities by which all of them are known, for everybody to read
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from cryptography import x509

from deploy.certificates import (
    CERTIFICATE_LASTS,
    RENEWED,
    Pair,
    UnusableCertificate,
    is_signed_by,
    names_of,
    new_authority,
    pem,
    signed,
)
from shared.whole_file import write_whole

AUTHORITY, TRUST, CA_FILE = "authority", "trust", "ca.pem"
Servers = Mapping[str, Sequence[str]]
"""The names and addresses under which each server is reached, by its folder."""


def prepare_certificates(secrets: Path, servers: Servers, now: datetime) -> None:
    """Write what is missing under `secrets`, and renew what is ours and near its end, or lacks a name.

    Raises UnusableCertificate for what is there and cannot be used.
    """
    (secrets / AUTHORITY).mkdir(mode=0o700, exist_ok=True)
    authority = Pair.read(secrets / AUTHORITY)
    is_new = authority is None
    if authority is None:
        authority = new_authority(now)
        authority.write(secrets / AUTHORITY)
    elif not authority.belong_together:
        raise _do_not_belong_together(secrets / AUTHORITY)
    ours = [_prove(secrets / server, authority, names, now) for server, names in servers.items()]
    if is_new or any(ours):
        _trust(secrets / TRUST, authority.certificate)


def near_their_end(secrets: Path, servers: Servers, now: datetime) -> str:
    """What an operator has to replace: certificates of others, and our authority, which partners have to be told of."""
    limits = {AUTHORITY: CERTIFICATE_LASTS, **dict.fromkeys(servers, RENEWED)}
    found = {name: Pair.read(secrets / name) for name in limits}
    ends = {name: pair.certificate.not_valid_after_utc for name, pair in found.items() if pair}
    return "".join(
        f" The certificate of {name} ends on {end:%Y-%m-%d}." for name, end in ends.items() if end - now < limits[name]
    )


def _prove(folder: Path, authority: Pair, names: Sequence[str], now: datetime) -> bool:
    """Whether the server's certificate is ours."""
    found = Pair.read(folder)
    ours = found is None or is_signed_by(authority, found.certificate)
    if found and not ours and not found.belong_together:
        raise _do_not_belong_together(folder)
    if ours and not (found and _will_do(found, names, now)):
        signed(authority, names, now, min(CERTIFICATE_LASTS, authority.certificate.not_valid_after_utc - now)).write(
            folder
        )
    return ours


def _will_do(found: Pair, names: Sequence[str], now: datetime) -> bool:
    lasts = found.certificate.not_valid_after_utc - now > RENEWED
    return found.belong_together and lasts and names_of(found.certificate) >= set(names)


def _do_not_belong_together(folder: Path) -> UnusableCertificate:
    return UnusableCertificate(f"{folder}: certificate and key do not belong together; put the right ones there")


def _trust(folder: Path, authority: x509.Certificate) -> None:
    """Beside those that are trusted already: who still shows a certificate of a former authority is not cut off."""
    folder.mkdir(exist_ok=True)
    folder.chmod(0o755)
    path = folder / CA_FILE
    before = path.read_bytes() if path.exists() else b""
    try:
        known = x509.load_pem_x509_certificates(before) if before.strip() else []
    except ValueError as error:
        raise UnusableCertificate(f"{path} cannot be read: {error}") from error
    if authority not in known:
        ended = before if not before or before.endswith(b"\n") else before + b"\n"
        write_whole(path, ended + pem(authority), 0o644)
