"""Vaults and the sealed copies of their keys. Nothing here opens anything without a password or two sheets of paper."""

import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from waystation.core.keys import personal
from waystation.core.keys.personal import Resting
from waystation.core.models import Organisation, User
from waystation.core.sealing.door import Door
from waystation.core.sealing.envelope import Place


class StaffKeys(models.Model):
    """The key pair of a member of staff."""

    member = models.OneToOneField(User, on_delete=models.CASCADE, related_name="keys")
    public = models.BinaryField(max_length=32)
    salt = models.BinaryField(max_length=16)
    sealed_private = models.BinaryField()
    cost = models.CharField(max_length=60)
    made_at = models.DateTimeField(auto_now_add=True)

    def resting(self) -> Resting:
        return Resting(bytes(self.public), bytes(self.salt), bytes(self.sealed_private))

    def door(self) -> Door:
        return personal.door_of(bytes(self.public))


class VaultQuerySet(models.QuerySet["Vault"]):
    def of(self, organisation: Organisation) -> Self:
        return self.filter(organisation=organisation)

    def in_force(self) -> Self:
        return self.filter(retired_at=None)

    def retired(self) -> Self:
        return self.filter(retired_at__isnull=False)


class Vault(models.Model):
    """One generation of a vault: its public half, and the one before it sealed under its key."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="vaults")
    name = models.CharField(max_length=30)
    number = models.PositiveIntegerField(default=1)
    key_id = models.BinaryField(max_length=8)
    public = models.BinaryField(max_length=32)
    before = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="after")
    sealed_before = models.BinaryField(null=True)
    made_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True)
    emptied_at = models.DateTimeField(null=True)
    rotation_asked_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = VaultQuerySet.as_manager()

    class Meta:
        ordering = ["name", "-number"]
        constraints = [
            models.UniqueConstraint(name="vault_generation_is_one", fields=["organisation", "name", "number"]),
            models.UniqueConstraint(
                name="one_generation_in_force", fields=["organisation", "name"], condition=Q(retired_at=None)
            ),
        ]

    def door(self) -> Door:
        return Door(bytes(self.key_id), bytes(self.public))

    def place(self, column: str, whose: object = "") -> Place:
        """Return where something sealed about this generation belongs."""
        return Place("keys", "vault", column, f"{self.code}/{whose}" if whose else str(self.code))


class Grant(models.Model):
    """A vault's key, sealed to one member."""

    vault = models.ForeignKey(Vault, on_delete=models.CASCADE, related_name="grants")
    member = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    sealed = models.BinaryField()
    given_at = models.DateTimeField(auto_now_add=True)
    given_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="one_copy_for_each_member", fields=["vault", "member"])]


class HandedKey(models.Model):
    """The key of one record, sealed to one guest: it opens that record and nothing else, until its end.

    `share` is the code of what let the guest see the record; with it the key goes.
    """

    share = models.UUIDField()
    member = models.ForeignKey(User, on_delete=models.CASCADE, related_name="handed_keys")
    kind = models.CharField(max_length=60)
    on_code = models.UUIDField()
    sealed = models.BinaryField()
    given_at = models.DateTimeField(auto_now_add=True)
    until = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "on_code"])]
        constraints = [
            models.UniqueConstraint(name="one_key_for_each_share_and_record", fields=["share", "kind", "on_code"])
        ]

    def place(self) -> Place:
        """Return where the key belongs: a row moved to another share or record, or given a later end, opens nothing."""
        row = f"{self.share}/{self.kind}/{self.on_code}/{int(self.until.timestamp())}"
        return Place("keys", "handedkey", "sealed", row)


class RecoveryCopy(models.Model):
    """A vault's key, sealed to a recovery key."""

    vault = models.ForeignKey(Vault, on_delete=models.CASCADE, related_name="recovery_copies")
    recipient = models.CharField(max_length=80)
    sealed = models.BinaryField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_copy_for_each_recovery_key", fields=["vault", "recipient"])]


class WorkerKey(models.Model):
    """The public half of a key that a running worker holds in memory and nowhere else."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    public = models.BinaryField(max_length=32)
    started_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(auto_now=True)


class JobGrant(models.Model):
    """The vaults that one job needs, sealed to one running worker."""

    job = models.CharField(max_length=100)
    worker = models.ForeignKey(WorkerKey, on_delete=models.CASCADE, related_name="grants")
    sealed = models.BinaryField()
    given_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_grant_for_each_job_and_worker", fields=["job", "worker"])]
