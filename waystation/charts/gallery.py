"""Posters to look at and to test with: one file each in `examples`, discovered; numbers are invented unless said."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from waystation.charts.figures import Figure
from waystation.charts.kinds import kinds
from waystation.charts.parts import Part
from waystation.charts.poster import Block, Poster
from waystation.charts.years import Year

FOLDER: Final = Path(__file__).parent / "examples"
ABSENCES: Final = ("withheld", "unknown", "absent")
INVENTED: Final = {
    "en": "Invented data",
    "mk": "Измислени податоци",
    "sq": "Të dhëna të shpikura",
    "ar": "بيانات خيالية",
    "fa": "داده‌های خیالی",
}
LINE: Final = {"en": "SOS line", "mk": "СОС линија", "sq": "Linja SOS", "ar": "خط النجدة", "fa": "خط امداد"}


def examples(language: str) -> dict[str, Poster]:
    """Return every example poster that has words in a language, by name."""
    loaded = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))}
    return {name: _poster(example, language) for name, example in loaded.items() if language in example["title"]}


def _poster(example: dict[str, Any], language: str) -> Poster:
    texts = {name: example[name][language] for name in ("title", "subtitle", "source", "method")}
    closing = example["closing"]
    return Poster(
        language=language,
        blocks=tuple(_block(block, language) for block in example["blocks"]),
        period=example["period"],
        banner=INVENTED[language] if example["invented"] else "",
        note=f"{LINE[language]} {closing}" if closing else "",
        **texts,
    )


def _block(block: dict[str, Any], language: str) -> Block:
    readers: dict[str, Callable[[Any], Any]] = {
        "figure": figure_of,
        "parts": lambda value: _parts(value, language),
        "years": _years,
    }
    arguments: dict[str, Any] = {}
    for name, value in block.items():
        spoken = value[language] if isinstance(value, dict) else value
        arguments[name] = readers[name](spoken) if name in readers else spoken
    kind = arguments.pop("kind")
    if kind == "ranked_bars":
        arguments["bars"] = arguments.pop("parts")
    made: Block = kinds()[kind].BLOCK(**arguments)
    return made


def _parts(parts: list[dict[str, Any]], language: str) -> tuple[Part, ...]:
    return tuple(Part(part["label"][language], figure_of(part["figure"]), part.get("tone", "")) for part in parts)


def _years(years: list[list[str]]) -> tuple[Year, ...]:
    return tuple(Year(label, tuple(_sourced(text) for text in texts)) for label, *texts in years)


def _sourced(text: str) -> Figure:
    source, _, published = text.rpartition(": ")
    return figure_of(published, source)


def figure_of(published: str, source: str = "") -> Figure:
    """Read a figure as an example writes it: "168", "31%", "<5", "withheld"."""
    if published in ABSENCES:
        return Figure(status=published, source=source)  # type: ignore[arg-type]
    unit = "%" if published.endswith("%") else ""
    plain = published.removesuffix("%")
    if plain.isdecimal():
        return Figure(int(plain), unit, source=source)
    return Figure(text=plain, unit=unit, source=source)
