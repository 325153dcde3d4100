"""Every word that people read on the command line, in Dutch and in English. Codes and field names stay as they are."""

from typing import Literal, NamedTuple, TypeAlias

Language: TypeAlias = Literal["nl", "en"]


class Text(NamedTuple):
    """One sentence or label in both languages; names in braces are filled in by whoever shows it."""

    nl: str
    en: str

    def of(self, language: Language) -> str:
        """As written, with its braces."""
        return self.nl if language == "nl" else self.en

    def told(self, language: Language, **values: object) -> str:
        return self.of(language).format_map(values)
