"""The one gate: counted figures go in, protected and audited tables come out, or a refusal that says what to do."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext_noop

from waystation.evidence.figures import Count, Figures
from waystation.evidence.indicator import TOTAL
from waystation.evidence.published import Cell, PublishedTable
from waystation.stats.disclosure import (
    BadTable,
    CannotProtect,
    ProtectedTable,
    ProtectionRules,
    Table,
    TableSystem,
    protect,
)
from waystation.stats.shares import GroupShares

RULES = ProtectionRules(threshold=5, width=5, widths={"bed_nights": 30, "answers": 10})
YES, NO = "yes", "no"
ALREADY_PUBLIC = {"name": "already public", "version": "1"}
# Stored in English, said in the reader's language where they are shown.
NOTHING_TO_COUNT = gettext_noop("There is nothing to count yet. Record or import it first.")
NO_SUCH_FIGURE = gettext_noop("The ledger holds no such figure yet. Import published figures first.")


@dataclass(frozen=True)
class Outcome:
    """What became of one indicator: a table that may be published, or the reason why not.

    `loss` says what was withheld and why, for the drafter only. `proof` is the whole audit of the tables
    protected together.
    """

    figures: Figures
    table: PublishedTable | None = None
    refusal: str = ""
    loss: Mapping[str, int] = field(default_factory=dict)
    proof: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Prepared:
    """An indicator's figures as the tables to protect: one, or one yes/no table for each code that may be shared."""

    figures: Figures
    tables: tuple[Table, ...]


def protect_together(several: Sequence[Figures]) -> list[Outcome]:
    """Protect what will be published together; tables that count the same thing are solved as one linked system."""
    outcomes = {each.indicator.code: _already_public(each) for each in several if each.indicator.origin == "published"}
    for group in _groups(each for each in several if each.indicator.origin == "records"):
        outcomes.update({outcome.figures.indicator.code: outcome for outcome in _protect_group(group)})
    return [outcomes[each.indicator.code] for each in several]


def protect_alone(figures: Figures) -> Outcome:
    """Protect one indicator by itself."""
    return protect_together([figures])[0]


def _groups(several: Iterable[Figures]) -> list[list[Figures]]:
    groups: dict[str, list[Figures]] = {}
    for figures in several:
        groups.setdefault(figures.indicator.counted, []).append(figures)
    return list(groups.values())


def _protect_group(group: Sequence[Figures]) -> Iterator[Outcome]:
    empty = [figures for figures in group if not figures.counts]
    yield from (Outcome(figures, refusal=NOTHING_TO_COUNT) for figures in empty)
    filled = [figures for figures in group if figures.counts]
    try:
        prepared = [_prepare(figures) for figures in filled]
        yield from _protect_prepared(prepared)
    except (CannotProtect, BadTable) as refusal:
        advice = f"{refusal} {_coarser(filled)}".strip()
        yield from (Outcome(figures, refusal=advice) for figures in filled)


def _protect_prepared(prepared: Sequence[Prepared]) -> list[Outcome]:
    if not prepared:
        return []
    system = protect(TableSystem(tuple(table for each in prepared for table in each.tables)), RULES)
    proof = _timeless(system.audit.as_dict())
    left = iter(system.tables)
    method = {**_timeless(system.method), "linked": sorted(each.figures.indicator.code for each in prepared)}
    return [_outcome(each.figures, [next(left) for _table in each.tables], method, proof) for each in prepared]


def _outcome(
    figures: Figures, tables: Sequence[ProtectedTable], method: dict[str, Any], proof: dict[str, Any]
) -> Outcome:
    cells = _cells_of_several(figures, tables) if figures.indicator.several else _cells(tables[0])
    summary = {key: proof[key] for key in ("passed", "problems", "solver", "narrowest", "known_bounds")}
    summary["withheld"] = sum(cell.status == "withheld" for cell in cells)
    return Outcome(figures, _published(figures, cells, method, summary), loss=_losses(tables), proof=proof)


def _published(
    figures: Figures, cells: Sequence[Cell], method: dict[str, Any], audit: dict[str, Any]
) -> PublishedTable:
    what = figures.indicator
    return PublishedTable(
        indicator=what.code,
        version=what.version,
        names=what.names,
        definitions=what.definitions,
        unit=what.unit,
        period=figures.period,
        dimensions=what.dimensions,
        cells=tuple(cells),
        method=method,
        audit=audit,
    )


def _already_public(figures: Figures) -> Outcome:
    if not figures.stated:
        return Outcome(figures, refusal=NO_SUCH_FIGURE)
    audit = {
        "passed": True,
        "reason": "Printed before by the sources named in the table; it adds nothing about our records.",
    }
    sources = sorted({cell.source for cell in figures.stated})
    return Outcome(figures, _published(figures, figures.stated, {**ALREADY_PUBLIC, "sources": sources}, audit))


def _prepare(figures: Figures) -> Prepared:
    _check_margins(figures)
    if figures.indicator.several:
        return Prepared(figures, tuple(_yes_no_tables(figures)))
    leaves = [count for count in figures.counts if TOTAL not in count.at]
    table = Table(
        dimensions=figures.dimensions,
        counts={count.at: count.value for count in leaves},
        people={count.at: count.people for count in leaves},
        categories=figures.categories(),
        counted=figures.indicator.counted,
    )
    return Prepared(figures, (table,))


