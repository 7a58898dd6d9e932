"""What people ask of an import: each one transaction and one audit line; the long work goes to the worker."""

import uuid
from collections.abc import Iterable
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from waystation.core import audit
from waystation.core.errors import ActionRefused
from waystation.core.importing import files, jobs
from waystation.core.importing.reading import Reading
from waystation.core.importing.sniffing import kind_of
from waystation.core.importing.unlocking import can_give_keys, give_keys, waits_for_keys
from waystation.core.models import ImportMapping, ImportRun, Organisation, User
from waystation.core.retention.actions import shredding
from waystation.core.sealing.records import seal_text
from waystation.core.sealing.staff import keyring

State = ImportRun.State


def receive(
    parts: Iterable[bytes], *, name: str, organisation: Organisation, by: User | None, target: str = ""
) -> ImportRun:
    """Take a file in. CannotRead when it is too large or no table; nothing is kept of it then.

    Audited as `import.received`.
    """
    code = uuid.uuid4()
    files.sweep({str(each) for each in ImportRun.objects.unfinished().values_list("code", flat=True)})
    try:
        mark, size = files.keep(code, parts)
        with files.opened(code) as path:
            kind = kind_of(path)
        with transaction.atomic():
            run = ImportRun(
                code=code,
                organisation=organisation,
                by=by,
                target=target,
                file_kind=kind,
                file_mark=mark,
                file_bytes=size,
            )
            _name_file(run, name)
            run.save()
            audit.record("import.received", on=run, by=by, bytes=size)
    except BaseException:
        files.forget(code)
        raise
    return run


def replace_file(run: ImportRun, parts: Iterable[bytes], *, name: str, by: User) -> ImportRun:
    """Put a corrected file in the place of the one that failed; the columns stay named as they were.

    Refused once rows have been written. Audited as `import.file_replaced`.
    """
    corrected = uuid.uuid4()
    try:
        mark, size = files.keep(run.code, parts, lying_at=corrected)
        with files.opened(run.code, lying_at=corrected) as path:
            kind = kind_of(path)
        with transaction.atomic():
            run = _in_state(run, *ImportRun.WAITING)
            run.file_mark, run.file_bytes, run.file_kind = mark, size, kind
            run.refused_because = ""
            _name_file(run, name)
            _back_to(run, State.UPLOADED)
            files.path_of(corrected).replace(files.folder() / str(run.code))
            audit.record("import.file_replaced", on=run, by=by, bytes=size)
    finally:
        files.forget(corrected)
    return run


@transaction.atomic
def set_reading(run: ImportRun, reading: Reading, *, by: User | None, profile: str = "") -> ImportRun:
    """Say what the columns answer. Refused once rows have been written. Audited as `import.columns_named`."""
    run = _in_state(run, *ImportRun.WAITING)
    run.reading, run.target, run.profile = reading.as_json(), reading.target, profile
    run.refused_because = ""
    _back_to(run, State.UPLOADED)
    audit.record("import.columns_named", on=run, by=by, target=reading.target)
    return run


@transaction.atomic
def ask_check(run: ImportRun, *, by: User | None, work_here: bool = False) -> ImportRun:
    """Have the file checked: a dry run that writes nothing. Audited as `import.check_asked`."""
    run = _in_state(run, *ImportRun.WAITING)
    run.refused_because = ""
    _back_to(run, State.CHECKING)
    audit.record("import.check_asked", on=run, by=by)
    if not work_here:
        give_keys(run)
        jobs.check_import.enqueue(str(run.code))
    return run


