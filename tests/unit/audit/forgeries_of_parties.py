"""Forgeries of who takes part: who is in the register, and as which organisation."""

from tests.unit.audit.forgery import forgery

OTHER = "00000099000000097000"


@forgery("acted-unregistered")
def a_party_acts_that_never_was_in_the_register(books):
    books.remove(books.find("pool", "party-registered", party="wijkteam"))


@forgery("acted-unregistered")
def a_party_acts_after_it_left(books):
    registered = books.find("pool", "party-registered", party="raad")
    left = books.made_of(registered, "party-deregistered", party="college", changed_at=None)
    left.envelope["stream"] = "register/college"
    books.put(left, after=registered)


@forgery("acted-as-another")
def another_organisation_is_heard_under_the_name_of_one_that_left(books):
    books.find("settlement", "command-outcome", party="rekenkamer").change(accepted=True, code="", sentence="")


@forgery("acted-as-another")
def a_new_identifier_is_used_that_nobody_allowed(books):
    books.remove(books.find("settlement", "new-identifier-allowed"))


@forgery("identifier-otherwise")
def a_new_identifier_takes_the_place_of_another_than_was_known(books):
    books.find("pool", "new-identifier-allowed").change(was=OTHER)


@forgery("identifier-otherwise")
def a_new_identifier_is_the_old_one(books):
    allowed = books.find("pool", "new-identifier-allowed")
    allowed.change(oin=allowed.fact["was"])


@forgery("known-as-another")
def one_log_knows_another_organisation_under_a_name(books):
    books.find("pool", "party-registered", party="zuil-eieren").change(oin=OTHER)


@forgery("known-as-another")
def a_new_identifier_is_allowed_in_two_logs_of_three(books):
    books.remove(books.find("applications", "new-identifier-allowed"))


@forgery("registered-for-nothing")
def two_processes_record_the_same_register(books):
    books.again(books.find("pool", "party-registered", party="zuil-eieren"))


@forgery("registered-for-nothing")
def a_party_leaves_twice(books):
    books.again(books.find("pool", "party-deregistered"))


@forgery("register-unfit")
def an_entry_is_filed_under_another_party(books):
    books.find("pool", "party-registered", party="zuil-eieren").envelope["stream"] = "register/eieren"
