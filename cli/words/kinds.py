"""What happened, told: a sentence for each kind of event in the three logs. Braces name fields of the fact."""

from cli.words import Text
from cli.words.kinds_of_pool import OF_POOL
from cli.words.kinds_of_settlement import OF_SETTLEMENT

KINDS = {
    # Of every log
    "log-opened": Text("logboek geopend: {log}", "log opened: {log}"),
    "batch-closed": Text("bundel afgesloten: {source} t/m {index}", "batch closed: {source} up to {index}"),
    "refill-allowed": Text(
        "broker mag worden bijgevuld zonder {without}, tot {until}: {reason}",
        "broker may be refilled without {without}, until {until}: {reason}",
    ),
    "older-log-allowed": Text(
        "dit logboek is wat de operator wil, al was er genoteerd tot {index}: {reason}",
        "this log is what the operator wants, although it was noted up to {index}: {reason}",
    ),
    "party-registered": Text(
        "in het register: {party}, OIN {oin}, als {roles}", "in the register: {party}, OIN {oin}, as {roles}"
    ),
    "party-deregistered": Text("uit het register: {party}", "off the register: {party}"),
    "new-identifier-allowed": Text(
        "{party}, tot nu toe OIN {was}, gaat verder onder OIN {oin}: {reason}",
        "{party}, until now OIN {was}, goes on under OIN {oin}: {reason}",
    ),
    "log-guarded": Text(
        "wat wijzigen van dit logboek weigert, is teruggezet ({missing}): {reason}",
        "what refuses changes of this log was put back ({missing}): {reason}",
    ),
    "command-outcome": Text("{command} van {party}: aanvaard", "{command} of {party}: accepted"),
    # Applications
    "application-submitted": Text(
        "ingediend door {applicant}: {form[purpose]}", "submitted by {applicant}: {form[purpose]}"
    ),
    "asks-rearranged": Text("deelvragen herschikt", "asks rearranged"),
    "pool-asked": Text(
        "gevraagd aan {funder}: {cents} voor {ask}, revisie {revision}",
        "asked of {funder}: {cents} for {ask}, revision {revision}",
    ),
    "zuil-asked": Text(
        "gevraagd aan {funder}: {cents} voor {ask}, revisie {revision}",
        "asked of {funder}: {cents} for {ask}, revision {revision}",
    ),
    "pool-ask-held": Text("ja van {funder}: {cents} voor {ask}", "yes of {funder}: {cents} for {ask}"),
    "zuil-ask-held": Text("ja van {funder}: {cents} voor {ask}", "yes of {funder}: {cents} for {ask}"),
    "pool-ask-declined": Text(
        "nee van {funder}: {cents} voor {ask}: {ground}; {reason}",
        "no of {funder}: {cents} for {ask}: {ground}; {reason}",
    ),
    "zuil-ask-declined": Text(
        "nee van {funder}: {cents} voor {ask}: {ground}; {reason}",
        "no of {funder}: {cents} for {ask}: {ground}; {reason}",
    ),
    "zuil-decline-explained": Text(
        "de woorden van {funder} aan {applicant}: {ground}; {reason}",
        "the words of {funder} to {applicant}: {ground}; {reason}",
    ),
    "pool-ask-released": Text("{funder} gaf {ask} vrij", "{funder} released {ask}"),
    "answer-stale": Text(
        "antwoord van {funder} op {ask} telt niet meer: revisie {revision}, {cents}",
        "answer of {funder} to {ask} no longer counts: revision {revision}, {cents}",
    ),
    "application-granted": Text("verleend (deelvragen: {asks})", "granted (asks: {asks})"),
    "application-failed": Text("vervallen: {reason}", "failed: {reason}"),
    "failure-explained": Text("de woorden van {by} aan {party}: {reason}", "the words of {by} to {party}: {reason}"),
    **OF_POOL,
    # Settlement
    **OF_SETTLEMENT,
}
COMMAND_REFUSED = Text(
    "{command} van {party}: geweigerd, {code} {field}", "{command} of {party}: refused, {code} {field}"
)
UNTOLD = Text("{kind}", "{kind}")
"""For a kind that this table does not know yet."""

GROUNDS = {
    "no-money": Text("geen geld", "no money"),
    "outside-goal": Text("buiten het doel", "outside the goal"),
    "outside-route": Text("buiten de regels van deze ingang", "outside the rules of this entrance"),
    "quality": Text("kwaliteit", "quality"),
    "other-funder": Text("taak van een andere financier", "another funder's task"),
    "law": Text("de wet", "law"),
    "own-interest": Text("eigen belang", "own interest"),
    "other": Text("anders", "other"),
    "wrong-amount": Text("verkeerd bedrag", "wrong amount"),
    "wrong-party": Text("verkeerde partij", "wrong party"),
    "wrong-date": Text("verkeerde dag", "wrong date"),
    "entered-twice": Text("dubbel ingevoerd", "entered twice"),
    "did-not-happen": Text("niet gebeurd", "did not happen"),
    "insolvent": Text("failliet", "insolvent"),
    "uncollectable": Text("oninbaar", "uncollectable"),
    "agreed": Text("afgesproken", "agreed"),
    "activities-not-done": Text("niet of niet geheel uitgevoerd", "not done, or not all of it"),
    "obligations-not-met": Text("verplichtingen niet nagekomen", "obligations not met"),
    "wrong-information": Text("onjuiste gegevens", "wrong information"),
    "grant-was-wrong": Text("de verlening was onjuist", "the grant was wrong"),
    "costs-lower": Text("minder kosten", "lower costs"),
    "new-facts": Text("nieuwe feiten", "new facts"),
    "determination-was-wrong": Text("de vaststelling was onjuist", "the determination was wrong"),
    "obligations-not-met-afterwards": Text(
        "verplichtingen na de vaststelling niet nagekomen", "obligations not met after the determination"
    ),
    "reconsidered": Text("heroverwogen", "reconsidered"),
    "money-not-made-available": Text("geld niet beschikbaar gesteld", "money not made available"),
    "circumstances-changed": Text("veranderde omstandigheden", "circumstances changed"),
    "at-request": Text("op verzoek van de ontvanger", "at the recipient's request"),
}
"""Of refusals, corrections, write-offs, changes and determinations, for all to see.

Others of a later release are told as they stand.
"""
NO_GROUND = Text("grond niet genoemd", "no ground named")
"""In older logs."""
WORDS_WITHHELD = Text("in woorden alleen aan wie het aangaat", "in words to those concerned only")
