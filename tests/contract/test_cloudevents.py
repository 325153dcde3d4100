"""CloudEvents 1.0 and the NL GOV profile for CloudEvents, held against every committed example of a message.

The profile's rules (Logius, version 1.1) that can be read off a message; those it leaves to the producer's
documentation are in `docs/messages.md`: what `time` means, and where a type is explained.
"""

import json
import re
from datetime import datetime, timedelta

import pytest

from shared.broker.envelope import MAX_COMMAND_BYTES
from tests.contract.committed import ROOT, example, messages
from tests.contract.test_documentation import PARTIES

EVERY = pytest.mark.parametrize(("service", "kind", "name"), messages())
STANDARD = {"specversion", "id", "source", "type", "datacontenttype", "dataschema", "subject", "time", "data"}
OF_OTHERS = {"dataref", "sequence", "sequencetype", "traceparent", "tracestate", "partitionkey", "sampledrate"}
"""Documented extensions: a name of ours may not take one with another meaning."""
ORGANISATIONS = {word for party in PARTIES.values() for word in (party.slug, party.name.lower())} | {"logius", "vng"}


@EVERY
def test_it_has_the_required_attributes(service, kind, name):
    """CloudEvents 1.0, required attributes: non-empty strings; this version of the specification is `1.0`."""
    event = example(service, kind, name)
    for attribute in ("id", "source", "specversion", "type"):
        assert isinstance(event[attribute], str)
        assert event[attribute]
    assert event["specversion"] == "1.0"


@EVERY
def test_its_source_is_a_urn_with_an_oin_and_a_system(service, kind, name):
    """Profile: `source` in URN notation with namespace nld, organisation by its OIN, then the system."""
    source = example(service, kind, name)["source"]
    oin = re.fullmatch(r"urn:nld:oin:(\d{20}):systeem:[A-Za-z0-9._-]{1,64}", source)
    assert oin, source
    if kind == "commands":
        assert oin[1] in {party.oin for party in PARTIES.values()}


@EVERY
def test_its_type_is_a_reverse_domain_name_without_an_organisation_or_a_version_of_its_own(service, kind, name):
    """Profile: reverse domain notation; no organisation, for names change; at most one version, as `v` and a number."""
    parts = example(service, kind, name)["type"].split(".")
    assert parts == ["nl", "bundel", service, name]
    assert all(re.fullmatch(r"[a-z][a-z0-9-]*", part) for part in parts)
    assert not ORGANISATIONS & {*parts}
    assert sum(bool(re.fullmatch(r"v\d+", part)) for part in parts) <= 1


@EVERY
def test_names_of_attributes_are_lower_case_and_short(service, kind, name):
    """CloudEvents 1.0: lower-case letters and digits; at most 20 of them is recommended."""
    for attribute in example(service, kind, name):
        assert re.fullmatch(r"[a-z0-9]{1,20}", attribute), attribute


@EVERY
def test_values_of_attributes_are_of_the_specifications_types(service, kind, name):
    """Strings without control characters, 32-bit integers, booleans; null means left out, so we leave it out."""
    for attribute, value in example(service, kind, name).items():
        if attribute == "data":
            continue
        if isinstance(value, str):
            assert value
            assert not re.search(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", value)
        else:
            assert isinstance(value, int)
            assert -(2**31) <= value < 2**31


@EVERY
def test_extensions_take_no_documented_name(service, kind, name):
    assert not OF_OTHERS & (example(service, kind, name).keys() - STANDARD)


@EVERY
def test_its_data_are_json_and_no_reference(service, kind, name):
    """Profile: JSON as the format of data; `source` refers to no place of data."""
    event = example(service, kind, name)
    assert event["datacontenttype"] == "application/json"
    assert isinstance(event["data"], dict)
    assert "data_base64" not in event


@EVERY
def test_its_time_is_rfc_3339_with_a_zone(service, kind, name):
    """A command bears none: when it counts is when it is recorded."""
    event = example(service, kind, name)
    if kind == "commands":
        assert "time" not in event
        return
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", event["time"])
    assert datetime.fromisoformat(event["time"]).utcoffset() == timedelta(0)


@EVERY
def test_it_is_small_enough_for_every_intermediary(service, kind, name):
    """CloudEvents 1.0: 64 kB are forwarded by all."""
    assert len(json.dumps(example(service, kind, name)).encode()) <= MAX_COMMAND_BYTES == 64 * 1024


def test_ids_are_unique_within_their_source():
    keys = [(event["source"], event["id"]) for event in (example(*each) for each in messages())]
    assert len(keys) == len(set(keys))


def test_what_time_means_is_documented():
    """Profile: the exact meaning of `time` must be documented; log time is recommended."""
    page = (ROOT / "docs" / "messages.md").read_text("utf-8")
    assert "recorded in the log (log time), never when it happened" in " ".join(page.split())
