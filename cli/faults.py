"""How a command ends: its exit code, and a fault as one sentence with a stable code."""

from enum import IntEnum
from typing import NamedTuple

from cli.words import Language, Text


class Exit(IntEnum):
    """Exit codes of `bundel`. Scripts rely on them: never give one another meaning."""

    OK = 0
    NOT_WELL = 1
    USAGE = 2
    UNREACHABLE = 3
    NO_OUTCOME = 4
    NOT_FOUND = 5
    BUG = 70
    INTERRUPTED = 130


class Problem(NamedTuple):
    """What may keep a command from its work. `code` is stable; the sentence says what to do."""

    code: str
    exit_code: Exit
    nl: str
    en: str

    def told(self, language: Language, **values: object) -> str:
        return Text(self.nl, self.en).told(language, **values)


class Fault(Exception):
    """A problem met, with what the sentence needs to be told."""

    def __init__(self, problem: Problem, **values: object) -> None:
        super().__init__(problem.code)
        self.problem = problem
        self._values = values

    def told(self, language: Language) -> str:
        return self.problem.told(language, **self._values)

    def __str__(self) -> str:
        return f"{self.problem.code}: {self.told('en')}"
