"""Forgeries of the terms on which the rest of a loan or a claim is owed. Only their meaning is wrong."""

from tests.unit.audit.determining import FIRST
from tests.unit.audit.forgery import forgery
from tests.unit.audit.lending import LOAN


def changed(books, order=LOAN):
    return books.find("settlement", "loan-terms-changed", order=order)


def other(entry, **terms):
    return entry.change(terms={**entry.fact["terms"], **terms})


@forgery("terms-changed-otherwise")
def terms_change_the_week_before(books):
    changed(books, FIRST).change(decided_on="2026-05-05")


@forgery("terms-changed-otherwise")
def terms_change_for_less_than_is_left(books):
    changed(books, FIRST).change(principal_cents=1)


@forgery("terms-changed-otherwise")
def the_second_party_is_said_to_have_asked(books):
    changed(books).change(decided_by="gemeente")


@forgery("terms-unfit")
def a_claim_bears_interest(books):
    other(changed(books, FIRST), annual_rate="0.05")


@forgery("terms-unfit")
def days_count_otherwise_from_then_on(books):
    other(changed(books), day_count="30E/360")


@forgery("terms-unfit")
def the_first_instalment_is_due_at_once(books):
    other(changed(books, FIRST), first_due_on=changed(books, FIRST).fact["decided_on"])


@forgery("loan-stands-otherwise")
def what_was_due_stays_due(books):
    entry = changed(books, FIRST)
    position = entry.fact["position"]
    entry.change(position={**position, "due_cents": 1, "outstanding_cents": position["outstanding_cents"] - 1})


@forgery("loan-changed-alone")
def terms_are_milder_than_the_second_party_agreed_to(books):
    other(changed(books), instalments=80)


@forgery("loan-changed-alone")
def terms_change_without_the_second_party(books):
    changed(books).change(approved_by=None)
