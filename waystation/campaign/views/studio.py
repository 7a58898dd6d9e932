"""The studio on the staff door: every infographic as it stands, and as it would look with a draft."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from waystation.campaign import drawings
from waystation.campaign.specs import LANGUAGES, Specification, specification, specifications
from waystation.core.access import StaffRequest, needs
from waystation.core.outlets import gate
from waystation.core.rights import Right
from waystation.evidence.published import PublishedRelease, Shelf, dump, shelf


@require_safe
@needs(Right.READ_FIGURES)
def infographics(request: HttpRequest) -> HttpResponse:
    """Every infographic with the newest numbers this person may see."""
    newest = {release.set_code: release for release in _shelf().previews(request.user)}
    entries = [
        {"spec": spec, "title": spec.words["title"][_language(request)], "release": newest.get(spec.set_code)}
        for spec in specifications()
    ]
    return render(request, "campaign/infographics.html", {"entries": entries})


@require_safe
@never_cache
@needs(Right.READ_FIGURES)
def preview(request: HttpRequest, release_id: str, series: str, name: str) -> HttpResponse:
    """One infographic with one release's numbers, before anybody outside sees it."""
    spec, release = _spec_and_release(request, release_id, series, name)
    language = _language(request)
    fragment = drawings.draw(spec, release, drawings.Wish(language, "html")).decode()
    context = {"spec": spec, "release": release, "fragment": fragment, "language": language, "languages": LANGUAGES}
    return render(request, "campaign/preview.html", context | {"title": spec.words["title"][language]})


@require_safe
@never_cache
@needs(Right.READ_FIGURES)
def preview_drawing(
    request: StaffRequest, release_id: str, series: str, name: str, form: drawings.Format
) -> HttpResponse:
    """The same as a file."""
    spec, release = _spec_and_release(request, release_id, series, name)
    shape = request.GET.get("shape", "poster")
    if form not in drawings.FORMATS or form == "html" or shape not in drawings.SHAPES:
        raise Http404
    gate.let_out(dump(release), request.user.organisation_id)
    body = drawings.draw(spec, release, drawings.Wish(_language(request), form, shape))
    return HttpResponse(body, content_type=drawings.MEDIA_TYPES[form])


def _spec_and_release(
    request: HttpRequest, release_id: str, series: str, name: str
) -> tuple[Specification, PublishedRelease]:
    spec, release = specification(series, name), _shelf().preview(request.user, release_id)
    if spec is None or release is None or release.set_code != spec.set_code:
        raise Http404
    return spec, release


def _shelf() -> Shelf:
    standing = shelf()
    if standing is None:
        raise Http404
    return standing


def _language(request: HttpRequest) -> str:
    language = request.GET.get("language") or get_language() or LANGUAGES[0]
    return language if language in LANGUAGES else LANGUAGES[0]
