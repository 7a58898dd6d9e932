"""Code lists and question files as data."""

from waystation.vocab import ctdc, htcds, palermo
from waystation.vocab.codes import ABSENT, LANGUAGES, Code
from waystation.vocab.lists import (
    CodeList,
    UnknownCode,
    UnknownList,
    UnreadableList,
    code_list,
    code_lists,
    find_code,
    label,
)

__all__ = [
    "ABSENT",
    "LANGUAGES",
    "Code",
    "CodeList",
    "UnknownCode",
    "UnknownList",
    "UnreadableList",
    "code_list",
    "code_lists",
    "ctdc",
    "find_code",
    "htcds",
    "label",
    "palermo",
]
