"""Pages of the public door: home, infographics, releases. They work without scripts, cookies and third parties."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any, TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from waystation.campaign import access, drawings
from waystation.campaign.compose import headline
from waystation.campaign.models import ShownRelease
from waystation.campaign.specs import LANGUAGES, Specification, specification, specifications

View = TypeVar("View", bound=Callable[..., HttpResponse])
DRAWING_AGE = 300


def leaves_no_copy(view: View) -> View:
    """Ask every cache and the browser to keep no copy: a visit may be dangerous to the visitor."""
    return cache_control(no_store=True)(view)


@require_safe
@leaves_no_copy
def home(request: HttpRequest) -> HttpResponse:
    """The first screen: where help is, in every language; then the infographics, in the languages they have."""
    figures = get_language() in LANGUAGES
    context = {"figures": figures, "sets": _sets() if figures else (), "languages_here": None}
    return _page(request, "home", {**context, "sensitive": True})


@require_safe
@leaves_no_copy
def infographic(request: HttpRequest, series: str, name: str) -> HttpResponse:
    """One infographic as text and tables, with its pictures, sheet and numbers to take away."""
    spec, shown = _spec_and_release(series, name)
    language = _language()
    release = access.release_of(shown)
    fragment = drawings.kept(spec, release, shown.digest, drawings.Wish(language, "html")).decode()
    context = {"spec": spec, "shown": shown, "release": release, "invented": release.invented, "fragment": fragment}
    words = {"title": spec.words["title"][language], "subtitle": spec.words["subtitle"][language]}
    return _page(request, "infographic", context | words | {"tables": _tables_of(spec, shown), "others": _others(spec)})


@require_safe
@cache_control(public=True, max_age=DRAWING_AGE)
def drawing(request: HttpRequest, series: str, name: str, form: drawings.Format) -> HttpResponse:
    """One infographic as a file: SVG, PNG, PDF or CSV."""
    shape = request.GET.get("shape", "poster")
    if form not in drawings.FORMATS or form == "html" or shape not in drawings.SHAPES:
        raise Http404
    spec, shown = _spec_and_release(series, name)
    wish = drawings.Wish(_language(), form, shape)
    key = f"{shown.digest}{drawings.drawing_key(spec, wish)}{form}"
    etag = quote_etag(sha256(key.encode()).hexdigest()[:32])
    if etag in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers={"ETag": etag})
    body = drawings.kept(spec, access.release_of(shown), shown.digest, wish)
    return HttpResponse(body, content_type=drawings.MEDIA_TYPES[form], headers={"ETag": etag} | _as_file(spec, form))


@require_safe
@leaves_no_copy
def releases(request: HttpRequest) -> HttpResponse:
    """Every release ever shown, newest first, withdrawn ones with the reason."""
    shown = ShownRelease.objects.newest_first()
    entries = [(entry, access.release_of(entry)) for entry in shown]
    return _page(request, "releases", {"entries": entries})


@require_safe
@leaves_no_copy
def release(request: HttpRequest, set_code: str, edition: int) -> HttpResponse:
    """One release: its numbers, definitions, protection and proof."""
    shown = access.shown_or_404(set_code, edition)
    found = access.release_of(shown)
    return _page(request, "release", {"shown": shown, "release": found, "invented": found.invented})


@require_safe
@cache_control(public=True, max_age=DRAWING_AGE)
def release_text(_request: HttpRequest, set_code: str, edition: int) -> HttpResponse:
    """The release exactly as it was frozen; its SHA-256 is its digest."""
    shown = access.shown_or_404(set_code, edition)
    if shown.withdrawn_at:
        raise Http404
    return HttpResponse(shown.text, content_type="application/json; charset=utf-8")


def _page(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    context = {"site_name": _site_name(), "languages_here": LANGUAGES, **context}
    return render(request, f"campaign/{name}.html", context)


def _site_name() -> str:
    own = ShownRelease.objects.standing().filter(series="organisation").order_by("-shown_at").first()
    return access.release_of(own).organisation if own else ""


def _sets() -> list[dict[str, Any]]:
    newest = access.newest_of_every_set()
    by_series: dict[str, list[tuple[Specification, ShownRelease]]] = {}
    for spec in specifications():
        if spec.set_code in newest:
            by_series.setdefault(spec.series, []).append((spec, newest[spec.set_code]))
    return [_set(series, entries) for series, entries in by_series.items()]


def _set(series: str, entries: list[tuple[Specification, ShownRelease]]) -> dict[str, Any]:
    release = access.release_of(entries[0][1])
    return {
        "series": series,
        "invented": release.invented,
        "organisation": release.organisation,
        "infographics": [_card(spec, shown) for spec, shown in entries],
    }


def _card(spec: Specification, shown: ShownRelease) -> dict[str, Any]:
    language = _language()
    return {
        "spec": spec,
        "title": spec.words["title"][language],
        "subtitle": spec.words["subtitle"][language],
        "headline": headline(spec, access.release_of(shown), language),
    }


def _others(spec: Specification) -> list[dict[str, Any]]:
    newest = access.newest_of_every_set()
    kin = [other for other in specifications() if other.series == spec.series and other.name != spec.name]
    return [{"spec": other, "title": other.words["title"][_language()]} for other in kin if other.set_code in newest]


def _spec_and_release(series: str, name: str) -> tuple[Specification, ShownRelease]:
    spec = specification(series, name)
    shown = access.newest_shown(spec.set_code) if spec else None
    if spec is None or shown is None:
        raise Http404
    return spec, shown


def _tables_of(spec: Specification, shown: ShownRelease) -> list[object]:
    wanted = dict.fromkeys(block.indicator for block in spec.blocks if block.indicator)
    return [access.release_of(shown).table(code) for code in wanted]


def _as_file(spec: Specification, form: str) -> dict[str, str]:
    if form in {"pdf", "csv"}:
        return {"Content-Disposition": f'attachment; filename="{spec.series}-{spec.name}.{form}"'}
    return {}


def _language() -> str:
    language = get_language() or LANGUAGES[0]
    return language if language in LANGUAGES else LANGUAGES[0]
