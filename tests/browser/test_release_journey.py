"""From new records to a new edition on the public door, by the two people it takes."""

import csv
import re

PASSWORD = "every name here is invented"
NEW_CONTACTS = 40
OF_OTHER_JOURNEYS = 10  # at most so many calls and reports others note in the same house meanwhile
INFOGRAPHIC = "infographics/organisation/helpline/"


def test_a_release_drafted_by_one_and_approved_by_another_changes_the_infographic(demo, open_page, axe, tmp_path):
    visitor = open_page(scripts=False, language="mk")
    before = {language: shown(visitor, demo, language) for language in ("mk", "en")}
    assert before["mk"] == before["en"]

    (tmp_path / "password").write_text(PASSWORD)
    signed = ("--as", "caseworker", "--password-file", str(tmp_path / "password"))
    done = demo.run("import", str(spreadsheet(tmp_path / "new.csv")), "--json", *signed)
    assert done.returncode == 0, done.stdout + done.stderr

    researcher = open_page("researcher")
    researcher.goto(f"{demo.staff}/evidence/releases/")
    researcher.select_option("[name=set_code]", "helpline")
    researcher.get_by_role("button", name="Draft a release").click()
    researcher.get_by_text("Ready for approval").wait_for(timeout=60_000)
    assert not researcher.get_by_role("button", name="Approve").count()

    coordinator = open_page("coordinator")
    coordinator.goto(researcher.url)
    assert not axe(coordinator)
    coordinator.get_by_role("button", name="Approve").click()
    coordinator.get_by_text("frozen and on its way").wait_for()

    edition, number = before["mk"]
    for _attempt in range(100):
        if shown(visitor, demo, "mk")[0] == edition + 1:
            break
        visitor.wait_for_timeout(200)
    after = shown(visitor, demo, "mk")
    assert after == shown(visitor, demo, "en")
    assert after[0] == edition + 1
    assert 0 <= after[1] - number - NEW_CONTACTS <= OF_OTHER_JOURNEYS
    assert edition_is_listed(visitor, demo, edition + 1)


def shown(page, demo, language: str) -> tuple[int, int]:
    """Read edition and headline number as a visitor does."""
    page.goto(f"{demo.public}/{language}/{INFOGRAPHIC}")
    number = int(re.sub(r"\D", "", page.locator(".big-number__figure").first.inner_text()))
    link = page.locator("a[href*='/releases/helpline/']").first.get_attribute("href")
    return int(link.rstrip("/").rpartition("/")[2]), number


def edition_is_listed(page, demo, edition: int) -> bool:
    page.goto(f"{demo.public}/en/releases/")
    return page.locator(f"a[href$='/releases/helpline/{edition}/']").count() == 1


def spreadsheet(path):
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["Date", "Channel", "Who called", "Topic", "Outcome", "Note"])
        for row in range(NEW_CONTACTS):
            writer.writerow(["05.06.2016", "phone", "citizen", "legal", "information_given", f"release journey {row}"])
    return path
