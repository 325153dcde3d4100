"""Forgeries of a log as such: what is stored, in what order, when, said to whom, heard from whom."""

from tests.unit.audit.forgery import forgery

# What is stored


@forgery("chain-broken", cover_up="as_is")
def an_amount_is_altered(books):
    books.find("pool", "contribution-received").change(cents=1)


@forgery("chain-broken", cover_up="as_is")
def a_reason_is_altered(books):
    books.find("pool", "reservation-declined").change(reason="Daarom")


@forgery("chain-broken", "version-skips", cover_up="as_is")
def an_event_is_removed(books):
    books.remove(books.find("pool", "contribution-received"))


@forgery("chain-broken", cover_up="as_is")
def two_events_change_places(books):
    first, second = books.all("pool", "contribution-pledged")[:2]
    books.move(second, before=first)


@forgery("chain-broken", cover_up="as_is")
def an_event_is_put_in_between(books):
    pledged = books.find("pool", "contribution-pledged")
    stream = {**pledged.envelope, "stream": "pool/nieuw", "version": 1}
    books.again(pledged).envelope.update(stream)


@forgery("unreadable", "chain-broken", cover_up="as_is")
def an_event_is_no_json(books):
    books.find("settlement", "payment-confirmed").raw = b"{"


@forgery("unreadable", cover_up="chained")
def an_event_lacks_its_envelope(books):
    books.find("settlement", "payment-confirmed").raw = b'{"kind": "payment-confirmed"}'


@forgery("unreadable", cover_up="chained")
def an_event_has_no_time_zone(books):
    books.find("pool", "pool-opened").envelope["at"] = "2026-03-02T09:00:00"


@forgery("row-differs", cover_up="as_is")
def a_row_is_filed_under_another_kind(books):
    failed = books.find("applications", "application-failed")
    failed.row = (failed.envelope["stream"], failed.envelope["version"], "application-granted")


@forgery("row-differs", cover_up="as_is")
def a_row_is_filed_under_another_stream(books):
    failed = books.find("applications", "application-failed")
    failed.row = ("application/ander", 1, failed.kind)


@forgery("version-skips", cover_up="chained")
def a_version_is_skipped(books):
    books.all("pool", "batch-closed")[-1].envelope["version"] += 1


@forgery("time-goes-back", cover_up="chained")
def an_event_is_back_dated(books):
    books.all("settlement", "payment-confirmed")[-1].envelope["at"] = "2026-03-02T08:59:59Z"


@forgery("not-opened", cover_up="sealed")
def a_log_lacks_its_opening(books):
    books.remove(books.logs["settlement"][0])


@forgery("not-opened", cover_up="sealed")
def a_log_is_opened_twice(books):
    books.again(books.logs["settlement"][0], log="1" * 32)


@forgery("not-opened", cover_up="sealed")
def a_log_is_of_another_service(books):
    books.logs["settlement"][0].change(service="pool")


@forgery("kind-unknown", cover_up="sealed")
def a_fact_is_of_no_known_kind(books):
    books.find("pool", "application-closed").envelope["kind"] = "application-reopened"


@forgery("kind-unknown", cover_up="sealed")
def a_fact_is_in_the_wrong_log(books):
    books.find("pool", "application-closed").envelope["kind"] = "application-granted"


@forgery("fields-differ", cover_up="sealed")
def an_amount_is_a_fraction(books):
    books.find("applications", "pool-asked").change(cents=0.5)


@forgery("fields-differ", cover_up="sealed")
def a_share_is_no_number(books):
    books.find("settlement", "earn-back-proposed").change(move_share="NaN")


@forgery("log-unguarded", cover_up="as_is")
def what_refuses_changes_is_taken_away(books):
    books.guarded = False


# What is said


@forgery("said-skips", cover_up="chained")
def a_message_is_counted_that_nobody_said(books):
    books.all("applications", "batch-closed")[-1].envelope["said"] += 1


@forgery("audience-said-skips", cover_up="chained")
def a_message_to_a_party_is_counted_twice(books):
    books.all("settlement", "command-outcome")[-1].envelope["audience_said"] += 1


@forgery("audience-differs", cover_up="sealed")
def an_order_is_said_to_another(books):
    books.find("settlement", "payment-ordered").envelope["audience"] = "college"


@forgery("audience-differs", cover_up="sealed")
def a_grant_is_kept_secret(books):
    books.find("applications", "application-granted", application="koffie").envelope["audience"] = "bakkerscollectief"


# What is heard


@forgery("heard-not-said", cover_up="as_is")
def the_end_of_a_log_is_cut_off(books):
    books.truncate("applications", books.find("applications", "application-granted", application="koffie"))


@forgery("heard-otherwise", cover_up="as_is")
def a_log_is_replaced_by_another_history(books):
    """A restored log that went on differently: sound in itself, and not what others have heard."""
    books.find("pool", "reservation-held", ask="bank:hout").change(attribution=[])
    books.chained(marks=False)


@forgery("heard-other-log", cover_up="sealed")
def another_log_was_heard(books):
    mark = next(one for one in books.all("settlement", "batch-closed") if one.mark)
    mark.change(log="2" * 32)


@forgery("heard-not-rising", cover_up="sealed")
def a_batch_is_recorded_twice(books):
    close = next(one for one in reversed(books.all("settlement", "batch-closed")) if one.mark)
    books.again(close)


