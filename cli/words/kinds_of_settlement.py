"""What happened in settlement, told."""

from cli.words import Text

OF_SETTLEMENT = {
    "year-closed": Text("boekjaar {year} gesloten: {decision}", "book year {year} closed: {decision}"),
    "closed-year-known": Text("boekjaar {year} is gesloten", "book year {year} is closed"),
    "budget-holder-known": Text("{budget_holder} houdt pot {pool}", "{budget_holder} holds pool {pool}"),
    "second-approver-known": Text(
        "{second_approver} geeft voor pot {pool} het tweede akkoord, boven {four_eyes_above_cents}",
        "{second_approver} gives the second approval for pool {pool}, above {four_eyes_above_cents}",
    ),
    "contribution-known": Text(
        "inbreng {contribution} in {pool} is van {contributor}",
        "contribution {contribution} in {pool} is of {contributor}",
    ),
    "agreement-made": Text(
        "overeenkomst: {funder} verleent {cents} aan {recipient}, te betalen uiterlijk {due_on}",
        "agreement: {funder} grants {cents} to {recipient}, due by {due_on}",
    ),
    "commit-waits": Text(
        "{pool} verplichtte {ask} al; wacht op de verlening", "{pool} committed {ask} already; awaits the grant"
    ),
    "commit-heard": Text(
        "{pool} verplichtte {ask}; betaald wordt zodra iets bereikt is", "{pool} committed {ask}; paid on milestones"
    ),
    "milestone-reported": Text(
        "{recipient} meldt voor voorschot {advance} van {ask}: bereikt is {milestone}",
        "{recipient} reports for advance {advance} of {ask}: reached is {milestone}",
    ),
    "milestone-declined": Text(
        "voor voorschot {advance} van {ask} is {milestone} nog niet bereikt, vindt {declined_by}",
        "for advance {advance} of {ask}, {milestone} is not reached yet, finds {declined_by}",
    ),
    "advance-released": Text(
        "voorschot {advance} van {ask}, {cents}, wordt betaald: bereikt is {milestone}",
        "advance {advance} of {ask}, {cents}, is to be paid: reached is {milestone}",
    ),
    "payment-ordered": Text(
        "betaalopdracht {order}: {payer} betaalt {cents} aan {payee}, uiterlijk {due_on}",
        "payment order {order}: {payer} pays {cents} to {payee}, by {due_on}",
    ),
    "order-reassigned": Text("betaalopdracht {order} is nu voor {payer}", "payment order {order} is now for {payer}"),
    "payment-confirmed": Text(
        "betaald op {paid_on}: {cents} door {payer} aan {payee} ({order})",
        "paid on {paid_on}: {cents} by {payer} to {payee} ({order})",
    ),
    "payment-failed": Text(
        "betaling {order} van {cents} door {payer} mislukt: {reason}",
        "payment {order} of {cents} by {payer} failed: {reason}",
    ),
    "payment-returned": Text(
        "betaling {order} van {cents} aan {payee} door de bank teruggestuurd op {returned_on}",
        "payment {order} of {cents} to {payee} sent back by the bank on {returned_on}",
    ),
    "refund-confirmed": Text(
        "terug van {order}: {principal_cents} hoofdsom, {interest_cents} rente",
        "returned of {order}: {principal_cents} principal, {interest_cents} interest",
    ),
    "payment-correction-awaits-approval": Text(
        "{requested_by} wil een betaling verbeteren ({order}): van {was_principal_cents} en {was_interest_cents} "
        "naar {principal_cents} en {interest_cents} ({ground}); {approver} moet ook akkoord geven",
        "{requested_by} asks to correct a payment ({order}): from {was_principal_cents} and {was_interest_cents} "
        "to {principal_cents} and {interest_cents} ({ground}); {approver} has to approve too",
    ),
    "confirmation-corrected": Text(
        "bevestiging van {order}, {cents}, was een vergissing ({ground}, boekjaar {of_year}); de opdracht is weer open",
        "confirmation of {order}, {cents}, was a mistake ({ground}, book year {of_year}); the order is open again",
    ),
    "refund-corrected": Text(
        "teruggave {refund} van {order} is {principal_cents} hoofdsom, {interest_cents} rente; "
        "dat was {was_principal_cents} en {was_interest_cents} ({ground})",
        "refund {refund} of {order} is {principal_cents} principal, {interest_cents} interest; "
        "it was {was_principal_cents} and {was_interest_cents} ({ground})",
    ),
    "verification-corrected": Text(
        "van besparing {claim} is {cents} bevestigd; dat was {was_cents} ({ground})",
        "of saving {claim}, {cents} are verified; that was {was_cents} ({ground})",
    ),
    "order-withdrawn": Text(
        "opdracht {order}, {cents}, is ingetrokken; er hoeft niets op betaald te worden",
        "order {order}, {cents}, is withdrawn; nothing is to be paid on it",
    ),
    "return-withdrawn": Text(
        "teruggave {order}, {cents}, is ingetrokken: er klopte iets niet van",
        "return {order}, {cents}, is withdrawn: something of it was not so",
    ),
    "loan-paid-out": Text(
        "lening {order} van {cents} uitbetaald aan {borrower} op {paid_on}; eerste termijn op {next_due_on}",
        "loan {order} of {cents} paid out to {borrower} on {paid_on}; first instalment on {next_due_on}",
    ),
    "instalment-due": Text(
        "termijn {number} van {order} verviel op {due_on}: {principal_cents} aflossing, {interest_cents} rente",
        "instalment {number} of {order} due on {due_on}: {principal_cents} principal, {interest_cents} interest",
    ),
    "repayment-received": Text(
        "{borrower} betaalde {cents} op {order}, ontvangen op {received_on}",
        "{borrower} paid {cents} on {order}, received on {received_on}",
    ),
    "repayment-corrected": Text(
        "betaling {repayment} op {order} is {cents}; dat was {was_cents} ({ground})",
        "repayment {repayment} of {order} is {cents}; it was {was_cents} ({ground})",
    ),
    "loan-written-off": Text(
        "op {order} afgeschreven: {principal_cents} hoofdsom, {interest_cents} rente ({ground})",
        "written off of {order}: {principal_cents} principal, {interest_cents} interest ({ground})",
    ),
    "loan-terms-changed": Text(
        "{order} van {borrower} op andere voorwaarden; eerste termijn op {next_due_on} ({ground})",
        "{order} of {borrower} on other terms; first instalment on {next_due_on} ({ground})",
    ),
    "loan-undone": Text(
        "{borrower} is niets meer schuldig op {order}: wat eraan voorafging is ongedaan gemaakt",
        "{borrower} owes nothing on {order} any more: what it rested on is undone",
    ),
    "loan-change-awaits-approval": Text(
        "{requested_by} wil {order} veranderen: {principal_cents} en {interest_cents} ({ground}); "
        "{approver} moet ook akkoord geven",
        "{requested_by} asks to change {order}: {principal_cents} and {interest_cents} ({ground}); "
        "{approver} has to approve too",
    ),
    "report-submitted": Text(
        "verantwoording {report} over {application} van {applicant}; te beoordelen uiterlijk {determine_by}",
        "report {report} on {application} by {applicant}; to be determined by {determine_by}",
    ),
    "grant-changed": Text(
        "{funder} verleent nu {cents} voor {ask}; dat was {was_cents} ({ground})",
        "{funder} now grants {cents} for {ask}; it was {was_cents} ({ground})",
    ),
    "grant-determined": Text(
        "{funder} stelt {ask} vast op {cents}; verleend was {granted_cents} ({ground})",
        "{funder} determines {ask} at {cents}; granted was {granted_cents} ({ground})",
    ),
    "determination-corrected": Text(
        "vaststelling van {ask} op {was_cents} was een vergissing ({ground})",
        "determination of {ask} at {was_cents} was a mistake ({ground})",
    ),
    "claim-made": Text(
        "{funder} vordert {cents} terug van {borrower} ({order}); eerste termijn op {next_due_on}",
        "{funder} claims {cents} back from {borrower} ({order}); first instalment on {next_due_on}",
    ),
    "earn-back-proposed": Text(
        "inverdienen {earn_back} voorgesteld door {investor} aan {benefit_holder}",
        "earn-back {earn_back} proposed by {investor} to {benefit_holder}",
    ),
    "earn-back-consent-asked": Text(
        "instemming met {earn_back} gevraagd van {recipient_holder}",
        "consent to {earn_back} asked of {recipient_holder}",
    ),
    "earn-back-consented": Text("{party} stemt in met {earn_back}", "{party} consents to {earn_back}"),
    "earn-back-agreed": Text("inverdienen {earn_back} overeengekomen", "earn-back {earn_back} agreed"),
    "saving-claimed": Text(
        "{benefit_holder} claimt {cents} besparing ({claim}), {period_from} t/m {period_to}; {verifier} toetst",
        "{benefit_holder} claims a saving of {cents} ({claim}), {period_from} to {period_to}; {verifier} verifies",
    ),
    "saving-verified": Text("besparing {claim} bevestigd: {cents}", "saving {claim} verified: {cents}"),
    "saving-rejected": Text("besparing {claim} afgewezen: {reason}", "saving {claim} rejected: {reason}"),
    "saving-judged": Text(
        "{benefit_holder} hoort het oordeel over {claim}", "{benefit_holder} is told the judgement of {claim}"
    ),
    "saving-divided": Text(
        "besparing {claim} verdeeld: {to_recipient_cents} naar de begunstigde, {to_investor_cents} terug",
        "saving {claim} divided: {to_recipient_cents} to the recipient, {to_investor_cents} back",
    ),
}
