"""No file that leaves is a program: nothing in it starts like a formula."""

import csv
import io
from itertools import product

import openpyxl
import pytest
from django.urls import reverse

from waystation import vocab
from waystation.cases.models import Case, Person
from waystation.intake.desk.models import Contact
from waystation.programmes.field_work.models import Screening
from waystation.programmes.prevention.models import Activity
from waystation.programmes.shelter.models import Stay

pytestmark = pytest.mark.django_db
FORMULAS = ("=1+1", "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1", "\n=1", '=HYPERLINK("https://evil.example";"x")')
FILES = {
    "cases:people_file": Person,
    "cases:cases_file": Case,
    "shelter:stays_file": Stay,
    "social_work:accompaniments_file": Case,
    "field_work:screenings_file": Screening,
    "prevention:activities_file": Activity,
    "desk:contacts_file": Contact,
}
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")


def poison(model, formula):
    """Put the formula wherever the database takes it."""
    texts = [f for f in model._meta.concrete_fields if f.get_internal_type() == "CharField" and not f.choices]
    free = [field for field in texts if field.name not in {"row_key", "ending", "programme", "empty_call"}]
    model.objects.update(**{field.name: formula[: field.max_length] for field in free})


def cells_of(client, name, kind):
    response = client.get(reverse(name, args=[kind]))
    if kind == "csv":
        rows = csv.reader(io.StringIO(response.getvalue().decode(), newline=""))
        return [(cell, "s") for row in rows for cell in row]
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    return [(cell.value, cell.data_type) for row in sheet.iter_rows() for cell in row]


def test_no_list_leaves_with_a_formula(client, records, reader, monkeypatch):
    monkeypatch.setattr(vocab, "label", lambda _codes, code, _language="en": code)
    client.force_login(reader)
    for formula, name in product(FORMULAS, FILES):
        poison(FILES[name], formula)
        for cell, _kind in cells_of(client, name, "csv"):
            assert not cell.startswith(DANGEROUS), (name, cell)
        assert not [cell for cell, kind in cells_of(client, name, "xlsx") if kind == "f"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_neither_do_tables_of_figures_nor_reports_of_failing_rows(formula):
    from waystation.cases.listing import as_csv, as_xlsx
    from waystation.ui.spreadsheets import as_csv as as_report

    assert not next(iter(as_csv([[formula]]))).lstrip('"').startswith(DANGEROUS)
    cell = openpyxl.load_workbook(io.BytesIO(as_xlsx([[formula]]))).active["A1"]
    assert cell.data_type == "s"
    assert not next(iter(as_report([[formula]]))).lstrip('"').startswith(DANGEROUS)
