"""The pages of imports: upload, name columns, report, confirm, undo; and who may not."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from waystation.core.importing.showing import name_of
from waystation.core.models import AuditEntry, ImportMapping, ImportRun
from waystation.evidence.models import LedgerFigure

pytestmark = pytest.mark.django_db
FIGURES = "year,indicator,disaggregation,value,source_title,source_year,note\n"
GOOD = FIGURES + "2020,callers,total,>6000,A report,2021,\n2021,callers,total,5-9,A report,2022,\n"
BAD = FIGURES + "2020,callers,total,12,A report,2021,\nnever,callers,total,13,A report,2021,\n"


@pytest.fixture
def signed_in(client, coordinator):
    client.force_login(coordinator)
    return client


def upload(client, text, name="figures.csv", **answers):
    file = SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())
    return client.post(reverse("core:import_new"), {"file": file, "target": "", "edition": "", **answers}, follow=True)


def the_run():
    return ImportRun.objects.latest("pk")


def test_a_known_file_is_checked_confirmed_and_undone(signed_in):
    page = upload(signed_in, GOOD)
    assert b"2 rows pass" in page.content or the_run().accepted == 2
    assert LedgerFigure.objects.count() == 0
    signed_in.post(reverse("core:import_confirm", args=[the_run().code]))
    assert the_run().state == "done"
    assert LedgerFigure.objects.count() == 2
    signed_in.post(reverse("core:import_undo", args=[the_run().code]))
    assert the_run().state == "undone"
    assert LedgerFigure.objects.count() == 0


def test_a_failing_row_is_named_and_nothing_is_written_before_somebody_agrees(signed_in):
    page = upload(signed_in, BAD)
    run = the_run()
    assert (run.accepted, run.rejected) == (1, 1)
    assert "never" in page.content.decode()
    signed_in.post(reverse("core:import_confirm", args=[run.code]))
    assert LedgerFigure.objects.count() == 0
    signed_in.post(reverse("core:import_confirm", args=[run.code]), {"skip_rejected": "on"})
    assert LedgerFigure.objects.count() == 1


def test_a_corrected_file_keeps_what_was_said(signed_in):
    upload(signed_in, BAD)
    reading = the_run().reading
    signed_in.post(
        reverse("core:import_file", args=[the_run().code]), {"file": SimpleUploadedFile("f.csv", GOOD.encode())}
    )
    run = the_run()
    assert (run.state, run.accepted, run.rejected) == ("checked", 2, 0)
    assert run.reading == reading


def test_columns_nobody_knows_are_named_by_hand_and_kept(signed_in):
    text = "Година;Што;Колку;Од каде\n2020;callers;околу 30;Report\n"
    page = upload(signed_in, text)
    run = the_run()
    assert run.state == "uploaded"
    address = reverse("core:import_columns", args=[run.code]) + "?target=ledger"
    assert "Од каде" in signed_in.get(address).content.decode()
    answers = {"column_0": "period", "column_1": "indicator", "column_2": "value", "column_3": "source_title"}
    signed_in.post(address, {**answers, "constant_area": "MK", "save_as": "наш список"})
    assert the_run().state == "checked", page.content
    assert ImportMapping.objects.get().name == "наш список"
    signed_in.post(reverse("core:import_confirm", args=[run.code]))
    figure = LedgerFigure.objects.get()
    assert (figure.low, figure.high, figure.area) == (25, 35, "MK")


def test_a_column_without_answer_is_asked_for(signed_in):
    upload(signed_in, "a,b\n1,2\n")
    page = signed_in.post(
        reverse("core:import_columns", args=[the_run().code]) + "?target=ledger", {"column_0": "period"}
    )
    assert page.status_code == 200
    assert the_run().state == "uploaded"
    assert "column_1" in page.context["form"].errors


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02\xff" * 500, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600])
def test_a_file_that_is_no_table_is_refused_and_not_kept(signed_in, content):
    page = upload(signed_in, content, "x.csv")
    assert page.context["form"].errors["file"]
    assert not ImportRun.objects.exists()


def test_the_same_file_leads_to_its_first_import(signed_in):
    upload(signed_in, GOOD)
    first = the_run()
    signed_in.post(reverse("core:import_confirm", args=[first.code]))
    page = upload(signed_in, GOOD)
    assert page.redirect_chain[-1][0] == first.get_absolute_url()
    assert ImportRun.objects.count() == 1


def test_a_file_given_up_leaves_nothing(signed_in):
    upload(signed_in, BAD)
    signed_in.post(reverse("core:import_discard", args=[the_run().code]))
    assert not ImportRun.objects.exists()
    assert AuditEntry.objects.filter(action="import.discarded").exists()


def test_the_report_comes_as_csv_without_formulas(signed_in):
    upload(signed_in, BAD.replace("never", "=1+1"))
    answer = signed_in.get(reverse("core:import_problems", args=[the_run().code]))
    text = answer.content.decode()
    assert text.splitlines()[1].startswith("3,year")
    assert "\n=" not in text
    assert ",=" not in text


def test_progress_says_when_it_is_finished(signed_in):
    upload(signed_in, GOOD)
    answer = signed_in.get(reverse("core:import_progress", args=[the_run().code])).json()
    assert answer["finished"] is True


@pytest.mark.parametrize(
    "page",
    ["import", "import_columns", "import_confirm", "import_undo", "import_file", "import_problems", "import_progress"],
)
def test_another_organisation_finds_nothing(signed_in, client, outsider, page):
    upload(signed_in, GOOD)
    client.force_login(outsider)
    assert client.get(reverse(f"core:{page}", args=[the_run().code])).status_code == 404


@pytest.mark.parametrize("page", ["import", "import_columns", "import_confirm", "import_undo"])
def test_a_colleague_without_the_right_is_refused(signed_in, client, caseworker, reader, page):
    upload(signed_in, GOOD)
    for person in (caseworker, reader):
        client.force_login(person)
        assert client.get(reverse(f"core:{page}", args=[the_run().code])).status_code == 403


def test_the_list_shows_only_what_somebody_may_import(signed_in, client, caseworker, reader):
    upload(signed_in, GOOD)
    assert name_of(the_run()) in signed_in.get(reverse("core:imports")).content.decode()
    client.force_login(caseworker)
    assert name_of(the_run()) not in client.get(reverse("core:imports")).content.decode()
    client.force_login(reader)
    assert client.get(reverse("core:imports")).status_code == 403
    assert client.get(reverse("core:import_new")).status_code == 403


def test_every_step_is_audited(signed_in):
    upload(signed_in, GOOD)
    signed_in.post(reverse("core:import_confirm", args=[the_run().code]))
    signed_in.post(reverse("core:import_undo", args=[the_run().code]))
    actions = list(
        AuditEntry.objects.filter(action__startswith="import.").order_by("pk").values_list("action", flat=True)
    )
    wanted = "received columns_named check_asked checked confirmed written undo_asked undone"
    assert actions == [f"import.{each}" for each in wanted.split()]


def test_an_uploaded_workbook_is_read_like_a_text_file(signed_in):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for line in GOOD.splitlines():
        book.active.append(line.split(","))
    content = io.BytesIO()
    book.save(content)
    upload(signed_in, content.getvalue(), "figures.xlsx")
    assert the_run().accepted == 2
