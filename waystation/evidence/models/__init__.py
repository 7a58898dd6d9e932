"""What evidence stores."""

from waystation.evidence.models.release import CountedTable, DraftTable, Receipt, Release

__all__ = ["CountedTable", "DraftTable", "Receipt", "Release"]
