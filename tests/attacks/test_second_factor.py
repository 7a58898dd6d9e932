"""A password alone opens nothing; a code works once; nobody sets up a second factor for somebody else."""

import os
import runpy
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.conf import settings as configured
from django.urls import reverse
from entering import LETTERS, code_of

from waystation.core.accounts import access, codes
from waystation.core.accounts.actions import second_factor
from waystation.core.errors import ActionRefused
from waystation.core.models import AuditEntry, Organisation, User
from waystation.core.sealing.envelope import CannotOpen

pytestmark = pytest.mark.django_db
PASSWORD = "a long test password"
ON_SQLITE = configured.DATABASES["default"]["ENGINE"].endswith("sqlite3")


@pytest.fixture
def with_app(caseworker):
    give_app(caseworker)
    return caseworker


def give_app(member):
    second_factor._keep_app(member, generate_totp_secret())
    second_factor.note_recovery_codes(member)


def password_of(client, member):
    return client.post(reverse("core:sign_in"), {"username": member.sign_in_name, "password": PASSWORD})


def show(client, code):
    return client.post(reverse("accounts:second"), {"code": code})


def test_a_password_alone_opens_no_page(client, with_app):
    password_of(client, with_app)
    assert "_auth_user_id" not in client.session
    for page in ("core:home", "cases:people", "keys:keys"):
        assert client.get(reverse(page)).headers["Location"].startswith(reverse("core:sign_in"))
    assert not AuditEntry.objects.filter(action="staff.signed_in").exists()


def test_a_password_alone_unlocks_no_vault(client, with_app):
    password_of(client, with_app)
    assert "sealed_key" not in client.session


def test_whoever_has_a_second_factor_is_asked_for_it_and_for_nothing_else(client, with_app):
    assert password_of(client, with_app).url == reverse("accounts:second")
    for page in ("accounts:enrol", "accounts:first_app", "accounts:first_codes"):
        assert client.get(reverse(page)).url == reverse("accounts:second")


def test_a_second_factor_is_not_set_up_over_another_by_whoever_has_the_password(client, with_app):
    before = access.app_of(with_app).data
    password_of(client, with_app)
    client.post(reverse("accounts:first_app"), {"code": "000000"})
    assert access.app_of(with_app).data == before


def test_a_second_factor_is_set_up_for_the_one_whose_password_was_typed_and_no_other(client, caseworker, reader):
    password_of(client, caseworker)
    letters = LETTERS.search(client.get(reverse("accounts:first_app")).content.decode())[1]
    more = {"member": reader.pk, "user": reader.pk, "username": reader.sign_in_name, "code": code_of(plain(letters))}
    client.post(reverse("accounts:first_app"), more)
    assert access.has_second_factor(caseworker)
    assert not access.has_second_factor(reader)


def test_nobody_sets_up_a_second_factor_without_a_password(client, caseworker):
    for page in ("accounts:enrol", "accounts:first_app", "accounts:first_codes", "accounts:second"):
        assert client.get(reverse(page)).url == reverse("core:sign_in")
        assert client.post(reverse(page), {"code": "123456"}).status_code in {302, 405}
    assert not Authenticator.objects.exists()


def test_nothing_opens_before_the_recovery_codes_are_kept(client, caseworker):
    password_of(client, caseworker)
    letters = LETTERS.search(client.get(reverse("accounts:first_app")).content.decode())[1]
    shown = client.post(reverse("accounts:first_app"), {"code": code_of(plain(letters))}, follow=True)
    assert codes_shown_on(shown) == 10
    assert client.get(reverse("core:home")).status_code == 302
    assert client.post(reverse("accounts:first_codes")).url == reverse("core:home")
    assert client.get(reverse("core:home")).status_code == 200


def codes_shown_on(response):
    return response.content.decode().count('<code class="letters">')


def test_a_wrong_code_signs_nobody_in_and_five_end_the_try(client, with_app):
    password_of(client, with_app)
    for _ in range(5):
        assert show(client, "000000").status_code == 200
    assert show(client, codes.next_code(access.app_of(with_app))).url == reverse("core:sign_in")
    assert client.get(reverse("core:home")).status_code == 302


def test_a_code_works_once(client, with_app):
    code = codes.next_code(access.app_of(with_app))
    assert second_factor.use_code(with_app, code)
    assert not second_factor.use_code(with_app, code)


def test_an_older_code_works_no_more_once_a_newer_one_was_used(with_app):
    older = codes.next_code(access.app_of(with_app))
    second_factor.use_code(with_app, older)
    newer = codes.next_code(access.app_of(with_app))
    assert second_factor.use_code(with_app, newer)
    assert not second_factor.use_code(with_app, older)


