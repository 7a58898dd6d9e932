"""The page of social work: who is accompanied outside the shelter."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from waystation.cases.files import file_response, list_context
from waystation.core.access import StaffRequest, needs
from waystation.core.accounts.confirming import confirmed_for_file
from waystation.core.rights import Kind, Right
from waystation.core.sealing.staff import keyring
from waystation.programmes.social_work import lists
from waystation.programmes.social_work.access import accompaniments_for
from waystation.programmes.social_work.forms import AccompanimentFilters


@needs(Right.READ_RECORDS, Kind.CASES)
@require_safe
@never_cache
def accompaniments(request: StaffRequest) -> HttpResponse:
    filters, listing = AccompanimentFilters(request.GET), lists.accompaniments(keyring())
    page = listing.page(filters.narrow(accompaniments_for(request.user)), request)
    context = list_context(request, listing, page, filters, "social_work:accompaniments_file")
    return render(request, "social_work/accompaniments.html", context)


@needs(Right.READ_RECORDS, Kind.CASES)
@require_safe
@confirmed_for_file
def accompaniments_file(request: StaffRequest, kind: str) -> HttpResponseBase:
    records = AccompanimentFilters(request.GET).narrow(accompaniments_for(request.user))
    return file_response(request, lists.accompaniments(keyring()), records, "social_work", kind)
