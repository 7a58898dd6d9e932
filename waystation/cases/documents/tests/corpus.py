"""Two hundred invented files full of traces: sound ones, cut ones, damaged ones, and some that pretend or explode."""

import io
import random
import struct
import zlib
from collections.abc import Iterator

from PIL import Image, ImageCms, PngImagePlugin, TiffImagePlugin

from waystation.cases.documents.tests.drawing import AUTHOR, exif, letter, paper, written

SEED = 20
XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator>{AUTHOR}</dc:creator></x:xmpmeta>'.encode()
TRACES = [
    *(AUTHOR.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be")),
    *(b"InventedPhone", b"2026:01:02", b"GPS", b"Exif\0", b"http://ns.adobe.com/", b"adobe:ns:meta", b"Photoshop 3.0"),
    *(b"8BIM", b"ICC_PROFILE", b"<script", b"%PDF-", b"PK\x03\x04"),
]
PHOTOSHOP = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", 5 + len(AUTHOR)) + b"\x1c\x02\x50"
PHOTOSHOP += struct.pack(">H", len(AUTHOR)) + AUTHOR.encode() + b"\0"
SIZE = (160, 120)


def corpus() -> Iterator[tuple[str, bytes]]:
    """Yield the name and content of each."""
    sound = [*_jpegs(), *_pngs(), *_gifs(), *_webps(), *_tiffs(), *_pdfs()]
    yield from sound
    yield from _pretending()
    yield from _exploding()
    yield from _damaged(sound)


def _jpegs() -> Iterator[tuple[str, bytes]]:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for mode in ("RGB", "L", "CMYK"):
        for turned in range(1, 9):
            own = exif()
            own[0x0112] = turned
            picture = paper(size=SIZE).convert(mode)
            plain = written(picture, "JPEG", exif=_with_thumbnail(own), comment=AUTHOR.encode(), icc_profile=profile)
            more = _segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP) + _segment(0xED, PHOTOSHOP)
            yield f"{mode}-{turned}.jpg", plain[:2] + more + plain[2:]
    yield "progressive.jpg", written(paper(size=SIZE), "JPEG", progressive=True, exif=exif(), xmp=XMP)


def _with_thumbnail(own: Image.Exif) -> bytes:
    """Hide a second little picture behind the facts, as telephones do."""
    small = written(paper(AUTHOR, (32, 24)), "JPEG", comment=AUTHOR.encode())
    return own.tobytes() + small


