"""Pages for people outside: the report, the way back with a code, the check of a job offer.

They need no script, no account and no cookie. They are exempt from the token against forged forms: there is no session
that a foreign page could use in somebody's name, and a token would leave a cookie behind.
"""

from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from waystation.intake.public import access, actions, codes, offer
from waystation.intake.public.forms import AdditionForm, CodeForm, ReportForm
from waystation.intake.public.models import Conversation


def public_form(view: Any) -> Any:
    """Let the page be asked and posted, kept by nobody, and posted without a cookie."""
    return wraps(view)(csrf_exempt(require_http_methods(["GET", "HEAD", "POST"])(cache_control(no_store=True)(view))))


@public_form
def report(request: HttpRequest) -> HttpResponse:
    """Ask, seal at once, and show the return code."""
    opened = access.entrance()
    if opened is None:
        return _page(request, "closed", {}, status=503)
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ReportForm(*given, people=opened.people, others=opened.others, label_suffix="")
    if not form.is_valid():
        return _page(request, "report", {"form": form, "form_id": _form_id(request)})
    language = get_language() or "en"
    secret = actions.send_report(form.told_all(), opened.door, form=_form_id(request), language=language)
    words = codes.words_of(secret, language) if secret else []
    return _page(request, "sent", {"words": words, "borrowed": language in codes.WITHOUT_A_LIST})


@public_form
def back(request: HttpRequest) -> HttpResponse:
    """Read the answers, add something, be forgotten: whatever comes with a code that fits."""
    form = CodeForm(request.POST if request.method == "POST" else None, label_suffix="")
    if not form.is_valid():
        return _page(request, "back", {"form": form})
    secret = form.cleaned_data["code"]
    found = access.conversation_of(secret)
    if found is None:
        return _page(request, "back", {"form": form, "unknown": True})
    conversation, key = found
    actions.note_return(conversation)
    code = " ".join(codes.words_of(secret, conversation.language))
    if request.POST.get("do") == "forget":
        return _forget(request, conversation, code)
    answers = access.answers_to(conversation, key)
    context = {"answers": answers, "code": code, "begun_on": conversation.begun_on, **_added(request, conversation)}
    return _page(request, "answers", context)


def _added(request: HttpRequest, conversation: Conversation) -> dict[str, Any]:
    """Return the form for something more, and whether something was just added."""
    opened, blank = access.entrance(), AdditionForm(label_suffix="")
    if opened is None or request.POST.get("do") != "add":
        return {"form": blank if opened else None}
    form = AdditionForm(request.POST, request.FILES, label_suffix="")
    if not form.is_valid():
        return {"form": form}
    actions.add(conversation, form.told_all(), opened.door, form=_form_id(request))
    return {"form": blank, "added": True}


def _forget(request: HttpRequest, conversation: Conversation, code: str) -> HttpResponse:
    """Say first what will be gone; then let it go."""
    if request.POST.get("sure") != "yes":
        return _page(request, "forget", {"code": code})
    actions.withdraw(conversation)
    return _page(request, "forgotten", {})


@public_form
def check_offer(request: HttpRequest) -> HttpResponse:
    """Ten questions about a job abroad; what is answered here is stored nowhere."""
    given = {question.code: request.POST.get(question.code, "") for question in offer.QUESTIONS}
    questions = [(question, given[question.code]) for question in offer.QUESTIONS]
    result = offer.weigh(given) if request.method == "POST" else None
    return _page(request, "offer", {"questions": questions, "answers": offer.ANSWERS, "result": result})


def _form_id(request: HttpRequest) -> str:
    """Return by what this form is known when it is sent twice."""
    try:
        return str(UUID(request.POST.get("form_id", "")))
    except ValueError:
        return str(uuid4())


def _page(request: HttpRequest, name: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    context = {"sensitive": True, **access.site(), "form_id": str(uuid4()), **context}
    return render(request, f"public/{name}.html", context, status=status)
