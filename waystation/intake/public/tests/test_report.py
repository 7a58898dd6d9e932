"""A report from the form to the desk and back, with both doors in one process."""

import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from waystation.core.sealing.records import open_text
from waystation.core.sealing.staff import keyring
from waystation.intake.desk import access
from waystation.intake.desk.actions import answer_report
from waystation.intake.desk.models import Report, ReportFile, ReportMessage, ReportPiece, ShownName
from waystation.intake.public.models import Answer, Conversation
from waystation.letterbox.models import Letter

pytestmark = pytest.mark.django_db
TOLD = "Kanarinka hears crying behind the bakery."


def words_on(response):
    return " ".join(re.findall(r"<li>(\w+)</li>", response.content.decode()))


def send(client, told=TOLD, **more):
    return client.post("/en/report/", {"form_id": str(uuid.uuid4()), "told": told, **more})


@pytest.fixture
def sent(line, outside, deliver):
    """Return the words of a report that has reached the desk."""
    words = words_on(send(outside, place="Market street", reach="070 000 000", safe_times="At noon"))
    deliver()
    return words


def open_answers(client, words, **more):
    return client.post("/en/report/answer/", {"code": words, "form_id": str(uuid.uuid4()), **more})


def test_a_report_is_read_at_the_desk_and_nowhere_before(line, outside, deliver):
    response = send(outside, never_leave_a_message="on")
    assert len(words_on(response).split()) == 12
    assert TOLD not in "".join(Letter.objects.values_list("body", flat=True))
    deliver()
    report = Report.objects.get()
    assert open_text(report, "told", keyring()) == TOLD
    assert (open_text(report, "never_leave", keyring()), report.language, report.waiting) == ("yes", "en", True)


def test_no_cookie_is_set_and_nothing_may_be_kept(line, outside):
    for response in (outside.get("/en/report/"), send(outside), outside.get("/en/report/answer/")):
        assert not response.cookies
        assert "no-store" in response.headers["Cache-Control"]


def test_a_foreign_page_cannot_be_refused_for_want_of_a_cookie(line, public_door):
    assert words_on(send(Client(enforce_csrf_checks=True)))


def test_nothing_but_what_happened_has_to_be_answered(line, outside):
    response = send(outside, told=" ")
    assert "Write what happened" in response.content.decode()
    assert not Conversation.objects.exists()


def test_without_a_key_to_seal_to_the_form_is_closed(db, outside):
    response = outside.get("/en/report/")
    assert response.status_code == 503
    assert "0800 11111" in response.content.decode()


def test_the_same_form_sent_twice_is_one_report_with_one_code(line, outside):
    form = {"form_id": str(uuid.uuid4()), "told": TOLD}
    first, second = (words_on(outside.post("/en/report/", form)) for _ in range(2))
    assert first == second
    assert Letter.objects.filter(kind__startswith="report@").count() == Conversation.objects.count() == 1


def test_once_the_code_was_used_the_form_shows_it_no_more(line, outside):
    form = {"form_id": str(uuid.uuid4()), "told": TOLD}
    open_answers(outside, words_on(outside.post("/en/report/", form)))
    again = outside.post("/en/report/", form)
    assert (again.status_code, words_on(again)) == (200, "")


def test_another_report_in_a_form_that_a_cache_gave_twice_is_not_lost(line, outside):
    form = {"form_id": str(uuid.uuid4())}
    codes = {words_on(outside.post("/en/report/", {**form, "told": told})) for told in ("One", "Two")}
    assert len(codes) == Conversation.objects.count() == 2


def test_the_answer_is_read_with_the_code_and_with_nothing_else(sent, outside, deliver, caseworker):
    answer_report(Report.objects.get(), "Go to the pharmacy at noon.", keyring(), by=caseworker)
    deliver()
    assert b"pharmacy" not in bytes(Answer.objects.get().sealed)
    page = open_answers(outside, sent).content.decode()
    assert "Go to the pharmacy at noon." in page
    assert TOLD not in page


def test_a_code_that_fits_and_belongs_to_nothing_opens_nothing(sent, outside):
    from waystation.intake.public.codes import words_of

    page = open_answers(outside, " ".join(words_of(b"\0" * 11, "en"))).content.decode()
    assert "Nothing belongs to these words" in page


def test_what_is_added_waits_at_the_desk_again(sent, outside, deliver, caseworker):
    answer_report(Report.objects.get(), "Who?", keyring(), by=caseworker)
    assert not Report.objects.get().waiting
    added = {"do": "add", "text": "A girl of fifteen.", "form_id": str(uuid.uuid4())}
    for _twice in range(2):
        outside.post("/en/report/answer/", {"code": sent, **added})
    deliver()
    message = ReportMessage.objects.get(written_by=None)
    assert (open_text(message, "text", keyring()), Report.objects.get().waiting) == ("A girl of fifteen.", True)


def test_a_code_inside_a_text_is_refused_with_the_reason(sent, outside):
    for page, field in (("/en/report/", "told"), ("/en/report/answer/", "text")):
        form = {"code": sent, "do": "add", "form_id": str(uuid.uuid4()), field: f"My words are: {sent.upper()}. Help!"}
        assert "Your return code stands in this text" in outside.post(page, form).content.decode()
    assert Letter.objects.outward().under_way().count() == 0


