"""What the worker looks at every minute: shares with guests whose day is over."""

from waystation.cases.guests.actions import end_what_is_over

__all__ = ["end_what_is_over"]
