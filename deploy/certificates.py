"""An authority of the platform's own, and the certificates it signs: with these broker and database prove who they are.

An operator may put certificates of other authorities in their place. Those are never changed here.
"""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import NamedTuple, Self

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.types import CertificateIssuerPrivateKeyTypes
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from shared.whole_file import write_whole

AUTHORITY_LASTS = timedelta(days=3650)
CERTIFICATE_LASTS = timedelta(days=365)
RENEWED = timedelta(days=60)
"""So long before its end a certificate of our own is made anew."""
CLOCKS_DIFFER = timedelta(hours=1)
"""A certificate holds already for who is so far behind."""
CERTIFICATE, KEY = "certificate.pem", "key.pem"

_USAGE = dict.fromkeys(
    (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    ),
    False,
)


class UnusableCertificate(ValueError):
    """A certificate or key is there, and cannot be used. It is left for an operator to mend."""


class Pair(NamedTuple):
    """A certificate, and the key that belongs to it."""

    certificate: x509.Certificate
    key: CertificateIssuerPrivateKeyTypes

    @classmethod
    def read(cls, folder: Path) -> Self | None:
        """The pair in this folder; None where there is neither."""
        paths = (folder / CERTIFICATE, folder / KEY)
        if not any(path.exists() for path in paths):
            return None
        try:
            certificate = x509.load_pem_x509_certificates(paths[0].read_bytes())[0]
            key = load_pem_private_key(paths[1].read_bytes(), None)
        except (OSError, ValueError, TypeError) as error:
            raise UnusableCertificate(f"{folder}: {CERTIFICATE} or {KEY} cannot be read: {error}") from error
        return cls(certificate, key)  # type: ignore[arg-type]  # compared with the certificate before anything is signed

    def write(self, folder: Path) -> None:
        """For nobody else to read before it is granted."""
        key = self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        write_whole(folder / KEY, key, 0o600)
        write_whole(folder / CERTIFICATE, pem(self.certificate), 0o600)

    @property
    def belong_together(self) -> bool:
        return self.key.public_key() == self.certificate.public_key()


def new_authority(now: datetime) -> Pair:
    """An authority with a name of its own: a former one may still be trusted beside it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = _named(f"Bundel CA {now:%Y-%m-%d} {secrets.token_hex(2)}")
    public = key.public_key()
    made = (
        _begun(name, name, public, now, AUTHORITY_LASTS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.KeyUsage(**{**_USAGE, "key_cert_sign": True, "crl_sign": True}), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )
    return Pair(made.sign(key, SHA256()), key)


def signed(authority: Pair, names: Iterable[str], now: datetime, lasts: timedelta = CERTIFICATE_LASTS) -> Pair:
    """A certificate for a server that is reached under these names and IP addresses."""
    key = ec.generate_private_key(ec.SECP256R1())
    public, issuer = key.public_key(), authority.certificate
    alternatives = [_alternative(name) for name in names]
    made = (
        _begun(_named("Bundel"), issuer.subject, public, now, lasts)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**{**_USAGE, "digital_signature": True}), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(_key_of(issuer), critical=False)
    )
    return Pair(made.sign(authority.key, SHA256()), key)


def is_signed_by(authority: Pair, certificate: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(authority.certificate)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def names_of(certificate: x509.Certificate) -> set[str]:
    """Under which a server may show it."""
    try:
        found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return set()
    addresses = found.get_values_for_type(x509.IPAddress)
    return {*found.get_values_for_type(x509.DNSName), *map(str, addresses)}


def pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.PEM)


def _begun(
    subject: x509.Name, issuer: x509.Name, public: ec.EllipticCurvePublicKey, now: datetime, lasts: timedelta
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - CLOCKS_DIFFER)
        .not_valid_after(now + lasts)
    )


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _alternative(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _key_of(issuer: x509.Certificate) -> x509.AuthorityKeyIdentifier:
    its = issuer.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    return x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(its)
