"""Lets tests read the English sentences of the source."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def in_english(monkeypatch, settings):
    """Speak English: to the code called directly, to browsers without a cookie, and to members of staff."""
    from waystation.core.models import User

    monkeypatch.setattr(User._meta.get_field("language"), "default", "en")
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield
