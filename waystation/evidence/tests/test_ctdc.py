"""The real CTDC file, where it lies beside the checkout: the check figures of its README."""

from pathlib import Path

import pytest

from waystation.core.importing.choosing import Wishes
from waystation.core.importing.console import Order, carry_out
from waystation.evidence import engine, figures, protection, snapshots
from waystation.evidence.indicator import indicator

FILE = Path(__file__).resolve().parents[4] / "shared" / "data" / "ctdc_k_anonymised_2021-07-15.csv.gz"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.shared_data,
    pytest.mark.skipif(not FILE.exists(), reason="the CTDC file does not lie beside the checkout"),
]


@pytest.fixture
def snapshot(organisation):
    answer = carry_out(
        Order(FILE, organisation, wishes=Wishes(profile="ctdc")), agree=lambda _: True, watch=lambda *_: None
    )
    assert answer.accepted == 97_750
    return snapshots.take(["case_records"], organisation)


def test_the_check_figures_of_the_readme(snapshot):
    def cells(code):
        table = protection.protect_alone(figures.count(indicator(code), snapshot)).table
        return {tuple(cell.at.values()): cell for cell in table.cells}

    forms = cells("ctdc_records_by_form")
    assert [forms[code,].value for code in ("forced_labour", "sexual_exploitation", "other")] == [19_980, 45_582, 7_105]
    assert forms["sexual_exploitation",].share_pct == round(100 * 45_582 / forms["Total",].value, 1)
    sources = cells("ctdc_records_by_year_and_source")
    assert sources["Total", "hotline"].value == 52_607
    assert sources["Total", "case_management"].value == 45_143
    assert sources["unknown", "Total"].value == 2_011
    records = snapshot.tables()["case_records"]
    main = [records.exploitation_forms.contains(code) for code in ("forced_labour", "sexual_exploitation", "other")]
    three = records.filter(main[0] | main[1] | main[2])
    assert engine.rows_of(three.aggregate(people=three.count()))[0]["people"] == 71_220
    assert snapshots.find(snapshot.sha256).tables()["case_records"].count().execute() == 97_750
