"""A revolving neighbourhood fund over ten years: lent, repaid with interest, lent again; one loan is lost.

A municipality, a housing corporation and a water company put money in. All figures, names and days are made up
(`plan`, `loans`); no source gave any. `python -m examples.revolving [--lang nl|en] [--plot FILE]` plays it on the real
services in one process, with real logs in a folder that is removed afterwards, and checks their books.
"""

import argparse
import logging
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog
from rich.console import Console

from audit import check, told
from examples.narration import Failed, Narrator
from examples.revolving.play import Played, play
from examples.revolving.plot import draw
from examples.revolving.telling import introduce, show


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m examples.revolving", description=__doc__)
    parser.add_argument("--lang", choices=("nl", "en"), default="nl")
    parser.add_argument("--plot", type=Path, help="write the pool's balance over the years there, as an SVG picture")
    options = parser.parse_args()
    if options.plot and not options.plot.parent.is_dir():
        parser.error(f"there is no folder {options.plot.parent}")
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    tell = Narrator(options.lang, Console())
    introduce(tell)
    try:
        with TemporaryDirectory() as folder:
            played = play(Path(folder))
            show(tell, played)
            _books(tell, played)
        if options.plot:
            options.plot.write_text(draw(tell, played.tally.points), "utf-8")
    except (Failed, OSError) as failed:
        sys.exit(str(failed))
    print("revolving: ok")


def _books(tell: Narrator, played: Played) -> None:
    """Checked after each event by this example, and at the end by code that shares nothing with the services."""
    tell.chapter("Kloppen de boeken?", "Are the books right?")
    counted = tell.number(played.tally.counted)
    tell.tell(
        f"Na elk van {counted} gebeurtenissen in de logboeken van pot en vereffening klopte: uitgeleend = uitstaand + "
        "afgelost + afgeschreven. Aan het eind van elke dag zei de pot zelf hetzelfde. Dan de controle die niets met "
        "de diensten deelt:",
        f"After each of {counted} events in the logs of pool and settlement this was right: lent = outstanding + "
        "repaid + written off. At the end of each day the pool itself said the same. Then the check that shares "
        "nothing with the services:",
    )
    findings = check(played.logs)
    tell.show(told(findings, tell.lang))
    if findings.problems or not findings.at_rest:
        raise Failed(f"{len(findings.problems)} problems in the books")


if __name__ == "__main__":
    main()