@forgery("source-unknown", cover_up="sealed")
def a_service_hears_whom_it_should_not(books):
    close = next(one for one in books.all("applications", "batch-closed") if one.mark)
    close.change(source="settlement").envelope.update(by="settlement", cause="settlement")


@forgery("batch-mixed", cover_up="sealed")
def a_fact_is_moved_into_another_batch(books):
    agreement = books.find("settlement", "agreement-made")
    books.move(agreement, after=books.find("settlement", "payment-confirmed"))


@forgery("batch-mixed", cover_up="sealed")
def what_was_heard_before_has_an_effect_again(books):
    """The last message of one batch, once more in the next batch of that upstream."""
    batches = [one for one in books.all("settlement", "batch-closed") if one.fact["source"] == "applications"]
    before, next_close = batches[-2:]
    agreement = books.find("settlement", "agreement-made", ask="koffie:kopjes")
    late = books.made_of(agreement, "contribution-known", pool="wijk", contribution="x", contributor="groen")
    late.envelope["audience"] = ""
    late.cause = before.mark
    books.put(late, before=books.batch_of(next_close)[0])


@forgery("batch-not-closed", cover_up="sealed")
def the_last_batch_lacks_its_close(books):
    books.remove(books.all("pool", "batch-closed")[-1])


@forgery("by-another", cover_up="sealed")
def a_command_is_put_in_anothers_name(books):
    books.find("settlement", "payment-confirmed").envelope["by"] = "college"


@forgery("by-another", cover_up="sealed")
def what_was_heard_is_put_in_a_partys_name(books):
    books.find("pool", "reservation-committed").envelope["by"] = "wijkteam"


# Commands and their outcomes


@forgery("outcome-twice", cover_up="sealed")
def a_command_has_a_second_outcome(books):
    books.again(books.find("pool", "command-outcome"))


@forgery("outcome-unfit", cover_up="sealed")
def a_refusal_has_no_code(books):
    books.find("pool", "command-outcome", accepted=False).change(code="")


@forgery("outcome-unfit", cover_up="sealed")
def a_refusal_names_other_faults_than_its_own(books):
    refused = books.find("pool", "command-outcome", accepted=False)
    refused.change(faults=[["cents", "amount-zero", "Name an amount of at least 1 cent."]])


@forgery("outcome-unfit", cover_up="sealed")
def an_accepted_command_has_faults(books):
    accepted = books.find("pool", "command-outcome", accepted=True)
    accepted.change(faults=[["", "", ""]])


@forgery("outcome-unfit", cover_up="sealed")
def an_outcome_is_filed_under_another_command(books):
    books.find("pool", "command-outcome", accepted=False).change(command_id="c-999")


@forgery("recorded-though-refused", cover_up="sealed")
def a_refused_command_recorded_something(books):
    pledged = books.find("pool", "contribution-pledged")
    books.outcome_of(pledged).change(accepted=False, code="no-mandate", sentence="Er is geen mandaat.")


@forgery("recorded-though-refused", cover_up="sealed")
def a_refused_command_recorded_something_later(books):
    refused = books.find("pool", "command-outcome", accepted=False)
    pledged = books.find("pool", "contribution-pledged")
    late = books.made_of(refused, "contribution-pledged", **pledged.fact)
    late.envelope.update(stream="pool/wijk", audience="all")
    books.put(late, after=refused)


@forgery("recorded-without-outcome", cover_up="sealed")
def an_outcome_is_lost(books):
    books.remove(books.outcome_of(books.find("pool", "contribution-withdrawn")))


@forgery("recorded-without-outcome", cover_up="sealed")
def an_accepted_command_records_more_later(books):
    pledged = books.find("pool", "contribution-pledged")
    books.move(pledged, after=books.outcome_of(pledged))


@forgery("accepted-for-nothing", cover_up="sealed")
def what_an_accepted_command_recorded_is_gone(books):
    books.remove(books.find("pool", "contribution-withdrawn"))


@forgery("cause-unfit", cover_up="sealed")
def a_payment_is_confirmed_by_another_command(books):
    books.outcome_of(books.find("settlement", "payment-confirmed")).change(command="record-refund")


@forgery("cause-unfit", cover_up="sealed")
def a_commit_follows_from_a_failure(books):
    books.find("pool", "reservation-committed").cause = books.find("applications", "pool-asked")


@forgery("echo-differs", cover_up="sealed")
def an_answer_names_another_revision_than_was_heard(books):
    books.find("applications", "pool-ask-held", ask="tuin:gereedschap").change(revision=1)


@forgery("echo-differs", cover_up="sealed")
def a_hold_is_released_though_its_ask_is_granted(books):
    committed = books.find("pool", "reservation-committed", ask="koffie:kopjes")
    committed.envelope["kind"] = "reservation-released"


@forgery("echo-differs", cover_up="sealed")
def an_agreement_names_another_recipient(books):
    books.find("settlement", "agreement-made").change(recipient="bakkerscollectief")


@forgery("heard-without-effect", cover_up="sealed")
def a_pool_passes_over_a_grant(books):
    committed = books.find("pool", "reservation-committed", ask="koffie:kopjes")
    books.remove(committed)


@forgery("heard-without-effect", cover_up="sealed")
def a_refund_is_booked_twice(books):
    books.again(books.find("pool", "money-returned"))


@forgery("heard-without-effect", cover_up="sealed")
def a_saving_never_arrives_in_its_pool(books):
    books.remove(books.find("pool", "saving-received"))
