"""What the gallery shows: a specimen of every component, every chart kind, and the words they are filled with."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.utils.translation import gettext_lazy as _

from waystation import charts
from waystation.ui.tables import Column, Link, Row, Table, Tag
from waystation.ui.widgets import DayInput

SPECIMENS = Path(__file__).parent / "templates" / "ui" / "gallery"
HEADINGS = {
    "colours": _("Colours"),
    "type": _("Letters and sizes"),
    "button": _("Buttons"),
    "error_summary": _("What is missing or wrong"),
    "field": _("Questions"),
    "choices": _("Choices"),
    "file": _("Choosing a file"),
    "search": _("Search"),
    "table": _("Table"),
    "pagination": _("Pages of a list"),
    "empty": _("Empty list"),
    "progress": _("Progress"),
    "notice": _("Notices"),
    "tag": _("States in a word"),
    "breadcrumb": _("The way back"),
    "facts": _("Facts"),
    "number": _("Big number"),
    "confirm": _("Confirmation"),
    "bars_by_year": _("Bars by year"),
    "big_number": _("Big number in a chart"),
    "note": _("Note"),
    "pictogram": _("Pictogram"),
    "proportion": _("Proportion"),
    "ranked_bars": _("Ranked bars"),
}


@dataclass(frozen=True)
class Specimen:
    """One component: its name, the template that shows it, and how that template is written."""

    name: str
    template: str
    source: str

    @property
    def heading(self) -> str:
        return heading(self.name)


class SpecimenForm(forms.Form):
    """One question of every kind; the gallery sends it half answered."""

    place = forms.CharField(
        label=_("Where did the conversation take place?"),
        help_text=_("A town is enough. Write no address."),
        error_messages={"required": _("Write the town.")},
    )
    took_place_on = forms.DateField(
        label=_("On which day?"),
        widget=DayInput,
        error_messages={"required": _("Choose the day."), "invalid": _("Choose the day.")},
    )
    note = forms.CharField(
        label=_("What should a colleague know?"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    channel = forms.ChoiceField(
        label=_("How did they reach us?"),
        choices=[("phone", _("Phone")), ("email", _("Email")), ("in_person", _("In person"))],
        error_messages={"required": _("Choose how they reached us.")},
    )
    urgency = forms.ChoiceField(
        label=_("How urgent is it?"),
        choices=[("none", _("Not urgent")), ("high", _("Today")), ("danger_now", _("Danger now"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how urgent it is.")},
    )
    topics = forms.MultipleChoiceField(
        label=_("What was it about?"),
        choices=[
            ("job", _("A job offer")),
            ("travel", _("Travel")),
            ("rights", _("Rights at work")),
            ("other", _("Other")),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    callback = forms.BooleanField(label=_("They want to be called back"), required=False)
    sheet = forms.FileField(label=_("Which file?"), help_text=_("CSV or XLSX, up to 50 MB."), required=False)


def specimens() -> list[Specimen]:
    """Return the specimens, one file each, in the order of their names."""
    return [
        Specimen(path.stem.partition("_")[2], f"ui/gallery/{path.name}", path.read_text(encoding="utf-8"))
        for path in sorted(SPECIMENS.glob("*.html"))
    ]


def filling(sort: str) -> dict[str, Any]:
    """Return what the specimens are given; the people and numbers are invented."""
    form = SpecimenForm({"place": "Tetovo", "took_place_on": "", "topics": ["job"], "channel": "phone"})
    return {"form": form, "table": _table(sort), "page": _page(), "trail": _trail(), "pairs": _pairs(), "none": ()}


def heading(name: str) -> str:
    """Return the heading of a component or chart kind in the active language; one without words keeps its name."""
    return str(HEADINGS.get(name) or name.replace("_", " ").capitalize())


def drawings(language: str) -> list[tuple[str, str]]:
    """Return every chart kind's own example as markup, by heading."""
    return [
        (heading(name), charts.html(_poster(name, kind.gallery(language), language)))
        for name, kind in charts.kinds().items()
    ]


def _poster(name: str, block: charts.Block, language: str) -> charts.Poster:
    return charts.Poster(language=language, title=heading(name), blocks=(block,))


def _table(sort: str) -> Table:
    columns = (
        Column(_("Contact"), sort="code"),
        Column(_("Day"), "date", sort="day"),
        Column(_("State")),
        Column(_("Minutes"), "number", sort="minutes"),
    )
    rows = [
        Row(("K-1042", date(2021, 11, 23), Tag(_("Done"), "done"), 12), "#"),
        Row(("K-1041", date(2021, 11, 22), Tag(_("Call back"), "warning"), 1240), "#"),
        Row(("K-1040", date(2021, 9, 4), Tag(_("Danger now"), "danger"), None), "#"),
    ]
    order = {"code": 0, "day": 1, "minutes": 3}[sort.removeprefix("-")]
    rows.sort(key=lambda row: str(row.values[order]), reverse=sort.startswith("-"))
    return Table(_("Contacts of the last days"), columns, rows, sort=sort)


def _page() -> Page[int]:
    return Paginator(range(6_104), 50).page(7)


def _trail() -> list[tuple[str, Any]]:
    return [("#", _("Releases")), ("#", _("Helpline"))]


def _pairs() -> list[tuple[Any, object]]:
    return [
        (_("Period"), "2002–2021"),
        (_("Approved on"), date(2021, 11, 23)),
        (_("State"), Tag(_("Approved"), "done")),
        (_("Figures"), Link(1_240, "#")),
        (_("Withdrawn on"), None),
    ]
