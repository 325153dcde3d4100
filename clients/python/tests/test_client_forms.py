"""What is to be sent has the names and types of its class, or is not sent; what it leaves out stays out."""

from datetime import UTC, date, datetime
from decimal import Decimal

import msgspec
import pytest

from bundel_client import applications, pool, settlement
from bundel_client.forms import as_sent

ANSWER = {"ask": "cake-1:meel", "revision": 1, "cents": 400_00, "answer": "hold"}
RECEIPT = {"pool": "moestuin", "contribution": "groen", "cents": 5, "received_on": date(2026, 3, 1)}
EARN_BACK = {
    "earn_back": "job",
    "ask": "cake-1:meel",
    "benefit_holder": "werk",
    "recipient": settlement.RecipientNamed(pool="moestuin", contribution="groen"),
    "move_share": Decimal("0.25"),
    "move_cap_cents": 1,
    "return_share": Decimal("0.5"),
    "return_from": date(2026, 4, 1),
    "term_from": date(2026, 4, 1),
    "term_to": date(2027, 4, 1),
}


def submitted(**changed):
    """An application with all its parts."""
    line = applications.Line(goal="cake", cents=400_00)
    return applications.SubmitApplication(
        **{
            "application": "cake-1",
            "purpose": "Cake",
            "neighbourhood": "Spoorbuurt",
            "results": [],
            "costs": [applications.Cost(what="Meel", cents=400_00)],
            "asks": [applications.Ask(ask="meel", funder="zuil:meel", lines=[line], instrument="grant")],
            "other_money": [],
            "hours": [],
            "expected_savings": [],
            "term": "structural",
            "decide_by": datetime(2026, 4, 1, 12, tzinfo=UTC),
            **changed,
        }
    )


def sent(form):
    return msgspec.json.decode(msgspec.json.encode(as_sent(form)))


def test_a_command_is_sent_as_it_was_written():
    assert sent(applications.AnswerAsk(**ANSWER)) == ANSWER
    assert sent(pool.Receive(**RECEIPT)) == RECEIPT | {"received_on": "2026-03-01"}


def test_parts_and_times_are_sent_too():
    found = sent(submitted())
    assert found["asks"][0]["lines"] == [{"goal": "cake", "cents": 400_00}]
    assert found["decide_by"] == "2026-04-01T12:00:00Z"
    assert "goods" not in found


def test_a_share_is_a_decimal_in_quotes():
    found = sent(settlement.ProposeEarnBack(**EARN_BACK))
    assert (found["move_share"], found["return_share"]) == ("0.25", "0.5")


def test_what_may_be_left_out_is_left_out():
    """So that a platform that does not know the field yet takes the command."""
    assert sent(pool.ListPools()) == {}
    assert sent(pool.ListPools(after=0, limit=7)) == {"limit": 7}
    assert "reason" not in sent(applications.AnswerAsk(**ANSWER))


@pytest.mark.parametrize("form", [applications.AnswerAsk, pool.Receive])
@pytest.mark.parametrize("name", ["cent", "Cents", "reasons"])
def test_a_name_that_the_contract_does_not_have_is_refused_at_once(form, name):
    with pytest.raises(TypeError, match=f"Unexpected keyword argument '{name}'"):
        form(**{name: 1})


def test_a_field_that_is_missing_is_named():
    with pytest.raises(TypeError, match="Missing required argument 'cents'"):
        applications.AnswerAsk(**{name: value for name, value in ANSWER.items() if name != "cents"})


@pytest.mark.parametrize("cents", ["40000", 400.0, 400.5, True, None, Decimal(400)])
def test_money_is_whole_cents(cents):
    with pytest.raises(ValueError, match=r"AnswerAsk cannot be sent: Expected `int`, got .* - at `\$\.cents`"):
        as_sent(applications.AnswerAsk(**ANSWER | {"cents": cents}))


@pytest.mark.parametrize("day", ["2026-03-01", datetime(2026, 3, 1, tzinfo=UTC), 20260301])
def test_a_day_is_a_date(day):
    with pytest.raises(ValueError, match=r"Receive cannot be sent: Expected `date`, got .* - at `\$\.received_on`"):
        as_sent(pool.Receive(**RECEIPT | {"received_on": day}))


@pytest.mark.parametrize("share", [0.25, "0.25"])
def test_a_share_is_no_float(share):
    with pytest.raises(ValueError, match=r"Expected `decimal`, got .* - at `\$\.move_share`"):
        as_sent(settlement.ProposeEarnBack(**EARN_BACK | {"move_share": share}))


def test_a_time_has_a_zone():
    naive = datetime(2026, 4, 1, 12)  # noqa: DTZ001 that is the point
    with pytest.raises(ValueError, match=r"timezone.* - at `\$\.decide_by`"):
        as_sent(submitted(decide_by=naive))


def test_a_fault_deep_inside_is_named():
    lines = [applications.Line(goal="cake", cents=1), applications.Line(goal="cake", cents="2")]
    asks = [applications.Ask(ask="meel", funder="zuil:meel", lines=lines, instrument="grant")]
    with pytest.raises(ValueError, match=r"got `str` - at `\$\.asks\[0\]\.lines\[1\]\.cents`"):
        as_sent(submitted(asks=asks))


def test_a_value_that_the_contract_does_not_name_is_refused():
    with pytest.raises(ValueError, match=r"Invalid enum value 'yes' - at `\$\.answer`"):
        as_sent(applications.AnswerAsk(**ANSWER | {"answer": "yes"}))


def test_what_has_no_place_in_json_is_refused():
    with pytest.raises(ValueError, match="AnswerAsk cannot be sent"):
        as_sent(applications.AnswerAsk(**ANSWER | {"reason": object()}))
