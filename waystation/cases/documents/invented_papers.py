"""Draws the papers of the demonstration: each says in large letters that it is invented."""

import io
from functools import cache
from importlib.resources import files

from PIL import Image, ImageDraw, ImageFont

PAGE = (900, 1270)
CARD = (1000, 630)
INK, PALE, PAPER = "#14212e", "#7e8f9b", "#fffdfa"
LETTER = (
    ("ОУ „Измислена“, Скопје", "12 март", "До Центарот", "Предмет: редовна настава",
     "Ученичката ја следи наставата редовно",
     "и добро напредува. Потребни се учебници", "и помош по математика двапати неделно."),
    ("Прилог: распоред", "Понеделник: математика, македонски јазик", "Вторник: историја, ликовно", "Среда: физичко"),
)  # fmt: skip
REFERRAL = (
    "Упат (измислен)", "Од: дежурна служба", "До: социјална работа", "Причина: сместување и правна помош",
    "Итно: не", "Потпис: __________",
)  # fmt: skip
NOTE = "Измислена белешка\n\nДоговорено: преведувач за албански јазик во вторник, 10 часот.\nДа се понесе: упатот.\n"


def identity_page() -> bytes:
    """Return a photograph of the page of an identity paper, without a face."""
    image, draw = _sheet(CARD)
    draw.rectangle((50, 150, 300, 500), outline=PALE, width=3)
    draw.ellipse((125, 220, 225, 330), outline=PALE, width=3)
    draw.arc((95, 340, 255, 560), 180, 360, fill=PALE, width=3)
    _lines(draw, (350, 160), ("РЕПУБЛИКА ИЗМИСЛИЈА", "Презиме: Измислена", "Име: Пример", "Број: 000000"))
    return _photograph(image)


def referral() -> bytes:
    """Return a scanned referral."""
    image, draw = _sheet(PAGE)
    _lines(draw, (90, 200), REFERRAL)
    return _photograph(image.rotate(0.6, fillcolor=PAPER))


def letter() -> bytes:
    """Return a letter of two pages as PDF."""
    sheets = []
    for words in LETTER:
        image, draw = _sheet(PAGE)
        _lines(draw, (90, 200), words)
        sheets.append(image)
    target = io.BytesIO()
    sheets[0].save(target, "PDF", save_all=True, append_images=sheets[1:], resolution=110)
    return target.getvalue()


def note() -> bytes:
    return NOTE.encode()


def _sheet(size: tuple[int, int]) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", size, PAPER)
    draw = ImageDraw.Draw(image)
    draw.text((50, 40), "ИЗМИСЛЕНО · INVENTED", font=_font(40), fill=PALE)
    draw.line((50, 110, size[0] - 50, 110), fill=PALE, width=3)
    return image, draw


def _lines(draw: ImageDraw.ImageDraw, start: tuple[int, int], words: tuple[str, ...]) -> None:
    for number, line in enumerate(words):
        draw.text((start[0], start[1] + 60 * number), line, font=_font(32), fill=INK)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    font = (files("waystation.charts.fonts") / "WaystationSans-Regular.ttf").read_bytes()
    return ImageFont.truetype(io.BytesIO(font), size)


def _photograph(image: Image.Image) -> bytes:
    target = io.BytesIO()
    image.save(target, "JPEG", quality=80)
    return target.getvalue()
