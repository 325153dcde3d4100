"""Forgeries of loans. All are covered up: only their meaning is wrong."""

from tests.unit.audit.forgery import forgery
from tests.unit.audit.lending import LOAN, TERMS

UNDONE = "buurthuis:verbouwing:1"
"""Begun twice, and undone twice."""


def of_loan(books, kind, number=0, **fields):
    return books.all("settlement", kind, order=LOAN, **fields)[number]


def stands(entry, **changed):
    """The position that an event tells, changed."""
    return entry.change(position={**entry.fact["position"], **changed})


@forgery("terms-otherwise")
def a_loan_is_granted_on_milder_terms(books):
    granted = books.find("applications", "application-granted", application="buurthuis")
    granted.fact["loans"][0]["terms"]["annual_rate"] = "0.05"


@forgery("terms-otherwise")
def a_loan_is_granted_without_its_terms(books):
    books.find("applications", "application-granted", application="buurthuis").change(loans=[])


@forgery("loan-unfounded", "loan-stands-otherwise")
def a_loan_bears_less_interest_than_was_agreed(books):
    lent = of_loan(books, "loan-paid-out")
    lent.change(terms={**lent.fact["terms"], "annual_rate": "0.01"})


@forgery("loan-unfounded")
def a_loan_runs_from_a_day_later_than_it_was_paid(books):
    of_loan(books, "loan-paid-out").change(paid_on="2026-01-21")


@forgery("loan-not-begun")
def a_loan_is_paid_and_never_begins(books):
    books.remove(of_loan(books, "loan-paid-out"))


@forgery("loan-goes-on")
def a_loan_goes_on_whose_payment_came_back(books):
    books.remove(books.all("settlement", "loan-undone", order=UNDONE)[1])


@forgery("loan-undone-otherwise")
def a_loan_is_undone_for_another_reason(books):
    books.all("settlement", "loan-undone", order=UNDONE)[0].change(because="returned")


@forgery("loan-differs")
def an_instalment_is_anothers(books):
    of_loan(books, "instalment-due").change(borrower="bakkerscollectief")


@forgery("loan-stands-otherwise", "booked-otherwise")
def a_cent_of_principal_is_forgotten(books):
    due = of_loan(books, "instalment-due")
    stands(due, outstanding_cents=due.fact["position"]["outstanding_cents"] - 1)


@forgery("loan-stands-otherwise")
def the_next_instalment_is_put_off(books):
    of_loan(books, "repayment-received").change(next_due_on="2026-03-21")


@forgery("instalment-otherwise")
def an_instalment_says_less_interest_than_it_charges(books):
    due = of_loan(books, "instalment-due")
    due.change(interest_cents=due.fact["interest_cents"] - 1)


@forgery("instalment-otherwise")
def an_instalment_falls_due_before_its_day(books):
    due = of_loan(books, "instalment-due")
    due.envelope["at"] = "2026-02-19T09:00:00Z"


@forgery("repaid-otherwise")
def interest_is_told_as_principal(books):
    due = of_loan(books, "instalment-due")
    paid = due.fact["paid_principal_cents"], due.fact["paid_interest_cents"]
    due.change(paid_principal_cents=sum(paid), paid_interest_cents=0)


@forgery("repaid-otherwise")
def a_write_off_tells_of_interest_that_nobody_paid(books):
    of_loan(books, "loan-written-off").change(paid_interest_cents=1)


@forgery("repayment-misnamed")
def a_repayment_has_the_number_of_another(books):
    of_loan(books, "repayment-received", 1).change(repayment=1)


@forgery("repayment-misnamed")
def a_repayment_is_corrected_from_what_it_was_not(books):
    of_loan(books, "repayment-corrected").change(was_cents=21_001)


@forgery("written-off-otherwise")
def a_loan_was_written_off_the_year_before(books):
    of_loan(books, "loan-written-off").change(decided_on="2025-12-31")


@forgery("loan-changed-alone")
def a_large_write_off_needs_no_second_party(books):
    of_loan(books, "loan-written-off", 1).change(approved_by=None)


@forgery("loan-changed-alone")
def another_amount_is_written_off_than_was_asked(books):
    asked = of_loan(books, "loan-change-awaits-approval", -1)
    asked.change(principal_cents=91_001)


@forgery("loan-change-asked-otherwise")
def a_friend_is_asked_to_approve(books):
    of_loan(books, "loan-change-awaits-approval", -1).change(approver="groen")


