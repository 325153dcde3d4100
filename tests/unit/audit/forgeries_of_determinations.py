"""Forgeries of reports, determinations and claims. All are covered up: only their meaning is wrong."""

from tests.unit.audit.determining import FAIR, FIRST, RIDE, SECOND, SIGNS, STAFF
from tests.unit.audit.forgery import forgery


def determined(books, ask=RIDE, number=1):
    return books.find("settlement", "grant-determined", ask=ask, determination=number)


def reported(books, number=1):
    return books.find("settlement", "report-submitted", report=number)


def claim(books, order=FIRST):
    return books.find("settlement", "claim-made", order=order)


def beside(books, entry, kind, **fields):
    """Another fact of the same command, right after this one."""
    return books.put(books.made_of(entry, kind, **fields), after=entry)


# Reports


@forgery("report-unfounded")
def a_report_has_the_number_of_another(books):
    reported(books, 2).change(report=1)


@forgery("report-unfounded")
def a_report_is_made_once_all_is_determined(books):
    last = determined(books, STAFF, 5)
    books.put(books.made_of(last, "report-submitted", **{**reported(books, 2).fact, "report": 3}), after=last)


@forgery("not-theirs")
def a_funder_reports_on_itself(books):
    reported(books).change(applicant="welzijn")


@forgery("reported-parts-otherwise")
def a_cent_of_one_part_is_anothers(books):
    first, second, *rest = reported(books).fact["parts"]
    first, second = {**first, "cents": first["cents"] - 1}, {**second, "cents": second["cents"] + 1}
    reported(books).change(parts=[first, second, *rest])


@forgery("reported-parts-otherwise")
def what_others_paid_is_left_out(books):
    reported(books).change(other_cents=0)


@forgery("reported-parts-otherwise")
def a_loan_has_its_part_as_well(books):
    reported(books).fact["parts"].append({"ask": f"{FAIR}:tent", "cents": 0})


@forgery("report-term-otherwise")
def a_funder_has_a_week_more_to_determine(books):
    reported(books).change(determine_by="2026-03-16")


@forgery("day-otherwise")
def a_report_was_made_the_week_before(books):
    reported(books).change(submitted_on="2026-01-03", determine_by="2026-03-02")


# Determinations


@forgery("determined-in-own-case")
def who_received_it_determines_it(books):
    for entry in (*books.all("settlement", "grant-determined", ask=STAFF), claim(books, f"{STAFF}:claim-1")):
        entry.change(recipient="welzijn")


@forgery("determined-in-own-case")
def who_received_it_takes_a_determination_back(books):
    books.find("settlement", "determination-corrected").change(recipient="welzijn")


@forgery("not-theirs")
def another_funder_determines(books):
    determined(books).change(determined_by="groen")


@forgery("determined-unfounded")
def a_loan_is_determined(books):
    of = {"ask": f"{FAIR}:tent", "order": f"{FAIR}:tent:1", "funder": "zuil:uitkeringen"}
    amounts = {"granted_cents": 600, "kept_cents": 600, "cents": 600}
    made = books.find("settlement", "agreement-made", ask=f"{FAIR}:tent")
    made.change(instrument="loan", loan=None)
    beside(books, determined(books, SIGNS), "grant-determined", **{**determined(books, SIGNS).fact, **of, **amounts})


@forgery("determined-unfounded")
def what_was_granted_to_another_is_determined(books):
    determined(books).change(recipient="bakkerscollectief")


@forgery("determined-unfounded")
def it_is_determined_by_what_was_never_granted(books):
    determined(books).change(granted_cents=2_600)


@forgery("determined-unfounded")
def it_is_determined_on_a_payment_that_was_none(books):
    confirmed = books.find("settlement", "payment-confirmed", order=f"{SIGNS}:1")
    books.remove(confirmed)


@forgery("determined-beyond-kept")
def what_came_back_is_determined_as_well(books):
    determined(books).change(kept_cents=2_700)


@forgery("determined-beyond-kept")
def more_is_determined_than_was_paid(books):
    determined(books, SIGNS).change(cents=302)


@forgery("determination-misnamed")
def a_determination_has_the_number_of_another(books):
    determined(books, STAFF, 2).change(determination=1)


@forgery("determination-misnamed")
def a_determination_hides_the_one_before_it(books):
    determined(books, number=2).change(was_cents=None, ground="costs-lower")


@forgery("determination-misnamed")
def it_rests_on_a_report_that_was_replaced(books):
    determined(books).change(report=1)


@forgery("ground-unfit")
def less_than_was_granted_on_no_ground(books):
    determined(books).change(ground=None)


@forgery("ground-unfit")
def less_than_was_determined_on_a_ground_of_the_first_time(books):
    determined(books, number=2).change(ground="costs-lower")


@forgery("ground-unfit")
def more_than_was_determined_as_if_it_were_less(books):
    determined(books, STAFF, 3).change(ground="new-facts")


@forgery("ground-unfit")
def what_was_granted_on_a_ground(books):
    determined(books, SIGNS).change(ground="costs-lower")


@forgery("ground-unfit")
def the_same_is_determined_once_more(books):
    first = determined(books, SIGNS)
    again = {**first.fact, "determination": 2, "was_cents": 301, "ground": "reconsidered"}
    beside(books, first, "grant-determined", **again)


@forgery("determined-too-late", "day-otherwise")
def less_is_determined_a_day_after_five_years(books):
    determined(books).change(determined_on="2021-01-09")