@transaction.atomic
def confirm(run: ImportRun, *, by: User | None, skip_rejected: bool = False, work_here: bool = False) -> ImportRun:
    """Have the checked rows written, all in one transaction.

    Refused while rows fail and nobody said to leave them out, and when nothing is left to write.
    Audited as `import.confirmed`.
    """
    run = _in_state(run, State.CHECKED)
    if run.rejected and not skip_rejected:
        raise ActionRefused(_("Some rows fail. Correct the file, or say that the failing rows are to be left out."))
    if not run.accepted:
        raise ActionRefused(_("The file holds no row that is not here already. There is nothing to write."))
    run.state, run.skip_rejected = State.WRITING, skip_rejected
    run.save()
    audit.record("import.confirmed", on=run, by=by, rows=run.accepted, left_out=run.rejected)
    if not work_here:
        give_keys(run)
        jobs.write_import.enqueue(str(run.code))
    return run


@transaction.atomic
def ask_undo(run: ImportRun, *, by: User | None, work_here: bool = False) -> ImportRun:
    """Have everything taken back that the import wrote. Audited as `import.undo_asked`."""
    run = _in_state(run, State.DONE)
    run.state, run.stopped_because = State.UNDOING, ""
    run.save()
    audit.record("import.undo_asked", on=run, by=by)
    if not work_here:
        jobs.undo_import.enqueue(str(run.code), str(by.code) if by else None)
    return run


@transaction.atomic
def go_on(run: ImportRun, *, by: User) -> ImportRun:
    """Hand a step that stopped to the worker again; it starts from its beginning. Audited as `import.continued`."""
    run = _in_state(run, State.CHECKING, State.WRITING, State.UNDOING)
    audit.record("import.continued", on=run, by=by, state=run.state)
    if run.state == State.UNDOING:
        jobs.undo_import.enqueue(str(run.code), str(by.code))
    else:
        give_keys(run)
        job = jobs.check_import if run.state == State.CHECKING else jobs.write_import
        job.enqueue(str(run.code))
    return run


@transaction.atomic
def carry_on(run: ImportRun) -> None:
    """Give the keys again, and the step to the worker, where the worker that had them has ended."""
    if waits_for_keys(run) and can_give_keys(run):
        give_keys(run)
        job = jobs.check_import if run.state == State.CHECKING else jobs.write_import
        job.enqueue(str(run.code))


def discard(run: ImportRun, *, by: User | None) -> None:
    """Give a file up before anything of it was written; nothing of it is kept. Audited as `import.discarded`."""
    with transaction.atomic():
        run = _in_state(run, *ImportRun.WAITING)
        audit.record("import.discarded", on=run, by=by)
        shredding.doom(shredding.slots_of([run]))
        run.delete()
    files.forget(run.code)


@transaction.atomic
def save_mapping(reading: Reading, *, name: str, organisation: Organisation, by: User | None) -> ImportMapping:
    """Keep how a kind of file is read; an older mapping of that name is replaced. Audited as `import.mapping_saved`."""
    mapping, _new = ImportMapping.objects.update_or_create(
        organisation=organisation, name=name, defaults={"reading": reading.as_json(), "by": by}
    )
    audit.record("import.mapping_saved", by=by, on=mapping, target=reading.target)
    return mapping


def _name_file(run: ImportRun, name: str) -> None:
    """Seal the name of the file: people name files after people."""
    seal_text(run, "file_name", Path(name).name[:120], keyring())


def _in_state(run: ImportRun, *states: State) -> ImportRun:
    """Lock the run; ActionRefused when somebody has moved it on meanwhile."""
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.state not in states:
        raise ActionRefused(
            _("This import is now in the state “%(state)s”. Open it again to see what can be done.")
            % {"state": run.get_state_display()}
        )
    return run


def _back_to(run: ImportRun, state: State) -> None:
    run.state, run.stopped_because = state, ""
    run.rows = run.accepted = run.rejected = run.already_there = run.problems_total = 0
    run.save()
    run.problems.all().delete()


@transaction.atomic
def first_organisation() -> Organisation:
    """Return the organisation of a fresh installation, made when the first file comes before the first colleague.

    Audited as `organisation.created`.
    """
    organisation = Organisation.objects.first()
    if organisation is None:
        organisation = Organisation.objects.create(name=_("Our organisation"))
        audit.record("organisation.created", by=None, on=organisation)
    return organisation
