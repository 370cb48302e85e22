"""How an entry of the log looks: its time in UTC, and no break that somebody slipped in."""

import json
import logging
import time

BREAKS = {ord(sign): repr(sign)[1:-1] for sign in "\n\r\v\f\x1b\x85\u2028\u2029"}


class Line(logging.Formatter):
    """One line for one entry; where a traceback belongs to it, that follows."""

    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's
        """The message with signs that would begin another line made visible."""
        return super().formatMessage(record).translate(BREAKS)


class Json(Line):
    """One object on one line for one entry, traceback and all, for programs that read."""

    def format(self, record: logging.LogRecord) -> str:
        """The entry."""
        entry = {
            "at": self.formatTime(record),
            "level": record.levelname,
            "part": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            entry["traceback"] = self.formatException(record.exc_info)
        return json.dumps(entry)
