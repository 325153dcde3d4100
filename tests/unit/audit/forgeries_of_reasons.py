"""Forgeries of why something was refused: between two logs, within one, and to those who were told."""

from tests.unit.audit.forgery import forgery


@forgery("reason-differs")
def applications_records_other_words_than_the_pool_said(books):
    books.find("applications", "pool-ask-declined", ask="tuin:kas").change(reason="Past niet bij ons")


@forgery("echo-differs")
def applications_records_another_ground_than_the_pool_named(books):
    books.find("applications", "pool-ask-declined", ask="tuin:kas").change(ground="no-money")


@forgery("echo-differs", "decline-told-otherwise")
def a_pool_names_another_ground_than_was_heard_and_told(books):
    books.find("pool", "reservation-declined", ask="tuin:kas").change(ground="no-money")


@forgery("decline-told-otherwise")
def a_pools_words_are_altered_after_the_applicant_heard_them(books):
    books.find("pool", "reservation-declined", ask="tuin:kas").change(reason="Geen geld")


@forgery("decline-told-otherwise")
def an_applicant_is_told_another_ground(books):
    books.find("pool", "decline-explained", ask="taart:room").change(ground="quality")


@forgery("decline-told-otherwise")
def a_zuil_records_other_words_than_the_applicant_heard(books):
    books.find("applications", "zuil-ask-declined", ask="taart:suiker").change(reason="Wij doen niet mee")


@forgery("decline-told-otherwise")
def a_decline_is_explained_that_was_none(books):
    explained = books.find("pool", "decline-explained", ask="tuin:kas")
    books.move(explained, before=books.outcome_of(books.find("pool", "reservation-held", ask="tuin:kas")))


@forgery("decline-untold")
def an_applicant_never_hears_why_a_pool_declined(books):
    books.remove(books.find("pool", "decline-explained", ask="tuin:kas"))


@forgery("decline-untold")
def an_applicant_never_hears_why_a_zuil_declined(books):
    books.remove(books.find("applications", "zuil-decline-explained", ask="taart:suiker"))


@forgery("failure-otherwise")
def the_executives_end_is_told_as_a_withdrawal(books):
    books.find("applications", "application-failed", application="markt").change(reason="withdrawn")


@forgery("failure-otherwise")
def a_withdrawal_is_told_as_too_late(books):
    books.find("applications", "application-failed", application="taart").change(reason="decide-by-passed")


@forgery("failure-otherwise")
def what_time_decided_is_told_as_a_withdrawal(books):
    books.find("applications", "application-failed", application="koor").change(reason="withdrawn")


@forgery("failure-told-otherwise")
def a_zuil_is_told_other_words_than_the_applicant(books):
    explained = books.find("applications", "failure-explained", application="taart", party="zuil-meel")
    explained.change(reason="De oven is stuk")
