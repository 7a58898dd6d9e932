"""Folders of backups as a table: whether the newest copy of the shards lies there."""

from django.utils.translation import gettext as _

from waystation.core.recovery.models import BackupFolder
from waystation.ui.tables import Column, Row, Table, Tag


def table() -> Table:
    """Return one line for each folder that is known."""
    columns = [Column(_("Folder")), Column(_("Shards written"), "date"), Column(_("State"))]
    rows = [Row([each.path, each.replaced_at, _state(each)]) for each in BackupFolder.objects.all()]
    return Table(_("Where backups lie"), columns, rows)


def _state(folder: BackupFolder) -> Tag:
    if folder.missed_at:
        return Tag(_("not reached since an erasure"), "danger")
    return Tag(_("up to date"), "done")
