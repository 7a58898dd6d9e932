"""Wrong tries make the next one wait: for that name and that network, and for nobody else."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import now

from waystation.core.accounts.actions import throttling
from waystation.core.accounts.actions.throttling import forget, take
from waystation.core.accounts.models import Tries

pytestmark = pytest.mark.django_db
WRONG = "not the password"
OFFICE, ELSEWHERE = "198.51.100.7", "203.0.113.9"


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def time_stands_still(monkeypatch):
    """However slow the machine is, all tries come in one moment."""
    moment = now()
    monkeypatch.setattr(throttling, "now", lambda: moment)


def tried(name, network, times):
    return [take("password", name, network) for _ in range(times)][-1]


def test_five_tries_are_free_and_the_sixth_waits(time_stands_still):
    assert tried("vesna", "a", 5) == 0
    assert 0 < tried("vesna", "a", 1) <= 5


def test_each_try_that_fails_waits_longer_up_to_a_quarter_of_an_hour():
    waits = []
    tried("vesna", "a", 5)
    for _ in range(12):
        waits.append(tried("vesna", "a", 1))
        Tries.objects.update(last_at=now() - timedelta(seconds=waits[-1]))
        assert tried("vesna", "a", 1) == 0
    assert waits == sorted(waits)
    assert waits[-1] == throttling.LONGEST_WAIT


def test_hammering_does_not_prolong_the_wait(time_stands_still):
    tried("vesna", "a", 5)
    assert tried("vesna", "a", 1000) <= 5


def test_neither_another_name_nor_another_network_waits(time_stands_still):
    tried("vesna", "a", 6)
    assert tried("arta", "a", 1) == 0
    assert tried("vesna", "b", 1) == 0


def test_a_name_under_attack_from_everywhere_still_has_its_first_try_from_home(time_stands_still):
    for number in range(60):
        tried("vesna", f"elsewhere {number}", 1)
    assert tried("vesna", "home", 1) == 0
    assert tried("vesna", "home", 1) > 0


def test_success_begins_anew_and_a_day_forgets():
    tried("vesna", "a", 5)
    forget("password", "vesna", "a")
    assert tried("vesna", "a", 5) == 0
    Tries.objects.update(last_at=now() - timedelta(hours=25))
    assert tried("vesna", "a", 5) == 0
    forget("password", "arta", "b")
    Tries.objects.update(last_at=now() - timedelta(hours=25))
    forget("password", "arta", "b")
    assert not Tries.objects.exists()


def test_the_name_in_capitals_is_the_same_name(time_stands_still):
    tried("vesna", "a", 5)
    assert tried(" VESNA ", "a", 1) > 0


def test_neither_name_nor_network_can_be_read(client, caseworker):
    guess(client, caseworker.sign_in_name, OFFICE)
    kept = str(list(Tries.objects.values()))
    assert caseworker.sign_in_name not in kept
    assert "198.51.100" not in kept


def guess(client, name, address, password=WRONG):
    return client.post(reverse("core:sign_in"), {"username": name, "password": password}, REMOTE_ADDR=address)


def test_a_thousand_failures_elsewhere_do_not_touch_a_correct_sign_in(client, caseworker, monkeypatch):
    monkeypatch.setattr(Argon2PasswordHasher, "verify", lambda *_args: False)
    monkeypatch.setattr(Argon2PasswordHasher, "encode", lambda *_args: "argon2$no")
    for _ in range(1000):
        guess(client, caseworker.sign_in_name, ELSEWHERE)
    monkeypatch.undo()
    assert guess(client, caseworker.sign_in_name, OFFICE, "a long test password").status_code == 302


def test_a_try_that_waits_says_how_long_and_hashes_nothing(client, caseworker, monkeypatch):
    for _ in range(5):
        guess(client, caseworker.sign_in_name, OFFICE)
    Tries.objects.update(last_at=now())  # hashing is slow on a busy machine
    hashed = []
    monkeypatch.setattr(Argon2PasswordHasher, "verify", lambda *_args: hashed.append(1))
    answer = guess(client, caseworker.sign_in_name, OFFICE).content.decode()
    assert "Too many tries. Wait" in answer
    assert hashed == []


def test_an_unknown_name_waits_like_a_known_one(client, caseworker):
    for name in (caseworker.sign_in_name, "nobody"):
        for _ in range(5):
            guess(client, name, OFFICE)
    Tries.objects.update(last_at=now())
    answers = [guess(client, name, OFFICE).content.decode() for name in (caseworker.sign_in_name, "nobody")]
    assert all("Too many tries" in answer for answer in answers)


def test_neighbours_in_one_network_count_together_and_a_proxy_is_believed_only_where_it_is_ours(rf, monkeypatch):
    from waystation.core.accounts.networks import BEHIND_PROXY, network_of

    def asked(address, noted=""):
        return network_of(rf.get("/", REMOTE_ADDR=address, headers={"x-forwarded-for": noted}))

    assert asked("198.51.100.7") == asked("198.51.100.250") != asked("198.51.101.7")
    assert asked("2001:db8:0:1::1") == asked("2001:db8:0:1:ffff::9") != asked("2001:db8:0:2::1")
    assert asked("127.0.0.1", "203.0.113.9") == asked("127.0.0.1")
    monkeypatch.setenv(BEHIND_PROXY, "yes")
    assert asked("127.0.0.1", "10.0.0.1, 203.0.113.9") == asked("203.0.113.9")
