"""What can go wrong with a letter."""

from waystation.core.errors import ActionRefused


class LetterTooLong(ActionRefused):
    """The body is longer than a letter may be."""


class LetterUnreadable(ActionRefused):
    """The body is not text a database can keep."""


class LetterChanged(ActionRefused):
    """A letter came again under a known id, with another kind or body."""


class RequestRefused(Exception):
    """A request at the public letterbox is not signed by this organisation, or too old."""


class DoorUnreachable(Exception):
    """The public door does not answer, or not as a public door would."""
