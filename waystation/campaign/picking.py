"""Choosing cells of a published table for one block, and naming them in a language."""

from collections.abc import Iterable
from dataclasses import dataclass

from waystation import charts, vocab
from waystation.campaign.specs import BadSpecification, BlockSpecification
from waystation.evidence.published import Cell, PublishedRelease, PublishedTable

TOTAL = "Total"


@dataclass(frozen=True)
class Pick:
    """What a composer needs: the block's wishes, the release, the language."""

    block: BlockSpecification
    release: PublishedRelease
    language: str

    def words(self, key: str) -> str:
        """Return the block's words of that name; empty when it has none."""
        return self.block.words.get(key, {}).get(self.language, "")

    def table(self) -> PublishedTable:
        """Return the table of the block's indicator."""
        try:
            return self.release.table(self.block.indicator)
        except KeyError as error:
            raise BadSpecification(str(error.args[0])) from error

    def one(self) -> charts.Figure:
        """Return the single figure at `at` (every other dimension at its total)."""
        cells = list(self._cells(shown=frozenset()))
        if len(cells) != 1:
            raise BadSpecification(f"{self.block.indicator}: {len(cells)} cells at {self.at()}, one is needed.")
        return self.figure(cells[0])

    def along(self, dimension: str) -> list[Cell]:
        """Return the cells along one dimension, without its total, as the table orders them."""
        return [cell for cell in self._cells(shown=frozenset({dimension})) if cell.at[dimension] != TOTAL]

    def dimension(self) -> str:
        """Return the dimension the block runs along."""
        return str(self.block.choices["along"])

    def at(self) -> dict[str, str]:
        """Return the fixed places the block asks for."""
        return dict(self.block.choices.get("at", {}))

    def figure(self, cell: Cell) -> charts.Figure:
        """Return a cell as a figure: one source's text or interval stays what it was."""
        unit = str(self.block.choices.get("unit", ""))
        if cell.status != "shown":
            return charts.Figure(status=cell.status, source=cell.source)
        if self.block.choices.get("show") == "share":
            return self._share(cell)
        text = cell.text or None
        low, high = (cell.low, cell.high) if text or cell.value is None else (None, None)
        return charts.Figure(cell.value, text=text, low=low, high=high, unit=unit, source=cell.source)

    def _share(self, cell: Cell) -> charts.Figure:
        if cell.share_pct is None:
            return charts.Figure(status="absent")
        small = 0 < cell.share_pct < 1  # somebody is behind it: never "0 %"
        return charts.Figure(value=cell.share_pct if small else round(cell.share_pct), unit="%")

    def label(self, dimension: str, code: str) -> str:
        """Name a code in the language of the drawing; years and free labels name themselves."""
        codes = next(entry.codes for entry in self.table().dimensions if entry.code == dimension)
        return vocab.label(codes, code, self.language) if codes else code.replace("-", "–")

    def _cells(self, *, shown: frozenset[str]) -> Iterable[Cell]:
        wanted = {entry.code: TOTAL for entry in self.table().dimensions if entry.code not in shown} | self.at()
        unknown = set(wanted) - {entry.code for entry in self.table().dimensions}
        if unknown:
            raise BadSpecification(f"{self.block.indicator} has no dimension {', '.join(sorted(unknown))}.")
        return (cell for cell in self.table().cells if all(cell.at[key] == value for key, value in wanted.items()))
