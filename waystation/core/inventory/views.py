"""The page that says what is sealed, for everybody who works here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waystation.core.inventory import showing
from waystation.ui.tables import Column, Row, Table


@require_safe
def inventory(request: HttpRequest) -> HttpResponse:
    """Say which fields are sealed, and why each of the others stands in the clear."""
    fields = showing.inventory()
    sealed, clear = showing.sealed(fields), showing.clear(fields)
    counts = {"sealed_count": showing.count(sealed), "clear_count": sum(map(showing.count, clear.values()))}
    tables = {"sealed": _sealed(sealed), "clear": _clear(clear, get_language() or "en")}
    return render(request, "inventory/inventory.html", {**tables, **counts})


def _sealed(sealed: dict[str, list[str]]) -> Table:
    rows = [Row([record, ", ".join(names)]) for record, names in sorted(sealed.items())]
    return Table(_("Sealed"), [Column(_("Record")), Column(_("Fields"))], rows)


def _clear(clear: dict[str, dict[str, list[str]]], language: str) -> Table:
    columns = [Column(_("Why that is acceptable")), Column(_("How many"), "number"), Column(_("Fields"))]
    rows = [
        Row([showing.said(why, language), showing.count(where), showing.in_words(where)])
        for why, where in clear.items()
    ]
    return Table(_("In the clear, and why"), columns, rows)
