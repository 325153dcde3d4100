"""What the services log, caught: errors always, the rest only when a story is to be told."""

import logging
import traceback

import structlog
from structlog._base import BoundLoggerBase


class Words:
    """Where log entries go while a world runs. There is one, as there is one logging system in a process."""

    def __init__(self):
        self.hear = None
        """Called with (level, event, fields) for everything that is said; None: nobody listens."""
        self.least = logging.ERROR


words = Words()


class _Logger(BoundLoggerBase):
    """A structlog logger that costs next to nothing while nobody listens."""

    def log(self, level, event, **fields):
        if level >= words.least and words.hear is not None:
            words.hear(level, event, fields)

    def debug(self, event, **fields):
        self.log(logging.DEBUG, event, **fields)

    def info(self, event, **fields):
        self.log(logging.INFO, event, **fields)

    def warning(self, event, **fields):
        self.log(logging.WARNING, event, **fields)

    def error(self, event, **fields):
        self.log(logging.ERROR, event, **fields)

    def critical(self, event, *, exc_info=None, **fields):
        self.log(logging.CRITICAL, event, **fields, trace=_trace(exc_info))

    def exception(self, event, *, exc_info=True, **fields):
        self.log(logging.ERROR, event, **fields, trace=_trace(exc_info))


def _trace(exc_info):
    if isinstance(exc_info, BaseException):
        return "".join(traceback.format_exception(exc_info))
    return traceback.format_exc() if exc_info else ""


def catch():
    """From now on, in this process, what is logged comes here."""
    structlog.configure(wrapper_class=_Logger, cache_logger_on_first_use=True)
