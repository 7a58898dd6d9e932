"""The shelter's address, in every spelling, leaves by no file, letter, release or export; and nobody is told it."""

import io
import json
import re
import zipfile

import pytest
from django.urls import reverse

from waystation.campaign import drawings
from waystation.campaign.specs import specifications
from waystation.cases.documents import actions as documents
from waystation.cases.listing import Listing
from waystation.cases.tests.making import make_case
from waystation.core.models import AuditEntry, ImportRun
from waystation.core.outlets import actions, checking
from waystation.core.outlets.errors import CannotLook, MustNotLeave
from waystation.core.outlets.models import GuardedWords
from waystation.core.outlets.tests.spellings import NUMBER, OTHER_TEXTS, SPELLINGS, STREET
from waystation.core.retention.exporting import export_person
from waystation.core.sealing.records import seal_text
from waystation.core.sealing.staff import keyring
from waystation.evidence import actions as evidence
from waystation.evidence import tabulating
from waystation.evidence.models import Release
from waystation.letterbox.actions import post
from waystation.letterbox.models import Letter
from waystation.programmes.prevention.models import Activity

pytestmark = pytest.mark.django_db
TOLD = ("Тито", "Tito", "tito", "12а", "12a")
FILES = ["cases:people_file", "cases:cases_file", "shelter:stays_file", "social_work:accompaniments_file",
         "field_work:screenings_file", "prevention:activities_file", "desk:contacts_file"]  # fmt: skip


@pytest.fixture
def guarded(coordinator):
    return actions.guard(STREET, NUMBER, keyring(), by=coordinator)


@pytest.fixture
def signed_in(client, coordinator):
    client.force_login(coordinator)
    return client


def assert_stopped(response):
    """Say that a page came that names no word of the address, and that nothing was taken out."""
    page = response.content.decode()
    assert (response.status_code, response.headers.get("Content-Disposition")) == (409, None), page[:300]
    assert "Nothing was sent" in page
    assert [word for word in TOLD if re.search(rf"(?<!\w){word}", page)] == []


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_list_takes_it_out_in_any_spelling(signed_in, organisation, guarded, kind):
    activity = Activity.objects.create(organisation=organisation, held_on="2020-01-05", participants=9)
    for spelling in SPELLINGS if kind == "csv" else SPELLINGS[::9]:
        Activity.objects.filter(pk=activity.pk).update(title=f"Workshop, {spelling}"[:200])
        assert_stopped(signed_in.get(reverse("prevention:activities_file", args=[kind])))
    assert not AuditEntry.objects.filter(action="records.exported").exists()
    stopped = AuditEntry.objects.filter(action="outlet.stopped")
    assert {(each.details["outlet"]) for each in stopped} == {"prevention:activities_file"}


@pytest.mark.parametrize(
    "lines",
    [[["Marshal"], ["Tito"], ["12"]], [["Marshal"], ["Tito ul."], ["br. 12"]], [["12", "x"], ["y", "Marshal Tito"]]],
)
def test_it_is_stopped_over_several_rows_or_not_held_at_all(organisation, guarded, lines):
    held = lines[0] != ["12", "x"]
    try:
        list(checking.checked_lines([["A", "B"], *lines], organisation.pk))
    except MustNotLeave:
        assert held
    else:
        assert not held


@pytest.mark.parametrize("address", FILES)
def test_every_list_is_looked_through_also_over_cells(signed_in, guarded, monkeypatch, address):
    lines = [["A", "B"], ["x", "Marshal"], ["Tito", "12"]]
    monkeypatch.setattr(Listing, "lines", lambda self, records: iter(lines))
    for kind in ("csv", "xlsx"):
        assert_stopped(signed_in.get(reverse(address, args=[kind])))


def test_a_list_without_it_leaves(signed_in, organisation, guarded):
    for text in OTHER_TEXTS:
        Activity.objects.create(organisation=organisation, held_on="2020-01-05", participants=9, title=text)
    assert signed_in.get(reverse("prevention:activities_file", args=["csv"])).status_code == 200


def test_no_letter_carries_it_plain_or_as_data(guarded, coordinator):
    for spelling in SPELLINGS:
        for body in (spelling, json.dumps({"why": [{"mk": spelling}]}), json.dumps([spelling], ensure_ascii=False)):
            with pytest.raises(MustNotLeave):
                post("release", body)
    assert not Letter.objects.exists()
    post("release", json.dumps(OTHER_TEXTS[:4]))


def test_no_reporter_is_answered_with_it_for_once_sealed_nobody_can_look(signed_in, records, guarded):
    for spelling in SPELLINGS[::4]:
        page = signed_in.post(reverse("desk:report", args=[records["report"]]), {"text": f"Come to us: {spelling}"})
        assert "must never leave the house" in page.content.decode()
        assert f"Come to us: {spelling.split()[0]}"[:14] in page.content.decode()
    assert not Letter.objects.filter(kind__startswith="reply").exists()


