"""What the SOS line stores: contacts, what is being typed, calls promised back, callers known again, reports."""

from waystation.intake.desk.models.callbacks import Callback
from waystation.intake.desk.models.contacts import Caller, Contact
from waystation.intake.desk.models.drafts import Draft
from waystation.intake.desk.models.reports import Report, ReportFile, ReportMessage, ReportPiece, ShownName
from waystation.intake.desk.models.screening import Assessment, QuestionEdition

__all__ = [
    "Assessment",
    "Callback",
    "Caller",
    "Contact",
    "Draft",
    "QuestionEdition",
    "Report",
    "ReportFile",
    "ReportMessage",
    "ReportPiece",
    "ShownName",
]
