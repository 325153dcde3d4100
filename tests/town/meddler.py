"""A zuil that reaches for what is others': their offers, receipts, payments and savings. Always in vain."""

from typing import ClassVar

from tests.town.advancing import GONE
from tests.town.partners import Partner, of_contribution
from tests.town.plan import BENEFIT_HOLDER
from tests.town.reporting import TO_NOTHING

SHARE = 0.12
"""Of what it hears, it reaches for so much."""
REASON = "De rekening is opgeheven."


class Meddler(Partner):
    """Is told `not-yours`, or that there is nothing to be had any more: a payment was undone meanwhile."""

    hears = ("pool", "settlement")
    races: ClassVar = {
        "cancel-pledge": {"not-yours", "nothing-to-cancel", "unknown-contribution"},
        "correct-contribution": {"not-yours"},
        "approve-correction": {"not-yours", "nothing-to-approve", "superseded"},
        "hold-ask": {"not-yours"},
        "approve-hold": {"not-yours", "nothing-to-approve", "superseded"},
        "report-payment-failed": {"not-yours"},
        "report-returned": {"not-yours", "year-closed"},
        "correct-confirmation": {"not-yours"},
        "record-refund": {"not-yours"},
        "correct-refund": {"not-yours"},
        "approve-payment-correction": {"not-yours", "not-paid", "nothing-to-approve", "superseded"},
        "propose-earn-back": {"not-yours"},
        "submit-report": {"not-yours"},
        "determine-grant": {"not-yours"},
        "correct-determination": {"not-yours"},
        "change-grant": {"not-yours", "not-committed", "is-loan"},
        "report-milestone": {"not-yours", *GONE},
        "release-advance": {"not-yours", "not-committed", *GONE},
        "decline-milestone": {"not-yours", "not-committed", *GONE},
        "record-repayment": {"not-yours", "unknown-loan", "year-closed"},
        "consent-to-support": {"not-yours"},
        "end-support": {"not-yours"},
        "give-back-task": {"not-yours"},
        "consent-to-give-back": {"not-yours"},
        "end-give-back": {"not-yours"},
    }

    def reaction(self, kind, data):
        if self.dice(kind, *data.values()).random() > SHARE:
            return None
        match kind:
            case "contribution-pledged":
                return self._in_vain("pool", "cancel-pledge", **of_contribution(data))
            case "contribution-received":
                return self._corrects_receipt(data)
            case "support-agreed":
                return self._meddles_with_support(data)
            case "task-moved":
                return self._meddles_with_task(data)
            case "reservation-held":
                return self._approves_hold(data)
            case "payment-confirmed":
                return self._undoes_payment(data)
            case "refund-confirmed":
                return self._corrects_refund(data)
            case "grant-changed":
                return self._in_vain("settlement", "change-grant", ask=data["ask"], **TO_NOTHING)
            case "claim-made":
                return self._collects_claim(data)
            case "milestone-reported" | "milestone-declined":
                return self._judges_milestone(data)

    async def _corrects_receipt(self, received):
        receipt = {**of_contribution(received), "receipt": received["receipt"], "cents": 0}
        await self._in_vain("pool", "correct-contribution", **receipt, ground="did-not-happen")
        await self._in_vain("pool", "approve-correction", **receipt)

    async def _approves_hold(self, held):
        ask = {name: held[name] for name in ("pool", "ask", "revision")}
        await self._in_vain("pool", "approve-hold", **ask)

    async def _meddles_with_support(self, agreed):
        what = {"pool": agreed["pool"], "support": agreed["support"]}
        await self._in_vain("pool", "consent-to-support", **what)
        await self._in_vain("pool", "end-support", **what, reason=REASON)

    async def _meddles_with_task(self, moved):
        what = {"pool": moved["pool"], "ask": moved["ask"]}
        await self._in_vain("pool", "give-back-task", **what, units=1, cents=0, reason=REASON)
        await self._in_vain("pool", "consent-to-give-back", **what, number=1)
        await self._in_vain("pool", "end-give-back", **what, number=1, reason=REASON)

    async def _undoes_payment(self, paid):
        order, today = {"order": paid["order"]}, self.town.today.isoformat()
        one_cent = {"principal_cents": 1, "interest_cents": 0}
        await self._in_vain("settlement", "report-payment-failed", **order, reason=REASON)
        await self._in_vain("settlement", "report-returned", **order, returned_on=today)
        await self._in_vain("settlement", "correct-confirmation", **order, ground="did-not-happen")
        for seconds in (
            (0, 0.3, 1) if paid["funder"].startswith("pool:") else (0,)
        ):  # until a correction waits for a yes
            await self.town.pause(seconds)
            nothing = {"principal_cents": 0, "interest_cents": 0}
            await self._in_vain("settlement", "approve-payment-correction", **order, **nothing)
        await self._in_vain("settlement", "record-refund", **order, **one_cent)
        if paid["purpose"] == "grant":
            await self._in_vain("settlement", "propose-earn-back", **self._proposal(paid))
            await self._accounts_for(paid)

    async def _accounts_for(self, paid):
        costs = [{"what": "Niets", "cents": 1}]
        await self._in_vain("settlement", "submit-report", application=paid["application"], costs=costs, words=REASON)
        nothing = {"cents": 0, "ground": "costs-lower", "reason": REASON, "ex_officio": True}
        await self._in_vain("settlement", "determine-grant", ask=paid["ask"], **nothing)
        await self._in_vain("settlement", "correct-determination", ask=paid["ask"], ground="did-not-happen")
        await self._in_vain("settlement", "change-grant", ask=paid["ask"], **TO_NOTHING)

    async def _judges_milestone(self, said):
        which = {"ask": said["ask"], "advance": said["advance"]}
        await self._in_vain("settlement", "release-advance", **which)
        await self._in_vain("settlement", "decline-milestone", **which, reason=REASON)
        await self._in_vain("settlement", "report-milestone", **which, words=REASON)

    async def _collects_claim(self, claim):
        came = {"cents": claim["cents"], "received_on": self.town.today.isoformat(), "towards": "principal"}
        await self._in_vain("settlement", "record-repayment", order=claim["order"], **came)

    async def _corrects_refund(self, refund):
        nothing = {"principal_cents": 0, "interest_cents": 0}
        await self._in_vain(
            "settlement", "correct-refund", order=refund["order"], refund=1, **nothing, ground="did-not-happen"
        )

    async def _in_vain(self, service, command, **data):
        await self.overreach(service, command, **data)

    def _proposal(self, paid):
        begin = f"{self.town.today.year - 5}-01-01"
        return {
            "earn_back": f"eb-of-{self.slug}-{paid['ask'].replace(':', '-')}",
            "ask": paid["ask"],
            "benefit_holder": BENEFIT_HOLDER,
            "recipient": {"pool": "groenpot", "contribution": f"{self.slug}-1"},
            "move_share": "0.5",
            "move_cap_cents": 1_000,
            "return_share": "0.5",
            "return_from": begin,
            "term_from": begin,
            "term_to": f"{self.town.today.year + 4}-12-31",
        }
