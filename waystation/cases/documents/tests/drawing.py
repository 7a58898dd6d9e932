"""Invented pictures and papers for tests, full of what must not be shown."""

import io

from PIL import Image, ImageDraw, TiffImagePlugin

AUTHOR = "Invented Author Sokolov"
PLACE = (41.9981, 21.4254)
TRACES = (
    AUTHOR.encode(),
    b"InventedPhone",
    b"GPSLatitude",
    b"2026:01:02 03:04:05",
    b"photoshop",
    b"Exif",
    b"<x:xmpmeta",
)


def paper(words="Invented letter", size=(600, 800)):
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).text((40, 40), words, fill="black")
    return image


def exif():
    made = Image.Exif()
    made[0x010F], made[0x0110], made[0x013B] = "InventedPhone", "InventedPhone 9", AUTHOR
    made[0x0112] = 6
    made[0x0132] = "2026:01:02 03:04:05"
    place = made.get_ifd(0x8825)
    place.update({1: "N", 2: (41.0, 59.0, 53.2), 3: "E", 4: (21.0, 25.0, 31.4)})
    return made


def written(image, kind, **options):
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def photograph(words="Invented photograph", size=(400, 300)):
    return written(paper(words, size), "JPEG", exif=exif(), comment=AUTHOR.encode())


def letter(pages=1):
    """Return a PDF of so many pages, with an author."""
    sheets = [paper(f"Invented letter, page {number}") for number in range(1, pages + 1)]
    return written(sheets[0], "PDF", save_all=True, append_images=sheets[1:], author=AUTHOR, title=AUTHOR)


def scan(pages=2):
    own = TiffImagePlugin.ImageFileDirectory_v2()
    own[315], own[270] = AUTHOR, AUTHOR
    sheets = [paper(f"Invented scan, page {number}") for number in range(1, pages + 1)]
    return written(sheets[0], "TIFF", save_all=True, append_images=sheets[1:], tiffinfo=own)
