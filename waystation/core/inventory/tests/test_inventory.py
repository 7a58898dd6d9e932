"""Every stored field is declared; a fault names the line to write; the pages say what is declared."""

import pytest
from django.db import models
from django.urls import reverse

from waystation.cases.models import Person
from waystation.core.inventory import checking, declared
from waystation.core.inventory.checking import faults, holds_texts, leftovers, stored
from waystation.core.inventory.declared import Declaration, Table
from waystation.core.inventory.page import PAGE, page
from waystation.core.sealing.fields import SealedText

WRITE = "In waystation/cases/fields.toml under [person] write:"


def test_every_stored_field_is_declared_sealed_or_clear_with_a_reason():
    assert list(faults(stored())) == []


def test_no_line_declares_what_is_not_there():
    assert list(leftovers(stored())) == []


def test_both_doors_and_the_apps_of_others_are_covered():
    labels = {model._meta.label_lower for model in stored()}
    assert {"cases.person", "campaign.shownrelease", "letterbox.letter", "sessions.session"} <= labels
    assert len(labels) > 25


def test_every_reason_is_said_in_every_language_and_used():
    used = {line.why for table in declared.tables().values() for line in table.lines.values() if line.why}
    said = declared.reasons()
    unsaid = [why for why in used if set(said.get(why, ())) != {"mk", "sq"}]
    assert unsaid == [], 'Add to the same file: [reasons."…"] with mk = "…" and sq = "…".'
    assert set(said) - used == set()


@pytest.fixture
def declare(monkeypatch):
    """Declare the lines for people in place of those in the file, as far as they are given."""

    def instead(**lines):
        table = declared.table_for("cases.person")
        kept = {name: line for name, line in table.lines.items() if name not in lines}
        new = {name: Declaration.read(line) for name, line in lines.items() if line}
        changed = {**declared.tables(), "cases.person": Table(table.label, table.path, table.heading, {**kept, **new})}
        monkeypatch.setattr(checking, "tables", lambda: changed)
        monkeypatch.setattr(checking, "table_for", lambda label: changed.get(label) or declared.table_for(label))

    return instead


@pytest.mark.parametrize(
    ("name", "line", "why"),
    [
        ("phone", "", f'cases.person.phone is not declared. {WRITE} phone = "sealed"'),
        ("sex", "", f'cases.person.sex is not declared. {WRITE} sex = "clear: why'),
        ("sex", "sealed", "declared sealed and would be stored in the clear"),
        ("phone", "clear: a telephone", "is a SealedText and declared clear"),
        ("sex", "clear", "does not say why that is acceptable"),
        ("sex", "clear text: somebody said so", "holds no free text"),
        ("sex", "ciphertext: somebody said so", "is declared as ciphertext and holds no bytes"),
        ("sex", "open", "which means nothing"),
    ],
)
def test_a_wrong_declaration_is_named_with_the_line_to_write(declare, name, line, why):
    declare(**{name: line})
    (fault,) = faults([Person])
    assert why in fault


def test_a_line_for_a_field_that_is_not_there_is_named(declare):
    declare(nickname="sealed")
    (fault,) = leftovers(stored())
    assert (
        fault
        == "waystation/cases/fields.toml declares nickname under [person], which is not there. Take the line away."
    )


@pytest.mark.parametrize(
    ("field", "wide"),
    [
        (models.TextField(), True),
        (models.JSONField(), True),
        (models.BinaryField(), False),
        (models.CharField(max_length=200), True),
        (models.CharField(max_length=40), False),
        (models.CharField(max_length=200, choices=[("a", "A")]), False),
        (models.DateField(), False),
        (SealedText(), False),
        (Person._meta.get_field("citizenships"), False),
    ],
)
def test_wide_fields_need_a_reason_of_their_own(field, wide):
    assert holds_texts(field) == wide


def test_the_page_of_the_documentation_is_the_one_the_files_give():
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m waystation.core.inventory.page"


@pytest.mark.django_db
@pytest.mark.parametrize("persona", ["reader", "operator"])
def test_everybody_who_works_here_reads_what_is_sealed(request, client, settings, persona):
    client.force_login(request.getfixturevalue(persona))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    text = client.get(reverse("inventory:inventory")).text
    assert "given_name, family_name, alias" in text
    assert "A coded fact that statistics may see" in text


@pytest.mark.django_db
def test_reasons_are_said_in_the_language_of_the_page(client, reader, settings):
    client.force_login(reader)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "sq"
    assert "Një fakt i koduar" in client.get(reverse("inventory:inventory")).text


@pytest.mark.django_db
def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get(reverse("inventory:inventory")).status_code == 302
