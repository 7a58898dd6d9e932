"""From facts to a frozen release, and that it stays frozen."""

import json
import uuid
from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.utils import translation

from waystation.core.errors import ActionRefused
from waystation.core.models import AuditEntry
from waystation.evidence import actions, editions, published, snapshots, verifying
from waystation.evidence.letters import HANDLERS
from waystation.evidence.models import CaseRecord, LedgerFigure, Release
from waystation.evidence.sets import UnknownSet
from waystation.letterbox.models import Letter


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def add_cases(organisation, number, **more):
    about = {
        "dataset": "made_up",
        "year": 2010,
        "source_kind": "hotline",
        "sex": "female",
        "age_band": "9-17",
        "child_adult": "child",
    }
    CaseRecord.objects.bulk_create(CaseRecord(organisation=organisation, **{**about, **more}) for _ in range(number))


@pytest.fixture
def cases(organisation):
    add_cases(organisation, 30)
    add_cases(organisation, 20, sex="male", age_band="18-20", child_adult="adult")
    add_cases(organisation, 2, sex="male")
    add_cases(organisation, 20, year=2011, sex="female", age_band="18-20", child_adult="adult")
    return organisation


@pytest.fixture
def ready(cases, researcher):
    return actions.draft_release("ctdc_who", by=researcher)


@pytest.fixture
def approved(ready, coordinator):
    ready.refresh_from_db()
    return actions.approve_release(ready, by=coordinator)


def test_a_draft_is_counted_protected_and_audited(ready):
    ready.refresh_from_db()
    assert (ready.state, ready.tables_done, ready.tables_total) == ("ready", 3, 3)
    assert ready.audit["passed"]
    cells = {tuple(cell.at.values()): cell for cell in editions.draft_tables(ready)[1].cells}
    assert cells["male", "child"].status == "withheld"
    assert cells["male", "child"].value is None
    assert cells["Total", "Total"].value == 72


def test_approving_freezes_the_tables_and_posts_one_letter(approved, coordinator):
    whole = published.load(approved.payload)
    assert published.digest(approved.payload) == approved.digest
    assert (whole.edition, whole.series, whole.invented, whole.approved_by) == (1, "ctdc", False, "coordinator")
    letter = Letter.objects.get(kind="release")
    assert (letter.letter_id, letter.body) == (approved.code, approved.payload)
    assert AuditEntry.objects.filter(action="release.approved", by=coordinator, on_code=str(approved.code)).exists()


def test_the_approver_leaves_the_office_as_a_role_not_a_name(approved, coordinator):
    assert f'"approved_by":"{coordinator.role}"' in approved.payload
    assert coordinator.sign_in_name not in approved.payload


def test_a_release_is_found_again_to_the_last_bit(approved):
    verdict = verifying.verify(approved)
    assert verdict.passed, verdict.problems
    assert verdict.cells > 10


def test_verifying_notices_a_changed_snapshot(approved):
    path = next(snapshots.find(approved.snapshot_sha256).folder.glob("*.parquet"))
    other = snapshots.take(["published_figures"], approved.organisation).folder / "published_figures.parquet"
    kept = path.read_bytes()
    path.write_bytes(other.read_bytes())
    try:
        assert "changed" in verifying.verify(approved).problems[0]
    finally:
        path.write_bytes(kept)


@pytest.mark.parametrize(
    "change",
    [{"payload": "{}"}, {"digest": "0" * 64}, {"edition": 9}, {"state": "ready"}, {"audit": {}}, {"approver": None}],
)
def test_the_database_refuses_to_change_an_approved_release(approved, change):
    with pytest.raises(DatabaseError), transaction.atomic():
        Release.objects.filter(pk=approved.pk).update(**change)
    approved.refresh_from_db()
    assert approved.state == "approved"


def test_the_database_refuses_to_delete_an_approved_release(approved):
    with pytest.raises(DatabaseError), transaction.atomic():
        Release.objects.filter(pk=approved.pk)._raw_delete("default")
    assert Release.objects.filter(pk=approved.pk).exists()


def test_a_withdrawn_release_says_why_and_cannot_come_back(approved, coordinator):
    withdrawn = actions.withdraw_release(approved, by=coordinator, why="A source was misread.")
    assert json.loads(Letter.objects.get(kind="release.withdrawn").body)["why"] == "A source was misread."
    with pytest.raises(DatabaseError), transaction.atomic():
        Release.objects.filter(pk=withdrawn.pk).update(
            state="approved", withdrawn_by=None, withdrawn_at=None, withdrawn_why=""
        )


def test_a_second_edition_says_what_changed(approved, cases, researcher, coordinator):
    add_cases(cases, 10)
    draft = actions.draft_release("ctdc_who", by=researcher)
    draft.refresh_from_db()
    assert draft.what_changed["en"].startswith("Against the edition before")
    second = actions.approve_release(draft, by=coordinator)
    assert (second.edition, second.supersedes) == (2, approved)


