"""An application to five zuilen, submitted → granted, all five answering at once.

Its way has two hops, each a publish to the service, a commit and a publish back: the application, which comes back as
five asks; and five answers, of which the last to be recorded comes back as the grant. The bare cost of a hop is that of
the bare ceiling, doing the same input and output with nothing else under way.
"""

import contextlib
from pathlib import Path

from bench.ceiling import bare, shape_of
from bench.driver import Command, Done, Work
from bench.figures import Effort, Figure, Section, at_most
from bench.granting import SERVICE, Applying, form
from bench.stand import MICROSECONDS, Stand, child, stand

APPLICANT = "buurttuin"
ZUILEN = ("zuil-meel", "zuil-eieren", "zuil-suiker", "welzijn", "groen")
AT_ONCE = 16
MILLISECONDS = 1e3
_SAMPLE = "hops"


def grants(folder: Path, effort: Effort) -> Section:
    """The time of one application alone against its hops, and applications per second."""
    to_hops = Figure("p50, one at a time ÷ the sum of its hops", at_most(2))
    alone = [Figure(f"submitted → granted, p{share}, one at a time", unit="ms") for share in (50, 99)]
    submit_hop = Figure("bare hop: 1 application in, 5 asks out, p50", unit="ms")
    answer_hop = Figure("bare hop: 5 answers in, 5 holds out, p50", unit="ms")
    rate = Figure(f"applications, {AT_ONCE} at once", unit="/s")
    crowded = Figure(f"submitted → granted, p50, {AT_ONCE} at once", unit="ms")
    cpu = Figure("processor time of the service, an application (6 commands)", unit="µs")
    with contextlib.ExitStack() as running:
        service = running.enter_context(stand(folder / SERVICE, SERVICE))
        submit, answer = _samples(service)
        submits = running.enter_context(bare(folder / "submit", SERVICE, shape_of(service, APPLICANT, submit)))
        answers = running.enter_context(bare(folder / "answer", SERVICE, shape_of(service, ZUILEN[0], answer)))
        apply(service, effort.applications // 4, AT_ONCE)
        for _ in range(effort.rounds):
            one = apply(service, effort.applications, 1)
            for figure, share in zip(alone, (0.5, 0.99), strict=True):
                figure.take(one.quantile(share) * MILLISECONDS)
            hops = (
                submit_hop.take(_hop(submits, APPLICANT, submit, 1, effort.applications)),
                answer_hop.take(_hop(answers, ZUILEN[0], answer, len(ZUILEN), effort.applications)),
            )
            to_hops.take(alone[0].values[-1] / sum(hops))
            before = service.cpu_seconds()
            many = apply(service, effort.applications, AT_ONCE)
            cpu.take((service.cpu_seconds() - before) / effort.applications * MICROSECONDS)
            rate.take(many.rate)
            crowded.take(many.quantile(0.5) * MILLISECONDS)
    figures = [to_hops, *alone, submit_hop, answer_hop, rate, crowded, cpu]
    return Section(f"An application to {len(ZUILEN)} zuilen, submitted → granted", figures)


def apply(service: Stand, count: int, at_once: int) -> Done:
    """Have so many applications granted, by parties in a process of their own."""
    parties = service.platform.parties
    oins = {slug: parties[slug].oin for slug in (APPLICANT, *ZUILEN)}
    work = Applying(service.access(APPLICANT), [service.access(zuil) for zuil in ZUILEN], oins, count, at_once)
    return child("bench.granting", work, Done)


def _samples(service: Stand) -> tuple[Command, Command]:
    """One application, and one answer to it."""
    submit = service.command(APPLICANT, "submit-application", form(_SAMPLE, list(ZUILEN)))
    held = {"ask": f"{_SAMPLE}:{ZUILEN[0]}", "revision": 1, "cents": 100_000, "answer": "hold"}
    return submit, service.command(ZUILEN[0], "answer-ask", held)


def _hop(running: Stand, party: str, command: Command, together: int, times: int) -> float:
    """Milliseconds until the outcomes of so many commands, sent at once, are back."""
    work = Work(running.access(party), command, "burst", together * times, together)
    return running.drive(work).done.quantile(0.5) * MILLISECONDS
