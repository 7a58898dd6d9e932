"""Tests read the sentences of the source, whatever languages are filled in."""

from waystation.cases.tests.reading import in_english  # noqa: F401  a fixture that every test here uses
