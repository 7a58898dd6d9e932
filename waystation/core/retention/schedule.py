"""The schedule in force: what comes with the program, changed by the house within its bounds; and what is due."""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date

from django.utils.timezone import localdate

from waystation.core.models import Organisation
from waystation.core.retention.access import not_held
from waystation.core.retention.kinds import Kind, kinds
from waystation.core.retention.models import RuleChange


@dataclass(frozen=True)
class Rule:
    """How long one kind is kept here."""

    kind: Kind
    keep_months: int
    changed: RuleChange | None

    def before(self, today: date) -> date:
        """Return the day before which the clock must have started for a record to be due."""
        year, month = divmod(today.year * 12 + today.month - 1 - self.keep_months, 12)
        return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def rules(organisation: Organisation) -> list[Rule]:
    """Return the rule in force for every kind."""
    newest = {each.kind: each for each in RuleChange.objects.filter(organisation=organisation).order_by("pk")}
    return [_rule(kind, newest.get(code)) for code, kind in kinds().items()]


def rule(organisation: Organisation, code: str) -> Rule:
    """Return the rule in force for one kind; KeyError for a kind nobody declares."""
    newest = RuleChange.objects.filter(organisation=organisation, kind=code).order_by("pk").last()
    return _rule(kinds()[code], newest)


@dataclass(frozen=True)
class Due:
    """What has to go: for each kind the day, how many records, and how many a hold keeps."""

    before: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    held: dict[str, int] = field(default_factory=dict)


def due(organisation: Organisation, today: date | None = None) -> Due:
    """Count what is due today, or on another day, to try the schedule."""
    found = Due()
    for each in rules(organisation):
        code, day = each.kind.code, each.before(today or localdate())
        rows = each.kind.due(organisation, day)
        over = rows.count()
        going = not_held(each.kind, rows, organisation).count() if over else 0
        if going:
            found.before[code], found.counts[code] = day.isoformat(), going
        if over > going:
            found.held[code] = over - going
    return found


def _rule(kind: Kind, changed: RuleChange | None) -> Rule:
    return Rule(kind, changed.keep_months if changed else kind.keep_months, changed)
