"""Pages of screenings."""

from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from waystation.cases.access import case_seen
from waystation.cases.files import file_response, list_context
from waystation.cases.listing import said, said_all
from waystation.core.access import StaffRequest, needs
from waystation.core.accounts.confirming import confirmed_for_file
from waystation.core.models import User
from waystation.core.rights import Kind, Right
from waystation.core.sealing.records import shown_text
from waystation.core.sealing.staff import keyring
from waystation.programmes.field_work.access import screening_for, screenings_for
from waystation.programmes.field_work.forms import ScreeningFilters
from waystation.programmes.field_work.lists import SCREENINGS, outcome_tag
from waystation.programmes.field_work.models import Screening
from waystation.ui.tables import Link


@needs(Right.READ_RECORDS, Kind.SCREENINGS)
@require_safe
@never_cache
def screenings(request: StaffRequest) -> HttpResponse:
    filters = ScreeningFilters(request.GET)
    page = SCREENINGS.page(filters.narrow(screenings_for(request.user)), request)
    context = list_context(request, SCREENINGS, page, filters, "field_work:screenings_file")
    return render(request, "field_work/screenings.html", context)


@needs(Right.READ_RECORDS, Kind.SCREENINGS)
@require_safe
@confirmed_for_file
def screenings_file(request: StaffRequest, kind: str) -> HttpResponseBase:
    records = ScreeningFilters(request.GET).narrow(screenings_for(request.user))
    return file_response(request, SCREENINGS, records, "screenings", kind)


@needs(Right.READ_RECORDS, Kind.SCREENINGS)
@require_safe
@never_cache
def screening(request: StaffRequest, code: UUID) -> HttpResponse:
    found = screening_for(request.user, code)
    sealed = [(_("Note"), shown_text(found, "note", keyring()) or None)]
    return render(
        request,
        "field_work/screening.html",
        {"screening": found, "facts": _facts(found, request.user), "sealed": sealed},
    )


def _facts(screening: Screening, user: User) -> list[tuple[str, object]]:
    case, led = case_seen(user, screening.case), _("a case you cannot see") if screening.case_id else _("none")
    return [
        (_("Day"), screening.screened_on),
        (_("Place"), said("place_on_move", screening.place)),
        (_("Profile"), said("profile_on_move", screening.profile)),
        (_("Sex"), said("sex", screening.sex)),
        (_("Child or adult"), said("child_adult", screening.child_adult)),
        (_("Age"), said("age_group_wide", screening.age_group)),
        (_("Citizenship"), said("country", screening.citizenship)),
        (_("Language"), said("language", screening.language)),
        (_("With an interpreter"), screening.with_interpreter),
        (_("Needs"), said_all("need", screening.needs)),
        (_("Outcome"), outcome_tag(screening)),
        (_("Case"), Link(_("Case it led to"), case.get_absolute_url()) if case else led),
    ]
