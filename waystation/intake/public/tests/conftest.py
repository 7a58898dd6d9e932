"""A house whose SOS line answers, and the letters carried between its two doors in one process."""

import pytest

from waystation.cases.tests.reading import in_english  # noqa: F401  a fixture that every test here uses
from waystation.core.keys.models import Vault
from waystation.core.sealing.vaults import SOS_LINE
from waystation.intake.desk.actions.arriving import keep_the_form_ready
from waystation.letterbox.models import Letter


def carry():
    """Hand every letter that waits to the handler of the other door; both doors share one database here."""
    from waystation.letterbox.handlers import handler_of

    for letter in Letter.objects.outward().under_way().order_by("pk"):
        handler_of(letter.kind)(letter.body, letter.letter_id)
        Letter.objects.filter(pk=letter.pk).update(acknowledged_at=letter.created_at, body="")


@pytest.fixture
def line(organisation, test_vaults):
    """The organisation, with the vault of its SOS line in force and the form outside ready."""
    key = test_vaults.newest(SOS_LINE)
    Vault.objects.create(organisation=organisation, name=SOS_LINE, key_id=key.id, public=key.door().public)
    keep_the_form_ready()
    carry()
    return organisation


@pytest.fixture
def outside(public_door, client):
    return client


@pytest.fixture
def deliver():
    return carry
