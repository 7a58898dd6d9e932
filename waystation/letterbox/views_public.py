"""The public door's side of the letterbox: whoever is not the staff side is told nothing at all."""

import json
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from waystation.core.errors import ActionRefused
from waystation.letterbox import access, actions, keys
from waystation.letterbox.errors import RequestRefused
from waystation.letterbox.signing import KIND, LETTER, Asked, verify

View = Callable[[HttpRequest, bytes], HttpResponse]


def _signed(view: View) -> Callable[[HttpRequest], HttpResponse]:
    """Let only signed requests in; every other gets the same empty answer."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        body = request.read(actions.LONGEST_BODY_BYTES + 1)
        letter, kind = request.headers.get(LETTER, ""), request.headers.get(KIND, "")
        asked = Asked(request.method or "", request.get_full_path(), body, letter, kind)
        try:
            verify(asked, request.headers, keys.checking_key(Path(settings.HOME) / "public"))
        except (RequestRefused, keys.KeyMissing):
            return HttpResponse(status=403)
        try:
            return view(request, body)
        except ValueError as error:
            return JsonResponse({"state": "refused", "why": f"This is no letter: {type(error).__name__}."}, status=400)

    return guarded


@login_not_required
@csrf_exempt
@require_POST
@_signed
def letters(request: HttpRequest, body: bytes) -> HttpResponse:
    """Take in one letter, act on it, and say how it stands."""
    letter_id = UUID(request.headers[LETTER])
    try:
        letter = actions.receive(letter_id, request.headers[KIND], body.decode())
    except ActionRefused as refusal:
        return JsonResponse({"state": "refused", "why": str(refusal)}, status=409)
    letter = actions.handle(letter)
    return JsonResponse({"state": letter.state, "why": letter.last_error})


@login_not_required
@require_GET
@_signed
def outbox(request: HttpRequest, _body: bytes) -> HttpResponse:
    """Hand out the letters that wait for the staff side, oldest first, after the number given."""
    actions.handle_due()
    page, more = access.outbox_page(after=int(request.GET.get("after", "0")))
    letters = [{"letter_id": str(x.letter_id), "kind": x.kind, "body": x.body} for x in page]
    return JsonResponse({"letters": letters, "last": page[-1].pk if page else 0, "more": more})


@login_not_required
@csrf_exempt
@require_POST
@_signed
def acknowledgements(_request: HttpRequest, body: bytes) -> HttpResponse:
    """Let go of letters that the staff side keeps now."""
    return JsonResponse({"let_go": actions.acknowledge(_letter_ids(body))})


def _letter_ids(body: bytes) -> list[UUID]:
    """Read the ids; ValueError for anything else than a list of them."""
    try:
        return [UUID(letter_id) for letter_id in json.loads(body)["letter_ids"]]
    except (LookupError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("no list of letter ids") from error
