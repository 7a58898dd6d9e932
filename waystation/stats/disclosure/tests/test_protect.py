"""Nothing leaves `protect` that its audit did not pass."""

import json
import subprocess
import sys

import numpy as np
import pytest

from waystation.stats.disclosure import (
    CannotProtect,
    ProtectionRules,
    Table,
    TableSystem,
    UnknownMethod,
    audit,
    protect,
)  # fmt: skip
from waystation.stats.disclosure.methods import Protection, methods_found

FORMS = Table(
    ("year", "form"),
    {
        ("2005", "sexual"): 3,
        ("2005", "labour"): 14,
        ("2006", "sexual"): 12,
        ("2006", "labour"): 21,
        ("2007", "labour"): 9,
    },
)


def test_importing_does_not_load_the_solver():
    code = "import sys, waystation.stats.disclosure; sys.exit('highspy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_protecting_prints_nothing(capfd):
    protect(FORMS)
    assert capfd.readouterr().out == ""


def test_a_small_cell_takes_company_with_it():
    protected = protect(FORMS)
    assert protected.cell(year="2005", form="sexual").value is None
    assert protected.loss.complementary >= 3
    assert protected.audit.passed
    assert protected.audit.narrowest.width >= 5


def test_the_headline_stays():
    assert protect(FORMS).cell().value == 59


def test_marks_do_not_say_why():
    hidden = [cell for cell in protect(FORMS).cells if cell.status == "withheld"]
    assert {tuple(vars(cell)) for cell in hidden} == {("at", "value", "status", "is_margin")}
    assert {cell.value for cell in hidden} == {None}


def test_a_table_without_small_cells_is_printed_whole():
    protected = protect(Table(("sex",), {("f",): 9, ("m",): 30}))
    assert [cell.value for cell in protected.cells] == [9, 30, 39]
    assert protected.audit.passed


def test_the_same_table_gives_the_same_marks_again():
    assert protect(FORMS).published() == protect(FORMS).published()


def test_a_tiny_total_is_withheld_too():
    protected = protect(Table(("sex",), {("f",): 1, ("m",): 1}))
    assert protected.cell().status == "withheld"


def test_nights_of_few_people_are_protected_by_their_own_width():
    table = Table(("sex", "year"), {("f", "a"): 300, ("m", "a"): 400, ("f", "b"): 500, ("m", "b"): 350},
                  people={("f", "a"): 1, ("m", "a"): 9, ("f", "b"): 8, ("m", "b"): 7}, counted="nights")  # fmt: skip
    protected = protect(table, ProtectionRules(widths={"nights": 60}))
    assert protected.cell(sex="f", year="a").value is None
    assert protected.audit.narrowest.width >= 60


def test_declared_knowledge_is_kept_out_of_reach():
    rules = ProtectionRules(known_bounds=(1, None), outside_knowledge=[({"year": "2005", "form": "sexual"}, (3, 3))])
    protected = protect(FORMS, rules)
    assert protected.cell(year="2005", form="sexual").status == "withheld"
    knower = audit(protected.published(), known_bounds=(1, None), outside_knowledge=rules.outside_knowledge)
    assert knower.passed


def test_cells_to_keep_stay_in_print_or_it_says_so():
    keep = ({"year": "2006", "form": "sexual"}, {"year": "2005"})
    protected = protect(FORMS, ProtectionRules(keep_shown=keep))
    assert [protected.cell(**at).value for at in keep] == [12, 17]
    with pytest.raises(CannotProtect, match="must stay in print is itself sensitive"):
        protect(FORMS, ProtectionRules(keep_shown=[{"year": "2005", "form": "sexual"}]))


def test_what_cannot_be_protected_names_coarser_tables():
    everything = [{"year": year, "form": form} for year in ("2005", "2006", "2007") for form in ("labour",)]
    with pytest.raises(CannotProtect) as refusal:
        protect(FORMS, ProtectionRules(keep_shown=[*everything, {"year": "2005"}]))
    assert "leave out form." in refusal.value.alternatives
    assert "Instead: leave out form." in str(refusal.value)


def test_linked_tables_are_protected_together():
    sexes = Table(("year", "sex"), {("2005", "f"): 16, ("2005", "m"): 1, ("2006", "f"): 33, ("2007", "m"): 9})
    system = protect(TableSystem((FORMS, sexes)))
    assert audit(system.published()).passed
    shared = [table.cell(year="2005").value for table in system]
    assert shared[0] == shared[1]


def test_an_unknown_method_lists_the_known_ones():
    with pytest.raises(UnknownMethod, match="suppression"):
        protect(FORMS, method="magic")


def test_a_method_that_hides_too_little_is_stopped_by_the_audit(monkeypatch):
    def careless(system, rules, *, seconds):
        return Protection([table.values < 5 for table in system.tables])

    monkeypatch.setitem(methods_found(), "careless", careless)
    with pytest.raises(CannotProtect, match="could still be derived"):
        protect(FORMS, method="careless")


def test_too_little_time_releases_nothing():
    with pytest.raises(CannotProtect, match="in time"):
        protect(FORMS, seconds=0.0)


def test_the_proof_is_plain_data():
    protected = protect(FORMS)
    proof = json.dumps({"audit": protected.audit.as_dict(), "method": dict(protected.method)})
    assert '"passed": true' in proof
    assert np.array(protected.published().numbers, dtype=object).size == 12
