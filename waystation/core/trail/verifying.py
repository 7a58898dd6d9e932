"""Proves the trail: finds every entry that was changed, moved, added or removed, and says which.

Nothing is locked while it reads: the head file is read first, then the head, then the entries up to it, so that
entries written meanwhile are simply newer than what was asked.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, cast
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from waystation.core.models import AuditEntry, AuditHead, Organisation
from waystation.core.trail import place
from waystation.core.trail.chain import START, Chain, TrailKey, Written
from waystation.core.trail.heads import DamagedHead, End, HeadFile, chains_in

TRIGGERS = {"audit_entry_unchanged", "audit_entry_undeleted"}
Row = tuple[int, str, str, Written | None]
SAYS = ("at", "action", "by_id", "on_kind", "on_code", "details")
LISTED = 1000
CHUNK = 5000


class Flaw(StrEnum):
    CHANGED = "changed"
    UNLINKED = "unlinked"
    MISSING = "missing"
    CUT_OFF = "cut_off"
    ADDED = "added"
    HEAD_CHANGED = "head_changed"
    HEAD_GONE = "head_gone"
    HEAD_FILE = "head_file"
    CHAIN_GONE = "chain_gone"
    OTHER_KEY = "other_key"
    UNGUARDED = "unguarded"


SAID = {
    Flaw.CHANGED: "was changed, or moved here from another number, since it was written",
    Flaw.UNLINKED: "does not follow the entry before it: one of the two was put in another's place",
    Flaw.MISSING: "is missing",
    Flaw.CUT_OFF: "is missing from the end: the newest entries were cut off, or an older copy was restored",
    Flaw.ADDED: "was added past the chain",
    Flaw.HEAD_CHANGED: "The head of the chain was changed",
    Flaw.HEAD_GONE: "The head of the chain is gone from the database",
    Flaw.HEAD_FILE: "The file of the chain's end does not agree with the entries, or is damaged",
    Flaw.CHAIN_GONE: "A whole chain is known to the file of its end but not to the database",
    Flaw.OTHER_KEY: "The chain was written with another key: put the key file back from the backup",
    Flaw.UNGUARDED: "The database no longer refuses to change entries: its triggers are gone",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong: with the entry at `number`, or with the chain as a whole."""

    flaw: Flaw
    number: int | None = None
    until: int | None = None
    row: int | None = None

    def __str__(self) -> str:
        if self.number is None and self.row is None:
            return f"{SAID[self.flaw]}."
        if self.until is not None and self.until != self.number:
            return f"Entries {self.number} to {self.until}: each {SAID[self.flaw]}."
        named = f"Entry {self.number}" if self.number is not None else f"The entry in row {self.row}"
        return f"{named} {SAID[self.flaw]}."

    def as_json(self) -> dict[str, object]:
        return {
            "flaw": self.flaw,
            "number": self.number,
            "until": self.until,
            "row": self.row,
            "says": str(self),
        }


@dataclass
class Proof:
    """What was found about one organisation's chain; `findings` lists the first thousand of `flaws`."""

    organisation: UUID | None
    entries: int = 0
    flaws: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return self.flaws == 0

    def add(self, flaw: Flaw, number: int | None = None, **where: int | None) -> None:
        self.flaws += 1
        if len(self.findings) < LISTED:
            self.findings.append(Finding(flaw, number, **where))

    def as_json(self) -> dict[str, object]:
        return {
            "organisation": str(self.organisation) if self.organisation else None,
            "entries": self.entries,
            "sound": self.sound,
            "flaws": self.flaws,
            "findings": [finding.as_json() for finding in self.findings],
        }


Watch = Callable[[int], None]


def verify(begin: Callable[[Organisation], object], watch: Watch = lambda _number: None) -> list[Proof]:
    """Return a proof for each organisation, and one for the installation where something concerns no single one.

    A chain that has not begun, on an installation older than chains, begins here through `begin`.
    """
    key = place.trail_key()
    proofs = [_of_organisation(organisation, key, begin, watch) for organisation in Organisation.objects.order_by("pk")]
    house = Proof(None)
    if not guarded():
        house.add(Flaw.UNGUARDED)
    known = set(AuditHead.objects.values_list("chain", flat=True))
    for _chain in sorted(chains_in(place.folder()) - known):
        house.add(Flaw.CHAIN_GONE)
    return proofs if house.sound else [*proofs, house]


def guarded() -> bool:
    """Say whether the triggers that keep the entries are there."""
    catalogue = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'",
    }
    with connection.cursor() as cursor:
        cursor.execute(catalogue[connection.vendor])
        return {row[0] for row in cursor.fetchall()} >= TRIGGERS


