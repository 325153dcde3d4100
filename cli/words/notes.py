"""What people read about notes: of taking one, of a log beside one, and of a file that is none."""

from cli.faults import Exit, Problem
from cli.words import Text

NOTED = Text("Genoteerd in {path}", "Noted in {path}")
NOTE = Text("Hier eindigen de logboeken", "The logs end here")
HEAD = Text("{log} · gebeurtenis {index} · {hash} · {time}", "{log} · event {index} · {hash} · {time}")
BESIDE_NOTES = Text("Naast de notities in {path}", "Beside the notes in {path}")
AS_NOTED = {
    "same": Text("gelijk aan de laatste notitie", "same as the newest note"),
    "grew": Text("gegroeid sinds gebeurtenis {since}", "grew since event {since}"),
    "shrank": Text(
        "gekrompen: vanaf gebeurtenis {until} ontbreekt wat tot {noted} genoteerd is",
        "shrank: from event {until} on what was noted up to {noted} is missing",
    ),
    "rewritten": Text(
        "herschreven: na gebeurtenis {since}, uiterlijk bij {until}, staat er iets anders",
        "rewritten: after event {since}, at {until} at the latest, something else is there",
    ),
    "another": Text("een ander logboek dan het genoteerde {log}", "another log than the noted {log}"),
    "not-noted": Text("nooit genoteerd", "never noted"),
}
GIVEN_UP = Text(
    "die notitie is van voordat {by} op {time} besloot met een ouder logboek verder te gaan (gebeurtenis {position}): "
    "{reason}",
    "that note is of before {by} decided on {time} to go on from an older log (event {position}): {reason}",
)
UNGUARDED = Text(
    "wat wijzigen weigert, is weg, uitgezet of vervangen", "what refuses changes is gone, disabled or replaced"
)
BROKEN_AT = Text("de keten breekt bij gebeurtenis {position}", "the chain breaks at event {position}")

# Faults

NOTES_UNREADABLE = Problem(
    "notes-unreadable",
    Exit.USAGE,
    "De notities in {path} zijn niet te lezen: {reason}",
    "The notes in {path} cannot be read: {reason}",
)
NO_NOTES = Problem(
    "notes-unreadable",
    Exit.USAGE,
    "Er is geen bestand met notities {path}.",
    "There is no file of notes {path}.",
)
NOTES_DAMAGED = Problem(
    "notes-damaged",
    Exit.USAGE,
    "Het bestand met notities {path} is beschadigd: regel {line} van {lines} is geen notitie. Over de logboeken zegt "
    "dat niets. Zet er een gave kopie neer; is die er niet, zet dit bestand dan apart: zie de handleiding.",
    "The file of notes {path} is damaged: line {line} of {lines} is no note. This says nothing of the logs. Put a "
    "sound copy there; if there is none, move this file away: see the guide.",
)
NOTES_EMPTY = Problem(
    "notes-damaged",
    Exit.USAGE,
    "Het bestand met notities {path} is beschadigd: het is leeg. Over de logboeken zegt dat niets. Zet er een gave "
    "kopie neer; is die er niet, zet dit bestand dan apart: zie de handleiding.",
    "The file of notes {path} is damaged: it is empty. This says nothing of the logs. Put a sound copy there; if there "
    "is none, move this file away: see the guide.",
)
NOTES_UNWRITABLE = Problem(
    "notes-unwritable",
    Exit.UNREACHABLE,
    "De notitie kan niet worden bewaard in {path}: {reason}",
    "The note cannot be kept in {path}: {reason}",
)
NO_LOG_YET = Problem(
    "no-log-yet",
    Exit.UNREACHABLE,
    "Het logboek van {service} is nog leeg: er is niets te noteren.",
    "The log of {service} is still empty: there is nothing to note.",
)
NOT_AS_NOTED = Problem(
    "not-as-noted",
    Exit.NOT_WELL,
    "Niets genoteerd: het logboek van {service} is niet zo als het laatst is genoteerd. {finding} Is dat de bedoeling, "
    "zeg het dan met `python -m services.{service} allow-older`; zie de handleiding.",
    "Nothing noted: the log of {service} is not as it was last noted. {finding} If that is what you want, say so with "
    "`python -m services.{service} allow-older`; see the guide.",
)
