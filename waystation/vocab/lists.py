"""Code lists: found in the data folder, read on first use, then kept."""

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from waystation.vocab.codes import ABSENT, LANGUAGES, Code
from waystation.vocab.finding import Index

DATA = Path(__file__).parent / "data"


class UnknownList(LookupError):
    """No data file has this name."""


class UnreadableList(ValueError):
    """A data file lacks something every list must say."""


class UnknownCode(LookupError):
    """The list has no such code."""


class CodeList:
    """Codes in the order people read them.

    `codes` are the answers the list itself offers. When `absent` is "accepted", the three absent
    answers are understood too (`in`, `[]`, `find`) without being offered; "listed" offers them at
    the end; "none" does not know them, because nobody is asked.
    """

    def __init__(self, name: str, content: Mapping[str, Any]) -> None:
        """Take the content of a data file."""
        own = tuple(_code(row) for row in content["codes"])
        self.name = name
        self.version: str = content["version"]
        self.source: str = content["source"]
        self.licence: str = content["licence"]
        self.titles: Mapping[str, str] = content["title"]
        self.absent: str = content["absent"]
        self.codes = _with_absent(own) if self.absent == "listed" else own
        self.picklists: Mapping[str, str] = content.get("picklists", {})
        self.prefer: Mapping[str, Mapping[str, str]] = content.get("prefer", {})

    def title(self, language: str) -> str:
        """Return the name of the list as people read it."""
        return self.titles.get(language) or self.titles["en"]

    @cached_property
    def answers(self) -> tuple[Code, ...]:
        """Every code the list understands, the absent answers last."""
        return _with_absent(self.codes) if self.absent == "accepted" else self.codes

    @cached_property
    def _by_code(self) -> dict[str, Code]:
        return {code.code: code for code in self.answers}

    @cached_property
    def _index(self) -> Index:
        return Index(self.answers)

    def __iter__(self) -> Iterator[Code]:
        return iter(self.codes)

    def __len__(self) -> int:
        return len(self.codes)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __getitem__(self, code: str) -> Code:
        try:
            return self._by_code[code]
        except KeyError:
            raise UnknownCode(f"The list {self.name} has no code {code!r}; use one of its codes.") from None

    def children(self, parent: str | None) -> tuple[Code, ...]:
        """Return the codes one level below the parent; None gives the top level."""
        return tuple(code for code in self.codes if code.parent == parent)

    def find(self, text: str) -> str | None:
        """Return the code that a code, label, synonym or foreign code stands for, or None."""
        return text if text in self._by_code else self._index.find(text)

    def from_external(self, scheme: str, value: str) -> str | None:
        """Return our code for another standard's value.

        Several of ours may share one value: the preference written in the data file decides, else none.
        """
        preferred = self.prefer.get(scheme, {}).get(value)
        if preferred is not None:
            return preferred
        matches = [code.code for code in self.answers if code.external.get(scheme) == value]
        return matches[0] if len(matches) == 1 else None

    def missing(self, scheme: str) -> tuple[str, ...]:
        """Return our codes that have no value in another standard: while any is left, do not claim conformance."""
        return tuple(code.code for code in self.codes if scheme not in code.external)

    def loses_detail(self, scheme: str, code: str) -> bool:
        """Say whether the other standard cannot give this code back after a round trip."""
        value = self[code].external.get(scheme)
        return value is None or self.from_external(scheme, value) != code


@cache
def code_lists() -> tuple[str, ...]:
    """Return the names of all lists: a file in the data folder is a list."""
    return tuple(sorted(path.stem for path in DATA.glob("*.toml")))


@cache
def code_list(name: str) -> CodeList:
    """Return one list, read once.

    Refused for a name without a data file.
    """
    import tomllib

    if name not in code_lists():
        raise UnknownList(f"There is no code list {name!r}; add waystation/vocab/data/{name}.toml or use another name.")
    content = tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))
    try:
        return CodeList(name, content)
    except KeyError as lacking:
        raise UnreadableList(f"The file of the list {name} lacks {lacking}; write it as the other files do.") from None


def _with_absent(codes: tuple[Code, ...]) -> tuple[Code, ...]:
    """Add the absent answers that the list does not word itself."""
    own = {code.code for code in codes}
    return codes + tuple(code for code in code_list("absent").codes if code.code not in own)


def _code(row: dict[str, Any]) -> Code:
    return Code(
        code=row["code"],
        labels={language: row[language] for language in LANGUAGES},
        parent=row.get("parent"),
        group=row.get("group", ""),
        note=row.get("note", ""),
        synonyms=tuple(row.get("synonyms", ())),
        external=row.get("external", {}),
    )


def label(name: str, code: str, language: str) -> str:
    """Return how a code reads in a language; an absent answer reads well in any list."""
    codes = code_list(name)
    spoken = code_list("absent") if code in ABSENT and code not in codes else codes
    return spoken[code].label(language)


def find_code(name: str, text: str) -> str | None:
    """Return the code for a label in any language or script, a code or a synonym; None if not found."""
    return code_list(name).find(text)
