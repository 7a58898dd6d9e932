"""What the pages of releases are given: the state in words, the tables, and what may be done next."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from waystation.core.models import User
from waystation.core.rights import Right
from waystation.evidence import changes, editions, tabulating
from waystation.evidence.models import Release
from waystation.evidence.published import Cell, PublishedTable
from waystation.evidence.sets import release_sets
from waystation.ui.tables import Column, Row, Table, Tag, TagKind

KINDS: Mapping[str, TagKind] = {
    "draft": "neutral",
    "computing": "info",
    "ready": "warning",
    "approved": "done",
    "withdrawn": "danger",
}
CHANGES_SHOWN = 50


def title(release: Release) -> str:
    """Name the release by its set and edition."""
    chosen = release_sets().get(release.set_code)
    name = tabulating.in_language(chosen.names) if chosen else release.set_code
    return _("%(name)s, edition %(edition)d") % {"name": name, "edition": release.edition}


def state_tag(release: Release) -> Tag:
    """Say the state in a word."""
    if release.refused:
        return Tag(_("Cannot be published"), "danger")
    return Tag(release.get_state_display(), KINDS[release.state])


def list_of_releases(page: Iterable[Release]) -> Table:
    """Return the table of releases."""
    columns = [Column(_("Release")), Column(_("State")), Column(_("Drafted"), "date"), Column(_("Approved"), "date")]
    rows = [
        Row(
            [title(release), state_tag(release), release.drafted_at, release.approved_at or "–"],
            release.get_absolute_url(),
        )
        for release in page
    ]
    return Table(_("Releases"), columns, rows, caption_hidden=True)


def busy(release: Release) -> bool:
    """Say whether the worker is counting it, or will."""
    return release.state == Release.State.COMPUTING or (release.state == Release.State.DRAFT and not release.failure)


def may_see_tables(release: Release, user: User) -> bool:
    """Say whether the user may look into the tables: drafts are for those who draft or approve."""
    if release.state in Release.FROZEN:
        return True
    return user.may(Right.DRAFT_RELEASE) or user.may(Right.APPROVE_RELEASE)


def refuse_unseen(release: Release, user: User) -> None:
    """Answer 404 for the tables of a draft the user may not see."""
    if not may_see_tables(release, user):
        raise Http404


def of_release(release: Release, user: User) -> dict[str, Any]:
    """Return what the page of a release is given."""
    seen = may_see_tables(release, user)
    whole = editions.as_published(release) if seen and release.state not in {"draft", "computing"} else None
    tables = whole.tables if whole else ()
    return {
        "release": release,
        "title": title(release),
        "tag": state_tag(release),
        "facts": _facts(release),
        "busy": busy(release),
        "sheets": [_sheet(release, table) for table in tables],
        "refusals": _refusals(release) if seen else [],
        "what_changed": tabulating.in_language(release.what_changed),
        "changes": _changes(release, tables) if release.state == Release.State.READY and seen else None,
        "may_approve": release.state == Release.State.READY and not release.refused and user.may(Right.APPROVE_RELEASE),
        "may_discard": release.state in Release.OPEN and user.may(Right.DRAFT_RELEASE),
        "may_withdraw": release.state == Release.State.APPROVED and user.may(Right.APPROVE_RELEASE),
        "consequence": _consequence(release),
    }


def _facts(release: Release) -> list[tuple[str, object]]:
    receipt = getattr(release, "receipt", None)
    facts: list[tuple[str, object]] = [
        (_("Drafted by"), release.drafted_by.display_name),
        (_("Drafted"), release.drafted_at),
    ]
    if release.snapshot_taken_at:
        facts += [(_("Facts as of"), release.snapshot_taken_at), (_("Snapshot"), release.snapshot_sha256)]
    if release.approver and release.approved_at:
        facts += [(_("Approved by"), release.approver.display_name), (_("Approved"), release.approved_at)]
        facts += [(_("Digest"), release.digest)]
        facts += [(_("On the public door"), receipt.shown_at if receipt else _("not confirmed yet"))]
    if release.withdrawn_at:
        facts += [(_("Withdrawn"), release.withdrawn_at), (_("Why"), release.withdrawn_why)]
    return facts


def _sheet(release: Release, table: PublishedTable) -> dict[str, Any]:
    address = [
        (kind.upper(), reverse("evidence:release_file", args=[release.code, table.indicator, kind]))
        for kind in ("csv", "xlsx")
    ]
    draft = next((each for each in release.draft_tables.all() if each.indicator == table.indicator), None)
    return {**tabulating.sheet(table, address), "loss": _loss(draft.loss) if draft else ""}


def _loss(loss: Mapping[str, int]) -> str:
    if not loss or loss["cells"] == loss["shown"]:
        return ""
    return _(
        "For your eyes only: %(sensitive)d withheld because too few people stand behind them, "
        "%(complementary)d more so that those cannot be worked out."
    ) % {"sensitive": loss["sensitive"], "complementary": loss["complementary"]}


def _refusals(release: Release) -> list[tuple[str, str]]:
    return [(draft.indicator, _(draft.refusal)) for draft in release.draft_tables.all() if draft.refusal]


def _changes(release: Release, tables: Sequence[PublishedTable]) -> Table | None:
    previous = editions.previous_edition(release)
    found = changes.changes(editions.published(previous).tables, tables) if previous else []
    if not found:
        return None
    columns = [Column(_("Where")), Column(_("Edition before"), "number"), Column(_("This draft"), "number")]
    named = {table.indicator: table for table in tables}
    rows = [
        Row([_where(change, named), _number(change.before), _number(change.now)]) for change in found[:CHANGES_SHOWN]
    ]
    return Table(_("What this edition changes"), columns, rows)


def _where(change: changes.Change, named: Mapping[str, PublishedTable]) -> str:
    table = named.get(change.indicator)
    if table is None:
        return f"{change.indicator}: {', '.join(change.at.values())}"
    places = [tabulating.label(dimension, change.at[dimension.code]) for dimension in table.dimensions]
    return f"{tabulating.in_language(table.names)}: {', '.join(places)}"


def _number(cell: Cell | None) -> str:
    return "–" if cell is None else tabulating.said(cell)


def _consequence(release: Release) -> str:
    return _(
        "%(title)s will be frozen under your name and sent to the public door, where everybody can read and copy it. "
        "It can be withdrawn later, but what others have copied stays."
    ) % {"title": title(release)}
