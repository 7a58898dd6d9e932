"""Counts a release again from its snapshot and audits it again: it must say the same, to the last bit."""

from dataclasses import dataclass

from waystation.evidence import editions, figures, protection, published, snapshots
from waystation.evidence.indicator import Indicator, UnknownIndicator, indicator
from waystation.evidence.models import Release
from waystation.evidence.published import PublishedRelease
from waystation.evidence.sets import release_set


@dataclass(frozen=True)
class Verdict:
    """What checking a release found; no problems means every number was found again."""

    release: Release
    tables: int
    cells: int
    problems: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return not self.problems

    def as_dict(self) -> dict[str, object]:
        return {
            "release": str(self.release.code),
            "set": self.release.set_code,
            "edition": self.release.edition,
            "digest": self.release.digest,
            "snapshot": self.release.snapshot_sha256,
            "tables": self.tables,
            "cells": self.cells,
            "passed": self.passed,
            "problems": list(self.problems),
        }


def verify(release: Release) -> Verdict:
    """Check the digest, the snapshot, every number and every audit of a frozen release."""
    if published.digest(release.payload) != release.digest:
        return Verdict(release, 0, 0, ("The stored text is not the one its digest names.",))
    whole = editions.published(release)
    try:
        problems = tuple(_count_again(release, whole))
    except (snapshots.MissingSnapshot, UnknownIndicator) as missing:
        problems = (str(missing),)
    return Verdict(release, len(whole.tables), sum(len(table.cells) for table in whole.tables), problems)


def _count_again(release: Release, whole: PublishedRelease) -> list[str]:
    snapshot = snapshots.find(release.snapshot_sha256)
    snapshots.check(snapshot)
    wanted = [indicator(table.indicator) for table in whole.tables]
    changed = _changed_definitions(wanted, whole)
    if changed:
        return changed
    years = release_set(release.set_code).years
    outcomes = protection.protect_together([figures.count(each, snapshot, years) for each in wanted])
    return [
        problem for outcome, table in zip(outcomes, whole.tables, strict=True) for problem in _compare(outcome, table)
    ]


def _changed_definitions(wanted: list[Indicator], whole: PublishedRelease) -> list[str]:
    return [
        f"{now.code} was counted by version {then.version}, here is version {now.version}: use the older program."
        for now, then in zip(wanted, whole.tables, strict=True)
        if now.version != then.version
    ]


def _compare(outcome: protection.Outcome, table: published.PublishedTable) -> list[str]:
    if outcome.table is None:
        return [f"{table.indicator} can no longer be protected: {outcome.refusal}"]
    if not outcome.table.audit["passed"]:
        return [f"The audit of {table.indicator} no longer passes."]
    if published.canonical(outcome.table.cells) != published.canonical(table.cells):
        return [f"{table.indicator} counted again gives other numbers."]
    return []
