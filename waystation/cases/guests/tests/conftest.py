"""A house that works with keys of its own, a guest of a partner, and a case with a story."""

from datetime import datetime, time, timedelta

import pytest
from django.utils.timezone import localdate, make_aware

from waystation.cases.guests import actions
from waystation.cases.models import IdentificationStatus, Permit
from waystation.cases.tests.making import make_case, make_person
from waystation.cases.tests.reading import in_english  # noqa: F401  a fixture that every test here uses
from waystation.core.keys import access
from waystation.core.keys import actions as keys
from waystation.core.sealing.records import seal_text
from waystation.core.sealing.staff import unlocked

PASSWORD = "a long test password"
STORY, ADDRESS, GROUNDS = "Kanarinka told this", "Kanarinka 12", "Kanarinka was seen"


def last_moment(days):
    return make_aware(datetime.combine(localdate() + timedelta(days=days), time.max))


class House:
    """A coordinator with the keys, a guest without any, and one case that may be shared."""

    def __init__(self, coordinator, guest):
        self.coordinator, self.guest = coordinator, guest
        self.private = {each: keys.make_staff_keys(each, PASSWORD) for each in (coordinator, guest)}
        keys.make_vaults(coordinator.organisation, [coordinator, guest])
        self.case = self.make_case()

    def ring(self, member=None):
        member = member or self.coordinator
        return access.keyring_of(member, self.private[member])

    def make_case(self, name="Sanija"):
        ring = self.ring()
        with unlocked(ring):
            person = make_person(self.coordinator.organisation, given_name=name)
        seal_text(person, "address", ADDRESS, ring)
        person.save()
        case = make_case(self.coordinator.organisation, person=person, owner=self.coordinator)
        seal_text(case, "story", STORY, ring)
        case.save()
        status = IdentificationStatus(case=case, status="presumed", decided_by="other", decided_on=case.opened_on)
        seal_text(status, "basis", GROUNDS, ring)
        status.save()
        return case

    def share(self, case=None, *, days=30, guest=None, reason=""):
        permit = Permit(case=case or self.case, member=guest or self.guest, until=last_moment(days))
        return actions.share(permit, reason, self.ring(), by=self.coordinator)


@pytest.fixture
def guest(member_of):
    return member_of("partner_guest")


@pytest.fixture
def house(coordinator, guest, locked_vaults, settings, tmp_path):
    settings.HOME = tmp_path
    return House(coordinator, guest)
