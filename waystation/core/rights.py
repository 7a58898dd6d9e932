"""Rights, scopes, and the roles that carry them: data, so that one table shows who may do what with which records."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.utils.functional import Promise


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
    ANSWER_LINE = "answer_line"
    OPEN_CASE = "open_case"
    EDIT_QUESTIONS = "edit_questions"
    MANAGE_RETENTION = "manage_retention"
    ERASE_PERSON = "erase_person"
    EXPORT_PERSON = "export_person"
    NAME_WHO_MAY = "name_who_may"
    GUARD_WORDS = "guard_words"
    BREAK_GLASS = "break_glass"
    LET_GUEST_SEE = "let_guest_see"
    READ_SHARED = "read_shared"
    MANAGE = "manage"
    MANAGE_STAFF = "manage_staff"


class Scope(StrEnum):
    """How far somebody sees among the records of one kind, each wider than the one before."""

    NONE = "none"
    SHARED = "shared"
    OWN = "own"
    TEAM = "team"
    PROGRAMME = "programme"
    ORGANISATION = "organisation"


class Kind(StrEnum):
    """A kind of record that has a scope; people, stays and services follow the cases they belong to."""

    CASES = "cases"
    CONTACTS = "contacts"
    SCREENINGS = "screenings"
    ACTIVITIES = "activities"


@dataclass(frozen=True)
class Role:
    """What it is called, what it may do, whose vaults it holds a key to, and how far it sees."""

    called: str
    rights: frozenset[Right]
    vaults: frozenset[str]
    programmes: tuple[str, ...]
    scopes: Mapping[Kind, Scope]

    @property
    def name(self) -> "str | Promise":
        """Return what it is called, in the language of the page; the table is read where Django is not, too."""
        from django.utils.translation import gettext_lazy

        return gettext_lazy(self.called) if self.called else ""


def _role(table: Mapping[str, Any]) -> Role:
    scopes = {kind: Scope(table.get("sees", {}).get(kind, Scope.NONE)) for kind in Kind}
    rights = frozenset(Right(right) for right in table["rights"])
    programmes = tuple(table.get("programmes", ()))
    return Role(table["name"], rights, frozenset(table["vaults"]), programmes, scopes)


def _read() -> dict[str, Role]:
    tables = tomllib.loads((files("waystation.core") / "roles.toml").read_text(encoding="utf-8"))
    return {code: _role(table) for code, table in tables.items()}


ROLE: dict[str, Role] = _read()
ROLES: dict[str, frozenset[Right]] = {code: role.rights for code, role in ROLE.items()}


NOBODY = Role("", frozenset(), frozenset(), (), dict.fromkeys(Kind, Scope.NONE))


def role_of(code: str) -> Role:
    """Return the role; one that the table lost may do nothing and sees nothing."""
    return ROLE.get(code, NOBODY)


def vaults_of(role: str) -> frozenset[str]:
    """Return the vaults whose keys members with this role hold."""
    return role_of(role).vaults


def role_choices() -> "list[tuple[str, str | Promise]]":
    """Return every role with its name, in the order of the table."""
    return [(code, role.name) for code, role in ROLE.items()]