def test_a_recovery_code_works_once_and_stands_in_the_trail(with_app):
    code = access.recovery_codes_of(with_app)[0]
    assert second_factor.use_code(with_app, code)
    assert not second_factor.use_code(with_app, code)
    assert AuditEntry.objects.filter(action="recovery_code.used", by=with_app).count() == 1
    assert len(access.recovery_codes_of(with_app)) == 9


def test_the_database_holds_no_code_and_no_secret_in_the_clear(with_app):
    data = str(list(Authenticator.objects.values_list("data", flat=True)))
    for code in access.recovery_codes_of(with_app):
        assert code.replace(" ", "") not in data
    assert codes.next_code(access.app_of(with_app)) not in data


def test_a_second_factor_moved_to_another_account_opens_nothing(with_app, reader):
    Authenticator.objects.filter(user=with_app).update(user=reader)
    with pytest.raises(CannotOpen):
        second_factor.use_code(reader, "123456")


def test_a_changed_password_ends_a_sign_in_that_is_half_done(client, with_app):
    password_of(client, with_app)
    with_app.set_password("another long password")
    with_app.save()
    assert show(client, codes.next_code(access.app_of(with_app))).url == reverse("core:sign_in")


def test_no_real_person_has_an_app_whose_code_is_shown(client, with_app):
    assert "demonstration-code" not in page_of_second(client, with_app)
    second_factor.invent_app(with_app)
    assert access.demonstration_code(with_app)
    Organisation.objects.update(invented=False)
    with_app.refresh_from_db()
    assert "demonstration-code" not in page_of_second(client, with_app)
    with pytest.raises(ActionRefused):
        second_factor.invent_app(User.objects.get(pk=with_app.pk))


def page_of_second(client, member):
    client.cookies.clear()
    password_of(client, member)
    return client.get(reverse("accounts:second")).content.decode()


def plain(letters):
    return letters.replace(" ", "")


ONCE_OF_TWENTY = [(20, 1), (20, 1)]  # of an app, and of the recovery codes


@pytest.mark.skipif(not ON_SQLITE, reason="runs in the test's own database there")
@pytest.mark.no_database
def test_one_code_is_taken_once_when_twenty_try_at_the_same_moment(tmp_path):
    own = {"WAYSTATION_HOME": str(tmp_path), "WAYSTATION_DOOR": "staff"}
    around = {**os.environ, **own, "DJANGO_SETTINGS_MODULE": "waystation.config.settings"}
    run = partial(subprocess.run, env=around, check=True, capture_output=True, text=True, timeout=120)
    run([sys.executable, "-m", "waystation.config.cli", "migrate"])
    script = Path(__file__).with_name("many_tries.py")
    work = "import django, runpy, sys; django.setup(); runpy.run_path(sys.argv[1], run_name='__main__')"
    assert run([sys.executable, "-c", work, script]).stdout.strip() == str(ONCE_OF_TWENTY)


@pytest.mark.skipif(ON_SQLITE, reason="SQLite's test database is in memory, which no two threads share")
@pytest.mark.django_db(transaction=True)
def test_one_code_is_taken_once_when_twenty_try_at_the_same_moment_in_postgresql():
    many = runpy.run_path(str(Path(__file__).with_name("many_tries.py")))
    assert [(len(answer), answer.count(True)) for answer in many["answers"]()] == ONCE_OF_TWENTY


NO_PASSKEYS = [
    "",
    "{}",
    "[]",
    "null",
    "1",
    '"x"',
    '{"id": "x", "rawId": "x", "response": {}, "type": "public-key"}',
    "{" * 9,
]


@pytest.mark.parametrize("said", NO_PASSKEYS)
def test_whatever_is_no_answer_to_our_challenge_sets_nothing_up(client, caseworker, said):
    password_of(client, caseworker)
    client.get(reverse("accounts:first_passkey"))
    assert client.post(reverse("accounts:first_passkey"), {"credential": said}).status_code == 200
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("said", NO_PASSKEYS)
def test_whatever_is_no_passkey_of_theirs_signs_nobody_in(client, with_app, said):
    password_of(client, with_app)
    assert client.post(reverse("accounts:second"), {"credential": said, "code": ""}).status_code == 200
    assert "_auth_user_id" not in client.session


def test_the_last_second_factor_is_not_given_up(with_app):
    kept = Authenticator.objects.create(user=with_app, type=access.PASSKEY, data={"name": "", "credential": {}})
    access.app_of(with_app).delete()
    with pytest.raises(ActionRefused):
        second_factor.remove_passkey(with_app, kept.pk)


def test_nobody_forgets_the_passkey_of_somebody_else(with_app, reader):
    give_app(reader)
    theirs = Authenticator.objects.create(user=reader, type=access.PASSKEY, data={"name": "", "credential": {}})
    Authenticator.objects.create(user=with_app, type=access.PASSKEY, data={"name": "", "credential": {}})
    second_factor.remove_passkey(with_app, theirs.pk)
    assert Authenticator.objects.filter(pk=theirs.pk).exists()
