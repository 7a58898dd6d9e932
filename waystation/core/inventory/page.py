"""Writes the inventory as a page of the documentation; `bin/inventory` runs it."""

from collections.abc import Iterable
from pathlib import Path

PAGE = Path(__file__).parents[3] / "docs" / "sealed-fields.md"
INTRODUCTION = """# What is sealed

Every field that is stored, on either door. *Sealed* fields rest in the database as ciphertext under the key of their
row. The others stand in the clear inside the database, each for the reason given. `bin/inventory` writes this page from
the files `fields.toml` of the rooms; a test fails while it is older than they are, and while a field is not declared.
"""


def page() -> str:
    """Return the whole page as Markdown."""
    from waystation.core.inventory import showing

    fields = showing.inventory()
    sealed = [(f"`{record}`", ", ".join(names)) for record, names in sorted(showing.sealed(fields).items())]
    clear = [(showing.said(why, "en"), showing.in_words(where)) for why, where in sorted(showing.clear(fields).items())]
    sections = [INTRODUCTION, "## Sealed\n", _table(("Record", "Fields"), sealed)]
    return "\n".join([*sections, "## In the clear\n", _table(("Why that is acceptable", "Fields"), clear)])


def _table(headings: tuple[str, str], rows: Iterable[tuple[str, str]]) -> str:
    return "".join(f"| {' | '.join(line)} |\n" for line in (headings, ("---", "---"), *rows))


if __name__ == "__main__":
    import django

    django.setup()
    PAGE.write_text(page(), encoding="utf-8")
