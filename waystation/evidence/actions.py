"""Everything that changes releases and counted tables."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from waystation.core import audit
from waystation.core.errors import ActionRefused
from waystation.core.models import Organisation, User
from waystation.core.rights import Right
from waystation.evidence import changes, editions, figures, protection, published, snapshots
from waystation.evidence.indicator import indicator
from waystation.evidence.models import CountedTable, DraftTable, Receipt, Release
from waystation.evidence.sets import release_set
from waystation.letterbox import actions as letterbox

Report = Callable[[int, int], None]
AtHand = dict[frozenset[str], snapshots.Snapshot]


@transaction.atomic
def draft_release(set_code: str, *, by: User, background: bool = True) -> Release:
    """Begin a new edition of a set, or take up the unfinished one; the worker counts it unless told otherwise.

    Refused while a finished draft of the set waits for approval. Audited as `release.drafted`.
    """
    _require(by, Right.DRAFT_RELEASE)
    chosen = release_set(set_code)
    release = Release.objects.filter(organisation=by.organisation, set_code=chosen.code).unfinished().first()
    if release is not None and release.state == Release.State.READY:
        raise ActionRefused(_("A draft of this set waits for approval. Approve or discard it, then draft again."))
    if release is None:
        release = Release(organisation=by.organisation, set_code=chosen.code, drafted_by=by, drafted_at=now())
        release.edition = _next_edition(release)
        release.tables_total = len(chosen.indicators)
        release.save()
        audit.record("release.drafted", on=release, by=by, set=chosen.code, edition=release.edition)
    if background:
        from waystation.evidence.jobs import compute_release as job

        job.enqueue(str(release.code))
    return release


def compute_release(code: UUID | str, report: Report | None = None, at_hand: AtHand | None = None) -> Release:
    """Count, protect and audit the draft. Safe to run again after a crash: the snapshot once taken is kept.

    Releases drafted in one go hand each other `at_hand`, so that those of the same facts share one snapshot.
    """
    release = _begin(code)
    if release.state != Release.State.COMPUTING:
        return release
    chosen = release_set(release.set_code)
    try:
        snapshot = _snapshot_of(release, chosen.facts, {} if at_hand is None else at_hand)
        counted = []
        for wanted in chosen.indicators:
            counted.append(figures.count(wanted, snapshot, chosen.years))
            _note_progress(release, len(counted), report)
        outcomes = protection.protect_together(counted)
    except (snapshots.MissingSnapshot, LookupError) as failure:
        return _note_failure(release, str(failure))
    return _finish(release, outcomes)


@transaction.atomic
def discard_draft(release: Release, *, by: User) -> None:
    """Throw an unapproved draft away. Audited as `release.discarded`."""
    _require(by, Right.DRAFT_RELEASE)
    kept = Release.objects.select_for_update().get(pk=release.pk)
    if kept.state not in Release.OPEN:
        raise ActionRefused(_("An approved release cannot be discarded. Withdraw it instead."))
    audit.record("release.discarded", on=kept, by=by, set=kept.set_code)
    kept.delete()


@transaction.atomic
def approve_release(release: Release, *, by: User) -> Release:
    """Freeze the release under the approver's name and send it to the public door.

    Refused unless every table is protected and its audit has passed. Audited as `release.approved`.
    """
    _require(by, Right.APPROVE_RELEASE)
    kept = Release.objects.select_for_update().get(pk=release.pk)
    tables = _approvable(kept)
    previous = editions.previous_edition(kept)
    kept.edition = _next_edition(kept)
    kept.approver, kept.approved_at, kept.state = by, now().replace(microsecond=0), Release.State.APPROVED
    kept.supersedes = previous
    whole = editions.compose(kept, tables, approved_by=by.role, approved_at=kept.approved_at)
    kept.payload = published.dump(whole)
    kept.digest = published.digest(kept.payload)
    kept.draft_tables.all().delete()
    kept.save()
    letterbox.post("release", kept.payload, letter_id=kept.code, organisation=kept.organisation_id)
    audit.record("release.approved", on=kept, by=by, set=kept.set_code, edition=kept.edition, digest=kept.digest)
    return kept


@transaction.atomic
def withdraw_release(release: Release, *, by: User, why: str) -> Release:
    """Take an approved release off the public door; it stays on record. Audited as `release.withdrawn`."""
    _require(by, Right.APPROVE_RELEASE)
    kept = Release.objects.select_for_update().get(pk=release.pk)
    if kept.state != Release.State.APPROVED:
        raise ActionRefused(_("Only an approved release can be withdrawn."))
    if not why.strip():
        raise ActionRefused(_("Say why the release is withdrawn: readers of the page will ask."))
    kept.state, kept.withdrawn_by, kept.withdrawn_at, kept.withdrawn_why = (
        Release.State.WITHDRAWN,
        by,
        now(),
        why.strip(),
    )
    kept.save(update_fields=["state", "withdrawn_by", "withdrawn_at", "withdrawn_why"])
    said = json.dumps({"release_id": str(kept.code), "why": kept.withdrawn_why})
    letterbox.post("release.withdrawn", said, organisation=kept.organisation_id)
    audit.record("release.withdrawn", on=kept, by=by, set=kept.set_code, edition=kept.edition)
    return kept


@transaction.atomic
def note_receipt(release_id: UUID, *, letter_id: UUID, shown_at: datetime) -> None:
    """Keep the public door's first word that it shows the release. Audited as `release.shown`."""
    release = Release.objects.filter(code=release_id).first()
    if release is None:
        raise ActionRefused("The receipt names a release this office does not know.")
    _receipt, new = Receipt.objects.get_or_create(
        release=release, defaults={"letter_id": letter_id, "shown_at": shown_at}
    )
    if new:
        audit.record("release.shown", on=release, by=None, set=release.set_code)


