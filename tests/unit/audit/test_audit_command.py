"""`python -m audit`: tables for people, an exit code for machines."""

import re
import sys

import pytest

from audit import __main__ as command


@pytest.fixture
def run(monkeypatch, capsys):
    """Run the command in a terminal of some width; its exit code and what it printed."""

    def run(*arguments, columns="100"):
        monkeypatch.setenv("COLUMNS", columns)
        monkeypatch.setattr(sys, "argv", ["audit", *arguments])
        with pytest.raises(SystemExit) as left:
            command.main()
        printed = capsys.readouterr()
        return left.value.code, printed.out + printed.err

    return run


def _named(addresses):
    return [f"{name}={address}" for name, address in addresses.items()]


def test_right_books_exit_0_in_dutch(run, story_logs):
    code, printed = run(*_named(story_logs))
    assert code == 0
    assert printed.endswith("De boeken kloppen, tot op de cent.\n")
    assert "€ 5.959,04" in printed


def test_right_books_exit_0_in_english(run, story_logs):
    code, printed = run(*_named(story_logs), "--lang", "en")
    assert code == 0
    assert printed.endswith("The books are right, to the cent.\n")
    assert "€ 5,959.04" in printed


@pytest.mark.parametrize("columns", ["80", "200"])
def test_wrong_books_exit_1_and_say_where(run, books, tmp_path, columns):
    books.again(books.find("settlement", "payment-confirmed", order="tuin:kas:1"))
    addresses = books.sealed().write(tmp_path)
    code, printed = run(*_named(addresses), columns=columns)
    assert code == 1
    assert "paid-twice" in printed
    assert "De boeken kloppen niet." in printed
    assert max(map(len, printed.splitlines())) <= int(columns)


def test_what_is_under_way_is_told(run, books, tmp_path):
    books.truncate("applications", books.all("applications", "pool-ask-held")[-1])
    addresses = books.chained().write(tmp_path)
    code, printed = run(*_named(addresses), "--lang", "en", "--wait", "0.01")
    assert code == 0
    assert re.search(r"[1-9]\d* message\(s\) of pool that applications has not heard yet", printed)
    assert "As far as judged" in printed


def test_many_problems_are_counted_and_the_first_ones_shown(run, books, tmp_path):
    for one in books:
        one.envelope["prev"] = "f" * 64
    code, printed = run(*_named(books.write(tmp_path)), "--lang", "en")
    assert code == 1
    assert ", the first 200" in printed


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["pool=sqlite:///x", "pool=sqlite:///x", "pool=sqlite:///x"],
        ["pool=sqlite:///nowhere.db", "applications=sqlite:///nowhere.db", "settlement=sqlite:///nowhere.db"],
        ["bank=sqlite:///x", "applications=sqlite:///x", "settlement=sqlite:///x"],
        ["pool=mysql://x", "applications=mysql://x", "settlement=mysql://x"],
    ],
)
def test_what_cannot_be_read_exits_2_with_the_reason(run, arguments, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, printed = run(*arguments)
    assert code == 2
    assert "usage:" in printed
    assert "Traceback" not in printed
