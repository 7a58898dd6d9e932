"""How many of a million random return codes open a conversation: none may.

    WAYSTATION_HOME=/tmp/codes python bench/return_codes.py [--codes 1000000] [--conversations 1000]

Each code is well formed and asked for as the page asks: derived with the pepper, then looked up in the database. The
exit code is 1 when one opens something.
"""

import argparse
import os
import sys
import tempfile
import time
from datetime import date

os.environ.setdefault("WAYSTATION_HOME", tempfile.mkdtemp(prefix="waystation-codes-"))
os.environ |= {"WAYSTATION_DOOR": "public", "DJANGO_SETTINGS_MODULE": "waystation.config.settings"}


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--codes", type=int, default=1_000_000)
    asked.add_argument("--conversations", type=int, default=1000)
    wish = asked.parse_args()
    fill(wish.conversations)
    started, opened = time.monotonic(), tried(wish.codes)
    took = time.monotonic() - started
    print(f"{opened} of {wish.codes:,} random codes opened one of {wish.conversations:,} conversations ({took:.0f} s).")
    return 1 if opened else 0


def fill(conversations: int) -> None:
    import django

    django.setup()
    from django.conf import settings

    from waystation.config.preparation import prepare
    from waystation.intake.public.codes import derived
    from waystation.intake.public.models import Conversation

    prepare()
    keys = [derived(os.urandom(11), settings.RETURN_SECRET) for _ in range(conversations)]
    day = date(2026, 1, 5)
    Conversation.objects.bulk_create(
        Conversation(lookup=key.lookup, form_mark=key.lookup, language="mk", begun_on=day) for key in keys
    )


def tried(codes: int) -> int:
    from waystation.intake.public.access import conversation_of

    return sum(conversation_of(os.urandom(11)) is not None for _ in range(codes))


if __name__ == "__main__":
    sys.exit(main())
