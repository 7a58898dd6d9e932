"""The dry run: reads a whole file, writes nothing, and reports every row that fails."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from waystation.core.importing.limits import limits
from waystation.core.importing.progress import Watcher, unwatched
from waystation.core.importing.reading import Reading
from waystation.core.importing.rows import Outcome, Problem, RowCleaner
from waystation.core.importing.tables import Table
from waystation.core.importing.targets import Row, Target
from waystation.core.models import Organisation

BATCH = 2000


@dataclass
class Report:
    """What a file holds: `rows` is always `accepted` + `rejected` + `already_there`."""

    rows: int = 0
    accepted: int = 0
    rejected: int = 0
    already_there: int = 0
    records: int = 0
    problems_total: int = 0
    problems: list[Problem] = field(default_factory=list)

    def note(self, outcome: Outcome, fresh: int) -> None:
        """Count one row of the file, of whose records `fresh` are new."""
        self.rows += 1
        self.records += fresh
        self.problems_total += len(outcome.problems)
        if outcome.problems:
            self.rejected += 1
            room = limits().problems - len(self.problems)
            self.problems.extend(outcome.problems[: max(0, room)])
        elif fresh or not outcome.rows:
            self.accepted += 1
        else:
            self.already_there += 1


def check(
    table: Table, reading: Reading, target: Target, organisation: Organisation, watch: Watcher = unwatched
) -> Report:
    """Read the whole table and report. CannotRead when the reading does not fit it."""
    report = Report()
    for _row in fresh_rows(table, reading, target, organisation, report=report, watch=watch):
        pass
    return report


def fresh_rows(  # noqa: PLR0913  reading a file has these six sides
    table: Table,
    reading: Reading,
    target: Target,
    organisation: Organisation,
    *,
    report: Report,
    watch: Watcher = unwatched,
) -> Iterator[Row]:
    """Yield the records that are not there yet, noting every row of the file in the report on the way."""
    for batch in _batches(RowCleaner(table, reading, target)):
        known = target.existing_keys([row.key for outcome in batch for row in outcome.rows], organisation)
        for outcome in batch:
            fresh = [row for row in outcome.rows if row.key not in known]
            report.note(outcome, len(fresh))
            yield from fresh
        watch(report.rows, table.source.share_read())


def _batches(outcomes: Iterable[Outcome]) -> Iterator[list[Outcome]]:
    stream = iter(outcomes)
    while batch := list(islice(stream, BATCH)):
        yield batch
