"""`python -m audit applications=<log> pool=<log> settlement=<log>`: check the books, and say so in a table."""

import argparse
import sys

from rich.console import Console

from audit.checking import check
from audit.facts import LOGS
from audit.reading.rest import wait_for_rest
from audit.reading.rows import CannotRead
from audit.report.tables import told


def main() -> None:
    """Exit 0 if the books are right, 1 if not, 2 if they cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m audit", description=__doc__)
    parser.add_argument(
        "logs",
        nargs=len(LOGS),
        type=_named_log,
        metavar="LOG",
        help=f"{', '.join(LOGS)}: each as <name>=sqlite:///<path> or <name>=postgresql://…",
    )
    parser.add_argument("--lang", choices=("nl", "en"), default="nl", help="the language of the tables")
    parser.add_argument("--wait", type=float, default=0, metavar="SECONDS", help="wait so long for rest at most")
    options = parser.parse_args()
    logs = dict(options.logs)
    try:
        if options.wait:
            wait_for_rest(logs, options.wait)
        findings = check(logs)
    except (CannotRead, ValueError) as fault:
        parser.error(str(fault))
    Console().print(told(findings, options.lang))
    sys.exit(1 if findings.broken else 0)


def _named_log(text: str) -> tuple[str, str]:
    name, equals, address = text.partition("=")
    if not equals or name not in LOGS:
        raise argparse.ArgumentTypeError(f"write <name>=<address>, with as name one of {', '.join(LOGS)}")
    return name, address


if __name__ == "__main__":
    main()
