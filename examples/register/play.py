"""The register experiment from start to end: read, pledge, file, compare."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from rich.progress import Progress

from examples.narration import require
from examples.partner import Partner, Stage
from examples.register import report
from examples.register.experiment import Contribution, Experiment, Support, Variant, design
from examples.register.filing import Filing
from examples.register.loading import load_register
from examples.register.mapping import load_mapping
from examples.register.orders import Decided, Rules, Tally, in_reality, random_orders
from examples.register.parties import APPLICANT, EXECUTIVE, HOLDER, contributor
from examples.steps import open_pool, propose_support, put_in

ORDERS = 100
PAGE = 100
"""Pools in one answer."""


def read(register: Path, mapping: Path) -> Experiment:
    """Raises RegisterUnusable where nothing can be made of it."""
    return design(load_register(register, load_mapping(mapping)))


async def play(stage: Stage, experiment: Experiment) -> None:
    """Through the platform in file order, then the rules alone in many orders; side by side with the register."""
    tell = stage.narrator
    tell.chapter("4. Het register: een heel jaar subsidies", "4. The register: a whole year of subsidies")
    report.introduce(tell, experiment)
    report.name_unusable(tell, experiment)
    rules = {variant.key: Rules(experiment, variant) for variant in experiment.variants}
    with tell.progress() as progress:
        await _keep_money(stage, experiment, progress)
        decided = await _through_platform(stage, experiment, progress)
        _agree(rules, decided)
        orders = _in_other_orders(stage, experiment, rules, progress)
    platform = {key: rules[key].tally(found) for key, found in decided.items()}
    findings = report.Findings(experiment, in_reality(experiment.applications), platform, orders)
    tell.console.print()
    report.compare(tell, findings)
    report.explain(tell, findings)


async def _keep_money(stage: Stage, experiment: Experiment, progress: Progress) -> None:
    """Open every pool of every variant, and have each organisation put in what its zuilen granted that year."""
    pools = {pool: (variant, pool) for variant in experiment.variants for pool in variant.pools}
    contributions = [
        (pool, contribution)
        for variant in experiment.variants
        for pool, contributed in variant.pools.items()
        for contribution in contributed
    ]
    bar = progress.add_task(
        stage.narrator.words("Potten en inleg", "Pools, contributions"), total=len(pools) + len(contributions)
    )
    async with stage.partners(EXECUTIVE, HOLDER) as (executive, holder):
        await asyncio.gather(*(_open(executive, experiment, variant, pool) for variant, pool in pools.values()))
        progress.advance(bar, len(pools))
        for organisation in experiment.organisations:
            async with stage.partners(contributor(experiment, organisation)) as (partner,):
                theirs = [(pool, each) for pool, each in contributions if each.organisation == organisation]
                into = {pool: [each for other, each in theirs if other == pool] for pool, _ in theirs}
                await asyncio.gather(*(_put_in(partner, holder, pool, each) for pool, each in into.items()))
                supported = ((pool, pools[pool][0].supports(pool)) for pool in into)
                await asyncio.gather(*(_support(partner, holder, pool, agreed) for pool, agreed in supported))
                progress.advance(bar, len(theirs))


async def _put_in(partner: Partner, holder: Partner, pool: str, contributions: Sequence[Contribution]) -> None:
    """One after another: few offers may wait in one pool at a time."""
    for each in contributions:
        await put_in(partner, holder, pool, each.name, cents=each.cents, earmarks=[each.goal])


async def _support(partner: Partner, holder: Partner, pool: str, supports: Sequence[Support]) -> None:
    """One after another: in this order they are drawn on. All are of one organisation, which consents to each."""
    for each in supports:
        await propose_support(
            holder,
            pool,
            each.name,
            contribution=each.contribution.name,
            between=(each.contribution.goal, each.to_goal),
            max_cents=each.max_cents,
            evidence="Aanname van deze proef",
        )
        await partner.does("pool", "consent-to-support", pool=pool, support=each.name)


async def _open(executive: Partner, experiment: Experiment, variant: Variant, pool: str) -> None:
    """A zuil that granted nothing has a goal without money."""
    cents = sum(contribution.cents for contribution in variant.pools[pool]) or 1
    where = experiment.register.title
    goals = variant.goals(pool)
    await open_pool(executive, pool, holder=HOLDER, goals=goals, cents=cents, automatic=True, where=where)


async def _through_platform(stage: Stage, experiment: Experiment, progress: Progress) -> dict[str, Decided]:
    bars = {
        variant.key: progress.add_task(stage.narrator.words(*variant.words), total=len(experiment.applications))
        for variant in experiment.variants
    }
    async with stage.partners(APPLICANT) as (applicant,):
        filing = Filing(applicant, experiment, lambda variant: progress.advance(bars[variant.key]))
        await filing.run()
        left = await _left(applicant, experiment)
    return {key: Decided(frozenset(granted), left[key]) for key, granted in filing.granted.items()}


async def _left(applicant: Partner, experiment: Experiment) -> dict[str, int]:
    """What is free in the pools, once they hold nothing any more: all is granted, or released."""
    names = {pool: variant.key for variant in experiment.variants for pool in variant.pools}
    left = dict.fromkeys(names.values(), 0)
    total = (await applicant.sees("pool", "pools", limit=1))["total"]
    for after in range(0, total, PAGE):
        shown = await applicant.awaits(
            lambda answer: not any(pool["held_cents"] for pool in answer["pools"] if pool["pool"] in names),
            "pool",
            "pools",
            after=after,
            limit=PAGE,
        )
        for pool in shown["pools"]:
            if pool["pool"] in names:
                left[names[pool["pool"]]] += pool["free_cents"]
    return left


def _agree(rules: dict[str, Rules], decided: dict[str, Decided]) -> None:
    """Three services, a broker and many messages under way at once came to what the rules say, one by one."""
    for key, found in decided.items():
        expected = rules[key].in_file_order()
        differing = sorted(expected.granted ^ found.granted)[:5]
        require([], differing, f"{key}: applications that platform and rules decided differently")
        require(expected.left_cents, found.left_cents, f"{key}: cents left")


def _in_other_orders(
    stage: Stage, experiment: Experiment, rules: dict[str, Rules], progress: Progress
) -> dict[str, list[Tally]]:
    bar = progress.add_task(stage.narrator.words("Andere volgordes", "Other orders"), total=ORDERS)
    found: dict[str, list[Tally]] = {key: [] for key in rules}
    for tallies in random_orders(list(rules.values()), len(experiment.applications), ORDERS):
        for key, tally in zip(rules, tallies, strict=True):
            found[key].append(tally)
        progress.advance(bar)
    return found
