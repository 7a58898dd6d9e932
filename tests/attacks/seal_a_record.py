"""Makes a house with one sealed record and prints every key that opens anything in it; a process of its own runs it."""

import base64
import sys

import django

django.setup()

from waystation.cases import actions as cases  # noqa: E402  Django comes first
from waystation.cases.models import Person  # noqa: E402
from waystation.config import actions as installation  # noqa: E402
from waystation.core.keys.access import private_of, unlock  # noqa: E402
from waystation.core.sealing.staff import keyring, unlocked  # noqa: E402
from waystation.core.sealing.vaults import CASE_TEAM, parted  # noqa: E402

PASSWORD = "a long test password"
house = installation.create_organisation("A house (invented)")
names = {"sign_in_name": "kim", "display_name": "Kim", "role": "coordinator", "password": PASSWORD}
member = installation.add_member(house, **names)
ring = unlock(member, PASSWORD)
with unlocked(ring):
    person = cases.record_person(Person(), {"given_name": "Канаринка"}, keyring(), by=member)
newest = [ring.newest(vault) for vault in ring.vaults()]
secrets = [ring.newest(CASE_TEAM).key.secret(), private_of(member, PASSWORD).private_bytes_raw()]
secrets += [piece for each in newest for piece in (each.key.secret(), each.private.private_bytes_raw(), each.blinding)]
told = [
    str(person.code),
    *(base64.b64encode(each).decode() for each in (parted(person.record_key.stored)[0], *secrets)),
]
sys.stdout.write("\n".join(told))
