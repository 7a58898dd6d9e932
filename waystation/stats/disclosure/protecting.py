"""Protect, audit, and only then hand out: the one way from a table to print."""

import time
from collections.abc import Mapping
from typing import overload

from waystation.stats.disclosure.auditing import AuditReport, audit
from waystation.stats.disclosure.coarser import coarser_tables
from waystation.stats.disclosure.errors import CannotProtect
from waystation.stats.disclosure.methods import Protection, method_named
from waystation.stats.disclosure.published import ProtectedSystem, ProtectedTable, print_table
from waystation.stats.disclosure.rules import ProtectionRules, sensitive_cells
from waystation.stats.disclosure.table import Table, TableSystem


@overload
def protect(
    system: Table, rules: ProtectionRules | None = None, *, method: str = "suppression", seconds: float = 60.0
) -> ProtectedTable: ...
@overload
def protect(
    system: TableSystem, rules: ProtectionRules | None = None, *, method: str = "suppression", seconds: float = 60.0
) -> ProtectedSystem: ...
def protect(
    system: Table | TableSystem,
    rules: ProtectionRules | None = None,
    *,
    method: str = "suppression",
    seconds: float = 60.0,
) -> ProtectedTable | ProtectedSystem:
    """Return what may be published, with the audit that proves it.

    Units: `seconds` for the method, and again for the audit.
    Shape: a table gives a table; a system of linked tables gives a system.
    Errors: CannotProtect when no protection was found or its audit does not pass; nothing is returned then.
    Source: docs/statistics-methods.md.
    """
    rules = rules or ProtectionRules()
    tables = TableSystem((system,)) if isinstance(system, Table) else system
    try:
        found = _protect(tables, rules, method, seconds)
    except CannotProtect as refusal:
        raise CannotProtect(refusal.reason, _alternatives(tables, rules, method, seconds)) from refusal
    return found.tables[0] if isinstance(system, Table) else found


def _protect(tables: TableSystem, rules: ProtectionRules, method: str, seconds: float) -> ProtectedSystem:
    started = time.monotonic()
    choice = method_named(method)(tables, rules, seconds=seconds)
    described = _describe(method, choice, rules, time.monotonic() - started)
    report = _audit(tables, choice, rules, seconds)
    protected = tuple(
        ProtectedTable(table, mask, sensitive_cells(table, rules), described, report)
        for table, mask in zip(tables.tables, choice.withheld, strict=True)
    )
    return ProtectedSystem(protected, described, report)


def _alternatives(tables: TableSystem, rules: ProtectionRules, method: str, seconds: float) -> list[str]:
    """Try the coarser forms of the largest table; name those that pass, most printed cells first."""
    largest = max(range(len(tables.tables)), key=lambda i: tables.tables[i].values.size)
    ranked = []
    for sentence, coarse in coarser_tables(tables.tables[largest]):
        others = (*tables.tables[:largest], coarse, *tables.tables[largest + 1 :])
        try:
            found = _protect(TableSystem(others), rules, method, min(seconds, 5.0))
        except CannotProtect:
            continue
        ranked.append((sum(table.loss.shown for table in found), sentence))
    return [sentence for _, sentence in sorted(ranked, reverse=True)]


def _audit(tables: TableSystem, choice: Protection, rules: ProtectionRules, seconds: float) -> AuditReport:
    report = audit(
        [print_table(table, mask) for table, mask in zip(tables.tables, choice.withheld, strict=True)],
        width=rules.width,
        widths=rules.widths,
        known_bounds=rules.known_bounds,
        outside_knowledge=rules.outside_knowledge,
        witnesses=choice.witnesses,
        time_limit=seconds,
    )
    if not report.passed:
        raise CannotProtect(_why(report))
    return report


def _why(report: AuditReport) -> str:
    if report.problems:
        return report.problems[0]
    first = report.failed[0]
    where = ", ".join(first.at.values())
    if first.verdict == "undecided":
        return f"{len(report.failed)} withheld cells could not be proven safe in time, the first at {where}."
    return (
        f"{len(report.failed)} withheld cells could still be derived too closely, the first at {where}: "
        f"{first.width:g} apart where {first.needed} are needed."
    )


def _describe(name: str, choice: Protection, rules: ProtectionRules, seconds: float) -> Mapping[str, object]:
    return {
        "name": name,
        "version": choice.version,
        "parameters": dict(choice.parameters),
        "rules": rules.as_dict(),
        "seconds": round(seconds, 3),
    }
