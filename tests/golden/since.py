"""What became private, or was added, since golden files were written: how what is said now looked then.

A private field keeps its name and reads `withheld`, also when an old message is said again. So a message of then is not
what is said now; but it still follows from the stored event, and all the rest of it is the same.
"""

import msgspec

PRIVATE = {
    ("applications", "zuil-ask-declined"): ("reason",),
    ("applications", "application-failed"): ("reason",),
    ("pool", "reservation-declined"): ("reason",),
    ("settlement", "saving-verified"): ("subject",),
    ("settlement", "saving-rejected"): ("subject", "reason"),
}
"""By service and kind, the fields whose values went to all."""
ADDED = {("applications", "zuil-ask-declined"): ("ground",), ("pool", "reservation-declined"): ("ground",)}
"""Fields that messages of then lack."""


def as_then(service, fact, body):
    """What the code of then published of this fact, made of what is published now."""
    about = service, fact.kind
    if about not in PRIVATE:
        return body
    event = msgspec.json.decode(body)
    data = {name: each for name, each in event["data"].items() if name not in ADDED.get(about, ())}
    event["data"] = data | {name: getattr(fact, name) for name in PRIVATE[about]}
    return msgspec.json.encode(event)


def as_far_as(found, before):
    """What is found, without the fields that the older one does not have. A refusal may say better what to do."""
    if isinstance(found, dict) and isinstance(before, dict):
        refused = {"sentence": before["sentence"]} if "refused" in before else {}
        return {name: as_far_as(each, before[name]) for name, each in found.items() if name in before} | refused
    if isinstance(found, list) and isinstance(before, list) and len(found) == len(before):
        return [as_far_as(one, other) for one, other in zip(found, before, strict=True)]
    return found
