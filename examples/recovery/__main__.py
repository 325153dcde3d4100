"""A grant in instalments that cost less than was granted: reported on once, determined by each funder, and recovered.

All figures, names and days are made up; no source gave any. `python -m examples.recovery [--lang nl|en]` plays it on
the real services in one process, with real logs in a folder that is removed afterwards, and checks their books.
"""

import argparse
import logging
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog
from rich.console import Console

from audit import check, told
from examples.narration import Failed, Narrator, require
from examples.recovery.play import GRANTED, OF_POOL, Played, play
from examples.recovery.telling import balance, show


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m examples.recovery", description=__doc__)
    parser.add_argument("--lang", choices=("nl", "en"), default="nl")
    tell = Narrator(parser.parse_args().lang, Console())
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    try:
        with TemporaryDirectory() as folder:
            played = play(Path(folder))
            show(tell, played)
            _check(tell, played)
    except (Failed, OSError) as failed:
        sys.exit(str(failed))
    print("recovery: ok")


def _check(tell: Narrator, played: Played) -> None:
    for ask, _, before_cents, determined_cents, after_cents, too_much_cents in balance(played):
        require(determined_cents, before_cents + after_cents - too_much_cents, f"what {ask} comes to")
        paid_cents = sum(one[3] for one in played.course if one[0] == ask)
        require(too_much_cents, paid_cents, f"what was paid of the claim on {ask}")
    require(GRANTED[OF_POOL] - played.parts[OF_POOL], sum(played.back.values()), "what reached the contributions")
    findings = check(played.logs)
    tell.show(told(findings, tell.lang))
    if findings.problems or not findings.at_rest:
        raise Failed(f"{len(findings.problems)} problems in the books")


if __name__ == "__main__":
    main()