@forgery("determined-over-repayments")
def more_is_determined_after_something_came(books):
    came = books.all("settlement", "repayment-received", order=FIRST)[-1]
    more = {"determination": 3, "was_cents": 2_100, "cents": 2_200, "ground": "reconsidered"}
    beside(books, came, "grant-determined", **{**determined(books).fact, **more})


@forgery("determined-over-repayments")
def a_determination_is_taken_back_after_something_was_written_off(books):
    off = books.find("settlement", "loan-written-off", order=SECOND)
    mistake = {**books.find("settlement", "determination-corrected").fact, "ask": RIDE, "funder": "pool:vast"}
    beside(books, off, "determination-corrected", **{**mistake, "determination": 2, "was_cents": 2_100})


@forgery("determination-corrected-otherwise")
def another_amount_was_the_mistake(books):
    books.find("settlement", "determination-corrected").change(was_cents=701)


@forgery("determination-corrected-otherwise")
def the_mistake_was_another_years(books):
    books.find("settlement", "determination-corrected").change(of_year=2025)


@forgery("determination-corrected-otherwise")
def what_was_never_determined_is_corrected(books):
    books.find("settlement", "determination-corrected").change(ask=f"{FAIR}:tent")


@forgery("changed-under-determination")
def what_was_determined_is_refunded(books):
    refund = {**books.find("settlement", "refund-confirmed", order=f"{RIDE}:1").fact, "refund": 2}
    beside(books, determined(books), "refund-confirmed", **refund)


@forgery("changed-under-determination")
def a_refund_is_corrected_under_what_was_determined(books):
    right = {**books.find("settlement", "refund-corrected").fact, "order": f"{RIDE}:1", "ask": RIDE, "refund": 1}
    beside(books, determined(books), "refund-corrected", **right)


@forgery("changed-under-determination")
def what_was_determined_was_never_paid(books):
    none = {**books.find("settlement", "confirmation-corrected").fact, "order": f"{SIGNS}:1", "ask": SIGNS}
    beside(books, determined(books, SIGNS), "confirmation-corrected", **none)


@forgery("changed-under-determination")
def what_was_determined_was_sent_back(books):
    back = {**books.find("settlement", "payment-returned").fact, "order": f"{SIGNS}:1", "ask": SIGNS}
    beside(books, determined(books, SIGNS), "payment-returned", **back)


@forgery("division-differs")
def a_saving_is_divided_as_if_nothing_were_determined(books):
    books.find("settlement", "saving-divided", earn_back="hulp-terug").change(investment_cents=1_000)


# Claims


@forgery("claim-unfounded", "booked-otherwise")
def more_is_claimed_than_was_paid_too_much(books):
    more = claim(books)
    more.change(cents=301, position={**more.fact["position"], "outstanding_cents": 301})


@forgery("claim-unfounded")
def it_is_claimed_twice(books):
    books.again(claim(books))


@forgery("claim-unfounded")
def what_was_determined_in_full_is_claimed(books):
    of = {"ask": SIGNS, "order": f"{SIGNS}:claim-1", "funder": "zuil:groen"}
    beside(books, determined(books, SIGNS), "claim-made", **{**claim(books).fact, **of})


@forgery("claim-unfounded")
def a_claim_was_made_the_day_before(books):
    claim(books).change(claimed_on="2026-01-09")


@forgery("claim-terms-otherwise")
def a_claim_is_due_within_five_weeks(books):
    soon = claim(books)
    soon.change(terms={**soon.fact["terms"], "first_due_on": "2026-02-16"}, next_due_on="2026-02-16")


@forgery("claim-terms-otherwise")
def a_claim_bears_interest(books):
    soon = claim(books)
    soon.change(terms={**soon.fact["terms"], "annual_rate": "0.04"})


@forgery("claim-not-made")
def what_was_paid_too_much_is_not_claimed(books):
    books.remove(claim(books, f"{STAFF}:claim-5"))


@forgery("claim-goes-on")
def a_claim_goes_on_though_more_is_determined(books):
    books.remove(books.find("settlement", "loan-undone", order=f"{STAFF}:claim-2"))


@forgery("claim-goes-on")
def a_claim_goes_on_though_nothing_is_determined(books):
    books.remove(books.find("settlement", "loan-undone", order=f"{STAFF}:claim-1"))


@forgery("loan-undone-otherwise")
def a_claim_is_undone_as_if_it_were_sent_back(books):
    books.find("settlement", "loan-undone", order=f"{STAFF}:claim-1").change(because="returned")


@forgery("loan-undone-otherwise")
def a_claim_is_undone_though_less_is_determined(books):
    undone = {**books.find("settlement", "loan-undone", order=f"{STAFF}:claim-1").fact, "order": FIRST, "ask": RIDE}
    beside(books, determined(books, number=2), "loan-undone", **{**undone, "funder": "pool:vast"})


@forgery("loan-differs")
def an_instalment_of_a_claim_is_anothers(books):
    books.find("settlement", "instalment-due", order=FIRST).change(borrower="bakkerscollectief")


@forgery("loan-stands-otherwise")
def the_next_instalment_of_a_claim_is_put_off(books):
    books.find("settlement", "instalment-due", order=FIRST).change(next_due_on="2026-04-23")


@forgery("booked-otherwise")
def a_claim_is_booked_as_a_loan(books):
    lent = {"claimed": "lent", "outstanding": "outstanding"}
    told = claim(books)
    told.book(*((f"memo/loan:{FIRST}/{lent[name.rpartition('/')[2]]}", cents) for name, cents in told.fact["postings"]))
