"""Every change at the SOS line: contacts, drafts, calls promised back, callers linked."""

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

__all__ = [
    "end_callback",
    "forget_draft",
    "keep_draft",
    "link_callers",
    "open_case_from",
    "promise_callback",
    "record_contact",
    "record_empty_call",
    "take_back",
    "unlink_caller",
]
