"""Kill who attaches documents (SIGKILL) at random moments: none is ever half there, and nothing of it lies in clear.

`bench/documents_kill.py [KILLS] [SEED]`, 100 unless told. Works in a throw-away home on SQLite. After each kill every
document that has a record opens wholly and has its audit line; what else lies in the folder is sealed and swept away.
"""

import os
import random
import signal
import sys
import tempfile
import time
from typing import Any

os.environ["WAYSTATION_DOOR"] = "workshop"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waystation.config.settings")
LONGEST_SECONDS = 0.1
SECRET = b"Invented Canary Bird "
SIZES = (5_000, 700_000, 4_000_000)


def content(size: int) -> bytes:
    return SECRET * (size // len(SECRET))


def work(by: Any, case: Any, ready: int, chance: random.Random) -> None:
    """Attach, remove and destroy documents, until killed."""
    from waystation.cases.documents.actions import attach, destroy

    while True:
        whole = content(chance.choice(SIZES))
        pieces = [whole[at : at + 65_536] for at in range(0, len(whole), 65_536)]
        document = attach(case, pieces, name=str(len(whole)), by=by)
        if ready:
            os.write(ready, b".")
            os.close(ready)
            ready = 0
        if chance.random() < 0.3:
            destroy(document, by=by)


def kill_one(by: Any, case: Any, chance: random.Random) -> None:
    """Fork a writer, wait for its first document, kill it a random moment later."""
    from django.db import connections

    connections.close_all()
    told, tell = os.pipe()
    seed = chance.random()
    child = os.fork()
    if child == 0:
        try:
            work(by, case, tell, random.Random(seed))
        finally:
            os._exit(1)
    os.close(tell)
    assert os.read(told, 1) == b".", "The writer ended before its first document."
    os.close(told)
    time.sleep(chance.uniform(0, LONGEST_SECONDS))
    os.kill(child, signal.SIGKILL)
    assert os.waitpid(child, 0)[1] == signal.SIGKILL


def check() -> tuple[int, int]:
    """Open every document; return how many there are, and how many files nobody knows."""
    from waystation.cases.documents import files
    from waystation.cases.documents.access import key_for
    from waystation.cases.documents.models import Document
    from waystation.core.models import AuditEntry
    from waystation.core.sealing.records import open_text
    from waystation.core.sealing.staff import keyring

    living = list(Document.objects.filter(destroyed_at=None))
    for document in living:
        whole = b"".join(files.opened(document.code, key_for(document, keyring())))
        assert whole == content(int(open_text(document, "file_name", keyring()))), "A document is not whole."
    lines = set(AuditEntry.objects.filter(action="document.added").values_list("on_code", flat=True))
    assert lines == {str(code) for code in Document.objects.values_list("code", flat=True)}
    known = {str(document.code) for document in living}
    others = [path for path in files.folder().iterdir() if path.name not in known]
    for path in others:
        assert SECRET not in path.read_bytes()
        os.utime(path, (0, 0))
    files.sweep(known)
    assert {path.name for path in files.folder().iterdir()} == known
    return len(living), len(others)


def main(kills: int, seed: int) -> None:
    """Kill and compare, again and again."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["WAYSTATION_HOME"] = home
        import django

        django.setup()
        from waystation.core.sealing.staff import unlocked
        from waystation.core.sealing.vaults import VAULTS, Keyring, VaultKey

        with unlocked(Keyring({vault: [VaultKey.new()] for vault in VAULTS})):
            kill_many(kills, random.Random(seed))


def kill_many(kills: int, chance: random.Random) -> None:
    from django.core.management import call_command
    from django.db import connections

    from waystation.cases.tests.making import make_case
    from waystation.core.models import Organisation, User

    call_command("migrate", verbosity=0)
    organisation = Organisation.objects.create(name="Kill (invented)", invented=True)
    by = User.objects.create(organisation=organisation, sign_in_name="kill", role="caseworker")
    case, swept, whole = make_case(organisation), 0, 0
    for _ in range(kills):
        kill_one(by, case, chance)
        whole, unknown = check()
        swept += unknown
    connections.close_all()
    print(f"{kills} kills, {whole} documents, each of them whole; {swept} sealed leftovers swept away")


if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[1:]]
    main(*[*numbers, *(100, 3)[len(numbers) :]])
