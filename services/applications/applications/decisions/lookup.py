"""Which application an applicant means, and whether it may still touch it."""

from services.applications.applications.state import Closed, Open
from services.applications.state import State
from shared.money import Refusal


def open_application(state: State, application: str, *, by: str) -> Open | Refusal:
    """The open application of this applicant, or why it cannot be had."""
    found = state.applications.find(application)
    if found is None:
        return Refusal("unknown-application", f"There is no application {application}; check its id.", "application")
    if by != found.applicant:
        return Refusal("not-yours", f"Only {found.applicant}, its applicant, changes {application}.", "application")
    return open_business(state, application)


def open_business(state: State, application: str) -> Open | Refusal:
    """The open application of whomever, or why it cannot be had."""
    found = state.applications.find(application)
    if found is None:
        return Refusal("unknown-application", f"There is no application {application}; check its id.", "application")
    if isinstance(found, Closed):
        return Refusal("closed", f"Application {application} was {found.status}; nothing can change.", "application")
    return found
