"""The organisation and its staff."""

import uuid
from typing import Any, ClassVar, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from waystation.core.rights import ROLES, Right


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

    class Role(models.TextChoices):
        COORDINATOR = "coordinator", _("Coordinator")
        CASEWORKER = "caseworker", _("Caseworker")
        RESEARCHER = "researcher", _("Researcher")
        READER = "reader", _("Reader")
        OPERATOR = "operator", _("Operator")

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="staff")
    sign_in_name = models.CharField(max_length=60, unique=True)
    display_name = models.CharField(max_length=120)
    role = models.CharField(max_length=20, choices=Role)
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
        return self.is_active and right in ROLES[self.role]
