"""Invents twenty years of contacts for the demonstration."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.timezone import now

from waystation import vocab
from waystation.cases.actions import store
from waystation.cases.models import Case
from waystation.core.invention import LABEL, Plot, World, plot
from waystation.core.sealing.records import seal_text
from waystation.intake.desk.actions import keep_draft, promise_callback
from waystation.intake.desk.models import Callback, Contact

ORDER = 30
OFFICE = ZoneInfo("Europe/Skopje")
SIGNALS = ("trafficking_signal", "missing_person")
SUPPORT = ("violence", "psychosocial", "poverty", "legal")
ALIASES = ("Мајката од пазарот", "Roza", "Синиот капут", "Zana 2", "Студентката", "J.")


def invent(world: World) -> None:
    """Invent the contacts of every year; some of them led to the cases that stand already."""
    ours = plot(world, "waystation.intake.desk")
    contacts: list[Contact] = []
    before_cases = _first_contacts(ours)
    for year_text, wanted in ours.mixes["contacts"].items():
        year = int(year_text)
        leading = [contact for contact in before_cases if contact.at.year == year]
        contacts += leading + [_contact(day, ours) for day in _days(year, wanted - len(leading), ours)]
    store(contacts)
    _leave_work(ours)


def _leave_work(ours: Plot) -> None:
    """Leave two calls to make, one of them late, and a draft, so that the desk opens with what it is for."""
    world, ring = ours.world, ours.world.keyring
    newest = Contact.objects.filter(organisation=world.organisation, outcome="callback_agreed").order_by("-at")[:2]
    for contact, later in zip(newest, (-timedelta(minutes=20), timedelta(hours=2)), strict=False):
        callback = Callback(contact=contact, due_at=now() + later)
        secrets = {"phone": "+389 00 000 000 (invented)", "safe_times": "Invented: after six, when the shop is closed."}
        promise_callback(callback, secrets, ring, by=world.users["caseworker"])
    for role in ("caseworker", "coordinator"):
        answers = {"caller_type": "relative", "channel": "phone", "note": "Invented: her sister left for work abroad …"}
        keep_draft(ours.chance.code(), answers, ring, by=world.users[role], begun_at=now() - timedelta(minutes=5))


def _days(year: int, wanted: int, ours: Plot) -> Iterator[date]:
    """Yield the days of the year's contacts; weekdays are busier."""
    first = max(date(year, 1, 1), ours.mixes["line"]["opened_on"])
    days = [first + timedelta(days=number) for number in range((date(year, 12, 31) - first).days + 1)]
    weights = [ours.mixes["weekday_weight"][str(day.weekday())] for day in days]
    yield from sorted(ours.chance.stream.choices(days, weights, k=wanted))


def _contact(day: date, ours: Plot) -> Contact:
    mixes, chance = ours.mixes, ours.chance
    caller = chance.one(mixes["caller_type"])
    contact = _conversation(day, caller, ours)
    if caller == "silent_prank_wrong":
        contact.topic, contact.outcome, contact.urgency, contact.minutes = "other", "no_action", "none", 1
        return contact
    contact.topic = chance.one(mixes["topic"][mixes["topic_of_caller"].get(caller, "else")])
    kind = _kind(contact.topic)
    contact.outcome = chance.one(mixes["outcome"][kind])
    contact.urgency = chance.one(mixes["urgency"][kind])
    contact.region = chance.one(mixes["region"])
    contact.child_adult = "adult" if caller == "traveller_or_job_seeker" else chance.one(mixes["about"])
    contact.sex = chance.one(mixes["sex"])
    _tell(contact, ours)
    return contact


def _conversation(day: date, caller: str, ours: Plot) -> Contact:
    """Return the bare contact: when, by what channel, in what language, how long."""
    mixes, chance = ours.mixes, ours.chance
    return Contact(
        organisation=ours.world.organisation,
        code=chance.code(),
        at=_time(day, ours),
        channel=chance.one(mixes["channel"]["early" if day.year < 2009 else "late"]),
        caller_type=caller,
        language=chance.one(mixes["language"]["usual" if day.year < 2015 else "from_2015"]),
        minutes=chance.around(9, 1, 90),
        taken_by=ours.world.users["caseworker"],
    )


def _time(day: date, ours: Plot) -> datetime:
    hour = int(ours.chance.one(ours.mixes["hours"]))
    return datetime.combine(day, time(hour, ours.chance.stream.randrange(60)), OFFICE)


def _kind(topic: str) -> str:
    main = vocab.code_list("contact_topic")[topic].parent or topic
    if main in SIGNALS:
        return "signal"
    return "support" if main in SUPPORT else "information"


def _tell(contact: Contact, ours: Plot) -> None:
    """Let a few callers leave an alias, by which they are known again."""
    if ours.chance.happens(0.05):
        seal_text(contact, "alias", f"{ours.chance.member(ALIASES)} {LABEL}", ours.world.keyring)
        seal_text(contact, "note", "Invented note, for demonstration only.", ours.world.keyring)


def _first_contacts(ours: Plot) -> list[Contact]:
    """Return the contacts that led to a person's first case."""
    habits, chance = ours.mixes["case_from_contact"], ours.chance
    cases = Case.objects.filter(organisation=ours.world.organisation).select_related("person")
    found = []
    for case in cases.order_by("opened_on", "code"):
        first = case.opened_on == case.person.first_assisted_on
        if first and chance.happens(habits["share"]):
            day = case.opened_on - timedelta(days=chance.stream.randint(0, habits["within_days"]))
            found.append(_leading_to(case, day, ours))
    return found


def _leading_to(case: Case, day: date, ours: Plot) -> Contact:
    chance = ours.chance
    caller = chance.one({"relative": 0.3, "institution": 0.3, "possible_trafficked_person": 0.25, "citizen": 0.15})
    contact = _conversation(day, caller, ours)
    contact.case, contact.outcome = case, "case_opened"
    contact.topic = (
        "trafficking_own_situation" if caller == "possible_trafficked_person" else "trafficking_other_person"
    )
    contact.urgency = chance.one({"high": 0.7, "danger_now": 0.2, "low": 0.1})
    contact.child_adult, contact.sex = case.person.child_adult, case.person.sex
    contact.region = case.exploited_in_region
    return contact
