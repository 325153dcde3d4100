"""A sentence for each kind of event in the pool's log. Braces name fields of the fact."""

from cli.words import Text

OF_POOL = {
    "pool-opened": Text(
        "pot geopend in {neighbourhood}; budgethouder {budget_holder}",
        "pool opened in {neighbourhood}; budget holder {budget_holder}",
    ),
    "pool-handed-over": Text(
        "overgedragen van {previous_holder} aan {budget_holder}", "handed over by {previous_holder} to {budget_holder}"
    ),
    "frame-amended": Text(
        "kader gewijzigd door de raad (doelen: {goals}, met een eigen grens: {ceilings})",
        "frame amended by the council (goals: {goals}, with a ceiling of their own: {ceilings})",
    ),
    "mandate-set": Text(
        "mandaat: {limit_cents} per vraag, {total_cents} samen, t/m {valid_to}",
        "mandate: {limit_cents} per ask, {total_cents} in all, to {valid_to}",
    ),
    "interest-reserve-set": Text(
        "rente op leningen gaat voortaan naar {contribution} ({decision})",
        "interest on loans goes to {contribution} from now on ({decision})",
    ),
    "pledge-offered": Text(
        "{contributor} biedt {cents} aan als {contribution} (aanbod {offer}); wacht op {budget_holder}",
        "{contributor} offers {cents} as {contribution} (offer {offer}); awaits {budget_holder}",
    ),
    "offer-ended": Text(
        "aanbod {offer} van {cents} door {contributor} als {contribution} vervalt, door {ended_by}",
        "offer {offer} of {cents} by {contributor} as {contribution} ends, by {ended_by}",
    ),
    "contribution-pledged": Text(
        "{cents} van {contributor} toegezegd als {contribution}, en aanvaard",
        "{cents} of {contributor} pledged as {contribution}, and accepted",
    ),
    "pledge-cancelled": Text(
        "{cents} van {contribution} komt niet meer: ingetrokken door {cancelled_by}",
        "{cents} of {contribution} will not come: cancelled by {cancelled_by}",
    ),
    "cancellation-explained": Text(
        "reden van {cancelled_by} om {contribution} in te trekken, aan {addressee}: {reason}",
        "reason of {cancelled_by} to cancel {contribution}, to {addressee}: {reason}",
    ),
    "pledge-lapsed": Text(
        "{cents} van {contribution} komt niet meer: de laatste dag is voorbij",
        "{cents} of {contribution} will not come: its last day has passed",
    ),
    "support-proposed": Text(
        "steunverband {support} van {proposed_by}: hoogstens {max_cents} van {from_goal} voor {to_goal}, "
        "t/m {ends_on}; wacht op {addressee}",
        "support {support} proposed by {proposed_by}: at most {max_cents} of {from_goal} for {to_goal}, to {ends_on}; "
        "awaits {addressee}",
    ),
    "support-consented": Text(
        "{consented_by} stemt in met steunverband {support}", "{consented_by} consents to support {support}"
    ),
    "support-agreed": Text(
        "steunverband {support} afgesproken: hoogstens {max_cents} van {from_goal} mag naar {to_goal}, t/m {ends_on}",
        "support {support} agreed: at most {max_cents} of {from_goal} may go to {to_goal}, to {ends_on}",
    ),
    "support-ended": Text("steunverband {support} beëindigd door {ended_by}", "support {support} ended by {ended_by}"),
    "support-end-explained": Text(
        "reden van {ended_by} om steunverband {support} te beëindigen, aan {addressee}: {reason}",
        "reason of {ended_by} to end support {support}, to {addressee}: {reason}",
    ),
    "task-registered": Text(
        "taak {task} is over te nemen van {performer}: {units} × {unit_cents} voor {goal}, per {unit}",
        "task {task} may be taken over from {performer}: {units} × {unit_cents} for {goal}, per {unit}",
    ),
    "task-moved": Text(
        "{applicant} neemt {units} van {task} over van {performer}, met {cents} ({ask})",
        "{applicant} takes {units} of {task} over from {performer}, with {cents} ({ask})",
    ),
    "give-back-proposed": Text(
        "{applicant} wil {units} van {task} teruggeven, met {cents} die onbesteed is; wacht op {addressee}",
        "{applicant} wants to give {units} of {task} back, with {cents} that is unspent; awaits {addressee}",
    ),
    "give-back-agreed": Text(
        "{units} van {task} gaat terug zodra {applicant} {cents} heeft terugbetaald; akkoord van {agreed_by}",
        "{units} of {task} goes back once {applicant} has repaid {cents}; agreed by {agreed_by}",
    ),
    "give-back-ended": Text(
        "teruggave {number} van {task} gaat niet door, volgens {ended_by}",
        "giving back {task} (number {number}) is off, says {ended_by}",
    ),
    "give-back-explained": Text(
        "reden van {by} bij teruggave {number} van {task}, aan {addressee}: {reason}",
        "reason of {by} about giving back {task} (number {number}), to {addressee}: {reason}",
    ),
    "task-given-back": Text(
        "{units} van {task} is terug van {applicant} bij {performer}, met {cents} die onbesteed was",
        "{units} of {task} is back from {applicant} with {performer}, with {cents} that was unspent",
    ),
    "contribution-lapsed": Text(
        "{cents} van {contribution} vervalt aan het algemene resultaat: de laatste dag was {last_day}",
        "{cents} of {contribution} lapses to the general result: its last day was {last_day}",
    ),
    "contribution-asked-again": Text(
        "{contributor} wordt gevraagd om {contribution} ook voor {year}: dit jaar {cents}",
        "{contributor} is asked for {contribution} for {year} too: this year {cents}",
    ),
    "pool-closed": Text(
        "pot gesloten op {closed_on}; wat er nog is gaat terug (inbreng: {parts}): {decision}",
        "pool closed on {closed_on}; what is left goes back (contributions: {parts}): {decision}",
    ),
    "contribution-returned": Text(
        "{cents} van {contribution} gaat terug naar {contributor} (teruggave {number})",
        "{cents} of {contribution} goes back to {contributor} (return {number})",
    ),
    "return-paid": Text("{cents} van {contribution} is teruggegeven", "{cents} of {contribution} is given back"),
    "return-undone": Text(
        "{cents} van {contribution} is nog terug te geven: betaling {order} is vervallen ({because})",
        "{cents} of {contribution} is still to be given back: payment {order} is none any more ({because})",
    ),
    "return-freed": Text(
        "{cents} van {contribution} is weer van de pot: opdracht {order} is ingetrokken",
        "{cents} of {contribution} is the pool's again: order {order} is withdrawn",
    ),
    "contribution-carried-over": Text(
        "{contribution} overgedragen tot en met {last_day}: {decision}",
        "{contribution} carried over to {last_day}: {decision}",
    ),
    "contribution-received": Text(
        "{cents} ontvangen van {contributor} als {contribution}",
        "{cents} received of {contributor} as {contribution}",
    ),
    "correction-awaits-approval": Text(
        "{requested_by} wil {contribution} verbeteren van {was_cents} naar {cents} ({ground}); wacht op {approver}",
        "{requested_by} wants to correct {contribution} from {was_cents} to {cents} ({ground}); awaits {approver}",
    ),
    "contribution-corrected": Text(
        "{contribution} verbeterd van {was_cents} naar {cents}, over {of_year} ({ground})",
        "{contribution} corrected from {was_cents} to {cents}, of {of_year} ({ground})",
    ),
    "hold-rebacked": Text(
        "{cents} voor {ask} blijft vastgehouden, uit andere inbreng", "{cents} for {ask} stays held, from other money"
    ),
    "contribution-withdrawn": Text(
        "{contributor} neemt {cents} terug uit {contribution}", "{contributor} takes back {cents} of {contribution}"
    ),
    "ask-received": Text(
        "vraag ontvangen: {ask}, {cents}, revisie {revision}", "ask received: {ask}, {cents}, revision {revision}"
    ),
    "hold-awaits-second-approval": Text(
        "{ask}, {cents}: wacht op het tweede ja, van {approver}", "{ask}, {cents}: awaits the second yes, of {approver}"
    ),
    "reservation-held": Text("{cents} vastgehouden voor {ask}", "{cents} held for {ask}"),
    "reservation-declined": Text(
        "{ask}, {cents}: afgewezen: {ground}; {reason}", "{ask}, {cents}: declined: {ground}; {reason}"
    ),
    "decline-explained": Text(
        "uitleg aan {applicant} over {ask}: {ground}; {reason}",
        "explained to {applicant} about {ask}: {ground}; {reason}",
    ),
    "reservation-released": Text("{cents} vrijgegeven van {ask}", "{cents} released of {ask}"),
    "reservation-committed": Text("{cents} verplicht voor {ask}", "{cents} committed for {ask}"),
    "application-closed": Text("aanvraag {application} is beslist", "application {application} is decided"),
    "payment-waits": Text("betaling van {cents} voor {ask} wacht", "payment of {cents} for {ask} waits"),
    "reservation-paid": Text("{cents} betaald voor {ask}", "{cents} paid for {ask}"),
    "remainder-freed": Text(
        "{cents} voor {ask} is weer vrij: er wordt minder betaald dan verplicht was",
        "{cents} for {ask} is free again: less will be paid than was committed",
    ),
    "remainder-committed": Text(
        "{cents} voor {ask} is weer verplicht: er wordt toch meer betaald",
        "{cents} for {ask} is committed again: more will be paid after all",
    ),
    "payment-undone": Text(
        "{cents} voor {ask} is weer verplicht: betaling {order} is vervallen ({because})",
        "{cents} for {ask} is committed again: payment {order} is none any more ({because})",
    ),
    "payment-waits-no-more": Text(
        "betaling {order} voor {ask} wacht niet meer: vervallen ({because})",
        "payment {order} for {ask} waits no more: it is none any more ({because})",
    ),
    "return-corrected": Text(
        "correctie van wat terugkwam van {ask} ({of}): {cents}",
        "correction of what came back of {ask} ({of}): {cents}",
    ),
    "saving-undone": Text(
        "besparing van {cents} uit {order} is er weer uit ({because})",
        "saving of {cents} from {order} went out again ({because})",
    ),
    "money-returned": Text("{cents} hoofdsom terug van {ask}", "{cents} of principal returned of {ask}"),
    "interest-received": Text("{cents} rente ontvangen over {ask}", "{cents} of interest received on {ask}"),
    "saving-received": Text("{cents} besparing ontvangen ({order})", "{cents} of savings received ({order})"),
    "backing-set-aside": Text("{cents} apart gezet voor {ask}", "{cents} set aside for {ask}"),
    "backing-freed": Text("{cents} niet meer apart voor {ask}", "{cents} set aside for {ask} no more"),
    "loan-lost": Text(
        "afgeschreven op lening {order}: {cents}, van wie leenden",
        "written off of loan {order}: {cents}, of those that lent",
    ),
}
