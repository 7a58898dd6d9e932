"""Write one line for each thing done or read, in the same transaction as the thing itself, and chain the lines.

The chain of an organisation begins with its first line, or with the first `waystation verify`: what was written
before this version had chains is numbered then, in the order it stands in, and is proven from that moment on.
Writers of one organisation follow one another: on PostgreSQL by the lock on the head's row, on SQLite because every
transaction is IMMEDIATE. The lock is held until the surrounding transaction ends, so record last in a long one.
"""

import re
from collections.abc import Mapping
from typing import Any

from django.db import connection, models, transaction
from django.utils.timezone import now

from waystation.core.models import AuditEntry, AuditHead, Organisation, User
from waystation.core.trail import place
from waystation.core.trail.chain import START, Chain, TrailKey, Written
from waystation.core.trail.heads import End, HeadFile

CODE = re.compile(r"[A-Za-z0-9_.,:/+-]{0,200}")


class NotACode(ValueError):
    """Something that may be a name or a text was about to be written into the trail."""


class BrokenTrail(Exception):
    """The chain cannot be continued: its head is gone, or the key is another one."""


def record(action: str, *, by: User | None, on: models.Model | None = None, **codes: str | int | None) -> AuditEntry:
    """Record the action; `codes` may hold codes and counts, never names or texts.

    NotACode for anything else. BrokenTrail when the chain's head or key is gone: then the surrounding transaction
    fails too, for nothing may happen unseen.
    """
    entry = AuditEntry(
        organisation_id=_whose(by, on),
        at=now(),
        action=action,
        by=by,
        on_kind=on._meta.label_lower if on is not None else "",
        on_code=str(_code_of(on)) if on is not None else "",
        details=_only_codes(codes),
    )
    with transaction.atomic(savepoint=False):
        head = _locked_head(entry.organisation_id)
        _append(entry, head, Chain(place.trail_key(), head.chain))
    return entry


def opened(record_read: models.Model, *, by: User, **codes: str | int | None) -> None:
    """Write down who read a record, and by what permit if by one. Audited as `record.opened`."""
    record("record.opened", on=record_read, by=by, **codes)


@transaction.atomic
def begin_chain(organisation: Organisation) -> AuditHead:
    """Return the head of the organisation's chain, begun where there was none."""
    return _locked_head(organisation.pk)


def _append(entry: AuditEntry, head: AuditHead, chain: Chain) -> None:
    entry.number, entry.before = head.count + 1, head.mac or START
    entry.mac = chain.mac(entry.number, entry.before, written(entry))
    entry.save(force_insert=True)
    _move(head, chain, End(entry.number, entry.mac))


def written(entry: AuditEntry) -> Written:
    """Return what the entry says, as the chain covers it."""
    return Written(entry.at, entry.action, entry.by_id, entry.on_kind, entry.on_code, entry.details)


def _move(head: AuditHead, chain: Chain, end: End) -> None:
    head.count, head.mac, head.seal = end.count, end.mac, chain.seal(end.count, end.mac)
    head.save(update_fields=["count", "mac", "seal"])
    file = HeadFile(place.folder(), head.chain)
    transaction.on_commit(lambda: file.note(end), robust=True)


def _locked_head(organisation: int) -> AuditHead:
    key = place.trail_key()
    head = AuditHead.objects.select_for_update().filter(organisation=organisation).first()
    if head is None:
        head = _begin(organisation, key)
    if head.key_id != key.id:
        raise BrokenTrail(
            f"The audit trail was written with key {head.key_id}, but key {key.id} is here. "
            f"Put the file {place.folder().name}/trail.key back from the backup."
        )
    return head


def _begin(organisation: int, key: TrailKey) -> AuditHead:
    """Begin the chain: the first of several writers does, the others wait and find it begun."""
    AuditHead.objects.bulk_create([AuditHead(organisation_id=organisation, key_id=key.id)], ignore_conflicts=True)
    head = AuditHead.objects.select_for_update().get(organisation=organisation)
    if head.count == 0 and AuditEntry.objects.filter(organisation=organisation, number__isnull=False).exists():
        raise BrokenTrail("The head of the audit trail is gone from the database. Restore the backup.")
    if head.count == 0 and head.key_id == key.id:
        _adopt(head, Chain(key, head.chain))
    return head


def _adopt(head: AuditHead, chain: Chain) -> None:
    """Number and chain what was written before there was a chain."""
    older = AuditEntry.objects.filter(organisation=head.organisation_id, number=None).order_by("pk")
    count, mac = 0, START
    links: list[tuple[int, str, str, int]] = []
    for entry in older.iterator(2000):
        count, before = count + 1, mac
        mac = chain.mac(count, before, written(entry))
        links.append((count, before, mac, entry.pk))
    if links:
        table = AuditEntry._meta.db_table
        with connection.cursor() as cursor:
            cursor.executemany(f"UPDATE {table} SET number = %s, before = %s, mac = %s WHERE id = %s", links)  # noqa: S608
        _move(head, chain, End(count, mac))


def _whose(by: User | None, on: models.Model | None) -> int:
    """Return whose trail it is: the record's organisation, else the person's, else the installation's first."""
    if isinstance(on, Organisation):
        return on.pk
    of_record: int | None = getattr(on, "organisation_id", None)
    if of_record is not None or by is not None:
        return of_record if of_record is not None else by.organisation_id  # type: ignore[union-attr]
    return Organisation.objects.order_by("pk").values_list("pk", flat=True)[:1].get()


def _only_codes(codes: Mapping[str, str | int | None]) -> dict[str, str | int | None]:
    for name, code in codes.items():
        if not (code is None or isinstance(code, int) or (isinstance(code, str) and CODE.fullmatch(code))):
            raise NotACode(f"The detail {name} is no code. Write a code or a count into the trail, never a text.")
    return {name: str(code) if isinstance(code, str) else code for name, code in codes.items()}


def _code_of(thing: Any) -> object:
    return getattr(thing, "code", thing.pk)
