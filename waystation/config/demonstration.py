"""The invented organisation: staff, twenty years of records, and its releases on the public door."""

import sys
import time
from collections.abc import Mapping

import django

DEMO_PASSWORD = "every name here is invented"  # noqa: S105  printed for everybody, for invented records only
ORGANISATION = "Open Door (invented)"
DELIVERY_WITHIN_SECONDS = 120.0
DONE = "demo.invented"


def run() -> None:
    """Create the invented organisation once and see its releases arrive; started again, it goes on where it was."""
    django.setup()
    from waystation.core.errors import ActionRefused

    try:
        _invent_once()
    except ActionRefused as refusal:
        sys.exit(str(refusal))
    words = _send_reports()
    _make_recovery_key()
    _await_delivery()
    _answer_report(words)
    _say("Everything you see there is invented.")
    _say(f'Sign in at the staff door as {", ".join(_sign_in_names())}; password for each: "{DEMO_PASSWORD}".')
    _say("The second step asks for a code of an app; here it shows the code beside the question.")


def _invent_once() -> None:
    from waystation.config.actions import invented_organisation, mark_done, was_done
    from waystation.core.invention import invent
    from waystation.core.keys.access import unlock
    from waystation.core.sealing.staff import unlocked

    if was_done(DONE):
        return
    started = time.monotonic()
    _say("Inventing twenty years of an organisation (once) …")
    organisation, users = invented_organisation(ORGANISATION, DEMO_PASSWORD)
    ring = unlock(users["coordinator"], DEMO_PASSWORD)
    with unlocked(ring), mark_done(DONE, organisation):
        invent(organisation, users, ring)
    _say(f"Invented in {time.monotonic() - started:.0f} s.")


def _send_reports() -> str:
    """Send invented reports through the public form, once."""
    from waystation.config import demo_reports
    from waystation.intake.desk.models import Report

    return "" if Report.objects.exists() else demo_reports.send()


def _answer_report(words: str) -> None:
    from waystation.config import demo_reports

    if words:
        demo_reports.answer(words, DEMO_PASSWORD)
        _say(f"An invented reporter's code, to try on the public door under “Read the answer”: {words}")


def _make_recovery_key() -> None:
    """Make the key and leave its sheets in a file: for invented records only, a real key is never stored."""
    from django.conf import settings

    from waystation.config.backup import DEMO_SHARES
    from waystation.core.keys.access import unlock
    from waystation.core.keys.actions import complete_recovery_copies
    from waystation.core.models import Organisation, User
    from waystation.core.recovery import actions
    from waystation.core.recovery.access import state_of

    organisation = Organisation.objects.get(name=ORGANISATION, invented=True)
    if state_of(organisation).key is not None:
        return
    path = settings.HOME / "staff" / DEMO_SHARES
    path.touch(mode=0o600)
    key, made = actions.make_key(organisation, by=None)
    path.write_text("\n".join(["# Of an invented organisation: a real key is on paper only.", *made, ""]), "utf-8")
    actions.finish_key(key, made[:2], by=None)
    coordinator = User.objects.get(organisation=organisation, sign_in_name="coordinator")
    complete_recovery_copies(organisation, unlock(coordinator, DEMO_PASSWORD))
    _say(f"A recovery key was made by itself; its three shares lie in {path}.")


def _await_delivery() -> None:
    """Wait until the public door shows the releases; the worker carries them."""
    waiting, shown = _undelivered(), -1
    deadline = time.monotonic() + DELIVERY_WITHIN_SECONDS
    while waiting and time.monotonic() < deadline:
        if waiting != shown:
            _say(f"Carrying releases to the public door: {waiting} to go …")
            shown = waiting
        time.sleep(0.5)
        waiting = _undelivered()
    if waiting:
        _say(f"{waiting} letters have not arrived yet. See why with: waystation letters")


def _undelivered() -> int:
    """Count what is still to be computed or carried."""
    from django.db import connection
    from django_tasks import TaskResultStatus
    from django_tasks_db.models import DBTaskResult

    from waystation.letterbox.models import Letter

    jobs = DBTaskResult.objects.filter(status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING]).count()
    letters = Letter.objects.outward().under_way().count()
    connection.close()
    return jobs + letters


def _sign_in_names() -> Mapping[str, str]:
    from waystation.core.rights import ROLES

    return {role: role for role in ROLES}


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201  this is what the command prints