def _of_organisation(
    organisation: Organisation, key: TrailKey, begin: Callable[[Organisation], object], watch: Watch
) -> Proof:
    proof = Proof(organisation.code)
    entries = AuditEntry.objects.filter(organisation=organisation)
    if not AuditHead.objects.filter(organisation=organisation).exists():
        if entries.filter(number__isnull=False).exists():
            proof.add(Flaw.HEAD_GONE)
            return proof
        begin(organisation)
    ends = _ends(AuditHead.objects.get(organisation=organisation).chain, proof)
    head = AuditHead.objects.get(organisation=organisation)
    if head.key_id != key.id:
        proof.add(Flaw.OTHER_KEY)
        return proof
    _Walk(proof, Chain(key, head.chain), head, ends, watch).along(_rows(organisation.pk, head.count))
    _past_the_chain(organisation.pk, proof)
    return proof


class _Walk:
    """One walk along a chain, from its first entry to its head."""

    def __init__(self, proof: Proof, chain: Chain, head: AuditHead, ends: list[End], watch: Watch) -> None:
        self.proof, self.chain, self.head, self.watch = proof, chain, head, watch
        self.ends = {end.count: end.mac for end in ends}
        self.number, self.mac, self.known = 0, START, True

    def along(self, rows: Iterator[Row]) -> None:
        for number, before, mac, written in rows:
            self._step(number, before, mac, written)
        self._close()

    def _step(self, number: int, before: str, mac: str, written: Written | None) -> None:
        self.proof.entries += 1
        if number != self.number + 1:
            self.proof.add(Flaw.MISSING, self.number + 1, until=number - 1)
            self.known = False
        good = written is not None and self.chain.mac(number, before, written) == mac
        if not good:
            self.proof.add(Flaw.CHANGED, number)
        elif self.known and before != self.mac:
            self.proof.add(Flaw.UNLINKED, number)
        elif self.ends.get(number, mac) != mac:
            self.proof.add(Flaw.HEAD_FILE, number)
        self.number, self.mac, self.known = number, mac, good
        if number % CHUNK == 0:
            self.watch(number)

    def _close(self) -> None:
        """Compare the last entry with the head, and both with the file beside the database."""
        last = max([self.head.count, *self.ends])
        if self.number < last:
            self.proof.add(Flaw.CUT_OFF, self.number + 1, until=last)
        if self.head.count and not self._head_stands():
            self.proof.add(Flaw.HEAD_CHANGED)

    def _head_stands(self) -> bool:
        """Say whether the head is sealed, and ends with the last entry where that one is known."""
        ends_there = not self.known or self.number != self.head.count or self.mac == self.head.mac
        return ends_there and self.chain.seal(self.head.count, self.head.mac) == self.head.seal


def _ends(chain: UUID, proof: Proof) -> list[End]:
    try:
        return list(HeadFile(place.folder(), chain).ends())
    except DamagedHead:
        proof.add(Flaw.HEAD_FILE)
        return []


def _rows(organisation: int, last: int) -> Iterator[Row]:
    """Yield the entries up to the last in their order; one whose bytes cannot be read says nothing."""
    entries = AuditEntry.objects.filter(organisation=organisation, number__lte=last).order_by("number")
    after = 0
    links = entries.values_list("number", "before", "mac")
    while chunk := cast("list[tuple[int, str, str]]", list(links.filter(number__gt=after)[:CHUNK])):
        last_number = chunk[-1][0]
        these = entries.filter(number__gt=after, number__lte=last_number)
        try:
            said = [_readable(each) for each in these.values_list(*SAYS)]
        except ValueError:
            said = [_said(these, number) for number, _before, _mac in chunk]
        yield from ((*link, written) for link, written in zip(chunk, said, strict=True))
        after = last_number


def _said(entries: QuerySet[AuditEntry], number: int) -> Written | None:
    try:
        return _readable(entries.values_list(*SAYS).get(number=number))
    except ValueError:
        return None


def _readable(said: tuple[Any, ...]) -> Written | None:
    """Return what the entry says; None when its bytes are no time or no details any more."""
    whole = isinstance(said[0], datetime) and isinstance(said[-1], dict)
    return Written(*said) if whole else None


def _past_the_chain(organisation: int, proof: Proof) -> None:
    """Find entries without a number, and entries beyond the head as it stands after them."""
    entries, heads = AuditEntry.objects.filter(organisation=organisation), AuditHead.objects
    before = heads.get(organisation=organisation).count
    beyond = list(entries.filter(number__gt=before).values_list("pk", "number"))
    head = heads.get(organisation=organisation).count
    rows = [row for row, number in beyond if not isinstance(number, int) or number > head]
    for row in [*rows, *entries.filter(number=None).values_list("pk", flat=True)]:
        proof.add(Flaw.ADDED, row=row)
