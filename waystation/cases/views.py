"""Pages of people and cases."""

from uuid import UUID

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from waystation.cases import lists, sheets
from waystation.cases.access import case_for, cases_for, glass_of, people_for, person_for
from waystation.cases.files import file_response, list_context
from waystation.cases.filters import NameSearch
from waystation.cases.forms import CaseFilters, PeopleFilters
from waystation.cases.listing import KeysFirst
from waystation.cases.models import Person
from waystation.cases.names import NAME_COLUMNS
from waystation.core.access import StaffRequest, needs
from waystation.core.accounts.confirming import confirmed_for_file
from waystation.core.rights import Kind, Right
from waystation.core.sealing.staff import keyring
from waystation.core.search.finding import find

FOUND_AT_MOST = 100


@needs(Right.READ_RECORDS, Kind.CASES)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def people(request: StaffRequest) -> HttpResponse:
    """List people; a search by name is posted, so that no name stands in an address or a log."""
    filters = PeopleFilters(request.GET)
    listing = lists.people(keyring())
    records = filters.narrow(people_for(request.user))
    search = NameSearch(request.POST if request.method == "POST" else None)
    page = _found(records, search) if search.is_valid() else listing.page(records, request)
    context = list_context(request, listing, page, filters, "cases:people_file")
    return render(request, "cases/people.html", {**context, "search": search})


def _found(records: QuerySet[Person], search: NameSearch) -> Page[Person]:
    found = find(records, NAME_COLUMNS, search.cleaned_data["words"], keyring()).newest()
    return KeysFirst(records.filter(pk__in=found).order_by("-first_assisted_on", "pk"), FOUND_AT_MOST).get_page(1)


@needs(Right.READ_RECORDS, Kind.CASES)
@require_safe
@confirmed_for_file
def people_file(request: StaffRequest, kind: str) -> HttpResponseBase:
    records = PeopleFilters(request.GET).narrow(people_for(request.user))
    return file_response(request, lists.people(keyring()), records, "people", kind)


@needs(Right.READ_RECORDS, Kind.CASES)
@require_safe
@never_cache
def person(request: StaffRequest, code: UUID) -> HttpResponse:
    found = person_for(request.user, code)
    return render(request, "cases/person.html", {"person": found, **sheets.of_person(found, keyring())})


@needs(Right.READ_RECORDS, Kind.CASES)
@require_safe
def cases(request: StaffRequest) -> HttpResponse:
    filters = CaseFilters(request.GET)
    page = lists.CASES.page(filters.narrow(cases_for(request.user)), request)
    return render(request, "cases/cases.html", list_context(request, lists.CASES, page, filters, "cases:cases_file"))


@needs(Right.READ_RECORDS, Kind.CASES)
@require_safe
@confirmed_for_file
def cases_file(request: StaffRequest, kind: str) -> HttpResponseBase:
    records = CaseFilters(request.GET).narrow(cases_for(request.user))
    return file_response(request, lists.CASES, records, "cases", kind)


@needs(Right.READ_RECORDS, Kind.CASES)
@require_safe
@never_cache
def case(request: StaffRequest, code: UUID) -> HttpResponse:
    found = case_for(request.user, code)
    name = sheets.name_or_words(found.person, keyring())
    glass = glass_of(request.user, [found])
    context = {"case": found, "name": name, "glass": glass, **sheets.of_case(found, keyring())}
    return render(request, "cases/case.html", {**context, "title": _("Case of %(name)s") % {"name": name}})
