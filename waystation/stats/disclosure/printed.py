"""A printed table as pure data: the only thing the auditor may look at."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from waystation.stats.disclosure.axes import Axis
from waystation.stats.disclosure.table import CellKey, cell_key


@dataclass(frozen=True)
class PrintedTable:
    """Numbers and marks as they stand on the page, with the structure every reader can see.

    Units: as printed.
    Shape: `numbers` and `possible` have one entry per combination of codes, last dimension fastest;
        None is a withheld number; `possible` is False where everybody knows that nobody can be.
    Errors: ValueError when the entries do not fill the table.
    Source: docs/statistics-methods.md.
    """

    dimensions: tuple[str, ...]
    axes: tuple[Axis, ...]
    total_code: str
    counted: str
    numbers: tuple[int | None, ...]
    possible: tuple[bool, ...]

    def __post_init__(self) -> None:
        cells = 1
        for axis in self.axes:
            cells *= len(axis.codes)
        if not len(self.numbers) == len(self.possible) == cells:
            raise ValueError(f"The table has {cells} cells but {len(self.numbers)} numbers. Give one per cell.")

    def rows(self) -> Iterator[tuple[tuple[str, ...], int | None, bool]]:
        codes = product(*(axis.codes for axis in self.axes))
        return zip(codes, self.numbers, self.possible, strict=True)

    def key(self, codes: Sequence[str]) -> CellKey:
        return cell_key(self.counted, dict(zip(self.dimensions, codes, strict=True)), self.total_code)

    def as_dict(self) -> dict[str, object]:
        """Return the table for a file that anybody can audit again."""
        return {
            "dimensions": list(self.dimensions),
            "total_code": self.total_code,
            "counted": self.counted,
            "axes": [_axis_dict(axis) for axis in self.axes],
            "numbers": list(self.numbers),
            "impossible": [i for i, possible in enumerate(self.possible) if not possible],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, object]) -> "PrintedTable":
        """Read what `as_dict` wrote."""
        numbers: tuple[int | None, ...] = tuple(data["numbers"])  # type: ignore[arg-type]
        impossible = set(data["impossible"])  # type: ignore[call-overload]
        return cls(
            dimensions=tuple(data["dimensions"]),  # type: ignore[arg-type]
            axes=tuple(_axis(entry) for entry in data["axes"]),  # type: ignore[attr-defined]
            total_code=str(data["total_code"]),
            counted=str(data["counted"]),
            numbers=numbers,
            possible=tuple(i not in impossible for i in range(len(numbers))),
        )


def _axis_dict(axis: Axis) -> dict[str, object]:
    return {
        "name": axis.name,
        "codes": list(axis.codes),
        "leaf_count": axis.leaf_count,
        "children": {str(node): list(parts) for node, parts in axis.children.items()},
    }


def _axis(entry: Mapping[str, object]) -> Axis:
    children: Mapping[str, Sequence[int]] = entry["children"]  # type: ignore[assignment]
    return Axis(
        name=str(entry["name"]),
        codes=tuple(entry["codes"]),  # type: ignore[arg-type]
        leaf_count=int(str(entry["leaf_count"])),
        children={int(node): tuple(parts) for node, parts in children.items()},
    )
