"""The data dictionary: every list, code and label as one readable page, written from the data files."""

from collections.abc import Sequence
from pathlib import Path

from waystation.vocab import htcds
from waystation.vocab.codes import Code
from waystation.vocab.lists import CodeList, code_list, code_lists

PAGE = Path(__file__).parents[2] / "docs" / "data-dictionary.md"
INTRODUCTION = """# Data dictionary

Every answer a form offers, a table counts or an export writes is a code from one of these lists.
This page is written by `python -m waystation.vocab.dictionary` from the files in
`waystation/vocab/data`; a test fails while it is older than they are. To add a list, add a file there.

*Absent answers*: `unknown`, `refused` and `not_asked` are three different answers. A list either
accepts them silently, lists them, or has none because nobody is asked.
"""
HEADINGS = ("Code", "English", "Македонски", "Shqip", "Under", "Group", "In other standards")
FIELD_HEADINGS = ("Field", "Label", "Type", "Core", "Our list")


def dictionary() -> str:
    """Return the whole page as Markdown."""
    lists = (code_list(name) for name in code_lists())
    return "\n".join([INTRODUCTION, *(_section(one) for one in lists), _htcds_section()])


def _section(codes: CodeList) -> str:
    head = f"## {codes.name}\n\n{codes.title('en')} · {codes.title('mk')} · {codes.title('sq')}\n"
    facts = f"Version {codes.version}. Absent answers: {codes.absent}. Licence: {codes.licence}\n"
    source = f"Source: {codes.source}\n"
    notes = "".join(f"- `{code.code}`: {code.note}\n" for code in codes if code.note)
    return "\n".join(filter(None, (head, facts, source, _table(HEADINGS, [_cells(code) for code in codes]), notes)))


def _cells(code: Code) -> tuple[str, ...]:
    elsewhere = ", ".join(f"{scheme} {value}" for scheme, value in code.external.items())
    labels = (code.labels["en"], code.labels["mk"], code.labels["sq"])
    return (f"`{code.code}`", *labels, code.parent or "", code.group, elsewhere)


def _htcds_section() -> str:
    about = htcds.source()
    name = f"## HTCDS v{about['version']}\n\n{about['title']}, {about['publisher']}.\n"
    terms = f"Licence: {about['licence']}. {about['conditions']}\n"
    ours = {codes.picklists["htcds"]: codes.name for codes in htcds.mapped_lists()}
    return "\n".join([name, terms, *(_entity(entity, ours) for entity in htcds.entities())])


def _entity(entity: str, ours: dict[str, str]) -> str:
    rows = [
        (f"`{field.name}`", field.label, field.kind, _standing(field), ours.get(field.name, ""))
        for field in htcds.fields(entity)
    ]
    return f"### {entity}\n\n{_table(FIELD_HEADINGS, rows)}"


def _standing(field: htcds.Field) -> str:
    if field.is_deprecated:
        return "deprecated"
    return "core" if field.is_core else ""


def _table(headings: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [headings, tuple("---" for _ in headings), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |\n" for line in lines)


if __name__ == "__main__":
    PAGE.write_text(dictionary(), encoding="utf-8")
