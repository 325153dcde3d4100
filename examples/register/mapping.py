"""Which column of a register is what. Every municipality publishes other columns, so this is a small file of its own:
TOML or JSON, as `README.md` beside this module shows.
"""

import json
import tomllib
from pathlib import Path
from typing import Annotated, Any

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
    """Read a mapping file; one that cannot be used is refused with every fault, and a word on what it should be."""
    try:
        return Mapping.model_validate(_content(path))
    except ValidationError as error:
        faults = "; ".join(
            _fault(".".join(map(str, each["loc"])), each["type"], each["msg"]) for each in error.errors()
        )
        raise RegisterUnusable(f"mapping {path}: {faults}. {_HOW}") from error


def _content(path: Path) -> Any:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise RegisterUnusable(f"mapping {path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise RegisterUnusable(f"mapping {path} is no text in UTF-8; save it as UTF-8. {_HOW}") from error
    if not text.strip():
        raise RegisterUnusable(f"mapping {path} is empty. {_HOW}")
    is_json = path.suffix.lower() == ".json" or (path.suffix.lower() != ".toml" and text.lstrip().startswith("{"))
    try:
        return json.loads(text) if is_json else tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        where = f"{error.msg}, line {error.lineno}" if isinstance(error, json.JSONDecodeError) else f"{error}"
        raise RegisterUnusable(f"mapping {path} is no {'JSON' if is_json else 'TOML'}: {where}. {_HOW}") from error


def _fault(key: str, kind: str, message: str) -> str:
    match kind:
        case "missing":
            return f"{key} is missing: name the column"
        case "extra_forbidden":
            return f"{key} is no key of a mapping (these are: {', '.join(Mapping.model_fields)})"
        case "model_type":
            return "expected keys, each with the name of a column"
        case _:
            return f"{key}: {message}"


_HOW = (
    'It says which column is what, in TOML, as `applicant = "Naam"`, or in JSON; examples/register/README.md shows one.'
)
