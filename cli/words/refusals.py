"""What the codes mean with which any command may be refused. A service explains each refusal itself, in English."""

from cli.words import Text
from contracts.refusals import GENERAL_REFUSALS

_DUTCH = {
    "not-json": "De tekst is geen goed gevormde JSON in UTF-8.",
    "envelope-invalid": "De tekst is geen CloudEvent 1.0 van deze opdracht en deze afzender.",
    "body-too-large": "De opdracht is groter dan 64 kB.",
    "command-unknown": "De dienst kent deze opdracht niet.",
    "id-invalid": "Het id heeft andere tekens, is te lang, of is niet hetzelfde als in de header ce-id.",
    "id-used-for-something-else": "Het id is eerder voor iets anders gebruikt. De eerste uitkomst blijft staan.",
    "unknown-party": "De afzender, of een genoemde partij, staat niet in het partijenregister.",
    "party-replaced": "Het register geeft de afzender een ander OIN dan waaronder het logboek hem kent.",
    "not-yours": "De opdracht is voor een andere rol, of voor wie het geld heeft, betaalt of gevraagd is.",
    "field-missing": "Een verplicht veld ontbreekt.",
    "field-unknown": "De opdracht kent dit veld niet.",
    "wrong-type": "Het veld heeft een ander type.",
    "identifier-invalid": "De naam heeft andere tekens dan mag, of is te lang.",
    "value-unknown": "De waarde is geen van de waarden die het veld kan hebben.",
    "out-of-range": "Het getal, of de dag, is kleiner of groter dan mag.",
    "list-empty": "De lijst moet minstens één regel hebben.",
    "list-too-long": "De lijst heeft te veel regels.",
    "text-missing": "De tekst is leeg.",
    "text-too-long": "De tekst is langer dan 2.000 tekens.",
    "amount-negative": "Het bedrag is kleiner dan 0.",
    "amount-zero": "Het bedrag is 0.",
    "amount-not-whole": "Het bedrag is geen heel aantal centen.",
    "amount-too-large": "Het bedrag is groter dan 10^15 cent.",
    "time-without-zone": "Bij het tijdstip staat geen tijdzone.",
    "facts-too-large": "Wat op de opdracht volgt, past niet in één keer in het logboek.",
    "internal-error": "Over de opdracht kon niet worden beslist; de beheerder weet ervan.",
}
MEANINGS = {code: Text(dutch, GENERAL_REFUSALS[code]) for code, dutch in _DUTCH.items()}
