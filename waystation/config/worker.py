"""The worker: runs jobs and exchanges letters, each in a copy of itself, so that waiting costs little."""

import logging
import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

import django

from waystation.config.processes import ended, fork

log = logging.getLogger("waystation.worker")
LOOK_EVERY_SECONDS = 2.0
ORPHANS_EVERY_SECONDS = 10.0
ENDINGS_EVERY_SECONDS = 60.0
SCHEDULE_EVERY_SECONDS = 600.0
LONGEST_PAUSE_SECONDS = 60.0


@dataclass
class Errand:
    """One kind of work, done by one copy of the worker at a time."""

    waits: Callable[[], bool]
    work: Callable[[], None]
    child: int = 0

    def look(self) -> None:
        """Send a copy when work waits and none is under way."""
        from django.db import connections

        if self.child and not ended(self.child):
            return
        self.child = 0
        if self.waits():
            connections.close_all()
            self.child = fork(self.work)


class Worker:
    """Looks for work every two seconds, and at once when the bell rings."""

    def __init__(self) -> None:
        self._running = True
        self._errands = (
            Errand(_jobs_wait, _run_jobs),
            Errand(_letters_wait, _push_letters),
            Errand(NewDay().waits, _look_at_schedule),
        )
        self._orphans_at = 0.0
        self._endings_at = 0.0
        self._fetch_at = 0.0
        self._pause = LOOK_EVERY_SECONDS
        self._trouble = ""

    def run(self) -> None:
        """Work until told to stop; copies under way end with this process and their jobs start anew."""
        from waystation.core.keys import jobs
        from waystation.letterbox.bell import Bell

        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._stop)
        jobs.begin_worker()
        with Bell() as bell:
            while self._running:
                self._look_round()
                bell.wait(LOOK_EVERY_SECONDS if not self._busy() else 0.2)
        for errand in self._errands:
            _end(errand)
        jobs.end_worker()

    def _stop(self, *_: object) -> None:
        self._running = False

    def _busy(self) -> bool:
        return any(errand.child for errand in self._errands)

    def _look_round(self) -> None:
        from django.db import Error, close_old_connections

        try:
            close_old_connections()
            self._put_back_orphans()
            self._end_what_is_over()
            self._fetch_letters()
            for errand in self._errands:
                errand.look()
        except Error as error:
            log.error("The database cannot be reached (%s); the worker keeps trying.", type(error).__name__)  # noqa: TRY400

    def _put_back_orphans(self) -> None:
        from waystation.config.actions import put_back_orphans
        from waystation.core.accounts.actions import keeping
        from waystation.core.keys import jobs

        if time.monotonic() >= self._orphans_at:
            jobs.still_here()
            keeping.forget_old()
            put_back_orphans()
            self._orphans_at = time.monotonic() + ORPHANS_EVERY_SECONDS

    def _end_what_is_over(self) -> None:
        """Let every room end what has a last day, as its `ending` says."""
        from waystation.core.discovery import modules

        if time.monotonic() >= self._endings_at:
            for module in modules("ending"):
                module.end_what_is_over()
            self._endings_at = time.monotonic() + ENDINGS_EVERY_SECONDS

    def _fetch_letters(self) -> None:
        """Ask the public door for letters; while it does not answer, ask ever more seldom."""
        from waystation.letterbox import exchange
        from waystation.letterbox.errors import DoorUnreachable
        from waystation.letterbox.keys import KeyMissing

        if time.monotonic() < self._fetch_at:
            return
        try:
            exchange.fetch_round()
        except (DoorUnreachable, KeyMissing) as error:
            self._pause = min(LONGEST_PAUSE_SECONDS, self._pause * 2)
            self._mention(str(error))
        else:
            self._pause = LOOK_EVERY_SECONDS
            self._mention("")
        self._fetch_at = time.monotonic() + self._pause

    def _mention(self, trouble: str) -> None:
        if trouble and trouble != self._trouble:
            log.warning("Letters wait. %s", trouble)
        self._trouble = trouble


def work() -> None:
    """Be the worker of this installation."""
    django.setup()
    Worker().run()


def _jobs_wait() -> bool:
    from django_tasks_db.models import DBTaskResult

    return DBTaskResult.objects.ready().exists()


def _run_jobs() -> None:
    """Run every job that waits, under an id that is alive as long as this process."""
    from django_tasks_db.management.commands.db_worker import Worker as JobRunner

    from waystation.config.liveness import hold

    worker = uuid4()
    with hold(worker):
        JobRunner(
            queue_names=["*"],
            interval=0.0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=str(worker),
            excluded_queue_names=[],
        ).run()


class NewDay:
    """Says once a day that the schedule of retention waits to be looked at, and asks the database seldom."""

    def __init__(self) -> None:
        self._next_at = 0.0

    def waits(self) -> bool:
        from waystation.core.retention.actions import daily

        if time.monotonic() < self._next_at:
            return False
        self._next_at = time.monotonic() + SCHEDULE_EVERY_SECONDS
        return daily.is_waiting()


def _look_at_schedule() -> None:
    from waystation.core.retention.actions import daily

    daily.look_daily()


def _letters_wait() -> bool:
    from django.utils import timezone

    from waystation.letterbox.access import letters_to_push

    return bool(letters_to_push(timezone.now()))


def _push_letters() -> None:
    from waystation.letterbox import exchange
    from waystation.letterbox.errors import DoorUnreachable

    try:
        exchange.push_round()
    except DoorUnreachable as error:
        log.info("Letters wait. %s", error)


def _end(errand: Errand) -> None:
    if errand.child and not ended(errand.child):
        os.kill(errand.child, signal.SIGKILL)
        os.waitpid(errand.child, 0)
