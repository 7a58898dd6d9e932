"""Over more than two hundred files, no copy that is shown holds a place, a device, an author or a second file."""

import io
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from waystation.cases.documents import redrawing, sandbox
from waystation.cases.documents.kinds import Kind, kind_of
from waystation.cases.documents.redrawing import CannotDraw, redrawn
from waystation.cases.documents.tests.corpus import TRACES, corpus, parts_of_jpeg
from waystation.cases.documents.tests.drawing import exif, letter, paper, written

pytestmark = [pytest.mark.no_database, pytest.mark.filterwarnings("ignore::UserWarning:PIL")]
FAR_TOO_LARGE = {"50000x50000.png", "2147483647x1.png", "1x2147483647.png", "9000x9000.png", "claims.gif", "bomb.tif"}
TABLES_AND_PIXELS = {0xE0, 0xDB, 0xC0, 0xC4, 0xDA}


def by_its_own_process(what, kind, content, tmp_path):
    path = tmp_path / "document"
    path.write_bytes(content)
    with path.open("rb") as document:
        return sandbox.run([*sandbox.PROGRAM, what, kind, "1"], document.fileno())


def drawn_of(content, tmp_path):
    """Return the copy, or None where none can be made; whatever else happens is a failure."""
    kind = kind_of(content[:4096])
    try:
        if kind == Kind.PDF:
            return by_its_own_process("draw", "pdf", content, tmp_path)
        return redrawn(io.BytesIO(content))
    except (CannotDraw, sandbox.CannotShow):
        return None


def test_no_copy_of_the_corpus_holds_anything_but_pixels(tmp_path):
    seen, shown = 0, set()
    for name, content in corpus():
        seen += 1
        drawn = drawn_of(content, tmp_path)
        if drawn is None:
            assert name.startswith("damaged") or name in FAR_TOO_LARGE, name
            continue
        shown.add(name)
        kinds, behind = parts_of_jpeg(drawn)
        assert kinds <= TABLES_AND_PIXELS, name
        assert behind == b"", name
        assert [trace for trace in TRACES if trace in drawn] == [], name
        with Image.open(io.BytesIO(drawn)) as image:
            assert max(image.size) <= redrawing.LONGEST_SIDE, name
            assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}, name
    assert seen >= 200
    assert len(shown) >= 90
    assert not shown & FAR_TOO_LARGE


def test_the_corpus_itself_is_full_of_traces():
    full = [name for name, content in corpus() if any(trace in content for trace in TRACES)]
    assert len(full) >= 120


@pytest.mark.parametrize("turned", range(1, 9))
def test_a_photograph_stands_the_right_way_up(turned):
    picture = paper(size=(60, 40))
    picture.paste("black", (0, 0, 20, 10))  # the upper left corner of the upright picture
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    stored = picture.transpose(Image.Transpose(back[turned])) if turned in back else picture
    facts = exif()
    facts[0x0112] = turned
    with Image.open(io.BytesIO(redrawn(io.BytesIO(written(stored, "JPEG", exif=facts, quality=95))))) as image:
        assert image.size == (60, 40)
        assert image.getpixel((5, 4))[0] < 60
        assert image.getpixel((55, 36))[0] > 200


def test_what_is_transparent_becomes_paper():
    clear = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
    with Image.open(io.BytesIO(redrawn(io.BytesIO(written(clear, "PNG"))))) as image:
        assert image.getpixel((10, 10)) == (255, 255, 255)


@pytest.mark.parametrize("size", [(9000, 9000), (50_000, 50_000)])
def test_far_too_many_pixels_are_refused_before_they_are_unpacked(size):
    from waystation.cases.documents.tests.corpus import _png_claiming

    with pytest.raises(CannotDraw, match="pixels"):
        redrawn(io.BytesIO(_png_claiming(*size)))


def test_the_process_that_draws_can_write_no_file_and_has_little_memory(tmp_path):
    program = (
        "import resource; from waystation.cases.documents import redrawing as r; r._shut_in()\n"
        "print(resource.getrlimit(resource.RLIMIT_FSIZE)[1], resource.getrlimit(resource.RLIMIT_AS)[1], flush=True)\n"
        f"import pathlib; pathlib.Path({str(tmp_path / 'x')!r}).write_text('words')\n"
    )
    done = subprocess.run([*sandbox.PROGRAM[:2], "-c", program], capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["0", str(redrawing.MEMORY_BYTES)]
    assert done.returncode != 0
    assert "File too large" in done.stderr
    assert (tmp_path / "x").read_text() == ""


def test_pages_of_a_pdf_are_counted_and_bounded(tmp_path):
    assert by_its_own_process("count", "pdf", letter(3), tmp_path) == b"3"
    assert by_its_own_process("count", "pdf", letter(redrawing.MOST_PAGES + 2), tmp_path) == b"60"


def test_without_the_tools_for_pdf_images_are_still_drawn(monkeypatch):
    monkeypatch.setattr(redrawing.shutil, "which", lambda _tool: None)
    assert [sandbox.can_draw(kind) for kind in (Kind.PDF, Kind.IMAGE, Kind.OFFICE)] == [False, True, False]


@given(st.binary(max_size=5000))
def test_any_bytes_are_of_some_kind(head):
    assert kind_of(head) in set(Kind)


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\0\0\0\x18ftypM4A ", Kind.AUDIO),
        (b"\0\0\0\x18ftypheic", Kind.IMAGE),
        (b"RIFF\0\0\0\0WAVE", Kind.AUDIO),
        (b"RIFF\0\0\0\0WEBP", Kind.IMAGE),
        (b"PK\x03\x04other", Kind.OTHER),
        ("Здраво".encode("windows-1251") * 9, Kind.TEXT),
        ("Здраво".encode("utf-16"), Kind.TEXT),
        (("Ж" * 4096).encode()[:4096], Kind.TEXT),
        (b"\0\x01\x02", Kind.OTHER),
        (b"", Kind.OTHER),
    ],
)
def test_a_kind_is_known_by_its_beginning(head, kind):
    assert kind_of(head) == kind
