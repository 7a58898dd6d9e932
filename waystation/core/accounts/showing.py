"""Colleagues as a table, and what concerns one account."""

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from waystation.core.accounts import access, staff
from waystation.core.accounts.work_forms import programmes
from waystation.core.models import Team, User
from waystation.ui.tables import Column, Row, Table, Tag


def table(user: User) -> Table:
    """Return one line for each colleague, those who left at the end."""
    columns = [Column(_("Name")), Column(_("Role")), Column(_("Signs in as")), Column(_("Last signed in"), "date")]
    rows = [_line(each) for each in staff.colleagues_of(user)]
    return Table(_("Colleagues"), [*columns, Column(_("State"))], rows, caption_hidden=True)


def facts(member: User) -> list[tuple[str, object]]:
    codes = access.recovery_of(member)
    return [
        *work(member),
        (_("Signs in as"), member.sign_in_name),
        (_("Last signed in"), member.last_login),
        (_("State"), state(member)),
        (_("Second factor"), _("set up") if access.has_second_factor(member) else _("none yet")),
        (_("Recovery codes"), len(access.recovery_codes_of(member)) if codes else _("none yet")),
    ]


def work(member: User) -> list[tuple[str, object]]:
    """Return as what, where and with whom somebody works."""
    there = [label for code, label in programmes() if code in member.works_in()]
    teams = ", ".join(member.teams.values_list("name", flat=True))
    return [
        (_("Role"), member.get_role_display()),
        (_("Programmes"), ", ".join(there) or _("none")),
        (_("Teams"), teams or _("none")),
    ]


def teams(user: User) -> Table:
    """Return one line for each team."""
    found = staff.teams_of(user).prefetch_related("members")
    rows = [
        Row([team.name, ", ".join(sorted(each.display_name for each in team.members.all())) or _("nobody")], _of(team))
        for team in found
    ]
    return Table(_("Teams"), [Column(_("Team")), Column(_("Members"))], rows, caption_hidden=True)


def _of(team: Team) -> str:
    return reverse("accounts:team", args=[team.code])


def state(member: User) -> Tag:
    if not member.is_active:
        return Tag(_("left"), "neutral")
    until = staff.away_until(member)
    if until:
        return Tag(_("on leave until %(day)s") % {"day": until.strftime("%d.%m.%Y")}, "info")
    if not access.is_complete(member):
        return Tag(_("has not signed in with a second factor yet"), "warning")
    return Tag(_("works here"), "done")


def _line(member: User) -> Row:
    last = localdate(member.last_login) if member.last_login else None
    values = [member.display_name, member.get_role_display(), member.sign_in_name, last, state(member)]
    return Row(values, href=reverse("accounts:member", args=[member.code]))
