"""Invents a team, a sealed case, and a glass that was broken some weeks ago, for the demonstration."""

from datetime import timedelta

from django.utils.timezone import now

from waystation.cases.models import Case, Permit
from waystation.core.invention import World
from waystation.core.models import Team
from waystation.core.sealing.records import seal_text

ORDER = 22
TEAM = "Советување (измислен тим)"
SEALED_FROM_TOP = 7  # of all cases, the newest first
REASON = "Лицето е примено во болница; лекарот праша за лекови и придружба. (измислено)"
STAFF = {"caseworker", "counsellor", "coordinator"}


def invent(world: World) -> None:
    """Let a counsellor see the social worker's cases, but for one that is sealed; she broke the glass of it once."""
    if not set(world.users) >= STAFF:
        return
    team = Team.objects.create(organisation=world.organisation, name=TEAM)
    team.members.set([world.users["caseworker"], world.users["counsellor"]])
    newest = Case.objects.filter(organisation=world.organisation).order_by("-opened_on", "pk")
    case = newest[SEALED_FROM_TOP]
    Case.objects.filter(pk=case.pk).update(restricted_at=now() - timedelta(days=60))
    named = {"case": case, "kind": Permit.Kind.NAMED, "given_by": world.users["coordinator"]}
    Permit.objects.bulk_create(Permit(**named, member=world.users[role]) for role in ("caseworker", "coordinator"))
    _broken_glass(world, case).save()


def _broken_glass(world: World, case: Case) -> Permit:
    begun, by = now() - timedelta(days=20, hours=5), world.users["counsellor"]
    glass = Permit(case=case, kind=Permit.Kind.GLASS, member=by, given_by=by, given_at=begun)
    glass.until, glass.seen_by = begun + timedelta(hours=2), world.users["coordinator"]
    seal_text(glass, "reason", REASON, world.keyring)
    return glass
