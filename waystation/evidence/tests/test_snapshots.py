"""The same facts give the same hash, whatever their order; other facts give another."""

import os
import random
import time
from collections import Counter
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from waystation.core.facts import Column, FactTable
from waystation.core.sealing.opaque import opaque
from waystation.evidence import engine, snapshots

COLUMNS = (
    Column("sex", "code", "sex"),
    Column("forms", "codes", "exploitation_form"),
    Column("year", "integer"),
    Column("day", "date"),
    Column("mean", "decimal"),
    Column("known", "boolean"),
)
WORDS = st.sampled_from(["female", "male", "друго", "të tjera", "", "Total"])
ROWS = st.lists(
    st.tuples(
        st.none() | WORDS,
        st.lists(WORDS, max_size=3).map(tuple),
        st.none() | st.integers(-5, 3000),
        st.none() | st.dates(date(1990, 1, 1), date(2030, 1, 1)),
        st.none() | st.floats(-1e6, 1e6),
        st.none() | st.booleans(),
    ),
    max_size=30,
)
ANY_TIME = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path):
    settings.FILES = tmp_path
    return tmp_path / "snapshots"


@pytest.fixture
def take(monkeypatch, organisation):
    def taken(rows, columns=COLUMNS):
        table = FactTable("things", "event", columns, lambda: iter(rows))
        monkeypatch.setattr(snapshots, "fact_tables", lambda: iter([table]))
        return snapshots.take(["things"], organisation)

    return taken


@given(rows=ROWS, seed=st.integers())
@ANY_TIME
def test_the_order_of_rows_does_not_matter(take, rows, seed):
    shuffled = random.Random(seed).sample(rows, len(rows))
    assert take(rows).sha256 == take(shuffled).sha256


@given(rows=ROWS, other=ROWS)
@ANY_TIME
def test_other_facts_give_another_hash(take, rows, other):
    plain = [Counter(map(repr, some)) for some in (rows, other)]
    assert (take(rows).sha256 == take(other).sha256) == (plain[0] == plain[1])


def test_what_is_read_back_is_what_was_written(take):
    rows = [("female", ("a", "b"), 2005, date(2005, 3, 1), 0.5, True), (None, (), None, None, None, None)]
    found = engine.rows_of(take(rows).tables()["things"])
    assert found[0] == {
        "sex": "female",
        "forms": ["a", "b"],
        "year": 2005,
        "day": date(2005, 3, 1),
        "mean": 0.5,
        "known": True,
    }
    assert list(found[1].values()) == [None, [], None, None, None, None]


def test_a_renamed_column_gives_another_hash(take):
    assert take([("x",)], (Column("one", "code"),)).sha256 != take([("x",)], (Column("two", "code"),)).sha256


def test_rows_of_another_organisation_stay_out(take, organisation):
    own = opaque(str(organisation.code), "organisation")
    columns = (Column("organisation", "code"), Column("year", "integer"))
    found = engine.rows_of(take([(own, 2005), ("somebody else", 2006)], columns).tables()["things"])
    assert [row["year"] for row in found] == [2005]


def test_a_changed_file_is_noticed(take):
    snapshot = take([("female", (), 2005, None, None, None)])
    engine.write_rows(
        snapshot.folder / "things.parquet", engine.schema(COLUMNS), [[("male", (), 2005, None, None, None)]]
    )
    with pytest.raises(snapshots.MissingSnapshot, match="changed"):
        snapshots.check(snapshot)


def test_a_snapshot_that_is_gone_says_what_to_do(take):
    take([])
    with pytest.raises(snapshots.MissingSnapshot, match="backup"):
        snapshots.find("0" * 64)


def test_what_a_killed_process_left_is_swept_up_after_a_day(take, shelf):
    for name, age in ((".new-old", 2 * 24 * 3600), (".new-now", 0)):
        (shelf / name).mkdir(parents=True)
        os.utime(shelf / name, (time.time() - age,) * 2)
    take([])
    assert not (shelf / ".new-old").exists()
    assert (shelf / ".new-now").exists()


def test_an_unknown_fact_table_names_those_there_are(take, organisation):
    take([])
    with pytest.raises(LookupError, match="things"):
        snapshots.take(["thing"], organisation)
