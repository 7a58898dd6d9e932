"""What evidence stores."""

from waystation.evidence.models.case_records import CaseRecord
from waystation.evidence.models.ledger import LedgerFigure
from waystation.evidence.models.release import CountedTable, DraftTable, Receipt, Release

__all__ = ["CaseRecord", "CountedTable", "DraftTable", "LedgerFigure", "Receipt", "Release"]
