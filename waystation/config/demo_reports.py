"""Invented reports for the demonstration: sent through the public form as anybody would, one of them answered."""

import re
import time
import uuid
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode, urlsplit

from django.conf import settings

WITHIN_SECONDS = 30.0
WORD = re.compile(r"<li>(\w+)</li>")
ANSWER = (
    "Invented answer: thank you for writing. Nobody may keep her papers. We can meet you where it is safe; "
    "write here when, or call 0800 11111 between 08 and 20."
)
REPORTS = (
    (
        "en",
        {
            "told": "Invented: a girl works in the bakery of our street day and night. The owner holds her passport.",
            "place": "Invented street, Skopje",
            "in_danger": "A girl of about sixteen",
            "safe_times": "Here, in the evening",
            "never_leave_a_message": "on",
        },
    ),
    (
        "mk",
        {
            "told": "Измислено: сестра ми замина на работа во странство и веќе три недели не се јавува.",
            "in_danger": "Сестра ми, 22 години",
            "reach": "+389 00 000 000 (измислен број)",
            "safe_times": "Наутро, кога сум сама дома",
            "never_leave_a_message": "on",
        },
    ),
    (
        "sq",
        {
            "told": "E trilluar: më ofrojnë punë jashtë, por duan t'ua lë pasaportën. A është kjo në rregull?",
            "never_leave_a_message": "on",
        },
    ),
)


def send() -> str:
    """Send the reports once the form is open; return the words of the first, none where it does not open in time."""
    deadline = time.monotonic() + WITHIN_SECONDS
    while time.monotonic() < deadline:
        words = [_posted(language, answers) for language, answers in REPORTS[:1]]
        if words[0]:
            for language, answers in REPORTS[1:]:
                _posted(language, answers)
            return words[0]
        time.sleep(0.3)
    return ""


def answer(words: str, password: str) -> None:
    """Answer the first report as an invented colleague, and let the public page show its words to try."""
    from waystation.core.keys.access import unlock
    from waystation.core.models import User
    from waystation.intake.desk.actions import answer_report
    from waystation.intake.desk.actions.arriving import DEMO_WORDS
    from waystation.intake.desk.models import Report

    caseworker = User.objects.get(sign_in_name="caseworker", organisation__invented=True)
    deadline = time.monotonic() + WITHIN_SECONDS
    while time.monotonic() < deadline:
        report = Report.objects.filter(organisation=caseworker.organisation, language="en").first()
        if report is not None:
            answer_report(report, ANSWER, unlock(caseworker, password), by=caseworker)
            (settings.HOME / "staff" / DEMO_WORDS).write_text(words, "utf-8")
            return
        time.sleep(0.3)


def _posted(language: str, answers: dict[str, str]) -> str:
    """Send one report; return the words of its code, none while the form is closed."""
    parts = urlsplit(settings.PUBLIC_DOOR_URL)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    try:
        body = urlencode({"form_id": str(uuid.uuid5(uuid.NAMESPACE_DNS, f"{settings.HOME}|{language}")), **answers})
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", f"{parts.path.rstrip('/')}/{language}/report/", body, headers)
        return " ".join(WORD.findall(connection.getresponse().read().decode()))
    except (OSError, HTTPException):
        return ""
    finally:
        connection.close()
