"""The figure ledger: what others published, side by side."""

from collections.abc import Callable, Iterable

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from waystation.core.access import StaffRequest, needs
from waystation.core.rights import Right
from waystation.evidence import ledger_search, ledger_words
from waystation.evidence.ledger_search import LedgerCell, Wanted
from waystation.evidence.models import LedgerFigure
from waystation.ui.tables import Column, Row, Table, Tag

CELLS_A_PAGE = 40
LONGEST_CHOICE = 90


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
    named = [
        ledger_words.indicator(about.indicator),
        ledger_words.place(about.area),
        about.period or ledger_words.NOTHING,
        ledger_words.who(about.breakdown),
    ]
    return [Row([*named, *_printed(each), _agreement(cell)]) for each in cell.figures]


def _printed(figure: LedgerFigure) -> list[str]:
    return [figure.value_text, ledger_words.unit(figure.unit), ledger_words.source(figure.source_title, figure.edition)]


def _agreement(cell: LedgerCell) -> object:
    if cell.contradicts:
        return Tag(_("Sources differ"), "warning")
    return Tag(_("Sources agree"), "done") if len(cell.figures) > 1 else "—"


def _filters(request: StaffRequest, wanted: Wanted) -> list[dict[str, object]]:
    """Offer every value that stands in the ledger, in the words the table uses, ordered by them."""
    asked = (
        ("indicator", "indicator", _("Indicator"), wanted.indicator, ledger_words.indicator),
        ("area", "area", _("Where"), wanted.area, ledger_words.place),
        ("source", "source_title", _("Source"), wanted.source, str),
    )
    return [
        {
            "name": name,
            "label": label,
            "chosen": chosen,
            "choices": _choices(ledger_search.choices(request.user, column), say),
        }
        for name, column, label, chosen, say in asked
    ]


def _choices(counted: Iterable[tuple[str, int]], say: Callable[[str], str]) -> list[tuple[str, str, int]]:
    named = [(value, say(value)[:LONGEST_CHOICE], count) for value, count in counted]
    return sorted(named, key=lambda choice: choice[1].casefold())