def test_forgetting_destroys_the_report_on_both_sides(
    sent, outside, deliver, caseworker, django_capture_on_commit_callbacks
):
    report = Report.objects.get()
    answer_report(report, "We are here.", keyring(), by=caseworker)
    deliver()
    key = report.record_key
    assert "Nobody can bring them back" in open_answers(outside, sent, do="forget").content.decode()
    open_answers(outside, sent, do="forget", sure="yes")
    with django_capture_on_commit_callbacks(execute=True):
        deliver()
    gone = Report.objects.get()
    assert (gone.told, gone.record_key, gone.waiting, Answer.objects.count()) == (None, None, False, 0)
    gone.record_key, gone.told = key, report.told
    with pytest.raises(Exception, match="destroyed"):
        open_text(gone, "told", keyring())
    assert "Nothing belongs" in open_answers(outside, sent).content.decode()


def test_a_report_withdrawn_before_it_left_never_leaves(line, outside, deliver):
    words = words_on(send(outside))
    open_answers(outside, words, do="forget", sure="yes")
    deliver()
    assert not Report.objects.exists()


def test_files_come_in_pieces_and_are_whole_at_the_desk(line, outside, deliver):
    content = bytes(range(256)) * 6000
    send(outside, attached=[SimpleUploadedFile("слика.jpg", content), SimpleUploadedFile("b.txt", b"short")])
    deliver()
    photo, text = ReportFile.objects.all()
    assert open_text(photo, "name", keyring()) == "слика.jpg"
    assert b"".join(access.content_of(photo, keyring())) == content
    assert b"".join(access.content_of(text, keyring())) == b"short"
    assert all(content[:64] not in bytes(piece.sealed) for piece in ReportPiece.objects.all())


def test_a_file_with_a_piece_missing_is_not_handed_out(line, outside, deliver):
    send(outside, attached=[SimpleUploadedFile("a.jpg", b"x" * 10)])
    deliver()
    ReportPiece.objects.all().delete()
    with pytest.raises(Exception, match="missing"):
        access.content_of(ReportFile.objects.get(), keyring())


@pytest.mark.parametrize("sizes", [[1] * 6, [11 * 2**20], [8 * 2**20] * 2])
def test_too_many_or_too_large_files_are_refused_with_the_limit(line, outside, sizes):
    files = [SimpleUploadedFile(f"{number}.bin", b"x" * size) for number, size in enumerate(sizes)]
    assert re.search("more than 5 files|too large", send(outside, attached=files).content.decode())
    assert not Conversation.objects.exists()


@pytest.fixture
def named(line, caseworker, coordinator, deliver):
    """Name the caseworker on the form outside."""
    from waystation.intake.desk.actions import name_outside
    from waystation.intake.desk.actions.arriving import keep_the_form_ready

    name = name_outside(caseworker, "Ana, social worker", by=coordinator)
    keep_the_form_ready()
    deliver()
    return name


def test_a_report_kept_from_somebody_reaches_the_others_only(named, outside, deliver, caseworker, coordinator):
    assert "Ana, social worker" in outside.get("/en/report/").content.decode()
    send(outside, kept_from=[str(named.code)])
    deliver()
    report = Report.objects.get()
    assert list(access.reports_for(caseworker)) == []
    assert list(access.reports_for(coordinator)) == [report]


def test_a_name_taken_off_the_form_still_keeps_a_report_on_its_way(named, outside, deliver, caseworker):
    send(outside, kept_from=[str(named.code)])
    ShownName.objects.update(shown=False)
    deliver()
    assert list(Report.objects.get().kept_from.all()) == [caseworker]


def test_a_report_cannot_be_kept_from_everybody(named, outside, organisation, coordinator, deliver):
    from waystation.core.models import User
    from waystation.intake.desk.actions.arriving import keep_the_form_ready

    User.objects.filter(pk=coordinator.pk).update(is_active=False)
    keep_the_form_ready()
    deliver()
    assert "Then nobody could read it" in send(outside, kept_from=[str(named.code)]).content.decode()


def test_letters_and_records_of_a_report_tell_the_day_and_no_time(sent):
    letters = Letter.objects.filter(kind__startswith="report")
    moments = [at for each in letters for at in (each.created_at, each.next_attempt_at)]
    from django.utils.timezone import localtime

    assert {localtime(at).time().isoformat() for at in moments} == {"00:00:00"}


LANGUAGES = ("mk", "sq", "en", "rom", "tr", "sr", "ar", "fa")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_and_its_words_in_every_language(line, outside, deliver, language):
    page = outside.get(f"/{language}/report/").content.decode()
    direction = "rtl" if language in {"ar", "fa"} else "ltr"
    assert f'<html lang="{language}" dir="{direction}">' in page
    sent = outside.post(f"/{language}/report/", {"form_id": str(uuid.uuid4()), "told": TOLD}).content.decode()
    words = " ".join(re.findall(r"<li>(\w+)</li>", sent))
    deliver()
    assert Report.objects.get().language == language
    opened = outside.post(f"/{language}/report/answer/", {"code": words}).content.decode()
    assert 'name="do" value="forget"' in opened


def test_the_page_and_all_it_loads_stay_light(line, outside):
    import gzip

    assert len(gzip.compress(outside.get("/mk/report/").content)) < 10_000
