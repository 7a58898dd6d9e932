"""What the pages of retention show: tables of codes and counts, and what will be gone."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waystation.core.models import User
from waystation.core.retention import access, schedule
from waystation.core.retention.kinds import kinds
from waystation.core.retention.leftovers import leftovers
from waystation.core.retention.models import Erasure, LegalHold, Purge, RuleChange
from waystation.core.rights import Right
from waystation.core.sealing.records import shown_text
from waystation.core.sealing.vaults import Keyring
from waystation.ui.tables import Column, Row, Table, Tag, TagKind

PURGES: Mapping[str, TagKind] = {"proposed": "warning", "running": "info", "done": "done"}
ERASURES: Mapping[str, TagKind] = {"asked": "warning", "done": "done"}
SHOWN = 50


def overview(user: User, ring: Keyring) -> dict[str, Any]:
    """Return the whole page of retention."""
    return {
        "rules": _rules(user),
        "open": Purge.objects.visible_to(user).open().first(),
        "purges": _purges(user),
        "holds": LegalHold.objects.visible_to(user).in_force().exists(),
        "held": [(each, _held(each, ring)) for each in LegalHold.objects.visible_to(user).in_force()[:SHOWN]],
        "erasures": _erasures(user) if user.may(Right.ERASE_PERSON) else None,
    }


def _rules(user: User) -> Table:
    columns = [Column(_("What")), Column(_("The clock starts")), Column(_("Kept for"), "number"), Column(_("Why"))]
    rows = [
        Row(
            [
                str(each.kind),
                each.kind.said(each.kind.clock),
                months(each.keep_months),
                each.kind.said(each.kind.basis),
            ],
            reverse("retention:rule", args=[each.kind.code]),
        )
        for each in schedule.rules(user.organisation)
    ]
    return Table(_("How long each kind is kept"), columns, rows)


def months(count: int) -> str:
    """Say a number of months as years where it is whole ones."""
    if count % 12 == 0:
        return ngettext("%(count)d year", "%(count)d years", count // 12) % {"count": count // 12}
    return ngettext("%(count)d month", "%(count)d months", count) % {"count": count}


def history(user: User, rule: schedule.Rule) -> Table:
    """Return when the rule was changed, and by whom."""
    changes = RuleChange.objects.visible_to(user).filter(kind=rule.kind.code).select_related("changed_by")
    columns = [Column(_("Changed"), "date"), Column(_("Kept for")), Column(_("By"))]
    rows = [
        Row([localdate(each.changed_at), months(each.keep_months), each.changed_by.display_name]) for each in changes
    ]
    return Table(_("Changes of this rule"), columns, rows)


def counted(counts: Mapping[str, int], caption: str) -> Table:
    """Return one line for each kind of record, or of leftover."""
    named = {each.code: str(each) for each in leftovers()} | {code: str(kind) for code, kind in kinds().items()}
    rows = [Row([named.get(code, code), count]) for code, count in counts.items()]
    return Table(caption, [Column(_("What")), Column(_("Records"), "number")], rows)


def purge(found: Purge, user: User) -> dict[str, Any]:
    """Return the page of one purge: what is due, who settles it, what was done."""
    columns = [Column(_("What")), Column(_("Clock started before")), Column(_("Due"), "number")]
    columns += [Column(_("Held"), "number"), Column(_("Destroyed"), "number")]
    codes = list(dict.fromkeys([*found.due, *found.held]))
    rows = [Row([str(kinds().get(code, code)), found.before.get(code, ""), *_numbers(found, code)]) for code in codes]
    return {
        "purge": found,
        "table": Table(_("What the schedule says has to go"), columns, rows, caption_hidden=True),
        "may_approve": found.state == Purge.State.PROPOSED and found.proposed_by_id != user.pk,
        "is_own": found.state == Purge.State.PROPOSED and found.proposed_by_id == user.pk,
        "facts": [
            (_("State"), Tag(found.get_state_display(), PURGES.get(found.state, "neutral"))),
            (_("Proposed"), found.proposed_at),
            (_("By"), found.proposed_by.display_name if found.proposed_by else _("The computer itself")),
            (_("Settled"), found.settled_at),
            (_("By"), found.settled_by.display_name if found.settled_by else None),
            (_("Done"), found.finished_at),
            (_("Keys destroyed"), found.shards_destroyed),
        ],
        "copies": copies(found.copies),
    }


def _numbers(found: Purge, code: str) -> tuple[int, int, int]:
    return found.due.get(code, 0), found.held.get(code, 0), found.emptied.get(code, 0)


def consequences(person: UUID, user: User) -> dict[str, Any]:
    """Return what will be gone with the person, and what stands against it."""
    beside = {each.code: each.count(person, user.organisation_id) for each in leftovers()}
    counts = {**access.sealed_of(person), **{code: count for code, count in beside.items() if count}}
    return {
        "table": counted(counts, _("What will be gone")),
        "held": access.holds_on(person, user.organisation),
        "waits": Erasure.objects.filter(person_code=person).waiting().first(),
    }


def erasure(found: Erasure, user: User) -> dict[str, Any]:
    """Return the page of one erasure: what will go or went, who asked, who agreed, which backups were reached."""
    waits = found.state == Erasure.State.ASKED
    counts = consequences(found.person_code, user)["table"] if waits else counted(found.emptied, _("What is gone"))
    return {
        "erasure": found,
        "table": counts,
        "waits": waits,
        "may_agree": waits and found.asked_by_id != user.pk,
        "held": waits and access.holds_on(found.person_code, user.organisation),
        "facts": [
            (_("Person"), f"{found.person_code}"),
            (_("Why"), found.get_ground_display()),
            (_("State"), Tag(found.get_state_display(), ERASURES.get(found.state, "neutral"))),
            (_("Asked for"), found.asked_at),
            (_("By"), found.asked_by.display_name),
            (_("Settled"), found.settled_at),
            (_("By"), found.settled_by.display_name if found.settled_by else None),
            (_("Keys destroyed"), found.shards_destroyed if not waits else None),
        ],
        "copies": copies(found.copies),
    }


def copies(found: list[dict[str, Any]]) -> Table | None:
    """Return the folders of backups, and whether the old half of the keys is gone from there."""
    if not found:
        return None
    rows = [
        Row([each["folder"], Tag(_("replaced"), "done") if each["reached"] else Tag(_("not reached"), "danger")])
        for each in found
    ]
    return Table(_("Copies of the shards beside backups"), [Column(_("Folder")), Column(_("State"))], rows)


def _held(hold: LegalHold, ring: Keyring) -> list[tuple[str, object]]:
    return [
        (hold.get_of_display(), str(hold.on_code)[:8]),
        (_("Why"), shown_text(hold, "reason", ring)),
        (_("Laid"), localdate(hold.laid_at)),
        (_("By"), hold.laid_by.display_name),
        (_("Until"), hold.until or _("it is lifted")),
    ]


def _purges(user: User) -> Table:
    columns = [Column(_("Proposed"), "date"), Column(_("Records"), "number"), Column(_("State"))]
    found = Purge.objects.visible_to(user)[:SHOWN]
    rows = [
        Row(
            [localdate(each.proposed_at), each.total, Tag(each.get_state_display(), PURGES.get(each.state, "neutral"))],
            each.get_absolute_url(),
        )
        for each in found
    ]
    return Table(_("Lists of what was due"), columns, rows)


def _erasures(user: User) -> Table:
    columns = [Column(_("Asked for"), "date"), Column(_("Person")), Column(_("Why")), Column(_("State"))]
    rows = [
        Row(
            [
                localdate(each.asked_at),
                str(each.person_code)[:8],
                each.get_ground_display(),
                Tag(each.get_state_display(), ERASURES.get(each.state, "neutral")),
            ],
            each.get_absolute_url(),
        )
        for each in Erasure.objects.visible_to(user)[:SHOWN]
    ]
    return Table(_("Erasures of people"), columns, rows)
