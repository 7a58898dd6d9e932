"""Why a database file was not opened; each says what to do."""

from django.db.utils import OperationalError


class DiskKeyRefused(OperationalError):
    """The file was not opened, and nothing was changed or made in its place."""
