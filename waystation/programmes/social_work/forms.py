"""Questions that narrow the list of accompanied people."""

from waystation.cases.forms import WorkFilters


class AccompanimentFilters(WorkFilters):
    """Every case here is one of social work, so the programme is not asked."""
