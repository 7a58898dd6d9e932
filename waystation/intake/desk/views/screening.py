"""Screening a caller's situation, and keeping the questions."""

import json
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from waystation.cases.listing import said
from waystation.core.access import StaffRequest, needs
from waystation.core.errors import ActionRefused
from waystation.core.rights import Kind, Right
from waystation.core.sealing.records import open_text
from waystation.core.sealing.staff import keyring
from waystation.intake.desk.access import asked_by, assessment_for, contact_for, edition_for
from waystation.intake.desk.actions import screening as actions
from waystation.intake.desk.explaining import explained, proposed
from waystation.intake.desk.forms.screening import AnswersForm, ConclusionForm, ProfileForm, QuestionForm
from waystation.intake.desk.models import Assessment
from waystation.vocab import delphi


@needs(Right.ANSWER_LINE, Kind.CONTACTS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def begin(request: StaffRequest, code: UUID) -> HttpResponse:
    """Ask whether the person is a child, and begin."""
    contact = contact_for(request.user, code)
    form = ProfileForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        edition = edition_for(request.user)
        begun = actions.begin_assessment(contact, edition, by=request.user, profile=form.cleaned_data["profile"])
        return redirect(begun)
    return render(request, "desk/begin_screening.html", {"contact": contact, "form": form})


@needs(Right.ANSWER_LINE, Kind.CONTACTS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def assessment(request: StaffRequest, code: UUID) -> HttpResponse:
    """Ask, keep, explain; and let a person conclude."""
    found = assessment_for(request.user, code)
    concluding = request.method == "POST" and "conclude" in request.POST
    if concluding:
        form = ConclusionForm(request.POST)
        if form.is_valid():
            return _carried_out(request, found, conclusion=form.cleaned_data["conclusion"])
        return _page(request, found, AnswersForm(found.asked(), initial=_answers(found)), form)
    asking = AnswersForm(found.asked(), request.POST if request.method == "POST" else None, initial=_answers(found))
    if request.method == "POST" and asking.is_valid():
        return _carried_out(request, found, answers=asking.answered())
    return _page(request, found, asking, ConclusionForm())


def _carried_out(
    request: StaffRequest, found: Assessment, *, answers: dict[str, str] | None = None, conclusion: str = ""
) -> HttpResponse:
    try:
        if conclusion:
            actions.conclude(found, by=request.user, conclusion=conclusion)
            messages.success(request, _("Your conclusion is kept, with your name."))
        else:
            actions.answer(found, answers or {}, keyring(), by=request.user)
            messages.success(request, _("The answers are kept. Below stands what they support."))
    except ActionRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect(found)


def _page(request: StaffRequest, found: Assessment, asking: AnswersForm, concluding: ConclusionForm) -> HttpResponse:
    result = delphi.assess(found.asked(), _answers(found), found.profile)
    context = {
        "assessment": found,
        "asking": asking,
        "concluding": concluding,
        "form": concluding if concluding.is_bound else asking,
        "table": explained(found.asked(), result),
        "proposed": proposed(result),
        "result": result,
        "version": found.asked().version,
        "concluded": said("screening_conclusion", found.conclusion),
    }
    return render(request, "desk/screening.html", context)


def _answers(found: Assessment) -> dict[str, str]:
    answers: dict[str, str] = json.loads(open_text(found, "answers", keyring()) or "{}")
    return answers


@needs(Right.EDIT_QUESTIONS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def questions(request: StaffRequest) -> HttpResponse:
    """Show the questions asked today, and take one more."""
    asked = asked_by(request.user)
    form = QuestionForm(asked, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.add_question(asked, form.question(), by=request.user)
        except ActionRefused as refusal:
            form.add_error("code", str(refusal))
        else:
            messages.success(request, _("The question is asked from now on. Older screenings keep their edition."))
            return redirect("desk:questions")
    language = get_language() or "en"
    parts = [
        (words.get(language) or words["en"], [(x, x.label(language)) for x in asked.questions if x.dimension == name])
        for name, words in asked.dimensions.items()
    ]
    context = {"parts": parts, "form": form, "edition": edition_for(request.user)}
    return render(request, "desk/questions.html", context)


@needs(Right.EDIT_QUESTIONS)
@require_POST
def change_question(request: StaffRequest, question: str) -> HttpResponse:
    """Move a question up or down, or stop asking it."""
    asked = asked_by(request.user)
    try:
        asked[question]
    except delphi.UnknownQuestion as error:
        raise Http404 from error
    wish = request.POST.get("wish", "")
    if wish in {"up", "down"}:
        actions.move_question(asked, question, up=wish == "up", by=request.user)
    elif wish == "drop":
        actions.drop_question(asked, question, by=request.user)
        messages.success(request, _("The question is no longer asked. Older screenings keep it."))
    else:
        messages.warning(request, _("Choose to move the question up or down, or to stop asking it."))
    return redirect("desk:questions")
