"""Reads CSV, plain or gzip-packed, row by row and never as a whole."""

import csv
import gzip
import io
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, cast

from django.utils.translation import gettext as _

from waystation.core.importing.errors import CannotRead
from waystation.core.importing.limits import in_words, limits
from waystation.core.importing.sniffing import FileKind, delimiter_of, encoding_of, sample

RowOfCells = tuple[int, Sequence[str]]


class Counted(io.RawIOBase):
    """Bytes of a text, counted: a small packed file cannot unfold into an endless one."""

    def __init__(self, inner: BinaryIO) -> None:
        self.inner = inner
        self.left = limits().unpacked_bytes

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        part = self.inner.read(len(buffer))
        self.left -= len(part)
        if self.left < 0:
            raise CannotRead(
                _("Unpacked, the file has more than %(limit)s. Divide it into several files.")
                % {"limit": in_words(limits().unpacked_bytes)}
            )
        buffer[: len(part)] = part
        return len(part)

    def close(self) -> None:
        self.inner.close()
        super().close()


class TextTable:
    """Rows of a CSV file, numbered as a spreadsheet shows them."""

    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]] = ()

    def __init__(self, path: Path, kind: FileKind) -> None:
        self.path, self.kind = path, kind
        start = sample(path, kind)
        self.encoding = encoding_of(start)
        self.delimiter = delimiter_of(start.decode(self.encoding, "replace"))
        self._raw: BinaryIO | None = None

    def rows(self) -> Iterator[RowOfCells]:
        """Yield every row; CannotRead says at which row the file breaks."""
        csv.field_size_limit(limits().cell_characters)
        number = 0
        with self.path.open("rb") as self._raw, self._text(self._raw) as text:
            reader = csv.reader(text, delimiter=self.delimiter)
            try:
                for number, cells in enumerate(reader, start=1):
                    yield number, cells
            except csv.Error as error:
                raise CannotRead(
                    _("Row %(row)s cannot be divided into cells: look for a quotation mark that is not closed.")
                    % {"row": number + 1}
                ) from error
            except UnicodeDecodeError as error:
                raise CannotRead(
                    _("After row %(row)s the letters cannot be read. Save the file as CSV UTF-8.") % {"row": number}
                ) from error
            except (EOFError, zlib.error, gzip.BadGzipFile) as error:
                raise CannotRead(_("The compressed file is damaged. Pack it again, or upload it unpacked.")) from error

    def share_read(self) -> float:
        """Return how much of the file has been read, 0 to 1."""
        if self._raw is None or self._raw.closed:
            return 0.0
        return min(1.0, self._raw.tell() / max(1, self.path.stat().st_size))

    def flagged(self, _row: int) -> dict[int, str]:
        """CSV holds no formulas: a cell that begins with `=` is text."""
        return {}

    def _text(self, raw: BinaryIO) -> io.TextIOWrapper:
        inner = cast("BinaryIO", gzip.GzipFile(fileobj=raw)) if self.kind == "csv.gz" else raw
        return io.TextIOWrapper(io.BufferedReader(Counted(inner), 1 << 16), encoding=self.encoding, newline="")
