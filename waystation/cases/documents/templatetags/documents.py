"""The documents of a case or a person, for the page of either."""

from typing import Any

from django import template

from waystation.cases.documents import sheets
from waystation.cases.documents.access import documents_of
from waystation.cases.models import Case, Person
from waystation.core.rights import Right
from waystation.core.sealing.staff import keyring

register = template.Library()


@register.inclusion_tag("documents/panel.html", takes_context=True)
def documents_of_record(context: dict[str, Any], holder: Case | Person) -> dict[str, Any]:
    """List the documents, with the way to add some."""
    user = context["request"].user
    return {
        "table": sheets.table_of(documents_of(user, holder).kept(), keyring()),
        "address": sheets.address_of(holder),
        "may_add": user.may(Right.KEEP_DOCUMENTS),
    }
