"""Logs read as SQLite files and JSON, with none of the code that wrote them."""

import contextlib
import json
import sqlite3
from collections import Counter


def rows(log):
    """The stored bytes of every event of a log, in order."""
    with contextlib.closing(sqlite3.connect(f"file:{log}?mode=ro", uri=True)) as connection:
        return [state for (state,) in connection.execute("SELECT state FROM stored_events ORDER BY rowid")]


def events(log):
    """Every event of a log as plain JSON data."""
    return [json.loads(state) for state in rows(log)]


def balances(log):
    """What stands on each account, by the postings alone; accounts at zero are left out."""
    found = Counter()
    for event in events(log):
        for account, cents in event["fact"].get("postings", ()):
            found[account] += cents
    return {account: cents for account, cents in sorted(found.items()) if cents}
