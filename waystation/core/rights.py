"""Rights and the roles that carry them: data, so that one table shows who may do what."""

from enum import StrEnum


class Right(StrEnum):
    READ_RECORDS = "read_records"
    READ_FIGURES = "read_figures"
    IMPORT_RECORDS = "import_records"
    IMPORT_FIGURES = "import_figures"
    DRAFT_RELEASE = "draft_release"
    APPROVE_RELEASE = "approve_release"
    READ_AUDIT = "read_audit"
    MANAGE = "manage"


ROLES: dict[str, frozenset[Right]] = {
    "coordinator": frozenset(Right) - {Right.MANAGE},
    "caseworker": frozenset({Right.READ_RECORDS, Right.READ_FIGURES, Right.IMPORT_RECORDS}),
    "researcher": frozenset({Right.READ_FIGURES, Right.IMPORT_FIGURES, Right.DRAFT_RELEASE}),
    "reader": frozenset({Right.READ_RECORDS, Right.READ_FIGURES}),
    "operator": frozenset({Right.MANAGE, Right.READ_AUDIT, Right.READ_FIGURES, Right.IMPORT_FIGURES}),
}
