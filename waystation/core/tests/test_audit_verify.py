"""`waystation verify` finds whatever was done to the trail, and says to which entry."""

import json

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings, strategies

from waystation.core import audit
from waystation.core.commands import verify_trail
from waystation.core.models import AuditEntry, AuditHead
from waystation.core.trail import place
from waystation.core.trail.heads import KEPT_EVERY, End, HeadFile
from waystation.core.trail.verifying import Finding, Flaw, verify

ENTRIES = 9
TABLE = "core_auditentry"
SPARE = f"UPDATE {TABLE} SET number = number + 1000"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def trail(settings, tmp_path, caseworker):
    settings.HOME = tmp_path
    for number in range(1, ENTRIES + 1):
        audit.record("record.opened", by=caseworker, on=caseworker, count=number)
    _note_head()
    unguard()
    return caseworker


def unguard():
    """Do what somebody with the whole database in hand does first."""
    on = " ON core_auditentry" if connection.vendor == "postgresql" else ""
    for name in ("audit_entry_unchanged", "audit_entry_undeleted"):
        sql(f"DROP TRIGGER {name}{on}")


def _note_head():
    head = AuditHead.objects.get()
    HeadFile(place.folder(), head.chain).note(End(head.count, head.mac))


def sql(*statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def found():
    proof = verify(audit.begin_chain)[0]
    return [(finding.flaw, finding.number, finding.until) for finding in proof.findings]


def swap(a, b):
    """Exchange what two entries say; their numbers, links and MACs stay."""
    held = {entry.number: entry for entry in AuditEntry.objects.filter(number__in=(a, b))}
    for here, there in ((a, b), (b, a)):
        AuditEntry.objects.filter(number=here).update(details=held[there].details, at=held[there].at)


def exchange_numbers(a, b):
    sql(*(f"UPDATE {TABLE} SET number = {to} WHERE number = {of}" for of, to in ((a, 99), (b, a), (99, b))))


def test_an_untouched_trail_is_sound():
    assert found() == []


@pytest.mark.parametrize(
    "change",
    [
        "action = 'record.closed'",
        "by_id = NULL",
        "on_kind = 'cases.case'",
        "on_code = 'x'",
        "at = '2001-01-01 00:00:00+00'",
    ],
)
def test_an_edited_entry_is_named(change):
    sql(f"UPDATE {TABLE} SET {change} WHERE number = 4")
    assert found() == [(Flaw.CHANGED, 4, None)]


def test_edited_details_are_named():
    AuditEntry.objects.filter(number=4).update(details={"count": 5})
    assert found() == [(Flaw.CHANGED, 4, None)]


@pytest.mark.skipif("sqlite" not in connection.vendor, reason="PostgreSQL stores nothing but dates and JSON there")
@pytest.mark.parametrize("change", ["details = 'no json'", "at = 'yesterday'", "details = ''"])
def test_unreadable_bytes_are_named(change):
    pragma = "PRAGMA ignore_check_constraints = "
    sql(f"{pragma} ON", f"UPDATE {TABLE} SET {change} WHERE number = 4", f"{pragma} OFF")
    assert found() == [(Flaw.CHANGED, 4, None)]


@pytest.mark.parametrize("number", range(1, ENTRIES))
def test_a_removed_entry_is_named(number):
    sql(f"DELETE FROM {TABLE} WHERE number = {number}")
    assert found() == [(Flaw.MISSING, number, number)]


def test_closing_the_gap_is_noticed():
    sql(
        f"DELETE FROM {TABLE} WHERE number = 4", SPARE, f"UPDATE {TABLE} SET number = number - 1001 WHERE number > 1004"
    )
    sql(f"UPDATE {TABLE} SET number = number - 1000 WHERE number > 1000")
    assert found()[0] == (Flaw.CHANGED, 4, None)
    assert found()[-1] == (Flaw.CUT_OFF, ENTRIES, ENTRIES)


@pytest.mark.parametrize("way", [swap, exchange_numbers])
def test_reordered_entries_are_named(way):
    way(3, 7)
    assert [each[:2] for each in found()] == [(Flaw.CHANGED, 3), (Flaw.CHANGED, 7)]


def test_a_cut_off_end_is_named():
    sql(f"DELETE FROM {TABLE} WHERE number > 6")
    assert found() == [(Flaw.CUT_OFF, 7, ENTRIES)]


def test_a_cut_off_end_is_named_when_the_head_was_turned_back_too(caseworker):
    older = AuditHead.objects.values("count", "mac", "seal").get()
    for _ in range(2):
        audit.record("a", by=caseworker)
    _note_head()
    sql(f"DELETE FROM {TABLE} WHERE number > {ENTRIES}")
    AuditHead.objects.update(**older)
    assert found() == [(Flaw.CUT_OFF, ENTRIES + 1, ENTRIES + 2)]


def test_a_trail_that_was_cut_and_grew_again_is_noticed(caseworker):
    older = AuditHead.objects.values("count", "mac", "seal").get()
    audit.record("a", by=caseworker)
    _note_head()
    sql(f"DELETE FROM {TABLE} WHERE number > {ENTRIES}")
    AuditHead.objects.update(**older)
    for _ in range(3):
        audit.record("b", by=caseworker)
    assert found() == [(Flaw.HEAD_FILE, ENTRIES + 1, None)]


def test_an_added_entry_is_named(caseworker):
    added = AuditEntry.objects.create(organisation=caseworker.organisation, action="x", by=caseworker)
    proof = verify(audit.begin_chain)[0]
    assert proof.findings == [Finding(Flaw.ADDED, row=added.pk)]


def test_an_entry_appended_by_hand_is_named(caseworker):
    added = AuditEntry.objects.create(
        organisation=caseworker.organisation, action="x", by=caseworker, number=ENTRIES + 1, mac="0" * 64
    )
    assert verify(audit.begin_chain)[0].findings == [Finding(Flaw.ADDED, row=added.pk)]


def test_a_changed_head_is_noticed():
    AuditHead.objects.update(count=ENTRIES - 1)
    assert (Flaw.HEAD_CHANGED, None, None) in found()


def test_a_lost_head_is_noticed():
    AuditHead.objects.all().delete()
    flaws = [finding.flaw for proof in verify(audit.begin_chain) for finding in proof.findings]
    assert flaws[0] == Flaw.HEAD_GONE
    assert Flaw.CHAIN_GONE in flaws


def test_missing_triggers_are_noticed():
    assert verify(audit.begin_chain)[-1].findings == [Finding(Flaw.UNGUARDED)]


def test_another_key_is_said_plainly(settings, tmp_path):
    settings.HOME = tmp_path / "other"
    assert found() == [(Flaw.OTHER_KEY, None, None)]


def test_a_damaged_head_file_is_noticed():
    path = next(place.folder().glob("*.heads"))
    path.write_bytes(path.read_bytes()[:-9])
    assert (Flaw.HEAD_FILE, None, None) in found()


def test_older_ends_stay_in_the_file():
    chain = AuditHead.objects.get().chain
    file = HeadFile(place.folder() / "own", chain)
    for count in (KEPT_EVERY - 1, KEPT_EVERY, KEPT_EVERY + 1, 3):
        file.note(End(count, f"{count:064}"))
    assert [end.count for end in file.ends()] == [KEPT_EVERY + 1, KEPT_EVERY]


def test_the_first_run_begins_the_chain_of_an_older_installation(outsider):
    for action in "abc":
        AuditEntry.objects.create(organisation=outsider.organisation, action=action, by=outsider)
    assert [proof.flaws for proof in verify(audit.begin_chain)[:2]] == [0, 0]
    assert [proof.entries for proof in verify(audit.begin_chain)[:2]] == [ENTRIES, 3]


EDITS = strategies.lists(
    strategies.tuples(
        strategies.sampled_from(["action", "on_kind", "on_code", "before", "mac", "delete", "swap", "number"]),
        strategies.integers(1, ENTRIES),
        strategies.integers(1, ENTRIES),
    ),
    min_size=1,
    max_size=4,
)


def snapshot():
    return list(
        AuditEntry.objects.order_by("number").values_list(
            "number", "action", "on_kind", "on_code", "before", "mac", "details"
        )
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=EDITS)
def test_whatever_is_done_to_the_entries_is_found(edits):
    from django.db import transaction

    with transaction.atomic():
        before = snapshot()
        for what, a, b in edits:
            do(what, a, b)
        assert bool(found()) == (snapshot() != before)
        transaction.set_rollback(True)


def do(what, a, b):
    if what == "delete":
        sql(f"DELETE FROM {TABLE} WHERE number = {a}")
    elif what == "swap" and {a, b} <= set(AuditEntry.objects.values_list("number", flat=True)):
        swap(a, b)
    elif what == "number":
        exchange_numbers(a, b)
    elif what != "swap":
        for entry in AuditEntry.objects.filter(number=a):
            text = getattr(entry, what)
            flipped = text[:b] + chr(ord(text[b]) ^ 1) + text[b + 1 :] if len(text) > b else f"{text}{b}"[:60]
            AuditEntry.objects.filter(number=a).update(**{what: flipped})


def test_the_command_says_which_entry_and_ends_with_one(capsys):
    sql(f"UPDATE {TABLE} SET action = 'x' WHERE number = 4")
    assert verify_trail.callback(as_json=False) == 1
    assert "Entry 4 was changed" in capsys.readouterr().out
    assert verify_trail.callback(as_json=True) == 1
    said = json.loads(capsys.readouterr().out)
    assert [finding["number"] for finding in said["chains"][0]["findings"]] == [4]
