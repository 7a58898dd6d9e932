"""Build the project's fonts from Debian's Noto Sans: drawing fonts, web subsets and the table of widths.

Run it where `fonts-noto-core` and fontTools are installed: `python waystation/charts/fonts/build.py`.
Noto is a trademark, and the licence asks for another name after a change: the results are called Waystation Sans.
"""

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

import typst
from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

DEBIAN: Final = Path("/usr/share/fonts/truetype/noto")
HERE: Final = Path(__file__).parent
WEB: Final = HERE.parent / "static" / "charts" / "fonts"
FAMILY: Final = "Waystation Sans"
WEIGHTS: Final = ("Regular", "Bold")

PUNCTUATION: Final = "U+0020-007E,U+00A0-00FF,U+2010-2027,U+2030,U+2039,U+203A,U+20AC,U+2212,U+2248,U+2264,U+2265"
LATIN: Final = f"{PUNCTUATION},U+0100-017F,U+0218-021B"
CYRILLIC: Final = "U+0400-045F,U+0490,U+0491,U+2116"
ARABIC: Final = "U+060C,U+061B,U+061F,U+0621-063A,U+0640-0655,U+0660-066D,U+0670,U+0679,U+067E,U+0686,U+0688,U+0691"
ARABIC_MORE: Final = "U+0698,U+06A9,U+06AF,U+06BA,U+06BE,U+06C0-06C3,U+06CC,U+06D2,U+06D4,U+06F0-06F9,U+200C-200F"
SUBSETS: Final = {"latin": LATIN, "cyrillic": CYRILLIC, "arabic": f"{ARABIC},{ARABIC_MORE}"}
JOINER: Final = "\u0640"


def code_points(ranges: str) -> list[int]:
    """Return the code points of a CSS unicode-range."""
    ends = [part.removeprefix("U+").split("-") for part in ranges.split(",")]
    return [point for end in ends for point in range(int(end[0], 16), int(end[-1], 16) + 1)]


def cut(path: Path, ranges: str) -> TTFont:
    """Return the font with only these characters; hinting is left out, screens and printers no longer need it."""
    font = TTFont(path)
    options = Options(hinting=False, layout_features=["*"], name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14], notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=code_points(ranges))
    subsetter.subset(font)
    return font


def rename(font: TTFont, weight: str) -> None:
    """Give the font its own family name and keep the licence lines."""
    plain = FAMILY.replace(" ", "")
    ours = {1: FAMILY, 2: weight, 3: f"{plain}-{weight}", 4: f"{FAMILY} {weight}", 6: f"{plain}-{weight}"}
    for number, text in ours.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    font["name"].names = [record for record in font["name"].names if record.platformID == 3]


def merged(weight: str) -> TTFont:
    """Return one drawing font of all three scripts, so that no machine falls back to another face."""
    with tempfile.TemporaryDirectory() as folder:
        parts = [Path(folder, "latin.ttf"), Path(folder, "arabic.ttf")]
        cut(DEBIAN / f"NotoSans-{weight}.ttf", f"{LATIN},{CYRILLIC}").save(parts[0])
        cut(DEBIAN / f"NotoSansArabic-{weight}.ttf", SUBSETS["arabic"]).save(parts[1])
        font = Merger().merge([str(part) for part in parts])
    rename(font, weight)
    return font


def save_web_fonts(weight: str) -> None:
    """Save one woff2 file for each script."""
    for script, ranges in SUBSETS.items():
        face = "NotoSansArabic" if script == "arabic" else "NotoSans"
        font = cut(DEBIAN / f"{face}-{weight}.ttf", ranges)
        rename(font, weight)
        font.flavor = "woff2"
        font.save(WEB / f"waystation-sans-{script}-{weight.lower()}.woff2")


def face_rule(script: str, weight: str) -> str:
    """Return the @font-face rule of one web font."""
    number = 700 if weight == "Bold" else 400
    address = f"waystation-sans-{script}-{weight.lower()}.woff2"
    return (
        f'@font-face {{\n  font-family: "{FAMILY}";\n  font-weight: {number};\n  font-display: swap;\n'
        f'  src: url("{address}") format("woff2");\n  unicode-range: {SUBSETS[script].replace(",", ", ")};\n}}\n'
    )


def measured(texts: list[str], weight: str) -> list[float]:
    """Measure shaped texts with Typst, in thousandths of the type size."""
    source = (
        "#let texts = json(bytes(sys.inputs.texts))\n"
        f'#set text(font: "{FAMILY}", weight: "{weight.lower()}", size: 1000pt, fallback: false, kerning: false)\n'
        "#context [#metadata(texts.map(t => measure(text(t)).width.pt())) <widths>]\n"
    )
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[HERE])
    compiler = typst.Compiler(source.encode(), font_paths=fonts, sys_inputs={"texts": json.dumps(texts)})
    answer = compiler.query("<widths>", field="value", one=True)
    widths: list[float] = json.loads(answer)
    return widths


def plain_widths(font: TTFont) -> dict[str, int]:
    """Return the advance width of every character."""
    return {chr(point): font["hmtx"][name][0] for point, name in font.getBestCmap().items()}


def joined_widths(weight: str) -> dict[str, list[int]]:
    """Return what each Arabic letter takes alone, at the start, in the middle and at the end of a joined run."""
    letters = [chr(point) for point in code_points(SUBSETS["arabic"]) if chr(point).isalpha() and chr(point) != JOINER]
    shapes = [(letter, letter + JOINER, JOINER + letter + JOINER, JOINER + letter) for letter in letters]
    widths = iter(measured([shape for group in shapes for shape in group], weight))
    joiner = measured([JOINER], weight)[0]
    taken = (0, joiner, 2 * joiner, joiner)
    return {letter: [round(next(widths) - part) for part in taken] for letter in letters}


def main() -> int:
    """Build everything and print the sizes."""
    os.environ["SOURCE_DATE_EPOCH"] = "0"  # the same input gives the same files
    WEB.mkdir(parents=True, exist_ok=True)
    table: dict[str, Any] = {}
    for weight in WEIGHTS:
        path = HERE / f"WaystationSans-{weight}.ttf"
        font = merged(weight)
        font.save(path)
        save_web_fonts(weight)
        table[weight.lower()] = {"plain": plain_widths(font), "joined": joined_widths(weight)}
    rules = "".join(face_rule(script, weight) for script in SUBSETS for weight in WEIGHTS)
    (WEB / "fonts.css").write_text(rules, encoding="utf-8")
    widths = json.dumps(table, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    (HERE / "widths.json").write_text(widths + "\n", encoding="utf-8")
    built = [*HERE.glob("*.ttf"), *WEB.iterdir(), HERE / "widths.json"]
    sys.stdout.writelines(f"{path.stat().st_size:>8}  {path.name}\n" for path in sorted(built))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
