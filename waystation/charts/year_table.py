"""Columns over the years as a real table: rows on a phone, columns on a wide page."""

from html import escape

from waystation.charts.figures import Figure
from waystation.charts.parts import bar_html, largest, number_html
from waystation.charts.words import words
from waystation.charts.years import Source, Year, source_of, sources_of


def year_table(years: tuple[Year, ...], named: tuple[str, str, str], language: str) -> str:
    """Return the table; every bar is a cell's own span, so the chart and its numbers cannot drift apart.

    Units: bars are hundredths of the largest possible value.
    Shape: one row for each year, one column for each source.
    Errors: UnknownLanguage, TooManySources.
    Source: `named` is heading, name on the page and tone.
    """
    heading, name, tone = named
    sources = sources_of(years, language)
    scale = largest(figure for year in years for figure in year.figures)
    rows = "".join(_row(year, sources, (scale, tone), language) for year in years)
    caption = f"<caption>{escape(heading)}</caption>" if heading else ""
    kind = "bars--sources" if sources else "bars--years"
    return (
        f'<table class="bars {kind}" id="{name}" role="table">{caption}'
        f'<thead class="bars__head" role="rowgroup">{_head(sources, language)}</thead>'
        f'<tbody role="rowgroup">{rows}</tbody></table>{_key(sources)}'
    )


def _head(sources: tuple[Source, ...], language: str) -> str:
    spoken = words(language)
    names = [f"{source.letter} {source.name}" for source in sources] or [spoken.number]
    cells = "".join(f'<th scope="col" role="columnheader">{escape(name)}</th>' for name in (spoken.year, *names))
    return f'<tr role="row">{cells}</tr>'


def _row(year: Year, sources: tuple[Source, ...], drawn: tuple[float, str], language: str) -> str:
    head = f'<th scope="row" role="rowheader">{escape(year.label)}</th>'
    if not sources or not year.figures:
        figure = year.shown()[0]
        span = f' colspan="{len(sources)}"' if sources else ""
        return f'<tr role="row">{head}<td role="cell"{span}>{_figure(figure, sources, drawn, language)}</td></tr>'
    cells = "".join(_source_cell(year, source, drawn, language) for source in sources)
    return f'<tr role="row">{head}{cells}</tr>'


def _source_cell(year: Year, source: Source, drawn: tuple[float, str], language: str) -> str:
    figures = [figure for figure in year.figures if figure.source == source.name]
    return f'<td role="cell">{"".join(_figure(figure, (source,), drawn, language) for figure in figures)}</td>'


def _figure(figure: Figure, sources: tuple[Source, ...], drawn: tuple[float, str], language: str) -> str:
    scale, tone = drawn
    source = source_of(figure, sources, tone)
    letter = f'<b class="bar__letter" aria-hidden="true">{source.letter}</b>' if source.letter else ""
    bar = "" if figure.status == "absent" else bar_html(figure, scale, source.tone)
    return f"{letter}{bar}{number_html(figure, language)}"


def _key(sources: tuple[Source, ...]) -> str:
    if not sources:
        return ""
    rows = "".join(
        f'<li><span class="bar bar--key bar--{source.tone}"></span><b>{source.letter}</b> {escape(source.name)}</li>'
        for source in sources
    )
    return f'<ul class="chart-key">{rows}</ul>'
