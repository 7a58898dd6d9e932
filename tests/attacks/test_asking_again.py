"""Whatever leaves the house, or cannot be taken back, asks for the second factor again once ten minutes have passed."""

from datetime import timedelta

import pytest
from attacks.test_access import DECLARED, answer, signed_in
from django.utils.timezone import now

from waystation.core.accounts.models import Visit
from waystation.core.rights import ROLES

pytestmark = pytest.mark.django_db
FILES = {name for name in DECLARED if name.rpartition(":")[2].endswith(("file", "csv", "problems", "original"))}
WITHOUT_ASKING = {
    "core:import_file": "takes a file in, and gives none out",
    "desk:keep_report_file": "puts a file among the documents of a case, and gives none out",
    "evidence:release_file": "a released table, which is public already",
}
KEYS = {
    "keys:keys",
    "keys:let_in",
    "keys:rotate",
    "recovery:recovery",
    "recovery:new",
    "recovery:type_back",
    "recovery:forget_folder",
}
STAFF = {name for name, row in DECLARED.items() if row["may"].split(" and ")[0] == "manage_staff"}
GONE = {"core:import_undo", "core:import_discard", "retention:purge", "retention:erasure", "retention:take_home"}
OUTSIDE = {"guests:share"}
OWN = {"accounts:change_app", "accounts:add_passkey", "accounts:remove_passkey", "accounts:new_codes"}


def whoever_may(row):
    every, some = set(row["may"].split(" and ")), set(row["may"].split(" or "))
    return next(role for role in ROLES if row["may"] == "signed in" or every <= ROLES[role] or some & ROLES[role])


@pytest.mark.parametrize("name", sorted((FILES - set(WITHOUT_ASKING)) | OUTSIDE | KEYS | STAFF | GONE | OWN))
def test_it_asks_again(member_of, records, name):
    row = DECLARED[name]
    cookies = signed_in(member_of(whoever_may(row)))
    Visit.objects.update(confirmed_at=now() - timedelta(minutes=11))
    for method in row["methods"]:
        asked = answer(name, method, records, cookies)
        assert (asked.status_code, asked.headers.get("Location", "")[:17]) == (302, "/account/confirm/"), method


def test_every_exception_is_an_address():
    assert set(WITHOUT_ASKING) <= FILES
