"""What each door's process holds: the public one knows nothing of records, keys or staff."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from running import environment

pytestmark = pytest.mark.no_database

LOOK = """
import json, sys
import django
django.setup()
from django.conf import settings
from django.urls import get_resolver
import waystation.config.asgi
list(get_resolver().url_patterns)
from waystation.core.discovery import modules
for name in ("letters", "urls_public"):
    list(modules(name))
print(json.dumps({
    "modules": sorted(name for name in sys.modules if name.startswith(("waystation", "django.contrib.auth.models"))),
    "apps": settings.INSTALLED_APPS,
    "cookies": [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME],
    "database": str(settings.DATABASES["default"]["NAME"]),
    "secret": settings.SECRET_KEY,
}))
"""


def look(home, door):
    command = [sys.executable, "-c", LOOK]
    surroundings = environment(home, WAYSTATION_DOOR=door, DJANGO_SETTINGS_MODULE="waystation.config.settings")
    return json.loads(subprocess.run(command, env=surroundings, capture_output=True, check=True).stdout)


@pytest.fixture(scope="module")
def doors(tmp_path_factory):
    home = tmp_path_factory.mktemp("doors")
    public = look(home, "public")
    assert [path.name for path in home.iterdir()] == ["public"]
    return {"public": public, "staff": look(home, "staff")}


FORBIDDEN = (
    "waystation.cases",
    "waystation.programmes",
    "waystation.intake.desk",
    "waystation.core.models",
    "waystation.core.keys",
    # it seals with a public half and reads envelopes; what holds keys, opens records or knows shards is not there
    "waystation.core.sealing.vaults",
    "waystation.core.sealing.records",
    "waystation.core.sealing.staff",
    "waystation.core.sealing.shards",
    "waystation.core.sealing.scanning",
    "waystation.core.sealing.streams",
    "waystation.core.sealing.whole_files",
    "waystation.evidence.models",
    "waystation.config.worker",
    "django.contrib.auth.models",
)


@pytest.mark.parametrize("forbidden", FORBIDDEN)
def test_the_public_process_does_not_load(doors, forbidden):
    loaded = [name for name in doors["public"]["modules"] if name == forbidden or name.startswith(f"{forbidden}.")]
    assert loaded == []


def test_the_public_door_has_no_staff_rooms_installed(doors):
    assert "waystation.core" not in doors["public"]["apps"]
    assert "django.contrib.auth" not in doors["public"]["apps"]
    assert "waystation.evidence" in doors["staff"]["apps"]


@pytest.mark.parametrize("own", ["cookies", "database", "secret"])
def test_the_doors_share_nothing(doors, own):
    public, staff = doors["public"][own], doors["staff"][own]
    assert public != staff
    assert not set(public) & set(staff) or isinstance(public, str)
