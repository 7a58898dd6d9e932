"""What the core stores: the organisation, its staff, the audit trail, and what was imported."""

from waystation.core.models.audit import AuditEntry, AuditHead
from waystation.core.models.imports import ImportMapping, ImportProblem, ImportRun
from waystation.core.models.people import Organisation, Team, User, UserManager, UserQuerySet

__all__ = [
    "AuditEntry",
    "AuditHead",
    "ImportMapping",
    "ImportProblem",
    "ImportRun",
    "Organisation",
    "Team",
    "User",
    "UserManager",
    "UserQuerySet",
]
