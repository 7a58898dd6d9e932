"""Protected tables as files; every file that leaves is written into the audit trail."""

from django.http import Http404, HttpResponse

from waystation.core.models import User
from waystation.core.outlets.checking import checked_lines
from waystation.evidence import actions, tabulating
from waystation.evidence.published import PublishedTable
from waystation.ui.spreadsheets import CSV, XLSX, as_csv, as_xlsx


def table_file(table: PublishedTable, kind: str, *, by: User) -> HttpResponse:
    """Return the table as `csv` or `xlsx`; 404 for a kind of file we do not write."""
    if kind not in {"csv", "xlsx"}:
        raise Http404
    lines = list(checked_lines(tabulating.lines(table), by.organisation_id))
    actions.note_export(table.indicator, kind, by=by)
    body = "".join(as_csv(lines)) if kind == "csv" else as_xlsx(lines)
    response = HttpResponse(body, content_type=CSV if kind == "csv" else XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{table.indicator}.{kind}"'
    response.headers["Cache-Control"] = "no-store"
    return response
