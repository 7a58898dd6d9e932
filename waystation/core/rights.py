"""Rights and the roles that carry them: data, so that one table shows who may do what."""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files


class Right(StrEnum):
    READ_RECORDS = "read_records"
    READ_FIGURES = "read_figures"
    IMPORT_RECORDS = "import_records"
    IMPORT_FIGURES = "import_figures"
    DRAFT_RELEASE = "draft_release"
    APPROVE_RELEASE = "approve_release"
    KEEP_DOCUMENTS = "keep_documents"
    TAKE_OUT_DOCUMENTS = "take_out_documents"
    READ_AUDIT = "read_audit"
    MANAGE_RETENTION = "manage_retention"
    ERASE_PERSON = "erase_person"
    EXPORT_PERSON = "export_person"
    MANAGE = "manage"
    MANAGE_STAFF = "manage_staff"


@dataclass(frozen=True)
class Role:
    """What somebody with this role may do, and whose vaults they hold a key to."""

    rights: frozenset[Right]
    vaults: frozenset[str]


def _read() -> dict[str, Role]:
    tables = tomllib.loads((files("waystation.core") / "roles.toml").read_text(encoding="utf-8"))
    return {
        code: Role(frozenset(Right(right) for right in table["rights"]), frozenset(table["vaults"]))
        for code, table in tables.items()
    }


ROLE: dict[str, Role] = _read()
ROLES: dict[str, frozenset[Right]] = {code: role.rights for code, role in ROLE.items()}


def vaults_of(role: str) -> frozenset[str]:
    """Return the vaults whose keys members with this role hold."""
    return ROLE[role].vaults
