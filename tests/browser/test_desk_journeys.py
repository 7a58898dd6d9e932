"""The SOS line by keyboard alone: a call written down while it goes on, a tab that dies, an empty call by one key."""

import re

import pytest

STORY = (
    "Invented: her sister left for a job in a hotel abroad three weeks ago. The agency took the passport. She writes "
    "at night only, says she owes money and may not go out. The caller has the address of the hotel and is afraid."
)
WORDS_A_MINUTE = 40
PAUSE_MS = 60_000 / (WORDS_A_MINUTE * 6)
LONGEST_TYPING_SECONDS = 45


def begin(page, demo):
    page.goto(f"{demo.staff}/desk/")
    page.keyboard.press("n")
    page.wait_for_selector("[data-draft]")


def test_a_call_is_saved_by_keyboard_alone(demo, open_page):
    page = open_page("caseworker")
    begin(page, demo)
    pressed = keys(page, "ArrowDown", "ArrowDown")  # relative
    pressed += keys(page, *["Tab"] * 5)  # over channel, language, alias and number to the topic
    pressed += typed(page, "Signal")
    pressed += keys(page, *["Tab"] * 5) + typed(page, " ".join(STORY.split()[:18]))
    pressed += keys(page, "Tab") + typed(page, "Counselled")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(re.compile(r"/desk/[0-9a-f-]{36}/$"))
    said = page.inner_text("main")
    assert "Relative" in said
    assert "Signal of trafficking" in said
    assert "Counselled" in said
    assert "three weeks ago" in said
    assert pressed * PAUSE_MS / 1000 <= LONGEST_TYPING_SECONDS


def keys(page, *names):
    for name in names:
        page.keyboard.press(name)
    return len(names)


def typed(page, text):
    page.keyboard.type(text)
    return len(text)


def test_a_tab_that_dies_loses_nothing(demo, open_page):
    page = open_page("caseworker")
    begin(page, demo)
    keys(page, "ArrowDown")
    page.fill("[name=note]", STORY)
    page.wait_for_selector("[data-kept]:not(:empty)")
    address = page.url
    page.close(run_before_unload=False)
    again = open_page("caseworker")
    again.goto(f"{demo.staff}/desk/")
    again.click(f"a[href='{address.removeprefix(demo.staff)}']")
    assert again.input_value("[name=note]") == STORY
    assert again.is_checked("[name=caller_type][value=possible_trafficked_person]")
    again.click("[name=keep]")
    again.click("button:has-text('Throw it away') >> nth=0")


@pytest.mark.parametrize(("key", "said"), [("s", "Silent call"), ("p", "Prank call")])
def test_an_empty_call_takes_one_key_and_another_takes_it_back(demo, open_page, key, said):
    page = open_page("caseworker")
    page.goto(f"{demo.staff}/desk/")
    page.keyboard.press(key)
    page.wait_for_selector(f"text=Recorded: {said}.")
    page.keyboard.press("z")
    page.wait_for_selector("text=The call is taken back.")


def test_without_scripts_a_call_is_kept_and_saved_all_the_same(demo, open_page):
    page = open_page("caseworker", scripts=False)
    page.goto(f"{demo.staff}/desk/answer/")
    page.check("[name=caller_type][value=citizen]")
    page.fill("[name=note]", STORY)
    page.click("[name=keep]")
    page.click("a:has-text('go on') >> nth=0")
    assert page.input_value("[name=note]") == STORY
    page.click("[name=save]")
    assert "The contact is saved." in page.inner_text("main")
