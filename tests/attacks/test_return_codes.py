"""Three thousand random codes, each well formed, against a door with many conversations; bench/return_codes.py: 10⁶."""

import os
from datetime import date

import pytest

from waystation.intake.public import access
from waystation.intake.public.codes import derived
from waystation.intake.public.models import Conversation

pytestmark = pytest.mark.django_db
CONVERSATIONS, TRIES = 200, 3_000


def test_no_random_code_opens_a_conversation(settings):
    keys = [derived(os.urandom(11), settings.RETURN_SECRET) for _ in range(CONVERSATIONS)]
    day = date(2026, 1, 5)
    Conversation.objects.bulk_create(
        Conversation(lookup=key.lookup, form_mark=key.lookup, language="mk", begun_on=day) for key in keys
    )
    assert [secret for secret in (os.urandom(11) for _ in range(TRIES)) if access.conversation_of(secret)] == []


def test_what_is_stored_of_a_code_is_not_the_code(settings):
    secret = os.urandom(11)
    key = derived(secret, settings.RETURN_SECRET)
    assert secret.hex() not in key.lookup
    assert settings.RETURN_SECRET not in key.lookup
