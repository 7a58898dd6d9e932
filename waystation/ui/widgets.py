"""Ways to answer a question that Django does not bring along."""

from django import forms


class DayInput(forms.DateInput):
    """A day: the browser's own calendar, or typed; the value is written as 2026-11-23."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")
