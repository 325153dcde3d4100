"""What `bundel partner` tells, of who takes part and what they have to do."""

from cli.faults import Exit, Problem
from cli.words import Text

PARTIES = Text("Partijen in {register}", "Parties in {register}")
NAME = Text("naam", "name")
ROLES = Text("rollen", "roles")
OIN = Text("OIN", "OIN")
MONEY = Text("geld", "money")
PUBLIC = Text("publiek", "public")
OF_OTHERS = Text("publiek, van anderen", "public, of others")
PRIVATE = Text("privaat", "private")
ONE_ORGANISATION = Text(
    "oin-shared: {parties} hebben één OIN ({oin}), en zijn dus één organisatie. Kijk na of dat klopt.",
    "oin-shared: {parties} have one OIN ({oin}), so they are one organisation. See whether that is right.",
)
CREDENTIAL = Text("wachtwoord", "password")
THERE = Text("ja", "yes")
ABSENT = Text("nee", "no")
ADDED = Text("{party} staat in het register en mag meedoen.", "{party} is in the register and may take part.")
REMOVED = Text(
    "{party} is uit het register; zijn verbindingen zijn verbroken.",
    "{party} is off the register; its connections were cut.",
)
ROTATED = Text(
    "{party} heeft een nieuw wachtwoord; het oude geldt niet meer.", "{party} has a new password; the old one is void."
)
HAND_OVER = Text("Geef de partij de inhoud van {path}", "Give the party what {path} holds")
NOT_RUNNING = Text(
    "Het platform draait niet vanuit {data}; de wijziging geldt zodra het start.",
    "The platform does not run from {data}; the change takes effect when it starts.",
)
REGISTER_ONLY = Text(
    "Alleen het register is gewijzigd. Wachtwoorden en broker volgen met wat de handleiding onder ‘Compose’ noemt.",
    "Only the register was changed. Passwords and broker follow by what the guide names under ‘Compose’.",
)
BUSINESS_HOLDS = Text("budgethouder van {pools}", "budget holder of {pools}")
BUSINESS_ASKS = Text("{count} open deelvragen", "{count} open asks")
BUSINESS_ORDERS = Text("{count} open betaalopdrachten", "{count} open payment orders")
BUSINESS_APPLICATIONS = Text("{count} open aanvragen", "{count} open applications")
BUSINESS_APPROVALS = Text("{count} deelvragen wachten op zijn tweede ja", "{count} asks await its second yes")
BUSINESS_CONSENTS = Text("{count} keer inverdienen wacht op zijn instemming", "{count} earn-backs await its consent")
BUSINESS_CLAIMS = Text("{count} geclaimde besparingen om te toetsen", "{count} claimed savings to verify")
WAITS_FOR_ANOTHER = Text(
    "Een andere opdracht wijzigt wie meedoet; wachten tot die klaar is …",
    "Another command changes who takes part; waiting until it is done …",
)

# Faults

OIN_INVALID = Problem(
    "oin-invalid",
    Exit.USAGE,
    "{oin} is geen OIN: een OIN bestaat uit 20 cijfers, zoals 00000099000000042000.",
    "{oin} is no OIN: an OIN is 20 digits, such as 00000099000000042000.",
)
OIN_INVALID_IN_REGISTER = Problem(
    "oin-invalid",
    Exit.USAGE,
    "Het partijenregister {register} is niet te gebruiken: bij {party} staat {oin}, en dat is geen OIN van 20 cijfers. "
    "Zet daar het juiste.",
    "The register of parties {register} cannot be used: of {party} it says {oin}, which is no OIN of 20 digits. Put "
    "the right one there.",
)
OIN_TAKEN = Problem(
    "oin-taken",
    Exit.NOT_WELL,
    "{oin} is al het OIN van {others}: een OIN is van één organisatie. Kijk na of het klopt; is {party} van dezelfde "
    "organisatie, zoals een afdeling, zeg dan --same-organisation.",
    "{oin} is the OIN of {others} already: an OIN is of one organisation. See whether it is right; if {party} is of "
    "the same organisation, as a department is, say --same-organisation.",
)
SLUG_INVALID = Problem(
    "party-invalid",
    Exit.USAGE,
    "{given} kan geen korte naam zijn: neem kleine letters, cijfers en streepjes, hoogstens 48, en begin niet met een "
    "streepje.",
    "{given} cannot be a short name: take small letters, digits and dashes, at most 48, and no dash in front.",
)
ROLE_INVALID = Problem(
    "party-invalid",
    Exit.USAGE,
    "{given} bevat een rol die er niet is; kies uit {known}.",
    "{given} has a role that there is not; choose of {known}.",
)
NAME_INVALID = Problem(
    "party-invalid",
    Exit.USAGE,
    "De naam van een partij heeft 1 tot 200 tekens.",
    "The name of a party has 1 to 200 characters.",
)
