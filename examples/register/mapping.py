"""Which column of a register is what. Every municipality publishes other columns, so this is a small file of its own.

    {"applicant": "Naam", "zuil": "Organisatie", "theme": "Thema", "asked": "Aangevraagd", "granted": "Verleend",
     "title": "Amsterdam 2016", "private_persons": ["(Particulier)"], "only": {"Jaar": "2016"}}

The first line names columns; `asked` may be left out: then what was granted counts as asked. The second line may be
left out. `private_persons` lists what stands in the applicant column for anonymous private persons ("" is an empty
cell). `only` keeps the rows that have these values, for a register of several years.
"""

import json
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

AMSTERDAM_2016 = Path(__file__).with_name("amsterdam-2016.json")

ColumnName = Annotated[str, Field(min_length=1)]
_ANONYMOUS = frozenset({"particulier", "natuurlijk persoon", "privépersoon", "anoniem"})


class RegisterUnusable(Exception):
    """The register or its mapping cannot be used at all; says why, and what to do."""


class Mapping(BaseModel):
    """How to read one register. A zuil, in the experiment, is a pair of what stands under `zuil` and `theme`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    applicant: ColumnName
    zuil: ColumnName
    theme: ColumnName
    asked: ColumnName | None = None
    granted: ColumnName
    title: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    """What to call the register; its file's name if this is left out."""
    private_persons: frozenset[str] = _ANONYMOUS
    only: dict[str, str] = {}

    @property
    def needed(self) -> set[str]:
        """Columns without which no row can be read."""
        named = {self.applicant, self.zuil, self.theme, self.granted, *self.only}
        return named | {self.asked} if self.asked else named

    def is_private(self, applicant: str) -> bool:
        """Whether this marks an anonymous private person; brackets and capitals do not matter."""
        return _bare(applicant) in {_bare(marked) for marked in self.private_persons}


def _bare(text: str) -> str:
    return text.strip("()[] ").casefold()


def load_mapping(path: Path) -> Mapping:
    """Read a mapping file; one that cannot be used is refused with every fault."""
    try:
        return Mapping.model_validate(json.loads(path.read_text("utf-8")))
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())
        raise RegisterUnusable(f"mapping {path}: {faults}") from error
    except (OSError, ValueError) as error:
        raise RegisterUnusable(f"mapping {path}: {error}") from error
