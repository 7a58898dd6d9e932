"""The figure ledger: what others published, side by side."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from waystation import vocab
from waystation.core.access import StaffRequest, needs
from waystation.core.rights import Right
from waystation.evidence import ledger_search
from waystation.evidence.ledger_search import LedgerCell, Wanted
from waystation.ui.tables import Column, Row, Table, Tag

CELLS_A_PAGE = 40


@needs(Right.READ_FIGURES)
@require_safe
@never_cache
def ledger(request: StaffRequest) -> HttpResponse:
    """Show the figures that fit, one row a figure, the figures of one cell together."""
    asked = request.GET
    wanted = Wanted(asked.get("q", ""), asked.get("indicator", ""), asked.get("area", ""), asked.get("source", ""))
    figures = ledger_search.figures_for(request.user, wanted)
    page = Paginator(ledger_search.cells(figures), CELLS_A_PAGE).get_page(asked.get("page"))
    found = ledger_search.with_figures(request.user, page.object_list)
    context = {
        "wanted": wanted,
        "page": page,
        "query": asked,
        "table": _table(found),
        "filters": _filters(request, wanted),
        "contradictions": sum(cell.contradicts for cell in found),
        "may_import": request.user.may(Right.IMPORT_FIGURES),
    }
    return render(request, "evidence/ledger.html", context)


def _table(found: list[LedgerCell]) -> Table:
    columns = [
        Column(_("Indicator")),
        Column(_("Where")),
        Column(_("When")),
        Column(_("Who")),
        Column(_("Value"), "number"),
        Column(_("Unit")),
        Column(_("Source and edition")),
        Column(_("Agreement")),
    ]
    return Table(_("Published figures"), columns, [row for cell in found for row in _rows(cell)], caption_hidden=True)


def _rows(cell: LedgerCell) -> list[Row]:
    """A row for each source of the cell; sources that cannot both be right are marked."""
    about = cell.about
    who = "; ".join(f"{name}: {value}" for name, value in about.breakdown.items())
    named = [about.indicator, place(about.area), about.period or "—", who or "—"]
    return [
        Row([*named, each.value_text, each.unit or "—", _source(each.source_title, each.edition), _agreement(cell)])
        for each in cell.figures
    ]


def _agreement(cell: LedgerCell) -> object:
    if cell.contradicts:
        return Tag(_("Sources differ"), "warning")
    return Tag(_("Sources agree"), "done") if len(cell.figures) > 1 else "—"


def _source(title: str, edition: str) -> str:
    return f"{title} · {edition}" if edition and edition not in title else title


def place(area: str) -> str:
    """Name a country in the language of the page; any other area as it was printed."""
    countries = vocab.code_list("country")
    return countries[area].label(get_language() or "en") if area in countries else area or "—"


def _filters(request: StaffRequest, wanted: Wanted) -> list[dict[str, object]]:
    asked = (
        ("indicator", "indicator", _("Indicator"), wanted.indicator),
        ("area", "area", _("Where"), wanted.area),
        ("source", "source_title", _("Source"), wanted.source),
    )
    return [
        {
            "name": name,
            "label": label,
            "chosen": chosen,
            "choices": [
                (value, place(value) if name == "area" else value[:90], count)
                for value, count in ledger_search.choices(request.user, column)
            ],
        }
        for name, column, label, chosen in asked
    ]
