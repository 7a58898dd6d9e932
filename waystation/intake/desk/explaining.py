"""The result of a screening, line by line, in the language of the page."""

from collections.abc import Iterable

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from waystation.cases.listing import said
from waystation.ui.tables import Column, Row, Table, Tag
from waystation.vocab import delphi


def explained(asked: delphi.Questions, result: delphi.Result) -> Table:
    """Return one row for each dimension: the signs said to be there, how strong, and whether they are enough."""
    columns = (Column(_("Dimension")), Column(_("Supported")), Column(_("Why")), Column(_("Signs that are there")))
    return Table(_("What the answers support"), columns, [_row(asked, line) for line in result.lines])


def proposed(result: delphi.Result) -> str:
    """Return the conclusion that the rule would lead to."""
    return said("screening_conclusion", result.conclusion)


def _row(asked: delphi.Questions, line: delphi.Line) -> Row:
    language = get_language() or "en"
    name = asked.dimensions[line.dimension]
    tag = Tag(_("supported"), "warning") if line.positive else Tag(_("not supported"))
    signs = "; ".join(_signs(asked, (*line.strong, *line.medium, *line.weak), language)) or "–"
    return Row((name.get(language) or name["en"], tag, _why(line), signs))


def _signs(asked: delphi.Questions, codes: Iterable[str], language: str) -> Iterable[str]:
    return (asked[code].label(language) for code in codes)


def _why(line: delphi.Line) -> str:
    counts = {"strong": len(line.strong), "medium": len(line.medium), "weak": len(line.weak)}
    there = _("%(strong)s strong, %(medium)s medium, %(weak)s weak") % counts
    rules = {
        "2S": _("two strong signs are enough"),
        "S+1": _("one strong sign with another one is enough"),
        "3M": _("three medium signs are enough"),
        "2M+W": _("two medium signs with a weak one are enough"),
        "": _("not enough: two strong signs, a strong with another, three medium, or two medium with a weak"),
    }
    return f"{there}: {rules[line.rule]}"
