"""From a specification and a release to a poster: cells are chosen, never computed anew."""

from importlib import import_module
from importlib.util import find_spec

from django.utils import formats, translation
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from waystation import charts
from waystation.campaign.picking import Pick
from waystation.campaign.specs import BadSpecification, BlockSpecification, Specification
from waystation.evidence.published import PublishedRelease


def compose(spec: Specification, release: PublishedRelease, language: str, *, shape: str = "") -> charts.Poster:
    """Lay the release's numbers into the specification's blocks, those that have room in the shape.

    BadSpecification says when the specification asks for what the release does not hold.
    """
    with translation.override(language):
        blocks = tuple(block_of(block, release, language) for block in spec.blocks if shape not in block.not_in)
        return charts.Poster(
            language=language,
            title=spec.words["title"][language],
            subtitle=spec.words["subtitle"][language],
            blocks=blocks,
            source=_source(spec, release, language),
            method=spec.words["method"][language],
            period=release.period.replace("-", "–"),
            banner=_("Invented data") if release.invented else "",
        )


def headline(spec: Specification, release: PublishedRelease, language: str) -> str:
    """Say the infographic's big number in a sentence; nothing when it has none."""
    blocks = [block for block in spec.blocks if block.kind == "big_number"]
    return block_of(blocks[0], release, language).sentence(language) if blocks else ""


def block_of(block: BlockSpecification, release: PublishedRelease, language: str) -> charts.Block:
    """Build one block with the composer of its kind, found in `composers/<kind>.py`."""
    name = f"waystation.campaign.composers.{block.kind}"
    if not find_spec(name):
        raise BadSpecification(f"There is no composer for blocks of kind {block.kind}.")
    built: charts.Block = import_module(name).build(Pick(block, release, language))
    return built


def _source(spec: Specification, release: PublishedRelease, language: str) -> str:
    approved = parse_datetime(release.approved_at)
    date = formats.date_format(approved, "j E Y") if approved else _("draft, not approved")
    edition = _("edition %(number)s, %(date)s") % {"number": release.edition, "date": date}
    return f"{spec.words['source'][language]} · {edition}"
