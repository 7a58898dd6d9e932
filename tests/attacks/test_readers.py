"""Whatever bytes are handed in, the readers read them or refuse them in words; they never break or fill the memory."""

import gzip
import io
import json
import resource
import tempfile
import zipfile
from dataclasses import asdict
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from waystation.core.importing.errors import CannotRead
from waystation.core.importing.tables import open_table
from waystation.evidence import published

pytestmark = pytest.mark.no_database
CSV = 'Име;Датум;Колку\nАна;1.2.2020;<5\n"Две\nлинии";;7\n'.encode()
CALM = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
MOST_MB = 100


def workbook():
    book, content = openpyxl.Workbook(), io.BytesIO()
    for row in (["name", "day", "count"], ["Ана", "1.2.2020", 5], ["=1+1", None, 1.5]):
        book.active.append(row)
    book.save(content)
    return content.getvalue()


XLSX = workbook()


def read(content):
    """Read the bytes to their end; only a refusal in words may come instead."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        try:
            table = open_table(Path(file.name))
            return [cells for _number, cells in table.rows()]
        except CannotRead as refusal:
            return None if refusal.why else pytest.fail("refused without a word")


@CALM
@given(st.binary(max_size=4000))
def test_random_bytes(content):
    read(content)


BEGINNINGS = [b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b\x08", b"\xff\xfe", b"\xef\xbb\xbf", b"\xd0\xcf"]


@CALM
@given(st.sampled_from(BEGINNINGS), st.binary(max_size=800))
def test_random_bytes_that_begin_well(start, content):
    read(start + content)


@st.composite
def mutated(draw, original):
    """Change, cut, double or take out pieces of a good file."""
    content = bytearray(original)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(0, len(content) - 1)))
        what = draw(st.sampled_from(["byte", "cut", "double", "out"]))
        if what == "byte" and content:
            content[at] = draw(st.integers(0, 255))
        elif what == "cut":
            del content[at:]
        elif what == "double":
            content[at:at] = content[at : at + 200]
        else:
            del content[at : at + 40]
    return bytes(content)


@CALM
@given(mutated(CSV))
def test_damaged_text(content):
    read(content)


@CALM
@given(mutated(gzip.compress(CSV * 50)))
def test_damaged_packed_text(content):
    read(content)


@CALM
@given(mutated(XLSX))
def test_damaged_workbooks(content):
    read(content)


@pytest.mark.parametrize("part", [b"xl/workbook.xml", b"xl/_rels/workbook.xml.rels", b"xl/worksheets/sheet1.xml"])
@pytest.mark.parametrize("further", [0, 60])
def test_a_part_that_contradicts_its_own_head(part, further):
    damaged = bytearray(XLSX)
    damaged[XLSX.index(part) + further] ^= 0xFF
    read(bytes(damaged))


PARTS = {name: zipfile.ZipFile(io.BytesIO(XLSX)).read(name) for name in zipfile.ZipFile(io.BytesIO(XLSX)).namelist()}


@CALM
@given(st.data())
def test_workbooks_whose_parts_are_damaged(data):
    name = data.draw(st.sampled_from(sorted(PARTS)))
    damaged = {**PARTS, name: data.draw(mutated(PARTS[name]))}
    read(packed(damaged))


def packed(parts):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for part, body in parts.items():
            package.writestr(part, body)
    return content.getvalue()


DEFINES = PARTS["xl/workbook.xml"].replace(b"<workbook", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><workbook', 1)
BOMBS = {
    "an endless sheet": lambda: packed({**PARTS, "xl/worksheets/sheet2.xml": b"<c>" * 60_000_000}),
    "an endless line": lambda: gzip.compress(b"a,b\n" + b"x" * 90_000_000, 1),
    "an endless quotation": lambda: gzip.compress(b'a,b\n"' + b"x\n" * 45_000_000, 1),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_bombs_do_not_fill_the_memory(bomb):
    content = BOMBS[bomb]()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert read(content) is None
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < MOST_MB


def test_a_workbook_that_defines_things_is_read_without_them_or_refused():
    read(packed({**PARTS, "xl/workbook.xml": DEFINES}))


CELL = published.Cell({"year": "2020"}, 7)
TABLE = published.PublishedTable(
    "people", 1, {"en": "People"}, {"en": "All"}, "person", "2020", (published.Dimension("year"),), (CELL,), {}, {}
)
RELEASE = published.PublishedRelease(
    release_id="00000000-0000-4000-8000-000000000000",
    set_code="helpline",
    series="organisation",
    edition=1,
    names={"en": "A set"},
    period="2020",
    invented=True,
    organisation="A house",
    snapshot_sha256="0" * 64,
    snapshot_taken_at="2020",
    approved_by="coordinator",
    approved_at="2020",
    what_changed={},
    sources=(),
    tables=(TABLE,),
)
TEXT = published.dump(RELEASE)
LEAVES = st.none() | st.booleans() | st.floats() | st.text(max_size=5)
ANY_JSON = st.recursive(LEAVES, lambda x: st.lists(x) | st.dictionaries(st.text(max_size=5), x), max_leaves=20)
STRANGE = st.none() | st.integers() | st.text(max_size=3) | st.lists(st.integers(), max_size=2)


def load(text):
    try:
        return published.load(text)
    except published.DamagedRelease:
        return None


@CALM
@given(mutated(TEXT.encode()))
def test_damaged_releases_are_refused_in_words(content):
    load(content.decode(errors="replace"))


@CALM
@given(ANY_JSON)
def test_any_other_json_is_no_release(value):
    assert load(json.dumps(value)) is None


@CALM
@given(st.sampled_from(sorted(asdict(RELEASE))), STRANGE)
def test_a_release_with_one_strange_answer_loads_or_is_refused(name, value):
    load(json.dumps({"format": published.FORMAT, **asdict(RELEASE), name: value}))


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 50_000, "", "null", "7", "\ud800", "1" * 10_000, "{}"])
def test_crooked_json_is_refused_in_words(text):
    assert load(text) is None


def test_a_good_release_loads():
    assert load(TEXT) == RELEASE
