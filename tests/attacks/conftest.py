"""What the attacks start from: an organisation with one record of every kind, and words that must never be found."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation
from django.utils.timezone import now


@pytest.fixture(autouse=True)
def in_english(request, settings):
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    """Keep the files of each test to itself."""
    settings.FILES = tmp_path / "files"


@pytest.fixture
def records(organisation, caseworker, researcher, coordinator, operator):
    """Return the address parts of one record of every kind."""
    from waystation.cases.documents import actions as documents
    from waystation.cases.documents.tests.drawing import photograph
    from waystation.cases.models import Case, Person
    from waystation.core.accounts.actions.invitations import invite
    from waystation.core.importing import files
    from waystation.core.importing.actions import asking
    from waystation.core.importing.choosing import Wishes, choose
    from waystation.core.models import Team, User
    from waystation.core.recovery.actions import make_key
    from waystation.core.retention.models import Erasure, LegalHold, Purge
    from waystation.evidence import actions as evidence
    from waystation.evidence.models import CaseRecord
    from waystation.intake.desk.models import Contact
    from waystation.programmes.field_work.models import Screening
    from waystation.programmes.prevention.models import Activity
    from waystation.programmes.shelter.models import Stay

    ours = {"organisation": organisation}
    person = Person.objects.create(**ours, first_assisted_on=date(2020, 1, 5))
    case = Case.objects.create(**ours, person=person, opened_on=date(2020, 1, 5), programme="shelter")
    document, removed = (documents.attach(case, [photograph()], name="x.jpg", by=caseworker) for _ in range(2))
    documents.remove(removed, by=caseworker)
    found = permits_of(case, caseworker)
    stay = Stay.objects.create(**ours, case=case, place=1, arrived_on=date(2020, 1, 5))
    screening = Screening.objects.create(**ours, screened_on=date(2020, 1, 5))
    activity = Activity.objects.create(**ours, held_on=date(2020, 1, 5), participants=9)
    contact = Contact.objects.create(**ours, at=datetime(2020, 1, 5, tzinfo=UTC))
    about = {"dataset": "made_up", "year": 2010, "source_kind": "hotline", "sex": "female", "age_band": "9-17"}
    CaseRecord.objects.bulk_create(CaseRecord(**ours, **about, child_adult="child") for _ in range(40))
    release = evidence.draft_release("ctdc_who", by=researcher)
    release.refresh_from_db()
    release = evidence.approve_release(release, by=coordinator)
    evidence.ask_for_count("ctdc_records_by_age_band", by=researcher)
    text = b"given_name,programme,opened_on\nCanary,shelter,5.1.2020\nCanary,shelter,never\n"
    run = asking.receive([text], name="people.csv", organisation=organisation, by=caseworker)
    with files.opened(run.code) as path:
        choice = choose(path, organisation, Wishes(profile="people_and_cases", date_order="dmy"))
    asking.set_reading(run, choice.reading, by=caseworker)
    run = asking.ask_check(run, by=caseworker)
    found |= {"person": person, "case": case, "stay": stay, "screening": screening, "activity": activity}
    key, _sheets = make_key(organisation, by=operator)
    colleague = User.objects.create(**ours, sign_in_name="colleague", role="reader")
    found |= {"document": document, "removed_document": removed}
    hold = LegalHold.objects.create(**ours, of="case", on_code=case.code, laid_by=coordinator)
    erasure = Erasure.objects.create(**ours, person_code=person.code, ground="wish", asked_by=caseworker)
    purge = Purge.objects.create(**ours)
    found |= {"hold": hold, "erasure": erasure, "purge": purge, "team": Team.objects.create(**ours, name="Ours")}
    invitation, _token = invite(sign_in_name="nova", display_name="Nova (invented)", role="reader", by=coordinator)
    found |= {"contact": contact, "run": run, "release": release, "recovery_key": key, "colleague": colleague}
    found |= {"invitation": invitation, **following(contact), "guarded": guarded(coordinator)}
    return {**{name: record.code for name, record in found.items()}, "letter": release.code}


def guarded(coordinator):
    """Return an address that must never leave."""
    from waystation.core.outlets.actions import guard
    from waystation.core.sealing.staff import keyring

    return guard("Measured lane of nobody", "7", keyring(), by=coordinator)


def permits_of(case, member):
    """Return one permit that was shared, one broken glass that is over, and one share with a guest."""
    from waystation.cases.models import Permit

    over = datetime(2020, 1, 5, tzinfo=UTC)
    given = {"permit": {"kind": "shared"}, "glass": {"kind": "glass", "until": over}}
    given["guest_share"] = {"kind": "guest", "until": now() + timedelta(days=9)}
    return {name: Permit.objects.create(case=case, member=member, **how) for name, how in given.items()}


def following(contact):
    """Return a call promised back and a screening of the contact."""
    from waystation.intake.desk.models import Assessment, Callback

    ours = {"organisation": contact.organisation, "contact": contact}
    callback = Callback.objects.create(**ours, due_at=datetime(2020, 1, 6, tzinfo=UTC))
    assessment = Assessment.objects.create(**ours, profile="adult")
    return {"callback": callback, "assessment": assessment, **reported(contact.organisation)}


def reported(organisation):
    """Return a report from outside and a file of it."""
    from waystation.core.sealing.records import seal_texts
    from waystation.core.sealing.staff import keyring
    from waystation.intake.desk.models import Report, ReportFile

    ours = {"organisation": organisation}
    report = Report(**ours, conversation=uuid.uuid4(), arrived_on=date(2020, 1, 5), reader=b"r" * 32)
    seal_texts(report, {"told": "Reported"}, keyring())
    report.save()
    file = ReportFile(**ours, report=report, on=date(2020, 1, 5))
    seal_texts(file, {"name": "x.jpg", "pieces": "0"}, keyring())
    file.save()
    return {"report": report, "report_file": file}
