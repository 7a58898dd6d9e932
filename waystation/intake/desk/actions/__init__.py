"""Every change at the SOS line: contacts, drafts, calls promised back, callers linked, reports."""

from waystation.intake.desk.actions.callbacks import end_callback, promise_callback
from waystation.intake.desk.actions.contacts import (
    link_callers,
    open_case_from,
    record_contact,
    record_empty_call,
    take_back,
    unlink_caller,
)
from waystation.intake.desk.actions.drafts import forget_draft, keep_draft
from waystation.intake.desk.actions.reports import (
    answer_report,
    begin_contact,
    name_contact,
    name_outside,
    put_away,
    wrap_inside,
)

__all__ = [
    "answer_report",
    "begin_contact",
    "end_callback",
    "forget_draft",
    "keep_draft",
    "link_callers",
    "name_contact",
    "name_outside",
    "open_case_from",
    "promise_callback",
    "put_away",
    "record_contact",
    "record_empty_call",
    "take_back",
    "unlink_caller",
    "wrap_inside",
]
