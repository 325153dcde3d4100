"""What `bundel partner` tells, of who takes part and what they have to do."""

from cli.words import Text

PARTIES = Text("Partijen in {register}", "Parties in {register}")
NAME = Text("naam", "name")
ROLES = Text("rollen", "roles")
OIN = Text("OIN", "OIN")
MONEY = Text("geld", "money")
PUBLIC = Text("publiek", "public")
OF_OTHERS = Text("publiek, van anderen", "public, of others")
PRIVATE = Text("privaat", "private")
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
