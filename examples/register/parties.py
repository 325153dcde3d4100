"""Who plays in the experiment: the register's organisations, as contributors, beside the parties of the demo."""

import json
from pathlib import Path
from typing import Any

from examples.register.experiment import Experiment

APPLICANT = "registerproef"
"""Files everybody's applications: a register names its applicants, but has no programs of theirs."""
EXECUTIVE = "college"
HOLDER = "registerhouder"
"""The budget holder of every pool in the experiment. Mandates are automatic: it has nothing to decide."""
_FIRST_NUMBER = 900_000_000


def contributor(experiment: Experiment, organisation: str) -> str:
    """The slug of an organisation. Numbered, for names may be long, or alike once they are slugs."""
    return f"organisatie-{experiment.organisations.index(organisation) + 1}"


def register_of_parties(base: Path, experiment: Experiment) -> str:
    """The demo's register of parties with the experiment's own added, as JSON."""
    parties = json.loads(base.read_text("utf-8"))
    names = {contributor(experiment, organisation): organisation for organisation in experiment.organisations}
    names[HOLDER] = "Budgethouder van de registerproef"
    parties += [_party(slug, name, number) for number, (slug, name) in enumerate(names.items(), _FIRST_NUMBER)]
    return json.dumps(parties, indent=1, ensure_ascii=False)


def _party(slug: str, name: str, number: int) -> dict[str, Any]:
    """With an OIN of the range for tests."""
    return {"slug": slug, "name": name[:200], "roles": ["zuil"], "oin": f"00000099{number}000"}
