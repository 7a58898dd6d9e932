"""Making, changing and dissolving teams: what one member owns, those whose role sees as far as the team see."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from waystation.core import audit
from waystation.core.accounts import staff
from waystation.core.errors import ActionRefused
from waystation.core.models import Team, User


@transaction.atomic
def make(name: str, members: Collection[User], *, by: User) -> Team:
    """Make a team. Audited as `team.made`, and `team.joined` for each member. Refused for a name that another has."""
    _refuse(name, None, by)
    team = Team.objects.create(organisation=by.organisation, name=name)
    audit.record("team.made", by=by, on=team)
    _set_members(team, members, by)
    return team


@transaction.atomic
def change(team: Team, name: str, members: Collection[User], *, by: User) -> Team:
    """Give the team this name and these members.

    Audited as `team.renamed`, and as `team.joined` or `team.left` for each who came or went. Refused for a name that
    another team has.
    """
    team = Team.objects.select_for_update().get(pk=team.pk)
    if name != team.name:
        _refuse(name, team, by)
        team.name = name
        team.save(update_fields=["name"])
        audit.record("team.renamed", by=by, on=team)
    _set_members(team, members, by)
    return team


@transaction.atomic
def dissolve(team: Team, *, by: User) -> None:
    """Let the team be no more; its members see what they saw without it. Audited as `team.dissolved`."""
    _set_members(team, (), by)
    audit.record("team.dissolved", by=by, on=team)
    Team.objects.filter(pk=team.pk).delete()


def _set_members(team: Team, members: Collection[User], by: User) -> None:
    before = {each.pk: each for each in team.members.all()}
    after = {each.pk: each for each in members}
    for action, those in (("team.joined", after.keys() - before), ("team.left", before.keys() - after)):
        for member in sorted(those):
            audit.record(action, by=by, on=team, member=str((after | before)[member].code))
    team.members.set(after)


def _refuse(name: str, team: Team | None, by: User) -> None:
    others = staff.teams_of(by).exclude(pk=team.pk if team else 0)
    if others.filter(name__iexact=name).exists():
        raise ActionRefused(_("Another team is called that already. Choose another name."))
