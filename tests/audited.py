"""Open logs before the audit, which takes rows: those of a recorder, whatever disk it stands on."""

from audit import Row, check


class RowsOf:
    """The rows of an open log, as the recorder gives them."""

    def __init__(self, log):
        self._recorder = log._recorder

    def after(self, position):
        while found := self._recorder.select_notifications(position, 1000, inclusive_of_start=False):
            for one in found:
                yield Row(one.id, one.originator_id, one.originator_version, one.topic, one.state)
            position = found[-1].id


def audited(logs):
    """What the audit finds in these open logs, by service."""
    return check({name: RowsOf(log) for name, log in logs.items()})
