"""The organisation and its staff."""

import uuid
from typing import Any, ClassVar, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from waystation.core.rights import Kind, Right, Scope, role_of


class Organisation(models.Model):
    """The organisation that runs this installation; `invented` marks demonstration data on every screen."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200)
    invented = models.BooleanField(default=False)


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(sign_in_name__iexact=username)


class UserQuerySet(models.QuerySet["User"]):
    def visible_to(self, user: "User") -> Self:
        return self.filter(organisation=user.organisation_id)


StaffManager = UserManager.from_queryset(UserQuerySet)


class User(AbstractBaseUser):
    """A member of staff."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="staff")
    sign_in_name = models.CharField(max_length=60, unique=True)
    display_name = models.CharField(max_length=120)
    role = models.CharField(max_length=30)
    programmes = models.JSONField(default=list, blank=True)
    language = models.CharField(max_length=8, default="mk")
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "sign_in_name"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[Any] = StaffManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("sign_in_name"), name="sign_in_name_in_any_case_is_free"),
        ]

    def may(self, right: Right) -> bool:
        """Say whether this person's role carries the right."""
        return self.is_active and right in role_of(self.role).rights

    def scope_of(self, kind: Kind) -> Scope:
        """Say how far this person sees among the records of the kind."""
        return role_of(self.role).scopes[kind] if self.is_active else Scope.NONE

    def works_in(self) -> list[str]:
        """Return the programmes named for this person, or else those of the role."""
        return list(self.programmes) or list(role_of(self.role).programmes)

    def colleagues(self) -> UserQuerySet:
        """Return who shares a team with this person, the person included."""
        return User.objects.filter(models.Q(pk=self.pk) | models.Q(teams__members=self.pk)).order_by()

    def get_role_display(self) -> str:
        """Return the role's name in the language of the page."""
        return str(role_of(self.role).name)


class TeamQuerySet(models.QuerySet["Team"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(organisation=user.organisation_id)


class Team(models.Model):
    """Members of staff who work on the same cases: what one of them owns, those with the scope "team" see."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=80)
    members = models.ManyToManyField(User, related_name="teams", blank=True)

    objects: ClassVar[TeamQuerySet] = TeamQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint("organisation", Lower("name"), name="a_team_has_its_name_once")]
