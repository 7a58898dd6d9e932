"""Opens any file that can be read, as a header and a stream of rows."""

from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Protocol

from django.utils.translation import gettext as _

from waystation.core.importing.errors import CannotRead
from waystation.core.importing.header import LOOK_AT, Header, Merged, find_header
from waystation.core.importing.limits import limits
from waystation.core.importing.sniffing import FileKind, check_size, kind_of
from waystation.core.importing.text_tables import RowOfCells, TextTable
from waystation.core.importing.workbooks import Workbook


class Source(Protocol):
    """Rows of one sheet or text file."""

    merged: Merged

    def rows(self) -> Iterator[RowOfCells]: ...
    def share_read(self) -> float: ...
    def flagged(self, row: int, /) -> dict[int, str]: ...


class Table:
    """A file opened for reading: `header` names the columns, `rows` yields what stands below."""

    def __init__(self, source: Source, header: Header, kind: FileKind) -> None:
        self.source, self.kind = source, kind
        self.header = header.names
        self._last_header_row = header.last_row

    @property
    def sheet_names(self) -> Sequence[str]:
        """Return the sheets of a workbook; none for a text file."""
        return self.source.sheet_names if isinstance(self.source, Workbook) else ()

    def rows(self) -> Iterator[RowOfCells]:
        """Yield every row below the header that is not blank."""
        number, most, flagged = 0, limits().rows, self.source.flagged
        for number, cells in self.source.rows():
            if number > most:
                raise CannotRead(
                    _("The file has more than %(rows)s rows. Divide it into several files.") % {"rows": most}
                )
            if number > self._last_header_row and (any(cells) or flagged(number)):
                yield number, cells
        if number <= self._last_header_row:
            raise CannotRead(_("The file has column names and no rows below them. Choose a file with rows."))


def open_table(path: Path, *, sheet: str = "", wanted: Collection[str] = (), header_row: int = 0) -> Table:
    """Open the file; CannotRead says why it cannot be read and what to do."""
    check_size(path)
    kind = kind_of(path)
    source: Source = Workbook(path, sheet) if kind == "xlsx" else TextTable(path, kind)
    first = list(islice(source.rows(), max(LOOK_AT, header_row + 1)))
    return Table(source, find_header(first, source.merged, wanted=wanted, declared=header_row), kind)
