"""The staff of the invented organisation: one of each role, under names that mix no languages."""

import re

import pytest
from django.utils.timezone import now

from waystation.config.actions import INVENTED_NAMES, add_member, create_organisation, invented_organisation
from waystation.core.errors import ActionRefused
from waystation.core.importing.actions.asking import first_organisation
from waystation.core.models import Organisation
from waystation.core.rights import ROLES
from waystation.intake.desk.models import Contact

PASSWORD = "a long test password"


@pytest.mark.django_db
def test_every_role_has_one_person_with_an_invented_name():
    _organisation, staff = invented_organisation("A house (invented)", PASSWORD)
    assert {role: person.role for role, person in staff.items()} == {role: role for role in ROLES}
    assert [person.display_name for person in staff.values()] == [INVENTED_NAMES[role] for role in ROLES]


def test_names_are_written_in_one_script_and_marked_as_invented():
    assert [name for name in INVENTED_NAMES.values() if not re.fullmatch(r"[A-Z][a-z]+ \(invented\)", name)] == []
    assert len(set(INVENTED_NAMES.values())) == len(ROLES)


@pytest.mark.django_db
def test_public_figures_imported_before_do_not_stand_in_the_way():
    first_organisation()
    organisation, _staff = invented_organisation("A house (invented)", PASSWORD)
    assert (organisation.invented, organisation.name) == (True, "A house (invented)")
    assert Organisation.objects.count() == 1


@pytest.mark.django_db
def test_records_imported_before_stay_real():
    Contact.objects.create(organisation=first_organisation(), at=now(), channel="phone")
    with pytest.raises(ActionRefused, match="real organisation"):
        invented_organisation("A house (invented)", PASSWORD)
    assert not Organisation.objects.filter(invented=True).exists()


@pytest.mark.django_db
def test_an_organisation_with_staff_stays_real():
    add_member(first_organisation(), sign_in_name="ana", display_name="Ana", role="reader", password=PASSWORD)
    with pytest.raises(ActionRefused, match="real organisation"):
        invented_organisation("A house (invented)", PASSWORD)


@pytest.mark.django_db
def test_the_first_member_of_staff_names_the_organisation_that_files_came_for():
    first = first_organisation()
    assert create_organisation("Open Door") == first
    add_member(first, sign_in_name="ana", display_name="Ana", role="reader", password=PASSWORD)
    with pytest.raises(ActionRefused, match="already"):
        create_organisation("Another")
