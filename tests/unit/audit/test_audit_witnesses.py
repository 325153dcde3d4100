"""A log whose chain was mended: the others still hold the hashes of what they had heard, and the audit and anybody with
the standard library can compare them.
"""

import re
import subprocess
import sys

from deploy.local import ROOT

GUIDE = ROOT / "docs" / "auditor.md"


def altered(books):
    """The pool's log is altered at one event and its chain mended; where that event is, counted from one."""
    entry = books.find("pool", "reservation-held", ask="bank:hout").change(attribution=[])
    books.chained(marks=False)
    return books.logs["pool"].index(entry) + 1


def marks_of(books, reader, source):
    """By place in the reader's log, the place in the other: of each mark that it holds."""
    places = {id(one): place for place, one in enumerate(books.logs[source], start=1)}
    closes = enumerate(books.logs[reader], start=1)
    return {at: places[id(one.mark)] for at, one in closes if one.mark is not None and one.mark.log == source}


def by_hand(books, folder):
    """What the program in the guide prints about these logs."""
    programs = re.findall(r"```python\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    program = next(one for one in programs if "batch-closed" in one)
    paths = [address.removeprefix("sqlite:///") for address in books.write(folder).values()]
    found = subprocess.run([sys.executable, "-c", program, *paths], capture_output=True, text=True, check=True)
    return found.stdout.splitlines()


def test_a_mended_chain_is_seen_in_the_marks_of_the_others(books):
    """Each mark from the altered event on is named with its own place and that of the event that does not fit."""
    at = altered(books)
    findings = books.judged().broken
    assert {problem.law.code for problem in findings} == {"heard-otherwise"}
    expected = {
        (reader, place): named
        for reader in ("applications", "settlement")
        for place, named in marks_of(books, reader, "pool").items()
        if named >= at
    }
    assert expected
    found = {(one.log, one.position): one.values["position"] for one in findings if one.values["source"] == "pool"}
    assert found == expected
    for problem in findings:
        assert problem.values["noted"] != problem.values["found"]
        assert f"event {problem.values['position']}, with the hash {problem.values['found']}" in problem.told("en")


def test_the_marks_of_both_readers_say_where_it_was_altered(books):
    """Between the last mark that fits and the first that does not."""
    at = altered(books)
    first = min(one.values["position"] for one in books.judged().broken if one.values["source"] == "pool")
    marks = {place for reader in ("applications", "settlement") for place in marks_of(books, reader, "pool").values()}
    before = max(place for place in marks if place < first)
    assert before < at <= first


def test_the_guides_own_program_finds_every_mark_that_fits(books, tmp_path):
    (said,) = by_hand(books, tmp_path)
    fitting = sum(one.mark is not None for one in books)
    assert fitting > 100
    assert said == f"{fitting} marks fit"


def test_the_guides_own_program_names_the_same_places_as_the_audit(books, tmp_path):
    altered(books)
    audited = {(one.log, one.position, one.values["position"]) for one in books.judged().broken}
    printed = by_hand(books, tmp_path)[:-1]
    found = {re.match(r"(\w+), event (\d+): .* event (\d+) there", line).groups() for line in printed}
    assert found == {(log, str(place), str(other)) for log, place, other in audited}
