"""Puts a release together: the tables of a finished draft with everything that makes them checkable."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext

from waystation import vocab
from waystation.evidence.models import Release
from waystation.evidence.published import PublishedRelease, PublishedTable, Words, load, read_table
from waystation.evidence.sets import ReleaseSet, release_set


def previous_edition(release: Release) -> Release | None:
    """Return the newest approved or withdrawn release of the same set, this one aside."""
    same = Release.objects.filter(
        organisation=release.organisation_id, set_code=release.set_code, state__in=Release.FROZEN
    )
    return same.exclude(pk=release.pk).order_by("-edition").first()


def draft_tables(release: Release) -> tuple[PublishedTable, ...]:
    """Return the protected tables of a finished draft; refused ones are not among them."""
    return tuple(read_table(draft.table) for draft in release.draft_tables.all() if draft.table is not None)


def compose(
    release: Release, tables: Sequence[PublishedTable], *, approved_by: str, approved_at: datetime
) -> PublishedRelease:
    """Return the release as it will be published; the approver is named by role, for no name leaves the office."""
    chosen = release_set(release.set_code)
    ours = chosen.series == "organisation"
    return PublishedRelease(
        release_id=str(release.code),
        set_code=release.set_code,
        series=chosen.series,
        edition=release.edition,
        names=chosen.names,
        period=_period(tables),
        invented=ours and release.organisation.invented,
        organisation=release.organisation.name,
        snapshot_sha256=release.snapshot_sha256,
        snapshot_taken_at=_moment(release.snapshot_taken_at),
        approved_by=approved_by,
        approved_at=_moment(approved_at),
        what_changed=release.what_changed,
        sources=_sources(release, chosen, tables),
        tables=tuple(tables),
    )


def published(release: Release) -> PublishedRelease:
    """Read a frozen release."""
    return load(release.payload)


def as_published(release: Release) -> PublishedRelease:
    """Return a frozen release as it is, or a draft as it would be published, without approver and time."""
    if release.state in Release.FROZEN:
        return published(release)
    return compose(release, draft_tables(release), approved_by="", approved_at=release.drafted_at)


def table_as_dict(table: PublishedTable) -> dict[str, Any]:
    """Return the table as plain data, ready to be stored."""
    return asdict(table)


def in_every_language(say: Any, **values: object) -> Words:
    """Return the sentence `say()` in every language of the interface."""
    words = {}
    for language in vocab.LANGUAGES:
        with translation.override(language):
            words[language] = say() % values
    return words


def _sources(release: Release, chosen: ReleaseSet, tables: Iterable[PublishedTable]) -> tuple[Words, ...]:
    if chosen.sources:
        return chosen.sources
    if chosen.series == "published":
        titles = sorted({cell.source for table in tables for cell in table.cells if cell.source})
        return tuple(dict.fromkeys(vocab.LANGUAGES, title) for title in titles)
    return (in_every_language(lambda: gettext("Records of %(organisation)s"), organisation=release.organisation.name),)


def _period(tables: Iterable[PublishedTable]) -> str:
    years = [year for table in tables for year in table.period.split("–") if year]
    if not years:
        return ""
    return min(years) if min(years) == max(years) else f"{min(years)}–{max(years)}"


def _moment(moment: datetime | None) -> str:
    return moment.isoformat(timespec="seconds") if moment else ""
