"""Publish numbers about few people so that nobody can be found in them, with a proof.

The solver is loaded when a table is protected or audited, not on import.
"""

from waystation.stats.disclosure.auditing import AuditReport, Interval, audit
from waystation.stats.disclosure.errors import BadRules, BadTable, CannotProtect, UnknownMethod
from waystation.stats.disclosure.printed import PrintedTable
from waystation.stats.disclosure.protecting import protect
from waystation.stats.disclosure.published import Cell, Loss, ProtectedSystem, ProtectedTable, print_table
from waystation.stats.disclosure.rules import ProtectionRules, sensitive_cells
from waystation.stats.disclosure.table import Table, TableSystem, table_from_rows

__all__ = [
    "AuditReport", "BadRules", "BadTable", "CannotProtect", "Cell", "Interval", "Loss", "PrintedTable",
    "ProtectedSystem", "ProtectedTable", "ProtectionRules", "Table", "TableSystem", "UnknownMethod",
    "audit", "print_table", "protect", "sensitive_cells", "table_from_rows",
]  # fmt: skip
