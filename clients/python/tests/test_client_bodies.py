"""What comes is read by the class of its kind; what this version does not know is passed over, or kept as text."""

import json
from datetime import date

import pytest

from bundel_client import UnknownBody, applications, pool
from bundel_client.envelope import read_message

DECLINED = {
    "application": "cake-1",
    "applicant": "bakkers",
    "ask": "cake-1:meel",
    "funder": "zuil:meel",
    "revision": 1,
    "cents": 400_00,
    "reason": "withheld",
    "ground": "no-money",
}


def message(kind, data, service="applications", **more):
    event = {
        "specversion": "1.0",
        "id": "log-7",
        "source": "urn:nld:oin:00000099000000000000:systeem:bundel",
        "type": f"nl.bundel.{service}.{kind}",
        "time": "2026-03-20T09:00:00Z",
        "subject": "application/cake-1",
        "datacontenttype": "application/json",
        "logid": "log",
        "index": 7,
        "audience": "all",
        "audienceindex": 5,
        "hash": "0" * 64,
        "causationid": "c",
        "correlationid": "c",
        "data": data,
        **more,
    }
    return read_message(json.dumps(event).encode())


def known_fields(kind):
    """Of the class's own, so that this test follows the contract."""
    return {name: DECLINED[name] for name in kind.__struct_fields__ if name in DECLINED}


def test_a_message_is_read_by_the_class_of_its_kind():
    found = message("zuil-ask-declined", known_fields(applications.ZuilAskDeclined), bookdate="2026-03-19")
    assert (found.service, found.kind, found.index, found.bookdate) == (
        "applications",
        "zuil-ask-declined",
        7,
        date(2026, 3, 19),
    )
    assert isinstance(found.body, applications.ZuilAskDeclined)
    assert (found.body.ask, found.body.cents, found.body.ground) == ("cake-1:meel", 400_00, "no-money")


def test_a_kind_that_is_not_known_is_passed_over():
    body = message("application-postponed", {"application": "cake-1"}).body
    assert body == UnknownBody(service="applications", kind="application-postponed", data={"application": "cake-1"})


def test_a_service_that_is_not_known_is_passed_over():
    assert isinstance(message("zuil-asked", {}, service="council").body, UnknownBody)


def test_a_value_that_is_not_known_stays_as_text():
    data = known_fields(applications.ZuilAskDeclined) | {"ground": "out-of-season", "reason": "open to all"}
    body = message("zuil-ask-declined", data).body
    assert (body.ground, body.reason) == ("out-of-season", "open to all")


def test_fields_that_are_not_known_are_passed_over():
    data = known_fields(applications.ZuilAskDeclined) | {"weather": {"rain": [1, 2]}}
    found = message("zuil-ask-declined", data, traceparent="00-1", partitionkey=3)
    assert found.body == message("zuil-ask-declined", known_fields(applications.ZuilAskDeclined)).body


def test_what_came_later_has_its_default_in_an_older_message():
    data = known_fields(applications.ZuilAskDeclined)
    del data["ground"]
    assert message("zuil-ask-declined", data).body.ground is None


def test_a_break_of_the_contract_is_no_silence():
    data = known_fields(applications.ZuilAskDeclined) | {"cents": "40000"}
    found = message("zuil-ask-declined", data)
    assert found.index == 7, "the envelope is read all the same"
    with pytest.raises(ValueError, match=r"applications zuil-ask-declined is not as in contract .*: Expected `int`"):
        _ = found.body


def test_what_is_read_cannot_be_changed():
    body = message("zuil-ask-declined", known_fields(applications.ZuilAskDeclined)).body
    with pytest.raises(AttributeError):
        body.cents = 1


def test_every_kind_is_known_by_its_own_class():
    for kind in (*applications.MESSAGES, *pool.MESSAGES):
        assert kind.SERVICE in kind.__module__