def _segment(marker: int, content: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content


def _pngs() -> Iterator[tuple[str, bytes]]:
    for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16"):
        told = PngImagePlugin.PngInfo()
        told.add_text("Author", AUTHOR)
        told.add_text("Comment", AUTHOR, zip=True)
        told.add_itxt("XML:com.adobe.xmp", XMP.decode())
        picture = paper(size=SIZE).convert("L").convert(mode) if mode == "I;16" else paper(size=SIZE).convert(mode)
        yield f"{mode}.png", written(picture, "PNG", pnginfo=told, exif=exif())
        yield f"{mode}-plain.png", written(picture, "PNG", pnginfo=told)


def _gifs() -> Iterator[tuple[str, bytes]]:
    for many in (1, 3):
        sheets = [paper(f"Sheet {number}", SIZE) for number in range(many)]
        more = {"save_all": True, "append_images": sheets[1:]} if many > 1 else {}
        plain = written(sheets[0], "GIF", comment=AUTHOR.encode(), **more)
        yield f"{many}.gif", plain
        yield f"{many}-xmp.gif", plain[:-1] + b"\x21\xff\x0bXMP DataXMP" + XMP + b"\x01\0\0\x3b"


def _webps() -> Iterator[tuple[str, bytes]]:
    for lossless in (True, False):
        for mode in ("RGB", "RGBA"):
            picture = paper(size=SIZE).convert(mode)
            yield f"{mode}-{lossless}.webp", written(picture, "WEBP", lossless=lossless, exif=exif(), xmp=XMP)


def _tiffs() -> Iterator[tuple[str, bytes]]:
    for compression in ("raw", "tiff_lzw", "tiff_adobe_deflate", "jpeg", "packbits"):
        for many in (1, 2):
            own = TiffImagePlugin.ImageFileDirectory_v2()
            own[315] = own[270] = own[33432] = AUTHOR
            own[274] = 6
            own[700] = XMP
            sheets = [paper(f"Sheet {number}", SIZE) for number in range(many)]
            more = {"save_all": True, "append_images": sheets[1:]} if many > 1 else {}
            yield f"{compression}-{many}.tif", written(sheets[0], "TIFF", tiffinfo=own, compression=compression, **more)


def _pdfs() -> Iterator[tuple[str, bytes]]:
    for pages in (1, 2):
        yield f"{pages}.pdf", letter(pages)
    plain = letter()
    metadata = b"9 0 obj <</Type/Metadata/Subtype/XML/Length %d>> stream\n%s\nendstream endobj\n" % (len(XMP), XMP)
    yield "xmp.pdf", plain.replace(b"xref", metadata + b"xref", 1)
    yield "late.pdf", b"\n" * 300 + plain
    yield (
        "script.pdf",
        plain.replace(b"/Type /Catalog", b"/Type /Catalog /OpenAction <</S/JavaScript/JS(app.alert(1))>>", 1),
    )


def _pretending() -> Iterator[tuple[str, bytes]]:
    """One file that is two: whoever reads it the other way finds something else."""
    picture = written(paper(size=SIZE), "JPEG", exif=exif())
    for name, other in (
        ("zip", b"PK\x03\x04 " + AUTHOR.encode()),
        ("page", b"<script>alert(1)</script>"),
        ("pdf", letter()),
        ("jpeg", picture),
    ):
        yield f"picture-then-{name}.jpg", picture + other
        yield f"gif-then-{name}.gif", written(paper(size=SIZE), "GIF") + other
    yield "page-in-comment.jpg", written(paper(size=SIZE), "JPEG", comment=b"<script>alert(1)</script>")


def _exploding() -> Iterator[tuple[str, bytes]]:
    """Short files that claim, or are, far more pixels than anybody can look at."""
    for width, height in ((50_000, 50_000), (2**31 - 1, 1), (1, 2**31 - 1), (9000, 9000)):
        yield f"{width}x{height}.png", _png_claiming(width, height)
    gif = bytearray(written(paper(size=SIZE), "GIF"))
    gif[6:10] = b"\xff\xff\xff\xff"
    yield "claims.gif", bytes(gif)
    yield "huge.pdf", letter().replace(b"/MediaBox [ 0 0 600.0 800.0 ]", b"/MediaBox [ 0 0 9000000 9000000 ]", 1)
    yield (
        "bomb.tif",
        b"II*\0\x08\0\0\0\x03\0"
        + struct.pack("<HHIIHHIIHHII", 256, 4, 1, 2**31 - 1, 257, 4, 1, 2**31 - 1, 258, 3, 1, 8),
    )


def _png_claiming(width: int, height: int) -> bytes:
    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = zlib.compress(bytes(20_000_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def _damaged(sound: list[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """Cut half of them, and change bytes in the others."""
    chance = random.Random(SEED)
    pictures = [each for each in sound if not each[0].endswith(".pdf")]
    for name, content in [*pictures, *pictures, *sound]:
        damaged = bytearray(content)
        if chance.random() < 0.5:
            del damaged[chance.randrange(4, len(damaged)) :]
        else:
            for _time in range(chance.randint(1, 40)):
                damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        yield f"damaged-{name}", bytes(damaged)


def parts_of_jpeg(drawn: bytes) -> tuple[set[int], bytes]:
    """Return the kinds of segments a JPEG is made of, and what stands behind its end."""
    file, kinds = io.BytesIO(drawn), set()
    assert file.read(2) == b"\xff\xd8"
    while True:
        lead, kind = file.read(2)
        assert lead == 0xFF
        kinds.add(kind)
        file.seek(struct.unpack(">H", file.read(2))[0] - 2, io.SEEK_CUR)
        if kind == 0xDA:
            rest = file.read()
            return kinds, rest[rest.index(b"\xff\xd9") + 2 :]
