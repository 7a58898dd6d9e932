"""The operational indicators of ILO and the European Commission (2009): which dimensions have support, and why.

Never a verdict: the conclusion is a named human's decision, and help never depends on it.
"""

import tomllib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

ADULT, CHILD = "adult", "child"
LANGUAGES = ("en", "mk", "sq", "rom", "tr", "sr", "ar", "fa")
YES = "yes"
ANSWERS = (YES, "no", "not_asked", "unknown", "refused")
RECRUITMENT = ("deceptive_recruitment", "coercive_recruitment", "vulnerability_recruitment")
EXPLOITATION, COERCION = "exploitation", "coercion_destination"


class UnknownQuestion(Exception):
    """An answer to a question that the file does not ask, or in a word that is no answer."""


@dataclass(frozen=True)
class Question:
    """One sign: the dimension it supports and how strongly, S, M or W, for an adult and for a child."""

    code: str
    dimension: str
    weight: Mapping[str, str]
    forced_labour: tuple[int, ...]
    said: Mapping[str, str]

    def label(self, language: str) -> str:
        return self.said.get(language) or self.said["en"]


@dataclass(frozen=True)
class Questions:
    """One edition of a file of questions."""

    name: str
    version: str
    source: str
    title: Mapping[str, str]
    dimensions: Mapping[str, Mapping[str, str]]
    questions: tuple[Question, ...]

    def __getitem__(self, code: str) -> Question:
        try:
            return next(each for each in self.questions if each.code == code)
        except StopIteration:
            raise UnknownQuestion(f"{self.name} {self.version} asks no question {code!r}.") from None


@dataclass(frozen=True)
class Line:
    """One dimension explained: which signs were said to be there, how strong, and whether they are enough."""

    dimension: str
    strong: tuple[str, ...]
    medium: tuple[str, ...]
    weak: tuple[str, ...]
    positive: bool

    @property
    def rule(self) -> str:
        """Return which part of the rule was met: `2S`, `S+1`, `3M`, `2M+W`, or nothing."""
        counts = (len(self.strong), len(self.medium), len(self.weak))
        return next((name for name, met in _PARTS.items() if met(*counts)), "")


@dataclass(frozen=True)
class Result:
    """What the answers support; `conclusion` is one of `CONCLUSIONS`, proposed and never decided."""

    profile: str
    lines: tuple[Line, ...]
    conclusion: str
    forced_labour: tuple[int, ...]
    open_questions: int

    def line(self, dimension: str) -> Line:
        return next(each for each in self.lines if each.dimension == dimension)


CONCLUSIONS = ("presumed_trafficking", "other_victim", "labour_rights", "no_support")
_PARTS: Mapping[str, Callable[[int, int, int], bool]] = MappingProxyType(
    {
        "2S": lambda strong, _medium, _weak: strong >= 2,
        "S+1": lambda strong, medium, weak: strong >= 1 and medium + weak >= 1,
        "3M": lambda _strong, medium, _weak: medium >= 3,
        "2M+W": lambda _strong, medium, weak: medium >= 2 and weak >= 1,
    }
)


@cache
def questions(name: str) -> Questions:
    """Return the published questions of one file, `screenings/<name>.toml`."""
    content = tomllib.loads((files("waystation.vocab") / "screenings" / f"{name}.toml").read_text(encoding="utf-8"))
    return from_content(name, content)


def from_content(name: str, content: Mapping[str, Any]) -> Questions:
    """Return the questions of an edition: the shape of the file, as an organisation keeps its own."""
    asked = tuple(
        Question(row["code"], row["dimension"], row["weight"], tuple(row["forced_labour"]), _said(row))
        for row in content["questions"]
    )
    return Questions(name, content["version"], content["source"], content["title"], content["dimensions"], asked)


def as_content(asked: Questions) -> dict[str, Any]:
    """Return the edition as plain data; `from_content` reads it back."""
    rows = [
        {"code": each.code, "dimension": each.dimension, "weight": dict(each.weight), **each.said}
        | {"forced_labour": list(each.forced_labour)}
        for each in asked.questions
    ]
    plain = {"version": asked.version, "source": asked.source, "title": dict(asked.title), "questions": rows}
    return plain | {"dimensions": {name: dict(dimension) for name, dimension in asked.dimensions.items()}}


def _said(row: Mapping[str, Any]) -> dict[str, str]:
    return {language: row[language] for language in LANGUAGES if row.get(language)}


def assess(asked: Questions, answers: Mapping[str, str], profile: str) -> Result:
    """Weigh the answers for an adult or a child; only "yes" supports anything.

    UnknownQuestion for an answer to a question not asked here, or in a word that is no answer.
    """
    for code, answer in answers.items():
        question = asked[code]
        if answer not in ANSWERS:
            raise UnknownQuestion(f"{answer!r} is no answer to {question.code}: use one of {', '.join(ANSWERS)}.")
    present = [each for each in asked.questions if answers.get(each.code) == YES and profile in each.weight]
    lines = tuple(_line(dimension, present, profile) for dimension in asked.dimensions)
    unanswered = sum(1 for each in asked.questions if answers.get(each.code, "not_asked") == "not_asked")
    forced = Counter(number for each in present for number in each.forced_labour)
    return Result(profile, lines, _conclusion(lines, profile), tuple(sorted(forced)), unanswered)


def _line(dimension: str, present: list[Question], profile: str) -> Line:
    by_weight = {
        weight: tuple(each.code for each in present if each.dimension == dimension and each.weight[profile] == weight)
        for weight in "SMW"
    }
    strong, medium, weak = by_weight["S"], by_weight["M"], by_weight["W"]
    enough = any(met(len(strong), len(medium), len(weak)) for met in _PARTS.values())
    return Line(dimension, strong, medium, weak, enough)


def _conclusion(lines: tuple[Line, ...], profile: str) -> str:
    positive = {line.dimension for line in lines if line.positive}
    recruited = bool(positive & set(RECRUITMENT))
    if EXPLOITATION in positive and (profile == CHILD or (recruited and COERCION in positive)):
        return "presumed_trafficking"
    if EXPLOITATION in positive and "deceptive_recruitment" in positive:
        return "other_victim"
    return "labour_rights" if EXPLOITATION in positive else "no_support"
