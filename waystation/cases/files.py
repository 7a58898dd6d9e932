"""Lists of records as pages and as files; each page read and each file that leaves is a line of the audit trail."""

from typing import Any

from django.core.paginator import Page
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from waystation.cases.actions import note_export, note_list
from waystation.cases.filters import Filters
from waystation.cases.listing import Listing, as_csv, as_xlsx
from waystation.core.access import StaffRequest
from waystation.core.outlets.checking import checked_lines

KINDS = ("csv", "xlsx")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@transaction.atomic
def list_context(
    request: StaffRequest, listing: Listing[Any], page: Page[Any], filters: Filters, file_url: str
) -> dict[str, Any]:
    """Return what `cases/records.html` is given: the page as a table, its filters, and where its files are.

    The page is read here, in one transaction with the line in the audit trail.
    """
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    files = [(kind.upper(), f"{reverse(file_url, args=[kind])}{query}") for kind in KINDS]
    table = listing.table(page, request)
    note_list(request.user, _name_in(file_url), **_narrowed(request, page, filters))
    return {"page": page, "table": table, "filters": filters, "files": files}


def _name_in(file_url: str) -> str:
    return file_url.partition(":")[2].removesuffix("_file")


def _narrowed(request: HttpRequest, page: Page[Any], filters: Filters) -> dict[str, str | int]:
    """Say how the list was narrowed as codes; of a search only that there was one."""
    filters.is_valid()
    answers = [f"{name}:{answer}" for name, answer in filters.cleaned_data.items() if answer not in {None, ""}]
    searched = request.method == "POST" or bool(request.GET.get("q"))
    narrowed = {"filters": ",".join(answers)[:200]} if answers else {}
    return {"count": page.paginator.count, "page": page.number, **narrowed, **({"searched": 1} if searched else {})}


@transaction.atomic
def file_response(
    request: StaffRequest, listing: Listing[Any], records: models.QuerySet[Any], name: str, kind: str
) -> HttpResponse:
    """Return all the records as `name.kind`; 404 for a kind of file we do not write.

    Whole before the first byte leaves: MustNotLeave where a line holds what never leaves, and nothing was taken out.
    """
    if kind not in KINDS:
        raise Http404
    note_export(request.user, name, kind, records.count())
    lines = checked_lines(listing.lines(records.iterator(2000)), request.user.organisation_id)
    if kind == "csv":
        response = HttpResponse("".join(as_csv(lines)), content_type="text/csv; charset=utf-8")
    else:
        response = HttpResponse(as_xlsx(lines), content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    response.headers["Cache-Control"] = "no-store"
    return response
