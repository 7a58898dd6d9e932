"""What the log says of a failure: which error, and where in the program; never what somebody asked or typed."""

import logging
import traceback


class WhereOnly(logging.Formatter):
    """Leaves out messages of errors and addresses of requests: either may repeat what a person typed."""

    def format(self, record: logging.LogRecord) -> str:
        when = self.formatTime(record)
        if not record.exc_info or record.exc_info[0] is None:
            return f"{when} {record.levelname} {record.name}: {self._words(record)}"
        kind, _error, trace = record.exc_info
        places = [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in traceback.extract_tb(trace)]
        return "\n".join([f"{when} {record.levelname} {record.name}: {kind.__name__}, raised at", *places])

    def _words(self, record: logging.LogRecord) -> str:
        """Say our own words whole, and of others' only the sentence without what was filled in."""
        return record.getMessage() if record.name.startswith("waystation") else str(record.msg)
