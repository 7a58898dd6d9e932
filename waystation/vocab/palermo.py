"""The Palermo rule: which elements of trafficking have support, and which still lack it.

Never a verdict: the conclusion is a named human's decision.
"""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from waystation.vocab.codes import ABSENT
from waystation.vocab.lists import code_list


class Assessment(NamedTuple):
    """What the given answers support.

    `elements_complete` is True when every needed element has support, False when an element has none,
    None when that depends on an age nobody knows. `reasons` are codes of the list palermo_reason.
    """

    acts: frozenset[str]
    means: frozenset[str]
    purposes: frozenset[str]
    is_child: bool | None
    present: tuple[str, ...]
    missing: tuple[str, ...]
    elements_complete: bool | None
    reasons: tuple[str, ...]


def assess(
    acts: AbstractSet[str],
    means: AbstractSet[str],
    purposes: AbstractSet[str],
    is_child: bool | None,
) -> Assessment:
    """Weigh the answers by article 3: an act and a purpose, and for an adult a means.

    A child (under 18 at the time) needs no means. Unknown, refused and not asked support nothing.
    """
    found = {
        "act": _supported("palermo_act", acts),
        "means": _supported("palermo_means", means),
        "purpose": _supported("palermo_purpose", purposes),
    }
    needed = ("act", "purpose") if is_child else ("act", "means", "purpose")
    missing = tuple(element for element in needed if not found[element])
    return Assessment(
        acts=found["act"],
        means=found["means"],
        purposes=found["purpose"],
        is_child=is_child,
        present=tuple(element for element, codes in found.items() if codes),
        missing=missing,
        elements_complete=_complete(missing, is_child),
        reasons=_reasons(found, is_child),
    )


def purposes_of(forms: Iterable[str]) -> frozenset[str]:
    """Return the purposes that forms of exploitation point to; absent answers and `other` point to none."""
    known = code_list("exploitation_form")
    return frozenset(known[form].external["palermo"] for form in forms if "palermo" in known[form].external)


def _supported(list_name: str, answers: AbstractSet[str]) -> frozenset[str]:
    known = code_list(list_name)
    return frozenset(known[answer].code for answer in answers if answer not in ABSENT)


def _complete(missing: tuple[str, ...], is_child: bool | None) -> bool | None:
    if is_child is None and missing == ("means",):
        return None
    return not missing


def _reasons(found: dict[str, frozenset[str]], is_child: bool | None) -> tuple[str, ...]:
    return (
        "act_supported" if found["act"] else "act_missing",
        *_reasons_about_means(found["means"], is_child),
        "purpose_supported" if found["purpose"] else "purpose_missing",
    )


def _reasons_about_means(means: frozenset[str], is_child: bool | None) -> tuple[str, ...]:
    support = ("means_supported",) if means else ()
    if is_child:
        return (*support, "means_not_needed_for_child", "consent_irrelevant_for_child")
    if means:
        return (*support, "consent_irrelevant")
    return ("means_depends_on_age",) if is_child is None else ("means_missing",)
