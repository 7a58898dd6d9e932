"""Opens every record of a restored home with the recovery key on its standard input; prints counts as JSON."""

import json
import os
import sys


def main() -> None:
    """Open what the vaults of all organisations hold."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waystation.config.settings")
    import django

    django.setup()
    from pyrage import x25519

    from waystation.core.keys.access import keyring_of_sheets
    from waystation.core.keys.checking import open_records
    from waystation.core.models import Organisation
    from waystation.core.sealing.staff import of_the_machine
    from waystation.core.sealing.vaults import IMPORTS, Keyring, VaultKey

    identity = x25519.Identity.from_str(sys.stdin.read().strip())
    keys: dict[str, list[VaultKey]] = {}
    for organisation in Organisation.objects.all():
        ring = keyring_of_sheets(organisation, identity)
        for vault in ring.vaults():
            keys.setdefault(vault, []).extend(ring.generations(vault))
    keys.setdefault(IMPORTS, []).append(of_the_machine())
    found = open_records(Keyring(keys))
    print(json.dumps({"opened": found.opened, "shut": found.shut + found.locked}))  # noqa: T201  read by who asked


if __name__ == "__main__":
    main()
