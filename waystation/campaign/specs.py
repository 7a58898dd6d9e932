"""Infographic specifications: one TOML file each, found in `infographics/<series>/`."""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "infographics"
LANGUAGES = ("mk", "sq", "en")
SERIES = ("organisation", "published", "ctdc")  # in the order pages show them; others follow by name
Words = Mapping[str, str]


class BadSpecification(Exception):
    """A specification file says something that cannot be drawn."""


@dataclass(frozen=True)
class BlockSpecification:
    """One block: the chart kind, the indicator it shows, how cells are chosen, its words, shapes that lack room."""

    kind: str
    indicator: str
    choices: Mapping[str, Any]
    words: Mapping[str, Words]
    not_in: tuple[str, ...] = ()


@dataclass(frozen=True)
class Specification:
    """One infographic: the release set it draws from, its words in every language, its blocks."""

    series: str
    name: str
    set_code: str
    order: int
    words: Mapping[str, Words]
    blocks: tuple[BlockSpecification, ...]
    digest: str

    @property
    def address(self) -> str:
        return f"{self.series}/{self.name}"


@cache
def specifications() -> tuple[Specification, ...]:
    """Return every specification, by series and order."""
    found = [read(path) for path in FOLDER.glob("*/*.toml")]
    return tuple(sorted(found, key=_place))


def _place(spec: Specification) -> tuple[int, str, int, str]:
    known = SERIES.index(spec.series) if spec.series in SERIES else len(SERIES)
    return known, spec.series, spec.order, spec.name


def specification(series: str, name: str) -> Specification | None:
    """Return one specification by its address."""
    return next((spec for spec in specifications() if (spec.series, spec.name) == (series, name)), None)


def read(path: Path) -> Specification:
    """Read one file; BadSpecification names the file and what is missing."""
    text = path.read_bytes()
    try:
        raw = tomllib.loads(text.decode())
        blocks = tuple(_block(block) for block in raw.pop("blocks"))
        set_code, order = raw.pop("set"), raw.pop("order")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError) as error:
        raise BadSpecification(f"{path.name}: {error}. A specification needs set, order, words and blocks.") from error
    _need_all_languages(path.name, raw, blocks)
    digest = hashlib.sha256(text).hexdigest()
    return Specification(path.parent.name, path.stem, set_code, order, raw, blocks, digest)


def _block(raw: dict[str, Any]) -> BlockSpecification:
    words = {key: value for key, value in raw.items() if isinstance(value, dict) and set(value) & set(LANGUAGES)}
    choices = {key: value for key, value in raw.items() if key not in {*words, "kind", "indicator", "not_in"}}
    return BlockSpecification(raw["kind"], raw.get("indicator", ""), choices, words, tuple(raw.get("not_in", ())))


def _need_all_languages(name: str, words: Mapping[str, Words], blocks: tuple[BlockSpecification, ...]) -> None:
    groups = [*words.items(), *((key, value) for block in blocks for key, value in block.words.items())]
    for key, value in groups:
        missing = [language for language in LANGUAGES if not value.get(language)]
        if missing:
            raise BadSpecification(f"{name}: {key} has no words in {', '.join(missing)}.")