def test_no_release_is_approved_or_withdrawn_with_it(signed_in, records, organisation, coordinator, guarded):
    release = Release.objects.get(code=records["release"])
    for spelling in SPELLINGS:
        page = signed_in.post(reverse("evidence:withdraw", args=[release.code]), {"why": spelling})
        assert "must never leave the house" in page.content.decode()
    release.refresh_from_db()
    assert release.state == Release.State.APPROVED
    organisation.name = "House at Marshal Tito 12"
    organisation.save()
    draft = evidence.draft_release("ctdc_who", by=coordinator)
    with pytest.raises(MustNotLeave, match="organisation"):
        evidence.approve_release(evidence.compute_release(draft.code), by=coordinator)
    assert Letter.objects.filter(direction="out", kind="release").count() == 1


def test_no_table_of_figures_and_no_drawing_takes_it_out(signed_in, records, guarded, monkeypatch):
    release = Release.objects.get(code=records["release"])
    table = json.loads(release.payload)["tables"][0]["indicator"]
    with monkeypatch.context() as patch:
        patch.setattr(tabulating, "lines", lambda _table: iter([["Region"], [SPELLINGS[0]]]))
        for address in (reverse("evidence:release_file", args=[release.code, table, "csv"]),
                        reverse("evidence:indicator_file", args=["ctdc_records_by_age_band", "xlsx"])):  # fmt: skip
            assert_stopped(signed_in.get(address))
    spec = next(spec for spec in specifications() if spec.set_code == release.set_code)
    monkeypatch.setattr(drawings, "draw", lambda *_: b"never drawn")
    actions.guard("Counter-Trafficking", "", keyring(), by=guarded.added_by)
    drawing = reverse("campaign:preview_drawing", args=[release.code, spec.series, spec.name, "csv"])
    assert signed_in.get(drawing).status_code == 409


def test_no_report_of_an_import_takes_it_out(signed_in, records, guarded):
    run = ImportRun.objects.get(code=records["run"])
    run.problems.update(column="ul. Marshal Tito br. 12")
    assert_stopped(signed_in.get(reverse("core:import_problems", args=[run.code])))


def test_no_text_document_is_taken_out_with_it_and_no_file_under_its_name(
    signed_in, organisation, coordinator, guarded
):
    case = make_case(organisation)
    for text in (*SPELLINGS[::6], "x " * 600_000 + "Marshal\nTito 12"):
        assert_stopped(take_out(signed_in, documents.attach(case, [text.encode()], name="a.txt", by=coordinator)))
    for encoding in ("utf-16", "windows-1251"):
        text = f"Се договоривме денес, ул. {STREET} {NUMBER}".encode(encoding)
        assert_stopped(take_out(signed_in, documents.attach(case, [text], name="a.txt", by=coordinator)))
    named = documents.attach(case, [b"\x89PNG\r\n\x1a\n"], name="Marshal Tito 12.png", by=coordinator)
    assert_stopped(take_out(signed_in, named, "own"))
    assert take_out(signed_in, named).status_code == 200


def take_out(client, document, name="code"):
    return client.post(reverse("documents:original", args=[document.code]), {"name": name})


def test_a_person_takes_home_everything_but_it(organisation, coordinator, guarded):
    case = make_case(organisation)
    story = "She lives at {} now and is well."
    for spelling in SPELLINGS[::3]:
        seal_text(case, "story", story.format(spelling), keyring())
        case.save()
        archive = zipfile.ZipFile(io.BytesIO(b"".join(export_person(case.person, keyring(), "en", by=coordinator))))
        told = {answer["value"] for each in json.loads(archive.read("records.json"))["records"]
                for answer in each["answers"] if answer["name"] == "story"}  # fmt: skip
        (kept,) = told
        assert "left out" in kept
        assert kept.endswith("now and is well.")
        assert [word for word in ("Тито", "Tito", "TITO") if word in kept] == []


def test_a_lost_key_lets_nothing_out_until_the_list_is_opened(signed_in, organisation, guarded, tmp_path, settings):
    settings.KEY_FOLDER = tmp_path
    with pytest.raises(CannotLook):
        checking.check_text("anything", organisation.pk)
    page = signed_in.get("/").content.decode()
    assert "to mark again" in page
    signed_in.get(reverse("outlets:guarded"))
    checking.check_text("anything", organisation.pk)
    with pytest.raises(MustNotLeave):
        checking.check_text(SPELLINGS[0], organisation.pk)


def test_another_house_is_not_told_of_ours(guarded, outsider):
    checking.check_text(SPELLINGS[0], outsider.organisation_id)


def test_the_database_holds_no_word_of_it_and_its_marks_answer_no_guess(guarded):
    row = GuardedWords.objects.filter(pk=guarded.pk).values().get()
    stored = json.dumps(row, default=lambda value: getattr(value, "stored", str(value).encode()).hex())
    guesses = [form for word in (STREET, "marsaltito", "marsaltito12a", NUMBER) for form in (word, word.encode().hex())]
    assert [guess for guess in guesses if guess in stored] == []


def test_the_list_says_what_is_out_already(signed_in, records):
    name = {"text": "Counter-Trafficking", "number": ""}
    page = signed_in.post(reverse("outlets:guarded"), name, follow=True).content.decode()
    assert "stands already in what is public" in page
    assert "ctdc_who" in page
