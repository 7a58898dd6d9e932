"""Pages of the shelter: who sleeps where, and the stays."""

from datetime import date, timedelta
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from waystation.cases.files import file_response, list_context
from waystation.cases.listing import said
from waystation.cases.names import open_name
from waystation.core.access import StaffRequest, needs
from waystation.core.accounts.confirming import confirmed_for_file
from waystation.core.rights import Kind, Right
from waystation.core.sealing.staff import keyring
from waystation.programmes.shelter import lists
from waystation.programmes.shelter.access import newest_night, places_on, stay_for, stays_for
from waystation.programmes.shelter.facts import nights_by_year
from waystation.programmes.shelter.forms import NightForm, StayFilters
from waystation.programmes.shelter.models import Stay
from waystation.ui.tables import Column, Link, Row, Table

NIGHT = timedelta(days=1)


@needs(Right.READ_RECORDS, Kind.CASES)
@require_safe
@never_cache
def stays(request: StaffRequest) -> HttpResponse:
    filters, night_form, listing = StayFilters(request.GET), NightForm(request.GET), lists.stays(keyring())
    night = night_form.chosen(otherwise=newest_night(request.user))
    page = listing.page(filters.narrow(stays_for(request.user)), request)
    context = list_context(request, listing, page, filters, "shelter:stays_file")
    beds = _beds(places_on(request.user, night), night)
    days = {"night": night, "before": night - NIGHT, "after": night + NIGHT}
    return render(request, "shelter/stays.html", {**context, **days, "night_form": night_form, "beds": beds})


def _beds(places: list[tuple[int, Stay | None]], night: date) -> Table:
    columns = [Column(_("Place")), Column(_("Who")), Column(_("Arrived")), Column(_("Nights so far"), "number")]
    return Table(_("Places"), columns, [_bed(place, stay, night) for place, stay in places], caption_hidden=True)


def _bed(place: int, stay: Stay | None, night: date) -> Row:
    if stay is None:
        return Row([str(place), _("free"), "", ""])
    name = open_name(stay.case.person, keyring()) or _("Name not given")
    return Row([str(place), Link(name, stay.get_absolute_url()), stay.arrived_on, (night - stay.arrived_on).days])


@needs(Right.READ_RECORDS, Kind.CASES)
@require_safe
@confirmed_for_file
def stays_file(request: StaffRequest, kind: str) -> HttpResponseBase:
    records = StayFilters(request.GET).narrow(stays_for(request.user))
    return file_response(request, lists.stays(keyring()), records, "stays", kind)


@needs(Right.READ_RECORDS, Kind.CASES)
@require_safe
@never_cache
def stay(request: StaffRequest, code: UUID) -> HttpResponse:
    found = stay_for(request.user, code)
    return render(request, "shelter/stay.html", {"stay": found, "facts": _facts(found), "nights": _nights(found)})


def _facts(stay: Stay) -> list[tuple[str, object]]:
    name = open_name(stay.case.person, keyring()) or _("Name not given")
    return [
        (_("Person"), Link(name, stay.case.person.get_absolute_url())),
        (_("Case"), Link(_("Case of the shelter"), stay.case.get_absolute_url())),
        (_("Place"), stay.place),
        (_("Arrived"), stay.arrived_on),
        (_("Left"), stay.left_on or _("not yet")),
        (_("How it ended"), said("case_ending", stay.ending)),
        (_("Nights"), stay.nights(localdate())),
    ]


def _nights(stay: Stay) -> Table:
    columns = [Column(_("Year")), Column(_("Nights"), "number")]
    years = nights_by_year(stay.arrived_on, stay.left_on or localdate())
    return Table(_("Nights by year"), columns, [Row([str(year), nights]) for year, nights in years])
