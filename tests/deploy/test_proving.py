"""Certificates of broker and database: made where missing, renewed where ours, left alone where they are not."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509

from deploy.certificates import (
    AUTHORITY_LASTS,
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
from deploy.proving import near_their_end, prepare_certificates

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
SERVERS = {"broker": ("broker", "127.0.0.1"), "postgres": ("postgres",)}
DAY = timedelta(days=1)


@pytest.fixture
def secrets(tmp_path):
    for server in SERVERS:
        (tmp_path / server).mkdir()
    prepare_certificates(tmp_path, SERVERS, NOW)
    return tmp_path


def shown(secrets, server):
    return Pair.read(secrets / server).certificate


def trusted(secrets):
    return x509.load_pem_x509_certificates((secrets / "trust" / "ca.pem").read_bytes())


def again(secrets, after=timedelta(0), servers=SERVERS):
    """What a repeat changes."""

    def found():
        return {path: path.read_bytes() for path in secrets.rglob("*.pem")}

    before = found()
    prepare_certificates(secrets, servers, NOW + after)
    return {path.relative_to(secrets).as_posix() for path, body in found().items() if before.get(path) != body}


def of_broker():
    return {"broker/certificate.pem", "broker/key.pem"}


def test_each_server_proves_its_names_by_our_authority(secrets):
    authority = Pair.read(secrets / "authority")
    assert trusted(secrets) == [authority.certificate]
    for server, names in SERVERS.items():
        assert names_of(shown(secrets, server)) == set(names)
        assert is_signed_by(authority, shown(secrets, server))
        assert Pair.read(secrets / server).belong_together
        assert shown(secrets, server).not_valid_after_utc == NOW + CERTIFICATE_LASTS


def test_a_repeat_changes_nothing(secrets):
    assert again(secrets) == again(secrets, CERTIFICATE_LASTS - RENEWED - DAY) == set()


def test_ours_is_made_anew_near_its_end(secrets):
    assert again(secrets, CERTIFICATE_LASTS - RENEWED) == {*of_broker(), "postgres/certificate.pem", "postgres/key.pem"}
    assert shown(secrets, "broker").not_valid_after_utc > NOW + CERTIFICATE_LASTS


def test_ours_is_made_anew_where_it_lacks_a_name(secrets):
    wider = {**SERVERS, "broker": (*SERVERS["broker"], "bundel.example")}
    assert again(secrets, servers=wider) == of_broker()
    assert "bundel.example" in names_of(shown(secrets, "broker"))


def test_ours_is_made_anew_where_a_start_was_interrupted_between_certificate_and_key(secrets):
    Pair(shown(secrets, "broker"), new_authority(NOW).key).write(secrets / "broker")
    assert again(secrets) == of_broker()


def test_what_is_not_ours_is_never_changed(secrets):
    theirs = signed(new_authority(NOW), ["another.example"], NOW)
    theirs.write(secrets / "broker")
    assert (
        again(secrets)
        == again(secrets, CERTIFICATE_LASTS - DAY) - {"postgres/certificate.pem", "postgres/key.pem"}
        == set()
    )
    assert shown(secrets, "broker") == theirs.certificate


def test_what_is_not_ours_and_does_not_fit_is_named(secrets):
    theirs = signed(new_authority(NOW), ["broker"], NOW)
    Pair(theirs.certificate, new_authority(NOW).key).write(secrets / "broker")
    with pytest.raises(UnusableCertificate, match="broker: certificate and key do not belong together"):
        prepare_certificates(secrets, SERVERS, NOW)
    (secrets / "broker" / "key.pem").write_text("no key", "utf-8")
    with pytest.raises(UnusableCertificate, match=r"broker: .* cannot be read"):
        prepare_certificates(secrets, SERVERS, NOW)


def test_a_new_authority_is_trusted_beside_the_old_one_and_signs_when_it_is_told_to(secrets):
    """The guide's steps: nobody is cut off at any of them."""
    old = shown(secrets, "authority")
    for path in (secrets / "authority").iterdir():
        path.unlink()
    assert again(secrets) == {"authority/certificate.pem", "authority/key.pem", "trust/ca.pem"}
    new = Pair.read(secrets / "authority")
    assert trusted(secrets) == [old, new.certificate]
    assert not is_signed_by(new, shown(secrets, "broker"))
    for name in of_broker():
        (secrets / name).unlink()
    assert again(secrets) == of_broker()
    assert is_signed_by(new, shown(secrets, "broker"))
    (secrets / "trust" / "ca.pem").write_bytes(pem(new.certificate))
    assert again(secrets) == set()


def test_what_an_operator_trusts_stays(secrets):
    theirs = new_authority(NOW).certificate
    (secrets / "trust" / "ca.pem").write_bytes(pem(theirs).rstrip())
    assert again(secrets) == {"trust/ca.pem"}
    assert trusted(secrets) == [theirs, shown(secrets, "authority")]


def test_what_only_an_operator_can_replace_is_named_in_time(secrets):
    assert near_their_end(secrets, SERVERS, NOW) == ""
    signed(new_authority(NOW), ["broker"], NOW, RENEWED - DAY).write(secrets / "broker")
    assert near_their_end(secrets, SERVERS, NOW) == " The certificate of broker ends on 2027-01-27."
    last_year = NOW + AUTHORITY_LASTS - CERTIFICATE_LASTS + DAY
    assert "The certificate of authority ends on 2036-11-26." in near_their_end(secrets, SERVERS, last_year)


def test_no_certificate_outlives_its_authority(secrets):
    late = AUTHORITY_LASTS - 100 * DAY
    prepare_certificates(secrets, SERVERS, NOW + late)
    assert shown(secrets, "broker").not_valid_after_utc == shown(secrets, "authority").not_valid_after_utc
