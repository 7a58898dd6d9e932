"""Draws a document anew, pixels only: run as a process of its own that may do nothing else (see `sandbox`).

Without Django: `python -m waystation.cases.documents.redrawing count|draw image|pdf PAGE`, the document on its standard
input, a JPEG (or a number of pages) on its standard output. What cannot be drawn ends it with a code that is not 0.
"""

import io
import os
import resource
import shutil
import subprocess
import sys
from contextlib import suppress
from typing import BinaryIO

from PIL import Image, ImageOps

MEMORY_BYTES = 700 * 1024 * 1024
PROCESSOR_SECONDS = 20
MOST_PAGES = 60
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 1800
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "TIFF")
IN_PAGES = {"TIFF"}
PAPER = "white"
PDF_TOOLS = ("pdftoppm", "pdfinfo")


class CannotDraw(Exception):
    """This is no picture, a broken one, or one far too large."""


def can_draw_pdf() -> bool:
    """Say whether Debian's poppler-utils is here."""
    return all(shutil.which(tool) for tool in PDF_TOOLS)


def redrawn(file: BinaryIO, page: int = 1) -> bytes:
    """Return the page of an image as a JPEG that holds its pixels, the right way up, and nothing else."""
    Image.MAX_IMAGE_PIXELS = None  # counted here, so that the answer is ours
    try:
        with Image.open(file, formats=FORMATS) as image:
            if page > 1:
                image.seek(page - 1)
            _check_size(image)
            image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            return _pixels_only(ImageOps.exif_transpose(image))
    except CannotDraw:
        raise
    except Exception as error:  # whatever a decoder thinks of hostile bytes
        raise CannotDraw(type(error).__name__) from error


def pages_of(file: BinaryIO) -> int:
    """Return how many pages an image has; most have one."""
    try:
        with Image.open(file, formats=FORMATS) as image:
            _check_size(image)
            return min(getattr(image, "n_frames", 1), MOST_PAGES) if image.format in IN_PAGES else 1
    except CannotDraw:
        raise
    except Exception as error:
        raise CannotDraw(type(error).__name__) from error


def pages_of_pdf() -> int:
    """Return how many pages the PDF on the standard input has."""
    for line in _ran("pdfinfo", "-").decode("utf-8", "replace").splitlines():
        if line.startswith("Pages:"):
            return min(int(line.split()[1]), MOST_PAGES)
    raise CannotDraw("no pages")


def redrawn_pdf(page: int) -> bytes:
    """Return the page of the PDF on the standard input as a JPEG of its pixels."""
    side, number = str(LONGEST_SIDE), str(page)
    return redrawn_raw(_ran("pdftoppm", "-f", number, "-l", number, "-scale-to", side, "-"))


def redrawn_raw(pixels: bytes) -> bytes:
    with Image.open(io.BytesIO(pixels), formats=("PPM",)) as image:
        return _pixels_only(image)


def _check_size(image: Image.Image) -> None:
    if image.width * image.height > MOST_PIXELS:
        raise CannotDraw(f"{image.width} x {image.height} pixels")


def _pixels_only(image: Image.Image) -> bytes:
    """Copy the pixels onto new paper: what was written beside them stays behind."""
    if image.mode in {"P", "PA", "LA", "RGBa", "La"} or "transparency" in image.info:
        image = image.convert("RGBA")
    paper = Image.new("RGB", image.size, PAPER)
    paper.paste(image if image.mode == "RGBA" else image.convert("RGB"), mask=image if image.mode == "RGBA" else None)
    target = io.BytesIO()
    paper.save(target, "JPEG", quality=85)
    return target.getvalue()


def _ran(*command: str) -> bytes:
    done = subprocess.run(command, stdin=0, capture_output=True, check=False, env={"PATH": os.environ["PATH"]})
    if done.returncode:
        raise CannotDraw(f"{command[0]} ended with {done.returncode}")
    return done.stdout


def _shut_in() -> None:
    """Give up what drawing does not need: much memory and time, files to write, the network, new privileges."""
    for limit, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, PROCESSOR_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        resource.setrlimit(limit, (most, most))
    with suppress(OSError, AttributeError):  # kernels and containers may not allow it
        _leave_the_network()


def _leave_the_network() -> None:
    import ctypes

    c = ctypes.CDLL(None, use_errno=True)
    no_new_privileges, new_user, new_network = 38, 0x10000000, 0x40000000
    c.prctl(no_new_privileges, 1, 0, 0, 0)
    c.unshare(new_user | new_network)


def main(what: str, kind: str, page: int) -> None:
    _shut_in()
    given = os.fdopen(0, "rb", closefd=False)
    if what == "count":
        answer = str(pages_of(given) if kind == "image" else pages_of_pdf()).encode()
    else:
        answer = redrawn(given, page) if kind == "image" else redrawn_pdf(page)
    sys.stdout.buffer.write(answer)


if __name__ == "__main__":
    try:
        main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
    except (CannotDraw, MemoryError, OSError, ValueError):
        sys.exit(3)
