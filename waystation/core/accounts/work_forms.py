"""What is asked about work: as what somebody works, in which programmes, and who belongs to a team."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from waystation import vocab
from waystation.core.accounts import staff
from waystation.core.accounts.forms import LeavingForm
from waystation.core.models import Team, User
from waystation.core.rights import Right, role_choices


class WorkForm(LeavingForm):
    """As what a colleague works, in which programmes, and who takes open cases over where the new role reads none."""

    role = forms.ChoiceField(label=_("As what do they work?"), error_messages={"required": _("Choose a role.")})
    programmes = forms.MultipleChoiceField(
        label=_("In which programmes?"),
        help_text=_("Where none is chosen, those of the role hold."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    field_order = ("role", "programmes", "to")

    def __init__(self, *args: Any, member: User, by: User, **kwargs: Any) -> None:
        kwargs["initial"] = {"role": member.role, "programmes": member.programmes}
        super().__init__(*args, member=member, **kwargs)
        self.fields["to"].required = False
        self.fields["to"].help_text = _("Needed only where the new role reads no cases.")
        roles = [(code, name) for code, name in role_choices() if code == member.role or staff.may_give(by, code)]
        self.fields["role"].choices = roles  # type: ignore[attr-defined]
        self.fields["programmes"].choices = programmes()  # type: ignore[attr-defined]


class TeamForm(forms.Form):
    """What a team is called, and who belongs to it."""

    name = forms.CharField(
        label=_("What is the team called?"), max_length=80, error_messages={"required": _("Type a name for the team.")}
    )
    members = forms.MultipleChoiceField(
        label=_("Who belongs to it?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, user: User, team: Team | None = None, **kwargs: Any) -> None:
        if team is not None:
            codes = [str(code) for code in team.members.values_list("code", flat=True)]
            kwargs["initial"] = {"name": team.name, "members": codes}
        super().__init__(*args, **kwargs)
        self._colleagues = {str(each.code): each for each in _may_belong(user)}
        names = [(code, f"{each.display_name} ({each.get_role_display()})") for code, each in self._colleagues.items()]
        self.fields["members"].choices = names  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        return str(self.cleaned_data["name"]).strip()

    def clean_members(self) -> list[User]:
        return [self._colleagues[code] for code in self.cleaned_data["members"]]


def programmes() -> list[tuple[str, str]]:
    """Return every programme with its name."""
    language = get_language() or "en"
    return [(each.code, vocab.label("programme", each.code, language)) for each in vocab.code_list("programme").answers]


def _may_belong(user: User) -> Sequence[User]:
    return [each for each in staff.colleagues_of(user).filter(is_active=True) if each.may(Right.READ_RECORDS)]
