"""What keeps the platform from being started or stopped, with stable codes."""

from cli.faults import Exit, Problem

NOT_READY = Problem(
    "not-ready",
    Exit.NOT_WELL,
    "Het platform werd niet op tijd gereed: {reason}",
    "The platform did not become ready in time: {reason}",
)
PROCESS_ENDED = Problem(
    "process-ended",
    Exit.NOT_WELL,
    "{name} stopte meteen weer. Het laatste wat het schreef: {last}",
    "{name} ended at once. The last it wrote: {last}",
)
PORTS_TAKEN = Problem(
    "ports-taken",
    Exit.NOT_WELL,
    "Iets anders luistert al op poort {ports}. Stop dat, of start met --free-ports.",
    "Something else listens on port {ports} already. Stop that, or start with --free-ports.",
)
HAS_ITS_PORTS = Problem(
    "has-its-ports",
    Exit.USAGE,
    "Het platform draait al op zijn poorten; stop het met `bundel down` voordat het andere neemt.",
    "The platform is running on its ports; stop it with `bundel down` before it takes others.",
)
OWN_BROKER = Problem(
    "own-broker",
    Exit.USAGE,
    "Het platform op deze machine heeft een eigen broker; --nats (of BUNDEL_NATS) wijst een andere aan. Laat dat weg.",
    "The platform on this machine has a broker of its own; --nats (or BUNDEL_NATS) names another. Leave that out.",
)
SERVICE_REFUSES = Problem(
    "service-refuses",
    Exit.NOT_WELL,
    "{name} weigert, en blijft draaien om dat te zeggen: {reason}",
    "{name} refuses, and goes on running to say so: {reason}",
)
NO_SUCH_PROCESS = Problem(
    "no-such-process", Exit.USAGE, "{name} is er geen; er zijn: {known}.", "{name} is none; there are: {known}."
)
RUNS_ALREADY = Problem(
    "runs-already", Exit.USAGE, "{name} draait al vanuit deze map.", "{name} runs from this folder already."
)
NO_BROKER_PROGRAM = Problem(
    "no-broker-program",
    Exit.NOT_WELL,
    "Het programma nats-server is hier niet; installeer de vastgelegde afhankelijkheden met `make setup`.",
    "The program nats-server is not here; install the locked dependencies with `make setup`.",
)
NEEDS_YES = Problem(
    "needs-yes",
    Exit.USAGE,
    "Dit verwijdert alle logboeken in {data}, voorgoed. Herhaal het met --yes als dat de bedoeling is.",
    "This deletes all logs in {data}, for good. Repeat it with --yes if that is what you want.",
)