def _check_margins(figures: Figures) -> None:
    """Refuse a total that rests on few people although its parts, which may share them, seem to hold enough."""
    leaves = [count for count in figures.counts if TOTAL not in count.at]
    for stated in figures.counts:
        if TOTAL not in stated.at or not 0 < stated.people < RULES.threshold:
            continue
        if sum(leaf.people for leaf in leaves if _lies_below(leaf.at, stated.at)) >= RULES.threshold:
            where = ", ".join(stated.at)
            raise CannotProtect(
                f"The total at {where} rests on fewer than {RULES.threshold} people who return in its parts."
            )


def _lies_below(leaf: Sequence[str], margin: Sequence[str]) -> bool:
    return all(above in (TOTAL, code) for code, above in zip(leaf, margin, strict=True))


def _yes_no_tables(figures: Figures) -> Iterator[Table]:
    """Yield, for each code a unit may share with others, who has it and who has not: those two do add up."""
    place = figures.dimensions.index(figures.indicator.several)
    categories = figures.categories()
    others = {name: codes for name, codes in categories.items() if name != figures.indicator.several}
    everybody = _by_rest(figures.counts, place, TOTAL)
    for code in categories[figures.indicator.several]:
        having = _by_rest(figures.counts, place, code)
        name = _yes_no_name(figures, code)
        yield Table(
            dimensions=(*others, name),
            counts={(*at, answer): value for at, answer, value, _people in _split(everybody, having)},
            people={(*at, answer): people for at, answer, _value, people in _split(everybody, having)},
            categories={**others, name: (YES, NO)},
            counted=figures.indicator.counted,
        )


def _yes_no_name(figures: Figures, code: str) -> str:
    return f"{figures.indicator.several}={code}"


Rest = Mapping[tuple[str, ...], Count]


def _by_rest(counts: Iterable[Count], place: int, code: str) -> Rest:
    return {count.at[:place] + count.at[place + 1 :]: count for count in counts if count.at[place] == code}


def _split(everybody: Rest, having: Rest) -> Iterator[tuple[tuple[str, ...], str, int, int]]:
    """Yield (where, yes or no, value, people); where values are not head counts, everybody stands behind both."""
    heads = all(count.value == count.people for count in everybody.values())
    for at, whole in everybody.items():
        part = having.get(at, Count(at, 0, 0 if heads else whole.people))
        yield at, YES, part.value, part.people
        yield at, NO, whole.value - part.value, whole.people - part.people if heads else whole.people


def _cells(table: ProtectedTable) -> list[Cell]:
    return [Cell(dict(cell.at), cell.value, cell.status) for cell in table.cells]


def _cells_of_several(figures: Figures, tables: Sequence[ProtectedTable]) -> list[Cell]:
    several = figures.indicator.several
    codes = figures.categories()[several]
    cells = []
    for code, table in zip(codes, tables, strict=True):
        name = _yes_no_name(figures, code)
        cells += [_renamed(figures, cell.at, name, code, cell) for cell in table.cells if cell.at[name] == YES]
    first = _yes_no_name(figures, codes[0])
    cells += [_renamed(figures, cell.at, first, TOTAL, cell) for cell in tables[0].cells if cell.at[first] == TOTAL]
    return _with_shares(cells, several) if figures.indicator.shares else cells


def _with_shares(cells: Sequence[Cell], several: str) -> list[Cell]:
    """Give each shown cell its share of the total at the same place; without a shown total there is no share."""
    whole = {_rest(cell, several): cell.value for cell in cells if cell.at[several] == TOTAL}
    return [replace(cell, share_pct=_share_pct(cell, whole[_rest(cell, several)])) for cell in cells]


def _share_pct(cell: Cell, whole: float | None) -> float | None:
    if cell.value is None or whole is None:
        return None
    share = GroupShares({"it": int(cell.value)}, base=int(whole), records=int(whole)).pct["it"]
    return None if share is None else round(share, 1)


def _rest(cell: Cell, several: str) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, code) for name, code in cell.at.items() if name != several))


def _renamed(figures: Figures, at: Mapping[str, str], name: str, code: str, cell: Any) -> Cell:
    place = {**{key: value for key, value in at.items() if key != name}, figures.indicator.several: code}
    return Cell({dimension: place[dimension] for dimension in figures.dimensions}, cell.value, cell.status)


def _losses(tables: Sequence[ProtectedTable]) -> dict[str, int]:
    total: dict[str, int] = {}
    for table in tables:
        for name, number in table.loss.as_dict().items():
            total[name] = total.get(name, 0) + number
    return total


def _coarser(group: Sequence[Figures]) -> str:
    finest = max(group, key=lambda figures: len(figures.counts), default=None)
    if finest is None:
        return ""
    names = ", ".join(finest.dimensions)
    return f"Choose longer periods or fewer break-downs for {finest.indicator.code} ({names}), then draft again."


def _timeless(record: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out how long it took: the same facts must give the same text."""
    return {key: value for key, value in record.items() if key != "seconds"}
