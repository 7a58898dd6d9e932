"""An infographic as one HTML file that stands anywhere: looks inside, nothing loaded, no scripts."""

from html import escape
from pathlib import Path

from waystation import charts, ui

TOKENS = Path(ui.__file__).parent / "static" / "ui" / "tokens.css"
GROUND = (
    "body{margin:0;padding:1.5rem;background:var(--ground);color:var(--ink);"
    "font:1rem/1.5 var(--sans)}main{max-inline-size:60rem;margin-inline:auto}"
)
PAGE = (
    '<!doctype html>\n<html lang="{language}" dir="{direction}">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
    "<style>\n{looks}\n</style>\n</head>\n<body>\n<main>{article}</main>\n</body>\n</html>\n"
)


def page(poster: charts.Poster) -> str:
    """Return the poster as a whole document."""
    looks = [TOKENS.read_text(encoding="utf-8"), charts.stylesheet().read_text(encoding="utf-8"), GROUND]
    return PAGE.format(
        language=poster.language,
        direction="rtl" if poster.language in {"ar", "fa"} else "ltr",
        title=escape(poster.title),
        looks="\n".join(looks),
        article=charts.html(poster),
    )