@forgery("loan-refunded")
def what_was_lent_is_refunded_instead(books):
    came, refund = of_loan(books, "repayment-received", 1), books.find("settlement", "refund-confirmed")
    came.envelope["kind"] = refund.kind
    amounts = {"principal_cents": 10, "interest_cents": 0, "refund": 1, "recorded_on": "2026-02-21"}
    came.change(**amounts, postings=[["party:buurttuin", -10], [f"payer:{came.fact['funder']}", 10]])


@forgery("not-in-proportion")
def one_contribution_bears_the_whole_loss(books):
    lost = books.find("pool", "loan-lost")
    contribution, cents = lost.fact["parts"][0][0], lost.fact["cents"]
    account = f"lenen/{contribution}"
    lost.change(
        parts=[[contribution, cents]], postings=[[f"{account}/paid", -cents], [f"{account}/written-off", cents]]
    )


@forgery("loan-held-by-mandate")
def a_mandate_agrees_to_the_terms_of_a_loan(books):
    held = books.find("pool", "reservation-held", pool="buurt")
    asked = books.find("pool", "ask-received", ask=held.fact["ask"], revision=held.fact["revision"])
    asked.change(loan=dict(TERMS))


@forgery("loss-of-another")
def a_loss_is_booked_under_another_application(books):
    books.find("pool", "loan-lost").change(application="tuin")


@forgery("loss-borne-otherwise")
def who_bears_losses_first_is_let_off(books):
    lost = books.find("pool", "loan-lost")
    lost.change(borne=[], spared=[])
    lost.change(postings=[row for part in lost.fact["parts"] for row in _written_off(*part)])


@forgery("loss-borne-otherwise")
def one_contribution_is_spared_all(books):
    lost = books.find("pool", "loan-lost")
    (spared, cents), (other, rest) = lost.fact["spared"]
    paid = [[f"lenen/{spared}/paid", -cents - rest], [f"lenen/{spared}/free", cents + rest]]
    own = [["lenen/buffer/free", -cents - rest], ["lenen/buffer/written-off", cents + rest]]
    lost.change(parts=[[spared, cents + rest]], spared=[[spared, cents + rest]], postings=[*paid, *own])
    lost.change(parts=[[spared, cents], [other, rest]])


@forgery("loss-borne-otherwise", "booked-otherwise")
def more_is_borne_first_than_there_is(books):
    lost = books.find("pool", "loan-lost", cents=91_000)
    lost.change(borne=[["buffer", lost.fact["borne"][0][1] + 1]])


@forgery("first-loss-withdrawn")
def what_others_have_out_is_understated_as_first_loss_is_withdrawn(books):
    withdrawn = books.find("pool", "contribution-withdrawn", contribution="buffer-later")
    withdrawn.change(kept_cents=withdrawn.fact["kept_cents"] - 1)


@forgery("first-loss-withdrawn")
def what_bears_losses_first_is_withdrawn_while_others_need_it(books):
    withdrawn = books.find("pool", "contribution-withdrawn", contribution="buffer-later")
    cents = 300_000 - withdrawn.fact["kept_cents"] + 1
    withdrawn.change(cents=cents).book(("lenen/buffer-later/free", -cents), ("contributor:woonstede", cents))


@forgery("first-loss-withdrawn")
def what_bears_nothing_is_withdrawn_as_if_it_did(books):
    pledged = books.find("pool", "contribution-pledged", contribution="buffer-later")
    pledged.change(first_loss=False)


@forgery("not-in-proportion")
def the_reserve_gets_no_interest(books):
    earned = books.find("pool", "interest-received", pool="lenen")
    cents = earned.fact["cents"]
    earned.change(parts=[["groen-leent", cents]]).book(
        ("lenen/groen-leent/earned", -cents), ("lenen/groen-leent/free", cents)
    )


@forgery("return-corrected-otherwise")
def interest_goes_out_of_who_got_none(books):
    corrected = books.find("pool", "return-corrected", pool="lenen", of="interest")
    cents = corrected.fact["cents"]
    corrected.change(parts=[["groen-leent", cents]]).book(
        ("lenen/groen-leent/free", cents), ("lenen/groen-leent/earned", -cents)
    )


@forgery("heard-without-effect")
def a_loss_is_never_booked(books):
    books.remove(books.find("pool", "loan-lost"))


def _written_off(contribution, cents):
    account = f"lenen/{contribution}"
    return [f"{account}/paid", -cents], [f"{account}/written-off", cents]
