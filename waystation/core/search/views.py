"""The page of the search."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from waystation.core.access import StaffRequest, needs
from waystation.core.rights import Right
from waystation.core.sealing.staff import keyring
from waystation.core.search.access import Answer, search
from waystation.core.search.forms import WordsForm
from waystation.ui.tables import Column, Row, Table


@sensitive_post_parameters()
@needs(Right.READ_RECORDS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def page(request: StaffRequest) -> HttpResponse:
    """Ask for words and show what answers; nothing of it is kept."""
    form = WordsForm(request.POST if request.method == "POST" else None)
    answers = search(request.user, form.cleaned_data["words"], keyring()) if form.is_valid() else []
    context = {"search": form, "tables": [_table(each) for each in answers if each.hits]}
    return render(request, "search/search.html", {**context, "notices": list(_notices(answers))})


def _table(answer: Answer) -> Table:
    columns = [Column(_("Found")), Column(_("Known by"))]
    return Table(answer.kind, columns, [Row([hit.title, hit.about], hit.href) for hit in answer.hits])


def _notices(answers: list[Answer]) -> list[str]:
    more, damaged = sum(each.more for each in answers), sum(each.damaged for each in answers)
    notices = []
    if more:
        notices.append(_("There is more than is shown here. Write more letters, or a second word."))
    if damaged:
        notices.append(_("Some records could not be opened. Tell the operator to run waystation verify."))
    return notices
