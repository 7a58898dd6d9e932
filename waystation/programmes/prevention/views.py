"""Pages of prevention activities."""

from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from waystation.cases.files import file_response, list_context
from waystation.core.access import StaffRequest, needs
from waystation.core.accounts.confirming import confirmed_for_file
from waystation.core.rights import Kind, Right
from waystation.programmes.prevention import sheets
from waystation.programmes.prevention.access import activities_for, activity_for
from waystation.programmes.prevention.forms import ActivityFilters, ActivitySearch
from waystation.programmes.prevention.lists import ACTIVITIES
from waystation.programmes.prevention.models import Activity


@needs(Right.READ_RECORDS, Kind.ACTIVITIES)
@require_safe
def activities(request: StaffRequest) -> HttpResponse:
    filters, search = ActivityFilters(request.GET), ActivitySearch(request.GET)
    page = ACTIVITIES.page(search.narrow(filters.narrow(activities_for(request.user))), request)
    context = list_context(request, ACTIVITIES, page, filters, "prevention:activities_file")
    return render(request, "prevention/activities.html", {**context, "words": request.GET.get("q", "")})


@needs(Right.READ_RECORDS, Kind.ACTIVITIES)
@require_safe
@confirmed_for_file
def activities_file(request: StaffRequest, kind: str) -> HttpResponseBase:
    records = ActivitySearch(request.GET).narrow(ActivityFilters(request.GET).narrow(activities_for(request.user)))
    return file_response(request, ACTIVITIES, records, "activities", kind)


@needs(Right.READ_RECORDS, Kind.ACTIVITIES)
@require_safe
def activity(request: StaffRequest, code: UUID) -> HttpResponse:
    found = activity_for(request.user, code)
    context = {"activity": found, "facts": sheets.facts(found), **_learnt(found)}
    return render(request, "prevention/activity.html", context)


def _learnt(activity: Activity) -> dict[str, object]:
    test = getattr(activity, "knowledge_test", None)
    return {"learnt": sheets.learnt(test), "questions": sheets.items(test)} if test else {}
