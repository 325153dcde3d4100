"""The codes that the runtime itself refuses with: any command and any query may get them."""

from collections.abc import Mapping

GENERAL_REFUSALS: Mapping[str, str] = {
    "not-json": "The body is no well-formed JSON in UTF-8.",
    "envelope-invalid": "The body is no CloudEvent 1.0 of this command and this sender.",
    "body-too-large": "The command is larger than 64 kB.",
    "command-unknown": "The service knows no such command.",
    "id-invalid": "The id has other characters, is too long, or is not the same in header ce-id.",
    "id-used-for-something-else": "The id was used before, for another body. The first outcome stands.",
    "unknown-party": "The sender, or a party named in the body, is not in the register of parties.",
    "party-replaced": "The register has the sender under another OIN than the service's log knows it by.",
    "not-yours": "The command is for a party with another role, or for whoever holds, pays or was asked.",
    "field-missing": "A required field is left out.",
    "field-unknown": "The command has no such field.",
    "wrong-type": "A field has another type.",
    "identifier-invalid": "An identifier has other characters, or is too long.",
    "value-unknown": "A value is none of those the schema allows.",
    "out-of-range": "A number or a day is smaller, or larger, than the schema allows.",
    "list-empty": "A list needs at least one entry.",
    "list-too-long": "A list has too many entries.",
    "text-missing": "A text is blank.",
    "text-too-long": "A text is longer than 2,000 characters.",
    "amount-negative": "An amount is below 0.",
    "amount-zero": "An amount is 0.",
    "amount-not-whole": "An amount is no whole number of cents.",
    "amount-too-large": "An amount is above 10^15 cents.",
    "time-without-zone": "An instant has no zone.",
    "facts-too-large": "What the command leads to does not fit into the log at once.",
    "internal-error": "The command could not be decided; the operator was told.",
}
"""With which any command may be refused, and when."""

QUERY_REFUSALS: Mapping[str, str] = {
    "query-unknown": "The service answers no such query.",
    "unknown-party": "The sender, or a party named in the query, is not in the register of parties.",
    "party-replaced": "The register has the sender under another OIN than the service's log knows it by.",
    "answer-too-long": "The answer does not fit into one message; ask for fewer, by limit.",
    "not-now": "The log cannot be read at this moment; ask again.",
    "internal-error": "The query could not be answered; the operator was told.",
}
"""With which any query may be refused, beside those about its fields, and when."""
