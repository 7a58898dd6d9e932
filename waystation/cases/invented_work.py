"""Invented work: cases of invented people, what was decided, agreed and given."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from waystation.cases.invented_people import Draft
from waystation.cases.models import Case, Consent, IdentificationStatus, Person, Service
from waystation.core.invention import Chance, Plot
from waystation.core.sealing.records import seal_text

LAST_DAY = date(2021, 12, 31)
WEEK = 7


class Beds:
    """Which place of the shelter is free from which day."""

    def __init__(self, places: int) -> None:
        self._free_from = [date.min] * places

    def first_free(self, wanted: date) -> date:
        return max(wanted, min(self._free_from))

    def take(self, arrived: date, left: date) -> None:
        place = next(number for number, free in enumerate(self._free_from) if free <= arrived)
        self._free_from[place] = left


def shelter_period(draft: Draft, beds: Beds, plot: Plot) -> tuple[date, date]:
    """Return arrival and leaving; whoever finds all places taken comes when the first is free."""
    lengths = plot.mixes["stay_days"]
    days = plot.chance.around(lengths["early" if draft.early else "late"], lengths["least"], lengths["most"])
    arrived = beds.first_free(draft.day)
    left = min(arrived + timedelta(days=days), LAST_DAY)
    beds.take(arrived, left)
    return arrived, left


def accompaniment_periods(start: date | None, ended: date, plot: Plot) -> Iterator[tuple[date, date | None]]:
    """Yield the periods of social work: the first from `start`, perhaps another years later."""
    lengths, chance = plot.mixes["accompaniment"], plot.chance
    if start:
        ended = start + timedelta(days=chance.around(lengths["middle_days"], lengths["least"], lengths["most"]))
        yield start, _within(ended)
    if chance.happens(lengths["again_later"]) and ended.year < LAST_DAY.year - 1:
        again = ended + timedelta(days=chance.stream.randint(200, 700))
        length = chance.around(lengths["middle_days"] / 2, lengths["least"], lengths["most"])
        yield again, _within(again + timedelta(days=length))


def _within(day: date) -> date | None:
    return day if day <= LAST_DAY else None


def case_of(person: Person, draft: Draft, period: tuple[str, date, date | None], plot: Plot) -> Case:
    """Return the unsaved case with what the person told."""
    mixes, chance = plot.mixes, plot.chance
    programme, opened_on, closed_on = period
    age = "early" if draft.early else "late"
    kind = f"girl_{age}" if draft.kind == "girl" else draft.kind
    forms = chance.one(mixes["forms"][kind]).split("+")
    return Case(
        organisation=person.organisation,
        person=person,
        code=chance.code(),
        programme=programme,
        opened_on=opened_on,
        closed_on=closed_on,
        ending=chance.one(mixes["ending"]) if closed_on else "",
        exploitation_forms=sorted(forms),
        purposes=sorted({mixes["purpose_of_form"][form] for form in forms}),
        means_of_control=sorted(chance.some(mixes["means_of_control"])),
        acts=sorted(chance.some(mixes["acts"])),
        means=sorted(chance.some(mixes["means"])),
        recruiter_relation=chance.one(mixes["recruiter_relation"]),
        recruitment_methods=sorted(chance.some(mixes["recruitment_methods"])),
        sexual_exploitation_types=_when("sexual_exploitation", forms, mixes["sexual_exploitation_types"], chance),
        labour_sectors=_when("forced_labour", forms, mixes["labour_sectors"], chance),
        exploited_in="MK",
        exploited_in_region=chance.one(mixes["region"]),
        child_adult_when_exploited="child" if draft.child or draft.age <= 18 else "adult",
        needs=sorted(chance.some(mixes["needs"])),
    )


def continued(case: Case, period: tuple[date, date | None], plot: Plot) -> Case:
    """Return the unsaved later case of the same person, in social work, with what is known already."""
    opened_on, closed_on = period
    later = Case(code=plot.chance.code(), programme="social_work", opened_on=opened_on, closed_on=closed_on)
    for name in CARRIED:
        setattr(later, name, getattr(case, name))
    later.ending = plot.chance.one(plot.mixes["ending"]) if closed_on else ""
    return later


CARRIED = (
    "organisation",
    "person",
    "owner",
    "exploitation_forms",
    "purposes",
    "means_of_control",
    "acts",
    "means",
    "recruiter_relation",
    "recruitment_methods",
    "sexual_exploitation_types",
    "labour_sectors",
    "exploited_in",
    "exploited_in_region",
    "child_adult_when_exploited",
    "needs",
)


def _when(form: str, forms: Sequence[str], mix: dict[str, float], chance: Chance) -> list[str]:
    return [chance.one(mix)] if form in forms else []


def decisions(case: Case, identified: bool, plot: Plot) -> Iterator[IdentificationStatus]:
    """Yield the history of the first case: presumed by us, then what the state decided, if it did."""
    for status, body, day in _course(case.opened_on, identified, plot.chance):
        decision = IdentificationStatus(case=case, code=plot.chance.code(), status=status, decided_by=body)
        decision.decided_on, decision.recorded_by = day, case.owner
        seal_text(decision, "basis", "Invented history, for demonstration only.", plot.world.keyring)
        yield decision


def _course(opened_on: date, identified: bool, chance: Chance) -> Iterator[tuple[str, str, date]]:
    last = max(date(opened_on.year, 12, 28), opened_on)
    asked = min(opened_on + timedelta(days=chance.stream.randint(3, 30)), last)
    decided = min(asked + timedelta(days=chance.stream.randint(5, 60)), last)
    yield "presumed", "ngo", opened_on
    if identified:
        yield "informed_decision", "ngo", asked
        yield "identified", "police", decided
    elif chance.happens(0.35):
        yield "not_identified", "police", decided
    elif chance.happens(0.3):
        yield "refused", "ngo", asked


def consents(case: Case, plot: Plot) -> tuple[list[Consent], list[Consent]]:
    """Return the answers at the opening of the case, and the later withdrawals."""
    mixes, chance = plot.mixes, plot.chance
    answers = [_consent(case, "keep_record", "given", chance)]
    withdrawals = []
    for purpose, refused in mixes["consent"]["refused"].items():
        answers.append(_consent(case, purpose, "refused" if chance.happens(refused) else "given", chance))
        if answers[-1].answer == "given" and chance.happens(mixes["consent"]["withdrawn"][purpose]):
            withdrawals.append(_consent(case, purpose, "withdrawn", chance, of=answers[-1]))
    return answers, withdrawals


def _consent(case: Case, purpose: str, answer: str, chance: Chance, of: Consent | None = None) -> Consent:
    return Consent(
        code=chance.code(),
        person=case.person,
        purpose=purpose,
        recipient={"police_report": "anti_trafficking_unit", "referral": "social_work_centre"}.get(purpose, ""),
        answer=answer,
        way="signed" if chance.happens(0.8) else "spoken_before_witness",
        language=case.person.languages[0],
        answered_on=case.opened_on + timedelta(days=60 if of else 0),
        withdraws=of,
        recorded_by=case.owner,
    )


def services(case: Case, plot: Plot) -> Iterator[Service]:
    """Yield what was given in the case: a bed on arrival in the shelter, then week by week."""
    habits, chance = plot.mixes["services"][case.programme], plot.chance
    last = case.closed_on or LAST_DAY
    weeks = (last - case.opened_on).days / WEEK
    if case.programme == "shelter":
        yield _service(case, "safe_accommodation", case.opened_on, None, chance)
    for _ in range(max(1, round(weeks * habits["per_week"] * chance.stream.uniform(0.7, 1.3)))):
        day = chance.day(case.opened_on, last)
        yield _service(case, chance.one(habits["types"]), day, chance.around(50, 10, 240, 0.4), chance)


def _service(case: Case, service_type: str, day: date, minutes: int | None, chance: Chance) -> Service:
    return Service(
        code=chance.code(),
        organisation=case.organisation,
        case=case,
        programme=case.programme,
        service_type=service_type,
        given_on=day,
        minutes=minutes,
        recorded_by=case.owner,
    )
