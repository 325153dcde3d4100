"""The demo: a platform of its own, four scenarios through its topics, and the books checked over the three logs.

Ends with the line `demo: ok`, or says what went wrong and exits with code 1.
"""

import argparse
import asyncio
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from audit import CannotRead, check, told, wait_for_rest
from bundel_client import NoAnswer, NoOutcomeYet
from deploy.local import ROOT, Platform
from deploy.ports import Ports
from examples.cake import cake
from examples.garden import garden
from examples.narration import Failed, Narrator
from examples.partner import Stage
from examples.playgrounds import playgrounds
from examples.register import made_up
from examples.register.experiment import Experiment
from examples.register.mapping import AMSTERDAM_2016, RegisterUnusable
from examples.register.parties import register_of_parties
from examples.register.play import play as register
from examples.register.play import read
from examples.register.report import UNUSABLE_ROWS, unusable_rows

PARTIES = ROOT / "deploy" / "parties.json"
AMSTERDAM = ROOT.parent / "shared" / "data" / "amsterdam-subsidies-2016.json"
MARK = ".bundel-demo"
"""A file in every folder the demo made, and so may wipe."""
REST_SECONDS = 30.0

FAULTS = (Failed, RegisterUnusable, NoAnswer, NoOutcomeYet, CannotRead, OSError)
"""What may go wrong and says so in words; anything else is a bug and shows where it is."""


def main() -> None:
    """`python -m examples.demo`."""
    options = _options()
    tell = Narrator(options.lang, Console())
    began = time.monotonic()
    try:
        _demo(tell, options)
    except (ExceptionGroup, *FAULTS) as error:
        sys.exit(f"demo: failed\n{_in_words(error)}\nWhat the platform left, if it was started: {options.data}")
    except KeyboardInterrupt:
        sys.exit("demo: interrupted")
    seconds = f"{time.monotonic() - began:.0f}"
    tell.note(f"De demo duurde {seconds} seconden.", f"The demo took {seconds} seconds.")
    print("demo: ok")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m examples.demo", description=__doc__)
    parser.add_argument("--lang", choices=("nl", "en"), default="nl")
    parser.add_argument("--register", type=Path, help="a subsidy register, JSON or CSV, instead of Amsterdam 2016")
    parser.add_argument("--mapping", type=Path, default=AMSTERDAM_2016, help="which column of it is what, TOML or JSON")
    parser.add_argument("--data", type=Path, default=ROOT / ".bundel" / "demo", help="wiped at start, kept at the end")
    return parser.parse_args()


def _in_words(error: Exception) -> str:
    """The faults, one on each line. What is no fault but a bug is raised again."""
    if not isinstance(error, ExceptionGroup):
        return f"{error}" or type(error).__name__
    _, bugs = error.split(FAULTS)
    if bugs is not None:
        raise bugs
    return "\n".join(_in_words(each) for each in error.exceptions)


def _demo(tell: Narrator, options: argparse.Namespace) -> None:
    experiment = _experiment(tell, options.register, options.mapping)
    _clean(options.data)
    parties = _cast(experiment, options.data)
    with _platform(tell, options.data, parties) as platform:
        stage = Stage(platform.url, platform.data / "credentials", platform.parties, tell)
        asyncio.run(_scenarios(stage, experiment))
        _books(tell, platform)


def _experiment(tell: Narrator, chosen: Path | None, mapping: Path) -> Experiment:
    """The register that was named, else Amsterdam's; where that is not at hand, one that is made up."""
    if chosen or AMSTERDAM.exists():
        return read(chosen or AMSTERDAM, mapping)
    tell.note(
        "Er is hier geen subsidieregister. De proef met het register gebruikt er een dat VERZONNEN is: niemand en "
        "niets daarin bestaat; aantallen en spreiding zijn die van Amsterdam 2016. Noem zelf een register met "
        "REGISTER=pad.",
        "There is no subsidy register here. The experiment with the register uses one that is MADE UP: nobody and "
        "nothing in it exists; counts and spread are those of Amsterdam 2016. Name a register yourself with "
        "REGISTER=path.",
    )
    with TemporaryDirectory() as folder:
        path = Path(folder) / "made-up.json"
        made_up.write(path)
        return read(path, made_up.MAPPING)


def _cast(experiment: Experiment, data: Path) -> Path:
    """Leave in the folder what the experiment needs, a register of parties, and what it had to do without."""
    (data / UNUSABLE_ROWS).write_text(unusable_rows(experiment.unusable), "utf-8")
    parties = data / "parties.json"
    parties.write_text(register_of_parties(PARTIES, experiment), "utf-8")
    return parties


def _clean(data: Path) -> None:
    """Wipe what an earlier demo left, and nothing else."""
    if data.exists() and any(data.iterdir()):
        if not (data / MARK).exists():
            raise Failed(f"{data} is in use for something else; name an empty folder with --data")
        Platform(data, parties=PARTIES).stop()  # of a demo that was killed
        shutil.rmtree(data)
    data.mkdir(parents=True, exist_ok=True)
    (data / MARK).touch()


@contextmanager
def _platform(tell: Narrator, data: Path, parties: Path) -> Iterator[Platform]:
    platform = Platform(data, parties=parties, ports=Ports.free())
    try:
        platform.start()
        tell.tell(
            "Drie diensten draaien nu als drie losse programma's: aanvragen, potten en vereffening. Elk heeft een "
            "eigen logboek waarin nooit iets verandert of verdwijnt; zij spreken elkaar alleen via berichten. Alles "
            "hieronder doen programma's van partners, elk met zijn eigen sleutel, via diezelfde berichten.",
            "Three services now run as three separate programs: applications, pools and settlement. Each has a log of "
            "its own, in which nothing is ever changed or removed; they speak to one another through messages only. "
            "Everything below is done by programs of partners, each with its own key, through those same messages.",
        )
        yield platform
    finally:
        platform.stop()


async def _scenarios(stage: Stage, experiment: Experiment) -> None:
    await garden(stage)
    await cake(stage)
    await playgrounds(stage)
    await register(stage, experiment)


def _books(tell: Narrator, platform: Platform) -> None:
    """Check the three logs, with code that shares nothing with the services it checks."""
    tell.chapter("Tot slot: kloppen de boeken?", "Finally: are the books right?")
    tell.tell(
        "Drie losse programma's houden elk een eigen boekhouding bij. Een controle die niets met hen deelt, rekent hun "
        "logboeken na: is er niets gewijzigd of weggelaten, telt elke boeking op tot nul, is elke aanvraag alles of "
        "niets, is niets dubbel betaald, en zegt elk logboek tot op de cent hetzelfde over hetzelfde geld?",
        "Three separate programs each keep books of their own. A check that shares nothing with them goes over their "
        "logs: was nothing changed or left out, does every posting sum to zero, is every application all or nothing, "
        "is nothing paid twice, and does each log say the same about the same money, to the cent?",
    )
    wait_for_rest(platform.logs, REST_SECONDS)
    findings = check(platform.logs)
    tell.show(told(findings, tell.lang))
    tell.note(
        "Het aantal gebeurtenissen verschilt per keer: het hangt af van hoeveel berichten een programma in één keer "
        "verwerkt, en van wat elkaar onderweg kruist. Het geld verschilt niet.",
        "The number of events differs per run: it depends on how many messages a program handles at a time, and on "
        "what crosses on the way. The money does not differ.",
    )
    if findings.problems:
        raise Failed(f"{len(findings.problems)} problems in the books")
    if not findings.at_rest:
        raise Failed(f"the platform did not come to rest in {REST_SECONDS:.0f} seconds")


if __name__ == "__main__":
    main()
