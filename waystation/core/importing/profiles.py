"""Profiles: readings of well-known files, found as TOML in each room's `import_profiles`, and those people saved."""

import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from waystation.core.importing.errors import CannotRead
from waystation.core.importing.header import same_name
from waystation.core.importing.reading import Reading, reading_from
from waystation.core.importing.targets import target
from waystation.core.models import ImportMapping, Organisation


@dataclass(frozen=True)
class Profile:
    """A named reading; `recognise` lists the columns its file is known by, `family` what it can also be called."""

    name: str
    reading: Reading
    family: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)
    recognise: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    only_by_name: bool = False

    @property
    def title(self) -> str:
        """Return the title in the language of the page."""
        return self.titles.get(get_language() or "en") or self.titles.get("en") or self.name

    def knows(self, header: Collection[str]) -> bool:
        """Say whether all columns by which the file is known are there."""
        there = {same_name(name) for name in header}
        return bool(self.recognise) and all(same_name(name) in there for name in self.recognise)


@cache
def built_in() -> tuple[Profile, ...]:
    """Return the profiles that rooms bring."""
    files = [path for app in apps.get_app_configs() for path in Path(app.path, "import_profiles").glob("*.toml")]
    return tuple(_from_file(path) for path in sorted(files))


def saved(organisation: Organisation) -> Iterator[Profile]:
    """Yield the mappings the organisation keeps."""
    for mapping in ImportMapping.objects.filter(organisation=organisation):
        reading = reading_from(mapping.reading)
        yield Profile(mapping.name, reading, recognise=tuple(reading.columns))


def named(name: str, organisation: Organisation) -> tuple[Profile, ...]:
    """Return the profiles of this name or family; CannotRead lists what there is."""
    everything = (*built_in(), *saved(organisation))
    found = tuple(each for each in everything if name in {each.name, each.family})
    if not found:
        names = sorted({each.family or each.name for each in everything})
        raise CannotRead(
            _("There is no profile “%(name)s”. Choose one of: %(names)s.") % {"name": name, "names": ", ".join(names)}
        )
    return found


def recognised(header: Collection[str], among: Collection[Profile], *, by_name: bool = False) -> Profile | None:
    """Return the profile that knows this header, the most exact one first.

    A profile whose columns any file could have is taken only when it was asked for by name.
    """
    fitting = [each for each in among if each.knows(header) and (by_name or not each.only_by_name)]
    return max(fitting, key=lambda each: len(each.recognise), default=None)


def with_constants(profile: Profile, given: Mapping[str, str]) -> Reading:
    """Return the profile's reading with what was said about this file; CannotRead names what is still needed."""
    asked = {each.name: each.label for each in target(profile.reading.target).fields}
    constants = {**profile.reading.constants, **{name: text for name, text in given.items() if text and name in asked}}
    for name in profile.needs:
        if not constants.get(name):
            raise CannotRead(
                _(
                    "Answer “%(question)s” for this file: files of this kind do not say it, "
                    "and several stand side by side."
                )
                % {"question": asked[name]}
            )
    return replace(profile.reading, constants=constants)


def _from_file(path: Path) -> Profile:
    content: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    about = content.pop("about")
    return Profile(
        name=path.stem,
        reading=reading_from(content),
        family=about.get("family", ""),
        titles=about["title"],
        recognise=tuple(about["recognise"]),
        needs=tuple(about.get("needs", ())),
        only_by_name=about.get("only_by_name", False),
    )
