"""What the public door keeps of a conversation: by what it is found, and answers that only the return code opens."""

import uuid

from django.db import models


class Entrance(models.Model):
    """What the staff side said last: to whom to seal, and whom a report can be kept from. One row."""

    content = models.JSONField()


class Conversation(models.Model):
    """One report as the public door remembers it. Neither what was reported is here nor when, but for the day."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    lookup = models.CharField(max_length=64, unique=True)
    form_mark = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=8)
    begun_on = models.DateField()
    came_back = models.BooleanField(default=False)


class Answer(models.Model):
    """One answer, sealed to the key that follows from the return code."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="answers")
    letter_id = models.UUIDField(unique=True)
    on = models.DateField()
    sealed = models.BinaryField()

    class Meta:
        ordering = ["pk"]


class Addition(models.Model):
    """Something more was said; nothing of it is here but what tells a form that is sent twice."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="additions")
    form_mark = models.CharField(max_length=64, unique=True)
