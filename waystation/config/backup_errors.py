"""Why a backup was not made, or not opened; each says what to do."""

from waystation.core.errors import ActionRefused


class BackupFailed(ActionRefused):
    """No backup was made; an earlier one under the same name is untouched."""


class DamagedBackup(ActionRefused):
    """The file is not whole, or not what was written."""


class OtherRecoveryKey(ActionRefused):
    """The shares open another key's backups."""


class RestoreFailed(ActionRefused):
    """Nothing was restored; the folder asked for is as it was."""
