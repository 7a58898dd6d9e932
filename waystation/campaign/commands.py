"""`waystation draw`: infographics as files, from releases only."""

import json
from pathlib import Path

import click

from waystation.campaign import drawings
from waystation.campaign.compose import compose
from waystation.campaign.specs import LANGUAGES, Specification, specifications
from waystation.campaign.standalone import page
from waystation.core.errors import ActionRefused
from waystation.core.outlets import gate
from waystation.evidence.published import PublishedRelease, dump


class Listed(click.ParamType[tuple[str, ...]]):
    """Names separated by commas, each among those known."""

    def __init__(self, *known: str) -> None:
        self.known = known
        self.name = ",".join(known)

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """Split and check; the error names what is not known and what is."""
        asked = tuple(part.strip() for part in str(value).split(",") if part.strip())
        unknown = [part for part in asked if part not in self.known]
        if unknown or not asked:
            self.fail(f"{', '.join(unknown) or 'nothing'} is not among {', '.join(self.known)}.", param, ctx)
        return asked


@click.command()
@click.option("--spec", "name", help="Only this infographic, as series/name (see --list) or name alone.")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), default=Path("infographics"), show_default=True
)
@click.option("--formats", type=Listed(*drawings.FORMATS), default="html,svg,png,pdf,csv", show_default=True)
@click.option("--languages", type=Listed(*LANGUAGES), default="mk,sq,en", show_default=True)
@click.option("--shape", type=click.Choice(drawings.SHAPES), default="poster", show_default=True)
@click.option("--list", "list_only", is_flag=True, help="Say which infographics there are, and draw none.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of sentences.")
def draw(  # noqa: PLR0913  one parameter an option of the command
    *,
    name: str | None,
    out: Path,
    formats: tuple[drawings.Format, ...],
    languages: tuple[str, ...],
    shape: str,
    list_only: bool,
    as_json: bool,
) -> None:
    """Draw infographics from the newest approved releases into a folder."""
    chosen = _chosen(name)
    releases = _releases()
    if list_only:
        _list(chosen, releases, as_json=as_json)
        return
    without = [spec.address for spec in chosen if spec.set_code not in releases]
    if name and without:
        raise click.ClickException(f"{without[0]} has no approved release yet. Approve one, then draw.")
    files = [
        str(_write(out, spec, releases[spec.set_code], drawings.Wish(language, form, shape)))
        for spec in chosen
        if spec.set_code in releases
        for language in languages
        for form in formats
    ]
    if as_json:
        click.echo(json.dumps({"files": files, "without_release": without}))
        return
    click.echo(f"{len(files)} files in {out}.")
    for address in without:
        click.echo(f"Not drawn: {address} has no approved release yet.")


def _list(chosen: list[Specification], releases: dict[str, PublishedRelease], *, as_json: bool) -> None:
    lines = [(spec.address, spec.set_code, spec.set_code in releases) for spec in chosen]
    if as_json:
        keys = ("infographic", "set", "ready")
        click.echo(json.dumps({"infographics": [dict(zip(keys, line, strict=True)) for line in lines]}))
        return
    for address, set_code, ready in lines:
        click.echo(f"{address}\t{set_code}\t{'ready' if ready else 'no release yet'}")


def _chosen(name: str | None) -> list[Specification]:
    chosen = [spec for spec in specifications() if name in {None, spec.name, spec.address}]
    if not chosen:
        known = ", ".join(spec.address for spec in specifications())
        raise click.ClickException(f"No infographic is called {name}. There are: {known}.")
    return chosen


def _releases() -> dict[str, PublishedRelease]:
    from waystation.campaign.access import newest_of_every_set, release_of
    from waystation.evidence.published import shelf

    standing = shelf()
    if standing is not None:
        return {release.set_code: release for release in standing.newest()}
    return {set_code: release_of(shown) for set_code, shown in newest_of_every_set().items()}


def _write(out: Path, spec: Specification, release: PublishedRelease, wish: drawings.Wish) -> Path:
    path = out / spec.series / f"{spec.name}-{wish.language}.{wish.form}"
    try:
        gate.let_out(dump(release))
    except ActionRefused as refusal:
        raise click.ClickException(str(refusal)) from refusal
    path.parent.mkdir(parents=True, exist_ok=True)
    if wish.form == "html":
        path.write_text(page(compose(spec, release, wish.language)), encoding="utf-8")
    else:
        path.write_bytes(drawings.draw(spec, release, wish))
    return path


COMMANDS = [draw]
