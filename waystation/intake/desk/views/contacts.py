"""Pages of the SOS line's contacts."""

from typing import Any
from uuid import UUID

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from waystation.cases.access import case_seen
from waystation.cases.files import file_response, list_context
from waystation.cases.filters import NameSearch
from waystation.cases.listing import KeysFirst, said
from waystation.core.access import StaffRequest, needs
from waystation.core.accounts.confirming import confirmed_for_file
from waystation.core.models import User
from waystation.core.rights import Kind, Right
from waystation.core.sealing.records import shown_text
from waystation.core.sealing.staff import keyring
from waystation.core.search.finding import find
from waystation.intake.desk.access import assessments_of, contact_for, contacts_for, report_of
from waystation.intake.desk.forms import ContactFilters
from waystation.intake.desk.known import earlier_contacts
from waystation.intake.desk.lists import CONTACTS, earlier_table, urgency_tag
from waystation.intake.desk.models import Contact
from waystation.ui.tables import Link

FOUND_AT_MOST = 100


@needs(Right.READ_RECORDS, Kind.CONTACTS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def contacts(request: StaffRequest) -> HttpResponse:
    """List contacts; a search by alias is posted, so that no alias stands in an address or a log."""
    filters = ContactFilters(request.GET)
    records = filters.narrow(contacts_for(request.user))
    search = NameSearch(request.POST if request.method == "POST" else None)
    search.fields["words"].label = _("Find by alias, in any script")
    page = _found(records, search) if search.is_valid() else CONTACTS.page(records, request)
    context = list_context(request, CONTACTS, page, filters, "desk:contacts_file")
    return render(request, "desk/contacts.html", {**context, "search": search})


def _found(records: QuerySet[Contact], search: NameSearch) -> Page[Contact]:
    found = find(records, ["alias"], search.cleaned_data["words"], keyring()).newest()
    return KeysFirst(records.filter(pk__in=found), FOUND_AT_MOST).get_page(1)


@needs(Right.READ_RECORDS, Kind.CONTACTS)
@require_safe
@confirmed_for_file
def contacts_file(request: StaffRequest, kind: str) -> HttpResponseBase:
    records = ContactFilters(request.GET).narrow(contacts_for(request.user))
    return file_response(request, CONTACTS, records, "contacts", kind)


@needs(Right.READ_RECORDS, Kind.CONTACTS)
@require_safe
@never_cache
def contact(request: StaffRequest, code: UUID) -> HttpResponse:
    found = contact_for(request.user, code)
    context = {
        "contact": found,
        "facts": _facts(found, request.user),
        "sealed": _sealed(found),
        **_same_caller(request, found),
    }
    return render(request, "desk/contact.html", context)


def _same_caller(request: StaffRequest, contact: Contact) -> dict[str, Any]:
    """Return the contacts linked to this one, or those that may be of the same caller."""
    may: dict[str, Any] = {
        "may_answer": request.user.may(Right.ANSWER_LINE),
        "may_open_case": request.user.may(Right.OPEN_CASE),
    }
    if not may["may_answer"]:
        return may
    may["screenings"], may["report"] = assessments_of(contact), report_of(request.user, contact)
    if contact.caller_id:
        linked = contacts_for(request.user).filter(caller=contact.caller_id).exclude(pk=contact.pk).order_by("-at")
        return {**may, "same": earlier_table(linked)}
    phone, alias = (shown_text(contact, name, keyring()) for name in ("phone", "alias"))
    return {**may, "perhaps": earlier_contacts(request.user, phone=phone, alias=alias, but=contact)}


def _facts(contact: Contact, user: User) -> list[tuple[str, object]]:
    case, led = case_seen(user, contact.case), _("a case you cannot see") if contact.case_id else _("none")
    return [
        (_("When"), contact.at if contact.hour_known else contact.at.date()),
        (_("Channel"), said("contact_channel", contact.channel)),
        (_("Who called"), said("empty_call", contact.empty_call) or said("caller_type", contact.caller_type)),
        (_("Language"), said("language", contact.language)),
        (_("Topic"), said("contact_topic", contact.topic)),
        (_("Outcome"), said("contact_outcome", contact.outcome)),
        (_("Urgency"), urgency_tag(contact)),
        (_("Region"), said("region", contact.region)),
        (_("About a child or an adult"), said("child_adult", contact.child_adult)),
        (_("Sex"), said("sex", contact.sex)),
        (_("Minutes"), contact.minutes),
        (_("Case"), Link(_("Case it led to"), case.get_absolute_url()) if case else led),
    ]


def _sealed(contact: Contact) -> list[tuple[str, object]]:
    keys = keyring()
    return [
        (_("Alias"), shown_text(contact, "alias", keys) or None),
        (_("Telephone number"), shown_text(contact, "phone", keys) or None),
        (_("What was told"), shown_text(contact, "note", keys) or None),
        (_("What was given or advised"), shown_text(contact, "given", keys) or None),
        (_("What happens next"), shown_text(contact, "next_step", keys) or None),
    ]
