"""The people of the tests; `waystation.config.workshop` has put the tests in a throw-away home before."""

from functools import cache
from pathlib import Path

import pytest
from django.db.backends.sqlite3.base import DatabaseWrapper

WITHOUT_DJANGO = [Path(__file__).parent / "waystation" / library for library in ("vocab", "stats", "charts")]


def pytest_collection_modifyitems(config, items):
    """Begin with the tests of the whole house, which take longest, so that no worker is left alone with them.

    In a browser they come last: the rooms' own tests start a browser for each module, which no running one allows. The
    three libraries, which never import Django, are tested once and not again on PostgreSQL.
    """
    rooms_first = config.option.markexpr == "browser"
    items.sort(key=lambda item: item.path.is_relative_to(Path(__file__).parent / "waystation") != rooms_first)
    for item in items:
        if any(item.path.is_relative_to(library) for library in WITHOUT_DJANGO):
            item.add_marker(pytest.mark.no_database)


@cache
def _hashed(password):
    """Hash a password once for all tests: the hash is slow on purpose."""
    from django.contrib.auth.hashers import make_password

    return make_password(password)


def _person(organisation, role, name=""):
    from waystation.core.models import User

    user = User(
        organisation=organisation,
        sign_in_name=f"{name or role}-{organisation.pk}",
        display_name=role.title(),
        role=role,
    )
    user.password = _hashed("a long test password")
    user.save()
    return user


@pytest.fixture(scope="session")
def django_db_modify_db_settings_xdist_suffix(request):
    """Name a PostgreSQL database after each worker; on SQLite each has one in its own memory, which needs no name."""
    from django.conf import settings
    from pytest_django.fixtures import _set_suffix_to_test_databases

    worker = getattr(request.config, "workerinput", {}).get("workerid")
    if worker and not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        _set_suffix_to_test_databases(suffix=worker)


@pytest.fixture(scope="session")
def test_vaults():
    """Vaults of nobody in particular, for tests that do not ask who holds a key."""
    from waystation.core.sealing.vaults import VAULTS, Keyring, VaultKey

    return Keyring({vault: [VaultKey.new()] for vault in VAULTS})


@pytest.fixture(autouse=True)
def _vaults_stand_open(request):
    """Unlock the test vaults around each test that works with Django; `locked_vaults` keeps them shut."""
    if "locked_vaults" in request.fixturenames:
        yield
        return
    from waystation.core.sealing.staff import unlocked

    with unlocked(request.getfixturevalue("test_vaults")):
        yield


@pytest.fixture
def locked_vaults():
    """Leave everything locked but what a person unlocks by signing in."""


@pytest.fixture
def organisation(db):
    from waystation.core.models import Organisation

    return Organisation.objects.create(name="Open Door (invented)", invented=True)


@pytest.fixture
def caseworker(organisation):
    return _person(organisation, "caseworker")


@pytest.fixture
def reader(organisation):
    return _person(organisation, "reader")


@pytest.fixture
def coordinator(organisation):
    return _person(organisation, "coordinator")


@pytest.fixture
def researcher(organisation):
    return _person(organisation, "researcher")


@pytest.fixture
def operator(organisation):
    """The technical administrator, who operates the machine and sees no case."""
    return _person(organisation, "administrator")


@pytest.fixture
def member_of(organisation):
    """Return a function that makes one more member of staff with a role."""
    return lambda role: _person(organisation, role, f"another-{role}")


@pytest.fixture
def outsider(db):
    from waystation.core.models import Organisation

    return _person(Organisation.objects.create(name="Another house (invented)"), "coordinator")


@pytest.fixture
def enter(client):
    """Sign in through the pages: the password, then the code of an app, which is set up where there was none."""

    def sign_in(person, password="a long test password", *, leads_to="", browser=client):
        from waystation.core.accounts import access, codes

        if access.app_of(person) is None:
            give_app(person)
        browser.post("/sign-in/", {"username": person.sign_in_name, "password": password, "next": leads_to})
        return browser.post("/account/second/", {"code": codes.next_code(access.app_of(person))})

    return sign_in


@pytest.fixture
def operator_with_app(operator):
    """Give the operator an invented app, whose code the page shows, before a browser starts."""
    from waystation.core.accounts.actions import second_factor

    second_factor.invent_app(operator)
    return operator


def give_app(person):
    """Give somebody an authenticator app and recovery codes that are noted."""
    from allauth.mfa.totp.internal.auth import generate_totp_secret

    from waystation.core.accounts.actions import second_factor

    second_factor._keep_app(person, generate_totp_secret())
    second_factor.note_recovery_codes(person)


@pytest.fixture
def public_door(settings):
    """Answer requests as the public door does."""
    settings.ROOT_URLCONF = "waystation.config.urls_public"
    settings.MIDDLEWARE = settings.PUBLIC_MIDDLEWARE
    settings.LANGUAGES = settings.PUBLIC_LANGUAGES


@pytest.fixture(scope="session", autouse=True)
def _middleware_loaded_once():
    """Load the middleware once for all clients where no test changed a setting: each time it looks up every file."""
    from django.conf import UserSettingsHolder, settings
    from django.test.client import ClientHandler

    load, loaded = ClientHandler.load_middleware, {}

    def once(self, is_async=False):
        if is_async or isinstance(settings._wrapped, UserSettingsHolder):
            load(self, is_async)
            return
        if not loaded:
            before = set(vars(self))
            load(self)
            loaded.update({name: value for name, value in vars(self).items() if name not in before})
            loaded["_middleware_chain"] = self._middleware_chain
        vars(self).update(loaded)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ClientHandler, "load_middleware", once)
        yield


@pytest.fixture(scope="session", autouse=True)
def _emptied_between_tests():
    """Let a test's database be emptied: the triggers that keep the audit trail stand aside for it, on SQLite."""
    flush = DatabaseWrapper.ops_class.sql_flush

    def with_triggers_aside(self, *arguments, **options):
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit_entry_%'")
            triggers = cursor.fetchall()
        drops = [f"DROP TRIGGER {name}" for name, _sql in triggers]
        return [*drops, *flush(self, *arguments, **options), *(sql for _name, sql in triggers)]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseWrapper.ops_class, "sql_flush", with_triggers_aside)
        yield
