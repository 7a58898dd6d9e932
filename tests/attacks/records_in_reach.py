"""Makes a record of each kind in each situation that scopes.toml names, seen from one member of staff."""

from datetime import date, timedelta
from uuid import uuid4

from django.utils.timezone import now

from waystation.cases.documents import actions as documents
from waystation.cases.documents.tests.drawing import photograph
from waystation.cases.models import Case, Permit, Person
from waystation.core.keys.models import HandedKey
from waystation.core.models import Organisation, Team, User
from waystation.core.retention.actions import shredding
from waystation.core.retention.kinds import kinds
from waystation.core.sealing.records import seal_text, seal_texts
from waystation.core.sealing.staff import keyring
from waystation.intake.desk.models import Contact, Report, ReportFile
from waystation.programmes.field_work.models import Screening
from waystation.programmes.prevention.models import Activity
from waystation.programmes.shelter.models import Stay

DAY = date(2020, 1, 5)
CANARY = "Kanarinka"
SEALED = {"sealed", "named", "glass", "glass_over", "guest_sealed"}
PERMITS = {
    "named": {"kind": "named"},
    "shared": {"kind": "shared"},
    "share_ended": {"kind": "shared", "ended_at": now() - timedelta(hours=1)},
    "glass": {"kind": "glass", "until": now() + timedelta(hours=2)},
    "glass_over": {"kind": "glass", "until": now() - timedelta(seconds=1)},
    "guest": {"kind": "guest", "until": now() + timedelta(days=2)},
    "guest_sealed": {"kind": "guest", "until": now() + timedelta(days=2)},
    "guest_without_keys": {"kind": "guest", "until": now() + timedelta(days=2)},
    "guest_ended": {"kind": "guest", "until": now() + timedelta(days=2), "ended_at": now() - timedelta(hours=1)},
    "guest_over": {"kind": "guest", "until": now() - timedelta(seconds=1)},
}
ELSEWHERE = {"other_programme", "shared", "share_ended", *(name for name in PERMITS if name.startswith("guest"))}


class House:
    """An asker, who takes one role after the other, a member of the asker's team, and a stranger of the same house."""

    def __init__(self, kind, situations):
        self.kind, self.ours = kind, {"organisation": Organisation.objects.create(name=kind, invented=True)}
        self.asker, self.mate, self.stranger = (self.member(name) for name in ("asker", "mate", "stranger"))
        Team.objects.create(**self.ours, name="Ours").members.set([self.asker, self.mate])
        self.places = 0
        self.records = {situation: getattr(self, kind)(situation) for situation in situations}
        if "purged" in situations:
            self.purge(self.records["purged"])

    def member(self, name):
        return User.objects.create(**self.ours, sign_in_name=f"{self.kind}-{name}", role="caseworker", language="en")

    def purge(self, record):
        """Empty the record as a purge does."""
        shredding.empty(kinds()[record._meta.label_lower], [record])
        record.refresh_from_db()

    def asks_as(self, role):
        """Return the asker with this role, until the test is over and taken back."""
        self.asker.role = role
        self.asker.save(update_fields=["role"])
        return self.asker

    def owner(self, situation):
        return {"own": self.asker, "team": self.mate}.get(situation, self.stranger)

    def person(self, situation):
        person = Person(**self.ours, first_assisted_on=DAY)
        seal_text(person, "alias", f"{CANARY} {situation}", keyring())
        person.save()
        if situation != "without_a_case":
            self.case(situation, person)
        return person

    def case(self, situation, person=None):
        person = person or self.person_alone(situation)
        case = Case(**self.ours, person=person, opened_on=DAY, owner=self.owner(situation))
        case.programme = "prevention" if situation in ELSEWHERE else "shelter"
        if situation in {"closed", "purged"}:
            case.closed_on, case.ending = DAY, "reintegrated"
        case.restricted_at = now() if situation in SEALED else None
        seal_text(case, "story", f"{CANARY} {situation}", keyring())
        case.save()
        if situation in PERMITS:
            permit = Permit.objects.create(case=case, member=self.asker, given_by=self.mate, **PERMITS[situation])
            if permit.kind == Permit.Kind.GUEST and situation != "guest_without_keys":
                self.hand(permit)
        return case

    def person_alone(self, situation):
        return self.person("without_a_case") if situation == "without_a_case" else Person.objects.create(**self.ours)

    def stay(self, situation):
        self.places += 1
        return Stay.objects.create(**self.ours, case=self.case(situation), place=self.places, arrived_on=DAY)

    def contact(self, situation):
        case = self.case(situation) if situation in SEALED else None
        outcome = {"outcome": "case_opened"} if case else {}
        contact = Contact(**self.ours, at=now(), taken_by=self.owner(situation), case=case, **outcome)
        contact = self._noted(contact, situation)
        if situation == "kept_from":
            self.report(situation, contact)
        return contact

    def report(self, situation, contact=None):
        report = Report(**self.ours, conversation=uuid4(), arrived_on=DAY, reader=b"r" * 32, contact=contact)
        report.taken_by = self.asker if situation == "own" else None
        seal_text(report, "told", f"{CANARY} {situation}", keyring())
        report.save()
        if situation == "kept_from":
            report.kept_from.add(self.asker)
        return report

    def report_file(self, situation):
        file = ReportFile(**self.ours, report=self.report(situation), on=DAY)
        seal_texts(file, {"name": "x.jpg", "pieces": "0"}, keyring())
        file.save()
        return file

    def screening(self, situation):
        case = self.case(situation) if situation in SEALED else None
        screening = Screening(**self.ours, screened_on=DAY, screened_by=self.owner(situation), case=case)
        return self._noted(screening, situation)

    def activity(self, situation):
        return Activity.objects.create(**self.ours, held_on=DAY, participants=9, led_by=self.owner(situation))

    def permit(self, situation):
        return Permit.objects.create(case=self.case(situation), member=self.stranger, kind="shared")

    def guest_share(self, situation):
        case = self.case(situation)
        if situation in PERMITS:
            return case.permits.get()
        share = {"kind": "guest", "until": now() + timedelta(days=2)}
        return self.hand(Permit.objects.create(case=case, member=self.stranger, **share))

    def hand(self, permit):
        """Leave keys in the database, also where the share is over: a share decides before its keys are looked at."""
        keys = {"share": permit.code, "member": permit.member, "until": permit.until, "sealed": b"none"}
        HandedKey.objects.create(**keys, kind="cases.case", on_code=permit.case.code)
        return permit

    def document(self, situation):
        return documents.attach(self.case(situation), [photograph()], name="x.jpg", by=self.stranger)

    def removed_document(self, situation):
        document = self.document(situation)
        documents.remove(document, by=self.stranger)
        return document

    def _noted(self, record, situation):
        seal_text(record, "note", f"{CANARY} {situation}", keyring())
        record.save()
        return record