@transaction.atomic
def ask_for_count(code: str, *, by: User) -> CountedTable:
    """Let the worker count an indicator for the staff page."""
    _require(by, Right.READ_FIGURES)
    from waystation.evidence.jobs import count_indicator as job

    wanted = indicator(code)
    asked, _new = CountedTable.objects.update_or_create(
        organisation=by.organisation, indicator=wanted.code, defaults={"asked_at": now()}
    )
    job.enqueue(wanted.code, str(by.organisation.code))
    return asked


@transaction.atomic
def ask_for_counts(codes: Sequence[str], *, by: User) -> None:
    """Let the worker count several indicators one after the other."""
    _require(by, Right.READ_FIGURES)
    from waystation.evidence.jobs import count_indicators as job

    for code in codes:
        CountedTable.objects.update_or_create(
            organisation=by.organisation, indicator=indicator(code).code, defaults={"asked_at": now()}
        )
    job.enqueue(list(codes), str(by.organisation.code))


def count_indicator(code: str, organisation: Organisation) -> CountedTable:
    """Count and protect one indicator and keep the table for the staff page."""
    outcome = protection.protect_alone(figures.compute(code, organisation))
    counted, _new = CountedTable.objects.update_or_create(
        organisation=organisation,
        indicator=code,
        defaults={
            "asked_at": None,
            "counted_at": now(),
            "snapshot_sha256": outcome.figures.snapshot.sha256,
            "table": editions.table_as_dict(outcome.table) if outcome.table else None,
            "refusal": outcome.refusal,
        },
    )
    return counted


def note_export(code: str, kind: str, *, by: User) -> None:
    """Write down that a protected table left as a file. Audited as `figures.exported`."""
    audit.record("figures.exported", by=by, indicator=code, kind=kind)


def _require(by: User, right: Right) -> None:
    if not by.may(right):
        raise PermissionDenied


def _next_edition(release: Release) -> int:
    previous = editions.previous_edition(release)
    return previous.edition + 1 if previous else 1


@transaction.atomic
def _begin(code: UUID | str) -> Release:
    release = Release.objects.select_for_update().select_related("organisation").get(code=code)
    if release.state in {Release.State.DRAFT, Release.State.COMPUTING}:
        release.state, release.tables_done, release.failure = Release.State.COMPUTING, 0, ""
        release.save(update_fields=["state", "tables_done", "failure"])
    return release


def _snapshot_of(release: Release, facts: frozenset[str], at_hand: AtHand) -> snapshots.Snapshot:
    if release.snapshot_sha256:
        return snapshots.find(release.snapshot_sha256)
    if facts not in at_hand:
        at_hand[facts] = snapshots.take(facts, release.organisation)
    snapshot = at_hand[facts]
    release.snapshot_sha256, release.snapshot_taken_at = snapshot.sha256, snapshot.taken_at.replace(microsecond=0)
    release.save(update_fields=["snapshot_sha256", "snapshot_taken_at"])
    return snapshot


def _note_progress(release: Release, done: int, report: Report | None) -> None:
    release.tables_done = done
    release.save(update_fields=["tables_done"])
    if report is not None:
        report(done, release.tables_total)


@transaction.atomic
def _note_failure(release: Release, why: str) -> Release:
    release.state, release.failure, release.snapshot_sha256, release.snapshot_taken_at = (
        Release.State.DRAFT,
        why,
        "",
        None,
    )
    release.save(update_fields=["state", "failure", "snapshot_sha256", "snapshot_taken_at"])
    return release


@transaction.atomic
def _finish(release: Release, outcomes: Sequence[protection.Outcome]) -> Release:
    kept = Release.objects.select_for_update().select_related("organisation").get(pk=release.pk)
    if kept.state != Release.State.COMPUTING:
        return kept
    kept.draft_tables.all().delete()
    DraftTable.objects.bulk_create(_draft_table(kept, place, outcome) for place, outcome in enumerate(outcomes))
    tables = [outcome.table for outcome in outcomes if outcome.table]
    previous = editions.previous_edition(kept)
    found = changes.changes(editions.published(previous).tables if previous else (), tables)
    kept.what_changed = dict(changes.in_words(found, first=previous is None))
    kept.audit = _proofs(outcomes)
    kept.state = Release.State.READY
    kept.save(update_fields=["what_changed", "audit", "state"])
    return kept


def _draft_table(release: Release, place: int, outcome: protection.Outcome) -> DraftTable:
    return DraftTable(
        release=release,
        position=place,
        indicator=outcome.figures.indicator.code,
        table=editions.table_as_dict(outcome.table) if outcome.table else None,
        refusal=outcome.refusal,
        loss=dict(outcome.loss),
    )


def _proofs(outcomes: Sequence[protection.Outcome]) -> dict[str, object]:
    """Gather the audits: one whole proof for every group of tables protected together."""
    proofs = {outcome.figures.indicator.counted: dict(outcome.proof) for outcome in outcomes if outcome.proof}
    passed = all(outcome.table is not None and outcome.table.audit["passed"] for outcome in outcomes)
    return {"passed": passed, "proofs": proofs}


def _approvable(release: Release) -> tuple[published.PublishedTable, ...]:
    if release.state != Release.State.READY:
        raise ActionRefused(_("Only a finished draft can be approved."))
    drafts = list(release.draft_tables.all())
    refused = [draft for draft in drafts if draft.table is None or not draft.table["audit"].get("passed")]
    if refused or not drafts or not release.audit.get("passed"):
        why = refused[0].refusal if refused else _("It holds no table.")
        raise ActionRefused(_("This release cannot be approved: %(why)s") % {"why": why})
    return editions.draft_tables(release)
