"""What somebody can do who may do anything with the databases: with one log, with all three, well covered up or not.

Each attack spoils sound books, and names the event that it is about: the table in docs/auditor.md says what finds it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass
class Attack:
    """Its title is what the table calls it."""

    title: str
    commit: object
    """Spoils the books; which event it is about, if any."""


ATTACKS = {}


def attack(title):
    def register(commit):
        ATTACKS[title] = Attack(title, commit)
        return commit

    return register


def _receipt(books):
    return books.all("pool", "contribution-received")[1]


@attack("edit one event, and nothing else")
def edit(books):
    return _receipt(books).change(cents=1)


@attack("edit an event, and compute its log's chain anew")
def recompute_one(books):
    event = _opened(books)
    books.chained(marks=False)
    return event


def _opened(books):
    """Where a pool is: no rule looks at that."""
    return books.find("pool", "pool-opened", pool="wijk").change(neighbourhood="Elders")


@attack("edit an event, and compute all logs anew, with what each heard of the others")
def change_all(books):
    event = _opened(books)
    books.chained()
    return event


@attack("edit an amount, and compute all logs anew, with what each heard of the others")
def change_an_amount(books):
    event = _receipt(books).change(cents=1)
    books.chained()
    return event


@attack("cut the end of one log, which others have heard")
def cut_one(books):
    heard = [one.mark for one in books if one.mark is not None and one.mark.log == "pool"]
    last = max(heard, key=books.logs["pool"].index)
    books.truncate("pool", last)
    return last


@attack("cut the end of one log, which nobody has heard")
def cut_unheard(books):
    last = books.logs["pool"][-1]
    books.truncate("pool", last)
    return last


EARLIER = 0.6
"""The part of the story that stays: up to there, nothing was under way."""


def earlier(books):
    """How many events each log had at an earlier moment."""
    every = sorted({one.envelope["at"] for one in books})
    moment = every[int(len(every) * EARLIER)]
    return {
        name: max(i for i, one in enumerate(entries, 1) if one.kind == "batch-closed" and one.envelope["at"] < moment)
        for name, entries in books.logs.items()
    }


@attack("cut the ends of all logs, to one earlier moment")
def cut_all(books):
    for name, length in earlier(books).items():
        del books.logs[name][length:]


@attack("put back all three logs as they were earlier")
def restore_older(books):
    cut_all(books)
    books.replaced = True


@attack("date an event back, and compute all logs anew, with what each heard of the others")
def back_date(books):
    event = _receipt(books)
    before = books.logs["pool"][books.logs["pool"].index(event) - 1]
    earlier_by = datetime.fromisoformat(before.envelope["at"]) - timedelta(hours=1)
    event.envelope["at"] = earlier_by.isoformat().replace("+00:00", "Z")
    books.chained()
    return event


@attack("put an event in, and number and compute all logs anew")
def insert(books):
    event = _receipt(books)
    books.again(event)
    books.sealed()
    return books.logs["pool"][books.logs["pool"].index(event) + 1]


@attack("drop the trigger")
def drop_trigger(books):
    books.guarded = False


@attack("change the sentence of a refused command, and compute its log's chain anew")
def change_sentence(books):
    event = _refusal(books)
    books.chained(marks=False)
    return event


@attack("change the sentence of a refused command, and compute all logs anew, with what each heard of the others")
def change_sentence_everywhere(books):
    event = _refusal(books)
    books.chained()
    return event


def _refusal(books):
    """Wherever it is told: alone, and among all that is wrong with the command."""
    refusal, sentence = books.find("pool", "command-outcome", accepted=False), "Daarom niet."
    (field, code, _), *others = refusal.fact["faults"]
    return refusal.change(sentence=sentence, faults=[[field, code, sentence], *others])


@attack("change the words of a funder's no, and compute all logs anew, with what each heard of the others")
def change_reason(books):
    event = books.find("pool", "reservation-declined").change(reason="Daarom niet.")
    books.chained()
    return event
