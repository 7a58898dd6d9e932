"""What can be done about keeping a person or a case, for the page of either."""

from typing import Any
from uuid import UUID

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from waystation.core.retention.models import LegalHold
from waystation.core.rights import Right

register = template.Library()


@register.inclusion_tag("retention/of_record.html", takes_context=True)
def retention_of_record(context: dict[str, Any], of: str, code: UUID) -> dict[str, Any]:
    """Offer holding and erasing to those who may."""
    user = context["request"].user
    links = []
    if user.may(Right.MANAGE_RETENTION):
        links.append((reverse("retention:hold", args=[of, code]), _("Lay a legal hold")))
    if of == LegalHold.Of.PERSON and user.may(Right.EXPORT_PERSON):
        links.append((reverse("retention:take_home", args=[code]), _("Everything held about this person")))
    if of == LegalHold.Of.PERSON and user.may(Right.ERASE_PERSON):
        links.append((reverse("retention:ask", args=[code]), _("Erase this person")))
    held = LegalHold.objects.visible_to(user).in_force().filter(of=of, on_code=code).exists()
    return {"links": links, "held": held}
