"""A running house whose SOS line has a vault: both doors and the worker, for tests and measurements of reports."""

import re
import subprocess
import sys
import time
import urllib.parse
import urllib.request
import uuid

from running import Installation, await_true, command_of, environment

MAKE_LINE = """
import django
django.setup()
from waystation.core.models import Organisation
from waystation.core.keys.models import Vault
from waystation.core.sealing.vaults import SOS_LINE, VaultKey
house = Organisation.objects.create(name="A house (invented)", invented=True)
key = VaultKey.new()
Vault.objects.create(organisation=house, name=SOS_LINE, key_id=key.id, public=key.door().public)
print(key.carried().hex())
"""
COUNT = """
import django
django.setup()
from waystation.intake.desk.models import Report
from waystation.letterbox.models import Letter
print(Report.objects.count(), Letter.objects.inward().under_way().count())
"""
READ = """
import django, sys
django.setup()
from waystation.core.sealing.records import open_text
from waystation.core.sealing.vaults import SOS_LINE, Keyring, VaultKey
from waystation.intake.desk.models import Report
ring = Keyring({SOS_LINE: [VaultKey.from_carried(bytes.fromhex(sys.argv[1]))]})
print("\\n".join(open_text(report, "told", ring) for report in Report.objects.all()))
"""
WORDS = re.compile(r"<li>(\w+)</li>")


class House(Installation):
    """An installation that takes reports in."""

    def __init__(self, home, databases=None):
        self.databases = databases or {}
        super().__init__(home, **self.databases)

    @property
    def address(self):
        return f"http://127.0.0.1:{self.public}"

    def open_line(self):
        """Make the line's vault, wait until the form outside is open, and return the vault's key."""
        self.await_words("Stop with Ctrl+C.")
        key = self.ask_staff_side(MAKE_LINE)
        await_true(self.form_is_open, 60, "the form")
        return key

    def form_is_open(self):
        try:
            return self.get("public", "/en/report/").status == 200
        except OSError:
            return False

    def await_reports(self, wanted, seconds=120):
        """Wait until the staff side has taken in as many reports; return how many it has."""
        deadline, stored = time.monotonic() + seconds, -1
        while time.monotonic() < deadline:
            stored = int(self.ask_staff_side(COUNT).split()[0])
            if stored >= wanted:
                break
            time.sleep(1)
        return stored

    def texts(self, key):
        return self.ask_staff_side(READ, key).splitlines()

    def ask_staff_side(self, program, *arguments):
        ours = {"WAYSTATION_DOOR": "staff", "DJANGO_SETTINGS_MODULE": "waystation.config.settings", **self.databases}
        command = [sys.executable, "-c", program, *arguments]
        done = subprocess.run(command, env=environment(self.home, **ours), capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout.strip()

    def doors(self):
        """Return the processes of the public door."""
        return [each for each in self.children() if "door" in command_of(each) and str(self.public) in command_of(each)]


def send(address, told, form_id=None):
    """Send one report as a browser without scripts does; return the words of its code, none if it was not taken."""
    form = urllib.parse.urlencode({"form_id": form_id or str(uuid.uuid4()), "told": told}).encode()
    try:
        with urllib.request.urlopen(f"{address}/en/report/", form, timeout=60) as answer:  # noqa: S310  our own
            return WORDS.findall(answer.read().decode())
    except OSError:
        return []