def test_the_same_facts_again_change_nothing(approved, researcher):
    draft = actions.draft_release("ctdc_who", by=researcher)
    draft.refresh_from_db()
    assert draft.snapshot_sha256 == approved.snapshot_sha256
    assert draft.what_changed["en"] == "No number differs from the edition before."


def test_a_table_that_cannot_be_protected_cannot_be_released(cases, researcher, coordinator, monkeypatch):
    rules = actions.protection.ProtectionRules(keep_shown=[{"sex": "male", "child_adult": "child"}])
    monkeypatch.setattr(actions.protection, "RULES", rules)
    draft = actions.draft_release("ctdc_who", by=researcher)
    draft.refresh_from_db()
    assert draft.refused
    assert "Choose longer periods" in draft.draft_tables.first().refusal
    with pytest.raises(ActionRefused, match="cannot be approved"):
        actions.approve_release(draft, by=coordinator)


def test_three_people_leave_nothing_in_print(organisation, researcher):
    add_cases(organisation, 3)
    draft = actions.draft_release("ctdc_who", by=researcher)
    whole = editions.draft_tables(Release.objects.get(pk=draft.pk))
    assert {cell.value for table in whole for cell in table.cells} <= {None, 0}


def test_an_empty_set_is_refused_with_a_remedy(organisation, researcher, coordinator):
    draft = actions.draft_release("ctdc_who", by=researcher)
    with pytest.raises(ActionRefused, match="Record or import"):
        actions.approve_release(draft, by=coordinator)


def test_a_killed_computation_goes_on_with_the_same_snapshot(cases, researcher, monkeypatch):
    draft = actions.draft_release("ctdc_who", by=researcher, background=False)
    monkeypatch.setattr(
        actions.protection, "protect_together", lambda _figures: (_ for _ in ()).throw(KeyboardInterrupt)
    )
    with pytest.raises(KeyboardInterrupt):
        actions.compute_release(draft.code)
    monkeypatch.undo()
    draft.refresh_from_db()
    assert draft.state == "computing"
    add_cases(cases, 5)
    taken_up = actions.draft_release("ctdc_who", by=researcher)
    taken_up.refresh_from_db()
    assert (taken_up.pk, taken_up.state, taken_up.snapshot_sha256) == (draft.pk, "ready", draft.snapshot_sha256)


def test_a_finished_draft_must_be_decided_before_the_next(ready, researcher):
    with pytest.raises(ActionRefused, match="waits for approval"):
        actions.draft_release("ctdc_who", by=researcher)
    actions.discard_draft(ready, by=researcher)
    assert not Release.objects.exists()


@pytest.mark.parametrize("persona", ["caseworker", "reader", "operator"])
def test_drafting_needs_the_right(persona, request):
    with pytest.raises(PermissionDenied):
        actions.draft_release("ctdc_who", by=request.getfixturevalue(persona))


@pytest.mark.parametrize("persona", ["caseworker", "reader", "operator", "researcher"])
def test_approving_needs_the_right(ready, persona, request):
    with pytest.raises(PermissionDenied):
        actions.approve_release(ready, by=request.getfixturevalue(persona))


def test_an_unknown_set_names_those_there_are(researcher):
    with pytest.raises(UnknownSet, match="ctdc_who"):
        actions.draft_release("ctdc_whom", by=researcher)


def test_a_receipt_is_kept_once(approved):
    code = str(approved.code)
    body = json.dumps({"letter_id": code, "release_id": code, "shown_at": datetime.now(UTC).isoformat()})
    for _ in range(2):
        HANDLERS["receipt"](body, uuid.uuid4())
    assert approved.receipt.shown_at


def test_figures_of_others_pass_as_already_public_with_their_sources(organisation, researcher, coordinator):
    about = {
        "organisation": organisation,
        "cell": "c",
        "indicator": "victims_identified",
        "area": "MK",
        "starts_on": "2018-01-01",
        "ends_on": "2018-12-31",
        "breakdown": {"detail": "total"},
    }
    for text, source in (("9", "One report"), ("7", "Another report")):
        number = float(text)
        LedgerFigure.objects.create(**about, value_text=text, low=number, high=number, source_title=source)
    release = actions.approve_release(actions.draft_release("published_detected", by=researcher), by=coordinator)
    table = published.load(release.payload).table("published_detected_victims")
    assert [(cell.at["year"], cell.value, cell.source) for cell in table.cells] == [
        ("2018", 7, "Another report"),
        ("2018", 9, "One report"),
    ]
    assert table.method["name"] == "already public"
    assert table.method["sources"] == ["Another report", "One report"]
