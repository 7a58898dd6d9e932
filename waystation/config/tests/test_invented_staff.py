"""The staff of the invented organisation: one of each role, under names that mix no languages."""

import re

import pytest

from waystation.config.actions import INVENTED_NAMES, invented_organisation
from waystation.core.rights import ROLES


@pytest.mark.django_db
def test_every_role_has_one_person_with_an_invented_name():
    _organisation, staff = invented_organisation("A house (invented)", "a long test password")
    assert {role: person.role for role, person in staff.items()} == {role: role for role in ROLES}
    assert [person.display_name for person in staff.values()] == [INVENTED_NAMES[role] for role in ROLES]


def test_names_are_written_in_one_script_and_marked_as_invented():
    assert [name for name in INVENTED_NAMES.values() if not re.fullmatch(r"[A-Z][a-z]+ \(invented\)", name)] == []
    assert len(set(INVENTED_NAMES.values())) == len(ROLES)
